"""What is typed in the dialogue of `quiz new`, as a bank takes it.

Each function takes a text that is not empty and raises UsageError, which is said before the text is
asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quiz.symbolic.tree import Node

_BLANK = re.compile(r"\[\[([^\[\]]+)\]\]")
_GIVEN = re.compile(r"\s*(?P<name>[^=]*[^=\s])\s*=\s*(?P<formula>[^=\s].*)")

_CALLED = re.compile(r"(?<![\\\w])([A-Za-z]{3,})\s*\(")


def plain(text: str) -> str:
    """A text as it is."""
    return text


def new(taken: Collection[str], reading: Callable[[str], str]) -> Callable[[str], str]:
    """What takes no text for a second time, and others as `reading` does."""

    def read(text: str) -> str:
        if text in taken:
            raise click.UsageError("this stands here already")
        return reading(text)

    return read


def markdown(text: str) -> str:
    """Markdown whose mathematics can be read."""
    from quiz.markup.text import problems

    for position, message in problems(text):
        raise click.UsageError(f"the maths cannot be read at character {position + 1}: {message}")
    return text


def with_blanks(text: str) -> str:
    """Markdown with a `[[name]]` in it."""
    if not blanks(text):
        raise click.UsageError("write [[name]] where each blank is, with a name of your own")
    return markdown(text)


def blanks(text: str) -> list[str]:
    """The names of the blanks in a text."""
    return [*dict.fromkeys(_BLANK.findall(text))]


def truth(text: str) -> bool:
    """True or false, or how that begins."""
    for answer in (True, False):
        if str(answer).casefold().startswith(text.casefold()):
            return answer
    raise click.UsageError("type t or f")


def as_number(text: str) -> int | float | None:
    """The number that YAML reads in a text; None where it reads none."""
    from quiz.bank.yaml_scalars import ScalarError, plain_scalar

    try:
        found = plain_scalar(text)
    except ScalarError:
        return None
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def number(text: str) -> int | float | str:
    """A number as YAML has it, or an expression that has a value."""
    from quiz.questions.formulas import number_of
    from quiz.symbolic.errors import MathematicsError

    written = as_number(text)
    try:
        number_of(text if written is None else written, {})
    except MathematicsError as error:
        raise click.UsageError(str(error)) from None
    return text if written is None else written


def is_endless(answer: float | str) -> bool:
    """Whether an expression has a value that no decimals write exactly, as far as is known."""
    from quiz.questions.formulas import number_of

    return isinstance(answer, str) and isinstance(number_of(answer, {}), float)


def decimals(text: str) -> int:
    """How many decimals count."""
    if not re.fullmatch(r"[0-9]|1[0-5]", text):
        raise click.UsageError("type a whole number from 0 to 15")
    return int(text)


def decimals_said(prompt: str) -> int | None:
    """How many decimals a question says that it wants: 3 for “to 3 decimals”."""
    found = re.search(r"\b([0-9]|1[0-5]) decimal", prompt)
    return int(found[1]) if found else None


def tree(text: str) -> Node:
    """A formula, read."""
    from quiz.symbolic.errors import MathematicsError
    from quiz.symbolic.naming import OPEN
    from quiz.symbolic.reading import read

    try:
        return read(text, OPEN)
    except MathematicsError as error:
        raise click.UsageError(str(error)) from None


def _split_word(text: str, node: Node) -> str | None:
    """A word before a bracket that was read as a product of its letters, as in `mean(x)`."""
    from quiz.symbolic.functions import ARITY, SERIES, canonical
    from quiz.symbolic.tree import names

    known = {*names(node), *ARITY, *SERIES}
    for word in _CALLED.findall(text):
        is_known = word in known or canonical(word) in known
        if not is_known and {*word} <= {*names(node), "e", "i"}:
            return str(word)
    return None


def formula(text: str) -> str:
    """A formula, as it is typed."""
    if (word := _split_word(text, tree(text))) is not None:
        raise click.UsageError(
            f"“{word}(…)” is no function that is known here: write it out, as sum(x_i, i=1..n)/n"
            " for a mean, or put a * between what is multiplied"
        )
    return text


def line_of_working(text: str) -> str:
    """A line of a working, which may go on from the one above."""
    tree(text.removeprefix("="))
    return text


def definition(text: str) -> tuple[str, str]:
    """A name, as L or s(z), and the formula that it stands for."""
    from quiz.symbolic.tree import Relation

    match = _GIVEN.fullmatch(text)
    if match is None or isinstance(tree(match["formula"].strip()), Relation):
        raise click.UsageError("write a name, =, and what it stands for, as L = p^y")
    return match["name"], formula(match["formula"].strip())


def head(name: str) -> str:
    """L of `L(p)` and of `L_i`."""
    return re.split(r"[(_]", name)[0].strip()


def lengths(node: Node) -> Iterator[tuple[str, str]]:
    """Each name with an index that a sum or product runs over, and how far that runs."""
    from quiz.symbolic.tree import Entry, Name, Series, walk

    for series in walk(node):
        if not isinstance(series, Series) or not isinstance(series.upper, Name):
            continue
        for entry in walk(series.body):
            is_indexed = isinstance(entry, Entry) and Name(series.index) in entry.indices
            if is_indexed and isinstance(entry, Entry) and isinstance(entry.base, Name):
                yield entry.base.name, series.upper.name


def domain(text: str) -> str:
    """Where the values of a symbol lie."""
    from quiz.symbolic.domains import parse_domain
    from quiz.symbolic.errors import DomainError

    try:
        parse_domain(text)
    except DomainError as error:
        raise click.UsageError(str(error)) from None
    return text
