"""领导职数: how many leading posts a body of a certain size may have, by profiles that an office can edit.

The profiles stand in ``data/templates/领导职数.toml`` (packed beside the program in a wheel). Those that
come with the program are published examples of other places, not local law.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from zhifa_alloc.schema.errors import UnusableFile

PROFILES_NAME: Final = "领导职数.toml"
_PACKED: Final = "_templates"
_CHECKOUT: Final = Path(__file__).parents[3] / "data" / "templates"


class Band(BaseModel):
    """One step: bodies of up to ``up_to`` posts (included; None: any more) have ``least`` to ``most`` leaders."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    up_to: Annotated[int, Field(ge=1)] | None = Field(default=None, alias="编制至")
    least: Annotated[int, Field(ge=0)] = Field(alias="最少")
    most: Annotated[int, Field(ge=0)] = Field(alias="最多")
    words: str = Field(default="", alias="写法")

    @property
    def text(self) -> str:
        """The range as offices write it: 1正1副, 2—3, 2."""
        span = str(self.least) if self.least == self.most else f"{self.least}—{self.most}"
        return self.words or span


def _ascending(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """Refuse steps that do not ascend to an open one, and ranges that end before they begin."""
    *limits, last = (band.up_to for band in bands)
    known = [limit for limit in limits if limit is not None]
    if last is not None or known != limits or known != sorted(set(known)):
        raise ValueError("bands")
    if any(band.least > band.most for band in bands):
        raise ValueError("bands")
    return bands


Steps: TypeAlias = Annotated[tuple[Band, ...], Field(min_length=1), AfterValidator(_ascending)]
"""Bands that ascend; the last is open."""


class DomainSteps(BaseModel):
    """Tables of one 领域 that stand in place of its profile's; what is not given is the profile's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    body: Steps | None = Field(default=None, alias="单独机构")
    section: Steps | None = Field(default=None, alias="内设机构")


class LeadershipProfile(BaseModel):
    """A set of two tables: for a body of its own and for a unit inside a body; a 领域 may have its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    note: str = Field(alias="说明")
    source: str = Field(default="", alias="依据")
    body: Steps = Field(alias="单独机构")
    section: Steps = Field(alias="内设机构")
    domains: dict[str, DomainSteps] = Field(default_factory=dict, alias="领域")

    def tables_of(self, domains: Sequence[str]) -> tuple[Steps, Steps]:
        """Return the tables (body, section) of a team; one of several 领域 goes by the profile's."""
        own = self.domains.get(domains[0]) if len(domains) == 1 else None
        if own is None:
            return self.body, self.section
        return own.body or self.body, own.section or self.section


_PROFILES: Final = TypeAdapter(dict[str, LeadershipProfile])


def band_of(bands: Sequence[Band], posts: int) -> Band | None:
    """Return the step that a body of so many posts (名) is on; None for a body without posts."""
    if posts <= 0:
        return None
    return next(band for band in bands if band.up_to is None or posts <= band.up_to)


@cache
def leadership_profiles() -> Mapping[str, LeadershipProfile]:
    """Return the profiles of this installation by name, in file order.

    Raises:
        UnusableFile: the file is not there or not as it must be (``leadership_profiles``).
    """
    try:
        return parse_profiles(_profiles_file().read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnusableFile("leadership_profiles", name=PROFILES_NAME) from error


def parse_profiles(text: str) -> Mapping[str, LeadershipProfile]:
    """Read profiles from TOML.

    Raises:
        ValueError: not TOML, or not profiles.
    """
    return _PROFILES.validate_python(tomllib.loads(text))


def _profiles_file() -> Traversable:
    packed = resources.files("zhifa_alloc") / _PACKED / PROFILES_NAME
    return packed if packed.is_file() else _CHECKOUT / PROFILES_NAME
