"""Which token the link in a mail gets. It is made when the mail is sent, so no row ever holds it."""

from collections.abc import Callable

from django.utils.module_loading import import_string

from events import codes

_makers: dict[str, str] = {}


def register(prefix: str, maker: str) -> None:
    """Let ``maker``, the dotted path of a function, make the tokens of subjects that begin with ``prefix:``."""
    _makers[prefix] = maker


def token_for(subject: str) -> str:
    """The token for a subject such as ``registration:42``: its app's own, else the derived one.

    :raises Exception: whatever the app's maker raises where there is nobody left to have a token
    """
    maker = _makers.get(subject.partition(":")[0])
    if maker is None:
        return codes.derive_token(subject)
    make: Callable[[str], str] = import_string(maker)
    return make(subject)
