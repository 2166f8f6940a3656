"""What is mended by itself, and that nothing else in a file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from checked_banks import codes_in, found_in

from quiz.bank.checks.fixing import mend
from quiz.bank.fixes import Edit, apply

BEFORE = """\
# Losses that are bounded, and others
title:   Losses   # as in lecture 23
questions:

  - id: which-is-bounded   # asked in 2025
    type: multiple_choice
    prompt: >-
        Which of these losses
        is bounded above?
    explanation: Each grows without end as the prediction moves away.
    options: # the order is that of the lecture
    - text: squared error
    - text: none of these   # stays last
      correct: true
  - {id: two, type: short_answer, prompt: What is a hit?, accept: [true, 12], explanation: e}
  - id: three
    type: expression
    prompt: The loss?
    explanation: It is minus the log.
    symbols: {y: {0, 1}}
    answer: y
  - id: four
    type: multiple_choice
    prompt: Which of them is bounded below?
    explanation: Both are sums of squares or minus logarithms of probabilities.
    options: [{text: squared error}, {text: all of the above, correct: true}]
"""

AFTER = (
    BEFORE.replace("    - text: none of these", "    - fixed: true\n      text: none of these")
    .replace("[true, 12]", '["true", "12"]')
    .replace("{y: {0, 1}}", '{y: "{0, 1}"}')
    .replace("{text: all of the above", "{fixed: true, text: all of the above")
)


def mended(folder: Path, content: bytes) -> tuple[list[str], bytes]:
    path = folder / "bank.yaml"
    path.write_bytes(content)
    said = [str(one).replace(f"{folder}/", "") for one in mend(found_in(path))]
    return said, path.read_bytes()


def test_what_is_safe_is_mended_and_all_else_stands_as_it_was(tmp_path: Path) -> None:
    # The questions that load are seen at once, the others when they do.
    said, content = mended(tmp_path, BEFORE.encode())
    assert content.decode() == AFTER
    assert said == [
        "bank.yaml:13:7: added “fixed: true” [Q022]",
        'bank.yaml:15:68: quoted "true" [Q005]',
        'bank.yaml:15:74: quoted "12" [Q005]',
        'bank.yaml:20:18: quoted "{0, 1}" [Q002]',
        "bank.yaml:26:38: added “fixed: true” [Q022]",
    ]
    assert codes_in(tmp_path / "bank.yaml") == []


def test_a_key_with_a_slip_in_it_is_written_right(tmp_path: Path) -> None:
    text = AFTER.replace("    explanation: Each grows", "    explantion: Each grows")
    said, content = mended(tmp_path, text.encode())
    assert content.decode() == AFTER
    assert said == ["bank.yaml:10:5: wrote “explanation” for “explantion” [Q004]"]


@pytest.mark.parametrize("key", ["explainer", "explan", "Explanations"])
def test_a_key_that_may_mean_something_else_is_left_to_its_author(tmp_path: Path, key: str) -> None:
    text = AFTER.replace("    explanation: Each grows", f"    {key}: Each grows")
    assert mended(tmp_path, text.encode()) == ([], text.encode())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path, mark: bytes) -> None:
    _, content = mended(tmp_path, mark + BEFORE.replace("\n", "\r\n").encode())
    expected = AFTER.replace("    - fixed: true\n", "    - fixed: true\r\n")
    assert content == mark + expected.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def test_mending_again_changes_nothing(tmp_path: Path) -> None:
    said, content = mended(tmp_path, AFTER.encode())
    assert (said, content.decode()) == ([], AFTER)


def test_a_file_without_anything_to_mend_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(AFTER, encoding="utf-8")
    before = path.stat().st_mtime_ns
    assert [*mend(found_in(path))] == []
    assert path.stat().st_mtime_ns == before


def test_edits_that_meet_are_not_both_made() -> None:
    first, second = Edit(0, 3, "x", "a"), Edit(2, 5, "y", "b")
    assert apply("abcdef", [second, first]) == ("xdef", (first,))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{{ p }} Which loss?", '"{{ p }} Which loss?"'),
        ("{{ p }}, and why?", '"{{ p }}, and why?"'),
        ("{{ p }} # a number", '"{{ p }}" # a number'),
        ("{{ p }} of C: which?", '"{{ p }} of C: which?"'),
        ('{{ p }} is "which"?', None),
        ("{{ p }} Which\n      loss?", None),
        ("{{ p }} Which # one?", None),
    ],
)
def test_a_text_that_begins_with_a_brace_is_quoted_whole_or_left(
    tmp_path: Path, written: str, meant: str | None
) -> None:
    text = "questions:\n  - id: a\n    prompt: %s\n    type: numeric\n    answer: 1\n"
    _, content = mended(tmp_path, (text % written).encode())
    assert content.decode() == text % (meant or written)
