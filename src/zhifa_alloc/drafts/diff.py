"""Two drafts compared: what went in, which quota cells changed, who moved and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from zhifa_alloc.drafts.metrics import metrics_of
from zhifa_alloc.rules import check_all
from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.person import Person

if TYPE_CHECKING:
    import pandas as pd

Cause: TypeAlias = Literal[
    "名册变化", "权重变化", "编制增减", "规则或参数变化", "人工锁定", "区里意见", "连带调整", "等价方案"
]
"""The closed set of causes of a move or of a changed cell (contract, section 4)."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One quota cell (名) that differs."""

    domain: str
    quota_type: str
    district: str
    before: int
    after: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class Move:
    """One person in both drafts whose destination differs.

    ``wish_before`` and ``wish_after`` are the preference met, as in ``Assignment.preference``.
    ``inferred`` says that the cause was concluded from the inputs, not found by planning again.
    """

    staff_id: str
    name: str
    domain: str
    before: str
    after: str
    wish_before: int | None
    wish_after: int | None
    cause: Cause
    inferred: bool


@dataclass(frozen=True, slots=True)
class DraftDiff:
    """What differs between two drafts; empty tuples where nothing does.

    Attributes:
        inputs_changed: keys below ``diff.inputs`` in text/ of what differs in the input.
        cells: changed quota cells, in the order of the table.
        moves: sorted by flow (from, to), then key.
        joined, left: keys of people who are in one draft only.
        metrics: name -> (before, after), names that differ or not, in the order of ``metrics_of``.
        suspects: pairs of keys that may be one person under two keys; never merged.
    """

    before_id: str
    after_id: str
    inputs_changed: tuple[str, ...]
    cells: tuple[CellChange, ...]
    moves: tuple[Move, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    metrics: Mapping[str, tuple[float, float]]
    suspects: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether quotas, destinations and people agree."""
        return not (self.cells or self.moves or self.joined or self.left)


def diff(before: Draft, after: Draft) -> DraftDiff:
    """Compare two drafts; people are matched by 人员编号.

    Raises:
        WrongUse: a person stands in one of the drafts more than once (``draft_unsound``).
    """
    changed = changed_inputs(before.case, after.case)
    old, new = _people(before), _people(after)
    matched = match_people(before, after)
    return DraftDiff(
        before_id=before.plan_id,
        after_id=after.plan_id,
        inputs_changed=changed,
        cells=_changed_cells(before, after, changed),
        moves=_moves(before, after, matched, changed),
        joined=tuple(matched.index[matched["side"] == "right_only"]),
        left=tuple(matched.index[matched["side"] == "left_only"]),
        metrics=_metric_pairs(before, after),
        suspects=_suspects(old, new),
    )


def match_people(before: Draft, after: Draft) -> pd.DataFrame:
    """Join the people of two drafts one to one.

    Returns:
        one row a person, indexed by 人员编号 in order; ``to_before``, ``to_after``, and ``side``: ``both``,
        ``left_only`` or ``right_only``.

    Raises:
        WrongUse: a 人员编号 stands in one of the drafts more than once (``draft_unsound``).
    """
    import pandas as pd

    old, new = (
        pd.DataFrame(
            {
                "staff_id": [one.staff_id for one in draft.assignments],
                "to": [one.to for one in draft.assignments],
            }
        )
        for draft in (before, after)
    )
    try:
        joined = old.merge(
            new,
            on="staff_id",
            how="outer",
            suffixes=("_before", "_after"),
            indicator="side",
            validate="one_to_one",
        )
    except pd.errors.MergeError as error:
        raise WrongUse("draft_unsound") from error
    return joined.set_index("staff_id").sort_index()


def changed_inputs(before: Case, after: Case) -> tuple[str, ...]:
    """Name what differs between two inputs, as keys below ``diff.inputs``; places in files do not count."""
    pairs = {
        "people": (_bare_people(before), _bare_people(after)),
        "quotas": (_bare(before.quotas), _bare(after.quotas)),
        "districts": (_bare(before.districts), _bare(after.districts)),
        "workloads": (before.workloads, after.workloads),
        "weights": (
            {row.domain: dict(row.weights) for row in before.weights},
            {row.domain: dict(row.weights) for row in after.weights},
        ),
        "locks": (_bare(before.locks), _bare(after.locks)),
        "relations": (_bare(before.relations), _bare(after.relations)),
        "institutions": (before.institutions, after.institutions),
        "distances": (dict(before.distances), dict(after.distances)),
        "seed": (before.parameters.seed, after.parameters.seed),
        "base_date": (before.base_date, after.base_date),
        "parameters": (_plain_parameters(before), _plain_parameters(after)),
    }
    return tuple(name for name, (old, new) in pairs.items() if old != new)


def _plain_parameters(case: Case) -> dict[str, object]:
    return case.parameters.model_dump(exclude={"seed", "base_date"})


def _bare(rows: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(replace(row, where=CellRef()) for row in rows)  # type: ignore[type-var]


def _bare_people(case: Case) -> dict[str, Person]:
    return {person.staff_id: replace(person, where=CellRef()) for person in case.people}


def _people(draft: Draft) -> dict[str, Person]:
    return {person.staff_id: person for person in draft.case.people}


def _changed_cells(before: Draft, after: Draft, changed: tuple[str, ...]) -> tuple[CellChange, ...]:
    keys = dict.fromkeys((*before.quotas.values, *after.quotas.values))
    edited = {edit.key for edit in after.edits}
    cells = []
    for key in keys:
        old, new = before.quotas.values.get(key, 0), after.quotas.values.get(key, 0)
        if old != new:
            cause = _cell_cause(changed, by_hand="/".join(key) in edited)
            cells.append(CellChange(*key, before=old, after=new, cause=cause))
    return tuple(cells)


def _cell_cause(changed: tuple[str, ...], *, by_hand: bool) -> Cause:
    if by_hand or "locks" in changed:
        return "人工锁定"
    if "weights" in changed or "districts" in changed or "workloads" in changed:
        return "权重变化"
    if "quotas" in changed:
        return "编制增减"
    return "规则或参数变化" if "parameters" in changed else "等价方案"


def _moves(before: Draft, after: Draft, matched: pd.DataFrame, changed: tuple[str, ...]) -> tuple[Move, ...]:
    old_people, new_people = _bare_people(before.case), _bare_people(after.case)
    old_rows = {one.staff_id: one for one in before.assignments}
    new_rows = {one.staff_id: one for one in after.assignments}
    edited = {(edit.key, edit.after) for edit in after.edits}
    undone = {(edit.key, edit.before) for edit in before.edits}
    both = matched[matched["side"] == "both"]
    moves = []
    for key in both.index[both["to_before"] != both["to_after"]]:
        old, new, person = old_rows[key], new_rows[key], new_people.get(key)
        cause, inferred = _move_cause(old_people.get(key), person, (key, new.to) in edited | undone, changed)
        move = Move(
            staff_id=key,
            name=person.name if person else "",
            domain=new.domain,
            before=old.to,
            after=new.to,
            wish_before=old.preference,
            wish_after=new.preference,
            cause=cause,
            inferred=inferred,
        )
        moves.append(move)
    return tuple(sorted(moves, key=lambda move: (move.before, move.after, move.staff_id)))


def _move_cause(
    old: Person | None, new: Person | None, edited: bool, changed: tuple[str, ...]
) -> tuple[Cause, bool]:
    """Conclude why a person moved; only hand edits and the person's own data are facts, the rest is inferred."""
    if edited:
        return "人工锁定", False
    if old is not None and new is not None and old != new:
        own_pin = old.pin != new.pin and replace(old, pin="") == replace(new, pin="")
        return ("人工锁定", False) if own_pin else ("名册变化", False)
    order: tuple[tuple[tuple[str, ...], Cause], ...] = (
        (("locks",), "人工锁定"),
        (("quotas",), "编制增减"),
        (("weights", "districts", "workloads"), "权重变化"),
        (("parameters", "seed", "base_date", "institutions", "relations", "distances"), "规则或参数变化"),
        (("people",), "连带调整"),
    )
    for names, cause in order:
        if any(name in changed for name in names):
            return cause, True
    return "等价方案", True


def _metric_pairs(before: Draft, after: Draft) -> dict[str, tuple[float, float]]:
    # A draft edited by hand carries the outcome of its rules from before the edit.
    old, new = (metrics_of(replace(draft, rules=check_all(draft))) for draft in (before, after))
    return {name: (old.get(name, 0), new.get(name, 0)) for name in dict.fromkeys((*old, *new))}


def _suspects(old: Mapping[str, Person], new: Mapping[str, Person]) -> tuple[tuple[str, str], ...]:
    """Pairs (key that left, key that joined) with the same ID number, or the same name and birth."""
    left = [old[key] for key in sorted(old.keys() - new.keys())]
    joined = [new[key] for key in sorted(new.keys() - old.keys())]
    marks = Counter(_identity(person) for person in joined)
    by_identity = {_identity(person): person.staff_id for person in joined}
    return tuple(
        (person.staff_id, by_identity[_identity(person)]) for person in left if marks[_identity(person)] == 1
    )


def _identity(person: Person) -> tuple[object, ...]:
    return (person.id_number,) if person.id_number else (person.name, person.birth)
