"""Template filters for papers."""

import unicodedata

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from events import lettering

_SYLLABLE = "가"  # all are equally wide

register = template.Library()


@register.filter
def words(text: str, longest: int = 16) -> SafeString:
    """The text with lines that break at its spaces only, as Korean is set (``word-break: keep-all``).

    WeasyPrint does not know that value, and would break between any two syllables. A word wider than ``longest``
    syllables in bold type may still be broken, so that it never runs out of its column. The text is composed (NFC).
    """
    most = longest * lettering.width(_SYLLABLE, bold=True)
    composed = unicodedata.normalize("NFC", text)
    return format_html_join(
        " ",
        "{}",
        ((_kept(word) if lettering.width(word, bold=True) <= most else word,) for word in composed.split()),
    )


def _kept(word: str) -> SafeString:
    return format_html('<span class="word">{}</span>', word)
