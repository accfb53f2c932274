"""From a plan to the body of a request: pure, compared as the dictionaries that are sent."""

from typing import Any

import pytest

from search.analysis import query_terms
from search.clauses import AllOf, AnyClause, AnyOf, Best, Boosted, Fixed, OneOf, Phrase, Word
from search.engines import FacetCount, Plan
from search.engines.elasticsearch.querying import condition, read_facets, read_left_out, request, scored
from search.query import FILTERS, Filters, Sort
from search.weighing import Weighing

PUBLIC = frozenset({"public"})
WORD = Word("title", "korban")
OVER = {"bool": {"filter": [{"terms": {"status": ["withdrawn"]}}]}}


def body(plan: Plan, tokens: frozenset[str] = PUBLIC, required: int = 1) -> dict[str, Any]:
    return request(Weighing(plan, tokens), required)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (WORD, {"term": {"title": {"value": "korban", "boost": 1.0}}}),
        (Boosted(Boosted(WORD, 0.5), 0.1), {"term": {"title": {"value": "korban", "boost": 0.05}}}),
        (Fixed(WORD, 4.0), {"constant_score": {"filter": {"term": {"title": "korban"}}, "boost": 4.0}}),
        (
            Phrase("body", ((0, "gugus"), (1, "tugas"))),
            {"match_phrase": {"body": {"query": "gugus tugas", "analyzer": "terms_with_gaps", "boost": 1.0}}},
        ),
        (
            Boosted(Phrase("body", ((0, "lindung"), (2, "saksi"))), 2.0),
            {"match_phrase": {"body": {"query": "lindung zzgapzz saksi", "analyzer": "terms_with_gaps", "boost": 2.0}}},
        ),
        (
            Boosted(AnyOf((WORD, Word("body", "korban")), 2), 3.0),
            {
                "bool": {
                    "should": [
                        {"term": {"title": {"value": "korban", "boost": 3.0}}},
                        {"term": {"body": {"value": "korban", "boost": 3.0}}},
                    ],
                    "minimum_should_match": 2,
                }
            },
        ),
        (
            AnyOf((WORD, Word("body", "korban")), 2, including=(WORD,)),
            {
                "bool": {
                    "should": [
                        {"term": {"title": {"value": "korban", "boost": 1.0}}},
                        {"term": {"body": {"value": "korban", "boost": 1.0}}},
                    ],
                    "minimum_should_match": 2,
                    "filter": [{"bool": {"should": [{"term": {"title": "korban"}}], "minimum_should_match": 1}}],
                }
            },
        ),
        (Best((WORD,)), {"dis_max": {"queries": [{"term": {"title": {"value": "korban", "boost": 1.0}}}]}}),
        (
            OneOf("year", (2007, 2021)),
            {"constant_score": {"filter": {"terms": {"year": [2007, 2021]}}, "boost": 1.0}},
        ),
        (
            AllOf((Fixed(OneOf("kind", ("sop",))), WORD), without=(Word("body", "rahasia"),)),
            {
                "bool": {
                    "must": [{"term": {"title": {"value": "korban", "boost": 1.0}}}],
                    "filter": [{"terms": {"kind": ["sop"]}}],
                    "must_not": [{"term": {"body": "rahasia"}}],
                }
            },
        ),
        (
            AllOf((WORD,), preferring=(Fixed(Word("status", "in_force"), 2.0),)),
            {
                "bool": {
                    "must": [{"term": {"title": {"value": "korban", "boost": 1.0}}}],
                    "should": [{"constant_score": {"filter": {"term": {"status": "in_force"}}, "boost": 2.0}}],
                }
            },
        ),
        (
            Phrase("title", ((0, "a"), (3, "b")), slop=20),
            {
                "bool": {
                    "must": [
                        {"term": {"title": {"value": "a", "boost": 1.0}}},
                        {"term": {"title": {"value": "b", "boost": 1.0}}},
                    ],
                    "filter": [
                        {"match_phrase": {"title": {"query": "a b", "analyzer": "terms_with_gaps", "slop": 20}}}
                    ],
                }
            },
        ),
        (
            Phrase("body", ((0, "a"), (3, "b")), slop=20),
            {
                "bool": {
                    "must": [
                        {"term": {"body": {"value": "a", "boost": 0.5}}},
                        {"term": {"body": {"value": "b", "boost": 0.5}}},
                    ],
                    "filter": [{"match_phrase": {"body": {"query": "a b", "analyzer": "terms_with_gaps", "slop": 20}}}],
                }
            },
        ),
    ],
)
def test_a_clause_with_its_score(clause: AnyClause, expected: dict[str, Any]) -> None:
    assert scored(clause).to_dict() == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (Boosted(WORD, 7.0), {"term": {"title": "korban"}}),
        (Fixed(WORD, 7.0), {"term": {"title": "korban"}}),
        (
            Best((WORD, Word("body", "a"))),
            {"bool": {"should": [{"term": {"title": "korban"}}, {"term": {"body": "a"}}], "minimum_should_match": 1}},
        ),
        (
            AllOf((WORD,), (WORD,)),
            {"bool": {"filter": [{"term": {"title": "korban"}}], "must_not": [{"term": {"title": "korban"}}]}},
        ),
        (
            Phrase("about", ((0, "a"), (1, "b"))),
            {"match_phrase": {"about": {"query": "a b", "analyzer": "terms_with_gaps"}}},
        ),
        (OneOf("agency", ("a\ud800",)), {"terms": {"agency": ["a?"]}}),
        (
            AnyOf((WORD, Word("body", "a")), including=(WORD,)),
            {
                "bool": {
                    "should": [{"term": {"title": "korban"}}, {"term": {"body": "a"}}],
                    "minimum_should_match": 1,
                    "filter": [{"bool": {"should": [{"term": {"title": "korban"}}], "minimum_should_match": 1}}],
                }
            },
        ),
    ],
)
def test_a_clause_as_a_condition(clause: AnyClause, expected: dict[str, Any]) -> None:
    assert condition(clause).to_dict() == expected


def test_everything_that_a_visitor_may_see_newest_first() -> None:
    assert body(Plan(facets=False)) == {
        "query": {"bool": {"filter": [{"terms": {"access": ["public"]}}], "must_not": [OVER]}},
        "sort": [{"day": {"order": "desc"}}, {"stamp": {"order": "asc"}}],
        "_source": False,
        "track_total_hits": True,
        "from": 0,
        "size": 10,
    }


def test_a_question_is_sorted_by_score_and_by_date_where_that_is_asked_for() -> None:
    plan = Plan(query_terms("korban"), facets=False, offset=20, limit=5)
    asked = body(plan)
    assert (asked["from"], asked["size"]) == (20, 5)
    assert asked["sort"] == [{"_score": {"order": "desc"}}, {"stamp": {"order": "asc"}}]
    assert {"term": {"title": {"value": "korban", "boost": 1.0}}} in asked["query"]["bool"]["should"]
    by_date = body(Plan(query_terms("korban"), facets=False, sort=Sort.DATE))
    assert by_date["sort"][0] == {"day": {"order": "desc"}}
    assert "must" not in by_date["query"]["bool"]


def test_members_text_is_asked_of_members_only() -> None:
    plan = Plan(query_terms("anggaran"), facets=False)
    assert "members" not in str(body(plan))
    assert "'members': {'value'" in str(body(plan, frozenset({"public", "members"})))


def test_without_filters_all_hits_are_counted() -> None:
    asked = body(Plan(query_terms("korban")))
    assert "post_filter" not in asked
    assert list(asked["aggs"]) == [*FILTERS, "left_out"]
    assert asked["aggs"]["agency"] == {
        "filter": {"match_all": {}},
        "aggs": {"values": {"terms": {"field": "agency_shown", "size": 500, "shard_size": 5000}}},
    }


def test_a_filter_comes_after_the_counting_and_is_left_out_of_its_own_count() -> None:
    asked = body(Plan(query_terms("korban"), Filters(kind=("sop",), year=(2021,))))
    kind, year = {"terms": {"kind": ["sop"]}}, {"terms": {"year": [2021]}}
    assert asked["post_filter"] == {"bool": {"filter": [kind, year]}}
    assert "'kind'" not in str(asked["query"])
    assert asked["aggs"]["kind"]["filter"] == {"bool": {"filter": [year]}}
    assert asked["aggs"]["topic"]["filter"] == {"bool": {"filter": [kind, year]}}


def test_without_counts_a_filter_is_a_part_of_the_query() -> None:
    asked = body(Plan(query_terms("korban"), Filters(kind=("sop",)), facets=False))
    assert "post_filter" not in asked
    assert {"terms": {"kind": ["sop"]}} in asked["query"]["bool"]["filter"]


def test_what_was_withdrawn_is_left_out_and_counted_among_all_documents() -> None:
    asked = body(Plan(query_terms("korban"), Filters(kind=("sop",))))
    assert asked["query"]["bool"]["must_not"] == [OVER]
    counted = asked["aggs"]["left_out"]
    assert counted["global"] == {}
    demanded = counted["aggs"]["hits"]["filter"]["bool"]
    assert "must_not" not in demanded
    assert OVER in demanded["filter"]
    assert {"terms": {"kind": ["sop"]}} in demanded["filter"]
    assert {"terms": {"access": ["public"]}} in demanded["filter"]


def test_nothing_is_left_out_where_all_statuses_or_a_number_are_asked_for() -> None:
    for plan in (Plan(query_terms("korban"), withdrawn=True), Plan(numbers=(("21",),))):
        asked = body(plan)
        assert "must_not" not in asked["query"]["bool"]
        assert "left_out" not in asked["aggs"]


def test_a_cited_document_is_not_left_out() -> None:
    asked = body(Plan(query_terms("UU 21/2007"), facets=False))
    (left_out,) = asked["query"]["bool"]["must_not"]
    (own,) = left_out["bool"]["must_not"]
    assert list(own["term"]) == ["own_key"]


def test_counts_are_read_with_their_labels() -> None:
    def bucketed(*buckets: tuple[object, int]) -> dict[str, Any]:
        return {"values": {"buckets": [{"key": key, "doc_count": count} for key, count in buckets]}}

    facets = read_facets(
        {"year": bucketed((2021, 3)), "agency": bucketed(("1\x1fBaru", 2), ("2\x1fLain", 1), ("1\x1fLama", 1))}
    )
    assert read_left_out({}) == 0
    assert read_left_out({"left_out": {"doc_count": 9, "hits": {"doc_count": 2}}}) == 2
    assert facets == {
        "year": (FacetCount("2021", "", 3),),
        "agency": (FacetCount("1", "Baru", 3), FacetCount("2", "Lain", 1)),
    }
