"""The prices in a draft prove its bounds, and a price that was changed is named."""

from __future__ import annotations

from dataclasses import replace

from drafts.conftest import make_case, make_people
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.drafts.proof import proved_bounds
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.verify import verify
from zhifa_alloc.planning import plan


def _verified(draft, path):
    write_draft(draft, path)
    return verify(read_draft(path))


def _with_first_price(draft, k, add):
    """The draft with one price of the k-th goal changed, everything else as if written so."""
    goal = draft.certificate.goals[k]
    key, price = next(iter(goal.cells.items()))
    goals = list(draft.certificate.goals)
    goals[k] = replace(goal, cells={**goal.cells, key: price + add})
    return replace(draft, certificate=replace(draft.certificate, goals=tuple(goals)))


def test_the_prices_of_a_draft_give_the_bounds_it_claims(tmp_path):
    draft = plan(make_case(people=make_people()))
    assert proved_bounds(draft) == tuple(stage.certified for stage in draft.stages)
    found = _verified(draft, tmp_path / "a.xlsx")
    assert found.ok
    assert all(stage.certified <= stage.bound <= stage.value for stage in found.stages)


def test_a_changed_price_is_named_with_its_goal(tmp_path):
    draft = plan(make_case(people=make_people()))
    k = next(k for k, goal in enumerate(draft.certificate.goals) if goal.cells)
    found = _verified(_with_first_price(draft, k, 40_000), tmp_path / "a.xlsx")
    assert not found.ok
    assert {(fault.code, fault.params["stage"]) for fault in found.faults} >= {
        ("stage_price", draft.stages[k].key)
    }


def test_prices_of_another_order_of_goals_prove_nothing(tmp_path):
    draft = plan(make_case(people=make_people()))
    turned = replace(draft.certificate, goals=draft.certificate.goals[::-1])
    found = _verified(replace(draft, certificate=turned), tmp_path / "a.xlsx")
    assert [fault.code for fault in found.faults] == ["stage_prices"]


def test_a_draft_without_prices_can_still_be_read(tmp_path):
    draft = plan(make_case(people=make_people()))
    stages = tuple(replace(stage, certified=None) for stage in draft.stages)
    old = replace(draft, stages=stages, certificate=type(draft.certificate)())
    assert _verified(old, tmp_path / "a.xlsx").ok
