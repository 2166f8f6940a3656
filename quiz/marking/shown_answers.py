"""An answer as people read it in Moodle or Canvas, turned back into a response.

Options, pairs and items stand as plain text in one cell: formulas in TeX, or in Unicode where a
menu shows them. What `quiz export` asks otherwise than the bank is turned back too: orderings as
matching, formulas as a choice. Every function raises `ValueError` with a sentence for a cell that
is no answer to the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, TypeVar

from pydantic import JsonValue

from quiz.lms.writing.derivations.questions import FIRST_ERROR, ORDER
from quiz.lms.writing.formulas import shown
from quiz.lms.writing.none_right import NONE_OF_THEM
from quiz.lms.writing.orderings import DIVIDER, as_matching
from quiz.marking.asked_questions import html_text, letters_of
from quiz.markup.text import terminal
from quiz.questions import Cloze, Derivation, Expression, Ordering
from quiz.questions.blanks import ChoiceBlank, FormulaBlank
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.formulas import numerals
from quiz.questions.layout import Blank, Layout
from quiz.questions.variants import Variant
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import Value
from quiz.symbolic.tree import substitute

System = Literal["Moodle", "Canvas"]
Picked = TypeVar("Picked", bound=Hashable)

_BETWEEN: Mapping[System, str] = {"Moodle": ";", "Canvas": ","}
_ARROW: Mapping[System, str] = {"Moodle": "->", "Canvas": "=>"}
_STACK_ANSWER = re.compile(r"\bans\d+: (.*?) \[(?:score|valid|invalid)\]", re.DOTALL)
_PART = re.compile(r"(?:^|; )part \d+: ?")
_COMMA = re.compile(r"(?<!\\),")
_ESCAPED = re.compile(r"\\+(,|=>)")
_SHORTENED = 10
"""Of longer items in an order Moodle shows seven characters and three dots."""


def response_shown(variant: Variant, asked: str, text: str, system: System) -> JsonValue:
    """The response that a cell shows to a variant that was asked with the text `asked`."""
    question, layout = variant.filled, variant.layout()
    match layout.shape:
        case "one":
            return _one(text, [(choice.value, choice.text) for choice in layout.choices])
        case "several":
            options = [(int(choice.value), choice.text) for choice in layout.choices]
            picked = _listed(text, _forms([*options, (0, NONE_OF_THEM)]), _BETWEEN[system])
            return [number for number in picked if number]
        case "pairs":
            return _pairs(text, layout, system)
        case "order":
            assert isinstance(question, Ordering)
            return _order(question, text, system)
        case "blanks":
            assert isinstance(question, Cloze)
            return _blanks(question, variant.values, layout.blanks, text, system)
    if isinstance(question, Expression):
        return _formula(question, variant.values, text)
    if isinstance(question, Derivation) and _is_other_question(asked):
        raise ValueError("the derivation was asked as another question, made from its solution")
    return text


def _one(text: str, choices: Iterable[tuple[Picked, str]]) -> Picked:
    return _listed(text, _forms(choices), "\0")[0]


def _pairs(text: str, layout: Layout, system: System) -> list[JsonValue]:
    rights = dict.fromkeys(choice.text for choice in layout.choices)
    found = _paired(text, layout.lefts, rights, system)
    return [found.get(place) for place in range(len(layout.lefts))]


def _paired(
    text: str, lefts: Sequence[str], rights: Iterable[str], system: System
) -> dict[int, str | None]:
    """For the places of left sides, the right sides beside them; None where one was left open."""
    sides = [(None, ""), *((right, form) for right in rights for form in _shown(right))]
    pairs = [
        ((place, right), f"{left} {_ARROW[system]} {form}")
        for place, side in enumerate(lefts)
        for left in _shown(side)
        for right, form in sides
    ]
    return dict(_listed(text, pairs, _BETWEEN[system], lambda pair: pair[0]))


def _order(question: Ordering, text: str, system: System) -> list[JsonValue]:
    if _ARROW[system] in text:
        return _placed(question, text, system)
    items = [*question.items, *question.distractors, DIVIDER]
    forms = [(item, form) for item in items for form in (*_shown(item), _shortened(item))]
    try:
        found = _listed(text, forms, _BETWEEN[system])
    except ValueError as error:
        hint = "; Moodle shows only how items begin" if "..." in text else ""
        raise ValueError(f"{error}{hint}") from None
    return [*found[: found.index(DIVIDER)]] if DIVIDER in found else [*found]


def _placed(question: Ordering, text: str, system: System) -> list[JsonValue]:
    """An order that was asked as places for the items."""
    matching = as_matching(question)
    lefts, places = zip(*matching.pairs, strict=True)
    found = _paired(text, lefts, dict.fromkeys(places), system)
    at: dict[str, list[str]] = {}
    for left, place in found.items():
        if place is not None:
            at.setdefault(place, []).append(lefts[left])
    order: list[JsonValue] = []
    for place in dict.fromkeys(places[: len(question.items)]):
        here = at.get(place, [])
        if len(here) != places.count(place):
            raise ValueError(f"{len(here)} items have the place {place}, which makes no order")
        order += here
    return order


def _blanks(
    question: Cloze,
    values: Mapping[str, Value],
    blanks: Sequence[Blank],
    text: str,
    system: System,
) -> dict[str, JsonValue]:
    of_stack = _STACK_ANSWER.findall(text)
    if system == "Canvas":
        parts = [part.replace("\\,", ",") for part in _COMMA.split(text)]
    else:
        parts = of_stack or _PART.split(text)[1:]
    if len(parts) != len(blanks):
        raise ValueError(
            f"the answer has {len(parts)} parts, and the question {len(blanks)} blanks"
        )
    filled: dict[str, JsonValue] = {}
    for blank, part in zip(blanks, map(str.strip, parts), strict=True):
        asked = question.blanks[blank.name]
        if not part:
            continue
        if isinstance(asked, FormulaBlank):
            filled[blank.name] = _formula(asked, values, part)
        elif isinstance(asked, ChoiceBlank) and of_stack and part.isdigit():
            filled[blank.name] = asked.options[int(part) - 1]
        elif isinstance(asked, ChoiceBlank):
            filled[blank.name] = _one(part, [(text, text) for text in asked.options])
        else:
            filled[blank.name] = part
    return filled


def _formula(asked: FormulaAnswer, values: Mapping[str, Value], text: str) -> str:
    """A formula that was typed, or picked among the key and the listed mistakes."""
    if stack := _STACK_ANSWER.search(text):
        return stack[1]
    for formula in (asked.answer, *(mistake.expression for mistake in asked.mistakes)):
        try:
            tree = substitute(asked.tree(formula, values), numerals(values))
        except MathematicsError:
            continue
        if _strict(text) in map(_strict, _shown(shown(asked, tree))):
            return formula
    return text


def _is_other_question(asked: str) -> bool:
    letters = letters_of(asked)
    return letters_of(ORDER) in letters or letters_of(FIRST_ERROR) in letters


# Texts


def _shown(markdown: str) -> tuple[str, str]:
    """How a text may be shown: its formulas in TeX, or in Unicode on one line."""
    return html_text(markdown), " ".join(terminal(markdown).split())


def _forms(choices: Iterable[tuple[Picked, str]]) -> list[tuple[Picked, str]]:
    return [(value, form) for value, text in choices for form in _shown(text)]


def _shortened(markdown: str) -> str:
    text = html_text(markdown).strip()
    return text if len(text) <= _SHORTENED else f"{text[: _SHORTENED - 3]}..."


def _listed(
    text: str,
    forms: Sequence[tuple[Picked, str]],
    between: str,
    name: Callable[[Picked], Hashable] = lambda value: value,
) -> list[Picked]:
    """The values whose forms a text lists, each name once; a form may hold what is between.

    Capitals and the marks of emphasis, which Moodle adds, count only where they tell two apart.
    """
    for bare in (_strict, _loose):
        table = {(value, bare(form)): None for value, form in forms}

        def parses(rest: str, used: frozenset[Hashable]) -> Iterator[list[Picked]]:
            if not rest:
                yield []
            for value, form in table:  # noqa: B023 - used up before the next round
                after = rest.removeprefix(form)
                ends = not after or after.startswith(between)
                if form and after != rest and ends and name(value) not in used:
                    others = parses(after.removeprefix(between), used | {name(value)})
                    yield from ([value, *more] for more in others)

        found = list(islice(parses(bare(text), frozenset()), 2))
        if len(found) == 2:
            raise ValueError(f"“{text[:60]}” may be more than one answer to this question")
        if found and found[0]:
            return found[0]
    raise ValueError(f"“{text[:60]}” is none of the choices of this question")


def _strict(text: str) -> str:
    """A text without spaces, marks of formulas and the backslashes that Canvas puts in."""
    return re.sub(r"\\[()\[\]]|[$\s\u200b]", "", _ESCAPED.sub(r"\1", text))


def _loose(text: str) -> str:
    return re.sub(r"[*_`]", "", _strict(text)).casefold()
