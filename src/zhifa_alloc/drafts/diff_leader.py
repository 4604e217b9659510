"""The first page of a comparison, one A4 sheet for the leader: what moved, why, and what it does to the figures."""

from __future__ import annotations

from collections import Counter
from typing import Final

from zhifa_alloc.drafts.diff import DraftDiff
from zhifa_alloc.drafts.diff_tables import cause_counts
from zhifa_alloc.drafts.diff_words import head_lines, input_lines, method_line
from zhifa_alloc.schema.page import Block, CellValue, Column, Lines, Mark, Table
from zhifa_alloc.text import Phrasebook

INPUTS_SHOWN: Final = 6
FLOWS_SHOWN: Final = 6
KEY_METRICS: Final = (
    "posts_to_districts",
    "people_placed",
    "people_to_districts",
    "people_kept_by_city",
    "people_to_talk_to",
    "wishes_first",
    "wishes_none",
    "wishes_first_share",
    "people_staying",
    "goal_balance",
    "goal_distance",
    "rules_broken",
)


def leader_blocks(change: DraftDiff, text: Phrasebook) -> tuple[Block, ...]:
    """Return the blocks of the page."""
    blocks: list[Block] = [Lines(head_lines(change, text), "notice")]
    lines = [f"{name}：{detail}" for name, detail in input_lines(change, text)]
    if lines:
        more = [text.say("diff.more_inputs", count=len(lines) - INPUTS_SHOWN)] if lines[INPUTS_SHOWN:] else []
        blocks.append(Lines((*lines[:INPUTS_SHOWN], *more)))
    if change.suspects:
        pairs = text.say("diff.joint").join("／".join(pair) for pair in change.suspects)
        blocks.append(Lines((text.say("diff.suspects", pairs=pairs),), "notice"))
    if change.moves or change.cells:
        blocks.append(Lines(tuple(_told(change, text))))
    blocks += [Lines((text.say("diff.figures"),), "heading"), _metrics(change, text)]
    return tuple(blocks)


def _told(change: DraftDiff, text: Phrasebook) -> list[str]:
    """Say causes, flows and districts in a line each."""
    joint, stop = text.say("diff.joint"), text.say("diff.stop")
    lines = []
    causes = [
        text.say("diff.cause_count", cause=cause, count=moves)
        for cause, moves, _, _ in cause_counts(change)
        if moves
    ]
    if causes:
        lines.append(text.say("diff.causes_line", causes=joint.join(causes)))
        method = method_line(change, text)
        lines += [method] if method else []
    flows = Counter((move.before, move.after) for move in change.moves).most_common(FLOWS_SHOWN)
    if flows:
        named = (
            text.say("diff.flow_count", before=old, after=new, count=count) for (old, new), count in flows
        )
        lines.append(text.say("diff.flows_line", flows=joint.join(named)))
    posts: Counter[str] = Counter()
    for cell in change.cells:
        posts[cell.district] += cell.after - cell.before
    sums = [
        f"{district} {count:+d}"
        for district, count in sorted(posts.items(), key=lambda one: -one[1])
        if count
    ]
    if change.cells:
        lines.append(text.say("diff.districts_line", sums=stop.join(sums) or text.say("diff.evened_out")))
    return lines


def _metrics(change: DraftDiff, text: Phrasebook) -> Table:
    columns = (
        Column(text.say("diff.columns.metric"), "text", 40),
        *(Column(text.say(f"diff.columns.{name}"), "general", 15) for name in ("before", "after", "change")),
    )
    shown = [name for name in KEY_METRICS if name in change.metrics]
    rows = tuple(
        (text.say(f"goals.metrics.{name}"), *_figures(name, *change.metrics[name])) for name in shown
    )
    marks: dict[tuple[int, int], Mark] = {
        (number, 3): "changed"
        for number, name in enumerate(shown)
        if change.metrics[name][0] != change.metrics[name][1]
    }
    return Table(columns, rows, marks=marks)


def _figures(name: str, before: float, after: float) -> tuple[CellValue, ...]:
    """Return before, after and difference: shares as per cent (they stand in one column with counts)."""
    change = round(after - before, 6)
    if not name.endswith("_share"):
        return (before, after, f"{change:+g}" if change else "0")
    return (f"{before:.1%}", f"{after:.1%}", f"{change * 100:+.1f}个百分点")
