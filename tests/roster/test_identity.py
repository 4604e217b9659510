"""ID numbers after GB 11643, against published and computed vectors."""

from __future__ import annotations

import pytest

from zhifa_alloc.schema.identity import birth_of, check_digit, has_id_form, is_consistent, sex_of

VECTORS = ["11010519491231002X", "230102198503124513", "230103197007010025"]


@pytest.mark.parametrize("number", VECTORS)
def test_check_digits_of_known_numbers(number):
    assert check_digit(number[:17]) == number[17]
    assert is_consistent(number)


@pytest.mark.parametrize("number", VECTORS)
@pytest.mark.parametrize("place", range(17))
def test_one_wrong_digit_never_passes(number, place):
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    assert not is_consistent(wrong)


def test_what_a_number_says():
    assert [sex_of(number) for number in VECTORS] == ["女", "男", "女"]
    assert [birth_of(number) for number in VECTORS] == [(1949, 12), (1985, 3), (1970, 7)]


@pytest.mark.parametrize("text", ["", "1" * 17, "1" * 19, "0" + "1" * 17, "1" * 17 + "Y", "１" * 18])
def test_forms_that_are_no_number(text):
    assert not has_id_form(text)


def test_a_birth_date_that_never_was():
    body = "23019919850230451"
    assert not is_consistent(body + check_digit(body))
