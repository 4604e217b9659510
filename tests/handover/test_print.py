"""The printed page, as LibreOffice prints it: headers repeated, nobody cut off, signatures never alone."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest

from handover.marked_city import marked_person
from zhifa_alloc.handover import consultation_book, handover_book
from zhifa_alloc.sheets.write import write_book

MANY = 90


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Print workbooks; returns the text of each page, blanks taken out."""
    folder = tmp_path_factory.mktemp("print")

    def to_pages(book):
        path = folder / f"{len(list(folder.glob('*.xlsx')))}.xlsx"
        write_book(book, path)
        program = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        subprocess.run(
            [*program, "--convert-to", "pdf", "--outdir", str(folder), str(path)],
            check=True,
            capture_output=True,
            timeout=180,
        )
        done = subprocess.run(
            ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"], check=True, capture_output=True
        )
        pages = done.stdout.decode("utf-8").split("\f")
        return ["".join(page.split()) for page in pages if page.strip()]

    return to_pages


@pytest.fixture
def crowd(city):
    extra = tuple((marked_person(500 + n, "城管支队", "参公事业编制"), "道里区") for n in range(MANY))
    return replace(city, placed=(*city.placed, *extra)).draft()


@pytest.mark.office
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext reads what was printed")
def test_a_long_roster_is_printed_whole_with_its_header_on_every_page_and_signatures_in_company(
    crowd, printed
):
    pages = printed(handover_book(crowd, "道里区"))
    own = {row.staff_id for row in crowd.assignments if row.to == "道里区"}
    rosters = [page for page in pages if "出生年月" in page and "参加工作时间" in page and "身份证号" in page]
    assert len(rosters) > 2
    listing = [page for page in pages if sum(f"名{key}" in page for key in own) > 1]
    assert len(listing) > len(rosters)
    assert all("姓名" in page and "人员编号" in page for page in listing)
    whole = "".join(pages)
    for key in own:
        assert f"名{key}" in whole
        assert whole.count(next(p.id_number for p in crowd.case.people if p.staff_id == key)) >= 1
    signed = [page for page in pages if "移交人（签字）" in page]
    assert signed
    for page in signed:
        assert "合计" in page or any(key in page for key in own) or "附件" in page, page[:200]
    assert all("页共" in page for page in pages)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext reads what was printed")
def test_every_page_of_a_consultation_carries_its_mark_and_the_fixed_line(crowd, printed):
    pages = printed(consultation_book(crowd, "南岗区"))
    assert all("仅供研究；以主管部门集体研究和市委审定为准" in page for page in pages)
    assert all("未经审定不作为交接依据" in page for page in pages)
