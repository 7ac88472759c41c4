"""The ontology as one HTML page, zh and en side by side, without scripts: our own terms, how each
label and relationship of the graph is said in RDF, the outside terms in use, and the vocabularies.
The same schema gives the same bytes. See docs/decisions/0031.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from graph_model.schema import EdgeType, NodeType, RdfRule, Schema
from loaders.exporters.namespaces import PREFIXES, SMO, expand
from loaders.exporters.own_terms import KINDS, OwnTerm, own_terms, own_terms_file
from loaders.exporters.terms import terms_used
from loaders.exporters.vocabularies import vocabulary_texts

FILE = "shimai.html"
#: Section of ``own_terms.yaml`` → its heading.
_HEADINGS = {
    "classes": "类 Classes",
    "object_properties": "对象属性 Object properties",
    "annotation_properties": "注释属性 Annotation properties",
    "datatype_properties": "数据属性 Datatype properties",
}
_STYLE = """
body { margin: 0 auto; max-width: 76rem; padding: 1rem 1.2rem 4rem; line-height: 1.55;
  color: #2a2622; background: #faf8f4;
  font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", Georgia, serif; }
a { color: #a63a2e; }
code { font-size: .92em; overflow-wrap: anywhere; }
section { margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0;
  border-bottom: 1px solid #e4ddd0; }
th, dt { color: #6e6558; font-weight: normal; }
article { border-top: 1px solid #d9d2c5; padding: .6rem 0; }
article h3 { margin: 0; }
dl { display: grid; grid-template-columns: 11rem 1fr; margin: .3rem 0; }
dd { margin: 0; }
.wide { overflow-x: auto; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } }
@media (prefers-color-scheme: dark) {
  body { color: #e8e2d8; background: #1f1c19; }
  a { color: #e07a6b; }
  th, dt { color: #b3a998; }
  th, td, article { border-color: #4a443c; }
}
"""


def ontology_html(schema: Schema) -> str:
    """The page."""
    terms = own_terms(schema)
    about = own_terms_file()["ontology"]
    title = f"{about['title']['zh']} {about['title']['en']}"
    body = "\n".join([
        *_head(about, title),
        *_own(terms),
        *_section("labels", "节点类别 Labels of the graph", _labels(schema)),
        *_section("relationships", "关系 Relationships of the graph", _relationships(schema)),
        *_section("outside", "外部词汇 Outside terms in use", _outside()),
        *_section("vocabularies", "词表 Vocabularies (SKOS)", _vocabularies()),
        *_section("namespaces", "命名空间 Namespaces", _namespaces()),
    ])  # fmt: skip
    return (
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n'
        '<link rel="alternate" type="text/turtle" href="shimai.ttl">\n'
        f"<style>{_STYLE}</style></head><body>\n{body}\n</body></html>\n"
    )


def _head(about: Mapping[str, object], title: str) -> Iterator[str]:
    comment, iri = about["comment"], SMO.removesuffix("#")
    assert isinstance(comment, dict)
    yield f"<h1>{escape(title)}</h1>"
    yield f'<p>{escape(comment["zh"])}<br><span lang="en">{escape(comment["en"])}</span></p>'
    yield _list([
        ("IRI", f"<code>{escape(iri)}</code>"),
        ("版本 version", escape(str(about["version"]))),
        ("许可 licence", _anchor(str(about["license"]), str(about["license"]))),
        ("遵循 conforms to", _anchor(str(about["conforms_to"]), str(about["conforms_to"]))),
        ("文件 files", '<a href="shimai.ttl">Turtle</a> · <a href="context.jsonld">JSON-LD</a>'),
    ])  # fmt: skip
    links = [*((name, heading) for name, heading in _HEADINGS.items()),
             ("labels", "节点类别 labels"), ("relationships", "关系 relationships"),
             ("outside", "外部词汇 outside terms"), ("vocabularies", "词表 vocabularies"),
             ("namespaces", "命名空间 namespaces")]  # fmt: skip
    items = " · ".join(f'<a href="#{name}">{escape(text)}</a>' for name, text in links)
    yield f"<nav><p>{items}</p></nav>"


def _own(terms: Iterable[OwnTerm]) -> Iterator[str]:
    known = list(terms)
    names = {term.name for term in known}
    for section, kind in KINDS.items():
        articles = (_article(term, names) for term in known if term.kind == kind)
        yield from _section(section, _HEADINGS[section], articles)


def _article(term: OwnTerm, names: set[str]) -> str:
    rows = [
        ("IRI", f"<code>{escape(SMO + term.name)}</code>"),
        ("说明", escape(term.comment["zh"])),
        ("comment", f'<span lang="en">{escape(term.comment["en"])}</span>'),
        ("上位 below", _terms(term.sub, names)),
        ("定义域 domain", _terms(term.domain, names, " ∪ ")),
        ("值域 range", _terms(term.range, names, " ∪ ")),
    ]
    head = f"{escape(term.zh)} <span lang='en'>{escape(term.en)}</span>"
    anchor = f'<a href="#{term.name}"><code>smo:{term.name}</code></a>'
    shown = _list([row for row in rows if row[1]])
    return f'<article id="{term.name}"><h3>{head} · {anchor}</h3>{shown}</article>'


def _labels(schema: Schema) -> Iterator[str]:
    yield _table(
        ("类别 label", "类 classes", "属性 properties"),
        ((_label(node), _terms(node.classes), _properties(node)) for node in schema.nodes.values()),
    )


def _label(node: NodeType) -> str:
    definition = f"{escape(node.definition['zh'])}<br>{escape(node.definition['en'])}"
    return f"<b>{escape(node.zh)}</b> {escape(node.en)}<br><small>{definition}</small>"


def _properties(node: NodeType) -> str:
    told = (p for p in node.properties.values() if p.rdf)
    return "<br>".join(f"{escape(p.zh)} {escape(p.en)}: {_term(p.rdf)}" for p in told)


def _relationships(schema: Schema) -> Iterator[str]:
    rows = (
        (_edge(edge), _ends(rule, edge), _terms((rule.property,)),
         _terms(filter(None, (rule.crm, rule.schema))),
         f"{_term(rule.relation)}<br>{_source(rule)}")
        for edge in schema.edges.values()
        for rule in edge.rdf
    )  # fmt: skip
    heads = ("关系 relationship", "两端 ends", "直接属性 property", "并记 also",
             "关系节点 relation node")  # fmt: skip
    yield _table(heads, rows)


def _edge(edge: EdgeType) -> str:
    definition = f"{escape(edge.definition['zh'])}<br>{escape(edge.definition['en'])}"
    return f"<b>{escape(edge.zh)}</b> {escape(edge.en)}<br><small>{definition}</small>"


def _ends(rule: RdfRule, edge: EdgeType) -> str:
    first = ", ".join(edge.domain) if rule.domain == "*" else rule.domain
    second = ", ".join(edge.range) if rule.range == "*" else rule.range
    return f"{escape(first)} → {escape(second)}"


def _source(rule: RdfRule) -> str:
    names = {"subject": "起点为主体 source: subject", "object": "起点为客体 source: object",
             "none": "不分方向 not oriented"}  # fmt: skip
    return f"<small>{names[rule.relation_source]}</small>"


def _outside() -> Iterator[str]:
    rows = (
        (_term(row.term), escape(row.kind), _terms(row.domain), _terms(row.range),
         "✓" if row.verified else "")
        for row in terms_used().values()
    )  # fmt: skip
    heads = ("词 term", "种类 kind", "定义域 domain", "值域 range", "已对照原文件 verified")
    yield _table(heads, rows)


def _vocabularies() -> Iterator[str]:
    names = sorted(vocabulary_texts())
    items = (f'<li><a href="{escape(n)}"><code>{escape(n)}</code></a></li>' for n in names)
    yield f"<ul>{''.join(items)}</ul>"


def _namespaces() -> Iterator[str]:
    rows = ((f"<code>{p}:</code>", _anchor(iri, iri)) for p, iri in sorted(PREFIXES.items()))
    yield _table(("前缀 prefix", "IRI"), rows)


# -- markup --------------------------------------------------------------------------------------


def _section(id: str, heading: str, parts: Iterable[str]) -> Iterator[str]:
    yield f'<section id="{id}"><h2>{escape(heading)}</h2>'
    yield from parts
    yield "</section>"


def _list(rows: Iterable[tuple[str, str]]) -> str:
    items = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in rows)
    return f"<dl>{items}</dl>"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "\n".join(f"<tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr>" for cells in rows)
    return f'<div class="wide"><table><tr>{top}</tr>\n{body}\n</table></div>'


def _terms(terms: Iterable[str], names: set[str] | None = None, between: str = ", ") -> str:
    return between.join(_term(term, names) for term in terms)


def _term(term: str, names: set[str] | None = None) -> str:
    """A short name as a link: our own within the page, others where they are defined."""
    prefix, _, local = term.partition(":")
    own = prefix == "smo" and (names is None or local in names)
    return f"<code>{_anchor('#' + local if own else expand(term), term)}</code>"


def _anchor(href: str, text: str) -> str:
    return f'<a href="{escape(href)}">{escape(text)}</a>'
