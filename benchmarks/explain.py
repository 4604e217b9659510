"""``zhifa-alloc explain`` for people none of whose wishes were met, as a whole process."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from benchmarks.drafts import draft_of, made_up_case
from benchmarks.measure import cost_of_command, program, report
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.planning import plan
from zhifa_alloc.schema.draft import Draft

CITIES = ((600, 8, 6), (2_000, 8, 6))
LARGE = (10_000, 13, 16)
PEOPLE = 5


def run(unit: float) -> None:
    """Time a few people at every size; the largest city is placed by the quick hand of ``drafts``."""
    drafts = [plan(made_up_case(*size)) for size in CITIES]
    for draft in (*drafts, draft_of(made_up_case(*LARGE))):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "草案.xlsx"
            write_draft(draft, path)
            costs = [cost_of_command(program("explain", path, key)) for key in _unmet(draft)[:PEOPLE]]
        cpu = statistics.median(cost.cpu for cost in costs)
        worst = max(cost.cpu for cost in costs)
        people = len(draft.case.people)
        report(f"explain, {people} people, median of {len(costs)}", cpu, unit, f"worst {worst:.2f} s")


def _unmet(draft: Draft) -> list[str]:
    wishes = {person.staff_id: sum(map(bool, person.wishes)) for person in draft.case.people}
    rows = (one for one in draft.assignments if one.preference == 0 and wishes[one.staff_id] > 1)
    return [one.staff_id for one in rows]
