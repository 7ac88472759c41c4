"""Character bigrams for the full-text index: two characters of a Chinese name are one token.

``毛泽东`` is indexed as ``毛泽 泽东 东``; a search for ``泽东`` is the token ``泽东``, and one for
``毛`` the prefix ``毛*``. Runs of Latin letters and digits are tokens of their own.
"""

from __future__ import annotations

import re

from extractors.text import search_form
from graph_model.node import Node
from graph_model.schema import load_schema
from loaders.stores.pinyin import pinyin_tokens

_RUN = re.compile(r"[0-9a-zà-öø-ÿāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+|[^\W0-9a-z_]+")


def _runs(text: str) -> list[str]:
    return _RUN.findall(search_form(text))


def _is_latin(run: str) -> bool:
    return run[0] < "\u2e80"


def grams(text: str) -> str:
    """The tokens of a text, separated by spaces."""
    tokens: list[str] = []
    for run in _runs(text):
        if _is_latin(run):
            tokens.append(run)
        else:
            tokens.extend(run[i : i + 2] for i in range(len(run)))
    return " ".join(tokens)


def node_grams(node: Node) -> str:
    """What full-text search finds a node by: names, English name, reference code, and, for an
    entity, the pinyin of its names.
    """
    names = (node.name, *node.aliases)
    extra = [str(node.properties.get(key, "")) for key in ("name_en", "reference_code")]
    texts = [grams(text) for text in (*names, *extra)]
    if load_schema().nodes[node.label].kind == "entity":
        person = node.label == "Person"
        spelt = (token for name in names for token in pinyin_tokens(name, person=person))
        texts.append(" ".join(dict.fromkeys(spelt)))
    return " ".join(filter(None, texts))


def match_query(text: str) -> str:
    """An FTS5 query that finds texts containing every run of ``text``; empty when there is nothing
    to find.
    """
    phrases = []
    for run in _runs(text):
        if _is_latin(run) or len(run) == 1:
            phrases.append(f'"{run}" *')
        else:
            phrases.append('"' + " ".join(run[i : i + 2] for i in range(len(run) - 1)) + '"')
    return " AND ".join(phrases)
