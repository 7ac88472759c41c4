"""The SPARQL 1.1 Protocol (W3C Recommendation, 2013), query operation: GET, POST with a form, POST
of the query itself. Datasets are not the client's to choose; there is no update operation."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from loaders.server.negotiation import best
from loaders.server.sparql.pool import Answer, Pool
from loaders.server.sparql.results import GRAPHS, ROWS

_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
#: Error of the pool -> HTTP status. Limits are no fault of the syntax: 503 invites a smaller query.
_STATUS = {"refused": 400, "rows": 400, "failed": 500, "time": 503, "memory": 503, "busy": 503}
_DATASET = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_BODY_LIMIT = 1024 * 1024


class BadRequest(Exception):
    """A request that is not of the protocol's form: status and one sentence."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


async def endpoint(request: Request) -> Response:
    """``/sparql``."""
    try:
        pairs = await _parameters(request)
    except BadRequest as error:
        return refusal(error.status, error.reason)
    if pairs is None:
        return _without_query(request)
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        return refusal(400, "Give exactly one query.")
    if any(name in _DATASET for name, _ in pairs):
        return refusal(400, "A dataset cannot be chosen: the endpoint answers from its own graph.")
    if any(name == "update" for name, _ in pairs):
        return refusal(400, "There is no update operation: the endpoint is read-only.")
    accept = request.headers.get("accept")
    rows, graph = best(accept, ROWS), best(accept, GRAPHS)
    if not rows and not graph:
        return refusal(406, f"Rows come as {', '.join(ROWS)}; graphs as {', '.join(GRAPHS)}.")
    rows, graph = rows or next(iter(ROWS)), graph or next(iter(GRAPHS))
    pool: Pool = request.app.state.pool
    base = request.app.state.settings.iris.base
    answer = await pool.ask(queries[0], rows=ROWS[rows], graph=graph, base=base)
    return _response(answer, rows, graph)


def _response(answer: Answer, rows: str, graph: str) -> Response:
    if answer.error:
        response = refusal(_STATUS[answer.error], answer.reason)
        if answer.error == "busy":
            response.headers["Retry-After"] = "10"
        return response
    media = graph if answer.kind == "graph" else rows
    if media.startswith("text/"):
        media += "; charset=utf-8"
    headers = {"Access-Control-Allow-Origin": "*", "Vary": "Accept", "Content-Type": media}
    return Response(answer.body, headers=headers)


async def _parameters(request: Request) -> list[tuple[str, str]] | None:
    """The operation's parameters; None for a GET without any."""
    url = _pairs(request.url.query)
    if request.method in ("GET", "HEAD"):
        return url or None
    if request.method != "POST":
        raise BadRequest(405, "The query operation is GET or POST.")
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in (_FORM, _DIRECT):
        raise BadRequest(415, f"POST a query as {_FORM} or {_DIRECT}.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY_LIMIT:
            raise BadRequest(413, "The request is too large.")
    charset = parameters.lower().replace(" ", "").partition("charset=")[2].strip('"')
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest(400, "The query is not UTF-8.") from None
    if charset and charset not in ("utf-8", "utf8"):
        raise BadRequest(400, "The query is not UTF-8.")
    if kind == _DIRECT:
        if any(name == "query" for name, _ in url):
            raise BadRequest(400, "Give exactly one query.")
        return [*url, ("query", text)]
    return [*url, *_pairs(text)]


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        raise BadRequest(400, "The parameters are not percent-encoded UTF-8.") from None


def _without_query(request: Request) -> Response:
    """The query page for people, the service description for programs."""
    offers = ["text/turtle", "text/html"]
    if best(request.headers.get("accept"), offers) == "text/html":
        return RedirectResponse(f"{request.app.state.settings.path}/query", status_code=303)
    endpoint = f"{request.app.state.settings.iris.base}sparql"
    formats = "".join(
        f" ;\n    sd:resultFormat <http://www.w3.org/ns/formats/{name}>"
        for name in ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
                     "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD")
    )  # fmt: skip
    text = (
        "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n\n"
        f"<{endpoint}> a sd:Service ;\n    sd:endpoint <{endpoint}> ;\n"
        f"    sd:supportedLanguage sd:SPARQL11Query{formats} .\n"
    )
    return Response(text, media_type="text/turtle", headers={"Vary": "Accept"})


def refusal(status: int, reason: str) -> Response:
    """One sentence as plain text."""
    headers = {"Access-Control-Allow-Origin": "*"}
    if status == 405:
        headers["Allow"] = "GET, HEAD, POST"
    return PlainTextResponse(reason + "\n", status_code=status, headers=headers)
