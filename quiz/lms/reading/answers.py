"""Answers with shares, as most systems have them, to the keys of a bank's kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in, tidy

NEAR = 0.01
"""How far shares in percent may differ and be meant as equal: three of 33.333 make one."""


@dataclass(frozen=True)
class Answer:
    """One answer: Markdown for an option, plain text for a word; its share in percent."""

    text: str
    share: float
    feedback: str = ""

    @property
    def is_right(self) -> bool:
        """Whether it earns everything."""
        return self.share >= 100 - NEAR


@dataclass(frozen=True)
class NumberKey:
    """A number that is accepted, within a distance of it, for a share in percent."""

    value: float
    distance: float
    share: float = 100
    feedback: str = ""


def as_one(sketch: Sketch, answers: Sequence[Answer], shuffle: bool = True) -> None:
    """A multiple choice with one right option. Raises `NotCarriedError` where that is not so."""
    right = [answer for answer in answers if answer.is_right]
    if len(right) != 1:
        how_many = "no option is fully right" if not right else "several options are fully right"
        raise NotCarriedError(f"{how_many}, and only one may be picked")
    for answer in answers:
        if not answer.is_right and answer.share:
            share = f"{answer.share:.4g}% for the option “{answer.text}” are not carried"
            sketch.lose(f"{share}: it is wrong here")
    sketch.data["type"] = "multiple_choice"
    _options(sketch, answers, shuffle, [answer.is_right for answer in answers])


def as_several(sketch: Sketch, answers: Sequence[Answer], shuffle: bool = True) -> None:
    """A multiple select with partial credit, as near to the shares as a bank comes."""
    right = [answer.share for answer in answers if answer.share > 0]
    wrong = [answer.share for answer in answers if answer.share <= 0]
    if right:
        sketch.data["scoring"] = "partial"
        if max(right) - min(right) > NEAR:
            shares = ", ".join(f"{share:.4g}%" for share in right)
            sketch.lose(f"the right options weighed {shares}: here they weigh the same")
        if any(abs(share + 100 / len(right)) > NEAR for share in wrong):
            shares = ", ".join(f"{share:.4g}%" for share in sorted({*wrong}))
            sketch.lose(f"a wrong pick cost {shares}: here it cancels a right one")
    sketch.data["type"] = "multiple_select"
    _options(sketch, answers, shuffle, [answer.share > 0 for answer in answers])


def as_all_or_nothing(sketch: Sketch, answers: Sequence[Answer], shuffle: bool = True) -> None:
    """A multiple select whose right options have to be picked, and no others."""
    sketch.data["type"] = "multiple_select"
    _options(sketch, answers, shuffle, [answer.is_right for answer in answers])


def _options(
    sketch: Sketch, answers: Sequence[Answer], shuffle: bool, right: Sequence[bool]
) -> None:
    options = []
    for answer, is_right in zip(answers, right, strict=True):
        option: dict[str, Any] = {"text": answer.text}
        if is_right:
            option["correct"] = True
        if answer.feedback:
            option["feedback"] = answer.feedback
        options.append(option)
    sketch.data["options"] = options
    if not shuffle:
        sketch.data["shuffle"] = False


def as_truth(sketch: Sketch, answer: bool, if_true: str = "", if_false: str = "") -> None:
    """A true or false question, with what is said to each answer."""
    sketch.data |= {"type": "true_false", "answer": answer}
    said = {"true": if_true, "false": if_false}
    if any(said.values()):
        sketch.data["feedback"] = {key: text for key, text in said.items() if text}


def as_words(sketch: Sketch, answers: Sequence[Answer], exact: bool = False) -> None:
    """A short answer. A `*` in a text stands for anything, `\\*` for a star."""
    sketch.data |= {"type": "short_answer", **word_keys(sketch, answers, exact)}


def word_keys(sketch: Sketch, answers: Sequence[Answer], exact: bool = False) -> dict[str, Any]:
    """What a short answer or a blank accepts and refuses. Raises `NotCarriedError`."""
    given = [answer for answer in answers if answer.text.strip()]
    right = [answer for answer in given if answer.is_right]
    if not right:
        raise NotCarriedError("no text is fully right")
    accept = [accepted(answer.text) for answer in right]
    for answer in right:
        sketch.lose_feedback(f"the feedback for “{answer.text}”", answer.feedback)
    reject = [*_refused(sketch, [answer for answer in given if not answer.is_right])]
    if all(text.startswith("/") for text in accept):
        plain = " ".join(re.sub(r"(?<!\\)\*", " ", right[0].text).replace("\\*", "*").split())
        if not plain or plain.startswith("/"):
            raise NotCarriedError("every text is accepted")
        accept.insert(0, plain)
    keys: dict[str, Any] = {"accept": list(dict.fromkeys(accept))}
    if reject:
        keys["reject"] = reject
    if exact:
        keys["exact"] = True
    return keys


def _refused(sketch: Sketch, answers: Sequence[Answer]) -> Iterator[dict[str, str]]:
    for answer in answers:
        if answer.share > 0:
            sketch.lose(f"{answer.share:.4g}% for “{answer.text}” are not carried: wrong here")
        if answer.text.strip() == "*":
            sketch.lose_feedback("the feedback for any other answer", answer.feedback)
        elif answer.feedback or answer.share > 0:
            said = {"feedback": answer.feedback} if answer.feedback else {}
            yield {"text": accepted(answer.text), **said}


def accepted(text: str) -> str:
    """A text of a key as a bank writes it: one with wildcards is a regular expression."""
    pieces = re.split(r"(?<!\\)\*", text.strip())
    literal = [piece.replace("\\*", "*") for piece in pieces]
    if len(literal) == 1 and not re.fullmatch(r"/.+/", literal[0]):
        return literal[0]
    return "/" + ".*".join(re.escape(piece).replace("\\ ", " ") for piece in literal) + "/"


def without_wildcards(text: str) -> str:
    """A text that stands for itself, written so that `as_words` leaves its stars alone."""
    return text.replace("*", "\\*")


def as_number(sketch: Sketch, keys: Sequence[NumberKey], unit: str = "") -> None:
    """A numeric question. Raises `NotCarriedError` where no number is fully right."""
    sketch.data |= {"type": "numeric", **number_keys(sketch, keys)}
    if unit:
        sketch.data["unit"] = unit


def number_keys(sketch: Sketch, keys: Sequence[NumberKey]) -> dict[str, Any]:
    """The answer, tolerance and recognised mistakes of a number."""
    right = [key for key in keys if key.share >= 100 - NEAR]
    if not right:
        raise NotCarriedError("no number is fully right")
    first = right[0]
    for other in right[1:]:
        sketch.lose(f"a second right number is not carried: {_range(other)}")
    found: dict[str, Any] = {"answer": tidy(first.value)}
    if first.distance > 0:
        found["tolerance"] = {"absolute": tidy(first.distance)}
    sketch.lose_feedback("the feedback for the right number", first.feedback)
    mistakes = [*_mistakes(sketch, first, [key for key in keys if key not in right])]
    if mistakes:
        found["mistakes"] = mistakes
    return found


def _mistakes(
    sketch: Sketch, right: NumberKey, keys: Sequence[NumberKey]
) -> Iterator[dict[str, Any]]:
    """The wrong numbers that a bank can recognise: those apart from the right one."""
    for key in keys:
        if abs(key.value - right.value) <= max(right.distance, key.distance):
            what = f"{key.share:.4g}%" if key.share else "the feedback"
            sketch.lose(f"{what} for {_range(key)}, around the right number, is not carried")
            sketch.lose_feedback(f"the feedback for {_range(key)}", key.feedback)
            continue
        if abs(key.distance - right.distance) > 1e-12 * abs(key.value):
            sketch.lose(f"the tolerance of {_range(key)} is that of the right number here")
        if key.share > 0 or key.feedback:
            said = key.feedback or "This earns a part of the points."
            score = {"score": tidy(round(key.share / 100, 4))} if key.share > 0 else {}
            yield {"answer": tidy(key.value), "feedback": said, **score}


def _range(key: NumberKey) -> str:
    value = str(tidy(key.value))
    return f"{value} ± {tidy(key.distance)}" if key.distance else value


def range_key(low: float, high: float, share: float = 100, feedback: str = "") -> NumberKey:
    """The key of a range: its middle and the distance to its ends, without rounding noise."""
    from decimal import Decimal

    least, most = Decimal(repr(low)), Decimal(repr(high))
    if least > most:
        raise NotCarriedError(f"the range from {tidy(low)} to {tidy(high)} is empty")
    return NumberKey(float((least + most) / 2), float((most - least) / 2), share, feedback)


def as_pairs(sketch: Sketch, pairs: Sequence[tuple[str, str]]) -> None:
    """A matching question; a right side without a left one is a distractor.

    Where two left sides have the same right side, it is a cloze with a choice for each left side.
    Raises `NotCarriedError` where all have.
    """
    whole = [[left, right] for left, right in pairs if left and right]
    rights = {right for _, right in whole}
    distractors = [right for left, right in pairs if right and not left and right not in rights]
    if len(rights) < len(whole):
        options = [*dict.fromkeys([*(right for _, right in whole), *distractors])]
        as_choices(sketch, whole, options)
        return
    sketch.data |= {"type": "matching", "pairs": whole}
    if distractors:
        sketch.data["distractors"] = list(dict.fromkeys(distractors))


def as_choices(sketch: Sketch, pairs: Sequence[Sequence[str]], options: list[str]) -> None:
    """A cloze with a choice for each pair's left side, all from the same options.

    Raises `NotCarriedError` where there is nothing to choose.
    """
    if len(options) < 2 or not pairs:
        raise NotCarriedError("every left side has the same right side")
    rows, blanks = [], {}
    for number, (left, right) in enumerate(pairs, 1):
        indented = left.replace("\n", "\n  ")
        colon = "" if left.endswith((".", "?", "!", ":", ";")) else ":"
        rows.append(f"- {indented}{colon} [[blank-{number}]]")
        blanks[f"blank-{number}"] = {"options": options, "answer": right}
    prompt = "\n\n".join([sketch.data.get("prompt", ""), "\n".join(rows)])
    sketch.data |= {"type": "cloze", "prompt": prompt.strip(), "blanks": blanks}


def percent(text: str | None, default: float = 0) -> float:
    """A share in percent as it is written."""
    number = number_in((text or "").strip().rstrip("%"))
    return default if number is None else number
