"""Which names a question knows, and how a run of letters is cut into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from quiz.symbolic.functions import ARITY, SERIES, canonical
from quiz.symbolic.tasks import Declaration, Value

MAX_RUN = 60
"""Letters in a row beyond which nobody means a product of names."""

GREEK: dict[str, str] = {
    letter: name
    for names, letters in (
        (
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi"
            " rho sigmaf sigma tau upsilon phi chi psi omega",
            "αβγδεζηθικλμνξοπρςστυφχψω",
        ),
        (
            "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi"
            " Rho Sigma Tau Upsilon Phi Chi Psi Omega",
            "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
        ),
        ("epsilon theta phi mu", "ϵϑϕµ"),
    )
    for name, letter in zip(names.split(), letters, strict=True)
}
"""Greek letters to their names; the two are one name."""

ACCENTS: dict[str, str] = {
    "\u0302": "hat",
    "\u0304": "bar",
    "\u0305": "bar",
    "\u0303": "tilde",
    "\u0307": "dot",
    "\u20d7": "vec",
}
"""Combining marks to the accents that LaTeX calls by these names."""


def declared(values: Mapping[str, Value]) -> dict[str, Declaration]:
    """How the values of parameters are declared: a list is indexed by its length."""
    return {name: _declared(value) for name, value in values.items()}


def _declared(value: Value) -> Declaration:
    lengths: list[str | int] = []
    while isinstance(value, tuple) and value:
        lengths.append(len(value))
        value = value[0]
    return Declaration(index=tuple(lengths))


_ACCENTED_LATEX = re.compile(
    r"\\(?P<accent>hat|widehat|bar|overline|tilde|vec|dot)\s*\{?\s*\\?(?P<letter>[A-Za-z]+)\s*\}?"
)

_NUMBERED = re.compile(r"([A-Za-z]+)(\d+)")


@dataclass(frozen=True)
class Names:
    """The names that may occur. With `open`, any single letter may too.

    `functions` holds the givens that are written with arguments; `depends` says for a given
    which bare symbols it depends on, so that `L(p)` is L and not L times p. With `whole_logs` a log
    without brackets is that of all the factors beside it, those in brackets too.
    """

    symbols: Mapping[str, Declaration] = field(default_factory=dict)
    functions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    depends: Mapping[str, frozenset[str]] = field(default_factory=dict)
    open: bool = False
    whole_logs: bool = False

    @classmethod
    def of(
        cls,
        symbols: Mapping[str, Declaration] | None,
        *,
        others: Mapping[str, Declaration] | None = None,
        functions: Mapping[str, tuple[str, ...]] | None = None,
        depends: Mapping[str, frozenset[str]] | None = None,
    ) -> Names:
        """The names of a question: `symbols` as declared (None: any letter is real).

        `others` are parameters and givens; a symbol of the same name goes before them. A length
        that is not declared is a natural number.
        """
        known = {**(others or {}), **(symbols or {})}
        for declaration in list(known.values()):
            for length in (*declaration.index, declaration.index_of):
                if isinstance(length, str):
                    known.setdefault(length, Declaration("natural"))
        return cls(known, functions or {}, depends or {}, open=symbols is None)

    def with_names(self, *names: str) -> Names:
        """The same with a few more known."""
        more = {name: Declaration() for name in names if name not in self.symbols}
        return replace(self, symbols={**self.symbols, **more})

    def defining(
        self, name: str, parameters: tuple[str, ...] = (), letters: tuple[str, ...] = ()
    ) -> Names:
        """The same with a name that a learner defines, with arguments or with index letters."""
        known = {**self.symbols, name: Declaration(index=("n",) * len(letters))}
        functions = {**self.functions, name: parameters} if parameters else self.functions
        return replace(self, symbols=known, functions=functions)

    def __contains__(self, name: object) -> bool:
        return name in self.symbols or name in self.functions

    def indices(self, name: str) -> tuple[str | int, ...]:
        """The lengths over which a symbol is indexed; empty for a scalar."""
        declaration = self.symbols.get(name)
        return declaration.index if declaration else ()

    def is_length(self, name: str) -> bool:
        """Whether an index may run up to this: a length, an index, another natural number."""
        if name not in self.symbols:
            return self.open
        known = self.symbols[name]
        return (
            known.domain == "natural"
            or known.index_of is not None
            or any(name in (*each.index, each.index_of) for each in self.symbols.values())
        )

    def accented(self, letter: str, accent: str) -> str | None:
        """The name that a letter with an accent stands for: `ŷ` is `yhat` or whatever shows so."""
        for spelling in (f"{letter}{accent}", f"{letter}_{accent}", f"{accent}_{letter}"):
            if spelling in self:
                return spelling
        for name, declaration in self.symbols.items():
            shown = _ACCENTED_LATEX.fullmatch((declaration.latex or "").strip())
            if shown and shown["letter"] == letter and _same_accent(shown["accent"], accent):
                return name
        return f"{letter}{accent}" if self.open else None

    def cut(self, word: str, bound: Iterable[str]) -> list[str] | None:
        """A run of letters as known names one after another, longest first; None if it is not.

        `bound` are the index letters of the sums around it. A function may end the run.
        """
        if len(word) > MAX_RUN:
            return None
        return self._cut(word, frozenset(bound), {})

    def _cut(
        self, word: str, bound: frozenset[str], seen: dict[str, list[str] | None]
    ) -> list[str] | None:
        if not word:
            return []
        if word not in seen:
            seen[word] = None
            for size in range(len(word), 0, -1):
                head, rest = word[:size], word[size:]
                if self._is_piece(head, bound):
                    pieces = self._cut(rest, bound, seen)
                    if pieces is not None:
                        seen[word] = [head, *pieces]
                        break
        return seen[word]

    def reads(self, word: str) -> bool:
        """Whether a word can be read: a name, names side by side, or a function."""
        known = word in self or canonical(word) is not None or word.lower() in SERIES
        return known or self.cut(word, ()) is not None

    def spelled(self, word: str) -> str | None:
        """The declared name that a word writes: `x_1` may be typed as `x1`."""
        if word in self.symbols:
            return word
        numbered = _NUMBERED.fullmatch(word)
        name = f"{numbered[1]}_{numbered[2]}" if numbered else ""
        return name if name in self.symbols else None

    def _is_piece(self, piece: str, bound: frozenset[str]) -> bool:
        if piece in self or self.spelled(piece) or piece in bound or piece in ("e", "pi"):
            return True
        if len(piece) > 1:
            return canonical(piece) is not None or (piece in GREEK_NAMES and self.open)
        return self.open and piece.isalpha()

    def suggest(self, word: str) -> str | None:
        """A sentence that offers the nearest known name."""
        known = list(dict.fromkeys((*self.symbols, *self.functions)))
        words = [name for name in (*known, *ARITY, "sum", "prod", "diff") if name != word]
        near = get_close_matches(word, words, n=1, cutoff=0.6)
        if not near:
            folded = [name for name in known if name.lower() == word.lower()]
            near = folded[:1]
        if near:
            return f"did you mean {near[0]}?"
        if known:
            return f"this question knows {', '.join(sorted(known))}"
        return None


def _same_accent(shown: str, accent: str) -> bool:
    same = {"widehat": "hat", "overline": "bar"}
    return same.get(shown, shown) == accent


GREEK_NAMES = frozenset(GREEK.values())
OPEN = Names(open=True)
