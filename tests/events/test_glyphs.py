"""What the papers' font can draw is known before anything is printed."""

import unicodedata

import pytest

from events import glyphs


@pytest.mark.parametrize(
    "text",
    [
        "홍길동",
        "뷁쀍",
        "".join(map(chr, range(0xAC00, 0xD7A4))),  # every modern syllable
        "李舜臣 金九",
        "Nguyễn Văn Đức",
        "Łukasz Žižek, Ørsted, Ðorđe",
        "O'Neil & “Sons” <b>",
        "",
    ],
)
def test_nothing_is_missing_of_what_the_font_has(text):
    assert glyphs.missing(text) == []


def test_each_missing_character_is_named_once_in_order():
    assert glyphs.missing("김مح م수ฒ") == ["م", "ح", "ฒ"]


def test_hangul_in_letters_is_looked_at_as_it_is_set():
    assert glyphs.missing(unicodedata.normalize("NFD", "강감찬")) == []


def test_old_hangul_is_missing():
    assert glyphs.missing("ᄒᆞᆫ글") == ["ᄒ", "ᆞ", "ᆫ"]


def test_what_is_never_drawn_is_not_missed():
    assert glyphs.missing("홍\u200b길\u202e동\u2069 \t\ufe0f\u3164\u00ad") == []


def test_an_emoji_of_several_characters_is_missed_without_its_joiners():
    assert glyphs.missing("👩\u200d💻️") == ["👩", "💻"]


def test_drawable_is_what_a_reader_can_see():
    assert glyphs.drawable(unicodedata.normalize("NFD", "각") + " \u202eش가👩\u200d💻") == "각가"
