"""A desk in Chromium whose printer keeps what it was sent."""

from tests.browser.conftest import DESK
from tests.browser.scene import signed_in

# Before any page's own script: what is printed is kept with the page rules of the frame it came from.
# The page that lets a guest in prints the badge itself and leaves then: what it printed goes with the tab to the next.
PRINTER = """
if (top === window) {
  window.printed = JSON.parse(sessionStorage.getItem("just-printed") ?? "null") ?? undefined;
  sessionStorage.removeItem("just-printed");
}
window.print = function () {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const page = rules.filter((rule) => rule instanceof CSSPageRule).at(-1)?.style.getPropertyValue("size") ?? "";
  const text = document.querySelector(".badge")?.innerText ?? "";
  (top.printed ??= []).push({ page, text, name: document.title, fonts: document.fonts.status });
  if (window.name === "badge-hand") sessionStorage.setItem("just-printed", JSON.stringify(top.printed));
  if (!top.isJammed) setTimeout(() => window.dispatchEvent(new Event("afterprint")));
};
"""


def open_desk(open_page, user, width=DESK):
    """A page in which this person is signed in."""
    page = signed_in(open_page, user, width)
    page.add_init_script(PRINTER)
    return page


def printed(page):
    """What the page and its frames have printed since it was loaded."""
    return page.evaluate("window.printed ?? []")
