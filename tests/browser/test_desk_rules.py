"""The desk's rules in the browser say what they say on the server: for the written cases, and for many made ones."""

import json
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from events import codes
from registrations.desk import admitting, keyboard, reading
from registrations.states import RegistrationState

VECTORS = Path(__file__).parents[1] / "vectors"
MODULES = Path(__file__).parents[2] / "static" / "js" / "desk"
# One page answers for a whole batch: a call to the browser costs more than a thousand decisions.
BATCH = 200
OF_A_BATCH = settings(
    max_examples=4,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],  # a batch is too large to be made smaller
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)

FACTS = st.builds(
    admitting.Facts,
    kind=st.sampled_from([admitting.IN, admitting.IN, admitting.OUT, admitting.UNDO]),
    state=st.sampled_from(RegistrationState.values),
    **{field.name: st.booleans() for field in fields(admitting.Facts) if field.type is bool},
)
LINES = st.one_of(
    st.text(max_size=24),
    st.text("박정호남궁민수김이ㅂㅈㅎㅏㅣ (주)-.ㆍ㈜AX한국기계İΣẞ", max_size=12),
    st.text("0123456789- +", max_size=14),
    st.text(codes.ALPHABET + codes.ALPHABET.lower() + " -\n\t", min_size=6, max_size=10),
    st.emails(),
)


@pytest.fixture(scope="module")
def rules(browser) -> Page:
    """A page with the desk's modules, by their own text and no server."""
    page = browser.new_page()
    page.route("http://desk.test/**", _serve)
    page.goto("http://desk.test/")
    page.evaluate(
        """async () => {
          const [keyboard, reading, admitting] = await Promise.all(
            ["keyboard", "reading", "admitting"].map((name) => import(`/${name}.js`)));
          const isFound = (name) => new RegExp(reading.read(name).pattern, "u").test(reading.bare(name));
          window.rules = { keys: keyboard.keys, read: reading.read, decide: admitting.decide, names: isFound };
        }"""
    )
    return page


def _serve(route) -> None:
    name = route.request.url.removeprefix("http://desk.test/")
    if not name:
        route.fulfill(body="<!doctype html><title>rules</title>", content_type="text/html; charset=utf-8")
    else:
        route.fulfill(
            body=(MODULES / name).read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8"
        )


def answers(page: Page, rule: str, questions: list) -> list:
    return page.evaluate(
        "([rule, questions]) => questions.map((one) => window.rules[rule](one))", [rule, questions]
    )


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("desk-reading.json", "keys"),
        ("desk-reading.json", "read"),
        ("desk-reading.json", "names"),
        ("desk-admission.json", "decide"),
    ],
)
def test_browser_answers_the_written_cases(rules, file, rule):
    cases = json.loads((VECTORS / file).read_text(encoding="utf-8"))[rule]

    assert answers(rules, rule, [given for given, _expected in cases]) == [
        expected for _given, expected in cases
    ]


@OF_A_BATCH
@given(batch=st.lists(FACTS, min_size=BATCH, max_size=BATCH))
def test_browser_decides_as_the_server_does(rules, batch):
    questions = [asdict(facts) for facts in batch]

    assert answers(rules, "decide", questions) == [admitting.decide(facts) for facts in batch]


@OF_A_BATCH
@given(batch=st.lists(LINES, min_size=BATCH, max_size=BATCH))
def test_browser_reads_as_the_server_does(rules, batch):
    texts = [line for line in batch if _is_whole(line)]

    expected = [{**asdict(reading.read(text)), "codes": list(reading.read(text).codes)} for text in texts]
    assert answers(rules, "read", texts) == expected
    assert answers(rules, "keys", texts) == [keyboard.keys(text) for text in texts]


def _is_whole(text: str) -> bool:
    """Half a surrogate pair cannot be sent to the page."""
    return text.isprintable() or not any("\ud800" <= one <= "\udfff" for one in text)
