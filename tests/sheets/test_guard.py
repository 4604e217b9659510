"""Files that no office would send: refused before the reader sees them, quickly and in little memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile

import pytest

from support.hostile import row, sheet, workbook
from zhifa_alloc.schema.errors import UnusableFile
from zhifa_alloc.sheets import guard
from zhifa_alloc.sheets.guard import inspect


def refusal(data: bytes) -> str:
    with pytest.raises(UnusableFile) as stop:
        inspect(data, "x.xlsx")
    assert stop.value.params["name"] == "x.xlsx"
    return stop.value.code


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def test_a_plain_workbook_passes():
    assert inspect(workbook(sheet(row(1, "A1", "B1"))), "x.xlsx").cells == {}


def test_a_doctype_is_refused_wherever_it_stands():
    assert refusal(workbook(sheet(row(1, "A1"), LAUGHS))) == "hostile_workbook"
    assert refusal(workbook(sheet(row(1, "A1")), book_head=LAUGHS)) == "hostile_workbook"
    strings = f"<?xml version='1.0'?><!-- {'x' * 9000} -->{LAUGHS}<sst/>"
    assert refusal(workbook(sheet(""), [("xl/sharedStrings.xml", strings)])) == "hostile_workbook"


def test_a_doctype_hidden_by_another_encoding_is_refused():
    hidden = sheet(row(1, "A1"), LAUGHS).encode("utf-16")
    assert refusal(workbook(hidden)) == "hostile_workbook"


@pytest.mark.parametrize(
    "cells",
    [
        row(1048576, "XFD1048576"),
        row(1, "A1", "XFD1048576"),
        row(1, "XFD1"),
        row(1, "AAA1"),
        row(1, "A1") + row(1048576, "BZ1048576"),
        row(1, "ZZ1") + row(99999, "A99999"),
        "<row r='1'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1"><c r = "XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c\nr\n=\n"XFD1048576"><v>1</v></c></row>',
        *(
            f'<row r="1"><c{spelling}"XFD1048576"><v>1</v></c></row>'
            for spelling in (
                " r\t=",
                " r\n=",
                " r  =",
                " r= ",
                " r=\t",
                "\tr=",
                "\nr=",
                "\rr=",
                "  r=",
                " r \n=",
            )
        ),
    ],
)
def test_cells_far_out_are_refused(cells):
    """One of these aborts the reader's whole process, past any ``except``."""
    assert refusal(workbook(sheet(cells))) == "far_cells"


def test_a_reference_written_in_entities_is_refused():
    cells = '<row r="1"><c r="&#88;&#70;&#68;1048576"><v>1</v></c></row>'
    assert refusal(workbook(sheet(cells))) == "hostile_workbook"


def test_a_far_cell_across_two_pieces_is_seen(monkeypatch):
    monkeypatch.setattr(guard, "_CHUNK", 300)
    filler = "".join(row(number, f"A{number}", f"B{number}") for number in range(1, 40))
    for shift in range(0, 300, 4):
        cells = f"<!--{'x' * shift}-->{filler}{row(1048576, 'XFD1048576')}"
        assert refusal(workbook(sheet(cells))) == "far_cells"


def test_a_sheet_that_a_relation_finds_elsewhere_is_looked_at_too():
    data = workbook(sheet(""), [("xl/other/thing.xml", sheet(row(1, "XFD1048576")))])
    assert refusal(data) == "far_cells"


def test_long_and_wide_sheets_of_honest_size_pass():
    tall = row(1, "A1") + row(1048576, "AD1048576")
    wide = row(1, "ZZ1") + row(2000, "A2000")
    for cells in (tall, wide):
        inspect(workbook(sheet(cells)), "x.xlsx")


def test_a_bomb_is_refused_by_its_growth():
    blanks = sheet(" " * (64 << 20))
    assert len(workbook(blanks)) < 200_000
    assert refusal(workbook(blanks)) == "hostile_workbook"


def test_all_members_together_count(monkeypatch):
    monkeypatch.setattr(guard, "MAX_BYTES", 3 << 20)
    noise = "<a>" + "".join(chr(33 + index * index % 90) for index in range(1 << 20)).replace("<", "x")
    extra = [(f"xl/media/{number}.xml", noise) for number in range(3)]
    assert refusal(workbook(sheet(""), extra)) == "hostile_workbook"


def test_two_members_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = workbook(sheet(""), [("xl/worksheets/sheet1.xml", sheet(row(1, "A1")))])
    assert refusal(data) == "hostile_workbook"


def test_a_member_that_lies_about_its_size_is_refused():
    data = bytearray(workbook(sheet(row(1, "A1") * 2000)))
    at = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = (50).to_bytes(4, "little")
    assert refusal(bytes(data)) == "damaged_workbook"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04 and no more", "damaged_workbook"),
        ("姓名,身份证号\n张三,1\n".encode("gb18030"), "csv_file"),
        ("\ufeff姓名\t身份证号\n张三\t1\n".encode(), "csv_file"),
        (b"<html><body><table></table></body></html>", "html_file"),
        ("\ufeff  <!DOCTYPE html><table/>".encode(), "html_file"),
        (b"%PDF-1.7\n", "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not_a_workbook"),
    ],
)
def test_what_is_not_a_workbook_is_called_what_it_is(data, code):
    assert refusal(data) == code


def test_another_kind_of_zip_is_not_a_workbook():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert refusal(buffer.getvalue()) == "not_a_workbook"


def test_a_cut_off_workbook_is_damaged():
    whole = workbook(sheet(row(1, "A1") * 500))
    for part in (100, len(whole) // 2, len(whole) - 10):
        assert refusal(whole[:part]) == "damaged_workbook"


def test_errors_and_formulas_without_a_result_are_noted():
    cells = (
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c t="e" r="B1"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="C1"><f>SUM(A2:A3)</f></c><c r="D1"><f>A2</f><v/></c><c r="E1"><f>A2</f><v></v></c>'
        '<c r="F1"><f>A2</f><v>0</v></c><c r="G1" t="str"><f>""</f><v></v></c>'
        '<c r="H1"><f t="shared" si="0"/><v>3</v></c><c r="I1"/><c r="J1" s="4"/><c r="K1"><v>2</v></c></row>'
    )
    found = inspect(workbook(sheet(cells)), "x.xlsx").cells["编制"]
    assert found.errors == {"A1": "#REF!", "B1": "#DIV/0!"}
    assert found.uncached == {"C1", "D1", "E1"}


def test_the_guard_stands_between_the_reader_and_an_abort(tmp_path):
    """The whole program survives the file that kills the bare reader."""
    path = tmp_path / "远.xlsx"
    path.write_bytes(workbook(sheet(row(1048576, "XFD1048576"))))
    code = (
        "import sys; from pathlib import Path; from zhifa_alloc.sheets.read import read_book\n"
        "from zhifa_alloc.schema.errors import UnusableFile\n"
        "try:\n    read_book(Path(sys.argv[1]))\nexcept UnusableFile as stop:\n    print(stop.code)"
    )
    limit = 2 << 30
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "far_cells"), ran.stderr


def open_document(rows: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f'<?xml version="1.0"?><x><table:table>{rows}</table:table></x>')
    return buffer.getvalue()


VALUE = '<table:table-cell office:value-type="float" {}><text:p>1</text:p></table:table-cell>'
EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'


def test_an_open_document_that_repeats_cells_without_end_is_refused():
    wide = VALUE.format('table:number-columns-repeated="16384"')
    both = f'<table:table-row table:number-rows-repeated="1048576">{wide}</table:table-row>'
    apart = (
        f"<table:table-row>{wide}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048570">{VALUE.format("")}</table:table-row>'
    )
    assert refusal(open_document(both)) == "far_cells"
    assert refusal(open_document(apart)) == "far_cells"


def test_an_open_document_may_end_in_empty_repeats_as_offices_write_them():
    rows = (
        f"<table:table-row>{VALUE.format('')}{EMPTY}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048575">{EMPTY}</table:table-row>'
    )
    assert inspect(open_document(rows), "x.ods").cells == {}
