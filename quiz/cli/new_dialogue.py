"""What `quiz new` asks in a terminal: the parts of a question, as few as its kind can do with.

Enter alone leaves a part out; what cannot be read is said at once and asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import click

from quiz.cli import new_typed as typed

Parts = dict[str, Any]


def ask_parts(kind: str, declared: Collection[str]) -> Parts:
    """The parts of a question of a kind; none where not even a prompt is typed.

    `declared` holds the names to which the file gives a domain.
    """
    is_cloze = kind == "cloze"
    label = "Text, with a [[name]] for each blank" if is_cloze else "Question"
    label = "Statement" if kind == "true_false" else label
    prompt = _line(label, typed.with_blanks if is_cloze else typed.markdown)
    if not prompt:
        return {}
    parts = {"prompt": prompt, **_ASKING[kind](prompt, declared)}
    explanation = _line("Why is that right, for the learner to read", typed.markdown)
    hint = _line("A hint (Enter: none)", typed.markdown)
    return parts | _without_empty(explanation=explanation, hints=[hint] if hint else None)


def _multiple_choice(_prompt: str, _declared: Collection[str]) -> Parts:
    right = _line("The right option", typed.markdown)
    if not right:
        return {}
    wrong = _wrong_options(1, taken=[right])
    return {"options": [{"text": right, "correct": True}, *wrong]}


def _multiple_select(_prompt: str, _declared: Collection[str]) -> Parts:
    right = _several("A right option", 0)
    least = max(0, 2 - len(right))
    wrong = _wrong_options(least, taken=right, may_be_left=not right)
    options = [{"text": text, "correct": True} for text in right]
    return _without_empty(options=[*options, *wrong])


def _wrong_options(
    least: int, taken: Sequence[str], *, may_be_left: bool = False
) -> list[dict[str, str]]:
    """Options until Enter alone, each with what is said to those who pick it."""
    options: list[dict[str, str]] = []
    texts: list[str] = []
    while text := _next("A wrong option", least, texts, taken, may_be_left=may_be_left):
        texts.append(text)
        feedback = _line("  Feedback to those who pick it (Enter: none)", typed.markdown)
        options.append({"text": text} | _without_empty(feedback=feedback))
    return options


def _true_false(_prompt: str, _declared: Collection[str]) -> Parts:
    answer = _line("True or false", typed.truth)
    return {} if answer == "" else {"answer": answer}


def _matching(_prompt: str, _declared: Collection[str]) -> Parts:
    lefts: list[str] = []
    rights: list[str] = []
    while left := _next("A left side", 2, lefts, may_be_left=True):
        lefts.append(left)
        rights.append(_needed("  goes with", typed.new(rights, typed.markdown)))
    if not lefts:
        return {}
    pairs = [[left, right] for left, right in zip(lefts, rights, strict=True)]
    return {"pairs": pairs} | _without_empty(
        distractors=_several("Goes with nothing", 0, taken=rights)
    )


def _ordering(_prompt: str, _declared: Collection[str]) -> Parts:
    items = _several("The next item in the right order", 2, may_be_left=True)
    if not items:
        return {}
    return {"items": items} | _without_empty(
        distractors=_several("Belongs nowhere", 0, taken=items)
    )


def _numeric(prompt: str, _declared: Collection[str]) -> Parts:
    answer = _line("Answer, a number such as 0.105 or -log(0.9)", typed.number)
    return {} if answer == "" else {"answer": answer} | _tolerance(answer, prompt)


def _short_answer(_prompt: str, _declared: Collection[str]) -> Parts:
    first = _line("Answer", typed.plain)
    if not first:
        return {}
    return {"accept": [first, *_several("Also accepted", 0, taken=[first])]}


def _cloze(prompt: str, _declared: Collection[str]) -> Parts:
    blanks: Parts = {}
    for name in typed.blanks(prompt):
        text = _needed(f"What belongs in [[{name}]], a word or a number", typed.plain)
        number = typed.as_number(text)
        if number is None:
            blanks[name] = {"accept": [text]}
        else:
            blanks[name] = {"answer": number} | _tolerance(number, prompt)
    return {"blanks": blanks}


def _expression(_prompt: str, declared: Collection[str]) -> Parts:
    answer = _line("Answer, a formula such as y*log(p)", typed.formula)
    if not answer:
        return {}
    return {"answer": answer} | _without_empty(symbols=_symbols([answer], declared))


def _derivation(_prompt: str, declared: Collection[str]) -> Parts:
    goal = _line("Goal, the last line, such as J = -log(p)", typed.formula)
    if not goal:
        return {}
    given: dict[str, str] = {}
    while found := _line("Given, such as L = p^y (Enter: no more)", typed.definition):
        given[found[0]] = found[1]
    solution: list[str] = []
    while line := _line("A line of the solution (Enter: no more)", typed.line_of_working):
        solution.append(line)
    parts: Parts = {"goal": goal, "solution": "\n".join(solution or [goal]) + "\n"}
    if not solution:
        parts["status"] = "draft"
    formulas = [goal, *given.values()]
    symbols = _symbols(formulas, {*declared, *map(typed.head, given)})
    return parts | _without_empty(given=given, symbols=symbols)


_ASKING: dict[str, Callable[[str, Collection[str]], Parts]] = {
    "multiple_choice": _multiple_choice,
    "multiple_select": _multiple_select,
    "true_false": _true_false,
    "matching": _matching,
    "ordering": _ordering,
    "numeric": _numeric,
    "short_answer": _short_answer,
    "cloze": _cloze,
    "expression": _expression,
    "derivation": _derivation,
}


def _without_empty(**parts: Any) -> Parts:
    """Those that are not empty."""
    return {key: value for key, value in parts.items() if value}


def _line(label: str, reading: Callable[[str], Any]) -> Any:
    """What is typed, as `reading` takes it; nothing for Enter alone."""

    def read(text: str) -> Any:
        return reading(text.strip()) if text.strip() else ""

    return click.prompt(label, default="", show_default=False, value_proc=read)


def _needed(label: str, reading: Callable[[str], Any]) -> Any:
    """What is typed; asked until something is."""

    def read(text: str) -> Any:
        if not text.strip():
            raise click.UsageError("something has to stand here")
        return reading(text.strip())

    return click.prompt(label, default="", show_default=False, value_proc=read)


def _several(
    label: str, least: int, taken: Sequence[str] = (), *, may_be_left: bool = False
) -> list[str]:
    """Texts until Enter alone, at least so many unless none, each one new."""
    texts: list[str] = []
    while text := _next(label, least, texts, taken, may_be_left=may_be_left):
        texts.append(text)
    return texts


def _next(
    label: str,
    least: int,
    texts: Sequence[str],
    taken: Sequence[str] = (),
    *,
    may_be_left: bool = False,
) -> str:
    """One more text, unlike those before it and those taken; nothing where there is no more."""
    reading = typed.new([*texts, *taken], typed.markdown)
    if may_be_left and not texts:
        return str(_line(label, reading))
    if len(texts) < least:
        return str(_needed(label, reading))
    return str(_line(f"{label} (Enter: no more)", reading))


def _tolerance(answer: float | str, prompt: str) -> Parts:
    """How near is near enough; asked as decimals, and needed where the number has no end.

    What the question says of decimals is offered.
    """
    said = typed.decimals_said(prompt)
    if said is not None:
        decimals = click.prompt(
            "To how many decimals", said, value_proc=lambda text: typed.decimals(str(text))
        )
        return {"tolerance": {"decimals": decimals}}
    is_endless = typed.is_endless(answer)
    label = "To how many decimals" if is_endless else "To how many decimals (Enter: exactly)"
    decimals = (_needed if is_endless else _line)(label, typed.decimals)
    return {} if decimals == "" else {"tolerance": {"decimals": decimals}}


def _symbols(formulas: list[str], declared: Collection[str]) -> dict[str, Any]:
    """A domain for each name in the formulas that has none yet."""
    from quiz.symbolic.tree import names

    trees = [typed.tree(formula) for formula in formulas]
    lengths = {name: length for tree in trees for name, length in typed.lengths(tree)}
    found = sorted({name for tree in trees for name in names(tree)} - {*declared})
    symbols: dict[str, Any] = {}
    for name in found:
        if name in lengths.values():
            symbols[name] = "natural"
            continue
        shown = f"{name}_1 … {name}_{lengths[name]}" if name in lengths else name
        domain = click.prompt(
            f"Where {shown} lies, as (0, 1) or {{0, 1}}", default="real", value_proc=typed.domain
        )
        symbols[name] = {"domain": domain, "index": lengths[name]} if name in lengths else domain
    return symbols
