"""What every sheet of one workbook has in common: marks, standing sentences, head line, signatures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from zhifa_alloc.handover.audience import Audience
from zhifa_alloc.handover.portion import Portion
from zhifa_alloc.schema.page import Block, Lines, Page, Signatures, Spread, Table
from zhifa_alloc.schema.terms import MODE_SECONDED
from zhifa_alloc.text.phrasebook import phrasebook

PARTIES: Final = ("移交", "接收", "监交")
"""The three who sign, in order."""
_NAMED_DEPARTMENTS: Final = 2
_PAGE_WIDTH: Final = 124.0
"""Characters that fit on A4 landscape without being made smaller."""


def say(key: str, **params: object) -> str:
    """Return a sentence of the handover workbooks, which are always Chinese."""
    return phrasebook("zh").say(f"handover.{key}", **params)


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the tables of one workbook.

    Attributes:
        portion: what the workbook is about.
        audience: who reads it.
        banner: mark above the title of every sheet, empty once the plan is approved.
        closing: blocks at the foot of every sheet: signatures, or nothing.
    """

    portion: Portion
    audience: Audience
    banner: str
    closing: tuple[Block, ...]

    def page(
        self,
        name: str,
        title: str,
        blocks: Iterable[Block],
        modes: Iterable[str] | None = None,
        notes: Iterable[str] = (),
    ) -> Page:
        """Set blocks into a sheet, with the sentences that must stand on every one.

        Args:
            name: sheet name.
            title: what the sheet is, without the district.
            blocks: what stands on it.
            modes: 划转方式 of what stands on it; by default all of the district.
            notes: sentences of this sheet alone, set before the standing ones.
        """
        told = self.portion.modes if modes is None else tuple(modes)
        return Page(
            name=name,
            title=say("titles.sheet", district=self.portion.district, title=title),
            blocks=(*map(fill_page, blocks), self._notes(told, notes), *self.closing),
            banner=self.banner,
            footer="　".join(filter(None, (self.banner, say("standing.fixed")))),
        )

    @property
    def sentences(self) -> tuple[str, ...]:
        """What must stand on every sheet of the workbook, hidden ones too."""
        banner = (self.banner,) if self.banner else ()
        return (*banner, *self._standing(self.portion.modes), say("standing.fixed"))

    def head(self, measure: str) -> Spread:
        """填报单位, 填报日期 and 单位 of a table; the date is written when it is signed."""
        return Spread(
            (
                say("head.filled_by", department=self._department()),
                say("head.date"),
                say("head.measure", measure=measure),
            )
        )

    def _department(self) -> str:
        names = departments(self.portion)
        return "、".join(names) if len(names) <= _NAMED_DEPARTMENTS else say("head.departments")

    def _notes(self, modes: tuple[str, ...], notes: Iterable[str]) -> Lines:
        sentences = "；".join((*notes, *self._standing(modes)))
        return Lines((say("standing.note", sentences=sentences), say("standing.fixed")), "note")

    def _standing(self, modes: tuple[str, ...]) -> tuple[str, ...]:
        kept: tuple[str, ...] = ()
        if MODE_SECONDED in modes:
            kept = ("standing.kept",) if len(modes) == 1 else ("standing.kept_partly",)
        return tuple(say(key) for key in (*kept, "standing.gap"))


def departments(portion: Portion) -> tuple[str, ...]:
    """主管部门 of the district's domains, each once, in the order of the case."""
    return tuple(dict.fromkeys(name for terms in portion.terms for name in terms.departments))


def consultation_frame(portion: Portion) -> Frame:
    """Return the surroundings of a 征求意见稿: its banner, and nothing to sign."""
    mark = "marks.rehearsal" if portion.rehearsal else "marks.consultation"
    return Frame(portion, Audience.CONSULTED, say(mark), ())


def signing_frame(portion: Portion) -> Frame:
    """Return the surroundings of a 交接表: three signatures, and 未经审定 while that is so."""
    banner = "" if portion.parameters.approved else say("marks.unapproved")
    return Frame(portion, Audience.SIGNING, banner, (signatures(),))


def signatures() -> Signatures:
    """Return the three blocks 移交人, 接收人, 监交人."""
    return Signatures(
        tuple((say("sign.person", party=party), say("sign.body"), say("sign.date")) for party in PARTIES)
    )


def fill_page(block: Block) -> Block:
    """Widen a narrow table to the page, so that the lines above and below it find room."""
    if not isinstance(block, Table):
        return block
    factor = _PAGE_WIDTH / sum(column.width for column in block.columns)
    if factor <= 1:
        return block
    columns = (replace(column, width=round(column.width * factor, 1)) for column in block.columns)
    return replace(block, columns=tuple(columns))
