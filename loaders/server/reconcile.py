"""The Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group, 2023), as
OpenRefine speaks it: manifest, queries, suggest, preview."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from extractors.linking.reconcile import PROPERTIES, reconcile
from extractors.text import search_form
from graph_model.errors import NotFound
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.server.html import page
from loaders.server.settings import Settings
from loaders.server.things import node_id
from loaders.stores.base import GraphStore

#: Queries in one batch, and candidates for one query, at most.
BATCH, CANDIDATES = 100, 25
#: Score of an exact name, an exact alias, and a part of a name that no table has; out of 100.
_EXACT, _ALIAS, _PART = 100.0, 90.0, 60.0
_HEADERS = {"Access-Control-Allow-Origin": "*"}


def service(request: Request) -> Response:
    """``/reconcile``: the manifest, or answers to ``queries``."""
    raw = request.query_params.get("queries")
    return _answered(request, raw) if raw is not None else _json(request, _manifest(request))


async def posted(request: Request) -> Response:
    """``POST /reconcile`` with a form."""
    form = await request.form(max_fields=20, max_files=0)
    raw = form.get("queries")
    if not isinstance(raw, str):
        return _bad("queries is missing")
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(_answered, request, raw)


def _answered(request: Request, raw: str) -> Response:
    try:
        queries = json.loads(raw)
    except (ValueError, RecursionError):
        return _bad("queries is no JSON")
    if not isinstance(queries, dict) or not all(_is_query(q) for q in queries.values()):
        return _bad("queries is no object of queries")
    if len(queries) > BATCH:
        return _bad(f"more than {BATCH} queries in one batch", 413)
    return _json(request, {key: {"result": _result(request, q)} for key, q in queries.items()})


def _is_query(query: object) -> bool:
    return isinstance(query, dict) and isinstance(query.get("query"), str)


def _result(request: Request, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Entries of the authority tables as the linker weighs them, then what else has the words in
    its name: entities that only records know, and parts of names. All of them nodes of the store
    that the reader sees. Only a preferred name is matched unasked, never another."""
    store: GraphStore = request.app.state.store
    reader = request.app.state.settings.reader
    labels = _labels(query.get("type"))
    limit = query.get("limit", 10)
    limit = max(1, min(limit, CANDIDATES)) if isinstance(limit, int) else 10
    words, told = query["query"][:200], _told(query.get("properties"))
    weighed = {
        one.id: one
        for label in labels or [""]
        for one in reconcile(words, label, told, limit=limit)
    }
    here = {node.id: node for node in store.nodes(list(weighed), reader)}
    answers = [
        {
            **_described(here[id]),
            "score": one.score,
            "match": one.match and _score(here[id], words) == _EXACT,
        }
        for id, one in weighed.items()
        if id in here
    ]
    others = [node for node in _search(request, words, labels, limit) if node.id not in here]
    exact = [] if answers else [node for node in others if _score(node, words) == _EXACT]
    answers += [
        {**_described(node), "score": _score(node, words), "match": exact == [node]}
        for node in others
    ]
    return sorted(answers, key=lambda answer: (-answer["score"], answer["id"]))[:limit]


def _told(properties: object) -> dict[str, str]:
    """``properties`` of a query, those that the linker knows, as text."""
    found: dict[str, str] = {}
    for one in properties if isinstance(properties, list) else []:
        if isinstance(one, dict) and one.get("pid") in PROPERTIES:
            value = one.get("v")
            first = value[0] if isinstance(value, list) and value else value
            if isinstance(first, str | int):
                found[str(one["pid"])] = str(first)[:200]
    return found


def _search(request: Request, words: str, labels: list[str], limit: int) -> list[Node]:
    store: GraphStore = request.app.state.store
    reader = request.app.state.settings.reader
    labels = labels or list(load_schema().entity_labels())
    hits = store.search(words, reader, labels=labels, limit=limit).hits
    return [hit.node for hit in hits]


def _labels(asked: object) -> list[str]:
    wanted = asked if isinstance(asked, list) else [asked]
    return [label for label in wanted if isinstance(label, str) and label in load_schema().nodes]


def _score(node: Node, words: str) -> float:
    form = search_form(words)
    if search_form(node.name) == form:
        return _EXACT
    if any(search_form(alias) == form for alias in node.aliases):
        return _ALIAS
    return _PART


def _described(node: Node) -> dict[str, Any]:
    kind = load_schema().nodes[node.label]
    note = str(node.properties.get("note", ""))
    return {
        "id": node.id.replace(":", "/", 1),
        "name": node.name,
        "description": note,
        "type": [{"id": node.label, "name": f"{kind.zh} {kind.en}"}],
    }


def _manifest(request: Request) -> dict[str, Any]:
    settings: Settings = request.app.state.settings
    base = settings.iris.base
    schema = load_schema()
    types = [schema.nodes[label] for label in schema.entity_labels()]
    service = {"service_url": base.rstrip("/")}
    return {
        "versions": ["0.1", "0.2"],
        "name": settings.title,
        "identifierSpace": f"{base}id/",
        "schemaSpace": "https://w3id.org/shimai/ontology#",
        "defaultTypes": [{"id": t.label, "name": f"{t.zh} {t.en}"} for t in types],
        "view": {"url": f"{base}id/{{{{id}}}}"},
        "preview": {"url": f"{base}reconcile/preview?id={{{{id}}}}", "width": 400, "height": 200},
        "suggest": {
            "entity": {**service, "service_path": "/reconcile/suggest/entity"},
            "type": {**service, "service_path": "/reconcile/suggest/type"},
        },
        "batchSize": BATCH,
    }


def suggest_entity(request: Request) -> Response:
    """``/reconcile/suggest/entity?prefix=…``."""
    prefix = request.query_params.get("prefix", "")[:200]
    found = _search(request, prefix, [], 10) if prefix.strip() else []
    return _json(request, {"result": [_suggested(_described(node)) for node in found]})


def _suggested(described: dict[str, Any]) -> dict[str, Any]:
    return {**described, "notable": described.pop("type")}


def suggest_type(request: Request) -> Response:
    """``/reconcile/suggest/type?prefix=…``."""
    prefix = request.query_params.get("prefix", "").lower()
    types = _manifest(request)["defaultTypes"]
    return _json(request, {"result": [t for t in types if prefix in t["name"].lower()]})


def preview(request: Request) -> Response:
    """``/reconcile/preview?id=…``: a small page."""
    settings: Settings = request.app.state.settings
    store: GraphStore = request.app.state.store
    try:
        node = store.node(node_id(request.query_params.get("id", "")), settings.reader)
    except NotFound:
        return _bad("no such entity", 404)
    described = _described(node)
    kind = escape(described["type"][0]["name"])
    text = f"<h1>{escape(node.name)}</h1><p>{kind}</p><p>{escape(described['description'])}</p>"
    return HTMLResponse(page(settings, node.name, text), headers=_HEADERS)


def _json(request: Request, value: dict[str, Any]) -> Response:
    """JSON; with a ``callback`` that is a plain name, JSONP, which OpenRefine still asks for."""
    callback = request.query_params.get("callback", "")
    if callback and callback.isascii() and callback.replace("_", "").isalnum():
        text = f"/**/{callback}({json.dumps(value)});"
        return Response(text, media_type="application/javascript", headers=_HEADERS)
    return JSONResponse(value, headers=_HEADERS)


def _bad(reason: str, status: int = 400) -> Response:
    return JSONResponse({"error": reason}, status_code=status, headers=_HEADERS)
