"""The catalogue of findings: every code, what it stands for, and how much it weighs.

E1xx: one cell alone. E2xx: rows, sheets or books against each other. W3xx: worth a look. N4xx: said
so that nobody is surprised. x5xx: workbooks that districts sent back. x6xx: what goes
on from an earlier draft, and what came of objections. The sentences live in ``text``, below the same codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from zhifa_alloc.schema.finding import Severity


class Code(StrEnum):
    """Codes by meaning; the value is what users see and look up with ``explain``."""

    EMPTY_CELL = "E101"
    ID_MALFORMED = "E102"
    ID_CHECK_FAILS = "E103"
    ID_AS_NUMBER = "E104"
    TWO_VALUES = "E105"
    UNKNOWN_DISTRICT = "E106"
    DITTO_MARK = "E107"
    NOT_A_DATE = "E108"
    NOT_A_NUMBER = "E109"
    NEGATIVE = "E110"
    FRACTIONAL = "E111"
    NOT_A_CHOICE = "E112"
    EXCEL_ERROR = "E113"
    NO_CACHED_VALUE = "E114"
    UNKNOWN_STATUS = "E115"
    TYPE_AS_DIGIT = "E116"
    FIGURE_EMPTY = "E117"
    PARAMETER_UNKNOWN = "E118"
    PARAMETER_CHOICE = "E119"
    PARAMETER_COUNT = "E120"
    PARAMETER_DATE = "E121"
    NOT_TEXT = "E122"
    KEY_IS_ID = "E123"
    RULE_UNKNOWN = "E131"
    RULE_FIXED = "E132"
    RULE_WITHOUT_REASON = "E133"

    DUPLICATE_KEY = "E201"
    DUPLICATE_ID = "E202"
    IN_TWO_BOOKS = "E203"
    UNKNOWN_UNIT = "E204"
    TYPE_NOT_IN_QUOTA = "E205"
    PIN_NOT_RECEIVING = "E206"
    PIN_NOT_THIS_DOMAIN = "E207"
    PIN_NOT_PLACED = "E208"
    PIN_EXCLUDED = "E209"
    RESERVE_ABOVE_APPROVED = "E210"
    DUPLICATE_QUOTA_ROW = "E211"
    UNIT_IN_TWO_DOMAINS = "E212"
    UNIT_CONTRADICTS = "E213"
    DUPLICATE_DISTRICT = "E214"
    NO_RECEIVING_DISTRICT = "E215"
    NOBODY_TAKES_DOMAIN = "E216"
    UNKNOWN_DOMAIN = "E217"
    FLOOR_ABOVE_CAP = "E218"
    WEIGHTS_ALL_ZERO = "E219"
    WEIGHT_WITHOUT_FIGURES = "E220"
    DUPLICATE_WEIGHT_ROW = "E221"
    DUPLICATE_WORKLOAD = "E222"
    FACTOR_ALL_ZERO = "E223"
    DISTRICT_COLUMN_MISSING = "E224"
    UNKNOWN_PERSON = "E225"
    RELATION_WITH_SELF = "E226"
    LOCK_UNKNOWN_CELL = "E227"
    DUPLICATE_LOCK = "E228"
    DOMAIN_IN_TWO_TEAMS = "E229"
    STATION_CONTRADICTS = "E230"
    DISTANCE_CONTRADICTS = "E231"
    PARAMETER_TWICE = "E232"
    NO_KEY = "E233"
    NO_ROWS = "E234"
    DOMAIN_STATE_CONTRADICTS = "E235"
    WEIGHT_OUT_OF_RANGE = "E236"
    RANGE_IMPOSSIBLE = "E237"
    RANGE_UNKNOWN_FACTOR = "E238"
    DUPLICATE_RANGE = "E239"

    WISH_CLOSED = "W301"
    WISH_EXCLUDED = "W302"
    WISH_TWICE = "W303"
    ABOVE_QUOTA = "W304"
    DUPLICATE_CERTIFICATE = "W305"
    ID_AGAINST_BIRTH = "W306"
    ID_AGAINST_SEX = "W307"
    MONTH_AS_NUMBER = "W308"
    CERTIFICATE_NO_DATE = "W309"
    CERTIFICATE_EXPIRED = "W310"
    SECOND_SOURCE = "W311"
    PARTNER_APART = "W312"
    CERTIFICATE_NOT_A_NUMBER = "W313"
    KEY_AS_NUMBER = "W314"
    NO_PUBLIC_DRAW = "W315"
    CERTIFICATE_NOT_ALLOWED = "W316"
    FOREIGN_DOMAIN = "W317"
    DATE_WITHOUT_CERTIFICATE = "W318"
    COLUMN_TWICE = "W319"
    MIXED_PERCENT = "W320"
    OUTSIDE_QUOTA_ROW = "W321"
    DISTANCE_ASYMMETRIC = "W322"
    RANK_BELOW_LEVEL = "W323"
    PAYROLL_DIFFERS = "W324"
    NAME_NOT_TYPED = "W325"
    RELATION_WITHOUT_DEMAND = "W326"

    UNKNOWN_COLUMNS = "N401"
    NO_BASE_DATE = "N402"
    DISTANCE_ROUNDED = "N403"
    DOMAINS_WITHOUT_PEOPLE = "N404"
    NO_ROSTER = "N405"
    NO_CERTIFICATES = "N406"
    SHEET_LEFT_OUT = "N407"
    MACROS_IGNORED = "N408"
    TOTAL_DIFFERS = "N409"

    RETURN_FOREIGN = "E501"
    RETURN_OTHER_PLAN = "E502"
    RETURN_UNKNOWN_PERSON = "E503"
    RETURN_NOT_A_CHOICE = "E504"
    RETURN_TWICE = "E505"
    RETURN_UNREADABLE = "E506"
    RETURN_TEAMS_ABOVE_TOTAL = "E507"
    RETURN_NOT_A_DECISION = "E508"
    RETURN_NO_REASON = "W501"
    RETURN_EMPTY = "W502"
    RETURN_TEAM_POSTS = "W503"
    RETURN_NOT_A_DAY = "W504"
    RETURN_OTHER_FILES = "N501"

    EDIT_LAPSED = "W601"
    PIN_LAPSED = "W602"
    OBJECTION_NOT_OBEYED = "W603"
    OBJECTION_LAPSED = "W604"
    OBJECTION_OPEN = "W605"
    SETUP_LAPSED = "W606"
    OBJECTION_TO_TALK = "N601"
    OBJECTION_OBEYED = "N602"
    OBJECTION_REJECTED = "N603"
    SETUP_TAKEN = "N604"
    OTHER_EQUAL_TABLE = "N605"


_LETTERS: Final[Mapping[str, Severity]] = {
    "E": Severity.ERROR,
    "W": Severity.WARNING,
    "N": Severity.NOTE,
}

CATALOGUE: Final[Mapping[str, Severity]] = {code.value: _LETTERS[code.value[0]] for code in Code}
"""Code -> severity, in the order of the codes."""

FAULTS: Final[Mapping[str, Code]] = {
    "missing": Code.EMPTY_CELL,
    "id_malformed": Code.ID_MALFORMED,
    "id_check_fails": Code.ID_CHECK_FAILS,
    "id_as_number": Code.ID_AS_NUMBER,
    "two_values": Code.TWO_VALUES,
    "ditto": Code.DITTO_MARK,
    "not_a_date": Code.NOT_A_DATE,
    "not_a_number": Code.NOT_A_NUMBER,
    "negative": Code.NEGATIVE,
    "fractional": Code.FRACTIONAL,
    "not_a_choice": Code.NOT_A_CHOICE,
    "not_text": Code.NOT_TEXT,
    "type_as_digit": Code.TYPE_AS_DIGIT,
    "key_is_id": Code.KEY_IS_ID,
}
"""Type of a validation error of ``schema.fields`` -> code."""
