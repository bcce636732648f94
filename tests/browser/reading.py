"""A person at a browser. Every page that is opened is inspected: axe, width, errors, and where it asks for things."""

import os
import re
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, Response

from tests.browser.auditing import Desks, Standing, axe_finds
from tests.conftest import OF_THE_RUN

PHONE, DESKTOP = 390, 1280
HEIGHTS = {PHONE: 844, DESKTOP: 900}
EXPECTED = (401, 403, 404, 409, 410, 422, 429)  # the browser notes each as an error, but it is the page that was wanted
# The same row of a list three times and more
REPEATED = re.compile(r"((<(li|tr|option|p)\b(?:(?!<\3\b).)*?</\3>\s*)\2)\2+", re.DOTALL)


def _choose(field: Locator, wanted: str) -> None:
    """By the value of an option, else by its words."""
    options = {one.get_attribute("value"): one.inner_text() for one in field.locator("option").all()}
    found = [value for value, label in options.items() if wanted == value or wanted.casefold() in label.casefold()]
    assert found, f"there is no “{wanted}” among {options}"
    field.select_option(value=wanted if wanted in options else found[0])


def shape_of(content: str) -> str:
    """How a page is built: its elements and attributes without the words, numbers and addresses in them."""
    without_words = re.sub(r">[^<]*[^<\s][^<]*<", ">x<", content)
    without_values = re.sub(r'\b(value|href|src|action|content|title|aria-label)="[^"]+"', r'\1="x"', without_words)
    return REPEATED.sub(r"\1", re.sub(r"\d+", "0", without_values))


def seen_alike(width: int, content: str) -> Path:
    """What stands in the folder of the run once axe was asked about a page built like this, in whichever process."""
    built = sha256(f"{width} {shape_of(content)}".encode()).hexdigest()
    return Path(os.environ[OF_THE_RUN], f"{built}.seen")


def _too_wide(standing: Standing) -> list[str]:
    return [f"scrolls sideways: {standing.wide} > {standing.room}"] if standing.wide > standing.room else []


class Faults(AssertionError):
    """What is wrong with a page."""


class Reader:
    """One person's browser."""

    def __init__(self, context: BrowserContext, address: str, desks: Desks, *, javascript: bool = True) -> None:
        self.context = context
        self.desks = desks
        self.javascript = javascript
        self.address = address
        self.page: Page = context.new_page()
        self.status = 0
        self._noted: list[str] = []
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self._noted.append(f"script error: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)

    # -- going about ------------------------------------------------------------------------------------------------

    def open(self, path: str, *, status: int = 200, also: Collection[int] = ()) -> "Reader":
        """Go to an address of the portal and look at what comes, and how it is built at other widths `also`."""
        self.page.goto(path if "://" in path else self.address + path)
        return self.look(status, also)

    def follow(self, name: str | re.Pattern[str], *, within: str = "main") -> "Reader":
        """Click the link of this name."""
        self.page.locator(within).get_by_role("link", name=name).first.click()
        return self.look()

    def press(self, name: str, *, status: int = 200) -> "Reader":
        """Press the button of this name, and look at what follows."""
        button = self._button(name)
        with self.page.expect_navigation():
            button.click()
        return self.look(status)

    def press_twice(self, name: str, *, until: str) -> "Reader":
        """Press it as impatient people do, and look at the page of the address `until`."""
        self._button(name).click(click_count=2)  # the second click breaks off the page that the first one asked for
        self.page.wait_for_url(until)
        return self.look()

    def _button(self, name: str) -> Locator:
        button = self.page.locator("main").get_by_role("button", name=name).first
        if not button.count():
            there = [one.inner_text() for one in self.page.locator("main button").all()]
            raise AssertionError(f"{self.page.url} has no button “{name}”, but {there}:\n{self.text[:2000]}")
        return button

    def write(self, **fields: object) -> "Reader":
        """Fill in fields by name: `True` ticks a box; a list of values ticks each; options go by their words."""
        for name, value in fields.items():
            self._fill(f'main :is([name="{name}"], [name$="-{name}"]):not([type="hidden"])', value)
        return self

    def _fill(self, selector: str, value: object) -> None:
        fields = self.page.locator(selector)
        if not fields.count():
            raise AssertionError(f"{self.page.url} has no field {selector}:\n{self.text[:2000]}")
        self._unfold(fields.first)
        kind = fields.first.evaluate("it => it.type")
        if kind in {"radio", "checkbox"}:
            for one in [value] if isinstance(value, str | int) else list(value):
                (fields.first if one is True else self.page.locator(f'{selector}[value="{one}"]').first).check()
        elif kind == "select-one":
            _choose(fields.first, str(value))
        else:
            fields.first.fill(str(value))

    def _unfold(self, field: Locator) -> None:
        """Open what the field is folded away in, as a person would."""
        for summary in field.locator("xpath=ancestor::details[not(@open)]/summary").all():
            summary.click()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        """What the page says, with ordinary spaces."""
        return re.sub(r"\s+", " ", self.page.locator("body").inner_text())

    @property
    def headline(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("h1").inner_text())

    def sees(self, *texts: str) -> "Reader":
        """Assert that the page says all of this."""
        said = self.text.casefold()
        for text in texts:
            assert text.casefold() in said, f"{self.page.url} does not say “{text}”:\n{self.text[:3000]}"
        return self

    # -- looking ----------------------------------------------------------------------------------------------------

    def look(self, status: int = 200, also: Collection[int] = ()) -> "Reader":
        """Inspect the page that stands there. One that differs from another in its words alone is not asked about
        again: axe reads how a page is built, and two rows of a list tell what a hundred do."""
        self.page.wait_for_load_state("load")
        standing, own = Standing.of(self.page), self.page.viewport_size["width"]
        unexpected = [f"the status is {self.status}, not {status}"] if self.status != status else []
        faults = [*self._noted, *_too_wide(standing), *unexpected, *self._axe(standing, own)]
        self._noted.clear()
        for width in also:
            laid = Standing.of(self.desks.lay(standing, width))
            faults += [f"{width}: {fault}" for fault in (*_too_wide(laid), *self._axe(standing, width))]
        if faults:
            raise Faults(f"{self.page.url} ({self.status}, {self.page.viewport_size}):\n" + "\n".join(faults))
        return self

    def _axe(self, standing: Standing, width: int) -> list[str]:
        """What axe finds at its desk; in the page itself where somebody typed, chose or opened something on it."""
        alike = seen_alike(width, standing.html)
        if alike.exists():
            return []
        alike.touch()
        if standing.touched and self.javascript and width == self.page.viewport_size["width"]:
            return axe_finds(self.page)
        return axe_finds(self.desks.lay(standing, width))

    # -- what is noted on the way ------------------------------------------------------------------------------------

    def _note_console(self, message) -> None:
        if message.type != "error" or re.search(rf"status of ({'|'.join(map(str, EXPECTED))})", message.text):
            return
        self._noted.append(f"console: {message.text}")

    def _note_request(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "about:")):
            self._noted.append(f"asks another host: {request.url}")

    def _note_response(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.status = response.status
        elif response.status >= 400:
            self._noted.append(f"{response.status} for {response.url}")
