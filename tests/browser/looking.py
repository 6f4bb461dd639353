"""What is wrong with how a page is made: what axe-core finds on it, and whether it is wider than the screen."""

from collections.abc import Collection

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def problems(page: Page, context: str | None = None, *, but: Collection[str] = ()) -> list[str]:
    """One sentence for each; ``context`` is the part of the page that axe looks at, ``but`` are rules to leave out."""
    found = [
        f"{page.url}: {rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in Axe().run(page, context=context, options=RULES).response["violations"]
        if rule["id"] not in but
        for node in rule["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{page.url}: scrolls sideways at {page.viewport_size}")
    return found
