"""Which queries are answered: SELECT, ASK, CONSTRUCT and DESCRIBE over the endpoint's own graph.

The query is parsed (by rdflib, a second parser beside the one that answers) and its tree is walked;
``SERVICE``, ``FROM`` and ``FROM NAMED`` are refused wherever they stand, and so is everything that
does not parse, updates with it. Words outside strings, IRIs and comments are looked at as well, so
that a difference between the two parsers opens no door. What is not understood is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pyparsing import ParseResults
from rdflib.paths import Path
from rdflib.plugins.sparql.parser import expandUnicodeEscapes, parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

#: Parts of a query's tree that reach beyond the endpoint's own graph.
_REFUSED = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
_WORDS = {"SERVICE", "LOAD", "FROM"}
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|#[^\n\r]*"
    r"|[?$@][^\W]*"
    r"|(?P<word>[^\W\d][\w.-]*)?(?P<colon>:[^\s(){}\[\];,\"'<>|^/*+!=&]*)?",
    re.DOTALL,
)


class Refused(Exception):
    """A query that is not answered, with the reason in one sentence."""


def check(text: str) -> str:
    """The kind of the query (``SelectQuery``, ``AskQuery`` …); raises Refused."""
    unescaped = expandUnicodeEscapes(text)
    for word in _words(unescaped):
        if word.upper() in _WORDS:
            raise Refused(_reason(word.upper()))
    try:
        tree = parseQuery(text)
    except RecursionError:
        raise Refused("The query is nested too deeply.") from None
    except Exception as error:
        raise Refused(f"The query is not valid SPARQL 1.1: {_one_line(error)}") from None
    kind = tree[1].name if len(tree) > 1 and isinstance(tree[1], CompValue) else ""
    if kind not in ("SelectQuery", "AskQuery", "ConstructQuery", "DescribeQuery"):
        raise Refused("Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered.")
    for part in _walk(tree):
        if part.name in _REFUSED:
            raise Refused(_reason(_REFUSED[part.name]))
    return str(kind)


def _reason(word: str) -> str:
    return f"{word} is refused: this endpoint answers from its own graph only."


def _words(text: str) -> Iterator[str]:
    """Words that stand for themselves: no part of a string, IRI, comment, variable, language tag
    or prefixed name."""
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None or found.end() == position:
            position += 1
            continue
        position = found.end()
        if found["word"] and not found["colon"]:
            yield from re.split(r"[.-]", found["word"])


def _walk(root: object) -> Iterator[CompValue]:
    """Every part of a parse tree, without recursion. A ParseResults is both a list and a mapping of
    its named items, and holds what is in neither of the two alone: both are walked."""
    waiting: list[Any] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, CompValue):
            yield item
        if isinstance(item, ParseResults):
            waiting.extend(list(item))
            named: Any = item
            waiting.extend(named.values())
        elif isinstance(item, Mapping):
            waiting.extend(item.values())
        elif isinstance(item, (list, tuple, set, frozenset)):
            waiting.extend(item)
        elif isinstance(item, Path):
            waiting.extend(vars(item).values())


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
