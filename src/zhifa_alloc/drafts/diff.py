"""Two drafts compared: what went in, which quota cells changed, who moved and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, get_args

from zhifa_alloc.drafts.diff_causes import Blame, Facts, blame_cell, blame_move, facts_of
from zhifa_alloc.drafts.diff_inputs import InputChange, input_changes
from zhifa_alloc.drafts.metrics import metrics_of
from zhifa_alloc.rules import check_all
from zhifa_alloc.schema.attribution import Attribution, Cause, ChangeKey
from zhifa_alloc.schema.changes import changed_parts, changed_people, own_case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.placement import Assignment, StageKey
from zhifa_alloc.schema.quota import Bound, CellKey, QuotaTable

_GOALS: Final[tuple[StageKey, ...]] = get_args(StageKey)


@dataclass(frozen=True, slots=True)
class CellChange:
    """One quota cell (名) that differs.

    Attributes:
        shares: fair share before and after, 0 where the cell was not there.
        bounds: hard bounds that hold the cell, its team or its district away from the fair share.
        rows: posts handed out of this 领域 × 编制类型, before and after.
        blame: why it differs.
    """

    domain: str
    quota_type: str
    district: str
    before: int
    after: int
    blame: Blame
    shares: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))
    rows: tuple[int, int] = (0, 0)
    bounds: tuple[Bound, ...] = ()

    @property
    def cause(self) -> Cause:
        """Cause of the closed set."""
        return self.blame.cause

    @property
    def against_share(self) -> bool:
        """Whether posts went down (or up) although the fair share went up (or down)."""
        return (self.after - self.before) * (self.shares[1] - self.shares[0]) < 0


@dataclass(frozen=True, slots=True)
class Move:
    """One person in both drafts whose destination differs.

    ``wish_before`` and ``wish_after`` are the preference met, as in ``Assignment.preference``.
    """

    staff_id: str
    name: str
    domain: str
    before: str
    after: str
    wish_before: int | None
    wish_after: int | None
    blame: Blame

    @property
    def cause(self) -> Cause:
        """Cause of the closed set."""
        return self.blame.cause

    @property
    def inferred(self) -> bool:
        """Whether the cause was concluded from the inputs, neither a fact nor found by planning again."""
        return self.blame.inferred


@dataclass(frozen=True, slots=True)
class DraftDiff:
    """What differs between two drafts; empty tuples where nothing does.

    Attributes:
        inputs_changed: keys below ``diff.inputs`` in text/ of what differs in the input.
        inputs: the same, item by item.
        cells: changed quota cells, in the order of the table.
        moves: sorted by flow (from, to), then key.
        joined, left: keys of people who are in one draft only.
        metrics: name -> (before, after), names that differ or not, in the order of ``metrics_of``.
        suspects: pairs of keys that may be one person under two keys; never merged.
        districts: receiving districts of both drafts, in the order of their sheets.
        placed_again: how often people were placed anew to find the causes.
        drawn: whether both drafts have people, and so draw numbers.
    """

    before_id: str
    after_id: str
    inputs_changed: tuple[ChangeKey, ...]
    cells: tuple[CellChange, ...]
    moves: tuple[Move, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    metrics: Mapping[str, tuple[float, float]]
    suspects: tuple[tuple[str, str], ...] = ()
    inputs: tuple[InputChange, ...] = ()
    districts: tuple[str, ...] = ()
    placed_again: int = 0
    drawn: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether quotas, destinations and people agree."""
        return not (self.cells or self.moves or self.joined or self.left)

    @property
    def seed_changed(self) -> bool:
        """Whether people's draw numbers are others, for the drafts were made with different 抽签种子."""
        return "seed" in self.inputs_changed and self.drawn

    @property
    def differs(self) -> bool:
        """Whether the drafts differ in quotas, destinations, people or draw numbers."""
        return self.seed_changed or not self.is_empty


def diff(before: Draft, after: Draft, attribution: Attribution | None = None) -> DraftDiff:
    """Compare two drafts; people are matched by 人员编号.

    Args:
        before: the earlier draft.
        after: the later one.
        attribution: what ``planning.attribute`` found out about causes; without it they are inferred.

    Raises:
        WrongUse: a person stands in one of the drafts more than once (``draft_unsound``).
    """
    placed = _by_key(before), _by_key(after)
    cases = own_case(before), own_case(after)
    own, parts = changed_people(*cases), changed_parts(*cases)
    facts = facts_of(before, after, parts, own)
    cells = _changed_cells(before, after, attribution, facts)
    old, new = _people(before), _people(after)
    return DraftDiff(
        before_id=before.plan_id,
        after_id=after.plan_id,
        inputs_changed=(*_beside_the_case(before, after), *parts),
        cells=cells,
        moves=_Moves(placed, after, attribution, facts, cells).listed(),
        joined=tuple(sorted(placed[1].keys() - placed[0].keys())),
        left=tuple(sorted(placed[0].keys() - placed[1].keys())),
        metrics=_metric_pairs(before, after),
        suspects=_suspects(old, new),
        inputs=input_changes((before, after), cases, parts, own),
        districts=tuple(dict.fromkeys((*after.case.receiving, *before.case.receiving))),
        placed_again=attribution.placed_again if attribution else 0,
        drawn=bool(old and new),
    )


def _by_key(draft: Draft) -> dict[str, Assignment]:
    """Return the assignments by 人员编号.

    Raises:
        WrongUse: somebody stands in the draft more than once (``draft_unsound``): a join would take one in silence.
    """
    found = {one.staff_id: one for one in draft.assignments}
    if len(found) < len(draft.assignments):
        raise WrongUse("draft_unsound")
    return found


def _beside_the_case(before: Draft, after: Draft) -> Iterator[ChangeKey]:
    """Name what went in beside the workbook: the program itself, and what districts sent back."""
    if before.version != after.version:
        yield "program"
    if before.held_exclusions != after.held_exclusions or before.held_setups != after.held_setups:
        yield "feedback"


def _people(draft: Draft) -> dict[str, Person]:
    return {person.staff_id: person for person in draft.case.people}


def _changed_cells(
    before: Draft, after: Draft, attribution: Attribution | None, facts: Facts
) -> tuple[CellChange, ...]:
    keys = dict.fromkeys((*before.quotas.values, *after.quotas.values))
    changed = [key for key in keys if before.quotas.values.get(key, 0) != after.quotas.values.get(key, 0)]
    return tuple(_cell_change(key, (before, after), attribution, facts) for key in changed)


def _cell_change(
    key: CellKey, drafts: tuple[Draft, Draft], attribution: Attribution | None, facts: Facts
) -> CellChange:
    old, new = (draft.quotas for draft in drafts)
    return CellChange(
        *key,
        before=old.values.get(key, 0),
        after=new.values.get(key, 0),
        blame=blame_cell(key, drafts, attribution, facts),
        shares=(old.shares.get(key, Fraction(0)), new.shares.get(key, Fraction(0))),
        rows=(old.rows.get(key[:2], 0), new.rows.get(key[:2], 0)),
        bounds=tuple(dict.fromkeys((*_bounds_on(key, new), *_bounds_on(key, old)))),
    )


def _bounds_on(key: CellKey, table: QuotaTable) -> tuple[Bound, ...]:
    """Return the bounds that hold a cell, its team or its district outside round-down/round-up."""
    domain, quota_type, district = key
    names = {("cell", domain, quota_type), ("team", domain, ""), ("district", "", "")}
    return tuple(
        bound
        for one in table.outside
        if one.district == district and (one.level, one.domain, one.quota_type) in names
        for bound in one.bounds
    )


class _Moves:
    """The moves of one comparison, each with its cause."""

    def __init__(
        self,
        placed: tuple[Mapping[str, Assignment], Mapping[str, Assignment]],
        after: Draft,
        attribution: Attribution | None,
        facts: Facts,
        cells: tuple[CellChange, ...],
    ) -> None:
        self.old, self.new = placed
        self.names = {person.staff_id: person.name for person in after.case.people}
        self.arrivals = attribution.arrivals if attribution else {}
        self.facts = facts
        self.cells = {(cell.domain, cell.quota_type, cell.district): cell.blame for cell in cells}

    def listed(self) -> tuple[Move, ...]:
        """Return the moves by flow, then key."""
        old = self.old
        moved = (key for key, one in self.new.items() if key in old and old[key].to != one.to)
        moves = (self._move(key) for key in moved)
        return tuple(sorted(moves, key=lambda move: (move.before, move.after, move.staff_id)))

    def _move(self, key: str) -> Move:
        old, new = self.old[key], self.new[key]
        row = (new.domain, new.quota_type)
        cells = [self.cells[*row, to] for to in (new.to, old.to) if (*row, to) in self.cells]
        blame = blame_move(key, (old.to, new.to), self.arrivals.get(key), cells, self.facts)
        wishes = old.preference, new.preference
        return Move(key, self.names.get(key, ""), new.domain, old.to, new.to, *wishes, blame)


def _metric_pairs(before: Draft, after: Draft) -> dict[str, tuple[float, float]]:
    # A draft edited by hand carries the outcome of its rules and goals from before the edit.
    old, new = (
        metrics_of(replace(draft, rules=check_all(draft)) if draft.edits else draft, _goals_of(draft))
        for draft in (before, after)
    )
    return {name: (old.get(name, 0), new.get(name, 0)) for name in dict.fromkeys((*old, *new))}


def _goals_of(draft: Draft) -> Mapping[StageKey, int] | None:
    """Return what the goals came to, as far as the draft says it of itself; None where they must be measured."""
    stated = {stage.key: stage.value for stage in draft.stages}
    if draft.edits or stated.keys() != set(_GOALS):
        return None
    return {key: stated[key] for key in _GOALS}


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
