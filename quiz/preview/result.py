"""What a learner is told of an answer, as HTML: the verdict, the reasons, the right answer."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from quiz.lms.answer_html import formula_html, key_html
from quiz.markup.html import Image, html
from quiz.markup.workings import lines_as_html
from quiz.practice.progress import earned
from quiz.questions.base import BaseQuestion
from quiz.questions.errors import ParameterError
from quiz.questions.grading import DerivationGrade, Grade, LineGrade
from quiz.questions.typed_formulas import Formulas
from quiz.questions.variants import Variant
from quiz.questions.verdict import Verdict
from quiz.terminal.question_text import number, points
from quiz.terminal.readings import is_doubtful
from quiz.terminal.result_text import LINES, VERDICTS

STYLES = {
    Verdict.CORRECT: "right",
    Verdict.PARTLY_CORRECT: "partly",
    Verdict.INCORRECT: "wrong",
    Verdict.INVALID: "unread",
    Verdict.UNDECIDED: "unread",
}


def result_html(variant: Variant, response: object, grade: Grade, earned: str, image: Image) -> str:
    """All that is said about an answer; of one that could not be read, why. `earned` is its worth.

    A question whose key has no value in this variant says so.
    """
    parts = [_verdict(grade, earned), _echo(variant, response, grade)]
    if isinstance(grade, DerivationGrade) and grade.lines:
        parts.append(lines_html(variant, grade))
    parts.extend(html(remark, image=image) for remark in _remarks(grade))
    parts.append(_evidence(grade))
    if grade.verdict is not Verdict.INVALID:
        parts.append(answer_html(variant, image))
    inside = "\n".join(part for part in parts if part)
    return f'<div class="told {STYLES[grade.verdict]}">\n{inside}\n</div>'


def checked_html(variant: Variant, grade: Grade, image: Image) -> str:
    """The lines of a working so far, each with its mark, and nothing of what was earned."""
    if isinstance(grade, DerivationGrade) and grade.lines:
        return f'<div class="told">{lines_html(variant, grade)}</div>'
    return f'<div class="told">{"".join(html(one, image=image) for one in grade.feedback)}</div>'


def answer_html(variant: Variant, image: Image) -> str:
    """The right answer and why it is right."""
    try:
        key = key_html(variant, image)
    except ParameterError as error:
        key = f'<p class="trouble">{escape(str(error))}</p>'
    return (
        f'<section class="key"><h3>Answer</h3>\n{key}\n</section>\n'
        f'<section class="why"><h3>Why</h3>\n{html(variant.explanation, image=image)}\n</section>'
    )


def _verdict(grade: Grade, earned: str) -> str:
    mark, word, _ = VERDICTS.get(grade.verdict, ("?", "Undecided", ""))
    if grade.verdict is Verdict.INVALID:
        earned = "not counted: mend it and answer again"
    elif grade.verdict is Verdict.UNDECIDED:
        earned = "not counted"
    return (
        f'<p class="verdict"><span class="mark" aria-hidden="true">{mark}</span>'
        f" <strong>{word}</strong> · {escape(earned)}</p>"
    )


def _echo(variant: Variant, response: object, grade: Grade) -> str:
    """A formula as it was read."""
    if not grade.read_as:
        return ""
    shown = formula_html(variant, response) if isinstance(response, str) else ""
    shown = shown or f'<span class="formula">{escape(grade.read_as)}</span>'
    return f'<p class="read"><span class="label">Read as</span> {shown}</p>'


def _remarks(grade: Grade) -> Iterator[str]:
    """The feedback, but for what stands under a line of the working already."""
    lines = grade.lines if isinstance(grade, DerivationGrade) else ()
    said = {remark for line in lines for remark in line.feedback}
    return (remark for remark in grade.feedback if remark not in said)


def _evidence(grade: Grade) -> str:
    """By what an answer was found to be right; why one is wrong is told by the feedback."""
    evidence = grade.evidence
    if grade.verdict is not Verdict.CORRECT or evidence is None:
        return ""
    said = "Proved to be equal."
    if evidence.kind == "agrees":
        said = f"It agrees with the key at {evidence.points} points; a proof was not found."
    return f'<p class="evidence">{said}</p>'


# The lines of a working


def lines_html(variant: Variant, grade: DerivationGrade) -> str:
    """Each line as mathematics with its mark, and below it what is said of it."""
    shown = lines_as_html([line.text for line in grade.lines], Formulas.of(variant).names)
    rows = "\n".join(
        _line(line, text, grade) for line, text in zip(grade.lines, shown, strict=True)
    )
    return f'<ol class="judged">\n{rows}\n</ol>'


def _line(line: LineGrade, shown: str, grade: DerivationGrade) -> str:
    mark, word, said = LINES[line.verdict]
    remarks = [html(remark) for remark in line.feedback]
    if not remarks and said:
        remarks = [f"<p>{escape(said)}</p>"]
    if line.read_as and is_doubtful(line.text, line.read_as) and not _is_said(line):
        remarks.insert(0, f"<p>Read as {escape(line.read_as)}</p>")
    if earned := _earned(line, grade):
        remarks.append(f'<p class="earned">{earned}</p>')
    below = f'<div class="remarks">{"".join(remarks)}</div>' if remarks else ""
    return (
        f'<li class="{line.verdict.replace("_", "-")}"><span class="number">{line.number}</span>'
        f'<span class="mark" role="img" aria-label="{word}">{mark}</span>'
        f'<div class="line">{shown}</div>{below}</li>'
    )


def _is_said(line: LineGrade) -> bool:
    return any("was read as" in remark for remark in line.feedback)


def _earned(line: LineGrade, grade: DerivationGrade) -> str:
    """Which milestones a line shows, and whether it is the goal."""
    shown = [
        f"milestone {number}"
        for number, at in enumerate(grade.milestone_lines, start=1)
        if at == line.number
    ]
    if grade.goal_line == line.number:
        shown.append("the goal")
    return f"Shows {' and '.join(shown)}." if shown else ""


def earned_text(question: BaseQuestion, grade: Grade, hints: int) -> str:
    """What an answer earns of what the question is worth, after hints: “0.9 of 1 point”."""
    got = earned(grade.score or 0.0, question.points, hints, question.hint_penalty)
    taken = f" ({hints} hint{'s' if hints > 1 else ''} taken)" if hints else ""
    return f"{number(got)} of {points(question.points)}{taken}"
