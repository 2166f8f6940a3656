"""What a reader asks for, line by line, and what it keeps of an answer that cannot be read."""

from __future__ import annotations

import pytest

from quiz.questions.grading import ClozeGrade, DerivationGrade, Grade, LineGrade
from quiz.questions.layout import Blank, Layout, text_choices
from quiz.questions.verdict import Verdict
from quiz.terminal.console import EndOfInput
from quiz.terminal.reading import Command, Loose, Ordered, Reader, Response

BLANKS = Layout("blanks", blanks=(Blank("a"), Blank("b", text_choices(["x", "y"])), Blank("c")))
LINES = Layout("lines")


class Typist:
    """Types lines at the prompts, and notes the prompts and what is said."""

    def __init__(self, *lines: str | Ordered) -> None:
        self.lines = [*lines]
        self.prompts: list[str] = []
        self.said: list[str] = []

    def read(self, prompt: str) -> str | Ordered:
        self.prompts.append(prompt)
        if not self.lines:
            raise EndOfInput
        return self.lines.pop(0)

    def reader(self, kept: Loose, patient: bool = True) -> Reader:
        return Reader(kept, self.read, self.said.append, patient)


def unread(*names: str) -> ClozeGrade:
    return ClozeGrade(verdict=Verdict.INVALID, score=None, unread=names)


def test_blanks_are_asked_one_by_one() -> None:
    typist = Typist("p", "a", "-")
    assert typist.reader(Loose()).answer(BLANKS) == Response({"a": "p", "b": "x", "c": ""})
    assert typist.prompts == ["[a] > ", "[b] > ", "[c] > "]


def test_only_the_blanks_that_could_not_be_read_are_asked_again() -> None:
    typist = Typist("q", "r")
    kept = Loose(("p", "x", "("))
    reader = typist.reader(kept)
    reader.keep_readable(BLANKS, {"a": "(", "b": "x", "c": "("}, unread("a", "c"))
    assert not kept.draft
    assert "[a] and [c]" in typist.said[0]
    assert reader.answer(BLANKS) == Response({"a": "q", "b": "x", "c": "r"})
    assert typist.prompts == ["[a] > ", "[c] > "]
    assert kept.draft == ("q", "x", "r")


def test_the_last_blank_filled_is_taken_back_first() -> None:
    typist = Typist("p", "a", Command.UNDO, "b", "q")
    assert typist.reader(Loose()).answer(BLANKS) == Response({"a": "p", "b": "y", "c": "q"})
    assert typist.said == ["Taken back: [b] x"]


def test_a_command_at_the_first_blank_is_passed_on() -> None:
    assert Typist(Command.UNDO).reader(Loose()).answer(BLANKS) is Command.UNDO
    assert Typist("p", Command.SKIP).reader(Loose()).answer(BLANKS) is Command.SKIP


def test_an_empty_line_ends_a_working_but_is_none_itself() -> None:
    typist = Typist("", "J = 1", "= 2", "")
    assert typist.reader(Loose()).answer(LINES) == Response("J = 1\n= 2")
    assert typist.prompts == [" 1> ", " 1> ", " 2> ", " 3> "]


def test_lines_pasted_at_once_are_lines() -> None:
    typist = Typist("J = 1\n\n= 2\n", Command.UNDO, "= 3", "")
    assert typist.reader(Loose()).answer(LINES) == Response("J = 1\n= 3")
    assert typist.prompts == [" 1> ", " 3> ", " 2> ", " 3> "]


def test_the_end_of_a_file_ends_a_working_and_that_of_a_person_does_not() -> None:
    assert Typist("J = 1").reader(Loose(), patient=False).answer(LINES) == Response("J = 1")
    with pytest.raises(EndOfInput):
        Typist("J = 1").reader(Loose(), patient=True).answer(LINES)


def unreadable(bad: int) -> DerivationGrade:
    lines = [LineGrade(number=number, text="?", verdict="follows") for number in range(1, bad)]
    lines.append(LineGrade(number=bad, text="?", verdict="unreadable"))
    return DerivationGrade(verdict=Verdict.INVALID, score=None, lines=tuple(lines))


@pytest.mark.parametrize(
    ("draft", "bad", "prompt", "mended"),
    [
        (("J = 1", "K = (", "= 3"), 2, " 2> ", ("J = 1", "K = 2", "= 3")),
        (("# why", "J = 1", "K = ("), 2, " 2> ", ("# why", "J = 1", "K = 2")),
        (
            ("J = 1 \\\\ &= 2", "K = (", "= 2"),
            3,
            " 3> ",
            ("J = 1 \\\\ &= 2", "K = 2", "= 2"),
        ),
        (("J = 1", "J = 2 \\\\ &= ("), 3, " 2> ", ("J = 1", "K = 2")),
        (("K = (", "= 2"), 1, " 1> ", ("K = 2", "= 2")),
    ],
)
def test_a_line_that_cannot_be_read_is_typed_again_and_the_others_stay(
    draft: tuple[str, ...], bad: int, prompt: str, mended: tuple[str, ...]
) -> None:
    kept = Loose(draft)
    typist = Typist("", "K = 2", "")
    reader = typist.reader(kept)
    reader.keep_readable(LINES, "\n".join(draft), unreadable(bad))
    assert kept.draft == draft
    assert reader.answer(LINES) == Response("\n".join(mended))
    assert typist.prompts[:2] == [prompt, prompt]  # an empty line leaves none as it is
    assert kept.draft == mended


def test_the_lines_below_a_mended_one_are_told() -> None:
    typist = Typist("K = 2", "= 5", "")
    reader = typist.reader(Loose(("K = (", "= 3", "= 4")))
    reader.keep_readable(LINES, "", unreadable(1))
    assert reader.answer(LINES) == Response("K = 2\n= 3\n= 4\n= 5")
    assert typist.said == [
        "The other lines are kept. Now line 1 again; :u takes it out.",
        "Lines 2 to 3 are as before; go on with line 4, or end the working.",
    ]


def test_a_line_that_cannot_be_read_is_taken_out() -> None:
    typist = Typist(Command.UNDO, "")
    reader = typist.reader(Loose(("K = (", "J = 3")))
    reader.keep_readable(LINES, "", unreadable(1))
    assert reader.answer(LINES) == Response("J = 3")
    assert typist.said[-1] == "Taken back: K = ("
    assert typist.prompts == [" 1> ", " 2> "]


PAIRS = Layout("pairs", lefts=("p", "q", "r"), choices=text_choices(["x", "y", "z"]))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (["1a", "y"], ["x", None, None]),
        (["1a", "1a 2b 3c"], ["x", "y", "z"]),
        (["1a", "2b", "Y"], [None, "y", None]),
        (["1a 2- 3-"], ["x", None, None]),
        (["-"], [None, None, None]),
    ],
)
def test_a_half_answer_to_pairs_is_asked_about(typed: list[str], value: list[str | None]) -> None:
    typist = Typist(*typed)
    assert typist.reader(Loose()).answer(PAIRS) == Response(list(value))
    assert len(typist.said) == len(typed) - 1
    assert all("open. y: answer all the same" in said for said in typist.said)


def test_a_file_that_leaves_pairs_open_means_it() -> None:
    typist = Typist("1a")
    assert typist.reader(Loose(), patient=False).answer(PAIRS) == Response(["x", None, None])
    assert not typist.said


def test_nothing_is_kept_of_a_working_that_is_unreadable_as_a_whole() -> None:
    kept = Loose(("J = 1",))
    Typist().reader(kept).keep_readable(LINES, "J = 1", Grade.invalid("Too long."))
    assert kept.draft == ()
