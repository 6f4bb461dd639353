"""The table of departments in charge (담당 부서) at the foot of a press release.

Editors lose its columns, so each line is read by what its cells say: a telephone number behind a name, a duty, a
department's ending.
"""

import re

from agenda.briefs.brief import Contact
from agenda.briefs.lines import cells, joined, tidy

_PHONE = r"\(?0\d{1,2}\s*[-.)]\s*\d{3,4}\s*[-.]\s*\d{4}"
_NAME_AND_PHONE = re.compile(rf"(?P<name>[^\d()]+?)\s*\(?\s*(?P<phone>{_PHONE})\s*\)?")
_ONLY_PHONE = re.compile(rf"{_PHONE}\)?")
_DUTIES = {"책임자", "담당자", "총괄", "담당", "문의"}
_LABELS = {"담당부서", "담당부서명", "부서", "담당", "성명", "연락처", "직급", "구분", "책임자담당자"}
_DEPARTMENT = re.compile(r"(?:과|국|실|팀|관|단|부|처|청|원|본부|센터|사무국|위원회)(?:\([^()]*\))?$")


def read(lines: list[str]) -> tuple[list[Contact], frozenset[int]]:
    """The contacts in the brief's order, and the positions of the lines that were read."""
    contacts: list[Contact] = []
    used = set()
    department = ""
    for number, line in enumerate(lines):
        row = [cell for cell in cells(line) if cell]
        if row and joined(row[0]).replace(" ", "") in {"담당부서", "담당부서명"}:
            row = row[1:]
            used.add(number)
        reached = _reached(row)
        if reached is None:
            continue
        name, phone, others = reached
        duty = next((cell for cell in others if joined(cell) in _DUTIES), "")
        words = [cell for cell in others if cell != duty and joined(cell).replace(" ", "") not in _LABELS]
        if words and (len(words) > 1 or _is_department(words[0])):
            department = words.pop(0)
        if not department:
            continue
        title = joined(words[-1]) if words else ""
        contacts.append(Contact(department, joined(duty), title, name, phone))
        used.add(number)
    return contacts, frozenset(used)


def _reached(row: list[str]) -> tuple[str, str, list[str]] | None:
    """Name, telephone number, and the other cells of a line that has both."""
    for index, cell in enumerate(row):
        match = _NAME_AND_PHONE.fullmatch(cell)
        if match:
            return joined(match["name"]), _tidy_phone(match["phone"]), row[:index]
        if index and _ONLY_PHONE.fullmatch(cell):
            return joined(row[index - 1]), _tidy_phone(cell), row[: index - 1]
    return None


def _tidy_phone(text: str) -> str:
    return "-".join(re.findall(r"\d+", tidy(text)))


def _is_department(text: str) -> bool:
    return " " in text and bool(_DEPARTMENT.search(text)) and joined(text) == text
