"""Which slip explains a line that does not follow: a usual one, verified, or none is named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quiz.symbolic.arrays import as_number
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.comparing import compare
from quiz.symbolic.derivations import sentences
from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.expanding import open_own
from quiz.symbolic.derivations.open_indices import with_series
from quiz.symbolic.derivations.parts import MOST_PARTS, wrong_part
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.misconceptions import misconceptions
from quiz.symbolic.misreading import Reading, other_readings
from quiz.symbolic.slips import INNER_SIGN, ONE_SIGN, RECIPROCAL, Sieve, explain
from quiz.symbolic.tree import (
    Add,
    Call,
    Derivative,
    Entry,
    Name,
    Negate,
    Node,
    Relation,
    Series,
    map_children,
    names,
)

MOST_TRIED = 40
MOST_SERIES = 20

RECIPROCAL_OF_A_LINE = "This is the reciprocal of what follows."


def hint_for(before: Node, wrong: Node, source: str, equality: Equality) -> str:
    """What may be wrong with what was written: brackets, a usual slip, or the part that differs.

    `source` is the line as typed. Empty where nothing is found.
    """
    meant = _perhaps_meant(before, wrong, source, equality)
    if meant is not None:
        return sentences.meant(meant.read, meant.meant)
    missing = _missing_series(before, wrong, equality)
    if missing is not None:
        return sentences.missing_series(missing)
    slip = diagnosis(before, wrong, equality)
    if slip is None or INNER_SIGN in slip:
        # What is an exponent's sign in one writing may be a term's in the one that was typed.
        term = _turned_term(before, wrong, equality)
        if term is not None:
            return f"{ONE_SIGN} {sentences.look_at(term)}"
    part = _wrong_part(before, wrong, equality)
    looked_at = None if part is None else sentences.look_at(part)
    return " ".join(said for said in (slip, looked_at) if said)


def hint_for_solution(wrong: Node, wanted: tuple[Node, ...], equality: Equality) -> str:
    """What slip turns a solution that is wanted into the one that was written, if one does."""
    for line in wanted:
        match wrong, line:
            case Relation("=", symbol, written), Relation("=", other, right) if symbol == other:
                return diagnosis(right, written, equality) or ""
    return ""


def _perhaps_meant(before: Node, wrong: Node, source: str, equality: Equality) -> Reading | None:
    """The reading with which the wrong side would be right: brackets in another place."""
    for reading in other_readings(wrong, source):
        try:
            if equality.seems(before, reading.whole):
                return reading
        except MathematicsError:
            continue
    return None


def _missing_series(before: Node, wrong: Node, equality: Equality) -> Series | None:
    """The sum or product over an open index with which the wrong side would be right."""
    for series, whole in islice(with_series(before, wrong, equality.setting), MOST_SERIES):
        try:
            if equality.seems(before, whole):
                return series
        except MathematicsError:
            continue
    return None


def _turned_term(before: Node, wrong: Node, equality: Equality) -> Node | None:
    """The term with whose other sign the wrong side would be right."""
    terms = wrong.terms if isinstance(wrong, Add) else ()
    for place, term in enumerate(terms[:MOST_PARTS]):
        turned = term.operand if isinstance(term, Negate) else Negate(term)
        try:
            if equality.seems(before, Add((*terms[:place], turned, *terms[place + 1 :]))):
                return term
        except MathematicsError:
            return None
    return None


def _wrong_part(before: Node, wrong: Node, equality: Equality) -> Node | None:
    try:
        direct = wrong_part(before, wrong, equality.seems)
        if direct is not None or isinstance(before, Derivative):
            return direct
        return wrong_part(equality.expand(before), wrong, equality.seems)
    except MathematicsError:
        return None


def diagnosis(before: Node, wrong: Node, equality: Equality) -> str | None:
    """What turns what stands before into what was written, in a sentence or two; else None."""
    scope = equality.setting.scope()
    try:
        typed, key = (
            without_derivatives(as_number(equality.expand(node), scope)) for node in (wrong, before)
        )
        sieve = Sieve(typed, key, scope)
    except MathematicsError:
        return None
    for sentence, result in _falsely(before, equality):
        try:
            expanded = without_derivatives(as_number(equality.expand(result), scope))
            if not names(expanded) <= names(typed) | names(key) or not sieve.passes(expanded):
                continue
            if equality.seems(result, wrong) and not equality.seems(before, result):
                return sentence
        except MathematicsError:
            continue
    said = explain(
        typed, key, scope, lambda other: compare(typed, other, scope, prove=False, quick=True)
    )
    return said.replace(RECIPROCAL, RECIPROCAL_OF_A_LINE) if said else None


def _falsely(before: Node, equality: Equality) -> Iterator[tuple[str, Node]]:
    """What false laws make of what stands before, a few dozen at most."""
    for start in _openings(before, equality):
        for slip in islice(misconceptions(start), MOST_TRIED):
            yield slip.sentence, slip.result


def _openings(node: Node, equality: Equality) -> Iterator[Node]:
    """What stands before as written, and with its givens opened once and altogether."""
    definitions = equality.setting.definitions
    own = open_own(node, definitions)
    yield own

    def opened(node: Node) -> Node:
        match node:
            case Name(name) if name in definitions and not definitions[name].heading.letters:
                return definitions[name].body
            case Derivative(body, variable, order):
                return Derivative(opened(body), variable, order)
            case Entry() | Call(_, ()):
                return node
        return map_children(node, opened)

    once = opened(own)
    if once != own:
        yield once
        again = opened(once)
        if again != once:
            yield again
