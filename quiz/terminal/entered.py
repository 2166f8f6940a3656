"""Whether a line of a working, or what is put in a blank, can be read, as soon as it is entered."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.practice.asking import Asking


def refusal(asking: Asking, text: str, above: Sequence[str] = (), blank: str = "") -> str | None:
    """Why a text that was entered is no mathematics whatever follows it; None if it may be.

    `above` are the lines of the working before it; a `blank` names the one that it is put in.
    """
    error = _in_blank(asking, text, blank) if blank else _in_working(asking, text, above)
    return None if error is None else f"Column {error[0] + 1}: {error[1]}. :u takes it back."


def _in_working(asking: Asking, text: str, above: Sequence[str]) -> tuple[int, str] | None:
    from quiz.questions.derivation import Derivation
    from quiz.questions.derivation_names import derivation_names
    from quiz.questions.parameters import declarations_of
    from quiz.questions.symbols import declarations
    from quiz.symbolic.derivations.completing import complete_line

    question = asking.variant.question
    if not isinstance(question, Derivation):
        return None
    parameters = declarations_of(question.parameters)
    names = derivation_names(question.given, declarations(question.symbols), parameters)
    error = complete_line(text, names, "\n".join(above)).error
    return _unclosed(text) if error is None else (error.position, str(error))


def _in_blank(asking: Asking, text: str, blank: str) -> tuple[int, str] | None:
    from quiz.questions.cloze import Cloze
    from quiz.questions.formula_answer import FormulaAnswer
    from quiz.symbolic.reading.completing import complete
    from quiz.symbolic.right_side import right_side

    question = asking.variant.question
    answer = question.blanks[blank] if isinstance(question, Cloze) else None
    if not isinstance(answer, FormulaAnswer):
        return None
    if answer.value != "equation":
        text = right_side(text) or text
    error = complete(text, answer.names(asking.variant.values), answer.value).error
    return _unclosed(text) if error is None else (error.position, str(error))


def _unclosed(text: str) -> tuple[int, str] | None:
    """The last round bracket that a whole text leaves open; pasted LaTeX may go on below."""
    if "\\\\" in text or "&" in text:
        return None
    opened: list[int] = []
    for place, sign in enumerate(text.partition("#")[0]):
        if sign in "([{":
            opened.append(place)
        elif sign in ")]}" and opened:
            opened.pop()
    if not opened or text[opened[-1]] != "(":
        return None
    return opened[-1], "this bracket is not closed"
