"""Where a request comes from, and where it may be sent back to."""

from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from flask import request

from portal.accounts.devices import Devices, devices_of_request

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
           ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """The network and the browser that somebody uses, and whose browser it has been before."""

    network: str = ""
    browser: str = ""
    devices: Devices = field(default_factory=dict)


def origin_of_request() -> Origin:
    """Of the present request."""
    browser = _browser(request.user_agent.string)
    return Origin(_network(request.remote_addr or ""), browser, devices_of_request())


def is_from_a_page_of_ours(base_url: str) -> bool:
    """Whether the present request was sent by a page of the portal, as far as the browser tells.

    `Sec-Fetch-Site` cannot be written by a page. It also holds where `Origin` is `null`, as it is from pages that name
    no referrer. `none` is the person: a tab restored, a page sent anew. Browsers without it tell `Origin`. One that
    tells neither is old or shy, and has the token alone; the session cookie is not sent from other sites anyway.
    `Referer` is not asked for: our own pages with an address that is a key send none.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site in {"same-origin", "none"} or (site is None and origin is None):
        return True
    return origin in {_origin_of(base_url), _origin_of(request.host_url)}


def local_path(sent: str | None) -> str:
    """A path on this portal, or nothing: whoever signs in is never led to another site."""
    path = sent or ""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable() or " " in path:
        return ""
    try:
        parts = urlsplit(path)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else path


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _network(address: str) -> str:
    """An IPv6 household has a whole network of addresses; they count as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else address  # noqa: PLR2004


def _browser(agent: str) -> str:
    """ "Firefox, Windows": enough to know one's own browser again, and nothing more."""
    names = [next((name for sign, name in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in names if name)
