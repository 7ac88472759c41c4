"""Addresses of things: ``/id/…`` names a thing and answers 303 with where its page or data are
(W3C note *Cool URIs for the Semantic Web*); ``/page/…`` is HTML, ``/data/…`` is RDF."""

from __future__ import annotations

import io
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from graph_model.errors import NotFound
from loaders.exporters import EXPORTERS
from loaders.exporters.base import Exporter
from loaders.server.html import listing, page, thing_page
from loaders.server.negotiation import best
from loaders.server.settings import Settings
from loaders.server.sparql.pool import Pool
from loaders.server.things import node_id, parts, read_thing
from loaders.stores.base import GraphStore

_MEDIA = {"text/html": "", "text/turtle": "ttl", "application/ld+json": "jsonld",
          "application/n-triples": "nt", "application/rdf+xml": "rdf"}  # fmt: skip
#: Nodes that are no things of the store: they are answered from the RDF graph.
_RDF_ONLY = ("relation", "annotation")


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _store(request: Request) -> GraphStore:
    store: GraphStore = request.app.state.store
    return store


def _not_found() -> Response:
    return PlainTextResponse("没有此物。 There is no such thing.\n", status_code=404)


async def thing(request: Request) -> Response:
    """``/id/…``: 303 to page or data, 404 for what the reader does not see, 406."""
    path = request.path_params["path"]
    media = best(request.headers.get("accept"), _MEDIA)
    if not media:
        return PlainTextResponse(" ".join(_MEDIA) + "\n", status_code=406)
    kind, _, rest = path.partition("/")
    if kind in _RDF_ONLY:
        return await _from_graph(request, f"id/{path}", media)
    if kind == "date":
        path = f"record/{rest}"
    ending = _MEDIA[media]
    target = f"data/{quote(path)}.{ending}" if ending else f"page/{quote(path)}"
    headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*"}
    return RedirectResponse(f"{_settings(request).path}/{target}", 303, headers)


async def term(request: Request) -> Response:
    """``/voc/…``: terms as catalogued, such as documentary forms."""
    media = best(request.headers.get("accept"), [m for m in _MEDIA if m != "text/html"])
    return await _from_graph(request, f"voc/{request.path_params['path']}", media or "text/turtle")


async def _from_graph(request: Request, path: str, media: str) -> Response:
    """What the RDF graph says of an IRI that has no node."""
    settings, pool = _settings(request), request.app.state.pool
    assert isinstance(pool, Pool)
    iri = settings.iris.base + quote(path, safe="/~")
    media = "text/turtle" if media == "text/html" else media
    query = f"CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}"
    answer = await pool.ask(query, rows="json", graph=media)
    if answer.error:
        return PlainTextResponse(answer.reason + "\n", status_code=503)
    if not answer.body.strip() or answer.body.strip() in (b"[]", b"{}"):
        return _not_found()
    headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*"}
    return Response(answer.body, media_type=media, headers=headers)


def html(request: Request) -> Response:
    """``/page/…``."""
    path = request.path_params["path"]
    digits = request.query_params.get("offset", "0")
    offset = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 0
    settings = _settings(request)
    try:
        found = read_thing(_store(request), node_id(path), settings.reader, offset=offset)
    except NotFound:
        return _not_found()
    return HTMLResponse(thing_page(settings, found, quote(path), offset))


def data(request: Request) -> Response:
    """``/data/….ttl`` and the other formats."""
    path, _, ending = request.path_params["path"].rpartition(".")
    exporter: Exporter | None = EXPORTERS.get(ending) if ending in _MEDIA.values() else None
    if exporter is None:
        return _not_found()
    settings = _settings(request)
    try:
        found = read_thing(_store(request), node_id(path), settings.reader)
    except NotFound:
        return _not_found()
    out = io.BytesIO()
    exporter.write(parts(found, settings.iris), out)
    headers = {"Access-Control-Allow-Origin": "*"}
    return Response(out.getvalue(), media_type=exporter.media_type, headers=headers)


def home(request: Request) -> Response:
    """``/``: what is here, and a search."""
    settings, store = _settings(request), _store(request)
    words = request.query_params.get("q", "")[:200]
    hits = store.search(words, settings.reader, limit=50).hits if words.strip() else ()
    found = [(f"{settings.path}/page/{_path(hit.node.id)}", hit.node.name) for hit in hits]
    from html import escape

    form = (
        f'<form action="{escape(settings.path)}/"><input name="q" value="{escape(words)}" '
        'aria-label="检索 search"> <button>检索 search</button></form>'
    )
    body = f"<h1>{escape(settings.title)}</h1>{form}{listing(found) if words else ''}"
    return HTMLResponse(page(settings, "检索 Search", body))


def _path(id: str) -> str:
    prefix, _, rest = id.partition(":")
    return f"{quote(prefix, safe='')}/{quote(rest, safe='~')}"
