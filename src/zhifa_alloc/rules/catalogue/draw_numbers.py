"""同等条件随机次序号 are the ones that 抽签种子 and the list of 人员编号 give; without a seed, a warning."""

from __future__ import annotations

from zhifa_alloc.rules.draw import draw_numbers_of
from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place


def _inspect(view: View) -> Verdict:
    numbers = draw_numbers_of(view.case)
    wrong = tuple(
        Place(
            "draw.differs", {"number": row.draw_number, "due": numbers.get(row.staff_id, 0)}, (row.staff_id,)
        )
        for row in view.draft.assignments
        if row.staff_id in view.people and row.draw_number != numbers.get(row.staff_id, 0)
    )
    unseeded = bool(numbers) and not view.case.parameters.seed
    return Verdict(broken=wrong, warned=(Place("draw.no_seed"),) if unseeded else ())


RULE = Rule(id="draw-numbers", order=170, law="own", severity="hard", inspect=_inspect)
