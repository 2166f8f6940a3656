"""The names that the lines of a derivation may use: its symbols, parameters and givens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from quiz.questions.authored import Problem
from quiz.questions.formulas import formula_problems
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read
from quiz.symbolic.tasks import Declaration, Symbols
from quiz.symbolic.tree import names as names_in

_HEAD = re.compile(
    r"\s*(?P<name>[^\W\d_]\w*?)\s*"
    r"(?:\((?P<arguments>\s*\w+(?:\s*,\s*\w+)*\s*)\)|_?[{\[](?P<indices>[\w\s,]+)[}\]]|_(?P<index>\w))?\s*"
)


@dataclass(frozen=True)
class GivenHead:
    """What stands before the colon of a given: `L`, `s(z)` or `p_k`."""

    name: str
    arguments: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()


def given_head(text: str) -> GivenHead | None:
    """The parts of a given's left side, or None where it is none."""
    match = _HEAD.fullmatch(text)
    if match is None:
        return None
    indices = match["indices"] or match["index"] or ""
    return GivenHead(match["name"], _parts(match["arguments"] or ""), _parts(indices))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def derivation_names(
    given: Mapping[str, str], symbols: Symbols | None, parameters: Symbols
) -> Names:
    """The names of a derivation's lines; without symbols each letter is known too."""
    heads = {text: head for text in given if (head := given_head(text))}
    plain = [head.name for head in heads.values() if not head.arguments]
    names = Names.of(
        symbols,
        others={**dict.fromkeys(plain, Declaration()), **parameters},
        functions={head.name: head.arguments for head in heads.values() if head.arguments},
    )
    depends = {
        head.name: _depends(given[text], names, head)
        for text, head in heads.items()
        if not head.arguments
    }
    return replace(names, depends=depends)


def _depends(expression: str, names: Names, head: GivenHead) -> frozenset[str]:
    try:
        return names_in(read(expression, names.with_names(*head.indices)))
    except MathematicsError:
        return frozenset()


def given_problems(
    given: Mapping[str, str], symbols: Symbols | None, parameters: Symbols
) -> Iterator[Problem]:
    """Givens whose name or expression does not read."""
    names = derivation_names(given, symbols, parameters)
    for text, expression in given.items():
        head = given_head(text)
        if head is None:
            yield Problem(
                ("given", text), f"“{text}” is no name: write a name, s(z) with arguments or p_k"
            )
            continue
        inside = names.with_names(*head.arguments, *head.indices)
        yield from formula_problems(expression, inside, ("given", text))
