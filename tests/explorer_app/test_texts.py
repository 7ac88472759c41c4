"""The dictionary: both languages, the same placeholders, and no key that is asked for and
absent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer_app.texts import LANGUAGES, TEXTS, say, say_value

APP = Path(__file__).resolve().parents[2] / "explorer_app"
_PLACE = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_each_text_is_there_in_both_languages(key: str) -> None:
    texts = TEXTS[key]
    assert set(texts) == set(LANGUAGES)
    assert all(text.strip() for text in texts.values())
    zh, en = (set(_PLACE.findall(texts[language])) for language in LANGUAGES)
    assert zh == en
    assert not re.search(r"[\u4e00-\u9fff]", texts["en"])


def test_every_text_asked_for_exists() -> None:
    asked = set()
    for path in APP.rglob("*.py"):
        asked |= set(re.findall(r'\bsay\(\s*"(\w+)"', path.read_text("utf-8")))
    assert len(asked) > 40
    assert asked <= set(TEXTS)


def test_a_value_without_a_text_stays_as_it_is() -> None:
    assert say_value("level", "file", "zh") == "案卷"
    assert say_value("level", "box", "zh") == "box"
    assert say("home", "en") == "Home"
