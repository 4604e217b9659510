"""Making very many values at once."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    _Value = TypeVar("_Value", bound=DataclassInstance)

_BLOCK: Final = 2000
"""So many values of thirty fields stay in the processor's cache while they are filled."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: frozen values form no rings, and each look goes over all of them again.

    Measured on a draft of 100,000 people: reading takes 5.6 s CPU instead of 7.4 s.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def values_of(kind: type[_Value], columns: Mapping[str, Sequence[Any]]) -> list[_Value]:
    """Return ``[kind(*row) for row in rows]``, for rows given as columns, one for each field.

    The fields of a block of values are filled in turn, which takes less than half the time of calling
    ``kind`` for each: 0.11 s CPU instead of 0.26 s for 50,000 values of 33 fields.

    Args:
        kind: a dataclass with slots and without ``__post_init__``.
        columns: field name -> values, all of one length.
    """
    setters = {field.name: getattr(kind, field.name).__set__ for field in fields(kind)}
    length = min(len(columns[name]) for name in setters)
    values: list[_Value] = []
    for start in range(0, length, _BLOCK):
        block: list[_Value] = list(map(object.__new__, repeat(kind, min(_BLOCK, length - start))))
        for name, put in setters.items():
            deque(map(put, block, columns[name][start : start + _BLOCK]), maxlen=0)
        values += block
    return values
