"""A forger moves one post, or changes a divisor, and mends every checksum: verify names it by every method."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest

from drafts.conftest import CITY_POLICE, CIVIL, EAST, NORTH, TRAFFIC, WEST, WORKER, make_case
from zhifa_alloc.drafts.book import write_draft
from zhifa_alloc.drafts.read import read_draft
from zhifa_alloc.drafts.verify import verify
from zhifa_alloc.drafts.verify_words import verify_json
from zhifa_alloc.planning import plan
from zhifa_alloc.quotas.certificates import quota_faults

CONTROLLED, REMAINDERS, TWO_WAY = "双向控制", "最大余数", "双向比例"
DIVISORS = ("Q值法", "圣拉古", "洪特", "亚当斯", TWO_WAY)
METHODS = (CONTROLLED, REMAINDERS, *DIVISORS)
ROW = (CITY_POLICE, CIVIL)


def planned_by(method):
    """Plan the quotas of the small city; 双向比例 has a fixed total in every district."""
    case = make_case(people=())
    totals = {EAST: 20, WEST: 12, NORTH: 8} if method == TWO_WAY else {}
    districts = tuple(
        replace(one, cap=totals.get(one.name), floor=totals.get(one.name)) for one in case.districts
    )
    parameters = case.parameters.model_copy(update={"rounding": method})
    return plan(replace(case, parameters=parameters, districts=districts))


def moved(values, row, giver, taker):
    """Move one post of a row."""
    return {**values, (*row, giver): values[*row, giver] - 1, (*row, taker): values[*row, taker] + 1}


def with_table(draft, **changes):
    return replace(draft, quotas=replace(draft.quotas, **changes))


def judged(draft, tmp_path):
    """Write the draft with checksums that fit, and verify it from its file."""
    write_draft(draft, tmp_path / "草案.xlsx")
    return verify(read_draft(tmp_path / "草案.xlsx"))


def cells_by_code(found):
    """Return check -> names of the cells it points to; no cell stands as an empty name."""
    names = {cell.cell: key for key, cell in found.cells.quotas.items()}
    codes = {}
    for fault in found.faults:
        assert fault.code == "table", fault
        codes.setdefault(fault.params["code"], set()).add(names.get(fault.where.cell, ()))
    return codes


@pytest.mark.parametrize("method", METHODS)
def test_a_moved_post_is_named_with_its_cells(tmp_path, method):
    draft = planned_by(method)
    assert judged(draft, tmp_path).ok
    found = judged(with_table(draft, values=moved(draft.quotas.values, ROW, EAST, WEST)), tmp_path)
    both = {(*ROW, EAST), (*ROW, WEST)}
    codes = cells_by_code(found)
    assert not found.ok
    if method == TWO_WAY:
        assert set(codes) == {"bound"}
        said = str(verify_json(found)["faults"])
        assert EAST in said
        assert WEST in said
    elif method in DIVISORS:
        assert codes == {"divisor": both}
    else:
        assert codes["outside"] - {()} == both
        assert codes["better_table"] == {()}


def test_posts_moved_around_so_that_every_total_stays_are_named_with_their_cells(tmp_path):
    """Rows and districts still add up: only the divisors can tell."""
    draft = planned_by(TWO_WAY)
    values = moved(draft.quotas.values, ROW, EAST, WEST)
    values = moved(values, (TRAFFIC, CIVIL), WEST, EAST)
    found = judged(with_table(draft, values=values), tmp_path)
    assert cells_by_code(found) == {
        "divisor": {(*row, name) for row in (ROW, (TRAFFIC, CIVIL)) for name in (EAST, WEST)}
    }
    hidden = judged(with_table(draft, values=values, divisors={}), tmp_path)
    assert not hidden.ok
    assert set(cells_by_code(hidden)) == {"better_table"}


@pytest.mark.parametrize("method", METHODS)
def test_no_single_move_passes_with_or_without_the_divisors(method):
    draft = planned_by(method)
    table = draft.quotas
    assert not table.ties
    for row in table.rows:
        for giver, taker in permutations(table.columns, 2):
            if not table.values[*row, giver]:
                continue
            values = moved(table.values, row, giver, taker)
            for divisors in (table.divisors, {}):
                changed = replace(table, values=values, divisors=divisors)
                assert quota_faults(draft.case, changed), (row, giver, taker)


@pytest.mark.parametrize("divisor", [Fraction(0), Fraction(-1), Fraction(2)])
@pytest.mark.parametrize("method", DIVISORS)
def test_a_changed_divisor_of_a_row_is_named(tmp_path, method, divisor):
    draft = planned_by(method)
    name = "·".join(ROW)
    found = judged(with_table(draft, divisors={**draft.quotas.divisors, name: divisor}), tmp_path)
    assert not found.ok
    codes = cells_by_code(found)
    if divisor > 0:
        assert set(codes) == {"divisor"}
        assert codes["divisor"] <= {(*ROW, district) for district in (EAST, WEST, NORTH)}
    else:
        assert set(codes) == {"divisor_sign"}
        assert name in str(verify_json(found)["faults"])


@pytest.mark.parametrize("divisor", [Fraction(0), Fraction(-1), Fraction(2)])
def test_a_changed_divisor_of_a_district_is_named(tmp_path, divisor):
    draft = planned_by(TWO_WAY)
    found = judged(with_table(draft, divisors={**draft.quotas.divisors, EAST: divisor}), tmp_path)
    codes = cells_by_code(found)
    if divisor > 0:
        rows = (ROW, (CITY_POLICE, WORKER), (TRAFFIC, CIVIL))
        assert codes == {"divisor": {(*row, EAST) for row in rows}}
    else:
        assert set(codes) == {"divisor_sign"}
        assert EAST in str(verify_json(found)["faults"])


def test_a_divisor_of_nothing_is_named(tmp_path):
    draft = planned_by("圣拉古")
    found = judged(with_table(draft, divisors={**draft.quotas.divisors, NORTH: Fraction(2)}), tmp_path)
    assert not found.ok
    assert set(cells_by_code(found)) == {"idle_divisor"}
