"""Papers that go out with the handover: department workbooks, the city summary, letters, the public list."""

from __future__ import annotations

from typing import Final

from zhifa_alloc.cli.outputs import Slot
from zhifa_alloc.schema.draft import Draft

DEPARTMENTS: Final = "主管部门"
SUMMARY: Final = "市级汇总"
LETTERS: Final = "个人告知单"
PUBLIC: Final = "公示名单"
STEMS: Final = (DEPARTMENTS, SUMMARY, LETTERS, PUBLIC)


def write_departments(draft: Draft, slot: Slot) -> int:
    """Write 主管部门/<领域>.xlsx for every domain and 市级汇总.xlsx; return how many domains."""
    from zhifa_alloc.handover.department import department_book
    from zhifa_alloc.handover.summary import summary_book
    from zhifa_alloc.sheets.names import clean_file_name
    from zhifa_alloc.sheets.write import write_book

    folder = slot.folder / slot.name(DEPARTMENTS)
    for domain in draft.case.domains:
        write_book(department_book(draft, domain), folder / f"{clean_file_name(domain)}.xlsx")
    write_book(summary_book(draft), slot.folder / f"{slot.name(SUMMARY)}.xlsx")
    return len(draft.case.domains)


def write_letters(draft: Draft, slot: Slot) -> int:
    """Write 个人告知单/<领域>/<人员编号>.xlsx for everybody who takes part; return how many."""
    from zhifa_alloc.handover.letters import letters
    from zhifa_alloc.sheets.names import clean_file_name
    from zhifa_alloc.sheets.write import write_book

    count = 0
    for person, book in letters(draft):
        folder = slot.folder / slot.name(LETTERS) / clean_file_name(person.domain)
        write_book(book, folder / f"{clean_file_name(person.staff_id)}.xlsx")
        count += 1
    return count


def write_public_list(draft: Draft, slot: Slot) -> None:
    """Write 公示名单.xlsx."""
    from zhifa_alloc.handover.public_list import public_book
    from zhifa_alloc.sheets.write import write_book

    write_book(public_book(draft), slot.folder / f"{slot.name(PUBLIC)}.xlsx")
