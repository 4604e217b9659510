"""From what set a difference off to one cause of the closed set, as a fact or as an inference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from zhifa_alloc.schema.attribution import Arrival, Attribution, Cause, CellStep, ChangeKey
from zhifa_alloc.schema.changes import FOLLOWS_FROM_SETTINGS
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.quota import CellKey

Ground: TypeAlias = ChangeKey | Literal["hand_undone", "pin", "derived"]
"""What set it off, more precisely than the cause: a key below ``diff.grounds`` in text/."""

CAUSES: Final[Mapping[Ground, Cause]] = {
    "program": "等价方案",
    "hand": "人工锁定",
    "hand_undone": "人工锁定",
    "pin": "人工锁定",
    "feedback": "区里意见",
    "base": "规则或参数变化",
    "people": "名册变化",
    "derived": "规则或参数变化",
    "quotas": "编制增减",
    "districts": "规则或参数变化",
    "figures": "名册变化",
    "workloads": "名册变化",
    "weights": "权重变化",
    "locks": "人工锁定",
    "relations": "名册变化",
    "institutions": "规则或参数变化",
    "distances": "规则或参数变化",
    "base_date": "规则或参数变化",
    "parameters": "规则或参数变化",
    "seed": "规则或参数变化",
}
"""Cause of what a change touches itself. Figures of 区情 are data that came in, as the roster is; words say 区情."""
_LIKELY: Final[tuple[ChangeKey, ...]] = (
    "locks",
    "quotas",
    "weights",
    "figures",
    "workloads",
    "districts",
    "parameters",
    "base_date",
    "institutions",
    "relations",
    "distances",
    "seed",
)
"""Which of several changes is named where nothing tells them apart."""


@dataclass(frozen=True, slots=True)
class Blame:
    """Why something differs.

    Attributes:
        cause: of the closed set.
        ground: what set it off.
        inferred: concluded from the inputs, not a fact and not found by planning again.
        fields: fields of the person's own data that changed, where these are the ground.
    """

    cause: Cause
    ground: Ground
    inferred: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What two drafts say by themselves about their differences.

    Attributes:
        parts: parts of the input that differ.
        own: staff_id -> fields of own data that differ.
        edited: (staff_id or cell, place or posts) that a hand edit of the later draft made.
        undone: the same, for hand edits of the earlier draft that the later one does not have.
        held: (staff_id, place) that the later draft holds because of a hand edit before.
        objected: (staff_id, district) of objections that the later draft obeys.
    """

    parts: tuple[ChangeKey, ...]
    own: Mapping[str, tuple[str, ...]]
    edited: frozenset[tuple[str, str]]
    undone: frozenset[tuple[str, str]]
    held: frozenset[tuple[str, str]]
    objected: frozenset[tuple[str, str]]


def facts_of(
    before: Draft, after: Draft, parts: tuple[ChangeKey, ...], own: Mapping[str, tuple[str, ...]]
) -> Facts:
    """Collect the facts; hand edits of the earlier draft count as undone where the edited place was left."""
    former = {(one.staff_id, one.to) for one in before.held_places if one.kind == "hand"}
    held = frozenset((one.staff_id, one.to) for one in after.held_places if one.kind == "hand")
    return Facts(
        parts=parts,
        own=own,
        edited=frozenset((edit.key, edit.after) for edit in after.edits),
        undone=frozenset({(edit.key, edit.after) for edit in before.edits} | (former - held)),
        held=held,
        objected=frozenset((one.staff_id, one.district) for one in after.held_exclusions),
    )


def blame_move(
    key: str, places: tuple[str, str], arrival: Arrival | None, cells: Sequence[Blame], facts: Facts
) -> Blame:
    """Say why a person moved.

    Args:
        key: 人员编号.
        places: destination before and after.
        arrival: what planning again found, if it was done.
        cells: why the quotas of the place left and the place entered changed, as far as they did.
        facts: what the drafts say by themselves.
    """
    by_hand = _by_hand(key, places, facts)
    if by_hand is not None:
        return by_hand
    if arrival is not None:
        return _found(key, arrival, facts)
    if key in facts.own:
        return _own_data(facts.own[key])
    if (key, places[0]) in facts.objected:
        return Blame("区里意见", "feedback")
    return _inferred(cells, facts)


def _by_hand(key: str, places: tuple[str, str], facts: Facts) -> Blame | None:
    if (key, places[1]) in facts.edited or (key, places[1]) in facts.held:
        return Blame("人工锁定", "hand")
    if (key, places[0]) in facts.undone:
        return Blame("人工锁定", "hand_undone")
    return None


def _found(key: str, arrival: Arrival, facts: Facts) -> Blame:
    if arrival.closeness == "knock_on":
        return Blame("连带调整", arrival.change)
    if arrival.closeness == "tie":
        return Blame("等价方案", arrival.change)
    if arrival.change == "people" and key in facts.own:
        return _own_data(facts.own[key])
    return Blame(CAUSES[arrival.change], arrival.change)


def _own_data(fields: tuple[str, ...]) -> Blame:
    ground: Ground = "people"
    if set(fields) <= FOLLOWS_FROM_SETTINGS:
        ground = "derived"
    elif fields == ("pin",):
        ground = "pin"
    return Blame(CAUSES[ground], ground, fields=fields)


def _inferred(cells: Sequence[Blame], facts: Facts) -> Blame:
    for blame in cells:
        return Blame(blame.cause, blame.ground, inferred=True)
    if "people" in facts.parts or facts.held or facts.undone:
        ground: Ground = "people" if "people" in facts.parts else "hand"
        return Blame("连带调整", ground, inferred=True)
    return _likely(facts)


def _likely(facts: Facts) -> Blame:
    for part in _LIKELY:
        if part in facts.parts:
            return Blame(CAUSES[part], part, inferred=True)
    return Blame("等价方案", "program", inferred=bool(facts.parts))


def blame_cell(
    key: CellKey, drafts: tuple[Draft, Draft], attribution: Attribution | None, facts: Facts
) -> Blame:
    """Say why a quota cell changed: by sharing again where that was done, else from what differs."""
    before, after = (draft.quotas.values.get(key, 0) for draft in drafts)
    name = "/".join(key)
    if (name, str(after)) in facts.edited:
        return Blame("人工锁定", "hand")
    steps = attribution.cells.get(key, ()) if attribution else ()
    if steps:
        main = _main(steps, after - before)
        if main.change == "hand" and (name, str(before)) in facts.undone:
            return Blame("人工锁定", "hand_undone")
        cause = CAUSES[main.change] if main.direct else "连带调整"
        return Blame(cause, main.change)
    if (name, str(before)) in facts.undone:
        return Blame("人工锁定", "hand_undone")
    return _inferred_cell(key, drafts, facts)


def _main(steps: Sequence[CellStep], whole: int) -> CellStep:
    """Return the change that brought most of the difference."""
    return max((step for step in steps if step.posts * whole > 0), key=lambda step: abs(step.posts))


def _inferred_cell(key: CellKey, drafts: tuple[Draft, Draft], facts: Facts) -> Blame:
    rows = [draft.quotas.rows.get(key[:2]) for draft in drafts]
    if rows[0] != rows[1]:
        return Blame("编制增减", "quotas", inferred=True)
    blame = _likely(facts)
    shares = [draft.quotas.shares.get(key) for draft in drafts]
    by_share = blame.ground in ("weights", "figures", "workloads", "quotas")
    if by_share and shares[0] == shares[1]:
        return Blame("连带调整", blame.ground, inferred=True)
    return blame
