"""As a new user would: edit three people in LibreOffice, verify, compare, plan again, hand over."""

from __future__ import annotations

import subprocess
from xml.sax.saxutils import escape

import openpyxl
import pytest

BASIC = """Sub EditDraft
  Dim quiet(0) As New com.sun.star.beans.PropertyValue
  quiet(0).Name = "Hidden"
  quiet(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL("{path}"), "_blank", 0, quiet())
  sheet = book.Sheets.getByName("人员分配")
{edits}
  Dim form(0) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName"
  form(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(ConvertToURL("{path}"), form())
  book.close(True)
  StarDesktop.terminate()
End Sub
"""
MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?><script:module xmlns:script="http://openoffice.org/2000/script" '
    'script:name="Module1" script:language="StarBasic">{text}</script:module>'
)


def type_in_office(path, folder, cells):
    """Open the draft, type into cells of 人员分配 (address -> text), save: a macro does what a clerk's hands do."""
    profile = folder / "profile"
    soffice = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
    # The first start fills the profile, and would put an empty module in the place of ours.
    subprocess.run([*soffice, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    edits = "\n".join(f'  sheet.getCellRangeByName("{at}").String = "{text}"' for at, text in cells.items())
    macro = MODULE.format(text=escape(BASIC.format(path=path, edits=edits)))
    (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(macro, encoding="utf-8")
    words = [*soffice, "macro:///Standard.Module1.EditDraft"]
    subprocess.run(words, check=True, capture_output=True, timeout=180)


def destinations(path):
    """人员编号 -> (cell of 去向, 去向, 执法领域)."""
    rows = list(openpyxl.load_workbook(path)["人员分配"].iter_rows())
    head = next(row for row in rows if row[0].value == "人员编号")
    names = [cell.value for cell in head]
    to, domain = names.index("去向"), names.index("执法领域")
    return {
        row[0].value: (row[to].coordinate, row[to].value, row[domain].value)
        for row in rows
        if str(row[0].value)[:2] == "A0"
    }


def circle_of_three(people):
    """Three people of one domain in three districts: each takes the place of the next, so counts stay."""
    one, two, three = (
        next(key for key, (_, to, domain) in people.items() if (to, domain) == (district, "城市管理"))
        for district in ("东区", "西区", "北区")
    )
    return {one: people[two][1], two: people[three][1], three: people[one][1]}


@pytest.mark.office
def test_three_people_edited_in_libreoffice_stay_from_draft_to_handover(run, book, city, tmp_path):
    roster, out = book(city), tmp_path / "out"
    assert run("plan", roster, "-o", out).code == 0
    old, edited = tmp_path / "旧稿.xlsx", out / "草案.xlsx"
    old.write_bytes(edited.read_bytes())
    people = destinations(edited)
    moves = circle_of_three(people)
    type_in_office(edited, tmp_path, {people[key][0]: to for key, to in moves.items()})

    found = run("verify", edited, "--json", "-")
    assert found.code == 0, found.said
    named = {(one["key"], one["cell"], one["before"], one["after"]) for one in found.json()["edits"]}
    assert named == {(key, people[key][0], people[key][1], to) for key, to in moves.items()}

    compared = run("diff", old, edited, "--json", "-").json()
    assert {(one["staff_id"], one["to"], one["cause"]) for one in compared["moves"]} == {
        (key, to, "人工锁定") for key, to in moves.items()
    }

    stopped = run("plan", roster, "-o", out)
    assert (stopped.code, "--base" in stopped.err) == (2, True)
    again = run("plan", roster, "-o", out, "--base", edited, "--json", "-")
    assert again.code == 0, again.said
    places = {one["staff_id"]: one["to"] for one in again.json()["assignments"]}
    assert {key: places[key] for key in moves} == moves
    assert run("verify", out / "草案-2.xlsx").code == 0

    assert run("handover", out / "草案-2.xlsx", "-o", tmp_path / "交").code == 0
    for key, to in moves.items():
        handed = openpyxl.load_workbook(tmp_path / "交" / "交接表" / f"{to}.xlsx")
        assert any(key in map(str, row) for sheet in handed for row in sheet.iter_rows(values_only=True))
