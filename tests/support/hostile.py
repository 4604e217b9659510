"""The smallest workbooks that carry an attack."""

from __future__ import annotations

import io
import zipfile

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(cells: str, head: str = "") -> str:
    return f"<?xml version='1.0'?>{head}<worksheet {NS}><sheetData>{cells}</sheetData></worksheet>"


def row(number: int, *references: str) -> str:
    cells = "".join(f'<c r="{reference}"><v>1</v></c>' for reference in references)
    return f'<row r="{number}">{cells}</row>'


def far_merge(area: str) -> str:
    return sheet(row(1, "A1")).replace(
        "</worksheet>", f'<mergeCells><mergeCell ref="{area}"/></mergeCells></worksheet>'
    )


def strings(text: str, count: object = 1) -> str:
    return f'<?xml version="1.0"?><sst {NS} count="1" uniqueCount="{count}"><si><t>{text}</t></si></sst>'


def workbook(
    sheet_xml: str | bytes,
    extra: list[tuple[str, str | bytes]] | None = None,
    sheet_name: str = "编制",
    sheet_target: str = "worksheets/sheet1.xml",
    book_head: str = "",
) -> bytes:
    """Build the smallest workbook around a sheet."""
    relation = f'<Relationship Id="rId{{}}" Type="{_DOCUMENT}/{{}}" Target="{{}}"/>'
    relations = relation.format(1, "worksheet", sheet_target)
    if any(name == "xl/sharedStrings.xml" for name, _ in extra or []):
        relations += relation.format(2, "sharedStrings", "sharedStrings.xml")
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
    )
    book = (
        f'<?xml version="1.0"?>{book_head}<workbook {NS} xmlns:r="{_DOCUMENT}"><sheets>'
        f'<sheet name="{sheet_name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    parts: list[tuple[str, str | bytes]] = [
        ("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'),
        (
            "_rels/.rels",
            (
                f'<Relationships xmlns="{_PACKAGE}/relationships">'
                f"{relation.format(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>"
            ),
        ),
        ("xl/workbook.xml", book),
        (
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        ),
        ("xl/worksheets/sheet1.xml", sheet_xml),
        *(extra or []),
    ]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def nested_zip() -> bytes:
    data = b"0" * (1 << 20)
    for _ in range(5):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(8):
                archive.writestr(f"{number}.zip", data)
        data = buffer.getvalue()
    return data
