"""The command: what it prints, what it writes, how it ends."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agenda.models import Session
from events.models import Event, EventRole, RoleGrant, Series, Venue
from tests.factories.events import UserFactory


def run(*arguments):
    out = StringIO()
    call_command("import_brief", *arguments, stdout=out)
    return out.getvalue()


def refusal(*arguments):
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert caught.value.returncode == 2
    return str(caught.value)


def is_empty():
    return not any(model.objects.exists() for model in (Event, Series, Venue))


@pytest.mark.django_db
def test_import_brief_tells_what_it_understood(press_release_file):
    told = run(press_release_file).splitlines()

    assert told[1] == "  행사명 제1회 M.AX 컨퍼런스 및 산업성장포럼"
    assert told[10] == (
        "    14:10~14:25 (15') [발제] 제조 AX의 산업경쟁력 제고 효과 분석 | 명지대 박정호 교수(발표)"
    )
    assert told[told.index("■ 확인할 내용") + 1] == "  ? - (주요내용) ① 전문가 발표, ② 종합 토론"
    assert told[-3] == "행사를 만들었습니다: max-conference-1 제1회 M.AX 컨퍼런스 및 산업성장포럼"


@pytest.mark.django_db
def test_import_brief_again_says_that_nothing_changed(press_release_file):
    run(press_release_file)
    before = list(Session.objects.values()), list(Event.objects.values())

    told = run(press_release_file).splitlines()

    assert told[-3].startswith("이미 있는 행사입니다. 바뀐 것이 없습니다: max-conference-1")
    assert (list(Session.objects.values()), list(Event.objects.values())) == before


@pytest.mark.django_db
def test_import_brief_dry_run_tells_and_writes_nothing(press_release_file):
    told = run(press_release_file, "--dry-run").splitlines()

    assert told[-3].startswith("만들 행사(저장하지 않음): max-conference-1")
    assert is_empty()


@pytest.mark.django_db
def test_import_brief_gives_the_event_to_an_organizer(press_release_file):
    user = UserFactory(email="kim@example.com")

    before = run(press_release_file).splitlines()
    after = run(press_release_file, "--organizer", "kim@example.com")
    later = run(press_release_file)

    assert before[-1].startswith("주최 담당자가 없어 시스템 운영자만 이 행사를 볼 수 있습니다.")
    assert "주최 담당자가 없어" not in after + later
    assert list(RoleGrant.objects.values_list("user", "event__slug", "role")) == [
        (user.pk, "max-conference-1", EventRole.ORGANIZER)
    ]


@pytest.mark.django_db
def test_import_brief_refuses_an_organizer_without_an_account(press_release_file):
    assert "kim@example.com" in refusal(press_release_file, "--organizer", "kim@example.com")
    assert is_empty()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "파일이 없습니다"),
        (b"", "행사명을 찾지 못했습니다"),
        (b"\x89PNG\r\n\x1a\n\0\0", "텍스트 파일이 아닙니다"),
        ("「제1회 포럼」\n(일시) 2026. 5. 20.".encode("utf-16"), "텍스트 파일이 아닙니다"),
        (b"\xff" * 50, "글자를 읽을 수 없습니다"),
        ("「제1회 포럼」\n(일시) 2026. 5. 20.".encode("cp949"), "세부일정 표를 찾지 못했습니다"),
        (b"x" * 500_001, "파일이 너무 큽니다"),
    ],
)
def test_import_brief_refuses_what_it_cannot_read(tmp_path, content, reason):
    file = tmp_path / "brief.md"
    if content is not None:
        file.write_bytes(content)

    told = refusal(file)

    assert (told.startswith(reason), told.count("\n"), is_empty()) == (True, 0, True)
