"""Looking badges over before they are printed: what would come out wrong, small, cut or twice, and for whom."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event
from registrations import codeimages
from registrations.badges import backs, choosing, correcting, faces, fingerprints, layouts, wording
from registrations.badges.choosing import Choice
from registrations.badges.design import Field
from registrations.badges.faces import Face, Form, Line, Person
from registrations.badges.layouts import Layout
from registrations.models import Registration

READABLE_NAME = 24  # points; below, nobody reads it across a table
READABLE = 8  # points, of all else
PERSONAL = (Field.NAME, Field.ORGANIZATION, Field.DEPARTMENT, Field.TITLE)


class Problem(models.TextChoices):
    """What can be wrong with a badge, the worst first."""

    NO_NAME = "no-name", gettext_lazy("성명이 없음")
    BOXED = "boxed", gettext_lazy("글꼴에 없는 글자")
    CUT = "cut", gettext_lazy("끝이 잘림")
    CHANGED = "changed", gettext_lazy("출력한 뒤 바뀜")
    OUTDATED = "outdated", gettext_lazy("적용하지 않은 명찰용 표기")
    SPLIT = "split", gettext_lazy("낱말 중간에서 줄바꿈")
    SMALL_NAME = "small-name", gettext_lazy("성명이 24pt보다 작음")
    SMALL = "small", gettext_lazy("소속·부서·직위가 8pt보다 작음")
    BROKEN_NAME = "broken-name", gettext_lazy("성명이 여러 줄")
    NO_ORGANIZATION = "no-organization", gettext_lazy("소속이 없음")
    NO_TITLE = "no-title", gettext_lazy("직위가 없음")
    TWIN = "twin", gettext_lazy("성명과 소속이 같은 사람")
    REMOVED = "removed", gettext_lazy("보이지 않는 문자를 뺌")


ADVICE = {
    Problem.NO_NAME: gettext_lazy("읽을 수 있는 성명이 없습니다."),
    Problem.BOXED: gettext_lazy("그 글자의 자리에 □가 나옵니다. 명찰에 쓸 다른 표기를 적어 주세요."),
    Problem.CUT: gettext_lazy("칸에 다 들어가지 않아 …로 끝납니다. 줄인 표기를 적거나 다른 양식을 고르세요."),
    Problem.CHANGED: gettext_lazy(
        "이미 출력한 명찰과 내용이 다릅니다. 새로 출력하고 옛 명찰은 거두어 주세요."
    ),
    Problem.OUTDATED: gettext_lazy(
        "명찰용 표기를 정한 뒤 등록 내용이 바뀌어, 명찰에는 등록된 대로 나옵니다. 표기를 다시 정해 주세요."
    ),
    Problem.SPLIT: gettext_lazy("한 줄에 들어가지 않는 긴 낱말이 중간에서 나뉩니다."),
    Problem.SMALL_NAME: gettext_lazy("멀리서 읽기 어렵습니다. 줄인 표기를 적거나 다른 양식을 고르세요."),
    Problem.SMALL: gettext_lazy("읽기 어려울 만큼 작습니다. 줄인 표기를 적어 주세요."),
    Problem.BROKEN_NAME: gettext_lazy("성명이 띄어쓰기에서 줄을 바꿉니다."),
    Problem.NO_ORGANIZATION: gettext_lazy("양식에 소속 칸이 있으나 비어 있습니다."),
    Problem.NO_TITLE: gettext_lazy("양식에 직위 칸이 있으나 비어 있습니다."),
    Problem.TWIN: gettext_lazy("같은 사람이 두 번 등록했는지, 동명이인인지 확인해 주세요."),
    Problem.REMOVED: gettext_lazy(
        "제어 문자, 방향 표시, 겹쳐 쓴 부호처럼 명찰에 나오지 않는 문자를 뺐습니다."
    ),
}
_MISSING = {
    Field.NAME: Problem.NO_NAME,
    Field.ORGANIZATION: Problem.NO_ORGANIZATION,
    Field.TITLE: Problem.NO_TITLE,
}
_WORST_FIRST = {problem: number for number, problem in enumerate(Problem)}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be, with what was seen in words; "" where the kind says it all."""

    problem: Problem
    seen: str = ""


@dataclass(frozen=True)
class Checked:
    """One badge as it would be printed, with what was found about it, the worst first."""

    registration_id: int
    layout: Layout
    face: Face
    findings: tuple[Finding, ...]

    @property
    def person(self) -> Person:
        return self.face.person

    def has(self, problem: Problem) -> bool:
        return any(finding.problem == problem for finding in self.findings)


@dataclass(frozen=True)
class Report:
    """What was looked at, and what was found."""

    checked: list[Checked]  # everybody whose badge would be printed, in the order of printing
    cut_backs: list[str]  # layouts whose back does not hold the whole programme or text

    @cached_property
    def found(self) -> list[Checked]:
        """Those with findings, the worst first."""
        with_findings = (one for one in self.checked if one.findings)
        return sorted(with_findings, key=order_of)

    @cached_property
    def counts(self) -> Mapping[Problem, int]:
        """How many badges have each problem, also those that none has."""
        counted = Counter(
            problem for one in self.found for problem in {finding.problem for finding in one.findings}
        )
        return {problem: counted[problem] for problem in Problem}


def look(event: Event, choice: Choice, *, language: str) -> Report:
    """The badges that a choice would print, looked over in the active language.

    Each text is set once for each layout. The queries depend on the layouts alone, not on the guests.

    :raises UnknownLayout: the choice names a layout that the event does not have
    """
    terms = layouts.terms(event.pk)
    forms: dict[str, tuple[Layout, Form]] = {}
    seen: list[tuple[Registration, Layout, Face]] = []
    guests = choosing.guests(event.pk, choice, omitted=terms.omitted).with_badge_texts()
    for guest in fingerprints.with_last_print(guests):
        name = choice.layout or terms.layouts.get(guest.category, "")
        if name not in forms:
            layout = layouts.coloured(layouts.get(event.pk, name), terms.colours)
            forms[name] = layout, _form(event, layout, terms.words, language)
        layout, form = forms[name]
        seen.append((guest, layout, form.face(faces.person(guest))))
    twins = Counter(_twin_key(face.person) for _guest, _layout, face in seen)
    return Report(
        checked=[
            Checked(guest.pk, layout, face, _sorted(_findings(guest, layout, face, twins, terms.words)))
            for guest, layout, face in seen
        ],
        cut_backs=[layout.label for layout, _form in forms.values() if _is_back_cut(event, layout, language)],
    )


def preview(
    event: Event, guest: Registration, layout_name: str, words: Mapping[str, str], *, language: str
) -> Checked:
    """A guest's badge as it would be with these words, looked over by itself; what is empty is as registered.

    :raises UnknownLayout: the event has no such layout
    """
    terms = layouts.terms(event.pk)
    name = layout_name or terms.layouts.get(guest.category, "")
    layout = layouts.coloured(layouts.get(event.pk, name), terms.colours)
    person = replace(
        faces.person(guest),
        **{field: words.get(field) or getattr(guest, field) for field in correcting.FIELDS},
    )
    face = _form(event, layout, terms.words, language).face(person)
    return Checked(guest.pk, layout, face, _sorted(_of_face(layout, face)))


def order_of(badge: Checked) -> list[int]:
    """The places of a badge's problems among all there can be, 0 for the worst."""
    return [_WORST_FIRST[finding.problem] for finding in badge.findings]


def _form(event: Event, layout: Layout, words: Mapping[str, str], language: str) -> Form:
    logo_src = codeimages.data_uri(layout.logo) if layout.logo else ""
    return faces.form(event, layout, words=words, language=language, logo_src=logo_src)


def _findings(
    guest: Registration,
    layout: Layout,
    face: Face,
    twins: Mapping[tuple[str, str], int],
    words: Mapping[str, str],
) -> Iterator[Finding]:
    yield from _of_face(layout, face)
    if fingerprints.has_changed(guest, words):
        yield Finding(Problem.CHANGED)
    for field in correcting.outdated(guest):
        yield Finding(Problem.OUTDATED, str(Field(field).label))
    count = twins[_twin_key(face.person)]
    if count > 1:
        yield Finding(Problem.TWIN, _("%(count)d명") % {"count": count})


def _of_face(layout: Layout, face: Face) -> Iterator[Finding]:
    standing = {line.field for line in face.lines}
    for field in dict.fromkeys(block.field for block in layout.design.blocks):
        if field in PERSONAL:
            yield from _of_words(Field(field), getattr(face.person, field))
        if field in _MISSING and field not in standing:
            yield Finding(_MISSING[Field(field)])
    for line in face.lines:
        if line.field in PERSONAL:
            yield from _of_line(Field(line.field), line)


def _of_words(field: Field, text: str) -> Iterator[Finding]:
    said = wording.printable(text)
    if said.boxed:
        yield Finding(Problem.BOXED, f"{field.label}: {' '.join(said.boxed)}")
    if said.removed:
        yield Finding(Problem.REMOVED, f"{field.label}: {' '.join(map(_code_point, said.removed))}")


def _of_line(field: Field, line: Line) -> Iterator[Finding]:
    setting = line.setting
    if setting.is_cut:
        yield Finding(Problem.CUT, f"{field.label}: {line.said}")
    elif line.said.split() != line.text.split():
        yield Finding(Problem.SPLIT, f"{field.label}: {line.said}")
    least = READABLE_NAME if field == Field.NAME else READABLE
    if setting.size < least:
        problem = Problem.SMALL_NAME if field == Field.NAME else Problem.SMALL
        yield Finding(problem, f"{field.label}: {setting.size}pt")
    if field == Field.NAME and len(setting.lines) > 1:
        yield Finding(Problem.BROKEN_NAME, _("%(count)d줄") % {"count": len(setting.lines)})


def _sorted(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: _WORST_FIRST[finding.problem]))


def _twin_key(person: Person) -> tuple[str, str]:
    """Two people with the same are hardly told apart by their badges."""
    name, organization = (
        "".join(wording.printable(text).text.split()).casefold()
        for text in (person.name, person.organization)
    )
    return name, organization


def _is_back_cut(event: Event, layout: Layout, language: str) -> bool:
    back = backs.back(event, layout, language=language)
    return back is not None and back.is_cut_short


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
