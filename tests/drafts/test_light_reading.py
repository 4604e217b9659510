"""What a comparison reads of a draft is what a verification reads: destinations, posts, hand edits."""

from __future__ import annotations

import shutil

import pytest

from drafts.conftest import CITY_POLICE, CIVIL, EAST, NORTH, WEST
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.read_edited import read_edited
from zhifa_alloc.schema.errors import UnusableFile


def test_a_draft_as_written(desk, draft):
    found = read_edited(desk.path)
    assert (found.draft, found.original) == (draft, draft)


def test_a_draft_edited_and_saved_by_another_program(desk, two_to_swap):
    first, second = two_to_swap
    cell = desk.quota_cell(CITY_POLICE, CIVIL, NORTH)
    desk.put("人员分配", desk.cell_of(first), WEST).put("人员分配", desk.cell_of(second), f" {EAST}　")
    desk.put("编制分配", cell, 3)
    found, read = read_edited(desk.path), read_draft(desk.path)
    assert (found.draft, found.original) == (read.draft, read.original)
    assert len(found.draft.edits) == 3


def test_what_a_draft_says_of_its_goals_counts_only_while_its_data_are_untouched(desk, draft):
    def tamper(book):
        for row in book["草案数据"].iter_rows(min_row=2):
            if isinstance(row[1].value, str) and '"stages":' in row[1].value:
                head, sign, tail = row[1].value.partition('"key":"wishes","value":')
                row[1].value = head + sign + "9" + tail

    desk.edit(tamper)
    stated = {stage.key: stage.value for stage in read_draft(desk.path).original.stages}
    found = {stage.key: stage.value for stage in read_edited(desk.path).draft.stages}
    assert stated["wishes"] != found["wishes"]
    assert found == {stage.key: stage.value for stage in draft.stages}


@pytest.mark.office
def test_a_draft_saved_again_by_libreoffice(desk, office):
    (saved,) = office(desk.path)
    assert read_edited(saved).draft == read_draft(saved).draft


def test_what_is_no_draft_is_refused_alike(desk, tmp_path):
    shutil.copy(desk.path, tmp_path / "别.xlsx")
    desk.edit(lambda book: book.remove(book["草案数据"]))
    with pytest.raises(UnusableFile) as stopped:
        read_edited(desk.path)
    assert stopped.value.code == "not_a_draft"
