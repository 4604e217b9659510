"""A small draft that breaks no rule, to be bent one way at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.schema.case import Case, District, InputFile, QuotaLock, Relation, UnitQuota
from zhifa_alloc.schema.draft import Draft, HeldExclusion
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, Reason
from zhifa_alloc.schema.quota import QuotaTable, Reserve
from zhifa_alloc.schema.status import standing_of
from zhifa_alloc.schema.terms import APART, CITY, MODE_SECONDED, NOT_PLACED, TOGETHER

DOMAIN, TYPE, WORKER = "农业", "参公事业编制", "工勤编制"
NEAR, FAR, CLOSED = "甲区", "乙区", "丙区"
PLACES = {
    "P0": NEAR, "P1": NEAR, "P2": NEAR, "P3": NEAR, "P4": NEAR,
    "P5": FAR, "P6": FAR, "P7": FAR, "P8": FAR, "P9": CITY, "PA": NOT_PLACED,
}  # fmt: skip


def _person(staff_id, quota_type=TYPE, status="在岗", **given):
    values = {"certified": status == "在岗" and quota_type == TYPE, "birth": (1985, 6), "sex": "男"} | given
    return Person(
        staff_id=staff_id,
        name=staff_id,
        unit="农业支队",
        quota_type=quota_type,
        domain=DOMAIN,
        mode=MODE_SECONDED,
        status=status,
        standing=standing_of(status, quota_type, MODE_SECONDED, {}),
        **values,
    )


def _people():
    return (
        _person("P0", pin=NEAR, post_level="乡科级副职"),
        _person("P1"),
        _person("P2"),
        _person("P3"),
        _person("P4", WORKER),
        _person("P5", exclusions=(NEAR,)),
        _person("P6"),
        _person("P7", rank="四级主任科员"),
        _person("P8"),
        _person("P9"),
        _person("PA", status="停职"),
    )


def _case():
    return Case(
        inputs=(InputFile("花名册.xlsx", "0" * 64),),
        people=_people(),
        quotas=(
            UnitQuota("农业支队", DOMAIN, TYPE, 10, reserve=2),
            UnitQuota("农业支队", DOMAIN, WORKER, 1, reserve=0),
        ),
        districts=(
            District(NEAR, receives=True, cap=6, floor=1),
            District(FAR, receives=True),
            District(CLOSED, receives=False),
        ),
        weights=(),
        parameters=Parameters(seed="1", near_retirement_months=12),
        base_date=date(2025, 6, 30),
        relations=(Relation("P1", "P2", "夫妻", TOGETHER), Relation("P3", "P6", "兄弟", APART)),
        locks=(QuotaLock(DOMAIN, WORKER, NEAR, 1),),
    )


def _table(rows, values, columns):
    return QuotaTable(
        "双向控制", rows, columns, {key: Fraction(value) for key, value in values.items()}, values
    )


def _draft():
    case = _case()
    quotas = {
        (DOMAIN, TYPE, NEAR): 4, (DOMAIN, TYPE, FAR): 4, (DOMAIN, WORKER, NEAR): 1, (DOMAIN, WORKER, FAR): 0,
    }  # fmt: skip
    people = quotas | {(DOMAIN, TYPE, CITY): 1, (DOMAIN, WORKER, CITY): 0}
    numbers = draw_numbers_of(case)
    return Draft(
        plan_id="x",
        version="0",
        case=case,
        quotas=_table({(DOMAIN, TYPE): 8, (DOMAIN, WORKER): 1}, quotas, (NEAR, FAR)),
        headcounts=_table({(DOMAIN, TYPE): 9, (DOMAIN, WORKER): 1}, people, (NEAR, FAR, CITY)),
        reserves=(Reserve(DOMAIN, TYPE, 2, 1, 1), Reserve(DOMAIN, WORKER, 0)),
        assignments=tuple(
            Assignment(
                person.staff_id, DOMAIN, person.quota_type, person.unit, PLACES[person.staff_id], None,
                bool(person.pin), Reason("no_wish"), numbers.get(person.staff_id, 0),
            )
            for person in case.people
        ),
        stages=(),
    )  # fmt: skip


class Bench:
    """A sound draft and the ways to bend it."""

    def __init__(self):
        self.draft = _draft()

    def move(self, **places):
        """Send people elsewhere by hand."""
        rows = tuple(replace(row, to=places.get(row.staff_id, row.to)) for row in self.draft.assignments)
        return self._with(assignments=rows)

    def rows(self, change):
        """Change the list of assignments."""
        return self._with(assignments=tuple(change(list(self.draft.assignments))))

    def person(self, staff_id, **changes):
        """Change a person of the input."""
        people = tuple(replace(p, **changes) if p.staff_id == staff_id else p for p in self.draft.case.people)
        return self.case(people=people)

    def case(self, **changes):
        """Change the input."""
        return self._with(case=replace(self.draft.case, **changes))

    def parameters(self, **changes):
        """Change sheet 参数."""
        return self.case(parameters=self.draft.case.parameters.model_copy(update=changes))

    def quota(self, quota_type, district, value):
        """Change one cell of the quotas by hand."""
        values = {**self.draft.quotas.values, (DOMAIN, quota_type, district): value}
        return self._with(quotas=replace(self.draft.quotas, values=values))

    def objected(self, staff_id, district):
        """Carry an objection that the department took over."""
        return self._with(held_exclusions=(HeldExclusion(staff_id, district),))

    def _with(self, **changes):
        self.draft = replace(self.draft, **changes)
        return self


@pytest.fixture
def bench():
    return Bench()
