"""The agreed draft: the base with the edits of both, conflicts left as they were and marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from zhifa_alloc.drafts.as_json import Json
from zhifa_alloc.drafts.book import edited_book
from zhifa_alloc.drafts.facts import ReadDraft
from zhifa_alloc.drafts.measured import measured_goals, measured_stages
from zhifa_alloc.drafts.merge_page import conflict_page, with_conflicts
from zhifa_alloc.drafts.terms import SHEET_PEOPLE, SHEET_QUOTAS
from zhifa_alloc.drafts.three_way import Change, ThreeWay
from zhifa_alloc.rules import check_all
from zhifa_alloc.rules.goals import preference_of
from zhifa_alloc.schema.draft import Draft, HandEdit
from zhifa_alloc.schema.page import Book
from zhifa_alloc.schema.placement import Reason
from zhifa_alloc.sheets.write import write_book


def merged(found: ThreeWay) -> Draft:
    """Return the base draft with every edit on which nobody disagrees; rules and goals as they are then."""
    agreed = {(change.sheet, change.key): change for change in found.changes}
    draft = _with_posts(_with_places(found, agreed), found, agreed)
    draft = replace(draft, edits=_edits(found.base, draft))
    draft = replace(draft, rules=check_all(draft))
    return replace(draft, stages=measured_stages(draft, measured_goals(draft)))


def merged_book(found: ThreeWay) -> Book:
    """Return the workbook of the agreed draft; its edits are hand edits, as if one person had made them."""
    book = edited_book(merged(found), found.base.original)
    if not found.conflicts:
        return book
    pages = [with_conflicts(page, found) for page in book.pages]
    return replace(book, pages=(pages[0], conflict_page(found), *pages[1:]))


def write_merged(found: ThreeWay, path: Path) -> None:
    """Write the agreed draft.

    Raises:
        UnusableFile: the target is open elsewhere or cannot be written.
    """
    write_book(merged_book(found), path)


def three_way_json(found: ThreeWay) -> Json:
    """Return a three-way comparison as ``diff --base --json`` and ``merge --json`` give it."""
    return {
        "base": found.base.name,
        "mine": found.mine,
        "theirs": found.theirs,
        "plan_id": found.base.original.plan_id,
        "conflicts": len(found.conflicts),
        "people": [_change(one, "staff_id") for one in found.changes if one.sheet == SHEET_PEOPLE],
        "quotas": [_change(one, "cell") for one in found.changes if one.sheet == SHEET_QUOTAS],
    }


def _change(change: Change, key: str) -> Json:
    return {
        key: change.key,
        "base": change.base,
        "mine": change.mine,
        "theirs": change.theirs,
        "side": change.side,
        "agreed": change.agreed,
    }


def _with_places(found: ThreeWay, agreed: dict[tuple[str, str], Change]) -> Draft:
    draft = found.base.draft
    people = {person.staff_id: person for person in draft.case.people}
    rows = []
    for one in draft.assignments:
        change = agreed.get((SHEET_PEOPLE, one.staff_id))
        if change is None or change.agreed == one.to:
            rows.append(one)
            continue
        to = change.agreed
        preference = preference_of(people[one.staff_id], to)
        rows.append(replace(one, to=to, preference=preference, reason=Reason("by_hand", {"to": to})))
    return replace(draft, assignments=tuple(rows))


def _with_posts(draft: Draft, found: ThreeWay, agreed: dict[tuple[str, str], Change]) -> Draft:
    values = dict(found.base.draft.quotas.values)
    for cell in values:
        change = agreed.get((SHEET_QUOTAS, "/".join(cell)))
        if change is not None:
            values[cell] = int(change.agreed)
    return replace(draft, quotas=replace(draft.quotas, values=values))


def _edits(base: ReadDraft, draft: Draft) -> tuple[HandEdit, ...]:
    """List what differs from what the program wrote, each with its cell in the base."""
    places = {one.staff_id: one.to for one in base.original.assignments}
    wrote = base.original.quotas.values
    people = (
        HandEdit(SHEET_PEOPLE, base.cells.people[key][0].cell, key, places[key], to)
        for key, to in ((one.staff_id, one.to) for one in draft.assignments)
        if places[key] != to
    )
    posts = (
        HandEdit(SHEET_QUOTAS, base.cells.quotas[cell].cell, "/".join(cell), str(wrote[cell]), str(value))
        for cell, value in draft.quotas.values.items()
        if wrote[cell] != value
    )
    return (*posts, *people)
