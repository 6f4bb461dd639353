"""How the tests start Chromium: Debian's, without a word to the outside, with our own fonts for Hangul."""

import os
import subprocess
from pathlib import Path
from typing import Any

from maxforum import embedded

_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>Pretendard GOV</family></prefer></alias>
</fontconfig>
"""
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch_options() -> dict[str, Any]:
    """What ``playwright.chromium.launch`` takes. Pages see our fonts; PDFs, which bring their own, do not."""
    return {
        "executable_path": _path(),
        "args": _ARGUMENTS,
        "env": {**os.environ, "FONTCONFIG_FILE": str(_fonts_conf())},
    }


def _path() -> str:
    found = subprocess.run(
        [embedded.BASE_DIR / ".ci" / "chromium"], capture_output=True, text=True, check=True
    )
    if not found.stdout:
        raise RuntimeError('There is no Chromium. Run `make test`, or leave it out: pytest -m "not browser"')
    return found.stdout.strip()


def _fonts_conf() -> Path:
    """A machine without Korean fonts would show boxes, on screenshots and to whoever measures them."""
    path = embedded.var_dir() / "fonts.conf"
    path.write_text(
        _FONTS_CONF.format(
            fonts=embedded.BASE_DIR / "static" / "fonts", cache=embedded.var_dir() / "fontconfig-cache"
        )
    )
    return path
