"""The fonts of every paper: Pretendard GOV (OFL 1.1) holds all 11,172 syllables and the Hanja of KS X 1001."""

from django.conf import settings

FAMILY = "Pretendard GOV"
REGULAR = settings.BASE_DIR / "static" / "fonts" / "PretendardGOV-Regular.ttf"
BOLD = settings.BASE_DIR / "static" / "fonts" / "PretendardGOV-Bold.ttf"
