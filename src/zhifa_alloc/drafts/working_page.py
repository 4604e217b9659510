"""Sheet 测算过程: from factors and weights to whole posts and people, as formulas anyone can follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhifa_alloc.drafts.frame import framed, say
from zhifa_alloc.drafts.outside_words import outside_sentence
from zhifa_alloc.drafts.terms import DOMAIN, SHEET_WORKING, TOTAL
from zhifa_alloc.drafts.working_rows import FIXED_COLUMNS, Working
from zhifa_alloc.schema.draft import Draft
from zhifa_alloc.schema.page import Block, Column, Lines, Page, Table
from zhifa_alloc.schema.quota import QuotaTable, Tie
from zhifa_alloc.schema.terms import CITY
from zhifa_alloc.text import phrasebook

_INTRO_LINES: Final = 2
FIRST_ROW: Final = 1 + _INTRO_LINES + 1
"""Zero-based row of the first row of the table: below title, introduction and header."""
_TIES_SHOWN: Final = 20


def working_page(draft: Draft) -> Page:
    """Return the sheet: the table of steps, then what bent the rounding, then ties."""
    working = Working(draft, FIRST_ROW)
    table = Table(_columns(draft), working.rows(), marks=working.marks, frozen_columns=FIXED_COLUMNS)
    intro = Lines((say("working.how"), say("working.live")), "note")
    assert len(intro.texts) == _INTRO_LINES
    blocks: list[Block] = [intro, table, *_bends(draft), *_ties(draft.quotas)]
    return framed(SHEET_WORKING, say("working.title"), tuple(blocks))


def _columns(draft: Draft) -> tuple[Column, ...]:
    names = (*draft.case.receiving, CITY, TOTAL)
    return (
        Column(DOMAIN, width=11),
        Column(say("working.step"), width=11),
        Column(say("working.item"), width=18),
        Column(say("working.as_read"), "even", 9),
        Column(say("working.base"), "even", 10),
        *(Column(name, "even", 10.5) for name in names),
    )


def _bends(draft: Draft) -> Iterator[Block]:
    tables = ((draft.quotas, "posts"), (draft.headcounts, "people"))
    for table, kind in tables:
        if table.outside:
            yield Lines((say(f"working.outside_{kind}"),), "heading")
            yield Lines(tuple(outside_sentence(phrasebook("zh"), one, kind) for one in table.outside))
    if not draft.quotas.outside:
        yield Lines((say("working.none_outside"),))


def _ties(table: QuotaTable) -> Iterator[Block]:
    yield Lines((say("working.ties"),), "heading")
    sentences = [_tie_sentence(tie) for tie in table.ties[:_TIES_SHOWN]]
    if len(table.ties) > _TIES_SHOWN:
        sentences.append(say("working.more_ties", count=len(table.ties) - _TIES_SHOWN))
    yield Lines((say("working.tie_rule"), *(sentences or [say("working.no_ties")])))


def _tie_sentence(tie: Tie) -> str:
    cells = "、".join(" ".join(cell) for cell in tie.cells)
    key = "working.tie_capped" if tie.capped else "working.tie"
    return say(key, cells=cells, tables=tie.tables)
