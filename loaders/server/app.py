"""The application: addresses, and what lives as long as the server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from loaders.server import ontology, pages, query_page, reconcile
from loaders.server.oai import service as oai
from loaders.server.settings import Settings
from loaders.server.sparql import protocol
from loaders.server.sparql.cache import rdf_store
from loaders.server.sparql.pool import Pool
from loaders.stores import open_store

#: No page loads or sends anything elsewhere; YASGUI's styles are set by its script.
_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors *"
)


def create_app(settings: Settings) -> Starlette:
    """The server's application. The store is opened and the graph for SPARQL is loaded when it
    starts; raises then what they raise."""
    routes = _routes()
    if settings.path:
        routes = [Mount(settings.path, routes=_routes()), *routes]
    app = Starlette(routes=routes, lifespan=_lifespan, middleware=[Middleware(_Headers)])
    app.state.settings = settings
    return app


def _routes() -> list[BaseRoute]:
    reading = ["GET", "HEAD"]
    static = Path(str(files("loaders.server") / "static"))
    return [
        Route("/", pages.home, methods=reading),
        Route("/id/{path:path}", pages.thing, methods=reading),
        Route("/voc/{path:path}", pages.term, methods=reading),
        Route("/ontology", ontology.term, methods=reading),
        Route("/ontology/{path:path}", ontology.file, methods=reading),
        Route("/page/{path:path}", pages.html, methods=reading),
        Route("/data/{path:path}", pages.data, methods=reading),
        Route("/sparql", protocol.endpoint, methods=_EVERY),
        Route("/query", query_page.show, methods=reading),
        Route("/reconcile", reconcile.service, methods=reading),
        Route("/reconcile", reconcile.posted, methods=["POST"]),
        Route("/reconcile/suggest/entity", reconcile.suggest_entity, methods=reading),
        Route("/reconcile/suggest/type", reconcile.suggest_type, methods=reading),
        Route("/reconcile/preview", reconcile.preview, methods=reading),
        Route("/oai", oai.endpoint, methods=[*reading, "POST"]),
        Mount("/static", StaticFiles(directory=static)),
    ]


#: The endpoint itself says which methods the protocol has.
_EVERY = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    app.state.store = open_store(settings.store)
    try:
        directory = await run_in_threadpool(rdf_store, settings, app.state.store)
        app.state.pool = Pool(directory, settings.limits)
        try:
            await app.state.pool.start()
            yield
        finally:
            await app.state.pool.close()
    finally:
        app.state.store.close()


class _Headers:
    """Adds the headers that keep a browser from loading or guessing anything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; responses get the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", _POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
