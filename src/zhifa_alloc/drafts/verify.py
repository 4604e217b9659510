"""A draft verified from its file alone: rules, sums, rounding, goals, and the file itself.

Nothing here runs the placement; only the rules' checks are shared with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zhifa_alloc.drafts.check_stages import stage_faults
from zhifa_alloc.drafts.check_tables import table_faults
from zhifa_alloc.drafts.facts import DraftCells, Fault, ReadDraft
from zhifa_alloc.drafts.measured import measured_goals, measured_stages
from zhifa_alloc.drafts.metrics import metrics_of
from zhifa_alloc.drafts.places import cells_of
from zhifa_alloc.rules import check_all
from zhifa_alloc.schema.bulk import uncollected
from zhifa_alloc.schema.draft import Draft, HandEdit, Place, RuleResult
from zhifa_alloc.schema.finding import CellRef
from zhifa_alloc.schema.placement import Stage


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found.

    Attributes:
        name: file name of the draft.
        draft: the draft as edited, with rules and stages as found now.
        faults: what is wrong with the file, its tables or its figures.
        metrics: figures of the draft as edited.
        cells: where people and posts stand in the file.
    """

    name: str
    draft: Draft
    faults: tuple[Fault, ...]
    metrics: Mapping[str, float]
    cells: DraftCells

    @property
    def ok(self) -> bool:
        """Whether no rule is broken and no fault found; warnings do not count."""
        return not self.broken_rules and all(fault.weight != "broken" for fault in self.faults)

    @property
    def rules(self) -> tuple[RuleResult, ...]:
        """Outcome of every rule on the draft as edited."""
        return self.draft.rules

    @property
    def broken_rules(self) -> tuple[RuleResult, ...]:
        """Rules that the draft as edited breaks."""
        return self.draft.broken_rules

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Goals as measured, beside the bounds that hold for them."""
        return self.draft.stages

    @property
    def edits(self) -> tuple[HandEdit, ...]:
        """Hand edits found in the file."""
        return self.draft.edits

    @property
    def widest_gap(self) -> float:
        """Largest gap of any goal to its bound; 0 without goals."""
        return max((stage.gap for stage in self.stages), default=0.0)

    @property
    def widest_certified_gap(self) -> float:
        """Largest gap of any goal to what was worked out again from the prices; 0 without goals."""
        return max((stage.certified_gap for stage in self.stages), default=0.0)

    def places_of(self, place: Place) -> tuple[CellRef, ...]:
        """Return the cells of the file where the place of a rule can be mended."""
        return cells_of(place, self.draft, self.cells)


@uncollected()
def verify(read: ReadDraft) -> Verification:
    """Verify a draft as its file has it now, also one edited by hand."""
    rules = check_all(read.draft)
    goals = measured_goals(read.draft)
    stages = measured_stages(read.draft, goals)
    faults = (*read.faults, *table_faults(read), *stage_faults(read, stages))
    draft = replace(read.draft, rules=rules, stages=stages)
    return Verification(read.name, draft, faults, metrics_of(draft, goals), read.cells)
