"""Pages without scripts. All text from the catalogue goes through ``escape``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from graph_model.schema import load_schema
from loaders.exporters import Iris
from loaders.server.settings import Settings
from loaders.server.things import RECORDS, Thing


def page(settings: Settings, title: str, body: str, *, head: str = "") -> str:
    """A whole page; ``title`` is escaped here, ``body`` and ``head`` are HTML."""
    root = escape(settings.path)
    return (
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {escape(settings.title)}</title>"
        f'<link rel="icon" href="{root}/static/icon.svg">'
        f'<link rel="stylesheet" href="{root}/static/site.css">{head}</head><body>'
        f'<header><a href="{root}/">{escape(settings.title)}</a><nav>'
        f'<a href="{root}/query">SPARQL</a> <a href="{root}/ontology">本体 ontology</a> '
        f'<a href="{root}/reconcile">OpenRefine</a> '
        f'<a href="{root}/oai?verb=Identify">OAI-PMH</a></nav></header>'
        f"<main>{body}</main></body></html>\n"
    )


def thing_page(settings: Settings, thing: Thing, path: str, offset: int) -> str:
    """The page of a thing: its properties, links, records, and where its data are."""
    kind = load_schema().nodes[thing.node.label]
    root, iris = settings.path, settings.iris
    name = thing.node.name or thing.node.id
    data = " · ".join(
        f'<a href="{escape(f"{root}/data/{path}.{ending}")}">{label}</a>'
        for ending, label in (("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("nt", "N-Triples"))
    )
    alternate = (
        f'<link rel="alternate" type="text/turtle" href="{escape(f"{root}/data/{path}.ttl")}">'
    )
    body = (
        f"<p>{escape(kind.zh)} {escape(kind.en)}</p><h1>{escape(name)}</h1>"
        f"<p><code>{escape(iris.thing(thing.node.id))}</code></p><p>{data}</p>"
        f"{_properties(thing)}{_links(thing, iris, root)}"
        f"{_records(thing, iris, root, path, offset)}"
    )
    return page(settings, name, body, head=alternate)


def local(iri: str, iris: Iris, root: str) -> str:
    """Where this server answers for an IRI of its own."""
    return f"{root}/{iri.removeprefix(iris.base)}"


def _properties(thing: Thing) -> str:
    kind = load_schema().nodes[thing.node.label]
    values: Mapping[str, Any] = {**thing.node.properties, "aliases": list(thing.node.aliases)}
    rows = []
    for name, value in values.items():
        known = kind.properties.get(name)
        if known and known.rdf and value not in ("", [], None):
            rows.append(_row(f"{known.zh} {known.en}", _value(value, known.type)))
    return f"<table>{''.join(rows)}</table>" if rows else ""


def _value(value: Any, type: str) -> str:
    if type == "iris":
        return "<br>".join(_outward(str(iri)) for iri in value)
    return escape("；".join(map(str, value)) if isinstance(value, list) else str(value))


def _outward(iri: str) -> str:
    """A link to another authority; what is no web address stays text."""
    shown = escape(iri)
    web = iri.startswith(("http://", "https://"))
    return f'<a href="{shown}" rel="noreferrer">{shown}</a>' if web else shown


def _links(thing: Thing, iris: Iris, root: str) -> str:
    edges, rows = load_schema().edges, []
    for subject, predicate, object in thing.links:
        out = subject == thing.node.id
        other = thing.others.get(object if out else subject)
        if other is None or (other.label == "Record" and not out):
            continue
        names = [edges[predicate].name(lang, inverse=not out) for lang in ("zh", "en")]
        rows.append(_row(" ".join(names), _anchor(other.id, other.name, iris, root)))
    title = "<h2>关系 Relations</h2>" if rows else ""
    return f"{title}<table>{''.join(rows)}</table>" if rows else ""


def _records(thing: Thing, iris: Iris, root: str, path: str, offset: int) -> str:
    found = thing.records
    if not found.total:
        return ""
    items = "".join(
        f"<li>{escape(str(hit.node.properties.get('date_text', '')))} "
        f"{_anchor(hit.node.id, hit.node.name, iris, root)}</li>"
        for hit in found.hits
    )
    more = ""
    if offset + RECORDS < found.total:
        href = escape(f"{root}/page/{path}?offset={offset + RECORDS}")
        more = f'<p><a href="{href}">下一页 next</a></p>'
    return f"<h2>文件 Records ({found.total:,})</h2><ol start={offset + 1}>{items}</ol>{more}"


def _anchor(id: str, name: str, iris: Iris, root: str) -> str:
    return f'<a href="{escape(local(iris.thing(id), iris, root))}">{escape(name or id)}</a>'


def _row(name: str, value: str) -> str:
    return f"<tr><th>{escape(name)}</th><td>{value}</td></tr>"


def listing(items: Iterable[tuple[str, str]]) -> str:
    """A list of links: address and text."""
    rows = "".join(f'<li><a href="{escape(href)}">{escape(text)}</a></li>' for href, text in items)
    return f"<ul>{rows}</ul>"
