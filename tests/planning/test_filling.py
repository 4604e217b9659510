"""Where the first of several equally good headcount tables cannot be filled, the next that can is taken, and said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotas.cases import KIND, crew, district, make_case
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.verify import verify
from zhifa_alloc.planning import plan
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.schema.case import Relation
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.schema.terms import APART, TOGETHER
from zhifa_alloc.text import phrasebook
from zhifa_alloc.text.sentences import finding_part

DISTRICTS = tuple(district(name, code=code) for name, code in (("甲区", "1"), ("乙区", "2")))


def city_of_three(closed, **more):
    """Four posts and three people, so 2 and 1 in either order; the first two are a couple."""
    people = crew(3)
    people[0] = replace(people[0], exclusions=closed)
    couple = Relation(people[0].staff_id, people[1].staff_id, "夫妻", TOGETHER)
    return make_case({("城管", KIND): 4}, DISTRICTS, people=people, relations=(couple,), **more)


def numbers(table):
    return {column: table.values["城管", KIND, column] for column in ("甲区", "乙区")}


def test_a_couple_that_fits_only_the_second_table():
    case = city_of_three(closed=("甲区",))
    first, _ = share_headcounts(case, share_quotas(case))
    assert numbers(first) == {"甲区": 2, "乙区": 1}
    draft = plan(case)
    assert numbers(draft.headcounts) == {"甲区": 1, "乙区": 2}
    assert [one.to for one in draft.assignments] == ["乙区", "乙区", "甲区"]
    (note,) = draft.findings
    assert (note.code, note.params["number"]) == ("N605", "2")
    assert "城管·参公事业编制·甲区 2→1" in finding_part(note, "message", phrasebook("zh"))
    assert all(rule.status != "broken" for rule in draft.rules)


def test_such_a_draft_is_verified_like_any_other(tmp_path):
    path = tmp_path / "草案.xlsx"
    write_draft(plan(city_of_three(closed=("甲区",))), path)
    assert verify(read_draft(path)).ok


def test_where_the_first_table_can_be_filled_nothing_is_said():
    draft = plan(city_of_three(closed=("乙区",)))
    assert numbers(draft.headcounts) == {"甲区": 2, "乙区": 1}
    assert draft.findings == ()


def test_where_no_equal_table_can_be_filled_the_run_ends_with_the_reasons_of_the_first():
    case = city_of_three(closed=("甲区",))
    people = case.people
    rivals = (Relation(people[0].staff_id, people[1].staff_id, "夫妻", APART),)
    with pytest.raises(NoFeasiblePlan) as stopped:
        plan(replace(case, relations=case.relations + rivals))
    assert stopped.value.conflicts[0].repairs
