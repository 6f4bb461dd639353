"""Each paper of Conference 1 looks as it did when somebody looked at it last."""

import pytest
from PIL import ImageChops

from tests import golden, papers
from tests.golden import Golden

# Which pages of each kind of paper are kept, by language.
PAGES: dict[str, dict[str, list[int]]] = {
    "programme": {"ko": [1], "en": [1]},
    "cue-sheet": {"ko": [1], "en": [1]},
    "door-signs": {"ko": [1]},
    "nameplates": {"ko": [1]},
    "register": {"ko": [1], "en": [1]},
    "desk-list": {"ko": [1]},
    "settlement": {"ko": [1], "en": [1]},
    "certificates": {"ko": [1, 11], "en": [1]},
    "badges": {"ko": [1], "en": [1]},
    "badge-proof": {"ko": [1]},
    "badge-test": {"ko": [1], "en": [1]},
    "seat-plan": {"ko": [1, 2]},
    "seat-labels": {"ko": [1]},
}

ALL = [
    Golden(kind, language, page)
    for kind, languages in PAGES.items()
    for language, pages in languages.items()
    for page in pages
]


def test_each_kind_of_paper_has_a_golden_page():
    assert [kind for kind in papers.every_kind() if kind not in PAGES] == []


@pytest.mark.django_db
@pytest.mark.parametrize("page", ALL, ids=lambda page: page.name)
def test_page_looks_as_it_did(page):
    assert golden.differences(page, papers.of_conference_1(page.kind)[page.language].pdf) == []


@pytest.mark.django_db
def test_what_changed_is_found(monkeypatch, tmp_path):
    monkeypatch.delenv(golden.RENEW, raising=False)
    monkeypatch.setattr(golden.embedded, "var_dir", lambda: tmp_path)
    page = Golden("programme", "ko", 1)
    pdf = papers.of_conference_1("programme")["ko"].pdf
    picture, words = golden.draw(pdf, 1)

    def differences(picture=picture, words=words):
        monkeypatch.setattr(golden, "draw", lambda pdf, page: (picture, words))
        return golden.differences(page, pdf)

    moved = picture.copy()
    moved.paste(picture.crop((0, 300, picture.width, 340)), (0, 302))  # 1 mm
    assert [text[:19] for text in differences(moved)] == ["The picture differs"]
    assert sorted(path.name for path in (tmp_path / "golden").iterdir()) == [
        "programme-ko-1-difference.png",
        "programme-ko-1.png",
        "programme-ko-1.txt",
    ]
    assert differences(words=[word.replace("개회", "계회") for word in words]) == [
        "Words differ: ['개회'] became ['계회']."
    ]
    [first, *others] = words
    lower = f"{first[:7]}{float(first[7:13]) + 1:6.1f}{first[13:]}"
    assert [text.split(" moved")[1][:5] for text in differences(words=[lower, *others])] == [" from"]
    lighter = ImageChops.add(picture, picture.point(lambda value: 12 if value < 250 else 0))
    assert differences(lighter) == []
