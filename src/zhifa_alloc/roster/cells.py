"""Columns of raw cells -> typed values, a column at a time; every bad cell becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, TypeAlias, cast

from pydantic import TypeAdapter, ValidationError

from zhifa_alloc.schema.fields import Figure, Weight
from zhifa_alloc.schema.rows import ROW_MODELS


class Bad(Enum):
    """What stands in the place of a value that could not be read; rules that meet it stay silent."""

    CELL = "bad"


BAD: Final = Bad.CELL
_NUMBERS: Final = frozenset({bool, int, float})

Adapter: TypeAlias = TypeAdapter[list[Any]]
Report: TypeAlias = Callable[[int, str, Mapping[str, object]], None]
"""Called with the index in the column, the error type, and what the error quotes."""


@cache
def adapters_of(sheet: str) -> dict[str, Adapter]:
    """Return one list validator per field of a sheet's row model; fields of one type share theirs."""
    fields = ROW_MODELS[sheet].model_fields
    return {
        key: _adapter_of(cast("Hashable", field.annotation), *field.metadata) for key, field in fields.items()
    }


@cache
def _adapter_of(kind: Any, *rules: Any) -> Adapter:  # noqa: ANN401  # a type as pydantic keeps it
    return TypeAdapter(list[Annotated[kind, *rules]])


@cache
def figure_adapter() -> Adapter:
    """Return the validator of a column of figures (factors, workloads, km)."""
    return TypeAdapter(list[Figure])


@cache
def weight_adapter() -> Adapter:
    """Return the validator of a column of weights."""
    return TypeAdapter(list[Weight])


def parse_column(
    values: Sequence[object],
    adapter: Adapter,
    report: Report,
    skip: frozenset[int] = frozenset(),
) -> list[Any]:
    """Validate one column.

    Each distinct value is validated once, then spread back.

    Args:
        values: raw cells.
        adapter: validator of the column's field type.
        report: told of every bad cell.
        skip: indices already reported (Excel errors); they come back as ``BAD``.

    Returns:
        as many values as were given, ``BAD`` where a cell is not valid.
    """
    keys, distinct = _keyed(values)
    if len(distinct) == len(values) and not skip:
        parsed_at_once = _parse_all(values, adapter)
        if parsed_at_once is not None:
            return parsed_at_once
    parsed, faults = _parse_distinct(distinct, adapter)
    if faults:
        for index, key in enumerate(keys):
            if key in faults and index not in skip:
                report(index, *faults[key])
    if skip:
        return [BAD if index in skip else parsed[key] for index, key in enumerate(keys)]
    return list(map(parsed.__getitem__, keys))


def _parse_all(values: Sequence[object], adapter: Adapter) -> list[Any] | None:
    """Return the column as validated; None where any cell is bad."""
    try:
        return adapter.validate_python(list(values))
    except ValidationError:
        return None


def _keyed(values: Sequence[object]) -> tuple[Sequence[object], Mapping[object, object]]:
    """Return one key a cell, and the value behind each different key."""
    distinct = dict.fromkeys(values)
    if _NUMBERS.isdisjoint(map(type, distinct)) or len(_NUMBERS & set(map(type, values))) == 1:
        return values, dict(zip(distinct, distinct, strict=True))
    # 1, 1.0 and True are one key of a dict but three values of a sheet.
    keys = list(zip(map(type, values), values, strict=True))
    return keys, dict(zip(keys, values, strict=True))


def _parse_distinct(
    distinct: Mapping[object, object], adapter: Adapter
) -> tuple[dict[object, Any], dict[object, tuple[str, Mapping[str, object]]]]:
    keys, values = list(distinct), list(distinct.values())
    try:
        return dict(zip(keys, adapter.validate_python(values), strict=True)), {}
    except ValidationError as error:
        faults: dict[object, tuple[str, Mapping[str, object]]] = {
            keys[int(fault["loc"][0])]: (fault["type"], fault.get("ctx", {}))
            for fault in error.errors(include_url=False, include_input=False)
        }
    good = {key: value for key, value in distinct.items() if key not in faults}
    parsed: dict[object, Any] = dict(zip(good, adapter.validate_python(list(good.values())), strict=True))
    return {**parsed, **dict.fromkeys(faults, BAD)}, faults
