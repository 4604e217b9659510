"""First sheets: 说明 of a consultation, 交接书 of a handover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from zhifa_alloc.handover.annexes import is_drawn_up
from zhifa_alloc.handover.forms import FORMS, Form
from zhifa_alloc.handover.frame import PARTIES, Frame, departments, say
from zhifa_alloc.handover.people import CERTIFICATE_NAME, TRANSFERS
from zhifa_alloc.handover.portion import Portion, Terms
from zhifa_alloc.schema.page import CellValue, Column, Lines, Page, Table
from zhifa_alloc.schema.terms import MODE_TRANSFERRED

GUIDE_NAME: Final = "说明"
COVER_NAME: Final = "交接书"
SIGNING_NAME: Final = "签收登记"
SIGNED_NAME: Final = "签字人"
SIGNED_ON: Final = "签字日期"
TOTAL: Final = "合计"
_MEANING: Final = {"逐条确认": "guide.how_meaning", "直接采纳": "guide.how_meaning_direct"}
"""What 不同意 leads to, by 参数 意见采纳."""

_TERMS_COLUMNS: Final = (
    Column("执法领域", width=14),
    Column("主管部门", "text", 18),
    Column("原单位", "text", 34),
    Column("划转方式", width=16),
    Column("批次", width=10),
    Column("交接期限", "date", 14),
    Column("编制（名）", "number", 10),
    Column("人员（人）", "number", 10),
)
_SIGNING_COLUMNS: Final = (
    Column("方", width=10),
    Column("单位", "text", 50, editable=True),
    Column(SIGNED_NAME, width=30, editable=True),
    Column(SIGNED_ON, "date", 34, editable=True),
)


def guide_page(frame: Frame) -> Page:
    """Say who asks whom about what, by when, and how to answer."""
    portion = frame.portion
    texts = [
        say("guide.who", district=portion.district, departments=_departments(portion)),
        say("guide.what", posts=_posts(portion), people=_people(portion)),
        say("guide.by_when"),
        say("guide.how_people"),
        say(_MEANING[portion.parameters.feedback]),
    ]
    if any(form.source == "职责" for form in FORMS if form.name in portion.carried):
        texts.append(say("guide.how_duties"))
    texts += [say("guide.keep"), say("guide.plan", plan=portion.plan_id)]
    return frame.page(GUIDE_NAME, say("titles.guide"), (Lines(tuple(texts)), _terms_table(portion)))


def cover_page(frame: Frame, pages: Iterable[Page]) -> Page:
    """Draw up the cover: the parties, the basis, what is handed over, which sheets follow.

    Args:
        frame: surroundings of the workbook.
        pages: the sheets that follow, so that the cover tells what is there and what is not.
    """
    portion = frame.portion
    present = tuple(page.name for page in pages)
    blocks = (
        Lines((*_parties(portion), _contents(portion))),
        _terms_table(portion),
        Lines((*_enclosed(frame, present), say("cover.copies"))),
    )
    return frame.page(COVER_NAME, say("titles.cover"), blocks)


def signing_page(frame: Frame) -> Page:
    """Draw up the register of the three signatures: its three dates decide when the handover is complete."""
    table = Table(_SIGNING_COLUMNS, tuple((party, None, None, None) for party in PARTIES))
    return frame.page(SIGNING_NAME, SIGNING_NAME, (Lines((say("cover.signing"),)), table))


def _parties(portion: Portion) -> Iterator[str]:
    parameters = portion.parameters
    yield say("cover.giver", body=_departments(portion))
    yield say("cover.taker", body="、".join(dict.fromkeys((portion.district, *portion.bodies.values()))))
    yield say("cover.witness")
    if parameters.approved:
        day = parameters.approval_date
        assert day is not None
        yield say(
            "cover.basis", number=parameters.approval_number, date=f"{day.year}年{day.month}月{day.day}日"
        )
    else:
        yield say("cover.basis_missing")
    base = portion.base_date
    if base is None:
        yield say("cover.base_missing")
    else:
        key = "cover.base" if portion.base_date_given else "cover.base_taken"
        yield say(key, date=f"{base.year}年{base.month}月{base.day}日")
    yield say("guide.plan", plan=portion.plan_id)


def _contents(portion: Portion) -> str:
    rows = {form.source: 0 for form in FORMS} | _carried_counts(portion)
    files = len(portion.people_of(MODE_TRANSFERRED))
    return say(
        "cover.contents",
        duties=_count(rows["职责"], "项"),
        posts=_posts(portion),
        people=_people(portion),
        assets=_count(rows["资产"], "项"),
        files=_count(files, "份") if MODE_TRANSFERRED in portion.modes else say("cover.files_stay"),
        cases=_count(rows["案件"], "件"),
    )


def _carried_counts(portion: Portion) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for carried in portion.carried.values():
        counts[carried.form.source] += len(carried.rows)
    return counts


def _count(count: int, measure: str) -> str:
    return say("cover.count", count=count, measure=measure) if count else say("cover.not_given")


def _posts(portion: Portion) -> str:
    return str(sum(pool.quota for pool in portion.pools))


def _people(portion: Portion) -> str:
    """Count the district's own people, and say that a roster has not come."""
    if portion.awaited and not portion.people:
        return say("people.awaited_count")
    key = "people.total_so_far" if portion.awaited else "people.total"
    return say(key, count=len(portion.people))


def _departments(portion: Portion) -> str:
    return "、".join(departments(portion)) or say("head.departments")


def _terms_table(portion: Portion) -> Table:
    rows = tuple(_terms_row(portion, terms) for terms in portion.terms)
    posts = sum(pool.quota for pool in portion.pools)
    total = (TOTAL, None, None, None, None, None, posts, len(portion.people) or None)
    return Table(_TERMS_COLUMNS, rows, total)


def _terms_row(portion: Portion, terms: Terms) -> tuple[CellValue, ...]:
    pools = [pool for pool in portion.pools if pool.domain == terms.domain]
    people = None
    if terms.domain not in portion.awaited:
        people = sum(pool.headcount or 0 for pool in pools)
    return (
        terms.domain,
        "、".join(terms.departments),
        "、".join(terms.units),
        "、".join(terms.modes),
        "、".join(terms.batches),
        terms.deadline,
        sum(pool.quota for pool in pools),
        people,
    )


def _enclosed(frame: Frame, present: tuple[str, ...]) -> Iterator[str]:
    """Name the sheets that follow, and those left out with the reason."""
    names = (say("cover.enclosed_one", number=number, name=name) for number, name in enumerate(present, 1))
    yield say("cover.enclosed", names="；".join(names))
    missing = "；".join(
        say("cover.left_out_one", name=name, why=why) for name, why in _left_out(frame) if name not in present
    )
    if missing:
        yield say("cover.left_out", names=missing)


def _left_out(frame: Frame) -> Iterator[tuple[str, str]]:
    """Say for every sheet that may be missing why it would be."""
    for form in FORMS:
        yield form.name, _why(form, frame)
    yield CERTIFICATE_NAME, say("cover.no_certificates")
    transferred = MODE_TRANSFERRED in frame.portion.modes
    for sheet in TRANSFERS:
        yield sheet.name, say("cover.nobody" if transferred else "cover.seconded_only")


def _why(form: Form, frame: Frame) -> str:
    if not is_drawn_up(form, frame):
        return say("cover.seconded_only")
    return say("cover.no_input", sheet=form.source)
