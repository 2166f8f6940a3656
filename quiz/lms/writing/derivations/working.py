"""The model working of a derivation as steps: equations that can be shown, compared and judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from quiz.markup.formulas import as_latex
from quiz.markup.workings import accented, accents
from quiz.questions.derivation import Derivation
from quiz.questions.derivation_names import derivation_names
from quiz.questions.formulas import numerals
from quiz.questions.parameters import declarations_of
from quiz.questions.symbols import declarations
from quiz.questions.variants import Variant
from quiz.symbolic.derivations.lines import Line, split
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.naming import Names
from quiz.symbolic.printing import plain
from quiz.symbolic.reading import read, read_chain
from quiz.symbolic.tasks import DerivationJudgement, Value
from quiz.symbolic.tree import Logical, Node, Number, Relation, map_children, substitute, walk


@dataclass(frozen=True)
class Step:
    """One thing that working says: an equation, or several conditions at once."""

    says: Node

    @property
    def left(self) -> Node | None:
        """What stands left of the equals sign; None where there is none."""
        return self.says.left if _is_equation(self.says) else None

    @property
    def right(self) -> Node:
        """What stands right of the equals sign; everything where there is none."""
        return self.says.right if _is_equation(self.says) else self.says

    @property
    def typed(self) -> str:
        """The step as it is typed, which the engine reads."""
        return plain(self.says)


def _is_equation(node: Node) -> TypeGuard[Relation]:
    return isinstance(node, Relation) and node.operator == "="


class Working:
    """The working of one variant of a derivation: its steps, and what the engine says of others."""

    def __init__(self, variant: Variant) -> None:
        assert isinstance(variant.filled, Derivation)
        self.question: Derivation = variant.filled
        self.values: Mapping[str, Value] = variant.values
        self.names: Names = derivation_names(
            self.question.given,
            declarations(self.question.symbols),
            declarations_of(self.question.parameters),
        )
        self.steps = tuple(self._steps())

    def read(self, text: str) -> Node:
        """A line, or a side of one. Raises `MathematicsError`."""
        return read(text, self.names)

    def judged(self, steps: Sequence[Step]) -> DerivationJudgement:
        """What the engine says of these steps as working."""
        from quiz.symbolic.engine import judge_derivation

        return judge_derivation(
            self.question.task(self.values), "\n".join(step.typed for step in steps)
        )

    def is_right(self, steps: Sequence[Step]) -> bool:
        """Whether each of these steps follows."""
        return all(line.verdict == "follows" for line in self.judged(steps).lines)

    def shown(self, node: Node) -> str:
        """A formula in LaTeX, the values of parameters in place and names with their accents."""
        named = accents(declarations(self.question.symbols) or {})
        return as_latex(accented(substitute(node, numerals(self.values)), named))

    def meanings(self, before: int) -> dict[Node, Node]:
        """What the givens, and the left sides of the steps before this place, are said to be."""
        steps = self.steps[:before]
        said = {step.left: step.right for step in steps if step.left and not is_zero(step.right)}
        return self.given() | said

    def given(self) -> dict[Node, Node]:
        """What each given stands for."""
        return {self.read(name): self.read(text) for name, text in self.question.given.items()}

    def needed(self, node: Node) -> dict[Node, Node]:
        """The givens that a formula stands on, also through others, with their meanings."""
        given, found = self.given(), dict[Node, Node]()
        waiting = [node]
        while waiting:
            pieces = set(walk(waiting.pop()))
            new = {each: given[each] for each in given if each in pieces and each not in found}
            found |= new
            waiting += new.values()
        return found

    def opened(self, node: Node) -> Node:
        """A formula with what the givens in it stand for, and the givens in that in turn."""
        given = self.given()
        for _ in given:
            node = exchanged(node, given)
        return node

    def sets_to_zero(self, place: int) -> bool:
        """Whether a step says of things worked out above it that they are zero."""
        known = {step.left for step in self.steps[:place]}
        says = self.steps[place].says
        parts = says.parts if isinstance(says, Logical) else (says,)
        return all(
            isinstance(part, Relation) and is_zero(part.right) and part.left in known
            for part in parts
        )

    def _steps(self) -> Iterator[Step]:
        left: Node | None = None
        for line in split(self.question.solution):
            sides = self._sides(line)
            if line.kind == "continuation" and left is not None:
                sides = (left, *sides)
            if len(sides) == 1:
                yield Step(sides[0])
                continue
            left = sides[0]
            for right in sides[1:]:
                yield Step(Relation("=", left, right))

    def _sides(self, line: Line) -> tuple[Node, ...]:
        """The sides of a chain of equations, or a condition alone. Raises `MathematicsError`."""
        source = line.source[line.at :]
        try:
            return read_chain(source, self.names)
        except MathematicsError:
            return (read(source, self.names),)


def distance(left: Node, right: Node) -> int:
    """How unlike two formulas are: how many pieces one has that the other has not."""
    pieces, others = Counter(walk(left)), Counter(walk(right))
    return (pieces - others).total() + (others - pieces).total()


def size(node: Node) -> int:
    """How many pieces a formula is made of."""
    return sum(1 for _ in walk(node))


def holds_piece(node: Node, piece: Node) -> bool:
    """Whether a formula stands somewhere in another."""
    return piece in set(walk(node))


def exchanged(node: Node, meanings: Mapping[Node, Node]) -> Node:
    """The formula with each of these pieces in it replaced."""
    if node in meanings:
        return meanings[node]
    return map_children(node, lambda child: exchanged(child, meanings))


def is_zero(node: Node) -> bool:
    """Whether a formula is the number 0."""
    return isinstance(node, Number) and node.value == 0
