"""Cases and drafts as JSON: nothing is lost, and a plan is named by what it was asked for."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.conftest import CITY_POLICE, CIVIL, EAST, NORTH, TRAFFIC, WEST, make_case, planned
from zhifa_alloc.schema.canonical import (
    case_from_json,
    case_to_json,
    draft_from_json,
    draft_to_json,
    plan_id,
)
from zhifa_alloc.schema.case import CarriedSheet, ForceRow, Institution, QuotaLock, Relation
from zhifa_alloc.schema.codec import decode, encode
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Reason
from zhifa_alloc.schema.quota import Bound


def full_case():
    """A case in which every table holds something."""
    return make_case(
        distances={(EAST, WEST): 12, (WEST, EAST): 13},
        relations=(Relation("A001", "A002", "夫妻", "同区", CellRef("花名册.xlsx", "人员关系", "A2")),),
        locks=(QuotaLock(CITY_POLICE, CIVIL, NORTH, 5),),
        institutions=(Institution(EAST, "综合一队", (CITY_POLICE, TRAFFIC)),),
        forces=(ForceRow("市级", "", CITY_POLICE, "城管支队", 24, None, 20),),
        carried={"资产": CarriedSheet(("名称", "数量"), (("车辆", "3"),))},
        domains_without_people=(TRAFFIC,),
        parameters=Parameters(
            抽签种子="甲", 目标顺序=("志愿", "均衡"), 审定日期=date(2026, 5, 1), statuses={"驻村": "在岗"}
        ),
    )


def test_a_case_survives():
    case = full_case()
    assert case_from_json(case_to_json(case)) == case
    assert case_to_json(case_from_json(case_to_json(case))) == case_to_json(case)


def test_a_draft_survives():
    draft = planned()
    assert draft_from_json(draft_to_json(draft)) == draft


@given(
    st.builds(
        Person,
        *[st.text(max_size=6)] * 7,
        standing=st.builds(type(planned().case.people[0].standing), *[st.booleans()] * 3),
        birth=st.none() | st.tuples(st.integers(1900, 2010), st.integers(1, 12)),
        certificate_until=st.none() | st.dates(),
        points=st.none() | st.fractions(),
        wishes=st.tuples(*[st.text(max_size=3)] * 3),
        exclusions=st.lists(st.text(max_size=3), max_size=3).map(tuple),
        remark=st.text(st.characters(codec=None), max_size=10),
    )
)
def test_any_person_survives(person):
    assert decode(json.loads(json.dumps(encode(person, Person))), Person) == person


def test_values_of_any_kind_survive_in_reasons_and_bounds():
    reason = Reason(
        "none_met", {"share": Fraction(2, 3), "on": date(2026, 5, 1), "names": ("东区", "西区"), "n": 3}
    )
    assert decode(json.loads(json.dumps(encode(reason, Reason))), Reason) == reason
    bound = Bound("team", EAST, "每队最少编制", quota_types=frozenset({"乙", "甲"}), lower=2)
    assert decode(encode(bound, Bound), Bound) == bound


def test_a_type_that_json_cannot_hold_is_refused():
    @dataclass(frozen=True)
    class Odd:
        value: complex

    with pytest.raises(TypeError):
        encode(Odd(1j), Odd)


def test_the_plan_has_the_same_name_for_rows_in_any_order_and_place():
    case = full_case()
    shuffler = random.Random(3)

    def shuffled(rows):
        rows = [
            replace(row, where=CellRef("另一本.xlsx", "表", f"C{number}")) for number, row in enumerate(rows)
        ]
        shuffler.shuffle(rows)
        return tuple(rows)

    other = replace(
        case,
        inputs=(),
        people=shuffled(case.people),
        quotas=shuffled(case.quotas),
        districts=shuffled(case.districts),
    )
    assert plan_id(other, "1.0") == plan_id(case, "1.0")
    assert len(plan_id(case, "1.0")) == 12


@pytest.mark.parametrize(
    "change",
    [
        {"base_date": date(2026, 1, 1)},
        {"parameters": Parameters(抽签种子="乙")},
        {"locks": ()},
        {"distances": {}},
        {"people": full_case().people[1:]},
        {"people": (replace(full_case().people[0], home=NORTH), *full_case().people[1:])},
        {"carried": {}},
        {"relations": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_plan_has_another_name_as_soon_as_anything_differs(change):
    case = full_case()
    assert plan_id(replace(case, **change), "1.0") != plan_id(case, "1.0")


def test_the_version_of_the_program_is_part_of_the_name():
    assert plan_id(full_case(), "1.0") != plan_id(full_case(), "1.1")


def test_a_factor_may_be_called_where():
    case = make_case()
    districts = tuple(
        replace(one, factors={"where": Fraction(number)}) for number, one in enumerate(case.districts)
    )
    others = tuple(replace(one, factors={"where": Fraction(7)}) for one in case.districts)
    assert plan_id(replace(case, districts=districts), "1") != plan_id(replace(case, districts=others), "1")
