"""A district's objection that the department took over keeps the person from that district.

Such an objection is carried in the case as an exclusion, so that quotas and placement obey it as one.
"""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place

_ID = "objections"


def _inspect(view: View) -> Verdict:
    objected = {(one.staff_id, one.district) for one in view.draft.held_exclusions}
    return Verdict(
        broken=tuple(
            Place("objections.sent", {"to": to}, (person.staff_id,))
            for person, to in view.placed
            if person.takes_part and (person.staff_id, to) in objected
        )
    )


RULE = Rule(id=_ID, order=125, law="own", severity="hard", inspect=_inspect)
