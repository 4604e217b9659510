"""试算稿.xlsx: why no plan exists and what would mend it, beside the figures that went in."""

from __future__ import annotations

from zhifa_alloc.schema.case import Case
from zhifa_alloc.schema.conflict import Conflict
from zhifa_alloc.schema.page import Block, Book, CellValue, Column, Lines, Page, Table
from zhifa_alloc.text import Phrasebook, phrasebook
from zhifa_alloc.text.sentences import conflict_sentence, repair_sentence

REPAIRS_SHOWN = 3


def trial_book(case: Case, conflicts: tuple[Conflict, ...]) -> Book:
    """Return the workbook of a run without a feasible plan (exit code 3)."""
    text = phrasebook("zh")
    pages = (_conflict_page(conflicts, text), _input_page(case, text))
    return Book(title=text.say("trial.title"), pages=pages)


def _conflict_page(conflicts: tuple[Conflict, ...], text: Phrasebook) -> Page:
    columns = (
        Column(text.say("trial.number"), "number", 6),
        Column(text.say("trial.conflict"), "text", 60),
        Column(text.say("trial.repairs"), "text", 52),
    )
    rows = tuple(
        (number, conflict_sentence(conflict, text), _repairs(conflict, text))
        for number, conflict in enumerate(conflicts, start=1)
    )
    return _page(
        text.say("trial.conflicts_sheet"), (Lines((text.say("trial.intro"),)), Table(columns, rows)), text
    )


def _repairs(conflict: Conflict, text: Phrasebook) -> str:
    sentences = [repair_sentence(repair, text) for repair in conflict.repairs[:REPAIRS_SHOWN]]
    return "\n".join(f"{number}. {words}" for number, words in enumerate(sentences, start=1)) or text.say(
        "trial.none"
    )


def _input_page(case: Case, text: Phrasebook) -> Page:
    names = ("domain", "quota_type", "approved", "reserve", "people", "certified")
    columns = tuple(
        Column(text.say(f"trial.{name}"), "text" if position < 2 else "number", 18)
        for position, name in enumerate(names)
    )
    rows = tuple(_input_row(case, domain, quota_type) for domain, quota_type in case.quota_rows)
    sums = [sum(int(str(row[position])) for row in rows) for position in range(2, len(names))]
    total: tuple[CellValue, ...] = (text.say("trial.total"), "", *sums)
    return _page(text.say("trial.input_sheet"), (Table(columns, rows, total),), text, "input_title")


def _input_row(case: Case, domain: str, quota_type: str) -> tuple[CellValue, ...]:
    quotas = [row for row in case.quotas if (row.domain, row.quota_type) == (domain, quota_type)]
    people = [
        person
        for person in case.people
        if person.takes_part and (person.domain, person.quota_type) == (domain, quota_type)
    ]
    return (
        domain,
        quota_type,
        sum(row.approved for row in quotas),
        sum(row.reserve for row in quotas),
        len(people),
        sum(person.certified and person.standing.present for person in people),
    )


def _page(name: str, blocks: tuple[Block, ...], text: Phrasebook, title: str = "title") -> Page:
    return Page(
        name=name,
        title=text.say(f"trial.{title}"),
        banner=text.say("trial.banner"),
        blocks=(*blocks, Lines((text.say("trial.fixed"),), "note")),
        footer=text.say("trial.fixed"),
    )
