"""What PostgreSQL's own account is let through to."""

import stat

import pytest

from maxforum.embedded import postgres


@pytest.fixture
def data(tmp_path, capsys):
    """A data folder in a private folder, below folders that may be passed already."""
    postgres._let_through(tmp_path)
    capsys.readouterr()
    folder = tmp_path / "private" / "var"
    folder.mkdir(parents=True, mode=0o755)
    folder.parent.chmod(0o700)
    return folder


def test_private_folder_that_is_opened_is_named_once(data, capsys):
    postgres._let_through(data)
    postgres._let_through(data)

    assert oct(stat.S_IMODE(data.parent.stat().st_mode)) == "0o701"
    assert capsys.readouterr().err == (
        "PostgreSQL runs as the account pgserver. Other accounts may pass (not list) these folders from now on, "
        f"so that it reaches its own: {data.parent}\n"
    )


def test_own_folder_is_opened_without_a_word(data, capsys):
    postgres._let_through(data)
    capsys.readouterr()
    data.chmod(0o700)

    postgres._let_through(data)

    assert oct(stat.S_IMODE(data.stat().st_mode)) == "0o701"
    assert capsys.readouterr().err == ""
