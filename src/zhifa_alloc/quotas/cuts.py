"""Bounds that cannot be met together, as the numbers of a cut.

When no flow exists, the nodes that an undeliverable post can reach form a cut: rows on its side hand out
posts, every way out is full, and nothing that must come in can be sent back. What goes in is more than
what gets out; the two numbers are the conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from zhifa_alloc.quotas.nest import Nest
from zhifa_alloc.quotas.network import Network
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
        same_place: the one limit and the one demand are on the same cells.
    """

    spare: bool
    rows: tuple[RowKey, ...]
    posts: int
    limits: tuple[Bound, ...]
    room: int
    demands: tuple[Bound, ...]
    need: int
    same_place: bool = False

    @property
    def short(self) -> int:
        """By how much the bounds fail."""
        return self.need - self.posts - self.room if self.spare else self.posts + self.need - self.room


def cuts_behind(nest: Nest, network: Network, reached: frozenset[int]) -> tuple[Cut, ...]:
    """Read the conflicts from the nodes that a post without a place can reach.

    The side of the cut without the sink falls into parts that have no arc in common; each part that fails
    by itself is a conflict of its own.
    """
    sink = len(network.supplies) - 1
    spare = sink in reached
    side = frozenset(range(sink + 1)) - reached if spare else reached
    cuts = (_cut(nest, network, part, spare=spare) for part in _parts(network, side))
    return tuple(cut for cut in cuts if cut.short > 0)


def _parts(network: Network, side: frozenset[int]) -> list[frozenset[int]]:
    """Split nodes into what hangs together, in order of their first node."""
    leader = {node: node for node in side}

    def find(node: int) -> int:
        while leader[node] != node:
            node = leader[node]
        return node

    for tail, head in zip(network.tails, network.heads, strict=True):
        if tail in side and head in side:
            low, high = sorted((find(tail), find(head)))
            leader[high] = low
    parts: dict[int, list[int]] = {}
    for node in sorted(side):
        parts.setdefault(find(node), []).append(node)
    return [frozenset(nodes) for nodes in parts.values()]


def _cut(nest: Nest, network: Network, part: frozenset[int], *, spare: bool) -> Cut:
    """Count what goes into a part and what can leave it; seen from the other side if the rows are spare."""
    rows = [row for node, row in enumerate(nest.task.rows) if node in part and nest.task.rows[row]]
    crossing = list(_crossing(network, part))
    out = [arc for arc, leaves in crossing if leaves != spare]
    into = [arc for arc, leaves in crossing if leaves == spare and network.lowers[arc] > 0]
    return Cut(
        spare=spare,
        rows=tuple(rows),
        posts=sum(nest.task.rows[row] for row in rows),
        limits=tuple(limit_of(nest.bounds[arc]) for arc in out),
        room=sum(network.uppers[arc] for arc in out),
        demands=tuple(demand_of(nest.bounds[arc]) for arc in into),
        need=sum(network.lowers[arc] for arc in into),
    )


def _trimmed(cut: Cut) -> Cut:
    """Leave out demands, those that want least first, while the others still fail: a conflict names no more than it takes.

    Demands that are quoted together, one of each of several districts, stay or go together. What would mend the
    conflict is sought with all of them.
    """
    needs = [demand.lower or 0 for demand in cut.demands]
    quoted = [_quoted(demand) for demand in cut.demands]
    wanted = {group: sum(n for one, n in zip(quoted, needs, strict=True) if one == group) for group in quoted}
    spare, left_out = cut.short - 1, set()
    for group in sorted(wanted, key=lambda group: (wanted[group], group)):
        if wanted[group] <= spare:
            spare -= wanted[group]
            left_out.add(group)
    kept = [k for k, group in enumerate(quoted) if group not in left_out]
    return replace(cut, demands=tuple(cut.demands[k] for k in kept), need=sum(needs[k] for k in kept))


def _crossing(network: Network, reached: frozenset[int]) -> Iterable[tuple[int, bool]]:
    """Yield the arcs that cross the cut, and whether they lead out."""
    for arc, (tail, head) in enumerate(zip(network.tails, network.heads, strict=True)):
        if (tail in reached) != (head in reached):
            yield arc, tail in reached


def limit_of(bounds: Sequence[Bound]) -> Bound:
    """Return the bound of a sum that allows least."""
    return min((bound for bound in bounds if bound.upper is not None), key=lambda bound: bound.upper or 0)


def demand_of(bounds: Sequence[Bound]) -> Bound:
    """Return the bound of a sum that wants most."""
    return max((bound for bound in bounds if bound.lower is not None), key=lambda bound: bound.lower or 0)


def conflict_of(cut: Cut, rows: Mapping[RowKey, int], kind: str) -> Conflict:
    """Name the conflict.

    Args:
        cut: what fails.
        rows: all rows of the table.
        kind: ``posts`` or ``people``, the section whose sentences speak.
    """
    cut = _trimmed(cut)
    params: dict[str, object] = {
        "rows": row_names(cut.rows, rows),
        "posts": cut.posts,
        "limits": bound_names(cut.limits),
        "room": cut.room,
        "demands": bound_names(cut.demands),
        "need": cut.need,
        "bounds": bound_names((*cut.limits, *cut.demands)),
    }
    return Conflict(f"quotas.{kind}.{_case(cut)}", params)


def _case(cut: Cut) -> str:
    if cut.same_place:
        return "contradiction"
    if not cut.rows:
        return "floors_above_caps" if cut.limits else "floors_without_source"
    if cut.spare:
        return "floors_above_source_and_caps" if cut.limits else "floors_above_source"
    return "source_and_floors_above_caps" if cut.demands else "source_above_caps"


def row_names(some: Iterable[RowKey], rows: Mapping[RowKey, int]) -> tuple[str, ...]:
    """Name rows by domain; by types too, where the domain has more rows with something to hand out."""
    kinds: dict[str, list[str]] = {}
    for domain, kind in some:
        kinds.setdefault(domain, []).append(kind)
    filled = Counter(domain for (domain, _), posts in rows.items() if posts)
    return tuple(
        domain if len(own) == filled[domain] else f"{domain}（{'、'.join(own)}）"
        for domain, own in kinds.items()
    )


def bound_names(bounds: Iterable[Bound]) -> tuple[str, ...]:
    """Quote bounds briefly: what is bounded, who set it, the number; equal ones of several 区 together."""
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for bound in bounds:
        groups.setdefault(_quoted(bound), []).append(bound.district)
    return tuple(_group_name(key, list(dict.fromkeys(districts))) for key, districts in groups.items())


def _quoted(bound: Bound) -> tuple[str, str, str, str]:
    """Return what bounds have in common that are quoted together."""
    return bound.domain, bound.quota_type, bound.source, _number(bound)


def _number(bound: Bound) -> str:
    numbers = [number for number in (bound.lower, bound.upper) if number is not None]
    return "–".join(str(number) for number in dict.fromkeys(numbers))


def _group_name(key: tuple[str, str, str, str], districts: Sequence[str]) -> str:
    domain, kind, source, number = key
    what = "·".join(part for part in (domain, kind) if part)
    times = f"×{len(districts)}" if len(districts) > 1 else ""
    return " ".join(part for part in ("、".join(districts), what, f"{source}{number}{times}") if part)
