from __future__ import annotations

import pytest

from loaders.exporters import Literal
from loaders.exporters.namespaces import expand
from loaders.exporters.values import decimal, label, literals

DATE, DECIMAL, INTEGER = (expand(f"xsd:{name}") for name in ("date", "decimal", "integer"))
EDTF = expand("edtf:EDTF")


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("", "string", []),
        (None, "edtf", []),
        ("a", "string", [Literal("a")]),
        ("1938-05~", "edtf", [Literal("1938-05~", EDTF)]),
        ("../1949", "edtf", [Literal("../1949", EDTF)]),
        ("民国廿七年", "edtf", [Literal("民国廿七年")]),
        ("1938-05-31", "day", [Literal("1938-05-31", DATE)]),
        ("1938-13-31", "day", [Literal("1938-13-31")]),
        (12, "integer", [Literal("12", INTEGER)]),
        (109.5, "number", [Literal("109.5", DECIMAL)]),
        (float("nan"), "number", [Literal("nan")]),
        ("很多", "number", [Literal("很多")]),
        (["a", "", "b"], "list", [Literal("a"), Literal("b")]),
        ("字:润之|毛主席", "names", [Literal("润之"), Literal("毛主席")]),
        (["Re: a"], "names", [Literal("Re: a")]),
        ([("字", "润之")], "names", [Literal("润之")]),
    ],
)
def test_a_value_becomes_literals_of_its_type(value, kind, expected):
    assert list(literals(value, kind)) == expected


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1.0"), (0.850, "0.85"), (1e-7, "0.0000001"), (0.0, "0.0")]
)
def test_a_decimal_has_neither_exponent_nor_idle_zeros(value, text):
    assert decimal(value) == Literal(text, DECIMAL)


def test_a_label_is_tagged_only_where_it_is_chinese():
    assert label("毛泽东").language == "zh"
    assert label("Letter").language == ""
