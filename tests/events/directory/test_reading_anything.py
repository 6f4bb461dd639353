"""Whatever table comes in: organizations, or sentences. Never anything else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from events.directory import carrying, reading
from events.models import Division
from events.sheets import opening
from events.sheets.refusing import FileRefused
from tests import spreadsheets

HEADINGS = ["기관명", "약칭", "영문명", "구분", "분과", "담당자", "이메일", "연락처"]
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["기관", "(주)기관", "産", "가전", "가전, ", "a@b.kr", "1012345678"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=8), max_size=8))
def test_any_list_is_read_or_refused(lines):
    try:
        table = opening.read(spreadsheets.text([HEADINGS, *lines], encoding="utf-8"))
        rows = reading.read(table, reading.layout(table), [Division(pk=1, name="AI 가전")])
    except FileRefused as refusal:
        assert str(refusal)  # noqa: PT017 - both ways are right, and nothing else is
        return

    assert all((row.entry is None) == bool(row.errors) for row in rows)
    assert carrying.unpack(carrying.pack(rows, replaces_divisions=False)) == (rows, False)
