"""EDTF strings say the days that ISO 8601-2 gives them; the edtf package is the oracle where it is
right.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_model.dates import from_edtf
from graph_model.dates.edtf import bounds, combined, qualified
from graph_model.errors import ShimaiError

DAYS = st.dates(date(1600, 1, 1), date(1999, 12, 31))
PLAIN = st.one_of(
    DAYS.map(lambda day: day.isoformat()),
    DAYS.map(lambda day: day.isoformat()[:7]),
    DAYS.map(lambda day: day.isoformat()[:4]),
    st.integers(160, 199).map(lambda decade: f"{decade}X"),
    st.integers(16, 19).map(lambda century: f"{century}XX"),
    DAYS.map(lambda day: f"{day.isoformat()[:4]}-XX"),
    DAYS.map(lambda day: f"{day.isoformat()[:7]}-XX"),
    st.integers(1600, 1999).map(lambda year: f"{year}-21"),
)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision", "qualifier"),
    [
        ("1937-XX", "1937-01-01", "1937-12-31", "year", ""),
        ("1937-02-XX", "1937-02-01", "1937-02-28", "month", ""),
        ("19XX", "1900-01-01", "1999-12-31", "century", ""),
        ("1937-22", "1937-06-01", "1937-08-31", "season", ""),
        ("1937-24", "1937-12-01", "1938-02-28", "season", ""),
        ("1937-34", "1937-04-01", "1937-06-30", "quarter", ""),
        ("1937-41", "1937-07-01", "1937-12-31", "half", ""),
        ("1937?/1938~", "1937-01-01", "1938-12-31", "interval", "%"),
        ("../1949-09", "0001-01-01", "1949-09-30", "interval", ""),
        ("/1949", "0001-01-01", "1949-12-31", "interval", ""),
        ("[1894,1954]", "1894-01-01", "1954-12-31", "interval", ""),
        ("[1937..1939]", "1937-01-01", "1939-12-31", "interval", ""),
    ],
)
def test_a_form_has_its_days(
    edtf: str, earliest: str, latest: str, precision: str, qualifier: str
) -> None:
    assert bounds(edtf) == (earliest, latest, precision, qualifier)


@pytest.mark.parametrize(
    "edtf",
    [
        "", "..", "../..", "/", "0000", "1937-00", "1937-25", "1937-21-01", "1937-XX-07", "[]",
        "[1937", "1937-7", "１９３７", "1937/38", "1938/1937", "Y17E7", "1937-07-07T00:00",
        "19370707", "1937 ",
    ],
)  # fmt: skip
def test_what_is_no_edtf_of_the_subset_is_refused(edtf: str) -> None:
    with pytest.raises(ShimaiError) as error:
        bounds(edtf)
    assert error.value.code == "DATE_VALUE"


@given(st.text(alphabet="0123456789X-/.[],?~%", max_size=20))
def test_any_string_has_days_in_order_or_is_refused(edtf: str) -> None:
    try:
        said = bounds(edtf)
    except ShimaiError:
        return
    assert "0001-01-01" <= said.earliest <= said.latest <= "9999-12-31"


@given(PLAIN, st.sampled_from(["", "?", "~", "%"]))
def test_the_edtf_package_agrees(edtf: str, qualifier: str) -> None:
    package: Any = pytest.importorskip("edtf")
    if edtf.endswith("-21"):
        # The package takes no qualified season.
        qualifier = ""
    said = bounds(edtf + qualifier)
    theirs = package.parse_edtf(edtf + qualifier)
    assert iso(theirs.lower_strict()) == said.earliest
    assert iso(theirs.upper_strict()) == said.latest


@given(PLAIN.filter(lambda one: "X" not in one), PLAIN.filter(lambda one: "X" not in one))
def test_the_edtf_package_agrees_on_intervals(first: str, last: str) -> None:
    package: Any = pytest.importorskip("edtf")
    if bounds(first).earliest > bounds(last).latest:
        return
    theirs = package.parse_edtf(f"{first}/{last}")
    said = bounds(f"{first}/{last}")
    assert (iso(theirs.lower_strict()), iso(theirs.upper_strict())) == said[:2]


def iso(moment: Any) -> str:
    return f"{moment.tm_year:04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}"


def test_a_qualifier_goes_on_each_end() -> None:
    assert qualified("1937", "?") == "1937?"
    assert qualified("1937~/1938", "?") == "1937%/1938?"
    assert qualified("../1938", "~") == "../1938~"
    assert combined("~", "?") == "%"
    assert from_edtf("1937?/1938?").qualifier == "?"
