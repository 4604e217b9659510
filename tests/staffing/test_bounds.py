"""A search that is cut short never claims more than it can prove."""

from __future__ import annotations

import pytest

from zhifa_alloc.staffing import highs, place


@pytest.fixture
def no_search(monkeypatch):
    """HiGHS may look at no node: starts and relaxations are all there is."""
    monkeypatch.setitem(highs.OPTIONS, "mip_max_nodes", 0)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_bounds_of_a_search_cut_short_hold_for_the_full_search(seed, city, shares, request):
    case = city(240, domains=3, seed=seed)
    table = shares(case)
    best = place(case, table).stages
    request.getfixturevalue("no_search")
    short = place(case, table).stages
    assert not all(stage.proved for stage in short)
    assert all(stage.bound <= stage.value for stage in short)
    for full, cut in zip(best, short, strict=True):
        assert cut.bound <= full.value
        if cut.value != full.value:
            assert not cut.proved
            break
