"""Fixtures of the roster tests: a clean city, and a department's own file."""

from __future__ import annotations

import pytest

from roster.small_city import FARMERS, ROSTER_HEADERS, City, clean_sheets, person


@pytest.fixture
def city(tmp_path) -> City:
    return City(tmp_path, sheets=clean_sheets())


@pytest.fixture
def department(tmp_path) -> City:
    """A department's own file: a roster alone, of people who are in no other file."""
    rows = [list(ROSTER_HEADERS), person(71, "孙丽", unit=FARMERS), person(72, "周杰", unit=FARMERS)]
    return City(tmp_path, "农业局.xlsx", {"花名册": rows})
