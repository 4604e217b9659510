"""What may stand in a cell: the field types of every sheet's rows, the only source of per-cell rules.

The types are validated a column at a time (``TypeAdapter(list[type])``), so every rule lives in an
``Annotated`` type and none in a model's method. The type of a validation error is a key of
``schema.codes.FAULTS``.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Final, TypeAlias, TypeGuard

from pydantic import AfterValidator, PlainValidator
from pydantic_core import PydanticCustomError

from zhifa_alloc.schema.dates import Month, day_of, month_of
from zhifa_alloc.schema.figures import Written, plain_text, written_number
from zhifa_alloc.schema.identity import ID_LENGTH, has_id_form, is_consistent
from zhifa_alloc.schema.spelling import fold, tidy
from zhifa_alloc.schema.terms import APART, MODES, STATES, TOGETHER

NOTHING: Final = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "无", "空", "n/a", "none", "nan"})
"""Folded texts that say: nothing to report."""
_LONGEST: Final = max(map(len, NOTHING))
_SHORT: Final = 12
"""No placeholder is longer, white space around it included; longer texts need no second look."""
_DITTO: Final = frozenset({"同上", "〃", "″", '"', "“", "”", "''", "′′"})
_SILENT: Final = NOTHING | _DITTO
_LIST_MARKS: Final = re.compile(r"[、,，;；\n\r]+")
_LONG_TERM: Final = frozenset({"长期", "长期有效"})
_TICKS: Final = frozenset({"是", "有", "√", "✓", "已办", "已取得", "持证", "y", "yes"})
REFORMS: Final = ("组建", "调整管理体制")


def _fault(kind: str, **context: object) -> PydanticCustomError:
    return PydanticCustomError(kind, kind, context or None)


def is_blank(value: object) -> bool:
    """Say whether a cell says nothing: empty, white space, or a placeholder such as 无 or a dash."""
    if not isinstance(value, str) or (len(value) > _SHORT and not value.isspace()):
        return False
    if value in NOTHING:
        return True
    # Most cells are plain words; only marks, white space and n/a in other guises need folding.
    plain = value.isalnum() and (len(value) > _LONGEST or not value.isascii())
    return not plain and fold(value) in NOTHING


def _is_plain(value: object) -> TypeGuard[str]:
    """Say at a glance that a cell is a word as it should be; False means: look closer."""
    if not isinstance(value, str) or not value.isalnum() or value in _SILENT:
        return False
    return len(value) > _LONGEST or not value.isascii()


def is_tick(certificate: str) -> bool:
    """Say whether 执法证号 holds only the word that there is one, not the number."""
    return len(certificate) <= _SHORT and fold(certificate) in _TICKS


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else plain_text(value)


def _word(value: object) -> str:
    if _is_plain(value):
        return value
    if is_blank(value):
        return ""
    word = tidy(value if isinstance(value, str) else plain_text(value))
    if len(word) <= 2 and fold(word) in _DITTO:
        raise _fault("ditto")
    return word


def _needed(value: object) -> str:
    word = _word(value)
    if not word:
        raise _fault("missing")
    return word


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise _fault("not_text")
    return _needed(value)


def _key(value: object) -> str:
    if isinstance(value, float) and not value.is_integer():
        raise _fault("not_text")
    if isinstance(value, bool | date):
        raise _fault("not_text")
    key = _word(value)
    if (len(key) >= ID_LENGTH or not key.isascii()) and has_id_form(fold(key).upper()):
        raise _fault("key_is_id")
    return key


def _quota_type(value: object) -> str:
    word = _needed(value)
    if word.isdigit():
        raise _fault("type_as_digit")
    return word


def _id_number(value: object) -> str:
    if isinstance(value, str) and value.isascii() and has_id_form(value) and is_consistent(value):
        return value
    if is_blank(value):
        return ""
    if not isinstance(value, str):
        raise _fault("id_as_number")
    plain = fold(value).lstrip("'`‘’").upper()
    if plain in _DITTO:
        raise _fault("ditto")
    if has_id_form(plain):
        if not is_consistent(plain):
            raise _fault("id_check_fails")
        return plain
    if len(plain) >= 36 and has_id_form(plain[:18]) and has_id_form(plain[-18:]):
        raise _fault("two_values")
    raise _fault("id_malformed", length=len(plain))


def _month(value: object) -> Month | None:
    if is_blank(value):
        return None
    month = month_of(value)
    if month is None:
        raise _fault("not_a_date")
    return month


def _day(value: object) -> date | None:
    if is_blank(value):
        return None
    day = day_of(value)
    if day is None:
        raise _fault("not_a_date")
    return day


def _expiry(value: object) -> date | None:
    if is_blank(value) or (isinstance(value, str) and fold(value) in _LONG_TERM):
        return None
    day = day_of(value, month_end=True)
    if day is None:
        raise _fault("not_a_date")
    return day


def _number(value: object) -> Written | None:
    if is_blank(value):
        return None
    number = written_number(value)
    if number is None:
        raise _fault("not_a_number")
    return number


def _figure(value: object) -> Fraction | None:
    number = _weight(value)
    return None if number is None else number.value


def _weight(value: object) -> Written | None:
    number = _number(value)
    if number is not None and number.value < 0:
        raise _fault("negative")
    return number


def _points(value: object) -> Fraction | None:
    number = _number(value)
    return None if number is None else number.value


def _count(value: object) -> int | None:
    number = _figure(value)
    if number is not None and number.denominator != 1:
        raise _fault("fractional")
    return None if number is None else number.numerator


def _needed_count(value: object) -> int:
    count = _count(value)
    if count is None:
        raise _fault("missing")
    return count


def _list(value: object) -> tuple[str, ...]:
    if is_blank(value):
        return ()
    if isinstance(value, str) and fold(value) in _DITTO:
        raise _fault("ditto")
    parts = (tidy(part) for part in _LIST_MARKS.split(_text(value)))
    return tuple(dict.fromkeys(part for part in parts if fold(part) not in NOTHING))


def _choice(*choices: str) -> PlainValidator:
    by_fold = {fold(choice): choice for choice in choices}

    def choose(value: object) -> str:
        word = _word(value)
        if word and fold(word) not in by_fold:
            raise _fault("not_a_choice", expected="、".join(choices))
        return by_fold.get(fold(word), "")

    return PlainValidator(choose)


def _not_empty(word: str) -> str:
    if not word:
        raise _fault("missing")
    return word


Text: TypeAlias = Annotated[str, PlainValidator(_text)]
Word: TypeAlias = Annotated[str, PlainValidator(_word)]
NeededWord: TypeAlias = Annotated[str, PlainValidator(_needed)]
Name: TypeAlias = Annotated[str, PlainValidator(_name)]
Key: TypeAlias = Annotated[str, PlainValidator(_key)]
QuotaType: TypeAlias = Annotated[str, PlainValidator(_quota_type)]
IdNumber: TypeAlias = Annotated[str, PlainValidator(_id_number)]
MonthCell: TypeAlias = Annotated[Month | None, PlainValidator(_month)]
Day: TypeAlias = Annotated[date | None, PlainValidator(_day)]
Expiry: TypeAlias = Annotated[date | None, PlainValidator(_expiry)]
Figure: TypeAlias = Annotated[Fraction | None, PlainValidator(_figure)]
Weight: TypeAlias = Annotated[Written | None, PlainValidator(_weight)]
Points: TypeAlias = Annotated[Fraction | None, PlainValidator(_points)]
Count: TypeAlias = Annotated[int | None, PlainValidator(_count)]
NeededCount: TypeAlias = Annotated[int, PlainValidator(_needed_count)]
WordList: TypeAlias = Annotated[tuple[str, ...], PlainValidator(_list)]
Sex: TypeAlias = Annotated[str, _choice("男", "女")]
Mode: TypeAlias = Annotated[str, _choice(*MODES)]
Reform: TypeAlias = Annotated[str, _choice(*REFORMS)]
State: TypeAlias = Annotated[str, _choice(*STATES)]
YesNo: TypeAlias = Annotated[str, _choice("是", "否"), AfterValidator(_not_empty)]
RelationDemand: TypeAlias = Annotated[str, _choice(TOGETHER, APART)]
"""Empty: the relation is known, and nothing is asked of the placement but what the law asks of leaders' relatives."""
Anything: TypeAlias = Annotated[object, PlainValidator(lambda value: value)]
