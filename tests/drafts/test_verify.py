"""Planted faults, each named with its cell; what is allowed passes."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from drafts.conftest import (
    CITY_POLICE,
    CIVIL,
    EAST,
    FAR,
    NORTH,
    TRAFFIC,
    WEST,
    make_case,
    make_people,
)
from zhifa_alloc import drafts
from zhifa_alloc.drafts import decisions
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.verify import verify
from zhifa_alloc.drafts.verify_words import verify_json
from zhifa_alloc.planning import plan
from zhifa_alloc.schema.case import Institution, QuotaLock
from zhifa_alloc.schema.errors import UnusableFile


def rule(found, name):
    return next(one for one in found.rules if one.rule == name)


def cells_of(found, name):
    places = rule(found, name).places
    return {cell.cell for place in places for cell in found.places_of(place)}


def test_a_clean_draft_passes(desk):
    found = desk.verify()
    assert found.ok
    assert found.faults == ()
    assert [stage.key for stage in found.stages] == ["balance", "stay", "wishes", "distance", "draw"]


def test_a_swap_within_domain_and_type_passes(desk, two_to_swap):
    first, second = two_to_swap
    desk.put("人员分配", desk.cell_of(first), WEST)
    found = desk.put("人员分配", desk.cell_of(second), EAST).verify()
    assert found.ok, [(one.rule, one.places) for one in found.broken_rules]
    assert len(found.edits) == 2


def test_a_move_that_makes_a_headcount_wrong_is_broken(desk, two_to_swap):
    cell = desk.cell_of(two_to_swap[0])
    found = desk.put("人员分配", cell, WEST).verify()
    assert not found.ok
    assert rule(found, "headcounts").status == "broken"
    assert cells_of(found, "headcounts") == {cell}


def test_a_person_twice_is_named_with_both_cells(desk, draft):
    one = next(one for one in draft.assignments if one.to == EAST)

    def add(book):
        sheet = book["人员分配"]
        sheet.append([one.staff_id, None, None, None, None, None, WEST])

    cell = desk.cell_of(one.staff_id)
    found = desk.edit(add).verify()
    assert not found.ok
    assert cell in cells_of(found, "each-person-once")
    assert len(cells_of(found, "each-person-once")) == 2


def test_a_missing_person_is_named(desk, draft):
    one = draft.assignments[5]

    def drop(book):
        sheet = book["人员分配"]
        row = next(row for row in sheet.iter_rows() if row[0].value == one.staff_id)
        sheet.delete_rows(row[0].row)

    found = desk.edit(drop).verify()
    assert not found.ok
    (place,) = rule(found, "each-person-once").places
    assert place.staff_ids == (one.staff_id,)


@pytest.mark.parametrize("place", [FAR, "外星区", None])
def test_an_excluded_or_unknown_district_is_named_with_its_cell(desk, two_to_swap, place):
    cell = desk.cell_of(two_to_swap[0])
    found = desk.put("人员分配", cell, place).verify()
    assert not found.ok
    assert cells_of(found, "each-person-once") == {cell}


def test_an_unknown_key_is_named_with_its_cell(desk, two_to_swap):
    cell = desk.cell_of(two_to_swap[0])
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    found = desk.put("人员分配", f"A{row}", "Z999").verify()
    assert not found.ok
    assert cell in cells_of(found, "each-person-once")


def test_a_row_without_a_key_is_named_with_its_cell(desk, two_to_swap):
    cell = desk.cell_of(two_to_swap[0])
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    found = desk.put("人员分配", f"A{row}", None).verify()
    assert ("row_without_key", cell) in {(fault.code, fault.where.cell) for fault in found.faults}


def test_a_broken_pin_is_named_with_its_cell(tmp_path, desk):
    people = make_people()
    pinned = replace(people[0], pin=EAST)
    draft = plan(make_case(people=(pinned, *people[1:])))
    write_draft(draft, desk.path)
    cell = desk.cell_of(pinned.staff_id)
    found = desk.put("人员分配", cell, WEST).verify()
    assert cells_of(found, "pins") == {cell}


def test_a_team_below_two_certified_is_broken(desk, draft):
    def empty_north(book):
        sheet = book["人员分配"]
        for one in draft.assignments:
            if one.domain == TRAFFIC and one.to == NORTH:
                sheet[desk.cell_of(one.staff_id)] = EAST

    found = desk.edit(empty_north).verify()
    assert rule(found, "certified-per-team").status == "broken"


def test_posts_that_do_not_add_up_are_broken(desk, draft):
    cell = desk.quota_cell(CITY_POLICE, CIVIL, NORTH)
    was = draft.quotas.values[CITY_POLICE, CIVIL, NORTH]
    found = desk.put("编制分配", cell, was - 1).verify()
    assert not found.ok
    assert rule(found, "quota-sums").status == "broken"
    assert cells_of(found, "quota-sums") == {cell}


@pytest.mark.parametrize("typed", ["九", 3.5, None])
def test_posts_that_are_no_whole_number_are_named_with_their_cell(desk, typed):
    cell = desk.quota_cell(CITY_POLICE, CIVIL, NORTH)
    found = desk.put("编制分配", cell, typed).verify()
    assert not found.ok
    assert ("quota_not_whole", cell) in {(fault.code, fault.where.cell) for fault in found.faults}


def test_a_changed_approved_number_is_named_with_its_cell(desk):
    cell = desk.quota_cell(CITY_POLICE, CIVIL, "核定编制数")
    found = desk.put("编制分配", cell, 99).verify()
    assert not found.ok
    assert ("fixed_number", cell) in {(fault.code, fault.where.cell) for fault in found.faults}


@pytest.mark.parametrize("item", ["方案号", "数据校验码", "输入文件1SHA-256"])
def test_a_changed_hash_is_named_with_its_cell(desk, item):
    rows = desk.values("草案信息")
    number = next(index for index, row in enumerate(rows, start=1) if str(row[0]).replace(" ", "") == item)
    found = desk.put("草案信息", f"B{number}", "0" * 12).verify()
    assert not found.ok
    assert ("record_changed", f"B{number}") in {(fault.code, fault.where.cell) for fault in found.faults}


def test_tampered_data_does_not_fit_its_checksum(desk):
    def tamper(book):
        sheet = book["草案数据"]
        sheet["B7"] = sheet["B7"].value.replace('"抽签种子":"测试"', '"抽签种子":"改动"')

    found = desk.edit(tamper).verify()
    assert not found.ok
    assert {"data_changed", "plan_id_differs"} <= {fault.code for fault in found.faults}


def rewritten(desk, draft):
    """A forger who also mends every checksum."""
    write_draft(draft, desk.path)
    return verify(read_draft(desk.path))


def test_a_forged_share_is_found_by_recounting(desk, draft):
    key = (CITY_POLICE, CIVIL, NORTH)
    shares = {**draft.quotas.shares, key: draft.quotas.shares[key] + Fraction(1, 7)}
    found = rewritten(desk, replace(draft, quotas=replace(draft.quotas, shares=shares)))
    cell = desk.quota_cell(*key)
    assert ("quota_share", cell) in {(fault.code, fault.where.cell) for fault in found.faults}


def test_forged_posts_are_found_by_recounting(desk, draft):
    values = dict(draft.quotas.values)
    values[CITY_POLICE, CIVIL, NORTH] += 3
    values[CITY_POLICE, CIVIL, EAST] -= 3
    found = rewritten(desk, replace(draft, quotas=replace(draft.quotas, values=values)))
    assert not found.ok
    assert "table" in {fault.code for fault in found.faults}
    assert "编制分配" in str(verify_json(found)["faults"])


@pytest.mark.parametrize("stage", range(5))
def test_a_forged_goal_is_found_by_measuring(desk, draft, stage):
    stages = list(draft.stages)
    stages[stage] = replace(stages[stage], value=stages[stage].value + 1)
    found = rewritten(desk, replace(draft, stages=tuple(stages)))
    assert not found.ok
    assert stages[stage].key in {fault.params.get("stage") for fault in found.faults}


def test_a_forged_bound_is_found(desk, draft):
    first = replace(draft.stages[0], bound=Fraction(draft.stages[0].value + 2))
    found = rewritten(desk, replace(draft, stages=(first, *draft.stages[1:])))
    assert "stage_bound" in {fault.code for fault in found.faults}


def test_edited_posts_ask_for_another_plan(desk, draft):
    """Posts moved between districts by hand add up, but the headcounts still follow the old ones."""
    north, east = (desk.quota_cell(TRAFFIC, CIVIL, name) for name in (NORTH, EAST))
    values = draft.quotas.values
    desk.put("编制分配", north, values[TRAFFIC, CIVIL, NORTH] + 3)
    found = desk.put("编制分配", east, values[TRAFFIC, CIVIL, EAST] - 3).verify()
    assert rule(found, "quota-sums").status == "ok"
    assert not found.ok
    assert "headcount_stale" in {fault.code for fault in found.faults}


def test_json_has_the_keys_of_the_contract(desk, two_to_swap):
    cell = desk.cell_of(two_to_swap[0])
    value = verify_json(desk.put("人员分配", cell, "外星区").verify())
    assert value["ok"] is False
    assert set(value) >= {"ok", "rules", "stages", "metrics"}
    (place,) = next(one["places"] for one in value["rules"] if one["id"] == "each-person-once")
    assert f"人员分配!{cell}" in place


def test_forged_headcounts_are_found_by_recounting(desk, draft):
    values = dict(draft.headcounts.values)
    values[CITY_POLICE, CIVIL, NORTH] += 2
    values[CITY_POLICE, CIVIL, EAST] -= 2
    found = rewritten(desk, replace(draft, headcounts=replace(draft.headcounts, values=values)))
    assert "table" in {fault.code for fault in found.faults}


@pytest.mark.parametrize("method", ["最大余数", "Q值法", "圣拉古", "洪特", "亚当斯", "双向比例"])
def test_drafts_of_every_rounding_method_pass(tmp_path, method):
    case = make_case()
    totals = {EAST: 20, WEST: 12, NORTH: 8}
    districts = tuple(
        replace(one, cap=totals.get(one.name), floor=totals.get(one.name)) for one in case.districts
    )
    parameters = case.parameters.model_copy(update={"rounding": method})
    case = replace(case, parameters=parameters, districts=districts)
    write_draft(plan(case), tmp_path / "草案.xlsx")
    found = verify(read_draft(tmp_path / "草案.xlsx"))
    assert found.ok, verify_json(found)["faults"]


def test_every_fault_that_can_be_found_has_its_sentence():
    """Codes are collected from the sources, so a new fault without a sentence fails here."""
    from zhifa_alloc.text.phrasebook import phrasebook

    source = Path(drafts.__file__).parent
    said = {
        code
        for file in (
            "read_people",
            "read_quotas",
            "quota_totals",
            "read_record",
            "check_tables",
            "check_stages",
            "check_order",
            "check_working",
            "decisions",
        )
        for code in re.findall(r'Fault\(\s*"(\w+)"', (source / f"{file}.py").read_text(encoding="utf-8"))
    } | {"quota_share", "quota_outside", "headcount_share", "headcount_stale", decisions.OPEN}
    certificates = (source.parent / "quotas" / "certificates.py").read_text(encoding="utf-8")
    for lang in ("zh", "en"):
        assert said == set(phrasebook(lang).section("verify.faults"))
        assert set(re.findall(r'TableFault\("(\w+)"', certificates)) == set(
            phrasebook(lang).section("verify.table_faults")
        )


def variants():
    case = make_case()

    def with_parameters(**given):
        return replace(case, parameters=case.parameters.model_copy(update=given))

    uncertified = tuple(replace(one, certificate="", certified=False) for one in case.people)
    scored = tuple(replace(one, points=Fraction(int(one.staff_id[1:]))) for one in case.people)
    capped = tuple(replace(one, cap=15 if one.name == EAST else None) for one in case.districts)
    police = tuple(one for one in case.people if one.domain == CITY_POLICE)
    return {
        "a roster has not come": replace(case, people=police, domains_without_people=(TRAFFIC,)),
        "no roster at all": replace(case, people=()),
        "by points": replace(with_parameters(placing="积分选岗"), people=scored),
        "tolerance": with_parameters(tolerance=2),
        "wishes first": with_parameters(goals=("志愿", "均衡")),
        "locked posts": replace(case, locks=(QuotaLock(CITY_POLICE, CIVIL, NORTH, 7),)),
        "no certificates": replace(case, certificates_known=False, people=uncertified),
        "no base date": replace(case, base_date=None),
        "a team of two domains": replace(
            case, institutions=(Institution(EAST, "综合队", (CITY_POLICE, TRAFFIC)),)
        ),
        "a cap that bends": replace(case, districts=capped),
    }


@pytest.mark.parametrize("name", variants())
def test_what_the_program_plans_it_also_verifies(tmp_path, name):
    draft = plan(variants()[name])
    write_draft(draft, tmp_path / "草案.xlsx")
    read = read_draft(tmp_path / "草案.xlsx")
    found = verify(read)
    assert read.draft == draft
    assert found.ok, verify_json(found)
    assert found.faults == ()
    assert verify_json(found, "en")["ok"]


@pytest.mark.parametrize("name", ["人员分配", "编制分配"])
def test_a_renamed_sheet_is_asked_for_by_name(desk, name):
    def rename(book):
        book[name].title = f"{name}（改）"

    desk.edit(rename)
    with pytest.raises(UnusableFile) as stopped:
        desk.read()
    assert (stopped.value.code, stopped.value.params["sheet"]) == ("draft_sheet_missing", name)


def test_a_renamed_column_is_asked_for_by_name(desk, draft):
    def rename(book):
        for row in book["人员分配"].iter_rows():
            for cell in row:
                if cell.value == "去向":
                    cell.value = "去处"

    desk.edit(rename)
    with pytest.raises(UnusableFile) as stopped:
        desk.read()
    assert stopped.value.code == "draft_header_missing"
    assert "去向" in stopped.value.params["columns"]


def test_json_that_is_not_ok_has_a_broken_rule_also_for_the_file_itself(desk, draft):
    clean = verify_json(desk.verify())
    assert clean["ok"]
    assert "draft-file" not in {rule["id"] for rule in clean["rules"]}
    cell = desk.quota_cell(CITY_POLICE, CIVIL, "核定编制数")
    value = verify_json(desk.put("编制分配", cell, 1).verify())
    assert not value["ok"]
    (rule,) = [rule for rule in value["rules"] if rule["id"] == "draft-file"]
    assert rule["status"] == "broken"
    assert any(cell in place for place in rule["places"])
