"""Typing under the Hangul keyboard layout, as an input method composes it."""

from playwright.sync_api import Page


def compose(page: Page, text: str) -> None:
    """Write Hangul as the two-set keyboard does: each syllable is composed, and settled by what follows it."""
    keys = page.context.new_cdp_session(page)
    for character in text:
        if character.isdigit():
            page.keyboard.press(character)
        else:
            keys.send("Input.imeSetComposition", {"text": character, "selectionStart": 1, "selectionEnd": 1})
            keys.send("Input.insertText", {"text": character})
    keys.detach()
