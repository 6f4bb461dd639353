"""What the documents promise is there."""

import re
import tomllib

import pytest

from maxforum import embedded

ROOT = embedded.BASE_DIR
DOCUMENTS = sorted(
    str(path.relative_to(ROOT))
    for path in (ROOT / "README.md", ROOT / "Makefile", *(ROOT / "docs").rglob("*.md"))
)


def _names(requirements: list[str]) -> list[str]:
    return sorted(re.split("[<>=]", requirement)[0] for requirement in requirements)


@pytest.fixture
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.fixture
def decision():
    return (ROOT / "docs" / "adr" / "0004-libraries-we-stand-on.md").read_text()


def test_every_library_is_explained_and_no_other(project, decision):
    explained = re.findall(r"^\| (?!library|---)(\S+) \|", decision, re.MULTILINE)

    assert sorted(explained) == _names(project["project"]["dependencies"])


def test_every_tool_of_developers_is_named(project, decision):
    text = decision.split("For development:")[1]

    assert [name for name in _names(project["dependency-groups"]["dev"]) if name not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_document_that_is_named_exists(document):
    file = ROOT / document
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text())
    named = re.findall(r"\bdocs/[\w./-]+\.(?:md|png)", file.read_text())

    assert [link for link in links if not (file.parent / link).exists()] == []
    assert [name for name in named if not (ROOT / name).exists()] == []
