"""The fonts of every paper: Pretendard GOV (OFL 1.1) holds all 11,172 syllables and the Hanja of KS X 1001."""

from pathlib import Path

FAMILY = "Pretendard GOV"
FOLDER = Path(__file__).resolve().parent.parent / "static" / "fonts"
REGULAR = FOLDER / "PretendardGOV-Regular.ttf"
BOLD = FOLDER / "PretendardGOV-Bold.ttf"
