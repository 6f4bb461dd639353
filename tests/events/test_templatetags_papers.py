"""Korean in papers breaks at spaces only."""

import unicodedata

from django.template import Context, Template

from events.templatetags.papers import column, words


def test_words_keeps_short_words_whole_and_lets_long_ones_break():
    long = "가" * 17

    assert words(f"제조 {long} AX") == f'<span class="word">제조</span> {long} <span class="word">AX</span>'


def test_words_escapes_what_people_typed():
    page = Template("{% load papers %}{{ text|words:40 }}").render(Context({"text": "<b>A&B</b> <script>"}))

    assert page == (
        '<span class="word">&lt;b&gt;A&amp;B&lt;/b&gt;</span> <span class="word">&lt;script&gt;</span>'
    )


def test_as_many_syllables_as_there_may_be_stay_one_word():
    for longest in range(1, 30):
        word = "드" * longest

        assert words(word, longest) == f'<span class="word">{word}</span>'


def test_a_word_somewhat_too_wide_for_its_column_is_set_smaller_before_it_is_broken():
    assert column("홍길동", 10) == '<span class="word">홍길동</span>'
    assert column("가" * 11, 10) == f'<span class="word word-90">{"가" * 11}</span>'
    assert column("가" * 12, 10) == f'<span class="word word-80">{"가" * 12}</span>'
    assert column("가" * 14, 10) == f'<span class="word word-70">{"가" * 14}</span>'
    assert column("가" * 15, 10) == "가" * 15


def test_words_go_by_their_width():
    assert words("iiiiiiii", 3) == '<span class="word">iiiiiiii</span>'
    assert words("WWW", 2) == "WWW"
    assert words("👩👩", 2) == "👩👩"  # another font draws it, who knows how wide


def test_words_are_composed():
    assert words(unicodedata.normalize("NFD", "강감찬")) == '<span class="word">강감찬</span>'
