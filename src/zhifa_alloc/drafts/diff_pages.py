"""The comparison of two drafts as a workbook: one A4 page for the leader first, then what the clerk checks."""

from __future__ import annotations

from collections import Counter

from zhifa_alloc.drafts.diff import DraftDiff, Move
from zhifa_alloc.schema.page import Block, Book, CellValue, Column, Kind, Lines, Mark, Page, Table
from zhifa_alloc.text import Phrasebook, phrasebook

_WISHES = {1: "first", 2: "second", 3: "third", 0: "none", None: "empty"}


def diff_book(change: DraftDiff) -> Book:
    """Return the workbook: 概览, 编制变化, 人员变动, 原因, 输入变化."""
    text = phrasebook("zh")
    pages = (
        _overview(change, text),
        _cells(change, text),
        _people(change, text),
        _causes(change, text),
        _inputs(change, text),
    )
    return Book(title=text.say("diff.title"), pages=pages)


def headline(change: DraftDiff, text: Phrasebook) -> str:
    """Say in one line what changed."""
    if change.is_empty:
        return text.say("diff.same")
    return text.say(
        "diff.headline",
        moved=len(change.moves),
        by_hand=sum(move.cause == "人工锁定" for move in change.moves),
        cells=len(change.cells),
        joined=len(change.joined),
        left=len(change.left),
    )


def comparability(change: DraftDiff, text: Phrasebook) -> str:
    """Say whether both drafts rest on the same input, first of all things; a changed seed heads the line."""
    if not change.inputs_changed:
        return text.say("diff.comparable")
    names = "、".join(text.say(f"diff.inputs.{name}") for name in change.inputs_changed)
    line = text.say("diff.not_comparable", names=names)
    return f"{text.say('diff.seed_changed')}；{line}" if "seed" in change.inputs_changed else line


def wish_words(preference: int | None, text: Phrasebook) -> str:
    """Name the wish that was met."""
    return text.say(f"diff.wishes.{_WISHES[preference]}")


def _overview(change: DraftDiff, text: Phrasebook) -> Page:
    columns = (
        Column(text.say("diff.columns.metric"), "text", 36),
        *(Column(text.say(f"diff.columns.{name}"), "general", 14) for name in ("before", "after", "change")),
    )
    rows = tuple(
        (text.say(f"goals.metrics.{name}"), *_figures(name, old, new))
        for name, (old, new) in change.metrics.items()
    )
    marks: dict[tuple[int, int], Mark] = {
        (number, 3): "changed" for number, (old, new) in enumerate(change.metrics.values()) if old != new
    }
    blocks: list[Block] = [Lines((headline(change, text), comparability(change, text)), "notice")]
    if change.suspects:
        pairs = "、".join("／".join(pair) for pair in change.suspects)
        blocks.append(Lines((text.say("diff.suspects", pairs=pairs),), "notice"))
    return _page("overview", (*blocks, Table(columns, rows, marks=marks)), text)


def _figures(name: str, before: float, after: float) -> tuple[CellValue, ...]:
    """Return before, after and difference: shares as per cent (they stand in one column with counts)."""
    figures = (before, after, round(after - before, 6))
    if not name.endswith("_share"):
        return figures
    return (*(f"{figure:.1%}" for figure in figures[:2]), f"{figures[2] * 100:+.1f}个百分点")


def _cells(change: DraftDiff, text: Phrasebook) -> Page:
    names = ("domain", "quota_type", "district", "before", "after", "change", "cause")
    columns = tuple(_column(name, text) for name in names)
    rows = tuple(
        (
            cell.domain,
            cell.quota_type,
            cell.district,
            cell.before,
            cell.after,
            cell.after - cell.before,
            cell.cause,
        )
        for cell in change.cells
    )
    sums = [sum(getattr(cell, name) for cell in change.cells) for name in ("before", "after")]
    total: tuple[CellValue, ...] = (text.say("diff.total"), "", "", *sums, sums[1] - sums[0], "")
    marks: dict[tuple[int, int], Mark] = {(number, 5): "changed" for number in range(len(rows))}
    return _page("cells", (Table(columns, rows, total, marks, filter=True),), text)


def _people(change: DraftDiff, text: Phrasebook) -> Page:
    names = (
        "kind",
        "staff_id",
        "name",
        "domain",
        "from",
        "to",
        "wish_before",
        "wish_after",
        "cause",
        "basis",
    )
    columns = tuple(_column(name, text) for name in names)
    moved = tuple(_move_row(move, text) for move in change.moves)
    others = tuple(
        (text.say(f"diff.states.{kind}"), key, *[""] * (len(names) - 2))
        for kind, keys in (("joined", change.joined), ("left", change.left))
        for key in keys
    )
    marks: dict[tuple[int, int], Mark] = {(number, 5): "changed" for number in range(len(moved))}
    return _page("people", (Table(columns, (*moved, *others), marks=marks, filter=True),), text)


def _move_row(move: Move, text: Phrasebook) -> tuple[CellValue, ...]:
    return (
        text.say("diff.states.moved"),
        move.staff_id,
        move.name,
        move.domain,
        move.before,
        move.after,
        wish_words(move.wish_before, text),
        wish_words(move.wish_after, text),
        move.cause,
        text.say("diff.states.inferred" if move.inferred else "diff.states.fact"),
    )


def _causes(change: DraftDiff, text: Phrasebook) -> Page:
    columns = (_column("cause", text), _column("basis", text), _column("count", text))
    counts = Counter((move.cause, move.inferred) for move in change.moves)
    rows = tuple(
        (cause, text.say("diff.states.inferred" if inferred else "diff.states.fact"), count)
        for (cause, inferred), count in sorted(counts.items())
    )
    total: tuple[CellValue, ...] = (text.say("diff.total"), "", len(change.moves))
    return _page("causes", (Table(columns, rows, total),), text)


def _inputs(change: DraftDiff, text: Phrasebook) -> Page:
    columns = (_column("input", text), _column("state", text))
    rows = tuple(
        (str(name), text.say("diff.states.changed" if key in change.inputs_changed else "diff.states.same"))
        for key, name in text.section("diff.inputs").items()
    )
    return _page("inputs", (Table(columns, rows),), text)


def _column(name: str, text: Phrasebook) -> Column:
    numbers = ("before", "after", "change", "count")
    kind: Kind = "number" if name in numbers else "key" if name == "staff_id" else "centre"
    return Column(text.say(f"diff.columns.{name}"), kind, 14)


def _page(name: str, blocks: tuple[Block, ...], text: Phrasebook) -> Page:
    return Page(
        name=text.say(f"diff.sheets.{name}"),
        title=text.say(f"diff.titles.{name}"),
        blocks=(*blocks, Lines((text.say("diff.fixed"),), "note")),
        landscape=name != "overview",
        footer=text.say("diff.fixed"),
    )
