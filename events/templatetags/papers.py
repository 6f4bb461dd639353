"""Template filters for papers."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def words(text: str, longest: int = 16) -> SafeString:
    """The text with lines that break at its spaces only, as Korean is set (``word-break: keep-all``).

    WeasyPrint does not know that value, and would break between any two syllables. A word of more than
    ``longest`` characters may still be broken, so that it never runs out of its column.
    """
    return format_html_join(
        " ", "{}", ((_kept(word) if len(word) <= longest else word,) for word in text.split())
    )


def _kept(word: str) -> SafeString:
    return format_html('<span class="word">{}</span>', word)
