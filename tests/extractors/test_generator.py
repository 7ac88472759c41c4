"""Made titles: the same seed gives the same ones, their spans hold, and every word is known."""

from __future__ import annotations

from itertools import islice, pairwise

from extractors.text import plain
from extractors.training.generator import Generator, rules, words
from extractors.training.sources import SOURCES
from graph_model.mention import LABELS


def test_the_same_seed_makes_the_same_titles() -> None:
    first = list(Generator(7).titles(200))
    assert first == list(Generator(7).titles(200))
    assert first != list(Generator(8).titles(200))


def test_spans_lie_inside_and_apart_and_every_label_is_met() -> None:
    met = set()
    for title in Generator(3).titles(2000):
        ends = [0, *(end for span in title.spans for end in (span.start, span.end))]
        assert all(a <= b for a, b in pairwise(ends)), title
        assert ends[-1] <= len(title.text)
        assert all(span.start < span.end for span in title.spans)
        met |= {span.label for span in title.spans}
    assert met == set(LABELS)


def test_some_titles_are_in_traditional_characters() -> None:
    titles = [title.text for title in Generator(5).titles(1000)]
    han = ["".join(c for c in text if "\u4e00" <= c <= "\u9fff") for text in titles]
    share = sum(plain(text) != text for text in han) / len(han)
    assert 0.1 < share < 0.2


def test_every_name_in_the_grammar_can_be_made() -> None:
    generator = Generator(1)
    for name, rule in rules().items():
        for template in rule.templates:
            for part in template:
                if not isinstance(part, str):
                    assert generator.can_make(part.name), (name, part)
                    assert part.label in ("", *LABELS)


def test_no_class_of_words_is_forgotten() -> None:
    used = {
        part.name
        for rule in rules().values()
        for template in rule.templates
        for part in template
        if not isinstance(part, str)
    }
    assert set(words()) - used <= {"ocr"}
    assert not set(SOURCES) & set(words())


def test_a_title_has_words() -> None:
    assert all(title.text for title in islice(Generator(2).titles(300), 300))
