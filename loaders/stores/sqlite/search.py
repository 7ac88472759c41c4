"""Full-text search: exact names first, then entities by how many records name them, then records
by date.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.text import search_form
from graph_model.access import Access
from loaders.stores.grams import match_query
from loaders.stores.results import SearchHit, SearchPage
from loaders.stores.sqlite.nodes import SqliteNodes
from loaders.stores.sqlite.rows import NODE, VISIBLE, node_of

_RECORDS = (
    "(SELECT COUNT(DISTINCT e.src) FROM edge e JOIN node s ON s.no = e.src "
    "JOIN label m ON m.no = s.label WHERE e.dst = n.no AND e.access <= :r AND s.access <= :r AND "
    "m.name = 'Record')"
)


class SqliteSearch(SqliteNodes):
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
        match = match_query(text)
        if not match:
            return SearchPage(0, {}, ())
        values = {
            "match": match,
            "form": search_form(text),
            "r": int(reader),
            "limit": limit,
            "offset": offset,
        }
        found = (
            f"FROM fts JOIN node n ON n.no = fts.rowid JOIN label l ON l.no = n.label "
            f"WHERE fts MATCH :match AND l.kind IN ('entity', 'record') AND {VISIBLE.format(n='n')}"
        )
        counted = self._rows(
            f"SELECT l.name, COUNT(*) {found} GROUP BY l.name ORDER BY l.name", values
        )
        by_label = dict(counted)
        wanted = {f"k{i}": label for i, label in enumerate(labels)}
        only = f" AND l.name IN ({','.join(':' + key for key in wanted)})" if wanted else ""
        rows = self._rows(
            f"SELECT {NODE}, CASE WHEN l.kind = 'entity' THEN {_RECORDS} ELSE 1 END c, "
            "(SELECT preferred FROM name x WHERE x.node = n.no AND x.form = :form) p "
            f"{found}{only} ORDER BY l.kind <> 'entity', p IS NULL, p DESC, "
            "CASE WHEN l.kind = 'entity' THEN -c END, n.earliest = '', n.earliest, n.id "
            "LIMIT :limit OFFSET :offset",
            {**values, **wanted},
        )
        total = sum(n for label, n in by_label.items() if not labels or label in labels)
        hits = tuple(SearchHit(node_of(row[:-2]), row[-2]) for row in rows)
        return SearchPage(total, by_label, hits)
