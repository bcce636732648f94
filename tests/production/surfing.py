"""A browser without windows: it keeps cookies, and sends what Chromium sends under each page's referrer policy."""

import http.client
import ssl
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import Request

from bs4 import BeautifulSoup
from werkzeug.test import encode_multipart

NO_BUTTON = {"submit", "button", "image", "reset"}


@dataclass
class Page:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    address: str
    text: str

    @property
    def path(self):
        return urlsplit(self.address).path

    @property
    def location(self):
        return self.headers.get("Location", "")

    def complaints(self):
        """What it says is wrong."""
        soup = BeautifulSoup(self.text, "html.parser")
        found = soup.select(".error-summary li, main h1, main li.reason, main .section ul li")
        return " | ".join(" ".join(one.get_text().split()) for one in found)[:400]

    def forms(self):
        """Those that are sent, in order."""
        if self.headers.get_content_type() != "text/html":
            return []
        soup = BeautifulSoup(self.text, "html.parser")
        usual = [Form(self, form) for form in soup.select("form[method=post]")]
        buttons = soup.select("button[formaction]")
        return usual + [Form(self, soup.find(id=one.get("form")) or one.find_parent("form"), one) for one in buttons]


@dataclass
class Form:
    """A form on a page, with what stands in it."""

    page: Page
    element: object
    button: object = None  # with an address of its own

    @property
    def action(self):
        own = self.button["formaction"] if self.button else self.element.get("action")
        return urlsplit(urljoin(self.page.address, own or self.page.address)).path

    def fields(self):
        """All that a person can fill in, and what is hidden."""
        own = self.element.select("input[name], select[name], textarea[name]")
        whole = self.element.find_parents()[-1]
        elsewhere = whole.select(f'input[form="{self.element.get("id")}"]') if self.button is None else []
        return [one for one in (*own, *elsewhere)
                if one.get("type") not in NO_BUTTON and not one.has_attr("disabled")]  # fmt: skip

    def again(self, browser):
        """The same form on the same page, opened anew."""
        return next((form for form in browser.open(self.page.path).forms() if form.action == self.action), None)

    def buttons(self):
        """What is sent along by pressing each button."""
        found = self.element.select("button:not([type=button]), input[type=submit]")
        return [{one["name"]: one.get("value", "")} if one.get("name") else {} for one in found]


class _Answered:
    """As much of a response as a cookie jar wants to see."""

    def __init__(self, headers):
        self._headers = headers

    def info(self):
        return self._headers


@dataclass
class Surfer:
    """One person. `shy`: a browser that sends neither Sec-Fetch-Site, Origin nor Referer."""

    address: str
    certificate: object
    shy: bool = False
    jar: CookieJar = field(default_factory=CookieJar)
    _line: http.client.HTTPSConnection | None = None

    def open(self, path):
        """Go to an address, and where it leads."""
        page = self._ask("GET", path, {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"})
        while 300 <= page.status < 400:
            page = self._ask("GET", page.location, {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"})
        return page

    def send(self, form, data):
        """Send a form from the page on which it stands; what comes back is not followed."""
        is_silent = form.page.headers.get("Referrer-Policy") == "no-referrer"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": "null" if is_silent else self.address,
            "Sec-Fetch-Site": "same-origin",
            "Sec-Fetch-Mode": "navigate",
        } | ({} if is_silent else {"Referer": form.page.address})
        if self.shy:
            headers = {"Content-Type": headers["Content-Type"]}
        if form.element.get("enctype") != "multipart/form-data":
            return self._ask("POST", form.action, headers, urlencode(data, doseq=True))
        boundary, body = encode_multipart(data)
        headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
        return self._ask("POST", form.action, headers, body)

    def _ask(self, method, path, headers, body=None):
        where = urljoin(self.address, path)
        request = Request(where)  # noqa: S310 - our own address
        self.jar.add_cookie_header(request)
        parts = urlsplit(where)
        self._line = self._line or http.client.HTTPSConnection(
            parts.netloc, context=ssl.create_default_context(cafile=self.certificate), timeout=60
        )
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        answer = self._say(method, target, body, headers | dict(request.header_items()))
        text = answer.read().decode("utf-8", "replace")
        self.jar.extract_cookies(_Answered(answer.headers), request)
        return Page(answer.status, answer.headers, where, text)

    def _say(self, *said):
        """As browsers do: a line that has been silent for long may be gone, and is opened anew."""
        try:
            self._line.request(*said)
            return self._line.getresponse()
        except (ConnectionError, ssl.SSLEOFError):
            self._line.close()
            self._line.request(*said)
            return self._line.getresponse()

    def close(self):
        """Leave."""
        if self._line:
            self._line.close()
