"""How bodies are named: what different spellings of one body share."""

import re

LEGAL_FORM = re.compile(r"\((?:주|유|재|사)\)|㈜|주식회사|유한회사|재단법인|사단법인")


def key(name: str) -> str:
    """What two spellings of one body share: ``(주)인터엑스`` and ``인터엑스``, ``명지대학교`` and ``명지대``."""
    bare = "".join(LEGAL_FORM.sub("", name).split()).casefold()
    return bare.removesuffix("학교") if bare.endswith("대학교") else bare
