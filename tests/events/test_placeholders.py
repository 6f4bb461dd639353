"""Texts with placeholders: nothing is lost, nothing in a value is read, every unknown one is found."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from events import placeholders
from events.models import Message
from events.placeholders import Word

NAME = Word("성명", "name")
EVENT = Word("행사명", "event")
PAGE = Word("행사주소", "page", is_address=True)
WORDS = [NAME, EVENT, PAGE]
VALUES = {NAME: "홍길동", EVENT: "제1회 컨퍼런스", PAGE: "https://forum.example/events/1/"}

anything = st.text(
    st.sampled_from("{}성명name \nab&<'가") | st.characters(exclude_categories=["Cs"]), max_size=60
)
plain = anything.map(lambda text: text.replace("{", "").replace("}", ""))


def test_fill_puts_values_in_by_either_name():
    assert (
        placeholders.fill("{성명} 님, {event}에 모십니다.", VALUES) == "홍길동 님, 제1회 컨퍼런스에 모십니다."
    )


def test_a_name_is_read_without_its_case_its_spaces_and_its_unicode_form():
    decomposed = "{\u1109\u1165\u11bc\u1106\u1167\u11bc}"

    assert placeholders.fill(f"{{ Name }} {decomposed}", VALUES) == "홍길동 홍길동"


def test_doubled_braces_are_literal():
    assert placeholders.fill("{{가}} {{{성명}}}", VALUES) == "{가} {홍길동}"
    assert placeholders.check("{{가}} {{{성명}}}", WORDS) == []


def test_check_names_place_line_and_what_was_meant():
    (problem,) = placeholders.check("첫 줄\n{성함} 님", WORDS)

    assert (problem.position, problem.line, problem.found, problem.nearest) == (4, 2, "{성함}", NAME)
    assert problem.sentence() == (
        "2번째 줄의 {성함} 항목은 쓸 수 없습니다. {성명} 항목을 쓰시려던 것인지 확인해 주세요."
    )


def test_check_finds_a_known_word_in_two_pairs_of_braces():
    (problem,) = placeholders.check("{{성명}} 님", WORDS)

    assert problem.sentence() == "1번째 줄의 {{성명}} 항목은 중괄호를 한 번만 써서 {성명} 로 적어 주세요."


@pytest.mark.parametrize("text", ["{", "a } b", "{성명}}", "{{성명}", "{성\n명}"])
def test_check_finds_single_braces(text):
    assert all(problem.is_stray for problem in placeholders.check(text, WORDS))
    assert placeholders.check(text, WORDS) != []


@pytest.mark.parametrize(
    "text", ["{__class__}", "{성명.__class__}", "{성명!r}", "{성명:>99999}", "{0}", "{}", "{% now %}"]
)
def test_what_a_template_would_run_is_an_unknown_word_and_stays_as_it_is(text):
    assert len(placeholders.check(text, WORDS)) == 1
    assert placeholders.fill(text, VALUES) == text


def test_refusal_says_what_may_be_used():
    with pytest.raises(ValidationError) as refused:
        placeholders.refuse_unknown("{이름표} {x}", WORDS)

    assert refused.value.messages == [
        "1번째 줄의 {이름표} 항목은 쓸 수 없습니다.",
        "1번째 줄의 {x} 항목은 쓸 수 없습니다.",
        "쓸 수 있는 항목: {성명}, {행사명}, {행사주소}",
    ]


def test_refusal_of_a_long_text_stays_short():
    with pytest.raises(ValidationError) as refused:
        placeholders.refuse_unknown("{" + "가" * 5000 + "}" + "{x}" * 5000, WORDS)

    assert len(refused.value.messages) == 6
    assert max(map(len, refused.value.messages)) < 100


def test_html_has_paragraphs_line_breaks_and_no_tags_of_the_writer():
    paragraphs = placeholders.fill_html("<b>{성명}</b>\n둘째 줄\n \n\n다음 문단", {NAME: "<script>"})

    assert paragraphs == ["&lt;b&gt;&lt;script&gt;&lt;/b&gt;<br>\n둘째 줄", "다음 문단"]


def link(address):
    return f'<a href="{address}" style="color:#0b50d0;">{address}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("https://forum.example/a?b=1&c=2에서", link("https://forum.example/a?b=1&amp;c=2") + "에서"),
        ("(https://forum.example/a).", "(" + link("https://forum.example/a") + ")."),
        ("https://ko.example/w_(x)", link("https://ko.example/w_(x)")),
        ("{행사주소}", link("https://forum.example/events/1/")),
        ("https://forum.example/?q={영문}", link("https://forum.example/?q=Hong")),
        ("http://forum.example/ javascript:alert(1)", "http://forum.example/ javascript:alert(1)"),
        ("{주소인 이름}", "https://evil.example/"),
        ('https://a.example/"onclick="x', link("https://a.example/") + "&quot;onclick=&quot;x"),
    ],
)
def test_html_links_bare_https_addresses_alone(text, html):
    values = {**VALUES, Word("영문", "en"): "Hong", Word("주소인 이름", "bad"): "https://evil.example/"}

    assert placeholders.fill_html(text, values) == [html]


@pytest.mark.parametrize("text", ["{{{{token}}}}", "{{{{{{token}}}}}}", "{{{성명}}}", "{성명}}}"])
@pytest.mark.parametrize("name", ["{{token}}", "{token}", "token"])
def test_the_place_of_a_links_secret_cannot_come_about(text, name):
    filled = placeholders.fill(text, {NAME: name})

    assert Message.LINK_TOKEN not in filled
    assert "token" in filled
    assert "{" not in "".join(placeholders.fill_html(text, {NAME: name}))


@given(anything)
def test_fill_loses_nothing_of_a_text(text):
    written = placeholders.literal(text)

    assert placeholders.check(written, WORDS) == [] or placeholders._DOUBLED.search(written)
    assert placeholders.fill(written, VALUES) == text


@given(plain, anything, plain)
def test_a_value_is_put_in_as_it_is(before, value, after):
    assert placeholders.fill(f"{before}{{성명}}{after}", {NAME: value, EVENT: "!"}) == before + value + after


@given(anything, anything)
def test_html_says_what_the_plain_text_says(text, value):
    plain_text = placeholders.fill(text, {NAME: value})
    html = "\n".join(placeholders.fill_html(text, {NAME: value}))

    assert re.findall(r"\S", unescape(strip_tags(html))) == re.findall(r"\S", plain_text)


@given(st.lists(plain.filter(lambda word: "\n" not in word) | st.sampled_from(["성명", "name"])))
def test_check_finds_every_unknown_word(words):
    text = "".join(f"{{{word}}}" for word in words)
    known = {placeholders._plain(name) for word in WORDS for name in (word.name, word.alias)}

    found = [problem.found for problem in placeholders.check(text, WORDS)]

    assert found == [f"{{{word}}}" for word in words if placeholders._plain(word) not in known]


@given(anything)
def test_what_passes_the_check_is_filled_without_a_brace_of_its_own(text):
    if not placeholders.check(text, WORDS):
        braces = text.count("{{") + text.count("}}")
        filled = placeholders.fill(text, dict.fromkeys(WORDS, ""))

        assert filled.count("{") + filled.count("}") == braces


def test_word_is_the_same_whatever_language_is_active():
    word = Word("주제", "theme", gettext_lazy("예"))

    with translation.override("en"):
        values = {word: "AI"}

    assert placeholders.fill("{주제}", values) == "AI"
    assert values[word] == "AI"
