"""Names and ID numbers of people who do not exist."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date
from random import Random
from typing import Final

REGION: Final = "230199"
"""Not assigned to any place, so no number made here belongs to a real person."""

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
_GIVEN_FIRST: Final = "建志文国晓明海玉春立伟永德振俊宏思雨佳欣子秀淑桂雪丽红艳静洪庆兴世景泽嘉凤亚东"
_GIVEN_MALE: Final = "军强伟刚勇峰涛斌辉磊鹏超波杰民平华林生龙飞浩宇博毅诚东亮旭凯岩松"
_GIVEN_FEMALE: Final = "芳敏静丽娟艳玲娜霞燕红梅莉洁颖琳雪慧婷莹萍丹晶蕾薇欣怡岚妍菲平华"


def check_digit(first17: str) -> str:
    """Return the 18th character that GB 11643-1999 demands for the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


class IdNumbers:
    """Hands out ID numbers that are valid and never repeat."""

    def __init__(self) -> None:
        self._used: Counter[tuple[date, str]] = Counter()

    def issue(self, birth: date, sex: str) -> str:
        """Return the next free number for a birth date and a sex (男 or 女).

        Raises:
            ValueError: 500 people of this sex were born on this day already.
        """
        taken = self._used[birth, sex]
        if taken >= 500:
            raise ValueError(birth)
        self._used[birth, sex] += 1
        sequence = 2 * taken + (1 if sex == "男" else 0)
        body = f"{REGION}{birth.year:04d}{birth.month:02d}{birth.day:02d}{sequence:03d}"
        return body + check_digit(body)


def full_name(random: Random, sex: str) -> str:
    """Make up a name of two or three characters."""
    last = _GIVEN_MALE if sex == "男" else _GIVEN_FEMALE
    middle = random.choice(_GIVEN_FIRST) if random.random() < 0.75 else ""
    return random.choice(_SURNAMES) + middle + random.choice(last)


def birthday(random: Random, year: int) -> date:
    """Make up a day in a year."""
    month = 1 + int(random.random() * 12)
    return date(year, month, 1 + int(random.random() * monthrange(year, month)[1]))
