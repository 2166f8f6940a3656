"""Keys as other systems want them: ranges of decimals, and lists of texts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from exported_page import question
from hypothesis import given
from hypothesis import strategies as st

from quiz.lms.writing.exporting import LeftOutError
from quiz.lms.writing.number_ranges import decimal, mistake_ranges, right_range
from quiz.lms.writing.number_spellings import number_spellings
from quiz.lms.writing.pattern_texts import MOST, texts_for
from quiz.lms.writing.spellings import lost_of_words, refusals, spellings
from quiz.questions.numeric import Numeric
from quiz.questions.patterns import matches
from quiz.questions.short_answer import ShortAnswer


def number(**keys: object) -> Numeric:
    """A numeric question."""
    asked = question("q", type="numeric", **keys)
    assert isinstance(asked, Numeric)
    return asked


def words(*accept: str, **keys: object) -> ShortAnswer:
    """A short answer that accepts these texts."""
    asked = question("q", type="short_answer", accept=accept, **keys)
    assert isinstance(asked, ShortAnswer)
    return asked


@pytest.mark.parametrize(
    ("keys", "ends"),
    [
        ({"answer": 7}, ("7", "7")),
        ({"answer": 0.25}, ("0.25", "0.25")),
        ({"answer": "1/8", "tolerance": {"decimals": 2}}, ("0.12", "0.13")),
        ({"answer": -2, "tolerance": {"absolute": 0.5}}, ("-2.5", "-1.5")),
        ({"answer": 200, "tolerance": {"relative": 0.01}}, ("198", "202")),
        ({"answer": 5e22, "tolerance": {"relative": 0.1}}, (f"45{'0' * 21}", f"55{'0' * 21}")),
        ({"answer": "2/3"}, ("0.6666661667", "0.6666671667")),
        ({"answer": "sqrt(2)", "tolerance": {"absolute": 1}}, ("0.41421", "2.41421")),
    ],
)  # fmt: skip
def test_the_ends_of_a_range_are_plain_decimals(
    keys: dict[str, object], ends: tuple[str, str]
) -> None:
    found = right_range(number(**keys), {})
    assert (found.low, found.high) == ends


@pytest.mark.parametrize(
    ("keys", "key", "margin"),
    [
        ({"answer": "log(3)", "tolerance": {"decimals": 3}}, "1.0986123", "0.0005"),
        ({"answer": "sqrt(2)", "tolerance": {"relative": 0.01}}, "1.41421", "0.0141421"),
        ({"answer": "1/3", "tolerance": {"decimals": 2}}, "0.333333", "0.005"),
        ({"answer": "1/64", "tolerance": {"decimals": 2}}, "0.015625", "0.005"),
        ({"answer": 1234567, "tolerance": {"relative": 0.05}}, "1234567", "61728.35"),
        ({"answer": "99.99999992^0.5", "tolerance": {"significant_figures": 3}}, "10", "0.005"),
    ],
)
def test_computed_numbers_have_the_figures_that_matter_and_others_all(
    keys: dict[str, object], key: str, margin: str
) -> None:
    found = right_range(number(**keys), {})
    assert (found.key, found.margin) == (key, margin)


@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**6))
def test_decimals_are_near_and_have_no_exponent(value: Fraction) -> None:
    text = decimal(value)
    assert set(text) <= set("-.0123456789")
    assert abs(Fraction(text) - value) <= abs(value) / 10**15


def test_mistakes_without_a_value_are_passed_over() -> None:
    mistakes = [
        {"answer": "1/x", "feedback": "Upside down.", "score": 0.5},
        {"answer": "x+1", "feedback": "One more."},
    ]
    asked = number(answer="x", mistakes=mistakes, parameters={"x": {"integer": [0, 1]}})
    assert [(each.key, each.feedback) for each in mistake_ranges(asked, {"x": 0})] == [
        ("1", "One more.")
    ]
    assert [(each.key, each.score) for each in mistake_ranges(asked, {"x": 1})] == [
        ("1", 0.5),
        ("2", 0),
    ]


@pytest.mark.parametrize(
    ("keys", "texts"),
    [
        ({"answer": 0.5}, ("0.5", ".5")),
        ({"answer": -0.5}, ("-0.5", "−0.5", "-.5", "−.5")),
        ({"answer": "1/3", "tolerance": {"decimals": 2}}, ("0.33", ".33")),
        ({"answer": 0.1, "tolerance": {"decimals": 2}}, ("0.10", "0.1", ".10", ".1")),
        ({"answer": 12}, ("12",)),
    ],
)
def test_a_rounded_number_is_a_few_texts(keys: dict[str, object], texts: tuple[str, ...]) -> None:
    assert number_spellings(number(**keys), {}) == texts


@pytest.mark.parametrize("keys", [{"answer": "1/3"}, {"answer": 1, "tolerance": {"absolute": 1}}])
def test_fractions_and_ranges_are_no_texts(keys: dict[str, object]) -> None:
    with pytest.raises(LeftOutError, match="compared as text"):
        number_spellings(number(**keys), {})


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("plain", ("plain",)),
        ("/cats?/", ("cat", "cats")),
        ("/(big |small )?cat/", ("cat", "big cat", "small cat")),
        ("/gr[ae]y/", ("gray", "grey")),
        ("/a{2,3}/", ("aa", "aaa")),
        (r"/3\.5 in/", ("3.5 in",)),
        ("/iso/", ("iso",)),
        ("/any.*/", ()),
        ("/[a-z]/", ()),
        (r"/\d/", ()),
        ("/(a|b){9}/", ()),
        ("/((((a?){60}){60}){60}){60}/", ()),
        ("/((((a{60}){60}){60}){60}){60}/", ()),
        ("/(((()?){60}){60}){60}a/", ("a",)),
        ("/(a?){3}/", ("a", "aa", "aaa")),
    ],
)
def test_a_pattern_is_listed_where_it_ends(pattern: str, texts: tuple[str, ...]) -> None:
    assert texts_for(pattern) == texts


@given(st.lists(st.sampled_from(["a", "b?", "(c|d)", "[ef]", "g{1,2}", "-", "(hi)?"]), min_size=1))
def test_what_is_listed_matches(pieces: list[str]) -> None:
    pattern = "".join(pieces)
    found = texts_for(f"/{pattern}/")
    assert len(found) <= MOST
    assert all(matches(pattern, text, 1) for text in found)


def test_hyphens_are_written_in_every_way_and_refused_texts_left_out() -> None:
    asked = words("log-loss", "/(neg )?log/", reject=[{"text": "LOG", "feedback": "Of what?"}])
    assert spellings(asked) == ("log-loss", "log loss", "logloss", "neg log")
    assert [*refusals(asked)] == [("Of what?", ("LOG",))]


def test_an_accepted_text_is_not_refused_by_a_pattern() -> None:
    asked = words("loss", reject=[{"text": "/(big )?loss/", "feedback": "No."}])
    assert [*refusals(asked)] == [("No.", ("big loss",))]


def test_an_exact_text_stays_as_it_is() -> None:
    asked = words("pH", "ph", "a-b", exact=True)
    assert spellings(asked) == ("pH", "ph", "a-b")
    assert [*lost_of_words(asked)] == []


def test_what_a_list_cannot_hold_is_said() -> None:
    assert [*lost_of_words(words("binary", "/b.*/"))] == [
        "some answers that match a pattern of the key are not accepted"
    ]
    assert [*lost_of_words(words("cross-entropy"))] == ["a slip in a long word is not forgiven"]
