"""Sheet 参数 and ``--set`` -> ``Parameters``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, get_args

from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.switches import (
    Setting,
    is_switch,
    likely_rule,
    rule_meant,
    setting_of,
    switchable_titles,
)
from zhifa_alloc.roster.table import Table
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.dates import day_of
from zhifa_alloc.schema.errors import WrongUse
from zhifa_alloc.schema.fields import is_blank
from zhifa_alloc.schema.figures import plain_text, written_number
from zhifa_alloc.schema.leadership import leadership_profiles
from zhifa_alloc.schema.masking import discreet_status
from zhifa_alloc.schema.parameters import GOALS, Parameters
from zhifa_alloc.schema.spelling import fold, nearest, tidy
from zhifa_alloc.schema.status import StatusKind
from zhifa_alloc.schema.switches import SWITCH_KINDS, SWITCHABLE

STATUS_PREFIX: Final = "状态:"
_SWITCH_VALUES: Final = "停用：理由、提醒：理由、不符、启用"
_LOWERED_VALUE: Final = "提醒：理由"
_GOAL_VALUES: Final = f"{'、'.join(GOALS)}（按先后排列，用、隔开，不重复；没有写的按这一次序排在后面）"
_RULE_NAMES: Final = frozenset({Code.RULE_UNKNOWN, Code.RULE_FIXED})
"""Faults of a name, not of its value."""
_CHECKED_WITH: Final = frozenset({"base_date", *SWITCH_KINDS})
"""Parameters that decide what of a roster is said or who counts as certified."""
_FIELDS: Final = {fold(field.alias): key for key, field in Parameters.model_fields.items() if field.alias}
_NAMES: Final = tuple(field.alias for field in Parameters.model_fields.values() if field.alias)


class _Unusable(Exception):
    """A value that the parameter cannot have, with the finding's code and what is expected."""

    def __init__(self, code: Code, expected: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.expected = expected


def read_parameters(table: Table | None, overrides: Mapping[str, str], log: FindingLog) -> Parameters:
    """Read sheet 参数; ``overrides`` replace its values.

    Raises:
        WrongUse: ``parameter_unknown``, ``parameter_choice``, ``parameter_count``, ``parameter_date``,
            ``rule_unknown``, ``rule_fixed`` or ``rule_without_reason`` for an override that cannot be obeyed.
    """
    values: dict[str, Any] = {}
    statuses: dict[str, str] = {}
    replaced = {fold(name) for name in overrides}
    if table is not None:
        _from_sheet(table, replaced, values, statuses, log)
    for name, text in overrides.items():
        _take(name, text, values, statuses, _refuse_override(name, text))
    return Parameters.model_validate({**values, "statuses": statuses})


def overridden(parameters: Parameters, overrides: Mapping[str, str]) -> Parameters | None:
    """Return parameters with ``--set`` values in force, for a roster that was checked already.

    None where a value bears on the check itself (基准日, 状态:…, 规则:…), so that the books must be checked again.

    Raises:
        WrongUse: as ``read_parameters``.
    """
    values: dict[str, Any] = {}
    statuses: dict[str, str] = {}
    for name, text in overrides.items():
        _take(name, text, values, statuses, _refuse_override(name, text))
    if statuses or values.keys() & _CHECKED_WITH:
        return None
    return Parameters.model_validate({**parameters.model_dump(), **values})


def unread_statuses(table: Table | None, parameters: Parameters) -> frozenset[str]:
    """Return the status words that 参数 names with a meaning that could not be read (reported there)."""
    if table is None:
        return frozenset()
    named = {
        _status_word(name)
        for _, name, value in table.rows("name", "value")
        if isinstance(name, str) and _is_status(name) and not is_blank(value)
    }
    return frozenset(named - parameters.statuses.keys())


def _is_status(name: str) -> bool:
    return fold(name).startswith(fold(STATUS_PREFIX))


def _from_sheet(
    table: Table, replaced: set[str], values: dict[str, Any], statuses: dict[str, str], log: FindingLog
) -> None:
    seen: dict[str, int] = {}
    for index, name, value in table.rows("name", "value"):
        if not isinstance(name, str) or is_blank(value) or fold(name) in replaced:
            continue
        if fold(name) in seen:
            cell = table.where(seen[fold(name)], "name").cell
            log.add(Code.PARAMETER_TWICE, table.where(index, "name"), _sayable(name), cell=cell)
            continue
        seen[fold(name)] = index
        _take(name, value, values, statuses, _report_cell(table, index, name, value, log))


Refuse = Callable[[_Unusable], None]


def _report_cell(table: Table, index: int, name: str, value: object, log: FindingLog) -> Refuse:
    def refuse(fault: _Unusable) -> None:
        if fault.code is Code.PARAMETER_UNKNOWN:
            log.add(fault.code, table.where(index, "name"), name, suggestion=nearest(name, _NAMES))
        elif fault.code in _RULE_NAMES:
            log.add(fault.code, table.where(index, "name"), name, expected=fault.expected)
        else:
            where, shown = table.where(index, "value"), _sayable(name)
            log.add(fault.code, where, value, name=shown, expected=fault.expected)

    return refuse


def _refuse_override(name: str, text: str) -> Refuse:
    codes = {
        Code.PARAMETER_UNKNOWN: "parameter_unknown",
        Code.PARAMETER_CHOICE: "parameter_choice",
        Code.PARAMETER_COUNT: "parameter_count",
        Code.PARAMETER_DATE: "parameter_date",
        Code.RULE_UNKNOWN: "rule_unknown",
        Code.RULE_FIXED: "rule_fixed",
        Code.RULE_WITHOUT_REASON: "rule_without_reason",
    }

    def refuse(fault: _Unusable) -> None:
        expected = fault.expected or nearest(name, _NAMES) or "、".join(_NAMES)
        raise WrongUse(codes[fault.code], name=name, value=text, expected=expected)

    return refuse


def _take(name: str, value: object, values: dict[str, Any], statuses: dict[str, str], refuse: Refuse) -> None:
    key = fold(name)
    try:
        if _is_status(name):
            statuses[_status_word(name)] = _one_of(value, tuple(kind.value for kind in StatusKind))
        elif is_switch(name):
            _set_rule(*_rule_setting(name, value), values)
        else:
            field = _field_of(key)
            values[field] = _READERS[field](value)
    except _Unusable as fault:
        refuse(fault)


def _rule_setting(name: str, value: object) -> tuple[str, Setting | None]:
    """Return a rule and what becomes of it; None where it stays as it is."""
    rule = rule_meant(name)
    if rule is None:
        raise _Unusable(Code.RULE_UNKNOWN, likely_rule(name) or switchable_titles())
    try:
        setting = setting_of(rule, value)
    except ValueError:
        raise _Unusable(Code.PARAMETER_CHOICE, _SWITCH_VALUES) from None
    if setting is None or setting[0] == "raised":
        return rule, setting
    if rule not in SWITCHABLE:
        raise _Unusable(Code.RULE_FIXED, switchable_titles())
    match setting:
        case ("switches", ""):
            raise _Unusable(Code.RULE_WITHOUT_REASON)
        case ("lowered", ""):
            raise _Unusable(Code.PARAMETER_CHOICE, _LOWERED_VALUE)
    return rule, setting


def _set_rule(rule: str, setting: Setting | None, values: dict[str, Any]) -> None:
    """Take a rule's setting in place of any that it has, whatever name it was called by."""
    for kind in SWITCH_KINDS:
        values[kind] = {key: reason for key, reason in values.get(kind, {}).items() if key != rule}
    if setting is not None:
        kind, reason = setting
        values[kind][rule] = reason


def _sayable(name: str) -> str:
    """Return a parameter's name for a message: 状态:词 without a word that must not be repeated."""
    return STATUS_PREFIX + discreet_status(_status_word(name)) if _is_status(name) else name


def _status_word(name: str) -> str:
    return tidy(re.split("[:：]", name, maxsplit=1)[1])


def _field_of(key: str) -> str:
    if key not in _FIELDS:
        raise _Unusable(Code.PARAMETER_UNKNOWN)
    return _FIELDS[key]


def _one_of(value: object, choices: tuple[str, ...]) -> str:
    by_fold = {fold(choice): choice for choice in choices}
    word = fold(plain_text(value))
    if word not in by_fold:
        raise _Unusable(Code.PARAMETER_CHOICE, "、".join(choices))
    return by_fold[word]


def _count(value: object) -> int:
    number = written_number(value)
    if number is None or number.value < 0 or number.value.denominator != 1:
        raise _Unusable(Code.PARAMETER_COUNT)
    return number.value.numerator


def _date(value: object) -> date:
    day = day_of(value)
    if day is None:
        raise _Unusable(Code.PARAMETER_DATE)
    return day


def _goals(value: object) -> tuple[str, ...]:
    """Read an order of goals; those that it leaves out follow in the default order."""
    words = plain_text(value)
    for mark in ",，;；>→ \n":
        words = words.replace(mark, "、")
    named = tuple(tidy(word) for word in words.split("、") if word.strip())
    if not named or len({*named}) < len(named) or not {*named} <= {*GOALS}:
        raise _Unusable(Code.PARAMETER_CHOICE, _GOAL_VALUES)
    return tuple(dict.fromkeys((*named, *GOALS)))


def _choice(key: str) -> Callable[[object], str]:
    choices = tuple(str(choice) for choice in get_args(Parameters.model_fields[key].annotation))
    return lambda value: _one_of(value, choices)


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "rounding": _choice("rounding"),
    "min_certified": _count,
    "min_team_quota": _count,
    "tolerance": _count,
    "placing": _choice("placing"),
    "goals": _goals,
    "move_cost": _count,
    "surplus": _choice("surplus"),
    "base_date": _date,
    "near_retirement_months": _count,
    "seed": lambda value: plain_text(value).strip(),
    "feedback": _choice("feedback"),
    "approval_number": lambda value: plain_text(value).strip(),
    "approval_date": _date,
    "leadership": lambda value: _one_of(value, tuple(leadership_profiles())),
}
