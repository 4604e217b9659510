"""Frozen values to plain JSON values and back, without loss, from their type hints alone.

Fractions become ``"a/b"``, dates ISO text, tuples lists, mappings with tuple keys lists of ``[key…, value]``.
A field that has its default is left out, so that a field added later neither breaks an older file nor
changes its fingerprint. Order is kept throughout.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from pydantic import BaseModel

Plain: TypeAlias = Any
"""What ``json`` reads and writes: dict, list, str, int, float, bool, None."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How one type is written and read; ``None`` where the value is plain already."""

    encode: Callable[[Any], Plain] | None = None
    decode: Callable[[Plain], Any] | None = None


_PLAIN: Final = Codec()


def encode(value: object, hint: object) -> Plain:
    """Turn a value of the type ``hint`` into plain JSON values."""
    codec = codec_of(hint)
    return codec.encode(value) if codec.encode else value


def decode(plain: Plain, hint: object) -> Any:  # noqa: ANN401  # the hint says what comes back
    """Turn plain JSON values back into a value of the type ``hint``.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: the values do not fit the type.
    """
    codec = codec_of(hint)
    return codec.decode(plain) if codec.decode else plain


@cache
def codec_of(hint: Any) -> Codec:  # noqa: ANN401
    """Return how values of the type ``hint`` are written and read."""
    if hint is object:
        return Codec(_encode_any, _decode_any)
    if typing.get_origin(hint) is not None or isinstance(hint, types.UnionType):
        return _generic(hint)
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast("type", hint))
    return _scalar(hint)


def _scalar(hint: Any) -> Codec:  # noqa: ANN401
    if hint in (str, int, float, bool, type(None)):
        return _PLAIN
    if hint is Fraction:
        return Codec(str, Fraction)
    if hint is date:
        return Codec(date.isoformat, date.fromisoformat)
    if issubclass(hint, Enum):
        return Codec(lambda member: member.value, hint)
    if issubclass(hint, BaseModel):
        return Codec(_encode_model, hint.model_validate)
    raise TypeError(hint)


def _encode_model(model: BaseModel) -> Plain:
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _generic(hint: Any) -> Codec:  # noqa: ANN401
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return _PLAIN
    if origin is tuple:
        return _tuple(arguments)
    if origin is frozenset:
        return Codec(sorted, frozenset)
    if origin is Mapping:
        return _mapping(*arguments)
    if type(None) in arguments:
        return _optional(next(argument for argument in arguments if argument is not type(None)))
    raise TypeError(hint)


def _optional(hint: object) -> Codec:
    inner = codec_of(hint)
    encoder, decoder = inner.encode, inner.decode
    return Codec(
        None if encoder is None else lambda value: None if value is None else encoder(value),
        None if decoder is None else lambda plain: None if plain is None else decoder(plain),
    )


def _tuple(arguments: tuple[Any, ...]) -> Codec:
    if len(set(arguments) - {Ellipsis}) > 1:
        return _unlike(tuple(codec_of(argument) for argument in arguments))
    inner = codec_of(arguments[0])
    encoder, decoder = inner.encode, inner.decode
    return Codec(
        list if encoder is None else lambda values: [encoder(value) for value in values],
        tuple if decoder is None else lambda plain: tuple([decoder(value) for value in plain]),
    )


def _unlike(codecs: tuple[Codec, ...]) -> Codec:
    def encode_each(values: tuple[Any, ...]) -> Plain:
        pairs = zip(codecs, values, strict=True)
        return [codec.encode(value) if codec.encode else value for codec, value in pairs]

    def decode_each(plain: Plain) -> object:
        pairs = zip(codecs, plain, strict=True)
        return tuple(codec.decode(value) if codec.decode else value for codec, value in pairs)

    return Codec(encode_each, decode_each)


def _mapping(key: object, value: object) -> Codec:
    if key is str:
        return Codec(
            lambda mapping: {name: encode(item, value) for name, item in mapping.items()},
            lambda plain: {name: decode(item, value) for name, item in plain.items()},
        )
    return Codec(
        lambda mapping: [[*names, encode(item, value)] for names, item in mapping.items()],
        lambda plain: {tuple(names): decode(item, value) for *names, item in plain},
    )


def _record(kind: type) -> Codec:
    hints = typing.get_type_hints(kind)
    fields = [
        (field.name, codec_of(hints[field.name]), default_of(field)) for field in dataclasses.fields(kind)
    ]

    def encode_record(value: object) -> Plain:
        plain = {}
        for name, codec, default in fields:
            item = getattr(value, name)
            # Most items are their default itself, or belong to a field without one: neither needs comparing.
            if item is not default and (default is _REQUIRED or item != default):
                plain[name] = codec.encode(item) if codec.encode else item
        return plain

    decoders = {name: codec.decode for name, codec, _ in fields if codec.decode}

    def decode_record(plain: Plain) -> object:
        named = {name: decoders[name](item) if name in decoders else item for name, item in plain.items()}
        return kind(**named)

    return Codec(encode_record, decode_record)


class _Required:
    """Stands for "no default": equal to nothing."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, _other: object) -> bool:
        return False


_REQUIRED: Final = _Required()


def default_of(field: dataclasses.Field[Any]) -> object:
    """Return the default of a field; for a field without one, a value equal to nothing."""
    if field.default is not dataclasses.MISSING:
        return field.default
    return _REQUIRED if field.default_factory is dataclasses.MISSING else field.default_factory()


def _encode_any(value: object) -> Plain:
    match value:
        case None | str() | bool() | int() | float():
            return value
        case Fraction():
            return {"fraction": str(value)}
        case date():
            return {"date": value.isoformat()}
        case tuple() | list():
            return [_encode_any(item) for item in value]
        case _:
            raise TypeError(value)


def _decode_any(plain: Plain) -> object:
    match plain:
        case {"fraction": str(text)}:
            return Fraction(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case list():
            return tuple(_decode_any(item) for item in plain)
        case dict():
            raise ValueError(plain)
        case _:
            return plain
