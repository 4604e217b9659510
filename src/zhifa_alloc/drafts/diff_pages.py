"""The comparison of two drafts as a workbook: one A4 page for the leader first, then what the clerk checks."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.drafts.diff import DraftDiff, Move
from zhifa_alloc.drafts.diff_leader import leader_blocks
from zhifa_alloc.drafts.diff_tables import Matrix, cause_counts, flow_matrix, quota_matrix
from zhifa_alloc.drafts.diff_words import (
    basis_word,
    cause_meaning,
    input_lines,
    method_line,
    share_texts,
    why_cell,
    why_moved,
    wish_words,
)
from zhifa_alloc.schema.page import Block, Book, CellValue, Column, Kind, Lines, Mark, Page, Table
from zhifa_alloc.text import Phrasebook, phrasebook

_NUMBERS: Final = frozenset({"before", "after", "change", "count", "moves", "inferred", "cells"})
_WIDTHS: Final = {
    "why": 46.0,
    "cause": 16.0,
    "share": 15.0,
    "meaning": 56.0,
    "detail": 60.0,
    "item": 16.0,
    "domain": 12.0,
    "quota_type": 18.0,
}
_TEXTS: Final = frozenset({"why", "meaning", "detail"})
_MATRIX_WIDTH: Final = 9.0


def diff_book(change: DraftDiff) -> Book:
    """Return the workbook: 概览, 编制变化, 人员变动, 原因, 输入变化."""
    text = phrasebook("zh")
    pages = (
        _page("overview", leader_blocks(change, text), text),
        _cells(change, text),
        _people(change, text),
        _causes(change, text),
        _inputs(change, text),
    )
    return Book(title=text.say("diff.title"), pages=pages)


def _cells(change: DraftDiff, text: Phrasebook) -> Page:
    if not change.cells:
        return _page("cells", (Lines((text.say("diff.no_cells"),)),), text)
    heading = Lines((text.say("diff.by_domain"),), "heading")
    each = Lines((text.say("diff.each_cell"),), "heading")
    matrix = matrix_table(quota_matrix(change), text.say("diff.columns.domain"), text, signed=True)
    return _page("cells", (heading, matrix, each, _cell_table(change, text)), text)


def _cell_table(change: DraftDiff, text: Phrasebook) -> Table:
    names = ("domain", "quota_type", "district", "before", "after", "change", "share", "cause", "why")
    rows = tuple(
        (
            cell.domain,
            cell.quota_type,
            cell.district,
            cell.before,
            cell.after,
            signed(cell.after - cell.before),
            "→".join(dict.fromkeys(share_texts(*cell.shares))),
            cell.cause,
            why_cell(cell, text),
        )
        for cell in change.cells
    )
    sums = [sum(getattr(cell, name) for cell in change.cells) for name in ("before", "after")]
    total: tuple[CellValue, ...] = (
        text.say("diff.total"),
        "",
        "",
        *sums,
        signed(sums[1] - sums[0]),
        "",
        "",
        "",
    )
    marks: dict[tuple[int, int], Mark] = {
        (number, 5): "good" if cell.after > cell.before else "warn"
        for number, cell in enumerate(change.cells)
    }
    return Table(tuple(_column(name, text) for name in names), rows, total, marks, filter=True)


def matrix_table(matrix: Matrix, corner: str, text: Phrasebook, *, signed: bool) -> Table:
    """Return a matrix with totals; zeros stay empty, what is in it is coloured and has its sign."""
    whole = text.say("diff.total")
    columns = (
        Column(corner, "centre", 12),
        *(Column(name, "centre", _MATRIX_WIDTH) for name in (*matrix.columns, whole)),
    )
    show = _signed_or_empty if signed else _count_or_empty
    rows = tuple(
        (row, *(show(matrix.at(row, name)) for name in matrix.columns), show(matrix.row_sum(row)) or "0")
        for row in matrix.rows
    )
    sums = tuple(show(matrix.column_sum(name)) or "0" for name in matrix.columns)
    marks: dict[tuple[int, int], Mark] = {
        (number, place): "good" if matrix.at(row, name) > 0 else "warn"
        for number, row in enumerate(matrix.rows)
        for place, name in enumerate(matrix.columns, start=1)
        if matrix.at(row, name)
    }
    return Table(columns, rows, (whole, *sums, show(matrix.total) or "0"), marks)


def signed(number: int) -> str:
    """Write a difference with its sign."""
    return f"{number:+d}" if number else "0"


def _signed_or_empty(number: int) -> str:
    return signed(number) if number else ""


def _count_or_empty(number: int) -> str:
    return str(number) if number else ""


def _people(change: DraftDiff, text: Phrasebook) -> Page:
    blocks: list[Block] = []
    if change.moves:
        corner = text.say("diff.flow_corner")
        blocks = [
            Lines((text.say("diff.by_flow"),), "heading"),
            matrix_table(flow_matrix(change), corner, text, signed=False),
            Lines((text.say("diff.each_person"),), "heading"),
        ]
    if not (change.moves or change.joined or change.left):
        return _page("people", (Lines((text.say("diff.no_people"),)),), text)
    return _page("people", (*blocks, _people_table(change, text)), text)


def _people_table(change: DraftDiff, text: Phrasebook) -> Table:
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
        "why",
        "basis",
    )
    moved = tuple(_move_row(move, text) for move in change.moves)
    others = tuple(
        (text.say(f"diff.states.{kind}"), key, *[""] * (len(names) - 2))
        for kind, keys in (("joined", change.joined), ("left", change.left))
        for key in keys
    )
    marks: dict[tuple[int, int], Mark] = {(number, 5): "changed" for number in range(len(moved))}
    marks |= {(number, 8): "strong" for number, move in enumerate(change.moves) if move.cause == "人工锁定"}
    marks |= {(number, 0): "warn" for number in range(len(moved), len(moved) + len(others))}
    columns = tuple(_column(name, text) for name in names)
    return Table(columns, (*moved, *others), marks=marks, filter=True)


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
        why_moved(move, text),
        basis_word(move.blame, text),
    )


def _causes(change: DraftDiff, text: Phrasebook) -> Page:
    names = ("cause", "moves", "inferred", "cells", "meaning")
    counts = cause_counts(change)
    rows = tuple((cause, *numbers, cause_meaning(cause, text)) for cause, *numbers in counts)
    sums = tuple(map(sum, zip(*(numbers for _, *numbers in counts), strict=True))) or (0, 0, 0)
    table = Table(tuple(_column(name, text) for name in names), rows, (text.say("diff.total"), *sums, ""))
    notes = [line for line in (method_line(change, text), text.say("diff.cause_note")) if line]
    return _page("causes", (table, Lines(tuple(notes), "note")), text)


def _inputs(change: DraftDiff, text: Phrasebook) -> Page:
    lines = input_lines(change, text)
    changed = {name for name, _ in lines} | {text.say(f"diff.inputs.{key}") for key in change.inputs_changed}
    same = [str(name) for name in text.section("diff.inputs").values() if name not in changed]
    blocks: list[Block] = []
    if lines:
        blocks.append(Table((_column("item", text), _column("detail", text)), lines))
    blocks.append(Lines((text.say("diff.same_inputs", names="、".join(dict.fromkeys(same))),)))
    return _page("inputs", tuple(blocks), text)


def _column(name: str, text: Phrasebook) -> Column:
    kind: Kind = "centre"
    if name in _TEXTS:
        kind = "text"
    elif name in _NUMBERS and name != "change":
        kind = "number"
    elif name == "staff_id":
        kind = "key"
    return Column(text.say(f"diff.columns.{name}"), kind, _WIDTHS.get(name, 10.0))


def _page(name: str, blocks: tuple[Block, ...], text: Phrasebook) -> Page:
    return Page(
        name=text.say(f"diff.sheets.{name}"),
        title=text.say(f"diff.titles.{name}"),
        blocks=(*blocks, Lines((text.say("diff.fixed"),), "note")),
        landscape=name in ("cells", "people"),
        footer=text.say("diff.fixed"),
    )
