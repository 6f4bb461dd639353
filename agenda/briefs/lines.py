"""A brief's text as lines and table cells, freed of Markdown and of what several editors write differently."""

import html
import re
import unicodedata

from events.cleaning import normalise

LONGEST = 2_000  # characters; a longer line is running text and is not searched for facts
BULLETS = " -*□■○●ㅇ◦•▪▶▷◆◇➤☞+>#"
_WIDE = str.maketrans(
    {"（": "(", "）": ")", "：": ":", "｜": "|", "│": "|", "～": "~", "\u3000": " ", "\u00a0": " "}
)
_FOOTNOTE = re.compile(r"<sup>[\s\d*)]*</sup>", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"<sup>([^<]*)</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>'])")
_UNFIT = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"}


def split(text: str) -> list[str]:
    """The lines, tabs kept; a superscript becomes ``(…)`` behind the word that it stands on."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_WIDE)
    text = _BREAK.sub(" ", _SUPERSCRIPT.sub(r"(\1)", _FOOTNOTE.sub("", text)))
    text = html.unescape(_TAG.sub("", text).replace("**", ""))
    text = _ESCAPED.sub(r"\1", text)
    return [line if len(line) <= LONGEST else "" for line in text.split("\n")]


def cells(line: str) -> list[str]:
    """The cells of a table row: by tabs, by Markdown's pipes, or by wide gaps; one cell for anything else."""
    if "\t" in line:
        parts = line.split("\t")
    elif "|" in line:
        parts = line.strip().removeprefix("|").removesuffix("|").split("|")
    else:
        parts = re.split(r" {2,}", line.strip())
    return [tidy(part) for part in parts]


def is_table_row(line: str) -> bool:
    return sum(bool(cell) for cell in cells(line)) > 1


def is_rule(line: str) -> bool:
    """Whether the line only draws: Markdown's ``|---|---|``, or a row of dashes."""
    return bool(line.strip()) and not line.strip(" |:-=_*\t")


def tidy(text: str) -> str:
    """The text as it may be stored: NFC, single spaces, no control characters, pictographs or bullets' signs."""
    whole = normalise(text)
    return normalise("".join(" " if unicodedata.category(sign) in _UNFIT else sign for sign in whole))


def bare(line: str) -> str:
    """The line without the bullets and signs that it begins with."""
    return tidy(line.lstrip(BULLETS + "\t"))


def joined(text: str) -> str:
    """``과 장`` as ``과장``: a word whose syllables were spread for the look."""
    words = text.split()
    return "".join(words) if all(len(word) == 1 for word in words) else text


def pieces(text: str) -> list[str]:
    """The members of an enumeration: split at commas and semicolons outside parentheses."""
    found, depth, start = [], 0, 0
    for position, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif character in ",;、，" and depth == 0:
            found.append(text[start:position])
            start = position + 1
    found.append(text[start:])
    return [piece.strip() for piece in found if piece.strip()]
