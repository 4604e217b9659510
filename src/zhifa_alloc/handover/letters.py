"""个人告知单: what one person is told, with room for an answer; nothing of anybody else.

Columns after the contract, "Who sees what", column "person's letter": the person's own data, wishes, points
and number, and the destination. 身份证号, 证号, 去向指定, 不宜去向, relations and reasons stay with the department,
so the letter says by what order of goals it was decided, not why this person went there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from zhifa_alloc.handover.columns import ABSENT, PRESENT
from zhifa_alloc.handover.forms import POLICY
from zhifa_alloc.handover.outgoing import banner_of, outgoing_page, say
from zhifa_alloc.schema.carried import cell_of, place_of
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, Book, Column, Lines, Signatures, Table
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment
from zhifa_alloc.schema.terms import CITY, MODE_TRANSFERRED, NOT_PLACED

LETTER_NAME: Final = "个人告知单"
_PAIRS: Final = 2
_FACTS: Final = (
    Column("项目", width=14),
    Column("内容", "text", 31),
    Column("项目", width=16),
    Column("内容", "text", 31),
)
_WORDS: Final = ("事项", "口径", "解释部门")


def letter_book(draft: Draft, assignment: Assignment) -> Book:
    """Draw up the letter of one person who takes part.

    Raises:
        ValueError: the person takes no part; there is nothing to tell but 另行研究, which is said face to face.
    """
    if assignment.to == NOT_PLACED:
        raise ValueError(assignment.staff_id)
    person = next(one for one in draft.case.people if one.staff_id == assignment.staff_id)
    return _book(draft, person, assignment)


def letters(draft: Draft) -> Iterator[tuple[Person, Book]]:
    """Draw up a letter for everybody who takes part, in the order of 人员编号."""
    people = {person.staff_id: person for person in draft.case.people}
    for assignment in draft.assignments:
        if assignment.to != NOT_PLACED:
            person = people[assignment.staff_id]
            yield person, _book(draft, person, assignment)


def _book(draft: Draft, person: Person, assignment: Assignment) -> Book:
    title = say("letters.title")
    blocks = _blocks(draft, person, assignment)
    page = outgoing_page(draft, LETTER_NAME, title, blocks, (person.mode,))
    upright = replace(page, blocks=(*blocks, page.blocks[-1]), landscape=False, freeze=False)
    return Book(title, (upright,))


def _how(draft: Draft) -> str:
    if draft.case.parameters.chosen:
        return say("letters.how_points")
    return say("letters.how", goals="、".join(draft.case.parameters.goals))


def _blocks(draft: Draft, person: Person, assignment: Assignment) -> tuple[Block, ...]:
    department = "、".join(_departments(draft.case, person)) or say("letters.department")
    told = "letters.planned" if banner_of(draft) else "letters.decided"
    lines = [
        say("letters.greeting", name=person.name),
        say(told, place=_place_told(assignment.to)),
        _how(draft),
        say(_channel(person, assignment)),
        say("letters.ask", department=department),
    ]
    return (
        Lines(tuple(lines)),
        Table(_FACTS, _facts(person, assignment)),
        Lines(_policies(draft.case)),
        Lines((say("letters.opinion"), "", "")),
        Signatures(
            (
                (say("letters.signed"), say("letters.date")),
                (say("letters.talked_with"), say("letters.date")),
            )
        ),
    )


def _channel(person: Person, assignment: Assignment) -> str:
    """Choose what is said of quota, pay and management."""
    if assignment.to == CITY:
        return "letters.stays_all"
    return "letters.moved" if person.mode == MODE_TRANSFERRED else "letters.kept"


def _place_told(to: str) -> str:
    return say("letters.stays") if to == CITY else to


def _departments(case: Case, person: Person) -> tuple[str, ...]:
    rows = (row for row in case.quotas if row.unit == person.unit and row.department)
    return tuple(dict.fromkeys(row.department for row in rows))


def _facts(person: Person, assignment: Assignment) -> tuple[tuple[str, str, str, str], ...]:
    """Lay out what is known of the person in pairs; what the roster does not say is left out."""
    wishes = "、".join(wish for wish in person.wishes if wish)
    said = (
        ("姓名", person.name),
        ("人员编号", person.staff_id),
        ("原单位", person.unit),
        ("执法领域", person.domain),
        ("编制类型", person.quota_type),
        ("职务职级", "、".join(filter(None, (person.post, person.post_level, person.rank)))),
        ("学历", person.education),
        ("持证有无", "有" if person.certified else "无"),
        ("人员状态", PRESENT if person.standing.present else ABSENT),
        ("居住区", person.home),
        ("志愿", wishes),
        ("志愿情况", _wish_told(assignment)),
        ("积分", "" if person.points is None else f"{float(person.points):g}"),
        ("同等条件随机次序号", str(assignment.draw_number or "")),
        ("去向", assignment.to),
    )
    cells = [cell for pair in said if pair[1] for cell in pair]
    cells += [""] * (-len(cells) % (2 * _PAIRS))
    return tuple((a, b, c, d) for a, b, c, d in zip(*(cells[start::4] for start in range(4)), strict=True))


def _wish_told(assignment: Assignment) -> str:
    if assignment.preference is None:
        return ""
    return say(f"letters.wish_{assignment.preference}")


def _policies(case: Case) -> tuple[str, ...]:
    """Say what the city answers, one line a question; nothing without sheet 政策口径."""
    sheet = case.carried.get(POLICY.source)
    if sheet is None:
        return ()
    spellings = {column.header: (column.header, *column.names) for column in POLICY.columns}
    places = [place_of(sheet.headers, spellings[header]) for header in _WORDS]
    rows = [tuple(cell_of(row, place) for place in places) for row in sheet.rows]
    answered = [row for row in rows if row[1]]
    told = (
        say("letters.policy_from" if who else "letters.policy", item=item, answer=answer, who=who)
        for item, answer, who in answered
    )
    return (say("letters.policies"), *told) if answered else ()
