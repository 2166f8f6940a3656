r"""GIFT, Moodle's plain text format, in the part of it that every reader takes.

Texts are HTML; a backslash stands before `\ ~ = # { } :` and every question ends at a blank line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from quiz.lms.writing.exporting import Export, LeftOutError, Loss
from quiz.lms.writing.losses import lost
from quiz.lms.writing.moodle.kinds import numbers, select_shares, words
from quiz.lms.writing.moodle.parts import Parts, category, line
from quiz.lms.writing.written_answers import BY_HAND, asked
from quiz.markup.characters import neutralised
from quiz.markup.html import beside
from quiz.markup.tex import tex_html
from quiz.questions.blanks import ChoiceBlank, NumberBlank, WordBlank
from quiz.questions.cloze import Cloze
from quiz.questions.derivation import Derivation
from quiz.questions.expression import Expression
from quiz.questions.matching import Matching
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.multiple_select import MultipleSelect
from quiz.questions.numeric import Numeric
from quiz.questions.short_answer import ShortAnswer
from quiz.questions.true_false import TrueFalse

GAP = "_____"
_SPECIAL = re.compile(r"[\\~=#{}:]")
_PRE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_LEADS = ("%", "[")
"""What begins a share or the name of a format where it stands first."""
_ALONE = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


def write(export: Export, out: BinaryIO) -> Iterator[Loss]:
    """Write the questions as they come, each behind its category where that changes."""
    last = None
    for item in export.items:
        parts = Parts(item)
        try:
            text = _question(parts)
        except LeftOutError as reason:
            yield Loss(item.ident, str(reason), left_out=True)
            continue
        if last != (last := category(export, item)):
            out.write(f"$CATEGORY: {_one_line(last)}\n\n".encode())
        out.write(text.encode())
        for message in (*parts.losses, *lost(item.question, "hints", "points", "fixed")):
            yield Loss(item.ident, message)


def _question(parts: Parts) -> str:
    question = parts.item.question
    kind = _KINDS.get(question.type)
    if kind is None:
        raise LeftOutError(f"GIFT has no questions of the kind {question.type}")
    answers = kind(parts, question)
    if isinstance(question, Cloze):
        prompt = question.prompt.replace(f"[[{question.names()[0]}]]", GAP)
    else:
        prompt = asked(question)
    general = f"\n####{_html(parts, question.explanation)}"
    tags = "".join(f" [tag:{_one_line(tag)}]" for tag in parts.item.original.tags)
    head = f"// [id:{parts.item.ident}]{tags}"
    text = f"::{escaped(parts.item.ident)}::[html]{_html(parts, prompt)}"
    return f"{head}\n{text}{{{answers}{general}\n}}\n\n"


def _html(parts: Parts, markdown: str) -> str:
    """A text as HTML on one line, without a paragraph around it where it is one."""

    def image(path: str) -> str | None:
        if beside(path):
            parts.lose(f"the picture {path} is left out: its description stands instead")
        return None

    html = tex_html(markdown, lambda _: GAP, image=image)
    alone = _ALONE.fullmatch(html)
    shown = _PRE.sub(lambda block: block[0].replace("\n", "<br/>"), alone[1] if alone else html)
    return escaped(f"&#{ord(shown[0])};{shown[1:]}" if shown[:1] in _LEADS else shown)


def escaped(text: str) -> str:
    """A text on one line, with a backslash before what GIFT would read as its own."""
    line = " ".join(neutralised(text).split("\n"))
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", line)


# Answers


def _choice(parts: Parts, question: MultipleChoice) -> str:
    return "".join(
        _answer(parts, "=" if option.correct else "~", option.text, option.feedback)
        for option in question.options
    )


def _select(parts: Parts, question: MultipleSelect) -> str:
    options, shares = select_shares(parts, question)
    return "".join(
        _answer(parts, f"~%{parts.share(share)}%", option.text, option.feedback)
        for option, share in zip(options, shares, strict=True)
    )


def _answer(parts: Parts, sign: str, text: str, feedback: str | None) -> str:
    return f"\n{sign}{_html(parts, text)}{_feedback(parts, feedback)}"


def _feedback(parts: Parts, markdown: str | None) -> str:
    return f"#{_html(parts, markdown)}" if markdown else ""


def _truth(parts: Parts, question: TrueFalse) -> str:
    said = question.feedback
    right, wrong = (said.true, said.false) if said else (None, None)
    if not question.answer:
        right, wrong = wrong, right
    feedback = ""
    if right or wrong:
        feedback = f"#{_html(parts, wrong or '') or ' '}" + _feedback(parts, right)
    return ("TRUE" if question.answer else "FALSE") + feedback


def _pairs(parts: Parts, question: Matching) -> str:
    if question.distractors:
        parts.lose("the distractors are left out")
    return "".join(
        f"\n={_html(parts, left).replace('->', '→')} -> {escaped(line(right).replace('->', '→'))}"
        for left, right in question.pairs
    )


def _numbers(parts: Parts, question: Numeric | NumberBlank) -> str:
    if question.unit:
        parts.lose(f"the unit {question.unit} cannot be typed")
    answers = "".join(
        f"\n={'' if score == 1 else f'%{parts.share(score)}%'}{value}:{margin}"
        + _feedback(parts, feedback)
        for value, margin, score, feedback in numbers(parts, question)
    )
    return f"#{answers}"


def _words(parts: Parts, question: ShortAnswer | WordBlank) -> str:
    if question.exact:
        parts.lose("capitals are not told apart")
    found = [*words(parts, question)]
    kept = [each for each in found if "->" not in each[0]]
    if len(kept) < len(found):
        parts.lose("texts with an arrow in them are not recognised")
    if not any(score for _, score, _ in kept):
        raise LeftOutError("GIFT takes a text with an arrow in it for a pair")
    return "".join(
        f"\n={_weight(text, score)}{escaped(_literally(text))}{_feedback(parts, feedback)}"
        for text, score, feedback in kept
    )


def _weight(text: str, score: int) -> str:
    if score:
        return "%100%" if text.lstrip().startswith("%") else ""
    return "%0%"


def _literally(text: str) -> str:
    """A word that is typed: a star is no wildcard."""
    return text.replace("*", r"\*")


def _blank(parts: Parts, question: Cloze) -> str:
    """A text with one blank asks as the kind of its blank does."""
    if len(question.blanks) > 1:
        raise LeftOutError("GIFT has no text with several blanks")
    (blank,) = question.blanks.values()
    if isinstance(blank, ChoiceBlank):
        return "".join(
            _answer(parts, "=" if option == blank.answer else "~", option, None)
            for option in blank.options
        )
    if isinstance(blank, NumberBlank):
        return _numbers(parts, blank)
    assert isinstance(blank, WordBlank)
    return _words(parts, blank)


def _essay(parts: Parts, question: Expression | Derivation) -> str:  # noqa: ARG001 - as all kinds
    parts.lose(BY_HAND)
    return ""


_KINDS: Mapping[str, Callable[[Parts, Any], str]] = {
    "multiple_choice": _choice,
    "multiple_select": _select,
    "true_false": _truth,
    "matching": _pairs,
    "numeric": _numbers,
    "short_answer": _words,
    "cloze": _blank,
    "expression": _essay,
    "derivation": _essay,
}


def _one_line(text: str) -> str:
    return " ".join(text.split())
