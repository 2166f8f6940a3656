"""What is said after an answer: the verdict, the reasons, the right answer, the explanation."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from quiz.practice.progress import Attempt, Outcome
from quiz.practice.session import Asking
from quiz.questions.grading import DerivationGrade, Grade, LineGrade
from quiz.questions.verdict import Verdict
from quiz.symbolic.tasks import LineVerdict
from quiz.terminal.answers import labels
from quiz.terminal.look import Look
from quiz.terminal.question_text import INDENT, number, points, working_text


def result_text(asking: Asking, grade: Grade, attempt: Attempt, look: Look) -> str:
    """All that is said about an answer that was kept."""
    working = attempt.response if isinstance(attempt.response, str) else ""
    judged = _judged(asking, grade, attempt.response, _score(asking, attempt), look)
    return _joined([*judged, answer_text(asking, look, working, grade)])


def retried_text(asking: Asking, grade: Grade, response: JsonValue, look: Look) -> str:
    """What is said about a second try, below the answer."""
    return _joined(_judged(asking, grade, response, "", look))


def closed_text(asking: Asking, attempt: Attempt, look: Look, working: str = "") -> str:
    """What is said when a question was closed without an answer, with these lines of a working."""
    if attempt.outcome is Outcome.SKIPPED:
        return "Skipped: nothing is counted."
    how = "Not answered" if attempt.outcome is Outcome.UNANSWERED else "Given up"
    verdict = look.styled(how, "wrong") + ": this counts as missed."
    return _joined([verdict, answer_text(asking, look, working)])


def invalid_text(grade: Grade, look: Look) -> str:
    """Why an answer could not be taken; it is asked again."""
    unread = _first_unread(grade)
    if unread is not None:
        again = f"Line {unread} cannot be read; mend it and answer again."
        return _joined([_lines(grade, look), look.wrapped(again)])
    again = look.wrapped("Not counted: answer again.")
    return _joined([read_as(grade, look), _lines(grade, look), *_remarks(grade, look), again])


def _first_unread(grade: Grade) -> int | None:
    lines = grade.lines if isinstance(grade, DerivationGrade) else ()
    return next((line.number for line in lines if line.verdict == "unreadable"), None)


def checked_text(grade: Grade, look: Look) -> str:
    """The lines of a working so far, each with its mark, and nothing of what was earned."""
    return _lines(grade, look) or _joined([look.markdown(remark) for remark in grade.feedback])


def taken_back_text(attempt: Attempt) -> str:
    """What is said with a question whose attempt was taken back."""
    if attempt.outcome is Outcome.SKIPPED:
        return "Taken back. Here it is again."
    return "Taken back. Here it is again; the statistics leave its next answer out."


def answer_text(asking: Asking, look: Look, working: str = "", grade: Grade | None = None) -> str:
    """The right answer and the explanation; beside the lines of a derivation where they fit."""
    answer = ""
    if working and asking.layout.shape == "lines":
        from quiz.terminal.solution_text import beside_solution

        answer = beside_solution(asking, working, grade, look)
    answer = answer or _right_answer(asking, look)
    return _joined([answer, look.markdown(asking.variant.explanation)])


def read_as(grade: Grade, look: Look) -> str:
    """A formula as it was read, laid out; empty where there is none."""
    if not grade.read_as:
        return ""
    return look.formula(grade.read_as, "Read as  ")


def _judged(asking: Asking, grade: Grade, response: JsonValue, score: str, look: Look) -> list[str]:
    """How an answer was read and judged; `score` stands behind the verdict."""
    return [
        _echo(asking, grade, response, look),
        _verdict(grade, score, look),
        _lines(grade, look),
        *_remarks(grade, look),
    ]


def _echo(asking: Asking, grade: Grade, response: JsonValue, look: Look) -> str:
    """What was typed, as it was read: a formula in two dimensions."""
    if not grade.read_as or not isinstance(response, str):
        return read_as(grade, look)
    label = "Read as" if _is_whole(asking, response) else "Read as, right of the ="
    return _formula(label, asking, response, look) or read_as(grade, look)


def _is_whole(asking: Asking, response: str) -> bool:
    """Whether a formula was taken as typed, and not only what follows `J =`."""
    from quiz.symbolic.right_side import is_equation

    return getattr(asking.question, "value", "equation") == "equation" or not is_equation(response)


def _formula(label: str, asking: Asking, text: str | None, look: Look) -> str:
    """A response (None: the key) to a question about a formula; empty for another question."""
    from quiz.markup.formulas import display, inline
    from quiz.markup.workings import accented, accents
    from quiz.questions.formula_answer import FormulaAnswer
    from quiz.symbolic.errors import MathematicsError
    from quiz.symbolic.printing import plain

    question, values = asking.variant.question, asking.variant.values
    if not isinstance(question, FormulaAnswer):
        return ""
    try:
        node = question.key_tree(values) if text is None else question.tree(text, values)
    except MathematicsError:
        return ""
    if look.notation == "ascii":
        return look.formula(plain(node), f"{label}  ")
    node = accented(node, accents(asking.layout.symbols))
    if not look.drawn:
        return look.formula(inline(node), f"{label}  ")
    lines = display(node, look.width - len(INDENT))
    if len(lines) == 1 and len(label) + 2 + len(lines[0]) <= look.width:
        return f"{label}  {lines[0]}"
    return "\n".join([label, "", *(INDENT + line.rstrip() for line in lines)])


def _verdict(grade: Grade, score: str, look: Look) -> str:
    if grade.verdict is Verdict.UNDECIDED:
        word = "? Undecided" if look.drawn else "Undecided"
        return look.styled(word, "between") + " · not counted"
    mark, word, style = VERDICTS[grade.verdict]
    word = f"{mark} {word}" if look.drawn else word
    rest = look.wrapped(word + score).removeprefix(word)
    return look.styled(word, style) + rest


def _score(asking: Asking, attempt: Attempt) -> str:
    said = f" · {number(attempt.points)} of {points(asking.points)}"
    if attempt.hints:
        said += f" ({attempt.hints} hint{'s' if attempt.hints > 1 else ''} taken)"
    return said


def _remarks(grade: Grade, look: Look) -> list[str]:
    """The feedback, but for what stands under a line of the working already."""
    lines = grade.lines if isinstance(grade, DerivationGrade) else ()
    said = {remark for line in lines for remark in line.feedback}
    return [look.markdown(remark) for remark in grade.feedback if remark not in said]


def _lines(grade: Grade, look: Look) -> str:
    if not isinstance(grade, DerivationGrade):
        return ""
    return "\n".join(_line(line, look) for line in grade.lines)


def _line(line: LineGrade, look: Look) -> str:
    from quiz.terminal.readings import is_doubtful

    mark, word, said = LINES[line.verdict]
    label = f"{line.number:>3} {mark} " if look.drawn else f"{line.number:>3} {word}: "
    shown = look.formula(line.text, label)
    remarks = [look.markdown(remark, " " * 6) for remark in line.feedback]
    if not remarks and said:
        remarks = [look.wrapped(said, " " * 6)]
    is_said = any("was read as" in remark for remark in line.feedback)
    if line.read_as and not is_said and is_doubtful(line.text, line.read_as):
        remarks.insert(0, look.formula(line.read_as, " " * 6 + "read as  "))
    return "\n".join([shown, *remarks])


def _right_answer(asking: Asking, look: Look) -> str:
    layout = asking.layout
    key = asking.variant.key()
    if layout.shape in ("one", "several"):
        right = key if isinstance(key, list) else [key]
        if not right:
            return "Answer: none of them"
        named = {
            name: choice for name, choice in labels(layout.choices).items() if choice.value in right
        }
        if set(named) <= {"t", "f"}:
            return "Answer: " + ", ".join(choice.text for choice in named.values())
        return "Answer\n" + "\n".join(
            look.markdown(choice.text, f"{INDENT}{name}  ") for name, choice in named.items()
        )
    title = "Answer"
    if layout.shape in ("pairs", "order"):
        from quiz.terminal.response_text import response_text

        title = response_text(layout, key, look, title)
    if layout.shape == "lines" and isinstance(key, str):
        return f"{title}\n{working_text(key, layout, look)}"
    formula = _formula(title, asking, None, look)
    return formula or f"{title}\n" + look.markdown(asking.variant.key_text(), INDENT)


def _joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part)


VERDICTS: Mapping[Verdict, tuple[str, str, str]] = {
    Verdict.CORRECT: ("✓", "Right", "right"),
    Verdict.PARTLY_CORRECT: ("~", "Partly right", "between"),
    Verdict.INCORRECT: ("✗", "Not right", "wrong"),
    Verdict.INVALID: ("✗", "Not readable", "wrong"),
}

LINES: Mapping[LineVerdict, tuple[str, str, str]] = {
    "follows": ("✓", "follows", ""),
    "follows_given_error": ("✓", "follows", "It follows from your earlier line."),
    "does_not_follow": ("✗", "does not follow", "This does not follow."),
    "unreadable": ("?", "not read", "This could not be read."),
    "unsupported": ("?", "not judged", "This kind of step cannot be judged."),
    "undecided": ("?", "not settled", "Whether this follows could not be settled."),
}
