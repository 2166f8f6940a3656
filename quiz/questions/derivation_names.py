"""The names that the lines of a derivation may use: its symbols, parameters and givens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.headings import Heading, read_heading
from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read
from quiz.symbolic.tasks import Declaration, Symbols
from quiz.symbolic.tree import names as names_in

if TYPE_CHECKING:
    from quiz.questions.authored import Problem


def given_head(text: str) -> Heading | None:
    """What a given's left side introduces, `L`, `s(z)` or `p_k`; None where it is no name."""
    try:
        return read_heading(text)
    except MathematicsError:
        return None


def derivation_names(
    given: Mapping[str, str], symbols: Symbols | None, parameters: Symbols
) -> Names:
    """The names of a derivation's lines; without symbols each letter is known too."""
    heads = {text: head for text in given if (head := given_head(text))}
    declared = {
        head.name: _declared(head, symbols or {}) for head in heads.values() if not head.parameters
    }
    names = Names.of(
        symbols,
        others={**declared, **parameters},
        functions={head.name: head.parameters for head in heads.values() if head.parameters},
    )
    depends = {
        head.name: _depends(given[text], names, head)
        for text, head in heads.items()
        if not head.parameters
    }
    return replace(names, depends=depends)


def _declared(head: Heading, symbols: Symbols) -> Declaration:
    """A given with index letters is indexed as they are; by how far they run matters later."""
    lengths = [symbols[letter].index_of if letter in symbols else None for letter in head.letters]
    return Declaration(index=tuple(length or "n" for length in lengths))


def _depends(expression: str, names: Names, head: Heading) -> frozenset[str]:
    try:
        return names_in(read(expression, names.with_names(*head.letters)))
    except MathematicsError:
        return frozenset()


def given_problems(
    given: Mapping[str, str], symbols: Symbols | None, parameters: Symbols
) -> Iterator[Problem]:
    """Givens whose name or expression does not read."""
    from quiz.questions.authored import Problem  # with pydantic, which a learner need not wait for
    from quiz.questions.formulas import formula_problems

    names = derivation_names(given, symbols, parameters)
    for text, expression in given.items():
        head = given_head(text)
        if head is None:
            yield Problem(
                ("given", text), f"“{text}” is no name: write a name, s(z) with arguments or p_k"
            )
            continue
        inside = names.with_names(*head.parameters, *head.letters)
        yield from formula_problems(expression, inside, ("given", text))
