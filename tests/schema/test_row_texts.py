"""Records written by columns read as if each had been written alone."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from zhifa_alloc.schema.codec import encode
from zhifa_alloc.schema.person import Person
from zhifa_alloc.schema.row_texts import row_texts
from zhifa_alloc.schema.status import Standing

PEOPLE = st.lists(
    st.builds(
        Person,
        *[st.text(max_size=3)] * 7,
        standing=st.builds(Standing, *[st.booleans()] * 3),
        birth=st.none() | st.tuples(st.integers(1900, 2010), st.integers(1, 12)),
        certificate_until=st.none() | st.dates(),
        points=st.none() | st.fractions(),
        wishes=st.tuples(*[st.sampled_from(("", "东区", "西区"))] * 3),
        exclusions=st.lists(st.text(max_size=3), max_size=3).map(tuple),
        remark=st.text(st.characters(codec=None), max_size=10),
    ),
    max_size=4,
)


@given(PEOPLE)
def test_every_record_is_written_as_it_would_be_alone(people):
    alone = [
        json.dumps(encode(person, Person), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        for person in people
    ]
    assert row_texts(people, Person) == alone


@given(PEOPLE)
def test_fields_left_out_are_in_no_text(people):
    texts = row_texts(people, Person, without=("name", "where"))
    assert all(json.loads(text).keys().isdisjoint({"name", "where"}) for text in texts)
