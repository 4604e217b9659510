"""Every person of the roster stands in the draft exactly once, with a known destination."""

from __future__ import annotations

from zhifa_alloc.rules.rule import Rule, Verdict
from zhifa_alloc.rules.view import View
from zhifa_alloc.schema.draft import Place


def _inspect(view: View) -> Verdict:
    rows = view.rows_of
    missing = [Place("once.missing", {}, (key,)) for key in view.people if key not in rows]
    twice = [
        Place("once.twice", {"times": len(found)}, (key,)) for key, found in rows.items() if len(found) > 1
    ]
    unknown = [Place("once.unknown_person", {}, (key,)) for key in rows if key not in view.people]
    nowhere = [
        Place("once.unknown_place", {"to": row.to}, (row.staff_id,))
        for row in view.draft.assignments
        if row.to not in view.known_places
    ]
    return Verdict(broken=(*missing, *twice, *unknown, *nowhere))


RULE = Rule(id="each-person-once", order=10, law="own", severity="hard", inspect=_inspect)
