"""What a comparison reads of a draft is what a verification reads: destinations, posts, hand edits."""

from __future__ import annotations

import shutil

import pytest

from drafts.conftest import CITY_POLICE, CIVIL, EAST, NORTH, WEST
from zhifa_alloc.drafts.read import read_draft, read_edited
from zhifa_alloc.schema.errors import UnusableFile


def test_a_draft_as_written(desk, draft):
    assert read_edited(desk.path) == draft


def test_a_draft_edited_and_saved_by_another_program(desk, two_to_swap):
    first, second = two_to_swap
    cell = desk.quota_cell(CITY_POLICE, CIVIL, NORTH)
    desk.put("人员分配", desk.cell_of(first), WEST).put("人员分配", desk.cell_of(second), f" {EAST}　")
    desk.put("编制分配", cell, 3)
    found = read_edited(desk.path)
    assert found == read_draft(desk.path).draft
    assert len(found.edits) == 3


@pytest.mark.office
def test_a_draft_saved_again_by_libreoffice(desk, office):
    (saved,) = office(desk.path)
    assert read_edited(saved) == read_draft(saved).draft


def test_what_is_no_draft_is_refused_alike(desk, tmp_path):
    shutil.copy(desk.path, tmp_path / "别.xlsx")
    desk.edit(lambda book: book.remove(book["草案数据"]))
    with pytest.raises(UnusableFile) as stopped:
        read_edited(desk.path)
    assert stopped.value.code == "not_a_draft"
