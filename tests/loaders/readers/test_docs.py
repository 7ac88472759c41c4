"""docs/catalogues.md names every option, profile, profile key, reject code and sign of damage."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
import yaml

from loaders.cli import inspect
from loaders.readers import builtin_profiles
from loaders.readers.profile import KEYS, parse_profile
from loaders.readers.survey import SAYS

TEXT = (Path(__file__).parents[3] / "docs" / "catalogues.md").read_text(encoding="utf-8")
CHINESE, ENGLISH = TEXT.split("## English")


def _names() -> list[str]:
    parser = argparse.ArgumentParser(add_help=False)
    inspect.add_arguments(parser)
    options = [name for action in parser._actions for name in action.option_strings]
    codes = ["ROW_NO_TITLE", "ROW_COLUMNS", "ROW_CELL_TOO_LONG", "ROW_UNREADABLE"]
    return [*options, *(profile.name for profile in builtin_profiles()), *codes, *SAYS]


@pytest.mark.parametrize("name", _names())
def test_both_languages_name_it(name: str) -> None:
    assert f"`{name}" in CHINESE
    assert f"`{name}" in ENGLISH


@pytest.mark.parametrize("key", sorted(KEYS - {"zh", "en"}))
def test_every_profile_key_is_described(key: str) -> None:
    assert f"`{key}`" in ENGLISH


def test_the_profile_of_the_example_is_valid() -> None:
    example = CHINESE.split("```yaml\n")[1].split("```")[0]
    assert parse_profile("示例.yaml", example).name == "我馆"
    assert set(yaml.safe_load(example)) | {"priority"} == KEYS
