"""The ministry's own press release of Conference 1, as the project keeps it for an example."""

from pathlib import Path

import pytest

import agenda.briefs

PRESS_RELEASE = Path(agenda.briefs.__file__).parent / "examples" / "press-release.md"
SHORT = """「제2회 M.AX 컨퍼런스」 개최
- (일시) 2026. 5. 20.(수) 14:00~16:00
- (장소) 코엑스 그랜드볼룸

구분	내용	비고
14:00~14:10 (10')	개회사	참석자
14:10~16:00 (110')	발제1. 제조 데이터	명지대 박정호 교수
"""


@pytest.fixture(scope="session")
def press_release() -> str:
    return PRESS_RELEASE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def press_release_file() -> Path:
    return PRESS_RELEASE
