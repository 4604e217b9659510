"""First sheets: 说明 of a consultation, 交接书 of a handover."""

from __future__ import annotations

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
SIGNED_NAME: Final = "签字人"
SIGNED_ON: Final = "签字日期"
TOTAL: Final = "合计"

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
    Column("方", width=8),
    Column("单位", "text", 40, editable=True),
    Column(SIGNED_NAME, width=20, editable=True),
    Column(SIGNED_ON, "date", 20, editable=True),
)
_CONTENT_COLUMNS: Final = (
    Column("序号", "number", 6),
    Column("表名", "text", 30),
    Column("是否附表", width=12),
    Column("说明", "text", 60),
)


def guide_page(frame: Frame) -> Page:
    """Say who asks whom about what, by when, and how to answer."""
    portion = frame.portion
    texts = [
        say("guide.who", district=portion.district, departments=_departments(portion)),
        say("guide.what", posts=_posts(portion), people=_people(portion)),
        say("guide.by_when"),
        say("guide.how_people"),
        say("guide.how_meaning"),
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
    blocks = (
        Lines(tuple(_parties(portion))),
        Lines(tuple(_contents(portion)), "body"),
        _terms_table(portion),
        Lines((say("cover.enclosed"),), "heading"),
        _content_table(frame, tuple(pages)),
        Lines((say("cover.signing"),), "heading"),
        Table(_SIGNING_COLUMNS, tuple((party, None, None, None) for party in PARTIES)),
        Lines((say("cover.copies"),), "body"),
    )
    return frame.page(COVER_NAME, say("titles.cover"), blocks)


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


def _contents(portion: Portion) -> Iterator[str]:
    counts = {name: str(len(rows.rows)) for name, rows in portion.carried.items()}
    assets = sum(len(portion.carried[name].rows) for name in _asset_names() if name in portion.carried)
    missing = say("cover.not_given")
    files = str(len(portion.people_of(MODE_TRANSFERRED))) if MODE_TRANSFERRED in portion.modes else missing
    yield say(
        "cover.contents",
        duties=counts.get("职责划转清单", missing),
        posts=_posts(portion),
        people=_people(portion),
        assets=str(assets) if assets else missing,
        files=files,
        cases=counts.get("未结案件移交清单", missing),
    )


def _asset_names() -> tuple[str, ...]:
    return tuple(form.name for form in FORMS if form.source == "资产")


def _posts(portion: Portion) -> str:
    return str(sum(pool.quota for pool in portion.pools))


def _people(portion: Portion) -> str:
    """Count the district's own people, or say that their roster has not come."""
    if portion.awaited and not portion.people:
        return say("people.awaited_count")
    return str(len(portion.people))


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


def _content_table(frame: Frame, pages: tuple[Page, ...]) -> Table:
    present = [page.name for page in pages if page.visibility == "visible"]
    lines = [(name, say("cover.there"), "") for name in present]
    lines += [
        (form.name, say("cover.left_out"), _why(form, frame)) for form in FORMS if form.name not in present
    ]
    if CERTIFICATE_NAME not in present:
        lines.append((CERTIFICATE_NAME, say("cover.left_out"), say("cover.no_certificates")))
    transferred = MODE_TRANSFERRED in frame.portion.modes
    why = say("cover.nobody" if transferred else "cover.seconded_only")
    lines += [(sheet.name, say("cover.left_out"), why) for sheet in TRANSFERS if sheet.name not in present]
    return Table(_CONTENT_COLUMNS, tuple((number, *line) for number, line in enumerate(lines, start=1)))


def _why(form: Form, frame: Frame) -> str:
    if not is_drawn_up(form, frame):
        return say("cover.seconded_only")
    return say("cover.no_input", sheet=form.source)
