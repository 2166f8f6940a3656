"""Patterns of a key as trees: what is read, and what is refused."""

from __future__ import annotations

import pytest

from quiz.lms.writing.pattern_tree import UnsupportedPatternError, pattern_tree


def test_one_after_the_other_and_one_of_several() -> None:
    assert pattern_tree("ab|c") == ["any", ["all", "[a]", "[b]"], ["all", "[c]"]]


@pytest.mark.parametrize(
    ("times", "least", "most"),
    [("*", 0, None), ("+", 1, None), ("?", 0, 1), ("{2}", 2, 2), ("{2,}", 2, None), ("{,3}", 0, 3)],
)
def test_repetition_has_its_bounds(times: str, least: int, most: int | None) -> None:
    assert pattern_tree(f"a{times}") == ["all", ["times", least, most, "[a]"]]
    assert pattern_tree(f"a{times}?") == pattern_tree(f"a{times}"), "a lazy one matches the same"


def test_characters_that_mean_something_in_a_set_are_written_by_their_numbers() -> None:
    assert pattern_tree(r"\.") == ["all", r"[\u{2e}]"]
    assert pattern_tree(r"[a\]-]") == ["all", r"[a\u{5d}\u{2d}]"]


def test_a_set_may_be_negated_and_have_ranges() -> None:
    assert pattern_tree("[^a-c_]") == ["all", r"[^a-c\u{5f}]"]


@pytest.mark.parametrize(
    "pattern",
    [
        *("(?i)a", "(?=a)", "(?P<x>a)", r"(a)\1", "a++", "a**", "a{1,5000}", "a{e<=1}", "^a", "a$"),
        *(
            r"\bword",
            r"\D",
            r"\p{L}",
            "[[:alpha:]]",
            "[]a]",
            r"[\d-z]",
            "(a",
            "a)",
            "[a",
            "*",
            "\\",
        ),
    ],
)
def test_what_a_page_cannot_match_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(UnsupportedPatternError, match="in the pattern"):
        pattern_tree(pattern)
