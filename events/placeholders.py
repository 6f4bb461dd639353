"""Texts with placeholders that organizers write: ``{성명} 님께``. A closed grammar; nothing in it is ever run.

``{word}`` stands for a value, by its Korean or its English name; ``{{`` and ``}}`` are literal braces. A value is put in
as text and not read again. Whatever is no placeholder stays as it stands, so that no text is lost in filling.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events.models import Message

_MOST_TOLD = 5  # problems in one refusal
_LONGEST_TOLD = 30  # characters of a wrong placeholder
_PIECE = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<word>[^{}\n]*)\}|(?P<stray>[{}])")
_DOUBLED = re.compile(r"(?<!\{)\{\{([^{}\n]*)\}\}(?!\})")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
# ASCII alone: Korean particles stand right behind an address (「https://example.com에서」).
_ADDRESS = re.compile(r"https://[A-Za-z0-9][\w\-.~:/?#\[\]@!$&'()*+,;=%]*", re.ASCII)
_LINK = '<a href="{0}" style="color:#0b50d0;">{0}</a>'
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})


@dataclass(frozen=True)
class Word:
    """A placeholder: its name in Korean, its name in English, what it stands for, and whether that is an address."""

    name: str
    alias: str
    meaning: str | Promise = field(default="", compare=False)  # a lazy text is another in each language
    is_address: bool = False

    def __str__(self) -> str:
        return self.written("ko")

    def written(self, language: str) -> str:
        """The placeholder as texts of that language have it."""
        return f"{{{self.alias if language == 'en' else self.name}}}"


@dataclass(frozen=True)
class Problem:
    """What is wrong at a place of a text: ``position`` counts characters from 0, ``line`` lines from 1."""

    position: int
    line: int
    found: str
    nearest: Word | None = None
    is_doubled: bool = False  # a known placeholder in two pairs of braces
    is_stray: bool = False  # a single brace

    def sentence(self) -> str:
        """The problem as the writer is told of it."""
        found = self.found if len(self.found) <= _LONGEST_TOLD else f"{self.found[:_LONGEST_TOLD]}…"
        values = {"line": self.line, "found": found, "nearest": self.nearest or ""}
        if self.is_stray:
            return (
                _(
                    "%(line)d번째 줄에 짝이 없는 중괄호가 있습니다. 글자 그대로 쓰시려면 %(found)s%(found)s 로 적어 주세요."
                )
                % values
            )
        if self.is_doubled:
            return (
                _("%(line)d번째 줄의 %(found)s 항목은 중괄호를 한 번만 써서 %(nearest)s 로 적어 주세요.")
                % values
            )
        if self.nearest:
            return (
                _(
                    "%(line)d번째 줄의 %(found)s 항목은 쓸 수 없습니다. %(nearest)s 항목을 쓰시려던 것인지 확인해 주세요."
                )
                % values
            )
        return _("%(line)d번째 줄의 %(found)s 항목은 쓸 수 없습니다.") % values


@dataclass(frozen=True)
class _Piece:
    text: str  # as it reads: literal braces are single here
    start: int
    raw: str
    word: str | None = None  # of a placeholder
    is_stray: bool = False


def check(text: str, allowed: Iterable[Word]) -> list[Problem]:
    """What keeps the text from being filled with these words alone, in the order of the text."""
    words = _by_name(allowed)
    problems = [
        Problem(
            piece.start,
            _line(text, piece.start),
            piece.raw,
            nearest=None if piece.is_stray else _nearest(piece.word or "", words),
            is_stray=piece.is_stray,
        )
        for piece in _parse(text)
        if piece.is_stray or (piece.word is not None and piece.word not in words)
    ]
    for found in _DOUBLED.finditer(text):
        known = words.get(_plain(found[1]))
        if known is not None:
            line = _line(text, found.start())
            problems.append(Problem(found.start(), line, found[0], nearest=known, is_doubled=True))
    return sorted(problems, key=lambda problem: problem.position)


def refuse_unknown(text: str, allowed: Sequence[Word]) -> None:
    """Refuse a text with a placeholder that is none of these.

    :raises ValidationError: a sentence for each of the first problems, and one that names what is allowed
    """
    problems = check(text, allowed)
    if problems:
        can_use = _("쓸 수 있는 항목: %(words)s") % {"words": ", ".join(map(str, allowed))}
        sentences = [problem.sentence() for problem in problems[:_MOST_TOLD]]
        raise ValidationError([ValidationError(one, code="placeholder") for one in [*sentences, can_use]])


def fill(text: str, values: Mapping[Word, str]) -> str:
    """The text with its values, for plain text. The place of a personal link's secret cannot come about in it."""
    words = _by_name(values)
    filled = "".join(
        piece.text if piece.word not in words else values[words[piece.word]] for piece in _parse(text)
    )
    return filled.replace(Message.LINK_TOKEN, "{ {token} }")


def fill_html(text: str, values: Mapping[Word, str]) -> list[SafeString]:
    """The paragraphs of the text with its values, for HTML: escaped, line breaks kept, https addresses as links.

    An address that somebody gave as a name is no link; one that a word of addresses stands for is.
    """
    words = _by_name(values)
    filled, closed = "", []  # closed: where no link may begin
    for piece in _parse(text):
        word = None if piece.word is None else words.get(piece.word)
        put_in = piece.text if word is None else values[word]
        if word is not None and not word.is_address:
            closed.append(range(len(filled), len(filled) + len(put_in)))
        filled += put_in
    paragraphs, start = [], 0
    for gap in [*_BLANK_LINES.finditer(filled), None]:
        end = len(filled) if gap is None else gap.start()
        if filled[start:end].strip():
            paragraphs.append(_linked(filled, start, end, closed))
        start = end if gap is None else gap.end()
    return paragraphs


def literal(text: str) -> str:
    """The text as one writes it where placeholders are read: its braces doubled."""
    return text.replace("{", "{{").replace("}", "}}")


@lru_cache(maxsize=64)
def _parse(text: str) -> tuple[_Piece, ...]:
    """The text in pieces; a mail to many has the same for everybody."""
    pieces, start = [], 0
    for found in _PIECE.finditer(text):
        if found.start() > start:
            pieces.append(_Piece(text[start : found.start()], start, text[start : found.start()]))
        raw = found[0]
        if found["brace"]:
            pieces.append(_Piece(raw[0], found.start(), raw))
        elif found["stray"]:
            pieces.append(_Piece(raw, found.start(), raw, is_stray=True))
        else:
            pieces.append(_Piece(raw, found.start(), raw, word=_plain(found["word"])))
        start = found.end()
    if start < len(text):
        pieces.append(_Piece(text[start:], start, text[start:]))
    return tuple(pieces)


def _plain(name: str) -> str:
    """A name as it is compared: in one Unicode form, without case, without spaces around it."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def _by_name(words: Iterable[Word]) -> dict[str | None, Word]:
    found: dict[str | None, Word] = {}
    for word in words:
        found[_plain(word.name)] = word
        found[_plain(word.alias)] = word
    return found


def _nearest(name: str, words: Mapping[str | None, Word]) -> Word | None:
    """The word that was meant, if one is near. Hangul is compared letter by letter, not by the syllable."""
    letters = {unicodedata.normalize("NFD", known): word for known, word in words.items() if known}
    wanted = unicodedata.normalize("NFD", name[:_LONGEST_TOLD])
    close = get_close_matches(wanted, letters, n=1, cutoff=0.5)
    return letters[close[0]] if close else None


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _linked(text: str, start: int, end: int, closed: Sequence[range]) -> SafeString:
    parts, done = [], start
    for found in _ADDRESS.finditer(text, start, end):
        address = _without_stop(found[0])
        if not any(found.start() in span for span in closed):
            parts.append(_escaped(text[done : found.start()]))
            parts.append(_LINK.format(_escaped(address)))
            done = found.start() + len(address)
    parts.append(_escaped(text[done:end]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped


def _without_stop(address: str) -> str:
    """An address without the marks that end the sentence it stands in."""
    address = address.rstrip(".,;:!?'")
    while address.endswith((")", "]")) and address.count(address[-1]) > address.count(
        "(" if address[-1] == ")" else "["
    ):
        address = address[:-1].rstrip(".,;:!?'")
    return address


def _escaped(text: str) -> str:
    """For HTML. Braces too: what a personal link's secret replaces cannot come about."""
    return escape(text).translate(_BRACES).replace("\n", "<br>\n")
