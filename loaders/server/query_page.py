"""``/query``: a page to write queries on (YASGUI, served from here), with examples."""

from __future__ import annotations

import json
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from loaders.exporters.namespaces import PREFIXES
from loaders.server.html import page
from loaders.server.settings import Settings

_SHOWN = ("rico", "smo", "rdfs", "skos", "prov", "schema")
#: Names in zh and en, and the query without its prefixes.
EXAMPLES = (
    ("人物及其文件数 Persons by number of records",
     "SELECT ?person ?name (COUNT(DISTINCT ?record) AS ?records) WHERE {\n"
     "  ?record rico:hasSender ?person .\n  ?person a rico:Person ; rdfs:label ?name .\n}\n"
     "GROUP BY ?person ?name ORDER BY DESC(?records) LIMIT 50"),
    ("某年的文件 Records of a year",
     "SELECT ?date ?title ?record WHERE {\n  ?record a rico:Record ; rico:title ?title ; "
     "smo:earliestDay ?date .\n"
     '  FILTER(STRSTARTS(STR(?date), "1937"))\n}\nORDER BY ?date LIMIT 100'),
    ("往来通信 Who wrote to whom",
     "SELECT ?from ?to (COUNT(?record) AS ?letters) WHERE {\n"
     "  ?record rico:hasSender/rdfs:label ?from ; rico:hasAddressee/rdfs:label ?to .\n}\n"
     "GROUP BY ?from ?to ORDER BY DESC(?letters) LIMIT 50"),
    ("一个全宗的文件 Records of a fonds",
     "SELECT ?code ?title WHERE {\n  ?record rico:isOrWasIncludedIn+ ?fonds ; "
     "rico:identifier ?code ; rico:title ?title .\n"
     "  ?fonds rico:hasRecordSetType ric-rst:Fonds .\n}\nORDER BY ?code LIMIT 100"),
    ("体现某一精神的文件 Records that embody a spirit",
     "SELECT ?spirit ?title WHERE {\n  ?record smo:embodies ?theme ; rico:title ?title .\n"
     "  ?theme rdfs:label ?spirit .\n}\nORDER BY ?spirit LIMIT 100"),
)  # fmt: skip


def examples() -> list[dict[str, str]]:
    """Whole queries with their names."""
    found = []
    for name, body in EXAMPLES:
        used = [p for p in (*_SHOWN, "ric-rst") if f"{p}:" in body]
        head = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in used)
        found.append({"name": name, "query": f"{head}\n{body}"})
    return found


def show(request: Request) -> Response:
    """The page; without scripts the form alone works."""
    settings: Settings = request.app.state.settings
    root = escape(settings.path)
    options = json.dumps(examples(), ensure_ascii=False).replace("<", "\\u003c")
    first = examples()[0]["query"]
    body = (
        "<h1>SPARQL</h1>"
        '<p><label>示例 examples <select id="examples"></select></label></p>'
        f'<div id="yasgui" data-endpoint="{escape(settings.iris.base)}sparql"></div>'
        f'<form id="plain" action="{root}/sparql" method="get">'
        f'<textarea name="query" rows="12" cols="80">{escape(first)}</textarea>'
        "<p><button>查询 run</button></p></form>"
        f'<script type="application/json" id="example-list">{options}</script>'
        f'<script src="{root}/static/yasgui.min.js"></script>'
        f'<script src="{root}/static/query.js"></script>'
    )
    head = f'<link rel="stylesheet" href="{root}/static/yasgui.min.css">'
    return HTMLResponse(page(settings, "SPARQL", body, head=head))
