"""Asking for a proof by text, and the symbols that the tables of cases use."""

from __future__ import annotations

from quiz.symbolic.naming import Names
from quiz.symbolic.proof import prove_equal
from quiz.symbolic.reading import read
from quiz.symbolic.tasks import Declaration, Symbols
from quiz.symbolic.tree import Node, Vector

Case = tuple[dict[str, Declaration], str, str]


def proves(left: str, right: str, symbols: dict[str, Declaration]) -> bool:
    """Whether two texts are proved equal over the symbols."""
    names = Names.of(symbols)
    return proves_equal(read(left, names), read(right, names), names.symbols)


def proves_equal(left: Node, right: Node, symbols: Symbols) -> bool:
    """Whether two trees are proved equal wherever both are defined, but for measure zero."""
    if isinstance(left, Vector) and isinstance(right, Vector):
        return len(left.items) == len(right.items) and all(
            proves_equal(*pair, symbols) for pair in zip(left.items, right.items, strict=True)
        )
    return prove_equal(left, right, symbols).is_found


def over(symbols: dict[str, Declaration], table: str) -> list[Case]:
    """Cases from lines of the form `left == right`; a line indented further goes on with it."""
    joined: list[str] = []
    indent = len(table.strip("\n")) - len(table.strip("\n").lstrip())
    for line in table.rstrip().strip("\n").splitlines():
        if len(line) - len(line.lstrip()) > indent:
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line.strip())
    pairs = [line.split(" == ") for line in joined]
    return [(symbols, left, right) for left, right in pairs]


def scalars(**domains: str) -> dict[str, Declaration]:
    """Symbols without an index, by their domains."""
    return {name: Declaration(domain) for name, domain in domains.items()}


def indexed(domain: str, *lengths: str | int) -> Declaration:
    """A symbol with indices."""
    return Declaration(domain, lengths)


def an_index_of(length: str) -> Declaration:
    """A letter for an index that nothing binds."""
    return Declaration("natural", index_of=length)


NUMBERS: dict[str, Declaration] = {}
REALS = scalars(a="real", b="real", c="real", x="real", y="real", z="real")
POSITIVES = scalars(a="positive", b="positive", x="positive", y="positive", z="real")
ONE_SAMPLE = scalars(y="{0, 1}", p="(0, 1)", z="real")
ONE_SIGN = scalars(t="{-1, 1}", z="real")
COUNTS = scalars(n="natural", m="natural", k="natural")
GAUSSIAN = scalars(y="real", mu="real", nu="real", sigma="positive", tau="positive", s="real")
SAMPLES = {
    **scalars(n="natural", w="real", b="real", mu="real", sigma="positive", theta="positive"),
    "x": indexed("real", "n"),
    "y": indexed("real", "n"),
}
LABELS = {
    "n": Declaration("natural"),
    "y": indexed("{0, 1}", "n"),
    "t": indexed("{-1, 1}", "n"),
    "p": indexed("(0, 1)", "n"),
    "z": indexed("real", "n"),
    "q": Declaration("(0, 1)"),
}
COUNTED = {
    **scalars(n="natural", m="positive", p="(0, 1)"),
    "k": indexed("natural", "n"),
    "c": indexed("count", "n"),
}
CLASSES = {
    **scalars(K="natural", eps="(0, 1)", T="positive", m="real"),
    "y": indexed("one_hot", "K"),
    "p": indexed("probability_vector", "K"),
    "q": indexed("probability_vector", "K"),
    "z": indexed("real", "K"),
    "k": an_index_of("K"),
    "j": an_index_of("K"),
}
CLASSIFIED = {
    **scalars(n="natural", K="natural"),
    "y": indexed("one_hot", "n", "K"),
    "p": indexed("probability_vector", "n", "K"),
    "z": indexed("real", "n", "K"),
}
TWO_CLASSES = {
    "y": indexed("one_hot", 2),
    "p": indexed("probability_vector", 2),
    "z": indexed("real", 2),
}
THREE_CLASSES = {
    "n": Declaration("natural"),
    "y": indexed("one_hot", "n", 3),
    "p": indexed("probability_vector", "n", 3),
    "r": indexed("probability_vector", 3),
}
FEATURES = {
    **scalars(n="natural", d="natural", c="positive"),
    "y": indexed("real", "n"),
    "x": indexed("real", "n", "d"),
    "w": indexed("real", "d"),
    "k": an_index_of("d"),
}
