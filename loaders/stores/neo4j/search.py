"""Full-text search: exact names, then entities by records that name them, then records by date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.text import search_form
from graph_model.access import Access
from loaders.stores.ego import entity_labels
from loaders.stores.grams import match_query
from loaders.stores.neo4j import layout
from loaders.stores.neo4j.nodes import Neo4jNodes
from loaders.stores.neo4j.rows import NODE, VISIBLE, node_of
from loaders.stores.results import SearchHit, SearchPage

_CLAUSE = re.compile(r'"([^"]*)"( \*)?')
#: Lucene takes at most 1024 terms a query and prefixes of 1000 letters; Cypher checks the rest.
_MOST_CLAUSES, _MOST_TERMS, _MOST_LETTERS = 20, 40, 200
_FOUND = (
    f"CALL db.index.fulltext.queryNodes('{layout.FULL_TEXT}', $query) YIELD node AS n "
    "WITH n WHERE all(words IN $rest WHERE (' ' + n.search + ' ') CONTAINS words) "
    f"AND {VISIBLE.format(n='n')}"
)
_RECORDS = (
    "COUNT { MATCH (s:Record)-[e]->(n) WHERE e.access <= $reader AND s.access <= $reader "
    "RETURN DISTINCT s }"
)


def lucene_query(text: str) -> tuple[str, list[str]]:
    """The query of ``match_query`` in Lucene's words, and what the tokens must contain besides.

    Tokens are letters and digits, so nothing needs quoting. The whitespace analyzer cuts tokens of
    over 255 letters, so words that are searched by their beginning are always looked at again.
    """
    parts: list[str] = []
    rest: list[str] = []
    for words, prefix in _CLAUSE.findall(match_query(text)):
        terms = words.split(" ")
        fits = len(parts) < _MOST_CLAUSES and len(terms) <= _MOST_TERMS
        if prefix or not fits:
            rest.append(f" {words}" if prefix else f" {words} ")
        if len(parts) < _MOST_CLAUSES:
            start = " ".join(terms[:_MOST_TERMS])
            parts.append(f"{start[:_MOST_LETTERS]}*" if prefix else f'"{start}"')
    return " AND ".join(parts), rest


class Neo4jSearch(Neo4jNodes):
    """The part of the contract that finds nodes by words."""

    def search(
        self,
        text: str,
        reader: Access,
        *,
        labels: Sequence[str] = (),
        limit: int = 20,
        offset: int = 0,
    ) -> SearchPage:
        """See GraphStore."""
        query, rest = lucene_query(text)
        if not query:
            return SearchPage(0, {}, ())
        values = {"query": query, "rest": rest, "reader": int(reader)}
        counted = self._connection.rows(
            f"{_FOUND} WITH [l IN labels(n) WHERE l <> 'Thing'][0] AS label "
            "RETURN label, count(*) AS found ORDER BY label",
            **values,
        )
        by_label = {row["label"]: row["found"] for row in counted}
        total = sum(n for label, n in by_label.items() if not labels or label in labels)
        wanted = layout.any_label(labels)
        if not total or (labels and not wanted):
            return SearchPage(total, by_label, ())
        entity = layout.any_label(entity_labels())
        rows = self._connection.rows(
            f"{_FOUND}{f' AND n:{wanted}' if wanted else ''} "
            f"WITH n, n:{entity} AS entity "
            f"WITH n, entity, CASE WHEN entity THEN {_RECORDS} ELSE 1 END AS records, "
            "CASE WHEN NOT entity THEN 3 WHEN n.form = $form THEN 0 "
            "WHEN $form IN n.alias_forms THEN 1 ELSE 2 END AS place "
            "ORDER BY place, CASE WHEN entity THEN -records END, n.earliest = '', n.earliest, n.id "
            f"SKIP $offset LIMIT $limit RETURN {NODE} AS node, records",
            form=search_form(text),
            limit=limit,
            offset=offset,
            **values,
        )
        hits = tuple(SearchHit(node_of(row["node"]), row["records"]) for row in rows)
        return SearchPage(total, by_label, hits)
