"""The style sheets of papers, as text."""

from pathlib import Path

from django.contrib.staticfiles import finders


def read(name: str) -> str:
    """The text of a static style sheet such as ``css/paper.css``.

    :raises FileNotFoundError: there is none of that name
    """
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_text()
