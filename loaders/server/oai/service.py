"""``/oai``: OAI-PMH 2.0 (Open Archives Initiative, 2002; document version of 2015)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from graph_model.node import Node
from loaders.exporters.base import xml_text
from loaders.exporters.namespaces import PREFIXES
from loaders.server.oai.arguments import Listing, OaiError, arguments, listing
from loaders.server.oai.formats import DC, FORMATS, OAI_DC, XSI
from loaders.server.oai.repository import PAGE, Repository
from loaders.server.settings import Settings
from loaders.server.things import read_thing
from loaders.stores.base import GraphStore

OAI = "http://www.openarchives.org/OAI/2.0/"
_BODY_LIMIT = 64 * 1024
for _prefix, _iri in {**PREFIXES, "oai_dc": OAI_DC, "dc": DC, "xsi": XSI, "": OAI}.items():
    register_namespace(_prefix, _iri)


async def endpoint(request: Request) -> Response:
    """GET, or POST with a form."""
    text = request.url.query
    if request.method == "POST":
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _BODY_LIMIT:
                return Response(status_code=413)
        text = body.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=20)
    except ValueError:
        pairs = []
    document = await run_in_threadpool(_Answer(request).document, pairs)
    return Response(document, media_type="text/xml; charset=utf-8")


class _Answer:
    """The answer to one request."""

    def __init__(self, request: Request) -> None:
        settings: Settings = request.app.state.settings
        self._settings = settings
        self._store: GraphStore = request.app.state.store
        self._repository = Repository(self._store, settings.reader, settings.iris)

    def document(self, pairs: list[tuple[str, str]]) -> bytes:
        """The XML document, an error of the protocol included."""
        root = Element(f"{{{OAI}}}OAI-PMH")
        root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {OAI}OAI-PMH.xsd")
        _text(root, "responseDate", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        asked = _text(root, "request", f"{self._settings.iris.base}oai")
        try:
            given = arguments(pairs)
            body = Element(f"{{{OAI}}}{given['verb']}")
            self._verbs()[given["verb"]](given, body)
            for name, value in given.items():
                asked.set(name, xml_text(value))
            root.append(body)
        except OaiError as error:
            if error.code not in ("badVerb", "badArgument"):
                for name, value in pairs:
                    asked.set(name, xml_text(value))
            SubElement(root, f"{{{OAI}}}error", code=error.code).text = error.reason
        return bytes(tostring(root, encoding="utf-8", xml_declaration=True))

    def _verbs(self) -> dict[str, Callable[[dict[str, str], Element], None]]:
        return {
            "Identify": self._identify,
            "ListMetadataFormats": self._formats,
            "ListSets": self._sets,
            "GetRecord": self._get,
            "ListIdentifiers": self._list,
            "ListRecords": self._list,
        }

    def _identify(self, given: dict[str, str], body: Element) -> None:  # noqa: ARG002
        settings = self._settings
        for name, text in (
            ("repositoryName", settings.title), ("baseURL", f"{settings.iris.base}oai"),
            ("protocolVersion", "2.0"), ("adminEmail", settings.contact),
            ("earliestDatestamp", self._repository.earliest()), ("deletedRecord", "no"),
            ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ):  # fmt: skip
            _text(body, name, text)

    def _formats(self, given: dict[str, str], body: Element) -> None:
        if "identifier" in given:
            self._repository.item(given["identifier"])
        for prefix, format in FORMATS.items():
            item = SubElement(body, f"{{{OAI}}}metadataFormat")
            _text(item, "metadataPrefix", prefix)
            _text(item, "schema", format.schema)
            _text(item, "metadataNamespace", format.namespace)

    def _sets(self, given: dict[str, str], body: Element) -> None:
        asked = listing(given)
        found: list[Node] = []
        for node in self._repository.sets(asked.after):
            found.append(node)
            if len(found) > PAGE:
                break
        if not found:
            raise OaiError("noSetHierarchy", "The repository has no sets.")
        for node in found[:PAGE]:
            item = SubElement(body, f"{{{OAI}}}set")
            _text(item, "setSpec", node.id.partition(":")[2])
            _text(item, "setName", node.name)
        following = (
            Listing(after=found[PAGE - 1].id, cursor=asked.cursor + PAGE)
            if (len(found) > PAGE)
            else None
        )
        _token(body, asked, following)

    def _get(self, given: dict[str, str], body: Element) -> None:
        node = self._repository.item(given["identifier"])
        self._record(body, node, _format(given["metadataPrefix"]))

    def _list(self, given: dict[str, str], body: Element) -> None:
        asked = listing(given)
        prefix = _format(asked.prefix)
        nodes, following = self._repository.page(asked)
        if not nodes:
            raise OaiError("noRecordsMatch", "No record fits.")
        for node in nodes:
            if given["verb"] == "ListRecords":
                self._record(body, node, prefix)
            else:
                self._header(body, node)
        _token(body, asked, following)

    def _record(self, body: Element, node: Node, prefix: str) -> None:
        record = SubElement(body, f"{{{OAI}}}record")
        self._header(record, node)
        thing = read_thing(self._store, node.id, self._settings.reader)
        metadata = SubElement(record, f"{{{OAI}}}metadata")
        metadata.append(FORMATS[prefix].make(thing, self._settings.iris))

    def _header(self, parent: Element, node: Node) -> None:
        header = SubElement(parent, f"{{{OAI}}}header")
        _text(header, "identifier", self._repository.identifier(node))
        _text(header, "datestamp", self._repository.datestamp(node))
        claims = self._store.claims_of([node.id], self._settings.reader)
        fonds = sorted({c.object for c in claims if c.predicate == "PART_OF"})
        for set in self._store.nodes(fonds, self._settings.reader):
            if set.properties.get("level") == "fonds":
                _text(header, "setSpec", set.id.partition(":")[2])


def _format(prefix: str) -> str:
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"Formats: {', '.join(FORMATS)}.")
    return prefix


def _token(body: Element, asked: Listing, following: Listing | None) -> None:
    """A token where there is more; an empty one ends a list that had tokens."""
    if following is not None:
        SubElement(
            body, f"{{{OAI}}}resumptionToken", cursor=str(asked.cursor)
        ).text = following.token()
    elif asked.cursor:
        SubElement(body, f"{{{OAI}}}resumptionToken", cursor=str(asked.cursor))


def _text(parent: Element, name: str, text: str) -> Element:
    item = SubElement(parent, f"{{{OAI}}}{name}")
    item.text = xml_text(text)
    return item
