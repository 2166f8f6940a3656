"""How Moodle writes each kind of question: its type, and what stands in it beside the prompt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quiz.lms.writing.exporting import LeftOutError
from quiz.lms.writing.moodle.parts import Parts, line, plain
from quiz.lms.writing.number_ranges import is_typed_as_a_fraction, mistake_ranges, right_range
from quiz.lms.writing.spellings import lost_of_words, refusals, spellings
from quiz.lms.writing.written_answers import BY_HAND, asked
from quiz.lms.writing.xml_text import tag
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.numeric import Numeric
from quiz.questions.options import Option
from quiz.questions.ordering import Ordering
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse
from quiz.questions.word_answer import WordAnswer

NONE_OF_THEM = "None of these"
MOST_EQUAL = 10
"""How many right options can weigh the same, whatever their number; 20 can too."""


class Body(NamedTuple):
    """What is particular to a kind: Moodle's type, what stands in it, and what is asked.

    Without `asked`, the element of the question's text, that is the prompt.
    """

    type: str
    inside: str
    asked: str | None = None


def write_choice(parts: Parts, question: MultipleChoice) -> Body:
    """One right option."""
    shares = [1.0 if option.correct else 0.0 for option in question.options]
    return _options(parts, question, question.options, shares, single=True)


def write_select(parts: Parts, question: MultipleSelect) -> Body:
    """Any number of right options; a wrong one costs as the scoring of the bank has it."""
    options, shares = select_shares(parts, question)
    return _options(parts, question, options, shares, single=False)


def select_shares(
    parts: Parts, question: MultipleSelect
) -> tuple[Sequence[Option], Sequence[float]]:
    """The options of a multiple select, and what each earns or costs."""
    options = question.options
    right = sum(option.correct for option in options)
    if not right:
        parts.lose(f"that no option is right is an option of its own, “{NONE_OF_THEM}”")
        return (
            (*options, Option(text=NONE_OF_THEM, correct=True, fixed=True)),
            [-1.0] * len(options) + [1.0],
        )
    if question.scoring == "all_or_nothing" and right > 1:
        parts.lose("some of the right options, without a wrong one, earn their share")
    wrong = -1.0
    if question.scoring == "partial":
        wrong = -1 / right if right <= MOST_EQUAL else -0.05
    weights = iter(_equal_shares(parts, right))
    return options, [next(weights) if option.correct else wrong for option in options]


def _equal_shares(parts: Parts, count: int) -> list[float]:
    """Shares for so many right options that Moodle knows and that make one."""
    if count <= MOST_EQUAL:
        return [1 / count] * count
    if count > 20:
        raise LeftOutError("Moodle has no shares for more than 20 right options")
    if count < 20:
        parts.lose("the right options do not weigh the same: Moodle has no such share")
    return [0.1] * (20 - count) + [0.05] * (2 * count - 20)


def _options(
    parts: Parts,
    question: MultipleChoice | MultipleSelect,
    options: Sequence[Option],
    shares: Sequence[float],
    *,
    single: bool,
) -> Body:
    answers = [
        parts.text("answer", option.text, parts.feedback(option.feedback), fraction=share)
        for option, share in zip(options, map(parts.share, shares), strict=True)
    ]
    if question.shuffle and any(option.fixed for option in question.options):
        parts.lose("options that stay where they stand are shuffled with the others")
    settings = [
        plain("single", "true" if single else "false"),
        plain("shuffleanswers", "true" if question.shuffle else "false"),
        plain("answernumbering", "abc"),
        *_combined(),
    ]
    return Body("multichoice", "\n".join([*settings, *answers]))


def _combined() -> Iterator[str]:
    """What is said to right, partly right and wrong answers: nothing, the options say more."""
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        yield tag(name, tag("text"), format="html")


def write_truth(parts: Parts, question: TrueFalse) -> Body:
    """True or false."""
    said = {True: None, False: None} if question.feedback is None else _said(question)
    answers = [
        tag(
            "answer",
            plain("text", "true" if value else "false"),
            parts.feedback(said[value]),
            fraction=100 if value == question.answer else 0,
            format="moodle_auto_format",
        )
        for value in (True, False)
    ]
    return Body("truefalse", "\n".join(answers))


def _said(question: TrueFalse) -> dict[bool, str | None]:
    assert question.feedback is not None
    return {True: question.feedback.true, False: question.feedback.false}


def write_matching(parts: Parts, question: Matching) -> Body:
    """Left sides with a menu of right ones; menus show plain text."""
    pairs = [
        parts.text("subquestion", left, tag("answer", plain("text", line(right))))
        for left, right in question.pairs
    ]
    strays = [
        tag("subquestion", tag("text"), tag("answer", plain("text", line(text))), format="html")
        for text in question.distractors
    ]
    if any(
        "$" in text for text in (*(right for _, right in question.pairs), *question.distractors)
    ):
        parts.lose("formulas in menus are plain text")
    settings = [plain("shuffleanswers", "true"), *_combined(), tag("shownumcorrect")]
    return Body("matching", "\n".join([*settings, *pairs, *strays]))


def write_ordering(parts: Parts, question: Ordering) -> Body:
    """Items in order, for Moodle 4.4 and later. Without `shownumcorrect` an import breaks off."""
    parts.lose("what a part in order earns is counted as Moodle does")
    settings = [
        plain("layouttype", "VERTICAL"),
        plain("selecttype", "ALL"),
        plain("selectcount", str(len(question.items))),
        plain("gradingtype", "LONGEST_ORDERED_SUBSET"),
        plain("showgrading", "SHOW"),
        plain("numberingstyle", "none"),
        *_combined(),
        plain("shownumcorrect", "1"),
    ]
    answers = [
        parts.text("answer", text, fraction=str(place))
        for place, text in enumerate(question.items, 1)
    ]
    return Body("ordering", "\n".join([*settings, *answers]))


def write_numeric(parts: Parts, question: Numeric) -> Body:
    """A number within its tolerance, and the recognised mistakes."""
    answers = [
        tag(
            "answer",
            plain("text", value),
            parts.feedback(feedback),
            plain("tolerance", margin),
            fraction=parts.share(score),
            format="moodle_auto_format",
        )
        for value, margin, score, feedback in numbers(parts, question)
    ]
    return Body("numerical", "\n".join([*answers, _units(question)]))


def numbers(parts: Parts, asked_for: NumberAnswer) -> Iterator[tuple[str, str, float, str | None]]:
    """The numbers that are recognised: value, distance, score and feedback, the right one first."""
    values = parts.item.values
    if is_typed_as_a_fraction(asked_for, values):
        parts.lose("a fraction has to be typed as a decimal")
    right = right_range(asked_for, values)
    yield right.key, right.margin, 1, None
    for wrong in mistake_ranges(asked_for, values):
        yield wrong.key, wrong.margin, wrong.score, wrong.feedback


def _units(question: Numeric) -> str:
    """The unit, which may be typed or left out; another is wrong."""
    shown = [plain("unitgradingtype", "0"), plain("unitpenalty", "0.1")]
    shown += [plain("showunits", "0" if question.unit else "3"), plain("unitsleft", "0")]
    if question.unit:
        unit = tag("unit", plain("multiplier", "1"), plain("unit_name", question.unit))
        shown.insert(0, tag("units", unit))
    return "\n".join(shown)


def write_words(parts: Parts, question: ShortAnswer) -> Body:
    """A word or a few."""
    answers = [
        tag(
            "answer",
            plain("text", text.replace("*", r"\*")),
            parts.feedback(feedback),
            fraction="100" if score else "0",
            format="moodle_auto_format",
        )
        for text, score, feedback in words(parts, question)
    ]
    settings = plain("usecase", "1" if question.exact else "0")
    return Body("shortanswer", "\n".join([settings, *answers]))


def words(parts: Parts, asked_for: WordAnswer) -> Iterator[tuple[str, int, str | None]]:
    """The texts that are recognised: how they are spelt, the score and what is said."""
    for loss in lost_of_words(asked_for):
        parts.lose(loss)
    for text in spellings(asked_for):
        yield text, 1, None
    for feedback, texts in refusals(asked_for):
        if not texts:
            parts.lose(f"what is refused by a pattern goes without its feedback: {feedback}")
        for text in texts:
            yield text, 0, feedback


def write_essay(parts: Parts) -> Body:
    """A field for working, which a person reads beside the right answer."""
    parts.lose(BY_HAND)
    settings = [
        plain("responseformat", "monospaced"),
        plain("responserequired", "1"),
        plain("responsefieldlines", "15"),
        plain("attachments", "0"),
        parts.text("graderinfo", parts.item.variant.key_text()),
        tag("responsetemplate", tag("text"), format="html"),
    ]
    text = parts.text("questiontext", asked(parts.item.question))
    return Body("essay", "\n".join(settings), text)
