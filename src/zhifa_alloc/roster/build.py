"""Raw workbooks -> one checked case, or all that is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhifa_alloc.roster.arrangements import read_forces, read_institutions, read_locks, read_stations
from zhifa_alloc.roster.arrivals import Arrivals, arrivals_of
from zhifa_alloc.roster.books import Library, open_books
from zhifa_alloc.roster.carried import read_carried
from zhifa_alloc.roster.certificates import check_all_certificates
from zhifa_alloc.roster.distances import read_distances
from zhifa_alloc.roster.establishment import Establishment, read_establishment
from zhifa_alloc.roster.figures import Source, read_workloads, unsure_indicators
from zhifa_alloc.roster.keys import staff_ids
from zhifa_alloc.roster.log import FindingLog
from zhifa_alloc.roster.names import names_in
from zhifa_alloc.roster.oddities import check_oddities
from zhifa_alloc.roster.payroll import check_payroll
from zhifa_alloc.roster.people import Background, read_people
from zhifa_alloc.roster.ranges import read_ranges
from zhifa_alloc.roster.relations import read_relations
from zhifa_alloc.roster.settings import read_parameters, unread_statuses
from zhifa_alloc.roster.table import Table
from zhifa_alloc.roster.territory import read_districts, sure_receivers
from zhifa_alloc.roster.weights import factor_names, read_weights
from zhifa_alloc.schema import terms
from zhifa_alloc.schema.case import CarriedSheet, Case, District, InputFile
from zhifa_alloc.schema.codes import Code
from zhifa_alloc.schema.finding import CellRef, Finding
from zhifa_alloc.schema.parameters import Parameters
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.raw import RawBook


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking.

    Attributes:
        case: the checked input; None when any finding is an error.
        findings: all of them, in the order of the files.
        people: rows of 花名册 read, whether good or not.
        arrivals: which departments' rosters have come.
    """

    case: Case | None
    findings: tuple[Finding, ...]
    people: int
    arrivals: Arrivals = field(default_factory=Arrivals)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of a case that people are held against."""

    establishment: Establishment
    districts: tuple[District, ...]
    parameters: Parameters
    base_date: date | None


def build_case(books: Sequence[RawBook], overrides: Mapping[str, str] | None = None) -> Checked:
    """Check workbooks and bring them together.

    Args:
        books: the workbooks, in the order given; one of them holds 区情, 编制 and 参数. A file named
            twice (by itself and with its folder) is read once.
        overrides: ``--set`` values that replace those of sheet 参数.

    Raises:
        UnusableFile: 区情 or 编制 is missing, a sheet has no header or lacks a required column.
        WrongUse: no book, or an override that cannot be obeyed.
    """
    books = tuple({book.sha256: book for book in reversed(books)}.values())[::-1]
    log = FindingLog()
    for book in books:
        if book.macros:
            log.add(Code.MACROS_IGNORED, CellRef(book.name), book.name)
    library = open_books(books, log)
    frame = _frame(library, overrides or {}, log)
    case = _case(books, library, frame, log)
    findings = log.in_file_order(books)
    people = sum(len(table) for table in library.rosters)
    arrivals = arrivals_of(frame.establishment, library.rosters)
    return Checked(None if log.has_errors else case, findings, people, arrivals)


def _frame(library: Library, overrides: Mapping[str, str], log: FindingLog) -> _Frame:
    main = library.main
    parameters = read_parameters(main.tables.get(terms.SHEET_PARAMETER), overrides, log)
    establishment = read_establishment(main.tables[terms.SHEET_QUOTA], log)
    districts = read_districts(main.tables[terms.SHEET_DISTRICT], establishment.domains, log)
    _check_takers(library, establishment, districts, log)
    deadlines = [row.deadline for row in establishment.quotas if row.deadline is not None]
    base_date = parameters.base_date or min(deadlines, default=None)
    if base_date is None:
        log.add(Code.NO_BASE_DATE, CellRef(main.name, terms.SHEET_PARAMETER))
    return _Frame(establishment, districts, parameters, base_date)


def _check_takers(
    library: Library, establishment: Establishment, districts: Sequence[District], log: FindingLog
) -> None:
    """A domain with posts to hand out needs a district that takes it."""
    posts: Counter[str] = Counter()
    for row in establishment.quotas:
        posts[row.domain] += row.approved - row.reserve
    receiving = [district for district in districts if district.receives]
    where = library.main.tables[terms.SHEET_DISTRICT].place
    for domain, count in posts.items():
        if receiving and count > 0 and all(domain in item.excluded_domains for item in receiving):
            log.add(Code.NOBODY_TAKES_DOMAIN, where, domain, count=count)


def _case(books: Sequence[RawBook], library: Library, frame: _Frame, log: FindingLog) -> Case:
    known, districts = frame.establishment, frame.districts
    names = names_in(library.main.tables[terms.SHEET_DISTRICT], "name")
    stations = read_stations(library.tables(terms.SHEET_STATION), known.units, names.also(terms.CITY), log)
    keys = staff_ids(library.rosters, log)
    statuses = frame.parameters.statuses
    unread = unread_statuses(library.main.tables.get(terms.SHEET_PARAMETER), frame.parameters)
    background = Background(known, districts, names, statuses, unread, stations, frame.base_date)
    people = read_people(library.rosters, keys, background, log)
    check_oddities(library.rosters, log)
    certificates_known = check_all_certificates(library.rosters, log)
    _check_numbers(library, frame, people, certificates_known, log)
    needed = sure_receivers(library.main.tables[terms.SHEET_DISTRICT], districts)
    workload_sources = _sources(library, terms.SHEET_WORKLOAD, known)
    workloads = read_workloads(workload_sources, known.domains, districts, needed, log)
    # An empty 区情 has its finding; weights have nothing to be held against until it is filled in.
    weight_sources = _sources(library, terms.SHEET_WEIGHT, known) if districts else ()
    range_table = library.main.tables.get(terms.SHEET_WEIGHT_RANGE) if districts else None
    unsure = unsure_indicators(workload_sources, known.domains)
    ranges = read_ranges(range_table, factor_names(districts, workloads, unsure), log)
    institutions = library.tables(terms.SHEET_INSTITUTION)
    return Case(
        inputs=tuple(InputFile(book.name, book.sha256) for book in books),
        people=people,
        quotas=known.quotas,
        districts=districts,
        weights=read_weights(weight_sources, known.domains, districts, workloads, log, ranges, unsure),
        parameters=frame.parameters,
        base_date=frame.base_date,
        base_date_given=frame.parameters.base_date is not None,
        certificates_known=certificates_known,
        workloads=workloads,
        distances=read_distances(library.tables(terms.SHEET_DISTANCE), names, log),
        relations=read_relations(library.tables(terms.SHEET_RELATION), library.rosters, keys, people, log),
        locks=read_locks(_sources(library, terms.SHEET_LOCK, known), known, districts, log),
        institutions=read_institutions(institutions, known.domains, names, log),
        forces=read_forces(library.tables(terms.SHEET_FORCE), known.domains, names, log),
        carried=_carried(library),
        domains_without_people=_domains_without_people(library, known, people, log),
        weight_ranges=ranges,
    )


def _sources(library: Library, sheet: str, known: Establishment) -> tuple[Source, ...]:
    return tuple(
        Source(book.tables[sheet], None if book is library.main else _own_domains(book.rosters, known))
        for book in library.books
        if sheet in book.tables
    )


def _own_domains(rosters: Sequence[Table], known: Establishment) -> frozenset[str] | None:
    """Return the domains of a book's people; None for a book of figures alone: nobody says whose they are."""
    units = {
        known.units.find(word) for table in rosters for word in table.columns["unit"] if isinstance(word, str)
    }
    return frozenset(known.domain_of[unit] for unit in units if unit in known.domain_of) or None


def _carried(library: Library) -> dict[str, CarriedSheet]:
    found = {}
    for name in terms.CARRIED_SHEETS:
        joined = read_carried(book.carried[name] for book in library.books if name in book.carried)
        if joined is not None:
            found[name] = joined
    return found


def _domains_without_people(
    library: Library, known: Establishment, people: Sequence[Person], log: FindingLog
) -> tuple[str, ...]:
    if log.has_errors:
        return ()  # people are missing because their rows have faults; that is said already
    if not people:
        log.add(Code.NO_ROSTER, CellRef(library.main.name))
        return ()
    present = {person.domain for person in people}
    empty = tuple(domain for domain in known.domains.all() if domain not in present)
    if empty:
        log.add(Code.DOMAINS_WITHOUT_PEOPLE, CellRef(library.main.name, terms.SHEET_QUOTA), "、".join(empty))
    return empty


def _once(people: Sequence[Person]) -> list[Person]:
    """Return everybody once: a person listed twice is reported as that, not as one above the quota."""
    by_key = {person.staff_id: person for person in people}
    return list({person.id_number or key: person for key, person in by_key.items()}.values())


def _check_numbers(
    library: Library, frame: _Frame, people: Sequence[Person], certificates_known: bool, log: FindingLog
) -> None:
    """People against posts, and what has to be said when there are people."""
    counted = _once(people) if log.has_errors else people
    holders = Counter((person.unit, person.quota_type) for person in counted if person.standing.on_quota)
    for row in frame.establishment.quotas:
        count = holders[row.unit, row.quota_type]
        if count > row.approved:
            params = {"unit": row.unit, "quota_type": row.quota_type, "approved": row.approved}
            log.add(Code.ABOVE_QUOTA, row.where, count, surplus=count - row.approved, **params)
    if (
        people and not log.has_errors
    ):  # people whose rows have faults are not counted, and would be missed here
        for book in library.books:
            if terms.SHEET_PAYROLL in book.carried:
                payroll = book.carried[terms.SHEET_PAYROLL]
                check_payroll(book.name, payroll, frame.establishment, holders, log)
    if not people:
        return
    if not certificates_known:
        log.add(Code.NO_CERTIFICATES, CellRef(library.main.name, terms.SHEET_ROSTER))
    if not frame.parameters.seed:
        log.add(Code.NO_PUBLIC_DRAW, CellRef(library.main.name, terms.SHEET_PARAMETER))
