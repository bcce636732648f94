"""Axe at its desk: a page of the portal is laid before it as it stands in somebody's browser.

There axe is warm, which halves its work, and it looks at pages whose scripts are off too. What it finds there is what
it finds in the page itself: tests/browser/test_auditing.py compares both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent.parent
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
AXE_RUN = """async tags => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], reporter: "no-passes", selectors: false,
    preload: false,
  });
  return found.violations.map(one =>
    `${one.id}: ${one.help} — ${one.nodes.slice(0, 4).map(node => node.html.slice(0, 200)).join(" | ")}`);
}"""
# A page as it stands: its widths, what it is built of, what has the focus, and whether it differs from what it says of
# itself because somebody typed, chose or opened something.
AS_IT_STANDS = """() => {
  const isChosen = it => [...it.options].findLastIndex(one => one.defaultSelected);
  const isTouched = it => it.matches("select") ? it.selectedIndex !== Math.max(isChosen(it), it.options.length ? 0 : -1)
    : it.matches("[type=checkbox], [type=radio]") ? it.checked !== it.defaultChecked : it.value !== it.defaultValue;
  const root = document.documentElement, type = document.doctype;
  return {
    wide: root.scrollWidth,
    room: innerWidth,
    html: (type ? new XMLSerializer().serializeToString(type) : "") + root.outerHTML,
    focused: [...document.querySelectorAll("*")].indexOf(document.activeElement),
    touched: document.querySelector(":modal, :popover-open") !== null ||
      [...document.querySelectorAll("input, select, textarea")].some(isTouched),
  };
}"""
FOCUS = "number => document.querySelectorAll('*')[number]?.focus()"
# Nothing of what lay there before stays but the style sheets; where the new page has others, it cannot be laid there
LAY = f"""([html, address, focused]) => {{
  const next = new DOMParser().parseFromString(html, "text/html"), root = document.documentElement;
  const stays = "link[rel=stylesheet], link[rel=preload], style";
  const kept = it => it.compatMode + [...it.querySelectorAll(stays)].map(one => one.outerHTML).join();
  if (kept(next) !== kept(document)) return false;
  for (const {{ name }} of [...root.attributes]) root.removeAttribute(name);
  for (const {{ name, value }} of next.documentElement.attributes) root.setAttribute(name, value);
  for (const one of [...document.head.children]) if (!one.matches(stays)) one.remove();
  for (const one of [...next.head.children]) if (!one.matches(stays)) document.head.append(one);
  document.body.replaceWith(next.body);
  history.replaceState(null, "", address);
  scrollTo(0, 0);
  ({FOCUS})(focused);
  return true;
}}"""


@cache
def axe_source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def axe_finds(page: Page) -> list[str]:
    """Every violation on a page, with the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    return list(page.evaluate(AXE_RUN, TAGS))


@dataclass
class Standing:
    """A page as it stands in somebody's browser."""

    address: str
    wide: int
    room: int
    html: str
    focused: int
    touched: bool

    @classmethod
    def of(cls, page: Page) -> "Standing":
        return cls(page.url.partition("#")[0], **page.evaluate(AS_IT_STANDS))


class Desks:
    """For each width a page that runs no script of ours, in which axe can."""

    def __init__(self, open_context: Callable[[int], BrowserContext]) -> None:
        self._open_context = open_context
        self._pages: dict[int, Page] = {}

    def lay(self, standing: Standing, width: int) -> Page:
        """The page, laid out at this width."""
        desk = self._pages.get(width) or self._new(width)
        is_at_home = desk.url.startswith("/".join(standing.address.split("/")[:3]) + "/")
        what = [standing.html, standing.address, standing.focused]
        if not (is_at_home and desk.evaluate(LAY, what)):
            answer = {"body": standing.html, "content_type": "text/html; charset=utf-8"}
            desk.route(standing.address, lambda route: route.fulfill(**answer))
            desk.goto(standing.address)
            desk.unroute(standing.address)
            desk.evaluate(FOCUS, standing.focused)
        return desk

    def _new(self, width: int) -> Page:
        desk = self._pages[width] = self._open_context(width).new_page()
        desk.route("**/*.js*", lambda route: route.abort())
        return desk
