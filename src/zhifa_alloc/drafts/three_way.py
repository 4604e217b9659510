"""One draft edited by two people: who changed what, where both did the same, and where they disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from zhifa_alloc.drafts.facts import ReadDraft
from zhifa_alloc.drafts.terms import SHEET_PEOPLE, SHEET_QUOTAS
from zhifa_alloc.schema.changes import changed_parts, own_case
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.text.phrasebook import phrasebook

if TYPE_CHECKING:
    import pandas as pd

Side: TypeAlias = Literal["mine", "theirs", "both", "conflict"]
"""Who changed it: one of the two, both in the same way, both in different ways."""
SIDES: Final[tuple[Side, ...]] = ("conflict", "mine", "theirs", "both")
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """One destination or number of posts that at least one of the two changed.

    Attributes:
        sheet: 人员分配 or 编制分配.
        key: 人员编号, or 领域/编制类型/区.
        base, mine, theirs: what the three files have.
        where: the cell in the base draft.
        name: name of the person; empty for posts.
    """

    sheet: str
    key: str
    base: str
    mine: str
    theirs: str
    where: CellRef
    name: str = ""

    @property
    def side(self) -> Side:
        """Who changed it."""
        if self.mine == self.theirs:
            return "both"
        if self.theirs == self.base:
            return "mine"
        return "theirs" if self.mine == self.base else "conflict"

    @property
    def agreed(self) -> str:
        """What holds after the merge: the change of whoever made one; of two that disagree, neither."""
        match self.side:
            case "conflict":
                return self.base
            case "theirs":
                return self.theirs
            case _:
                return self.mine


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """What two people made of one draft: people by 人员编号, then posts in the order of the table.

    ``opinions`` names the copies that took up objections of districts which the base does not have.
    """

    base: ReadDraft
    mine: str
    theirs: str
    changes: tuple[Change, ...]
    opinions: tuple[str, ...] = ()

    def of(self, side: Side) -> tuple[Change, ...]:
        """Return the changes made by this side."""
        return tuple(change for change in self.changes if change.side == side)

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """Changes about which the two disagree."""
        return self.of("conflict")

    @property
    def differing(self) -> tuple[Change, ...]:
        """Everything in which the two files differ."""
        return tuple(change for change in self.changes if change.side != "both")


def three_way(base: ReadDraft, mine: ReadDraft, theirs: ReadDraft) -> ThreeWay:
    """Compare two edited copies of one draft with it and with each other.

    Raises:
        WrongUse: a copy does not rest on the input of the base (``merge_other_input``; planned again from it, it
            does), or one of the three is not sound (``merge_unsound``): somebody twice or missing, a number that is none, data changed.
    """
    for copy in (mine, theirs):
        _require_same_input(base, copy)
    for read in (base, mine, theirs):
        _require_sound(read)
    changes = (*_people(base, mine.draft, theirs.draft), *_posts(base, mine.draft, theirs.draft))
    told = tuple(copy.name for copy in (mine, theirs) if _opinions(copy) != _opinions(base))
    return ThreeWay(base, mine.name, theirs.name, changes, told)


def _require_same_input(base: ReadDraft, copy: ReadDraft) -> None:
    """Let through edited copies and drafts planned again from the base; what they share is the input."""
    if copy.original == base.original:
        return
    parts = changed_parts(own_case(base.original), own_case(copy.original))
    if parts:
        names = "、".join(phrasebook("zh").say(f"diff.inputs.{part}") for part in parts)
        raise WrongUse("merge_other_input", name=copy.name, base=base.name, parts=names)


def _opinions(read: ReadDraft) -> tuple[object, object]:
    return read.original.held_exclusions, read.original.held_setups


def _require_sound(read: ReadDraft) -> None:
    counts = Counter(one.staff_id for one in read.draft.assignments)
    wanted = {one.staff_id for one in read.original.assignments}
    broken = any(fault.weight == "broken" for fault in read.faults)
    if broken or counts.keys() != wanted or any(count > 1 for count in counts.values()):
        raise WrongUse("merge_unsound", name=read.name)


def _people(base: ReadDraft, mine: Draft, theirs: Draft) -> Iterator[Change]:
    names = {person.staff_id: person.name for person in base.original.case.people}
    joined = _joined(base.draft, mine, theirs)
    touched = joined[(joined["mine"] != joined["base"]) | (joined["theirs"] != joined["base"])]
    for key, to, own, other in touched.itertuples(name=None):
        yield Change(SHEET_PEOPLE, key, to, own, other, base.cells.people[key][0], names[key])


def _joined(base: Draft, mine: Draft, theirs: Draft) -> pd.DataFrame:
    """Join the destinations of three drafts by 人员编号: one row a person, in the order of the base.

    The files come from different hands, so a key that stands twice is an error here and no silent loss.
    """
    import pandas as pd

    first, second, third = (
        pd.DataFrame(
            {
                "staff_id": [one.staff_id for one in draft.assignments],
                column: [one.to for one in draft.assignments],
            }
        )
        for column, draft in (("base", base), ("mine", mine), ("theirs", theirs))
    )
    both = first.merge(second, on="staff_id", how="left", validate="one_to_one")
    return both.merge(third, on="staff_id", how="left", validate="one_to_one").set_index("staff_id")


def _posts(base: ReadDraft, mine: Draft, theirs: Draft) -> Iterator[Change]:
    for cell, posts in base.draft.quotas.values.items():
        own, other = mine.quotas.values[cell], theirs.quotas.values[cell]
        if not own == other == posts:
            where = base.cells.quotas.get(cell, CellRef(base.name, SHEET_QUOTAS))
            yield Change(SHEET_QUOTAS, "/".join(cell), str(posts), str(own), str(other), where)
