"""Rows and cells in every form: read where they are plain, left to the ordinary reader where they are not."""

from __future__ import annotations

import pytest

from zhifa_alloc.sheets.columns import columns_of

STRINGS = (
    b"<sst><si><t>\xe7\xbc\x96\xe5\x8f\xb7</t></si><si><t>\xe5\x8e\xbb\xe5\x90\x91</t></si>"
    + b"".join(b"<si><t>%s</t></si>" % text for text in (b"A1", b"A&amp;2", b"East", b"West"))
    + b"</sst>"
)
HEADERS = ("编号", "去向")
HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
ROW = '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>7</v></c><c r="C2" s="4" t="s"><v>4</v></c></row>'


def read(*rows: str):
    xml = f"<worksheet><cols><col min='1'/></cols><sheetData>{''.join(rows)}</sheetData></worksheet>"
    sheet = columns_of([xml.encode()], STRINGS, "人员", HEADERS)
    return None if sheet is None else [(row[0], row[2]) for row in sheet.rows]


def test_two_columns_of_three():
    other = '<row r="4"><c r="A4" t="s"><v>3</v></c><c r="C4" t="s"><v>5</v></c></row>'
    assert read(HEAD, ROW, other) == [HEADERS, ("A1", "East"), ("", ""), ("A&2", "West")]


def test_a_row_may_lack_a_cell_or_leave_it_empty():
    note = '<row r="3"><c r="A3" t="s"><v>3</v></c></row>'
    empty = '<row r="4"><c r="A4"/><c r="C4" s="1"/></row>'
    assert read(HEAD, ROW, note, empty) == [HEADERS, ("A1", "East"), ("A&2", "")]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c s="4" r="C3" t="s"><v>4</v></c></row>',
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c><v>4</v></c></row>',
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="C3"><v>4</v></c></row>',
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="C3" t="inlineStr"><is><t>East</t></is></c></row>',
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="C3" t="s"><f>C2</f><v>4</v></c></row>',
        '<row r="3"><c r="A3" t="s"><v>2</v></c><!-- --><c r="C3" t="s"><v>4</v></c></row>',
        '<row r="3"><c r="A3" t="s"><v>99</v></c><c r="C3" t="s"><v>4</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="C2" t="s"><v>4</v></c></row>',
        '<row><c r="A12345678" t="s"><v>2</v></c><c r="C12345678" t="s"><v>4</v></c></row>',
    ],
)
def test_what_is_not_plain_is_left_to_the_ordinary_reader(row):
    assert read(HEAD, ROW, row) is None


def test_rows_that_are_no_rows_of_the_plain_form():
    assert read(HEAD.replace("row", "x:row"), ROW.replace("row", "x:row")) is None


def test_rows_longer_than_what_is_looked_at_together():
    filler = "".join(f'<c r="D{number}" t="s"><v>2</v></c>' for number in range(8_000))
    long = '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="C3" t="s"><v>5</v></c>' + filler + "</row>"
    last = '<row r="4"><c r="A4" t="s"><v>2</v></c><c r="C4" t="s"><v>5</v></c></row>'
    assert read(HEAD, ROW, long, last) == [HEADERS, ("A1", "East"), ("A&2", "West"), ("A1", "West")]
