"""Causes of a comparison: found by planning again with one change after the other, where that is cheap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhifa_alloc.cli.session import Session

if TYPE_CHECKING:
    from zhifa_alloc.drafts.diff import DraftDiff
    from zhifa_alloc.schema.draft import Draft


def explained_diff(session: Session, before: Draft, after: Draft) -> DraftDiff:
    """Compare two drafts and look for the causes of what differs.

    Raises:
        WrongUse: a person stands in one of the drafts more than once (``draft_unsound``).
    """
    from zhifa_alloc.cli.progress import steps
    from zhifa_alloc.drafts.diff import diff
    from zhifa_alloc.planning.attribution import attribute

    with steps(session) as on_step:
        on_step("causes")
        return diff(before, after, attribute(before, after))
