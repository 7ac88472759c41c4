"""``/ontology``: the ontology under content negotiation (W3C note *Best Practice Recipes for
Publishing RDF Vocabularies*, recipe 3), and beside it the files that it links to. Redirect its
published URI here: a browser keeps the ``#term`` across redirects.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pyoxigraph
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from loaders.exporters import documents, ontology, ontology_page
from loaders.exporters.namespaces import PREFIXES
from loaders.exporters.vocabularies import vocabulary_texts
from loaders.server.negotiation import best
from loaders.server.settings import Settings
from loaders.server.sparql.results import GRAPHS

#: Media type → ending; HTML comes first, as the answer to a client without wishes.
_ENDINGS = {
    "text/html": "html", "text/turtle": "ttl", "application/ld+json": "jsonld",
    "application/n-triples": "nt", "application/rdf+xml": "rdf",
}  # fmt: skip
_MEDIA = {ending: media for media, ending in _ENDINGS.items()}


def term(request: Request) -> Response:
    """``/ontology``: 303 to the page or to the triples; 406."""
    settings: Settings = request.app.state.settings
    media = best(request.headers.get("accept"), _ENDINGS)
    if not media:
        return PlainTextResponse(" ".join(_ENDINGS) + "\n", status_code=406)
    headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*"}
    target = f"{settings.path}/ontology/shimai.{_ENDINGS[media]}"
    return RedirectResponse(target, 303, headers)


def file(request: Request) -> Response:
    """``/ontology/…``: the page, the context, and the ontology and vocabularies in each format."""
    path = request.path_params["path"]
    headers = {"Access-Control-Allow-Origin": "*"}
    if path == ontology_page.FILE:
        return Response(_text(path), media_type="text/html", headers=headers)
    if path == documents.CONTEXT_FILE:
        return Response(_text(path), media_type="application/ld+json", headers=headers)
    name, _, ending = path.rpartition(".")
    turtle = f"{name}.ttl"
    if turtle not in _graphs() or ending not in _MEDIA or ending == "html":
        return PlainTextResponse("没有此文件。 There is no such file.\n", status_code=404)
    media = _MEDIA[ending]
    return Response(_written(turtle, media), media_type=media, headers=headers)


@cache
def _graphs() -> frozenset[str]:
    return frozenset({ontology.FILE, *vocabulary_texts()})


def _text(name: str) -> str:
    return (files("ontologies").joinpath(*name.split("/"))).read_text(encoding="utf-8")


@cache
def _written(name: str, media: str) -> bytes:
    text = _text(name)
    if media == "text/turtle":
        return text.encode("utf-8")
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    triples = [quad.triple for quad in quads]
    written = pyoxigraph.serialize(triples, format=GRAPHS[media], prefixes=PREFIXES)
    assert written is not None
    return written
