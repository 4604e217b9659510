"""Which rows below a header are data: not blank ones, headings, sums, repeated headers, notes, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import Final

from zhifa_alloc.roster.headers import Header
from zhifa_alloc.schema.columns import SheetSpec
from zhifa_alloc.schema.figures import plain_text
from zhifa_alloc.schema.raw import RawSheet, RawValue
from zhifa_alloc.schema.spelling import fold

_SUM: Final = re.compile(r".{0,20}(小计|合计|总计|共计|累计)(:.*|\(.*\)|\d.*)?")
_NOTE: Final = re.compile(
    r"(附?注|备注|说明|填表说明|填报说明|填表人|填报人|填表单位|填报单位|填报时间|填报日期|填表日期|审核人?|审核|"
    r"复核人?|制表人?|制表|单位负责人|单位主要负责人|主要负责人|分管负责人|分管领导|负责人|经办人|联系人|联系电话|"
    r"移交人|接收人|监交人)([:(\d.、]|$).*"
)
_COUNTED: Final = re.compile(r"\d{1,6}人?(?!\d)")
_EXAMPLE: Final = re.compile(r"示例.*")
_HEADING: Final = re.compile(
    r"\(?[一二三四五六七八九十]+[)、.].*|.*(大队|中队|支队|总队|分队|科|室|处|股|局|组)"
)
_SENTENCE: Final = re.compile(r"\(?\d+[.、)].*|.*[。;,:].*", re.DOTALL)
"""A numbered line or a sentence, alone in its row: a note that goes on, not a name."""
_DOUBTFUL: Final = frozenset("小合总共累附注备说填审复制单主分负经联移接监示本各全市")
"""A word that begins with none of these, nor with a blank, is data at first sight."""


def data_rows(sheet: RawSheet, header: Header, spec: SheetSpec) -> tuple[int, ...]:
    """Return the zero-based rows that hold data, in order."""
    anchors = [
        header.columns[column.key]
        for column in spec.columns
        if column.anchor and column.key in header.columns
    ]
    judge = _Judge(sheet, header, spec, anchors)
    first = header.bottom + 1
    plain = _plainly_data(sheet.rows[first:], anchors, judge)
    return tuple(index for index, fine in enumerate(plain, first) if fine or judge.is_data(index))


def is_aside(values: Sequence[RawValue]) -> bool:
    """Say whether a row's first filled cells are those of a sum, a note, a signature line or an example."""
    labels = [fold(value) for value in values if isinstance(value, str)]
    if any(_SUM.fullmatch(label) for label in labels[:2]):
        return True
    first = labels[0] if labels else ""
    return bool(_NOTE.fullmatch(first) or _EXAMPLE.fullmatch(first))


def aside_label(text: str) -> str:
    """Return what marks a text as a sum, a note, an example or a heading, without what else it says; else empty.

    合计：36人（某某填）gives 合计：36人, 填表人：某某 gives 填表人：.
    """
    plain = fold(text)
    total = _SUM.fullmatch(plain)
    if total:
        counted = _COUNTED.findall(plain[total.end(1) :])
        return plain[: total.end(1)] + "".join(f"：{count}" for count in counted)
    note = _NOTE.fullmatch(plain)
    if note:
        return f"{note[1]}："
    if _EXAMPLE.fullmatch(plain):
        return "示例"
    return text if _HEADING.fullmatch(plain) or _COUNTED.fullmatch(plain) else ""


def _plainly_data(
    rows: Sequence[Sequence[RawValue]], anchors: Sequence[int], judge: _Judge
) -> Sequence[bool]:
    """Say of each row at a glance whether it is data; False means: look closer. Equal words are judged once."""
    if len(anchors) < 2:
        return [False] * len(rows)
    columns = [list(map(itemgetter(anchor), rows)) for anchor in anchors]
    plain = [_plain_words(column) for column in columns]
    plain[0] -= judge.header_texts
    fine = [map(words.__contains__, column) for words, column in zip(plain, columns, strict=True)]
    return list(map(all, zip(*fine, strict=True)))


def _plain_words(column: Sequence[RawValue]) -> set[RawValue]:
    words = {word for word in set(column) if isinstance(word, str) and word}
    firsts = {word[0] for word in words}
    doubtful = {first for first in firsts if first in _DOUBTFUL or first.isspace()}
    return {word for word in words if word[0] not in doubtful}


class _Judge:
    """Decides on the rows that need a closer look; knows the sheet's header and merged cells."""

    def __init__(self, sheet: RawSheet, header: Header, spec: SheetSpec, anchors: Sequence[int]) -> None:
        self._sheet = sheet
        self._anchors = set(anchors)
        self._titles = {
            index: fold(plain_text(sheet.rows[header.bottom][index] or sheet.rows[header.top][index]))
            for index in header.columns.values()
        }
        self.header_texts = frozenset(sheet.rows[header.bottom])
        spanning = {column.key for column in spec.columns if column.spans and not column.anchor}
        self._telling = {index for key, index in header.columns.items() if key not in spanning | {"remark"}}
        self._telling |= {extra.column for extra in header.extras} if spec.open_columns else set()
        self._wide = {
            (top, left) for top, left, bottom, right in sheet.merged if right > left and top > header.bottom
        }
        self._id_column = header.columns.get("id_number")

    def is_data(self, index: int) -> bool:
        row = self._sheet.rows[index]
        filled = [column for column, value in enumerate(row) if plain_text(value).strip()]
        if not filled or self._repeats_header(row, filled):
            return False
        if self._is_sum_or_note(row, filled):
            return False
        if self._is_heading(index, row, filled):
            return False
        return any(column in self._telling for column in filled)

    def _repeats_header(self, row: Sequence[RawValue], filled: Sequence[int]) -> bool:
        same = sum(fold(plain_text(row[column])) == self._titles.get(column) for column in filled)
        return same >= min(2, len(self._titles))

    def _is_sum_or_note(self, row: Sequence[RawValue], filled: Sequence[int]) -> bool:
        if self._id_column is not None and plain_text(row[self._id_column]).strip():
            return False
        return is_aside([row[column] for column in filled[:4]])

    def _is_heading(self, index: int, row: Sequence[RawValue], filled: Sequence[int]) -> bool:
        if len(filled) > 1:
            return False
        only = filled[0]
        if only not in self._anchors or (index, only) in self._wide:
            return True
        text = fold(plain_text(row[only]))
        if _SENTENCE.fullmatch(text):
            return True
        return self._id_column is not None and bool(_HEADING.fullmatch(text))
