"""Tables that cannot exist: the conflict in words and numbers, and changes that mend it."""

from __future__ import annotations

import pytest

from quotas.cases import HARBIN, KIND, WORKER, crew, district, make_case, population
from zhifa_alloc.quotas import share_headcounts, share_quotas
from zhifa_alloc.schema.errors import NoFeasiblePlan
from zhifa_alloc.text import phrasebook
from zhifa_alloc.text.sentences import conflict_sentence, repair_sentence

EQUAL_THREE = population({"甲": 5, "乙": 5, "丙": 5})


def refusal(case):
    with pytest.raises(NoFeasiblePlan) as failure:
        share_headcounts(case, share_quotas(case))
    return failure.value.conflicts


def words(case):
    conflicts = refusal(case)
    for conflict in conflicts:
        for lang in ("zh", "en"):
            assert "{" not in conflict_sentence(conflict, phrasebook(lang))
            for repair in conflict.repairs:
                assert "{" not in repair_sentence(repair, phrasebook(lang))
    zh = phrasebook("zh")
    return [conflict_sentence(conflict, zh) for conflict in conflicts], [
        repair_sentence(repair, zh) for conflict in conflicts for repair in conflict.repairs
    ]


def test_two_brigades_must_hand_out_more_than_two_districts_can_take():
    districts = population(
        {"X区": 5, "Y区": 5, "Z区": 5},
        X区={"cap": 7},
        Y区={"cap": 5},
        Z区={"excluded_domains": ("A支队", "B支队")},
    )
    case = make_case({("A支队", KIND): 6, ("B支队", KIND): 8, ("C支队", KIND): 9}, districts, {"常住人口": 1})
    sentences, repairs = words(case)
    assert sentences == ["A支队、B支队 要分出 14 名，而最多只能接收 12 名：X区 编制上限7、Y区 编制上限5"]
    assert repairs == [
        "X区 编制上限7 放宽到 9 名",
        "Y区 编制上限5 放宽到 7 名",
        "A支队 少分出 2 名（增加市级留用数）",
    ]


def test_a_domain_too_small_for_its_teams():
    case = make_case({("城管", KIND): 9}, population(HARBIN), {"常住人口": 1}, parameters={"每队最少编制": 2})
    sentences, repairs = words(case)
    assert sentences == [
        "城管 只有 9 名可分，而至少需要 12 名：道里、南岗、道外、香坊、平房、松北 城管 每队最少编制2×6"
    ]
    assert repairs == ["参数 每队最少编制 改为 1", "城管 多分出 3 名（减少市级留用数，或增加核定编制数）"]


def test_two_domains_too_small_are_both_said_and_mended_together():
    case = make_case(
        {("城管", KIND): 9, ("交通", KIND): 7, ("文旅", KIND): 70},
        population(HARBIN),
        {"常住人口": 1},
        parameters={"每队最少编制": 2},
    )
    sentences, repairs = words(case)
    assert len(sentences) == 2
    assert repairs == ["参数 每队最少编制 改为 1"]


def test_floors_of_districts_above_all_posts():
    districts = population({"甲": 5, "乙": 5}, 甲={"floor": 8}, 乙={"floor": 5})
    sentences, repairs = words(make_case({("城管", KIND): 10}, districts, {"常住人口": 1}))
    assert sentences == ["城管 只有 10 名可分，而至少需要 13 名：甲 编制下限8、乙 编制下限5"]
    assert repairs[:2] == ["甲 编制下限8 降到 5 名", "乙 编制下限5 降到 2 名"]


def test_a_conflict_names_no_more_than_it_takes_and_what_mends_it_mends_all():
    """Two floors alone are above all posts; that every team must have two more is true, and not needed."""
    districts = population({"甲": 5, "乙": 5, "丙": 5, "丁": 5}, 甲={"floor": 8}, 乙={"floor": 9})
    case = make_case({("城管", KIND): 10}, districts, {"常住人口": 1}, parameters={"每队最少编制": 2})
    sentences, repairs = words(case)
    assert sentences == ["城管 只有 10 名可分，而至少需要 17 名：甲 编制下限8、乙 编制下限9"]
    assert "城管 多分出 11 名（减少市级留用数，或增加核定编制数）" in repairs


def test_a_lock_above_the_cap_of_its_district():
    districts = population({"甲": 5, "乙": 5}, 甲={"cap": 3})
    case = make_case(
        {("城管", KIND): 10, ("交通", KIND): 4}, districts, {"常住人口": 1}, locks=[("城管", KIND, "甲", 6)]
    )
    sentences, _ = words(case)
    assert sentences == ["至少需要 6 名（甲 城管·参公事业编制 锁定编制6），而最多只能接收 3 名：甲 编制上限3"]


def test_locks_beyond_the_row():
    districts = population({"甲": 5, "乙": 5})
    locks = [("城管", KIND, "甲", 6), ("城管", KIND, "乙", 5)]
    sentences, _ = words(make_case({("城管", KIND): 10}, districts, {"常住人口": 1}, locks=locks))
    assert sentences == [
        "城管 只有 10 名可分，而至少需要 11 名：甲 城管·参公事业编制 锁定编制6、乙 城管·参公事业编制 锁定编制5"
    ]


def test_a_way_out_of_several_steps_that_comes_to_one_is_said_as_one():
    """What the first cut asks of the lock is not enough, so no single change mends the table at once."""
    posts = {("城管", KIND): 72, ("城管", "事业编制"): 30}
    locks = [("城管", KIND, "甲", 300)]
    case = make_case(posts, EQUAL_THREE, {"常住人口": 1}, locks=locks, parameters={"每队最少编制": 2})
    _, repairs = words(case)
    assert repairs == [
        "甲 城管·参公事业编制 锁定编制300 降到 72 名",
        "城管（参公事业编制） 多分出 228 名（减少市级留用数，或增加核定编制数）",
    ]


def test_contradicting_bounds_on_one_place():
    districts = population({"甲": 5, "乙": 5}, 甲={"cap": 3, "floor": 5})
    sentences, repairs = words(make_case({("城管", KIND): 10, ("交通", KIND): 4}, districts, {"常住人口": 1}))
    assert sentences == ["同一处的界限互相矛盾，至少 5 名与至多 3 名不能同时成立：甲 编制上限3、甲 编制下限5"]
    assert repairs == ["甲 编制上限3 放宽到 5 名", "甲 编制下限5 降到 3 名"]


def test_bounds_that_contradict_each_other_in_two_places_are_mended_together():
    bounds = {"cap": 3, "floor": 5}
    districts = population({"甲": 5, "乙": 5, "丙": 5}, 甲=bounds, 乙=bounds)
    sentences, repairs = words(make_case({("城管", KIND): 20}, districts, {"常住人口": 1}))
    assert len(sentences) == 2
    assert repairs == [
        "同时作以下调整：甲 编制上限3 放宽到 5 名、乙 编制上限3 放宽到 5 名",
        "同时作以下调整：甲 编制下限5 降到 3 名、乙 编制下限5 降到 3 名",
    ]


def test_a_lock_where_nobody_receives():
    districts = population({"甲": 5, "乙": 5}, 乙={"excluded_domains": ("城管",)})
    sentences, _ = words(
        make_case({("城管", KIND): 10}, districts, {"常住人口": 1}, locks=[("城管", KIND, "乙", 2)])
    )
    assert sentences == [
        "锁定编制：乙 不承接“城管”，不能锁定 2 名；请改锁定的区，或改 区情 的 是否承接、不承接领域"
    ]


def test_a_factor_of_zeros_and_a_domain_that_nobody_takes():
    zeros = make_case({("城管", KIND): 10}, population({"甲": 0, "乙": 0}), {"常住人口": 1})
    assert refusal(zeros)[0].code == "quotas.factor_all_zero"
    alone = make_case(
        {("城管", KIND): 10}, population({"甲": 5}, 甲={"excluded_domains": ("城管",)}), {"常住人口": 1}
    )
    assert refusal(alone)[0].code == "quotas.no_receiver"
    words(zeros)
    words(alone)


def test_floors_of_a_comprehensive_team_that_others_make_impossible():
    districts = population({"甲": 5, "乙": 5})
    case = make_case(
        {("城管", KIND): 2, ("城管", WORKER): 4, ("交通", KIND): 2},
        districts,
        {"常住人口": 1},
        institutions=[("甲", "甲综合队", ("城管", "交通")), ("乙", "乙综合队", ("城管", "交通"))],
        parameters={"每队最少编制": 3},
    )
    sentences, _ = words(case)
    assert sentences == [
        "城管（参公事业编制）、交通 只有 4 名可分，而至少需要 6 名：甲 甲综合队 每队最少编制3、乙 乙综合队 每队最少编制3"
    ]


def test_two_way_proportion_needs_every_total():
    districts = [
        district("甲", factors={"人口": 1}, cap=5, floor=5),
        district("乙", factors={"人口": 1}, cap=5),
    ]
    case = make_case({("城管", KIND): 10}, districts, {"人口": 1}, parameters={"取整方法": "双向比例"})
    sentences, _ = words(case)
    (sentence,) = sentences
    assert "乙没有给" in sentence


def test_repairs_of_two_way_proportion_keep_every_total_given():
    totals = {"甲": 5, "乙": 6}
    districts = [
        district(name, factors={"人口": 1}, cap=total, floor=total) for name, total in totals.items()
    ]
    case = make_case({("城管", KIND): 10}, districts, {"人口": 1}, parameters={"取整方法": "双向比例"})
    sentences, repairs = words(case)
    assert len(sentences) == 1
    assert "甲 编制上限5、甲 编制下限5 一起改为 4 名" in repairs
    assert "乙 编制上限6、乙 编制下限6 一起改为 5 名" in repairs


def test_pins_beyond_the_posts_of_a_district():
    districts = population({"甲": 5, "乙": 5})
    case = make_case({("城管", KIND): (10, 4)}, districts, {"常住人口": 1}, people=crew(5, pin="甲"))
    sentences, repairs = words(case)
    assert repairs == ["甲 城管·参公事业编制 去向指定5 减到 3 人"]
    assert sentences == [
        "同一处的人数界限互相矛盾，至少 5 人与至多 3 人不能同时成立：甲 城管·参公事业编制 编制分配3、甲 城管·参公事业编制 去向指定5"
    ]
