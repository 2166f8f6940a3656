from __future__ import annotations

import json
from typing import Any

import pytest
from banks import about
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.yaml_reading import MAX_VALUES, read_yaml

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], max_codepoint=0x2000))
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(DATA.filter(lambda data: data not in ({},)))
def test_json_is_read_as_itself(data: Any) -> None:
    text = json.dumps(data, indent=1, ensure_ascii=True)
    reading = read_yaml(text)
    if not reading.mistakes:
        assert reading.data == data


@given(st.text())
def test_no_text_makes_reading_fail(text: str) -> None:
    for mistake in read_yaml(text).mistakes:
        assert mistake.place.line >= 1
        assert mistake.place.column >= 1
        assert mistake.message


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`,?\t\n \\01"))
def test_no_piece_of_yaml_makes_reading_fail(text: str) -> None:
    reading = read_yaml(text)
    assert reading.data is None or not reading.broken


def test_places_are_those_of_keys_and_values() -> None:
    reading = read_yaml("title: T\nquestions:\n  - id: é\n    tags: [a,  b]\n")
    path = ("questions", 0, "tags")
    assert str(reading.place(path)) == "Place(line=4, column=11)"
    assert str(reading.place(path, key=True)) == "Place(line=4, column=5)"
    assert str(reading.place((*path, 1))) == "Place(line=4, column=16)"
    assert str(reading.place((*path, 7))) == "Place(line=4, column=11)"
    assert str(reading.place(("questions", 0))) == "Place(line=3, column=5)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n\tb: 1", "2:1: a tab is no indentation in YAML: replace it by spaces"),
        ("a: 1\n\tb: 2", "2:1: a tab is no indentation in YAML: replace it by spaces"),
        ("\ta: 1", "1:1: a tab is no indentation in YAML: replace it by spaces"),
        ("a: |\n\tx", "2:1: a tab is no indentation in YAML: replace it by spaces"),
        (
            "a: b: c",
            "1:5: a colon and a space start a mapping: put quotes around text that holds “: ”",
        ),
        (
            "- prompt: Which: one",
            "1:16: a colon and a space start a mapping: put quotes around text that holds “: ”",
        ),
        (
            "a: 1\n  b: 2",
            "2:4: this line is indented as if the one above were “key:” alone: align the two",
        ),
        (
            "a: [1, 2\nb: 3",
            "1:4: what opens here is not closed by “]”: close it, and quote text with brackets,"
            " commas or quotes in it",
        ),
        (
            "a: {x: 1\nb: 2\n",
            "1:4: what opens here is not closed by “}”: close it, and quote text with brackets,"
            " commas or quotes in it",
        ),
        (
            "a: [b #c]\nd: 1",
            "1:4: what opens here is not closed by “]”; “ #” starts a comment: quote the text",
        ),
        (
            "d: [0, 1)\nx: 2",
            '1:4: quote an interval, as in "[0, 1)": an unquoted “[” opens a list',
        ),
        ('a: "abc\nb: 1\n', "1:4: the quotes that open here are never closed: close them"),
        (
            "a: 'it's'",
            "1:8: the text went on after its closing quote: put quotes around the whole text, and"
            " write '' for an apostrophe within single quotes",
        ),
        ("a: @x", "1:4: unquoted text cannot start with “@”: put quotes around it"),
        ("a: `x`", "1:4: unquoted text cannot start with “`”: put quotes around it"),
        ("a: %x", "1:4: unquoted text cannot start with “%”: put quotes around it"),
        ("a: , b", "1:4: unquoted text cannot start with “,”: put quotes around it"),
        ("a: - b", "1:4: unquoted text cannot start with “-”: put quotes around it"),
        ("a: ]", "1:4: unquoted text cannot start with “]”: put quotes around it"),
        (
            "a: [[x]] y",
            "1:10: text that starts with “[” or “{” needs quotes: put them around the whole text",
        ),
        (
            "%x",
            "1:3: a line that starts with “%” is not read: remove it, or quote the text",
        ),
        (
            "a:\n  b: 1\n c: 2",
            "3:2: this line's indentation fits no line above: align it with the keys that it"
            " belongs to",
        ),
        (
            "a: x # c\n  more",
            "2:3: the comment on the line above ends its text: quote the text, or move the comment",
        ),
        (
            "- a\nb: 1",
            "2:1: this line stands in a list but is no item: start it with “- ”, or indent it",
        ),
        (
            "a: 1\nb\nc: 2",
            "2:1: this line is neither “key: value” nor “- item”: indent it, or put a colon in it",
        ),
        (
            r'a: "\sigma"',
            "1:5: in double quotes a backslash starts an escape: use single quotes, or a block"
            " after “|”, for text with backslashes",
        ),
        (
            r'a: "\xi"',
            "1:7: this escape is none: use single quotes for text with backslashes",
        ),
        (
            "a: |x\n  b",
            "1:5: after “|” or “>” the text starts on the next line, indented: move it there",
        ),
        ("a: x\0y", "1:5: the control character U+0000 is not allowed: delete it"),
        ("a: 1\nb: \x07", "2:4: the control character U+0007 is not allowed: delete it"),
        ("a: x\n---\nb: 1", "2:1: a second document starts here: remove the line “---”"),
    ],
)
def test_broken_yaml_is_explained_in_plain_words(text: str, said: str) -> None:
    assert about(text)[-1] == said


def test_a_repeated_key_is_refused_and_the_first_place_named() -> None:
    assert about("a: 1\nb:\n  c: 1\n  c: 2\na: 2") == [
        "4:3: the key “c” stands at line 3 already: keep one of the two",
        "5:1: the key “a” stands at line 1 already: keep one of the two",
    ]


def test_what_stands_under_a_repeated_key_is_read_too() -> None:
    assert len(about("a: 1\na: {c: 1, c: 2}")) == 2


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!binary", "!mine", "!!set"])
def test_tags_are_refused(tag: str) -> None:
    assert about(f"a: {tag} x") == [
        f"1:4: the tag “{tag}” is refused, as a bank holds plain data: remove it, or quote the text"
    ]


def test_the_tag_for_text_makes_text() -> None:
    reading = read_yaml("a: !!str 010")
    assert (reading.data, reading.mistakes) == ({"a": "010"}, [])


def test_merge_keys_are_refused() -> None:
    assert about("a: &x {b: 1}\nc:\n  <<: *x") == [
        "3:3: merge keys are not read: write the keys out, or use the file's defaults"
    ]


def test_a_quoted_merge_key_is_a_key() -> None:
    assert read_yaml("'<<': 1").data == {"<<": 1}


def test_an_alias_repeats_a_value() -> None:
    assert read_yaml("a: &x [1, 2]\nb: *x").data == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize("text", ["a: *x", "a: &x [*x]", "a: *x\nb: &x 1"])
def test_an_alias_of_nothing_before_it_is_refused(text: str) -> None:
    assert about(text)[0].endswith(": “*x” repeats nothing that stands before it: quote it")


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    assert about("\n".join(lines)) == [
        "4:36: aliases repeat more than 10,000 values: write out what is meant"
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_before_it_harms(opening: str) -> None:
    assert about(opening * 100_000)[0].endswith("nested more than 40 deep: no question needs it")


def test_more_values_than_any_bank_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.bank.yaml_reading.MAX_VALUES", 5)
    assert about("[1, 2, 3, 4, 5, 6]") == ["1:14: more than 5 values: split the file"]
    assert MAX_VALUES == 1_000_000


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("feedback: {true: a, false: b}", {"feedback": {"true": "a", "false": "b"}}),
        ("feedback: {True: a}", {"feedback": {"true": "a"}}),
        ("{on: 1, no: 2, y: 3, n: 4}", {"on": 1, "no": 2, "y": 3, "n": 4}),
        ("a: {'1': b}", {"a": {"1": "b"}}),
    ],
)
def test_keys_are_text(text: str, data: object) -> None:
    reading = read_yaml(text)
    assert (reading.data, reading.mistakes) == (data, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a: {1: b}",
            '1:5: this key must be text, and YAML reads a number here: quote it: "1"',
        ),
        (
            "true: b",
            '1:1: this key must be text, and YAML reads a boolean here: quote it: "true"',
        ),
        (
            "~: b",
            '1:1: this key must be text, and YAML reads nothing here: quote it: "~"',
        ),
        ("a: {1e999: b}", '1:5: this key must be text: quote it: "1e999"'),
        ("?\n: b", "1:2: a key is missing before this colon: quote the text if a colon is meant"),
        (
            "[a]: b",
            "1:1: a key must be text: put quotes around text that starts with { or [ or *",
        ),
    ],
)
def test_a_key_that_is_no_text_is_to_be_quoted(text: str, said: str) -> None:
    assert about(text) == [said]
