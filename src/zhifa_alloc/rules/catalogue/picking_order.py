"""积分选岗: nobody who comes later holds a place that somebody earlier wished for and could have taken."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place


def _inspect(view: View) -> Verdict:
    if not view.case.parameters.chosen:
        return Verdict()
    # The order asks the registry for what the rules demand, and the registry loads this file.
    from zhifa_alloc.rules.priority import passed_over  # noqa: PLC0415

    return Verdict(
        warned=tuple(
            Place(
                "picking.passed",
                {"position": one.position, "wish": one.wish, "later": one.later},
                (one.staff_id,),
            )
            for one in passed_over(view.draft)
        )
    )


RULE = Rule(id="picking-order", order=175, law="own", severity="warn", inspect=_inspect)
