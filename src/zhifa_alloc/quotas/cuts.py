"""Bounds that cannot be met together, as the numbers of a cut.

When no flow exists, the nodes that an undeliverable post can reach form a cut: rows on its side hand out
posts, every way out is full, and nothing that must come in can be sent back. What goes in is more than
what gets out; the two numbers are the conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhifa_alloc.quotas.flow import Network
from zhifa_alloc.quotas.nest import Nest
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.quota import Bound, RowKey


@dataclass(frozen=True, slots=True)
class Cut:
    """Why the bounds fail: ``posts + need > room``, or ``need > posts + room`` if the rows are ``spare``.

    Attributes:
        spare: False: the rows must hand out their posts through ``limits``; True: the rows are all that
            could serve ``demands``.
        rows: the rows meant, with posts to hand out.
        posts: what they hand out.
        limits: bounds that let out no more than ``room``.
        demands: bounds that want ``need``.
    """

    spare: bool
    rows: tuple[RowKey, ...]
    posts: int
    limits: tuple[Bound, ...]
    room: int
    demands: tuple[Bound, ...]
    need: int


def cut_behind(nest: Nest, network: Network, reached: frozenset[int]) -> Cut:
    """Read the conflict from the nodes that a post without a place can reach."""
    spare = len(network.supplies) - 1 in reached
    rows = [
        row for node, row in enumerate(nest.task.rows) if (node in reached) != spare and nest.task.rows[row]
    ]
    out = [arc for arc, inside in _crossing(network, reached) if inside]
    into = [arc for arc, inside in _crossing(network, reached) if not inside and network.lowers[arc] > 0]
    return Cut(
        spare=spare,
        rows=tuple(rows),
        posts=sum(nest.task.rows[row] for row in rows),
        limits=tuple(_limit(nest.arcs[arc].bounds) for arc in out),
        room=sum(network.uppers[arc] for arc in out),
        demands=tuple(_demand(nest.arcs[arc].bounds) for arc in into),
        need=sum(network.lowers[arc] for arc in into),
    )


def _crossing(network: Network, reached: frozenset[int]) -> Iterable[tuple[int, bool]]:
    """Yield the arcs that cross the cut, and whether they lead out."""
    for arc, (tail, head) in enumerate(zip(network.tails, network.heads, strict=True)):
        if (tail in reached) != (head in reached):
            yield arc, tail in reached


def _limit(bounds: Sequence[Bound]) -> Bound:
    return min((bound for bound in bounds if bound.upper is not None), key=lambda bound: bound.upper or 0)


def _demand(bounds: Sequence[Bound]) -> Bound:
    return max((bound for bound in bounds if bound.lower is not None), key=lambda bound: bound.lower or 0)


def conflict_of(cut: Cut, task_rows: Iterable[RowKey], kind: str) -> Conflict:
    """Name the conflict.

    Args:
        cut: what fails.
        task_rows: all rows of the table; a domain of which every row is meant is named alone.
        kind: ``posts`` or ``people``, the section whose sentences speak.
    """
    params: dict[str, object] = {
        "rows": _row_names(cut.rows, tuple(task_rows)),
        "posts": cut.posts,
        "limits": bound_names(cut.limits),
        "room": cut.room,
        "demands": bound_names(cut.demands),
        "need": cut.need,
    }
    return Conflict(f"quotas.{kind}.{_case(cut)}", params)


def _case(cut: Cut) -> str:
    if not cut.rows:
        return "floors_above_caps" if cut.limits else "floors_without_source"
    if cut.spare:
        return "floors_above_source_and_caps" if cut.limits else "floors_above_source"
    return "source_and_floors_above_caps" if cut.demands else "source_above_caps"


def _row_names(rows: Sequence[RowKey], every: Sequence[RowKey]) -> str:
    kinds: dict[str, list[str]] = {}
    for domain, kind in rows:
        kinds.setdefault(domain, []).append(kind)
    names = []
    for domain, some in kinds.items():
        whole = sum(1 for row in every if row[0] == domain) == len(some)
        names.append(domain if whole else f"{domain}（{'、'.join(some)}）")
    return "、".join(names)


def bound_names(bounds: Iterable[Bound]) -> str:
    """Quote bounds briefly: what is bounded, who set it, the number; equal ones of several 区 together."""
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for bound in bounds:
        low, high = bound.lower, bound.upper
        number = (
            str(low if high is None else high)
            if low is None or high is None or low == high
            else f"{low}–{high}"
        )
        groups.setdefault((bound.domain, bound.quota_type, bound.source, number), []).append(bound.district)
    parts = []
    for (domain, kind, source, number), districts in groups.items():
        places = "、".join(dict.fromkeys(districts))
        what = "·".join(part for part in (domain, kind) if part)
        times = f"×{len(districts)}" if len(districts) > 1 else ""
        parts.append(" ".join(part for part in (places, what, f"{source}{number}{times}") if part))
    return "；".join(parts)
