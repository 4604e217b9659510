from __future__ import annotations

from datetime import date
from random import Random

import pytest

from cities.identity import REGION, IdNumbers, birthday, check_digit, full_name


@pytest.mark.parametrize("number", ["11010519491231002X", "230102198503124513", "230103197007010025"])
def test_check_digits_agree_with_published_examples(number):
    assert check_digit(number[:17]) == number[17]


def test_numbers_never_repeat_and_carry_region_birth_and_sex():
    ids = IdNumbers()
    born = date(1985, 3, 12)
    numbers = [ids.issue(born, sex) for sex in ("男", "女") * 200]
    assert len(set(numbers)) == 400
    for number, sex in zip(numbers, ("男", "女") * 200, strict=True):
        assert number.startswith(f"{REGION}19850312")
        assert int(number[16]) % 2 == (sex == "男")
        assert check_digit(number[:17]) == number[17]


def test_a_day_has_room_for_five_hundred_men():
    ids = IdNumbers()
    for _ in range(500):
        ids.issue(date(1985, 3, 12), "男")
    with pytest.raises(ValueError, match="1985"):
        ids.issue(date(1985, 3, 12), "男")


def test_names_have_two_or_three_characters():
    random = Random(1)
    assert {len(full_name(random, sex)) for sex in ("男", "女") * 100} == {2, 3}


def test_birthdays_cover_the_whole_year():
    random = Random(1)
    assert {birthday(random, 1980).month for _ in range(500)} == set(range(1, 13))
