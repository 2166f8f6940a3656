"""Symbols and their domains, as an author declares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from quiz.questions.authored import Authored, Path, Problem, Text, mistake
from quiz.questions.checking import is_name
from quiz.symbolic.tasks import Declaration


def _as_lengths(value: Any) -> Any:
    lengths = value if isinstance(value, list | tuple) else [value]
    for length in lengths:
        if isinstance(length, bool) or not isinstance(length, int | str):
            raise mistake("index", "an index is a length: a number or a natural symbol, as n")
        if isinstance(length, int) and length < 1:
            raise mistake("index", "a length is at least 1")
    return tuple(lengths)


def _as_length(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Symbol(Authored):
    """The long form. `index` holds the lengths: `n` says that there are y_1 … y_n."""

    domain: Text = "real"
    index: Annotated[tuple[int | str, ...], BeforeValidator(_as_lengths)] = ()
    latex: Text | None = None
    index_of: Annotated[Text | None, BeforeValidator(_as_length)] = None

    def declaration(self) -> Declaration:
        """The same as the engine takes it."""
        return Declaration(self.domain, self.index, self.latex, self.index_of)


def _as_long_form(value: Any) -> Any:
    if isinstance(value, str):
        return {"domain": value}
    if isinstance(value, Mapping) and value and all(item is None for item in value.values()):
        inside = ", ".join(str(key) for key in value)
        raise mistake("domain", f'YAML reads a mapping here: quote it: "{{{inside}}}"')
    if isinstance(value, list | tuple):
        inside = ", ".join(str(item) for item in value)
        raise mistake("domain", f'YAML reads a list here: quote it: "[{inside}]"')
    if value is None:
        raise mistake(
            "domain", 'the domain is missing; one with a comma in it needs quotes, as in "(0, 1)"'
        )
    if not isinstance(value, Mapping | Symbol):
        raise mistake("domain", f'a domain is text: quote it, or write {{domain: "{value}"}}')
    return value


Symbols = dict[str, Annotated[Symbol, BeforeValidator(_as_long_form)]]
"""A name to its domain: `real`, `"(0, 1)"` or the long form `{domain: …, index: …, latex: …}`."""


def declarations(symbols: Symbols | None) -> dict[str, Declaration] | None:
    """The symbols as the engine takes them; None stays None, where any letter is real."""
    if symbols is None:
        return None
    return {name: symbol.declaration() for name, symbol in symbols.items()}


def symbol_problems(symbols: Symbols | None, path: Path = ("symbols",)) -> Iterator[Problem]:
    """Domains that do not read, names that are none, lengths that are not natural."""
    from quiz.symbolic.domains import parse_domain
    from quiz.symbolic.errors import DomainError

    declared = symbols or {}
    for name, symbol in declared.items():
        if not is_name(name):
            yield Problem(
                (*path, name), f"“{name}” is no name: use a letter, then letters or digits"
            )
        try:
            parse_domain(symbol.domain)
        except DomainError as error:
            yield Problem((*path, name), str(error), "formula")
        for length in (*symbol.index, symbol.index_of):
            if isinstance(length, str):
                yield from _length_problems(length, declared, (*path, name))


def _length_problems(length: str, declared: Symbols, path: Path) -> Iterator[Problem]:
    if not is_name(length):
        yield Problem(path, f"the length “{length}” is no name: write a number or a symbol")
    elif length in declared and declared[length].domain.strip() != "natural":
        domain = declared[length].domain
        yield Problem(path, f"the length “{length}” must be natural, and it is declared {domain}")
