"""Template filters for papers."""

import unicodedata
from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from events import lettering

_SYLLABLE = "가"  # all are equally wide
_ROUNDING = 1e-6  # ems: six syllables are no wider than six times one
_SMALLER = (90, 80, 70)  # percent of the size, each a rule of paper.css beside that of .word

register = template.Library()


@register.filter
def words(text: str, longest: int = 16) -> SafeString:
    """The text with lines that break at its spaces only, as Korean is set (``word-break: keep-all``).

    WeasyPrint does not know that value, and would break between any two syllables. A word wider than ``longest``
    syllables in bold type may still be broken, so that it never runs out of its column. The text is composed (NFC).
    """
    return _joined(text, longest, smaller=())


@register.filter
def column(text: str, longest: float) -> SafeString:
    """The same in a narrow column that holds ``longest`` syllables: a wider word is set smaller before it is broken."""
    return _joined(text, longest, smaller=_SMALLER)


def _joined(text: str, longest: float, smaller: Sequence[int]) -> SafeString:
    most = longest * lettering.width(_SYLLABLE, bold=True) + _ROUNDING
    composed = unicodedata.normalize("NFC", text)
    return format_html_join(" ", "{}", ((_set(word, most, smaller),) for word in composed.split()))


def _set(word: str, most: float, smaller: Sequence[int]) -> SafeString | str:
    width = lettering.width(word, bold=True)
    if width <= most:
        return format_html('<span class="word">{}</span>', word)
    for percent in smaller:
        if width * percent <= most * 100:
            return format_html('<span class="word word-{}">{}</span>', percent, word)
    return word
