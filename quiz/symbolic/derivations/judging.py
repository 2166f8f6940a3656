"""Judging working line by line: which lines follow, and where it first goes wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile

from quiz.symbolic.derivations import sentences
from quiz.symbolic.derivations.assertions import is_assertion
from quiz.symbolic.derivations.chains import (
    Chain,
    equations,
    first_difference,
    together,
    unsettled,
    weakest,
    with_meanings,
)
from quiz.symbolic.derivations.conditions import Conditions, Finding
from quiz.symbolic.derivations.diagnosing import hint_for, hint_for_solution
from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.inequalities import (
    continued,
    known_everywhere,
    known_false,
    relations_of,
)
from quiz.symbolic.derivations.lines import Line, steps_of, without_prose
from quiz.symbolic.derivations.open_indices import read_continuation, read_statement
from quiz.symbolic.derivations.open_logs import taken_inside
from quiz.symbolic.derivations.prose import is_only_words, words_in
from quiz.symbolic.derivations.reached import Claim, shown_on_the_way
from quiz.symbolic.derivations.setting import Setting
from quiz.symbolic.derivations.where import without_where
from quiz.symbolic.derivations.wrong_lines import WrongLines
from quiz.symbolic.errors import MathematicsError, ReadError
from quiz.symbolic.headings import read_heading
from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.printing import unicode
from quiz.symbolic.reading import read
from quiz.symbolic.relations import chain_of, has_inequality
from quiz.symbolic.tasks import DerivationTask, Evidence, LineJudgement
from quiz.symbolic.tree import (
    Derivative,
    Logical,
    Name,
    Node,
    Number,
    Relation,
)

_OPENING_NAME = re.compile(r"\s*([^\W\d_]\w*)\s*=")


class Working:
    """One response as it is judged, a line at a time and in order."""

    def __init__(self, task: DerivationTask) -> None:
        self.task = task
        self.setting = Setting(task)
        self.equality = Equality(self.setting)
        start = self.setting.read(task.start) if task.start else None
        wanted = tuple(
            map(self.setting.read, (task.goal, *(each.line for each in task.milestones)))
        )
        self.conditions = Conditions(self.equality, start, wanted)
        self.chain: Chain | None = None
        self.wrong = WrongLines(task.mistakes, self.equality)
        self.claims: list[Claim] = []
        self._source = ""

    def judge(self, line: Line) -> LineJudgement:
        """The judgement of the next line."""
        told, meanings = without_where(line)
        if not meanings or not all(self.setting.may_define(meaning.name) for meaning in meanings):
            return together([self._step(step) for step in steps_of(line)])
        # The names at the end of a line are known before it.
        chain = self.chain
        defined = [self._step(meaning) for meaning in meanings]
        self.chain = chain
        judged = together([self._step(step) for step in steps_of(told)])
        return with_meanings(judged, defined)

    def _step(self, line: Line) -> LineJudgement:
        judgement = LineJudgement(line.number, line.text, "unsupported")
        try:
            return self._judged(line, judgement)
        except ReadError as error:
            return self._beside_words(line, judgement) or self._unreadable(line, error, judgement)
        except MathematicsError as error:
            return replace(judgement, message=sentences.sentence(str(error)))

    def _judged(self, line: Line, judgement: LineJudgement) -> LineJudgement:
        self._source = " " * line.at + line.source[line.at :]
        if line.kind == "definition":
            return self._definition(line, judgement)
        if line.kind in ("continuation", "comparison"):
            sides = read_continuation(self._source, self.setting)
            if line.kind == "comparison":
                return self._compared(line.name, sides, judgement)
            return self._continuation(sides, judgement)
        node = read_statement(self._source, self.setting)
        return self._statement(line, node, judgement)

    def _beside_words(self, line: Line, judgement: LineJudgement) -> LineJudgement | None:
        """The judgement of a line that can be read once the words around it are left out."""
        bare = without_prose(line, self.setting.is_name)
        if bare is None:
            return None
        try:
            return self._judged(bare, judgement)
        except ReadError:
            return None
        except MathematicsError as error:
            return replace(judgement, message=sentences.sentence(str(error)))

    def _unreadable(self, line: Line, error: ReadError, judgement: LineJudgement) -> LineJudgement:
        self._keep_readable_head(line)
        message = sentences.unreadable(error, error.position)
        opened = _OPENING_NAME.match(line.source)
        words = words_in(line.source, self.setting.is_name)
        if opened and not self.setting.is_name(opened[1]) and line.kind == "statement":
            message = f"{message} {sentences.own_name(opened[1])}"
        elif words is not None:
            message = sentences.words(words, alone=is_only_words(line.source))
        return replace(judgement, verdict="unreadable", message=message)

    # The kinds of lines

    def _definition(self, line: Line, judgement: LineJudgement) -> LineJudgement:
        heading = read_heading(line.name)
        if heading.name in self.setting.names:
            # A name that is known already cannot be defined anew: the line claims an equality.
            node = self.setting.read(line.source.replace(":=", " ="))
            return self._statement(line, node, judgement)
        body = read(" " * line.at + line.source[line.at :], self.setting.names_for(heading))
        if isinstance(body, Relation | Logical):
            raise ReadError("a name stands for an expression, not an equation", line.at)
        if not self.setting.has_whole_givens(body):
            self.equality.expand(body)
        self.setting.define(heading, body)
        self.chain = (
            None if heading.letters or heading.parameters else Chain(Name(heading.name), body)
        )
        shown = f"{line.name} := {unicode(body)}"
        return replace(judgement, verdict="follows", read_as=shown)

    def _statement(self, line: Line, node: Node, judgement: LineJudgement) -> LineJudgement:
        if not isinstance(node, Relation | Logical):
            if self.chain is None or line.kind == "opening":
                self.chain = Chain(node, node)
                return replace(judgement, verdict="follows", read_as=unicode(node))
            return self._continuation((node,), judgement)
        judgement = replace(judgement, read_as=unicode(node))
        self.conditions.note(node)
        if has_inequality(node):
            return self._inequality(node, judgement)
        sides = chain_of(node)
        if sides is None:
            self.chain = None
            return self._condition(node, judgement, implied=line.implies)
        judgement = replace(judgement, read_as=" = ".join(unicode(side) for side in sides))
        self.chain = Chain(sides[0], sides[0])
        return self._chain(sides, judgement, implied=line.implies)

    def _compared(
        self, sign: str, rights: tuple[Node, ...], judgement: LineJudgement
    ) -> LineJudgement:
        """`< 0` on a line of its own, which goes on from the line above."""
        chain = self.chain
        if chain is None:
            return replace(judgement, verdict="unreadable", message=sentences.NOTHING_ABOVE)
        node = continued(chain.last, sign, rights)
        shown = unicode(node).removeprefix(unicode(chain.last)).strip()
        judgement = self._inequality(node, replace(judgement, read_as=shown))
        self.chain = chain
        return judgement

    def _inequality(self, node: Node, judgement: LineJudgement) -> LineJudgement:
        """`a = b < c`: the equalities first, and then whether the rest holds everywhere."""
        relations = relations_of(node) or ()
        equal = tuple(takewhile(lambda relation: relation.operator == "=", relations))
        shown = judgement.read_as
        if equal:
            sides = (equal[0].left, *(relation.right for relation in equal))
            self.chain = Chain(sides[0], sides[0])
            judgement = self._chain(sides, judgement, implied=False)
            if judgement.verdict not in ("follows", "follows_given_error"):
                return judgement
        else:
            self.chain = None
        rest = relations[len(equal) :]
        evidence = known_everywhere(rest, self.equality)
        if evidence is not None:
            verdict = judgement.verdict if equal else "follows"
            return replace(judgement, verdict=verdict, evidence=evidence, read_as=shown)
        if self.wrong.first is not None and known_everywhere(rest, self.equality, self.wrong.swaps):
            return self._given_error(replace(judgement, read_as=shown))
        if (evidence := known_false(rest, self.equality)) is None:
            return replace(judgement, verdict="unsupported", message=sentences.NO_INEQUALITIES)
        # What else the line says is not held against it, but reaches nothing.
        self.claims = [claim for claim in self.claims if claim.number != judgement.number]
        if self.wrong.first is None:
            self.wrong.note_first(judgement.number, node)
        message = sentences.not_so(evidence)
        return replace(judgement, verdict="does_not_follow", evidence=evidence, message=message)

    def _chain(
        self, sides: tuple[Node, ...], judgement: LineJudgement, *, implied: bool
    ) -> LineJudgement:
        found = [self.equality.compare(one, other) for one, other in pairwise(sides)]
        inside = taken_inside(sides, found, self._source, judgement, self.equality)
        if inside is not None:
            return self._chain(*inside, implied=implied)
        chain = Chain(sides[0], sides[-1])
        if all(comparison.outcome == "equal" for comparison in found):
            self.chain = chain
            self.claims.append(Claim(judgement.number, sides[0], sides[1:]))
            self.setting.note_written(sides[0], sides[1:])
            return replace(judgement, verdict="follows", evidence=weakest(found))
        if not any(comparison.outcome == "different" for comparison in found):
            return unsettled(judgement, found)
        failing = equations(sides, found)
        if not any(is_assertion(equation, self.equality) for equation in failing):
            node = failing[0] if len(failing) == 1 else Logical("and", failing)
            chain.is_condition = True
            self.chain = chain
            self.claims += shown_on_the_way(judgement.number, sides, found)
            claimed = (node, *(Relation("=", sides[0], side) for side in sides[2:]))
            return self._condition(
                node,
                judgement,
                implied=implied,
                claimed=claimed if len(failing) == 1 else (),
                compared=first_difference(found),
            )
        self.chain = chain
        return self._wrong(sides, found, judgement, continues=False)

    def _continuation(self, rights: tuple[Node, ...], judgement: LineJudgement) -> LineJudgement:
        shown = "= " + " = ".join(unicode(side) for side in rights)
        judgement = replace(judgement, read_as=shown)
        chain = self.chain
        if chain is None:
            message = sentences.NOTHING_ABOVE
            return replace(judgement, verdict="unreadable", message=message)
        sides = (chain.last, *rights)
        found = [self.equality.compare(one, other) for one, other in pairwise(sides)]
        inside = taken_inside(sides, found, self._source, judgement, self.equality)
        if inside is not None:
            return self._continuation(inside[0][1:], inside[1])
        if all(comparison.outcome == "equal" for comparison in found):
            chain.last = rights[-1]
            return self._continued(chain, rights, found, judgement)
        if not any(comparison.outcome == "different" for comparison in found):
            return unsettled(judgement, found)
        if chain.wrong and all(self.equality.holds(chain.head, right) for right in rights):
            chain.last, chain.wrong = rights[-1], False
            found = [self.equality.compare(chain.head, right) for right in rights]
            return self._continued(chain, rights, found, judgement)
        equation = Relation("=", chain.head, rights[-1])
        chain.last = rights[-1]
        asserts = chain.wrong or is_assertion(equation, self.equality)
        may_be = not asserts and (chain.is_condition or isinstance(chain.last, Number))
        # After a wrong slope, to set it to zero is still no error.
        sets_zero = self.conditions.sets_derivative_to_zero(equation)
        restated = all(each.outcome == "equal" for each in found[:-1])
        if restated and (may_be or sets_zero):
            chain.is_condition, after_error = True, chain.wrong and len(rights) > 1
            line = self._condition(equation, judgement, compared=first_difference(found))
            return self._given_error(line) if after_error and line.verdict == "follows" else line
        return self._wrong(sides, found, judgement, continues=True)

    def _continued(
        self,
        chain: Chain,
        rights: tuple[Node, ...],
        found: list[Comparison],
        judgement: LineJudgement,
    ) -> LineJudgement:
        """A continuation that is equal to what stands above it."""
        if chain.wrong:
            return self._given_error(judgement)
        if chain.is_condition:
            for right in rights:
                equation = Relation("=", chain.head, right)
                self.claims.append(Claim(judgement.number, chain.head, (), equation))
        else:
            self.claims.append(Claim(judgement.number, chain.head, rights))
        return replace(judgement, verdict="follows", evidence=weakest(found))

    def _condition(
        self,
        node: Node,
        judgement: LineJudgement,
        *,
        implied: bool = False,
        claimed: tuple[Node, ...] = (),
        compared: Evidence | None = None,
    ) -> LineJudgement:
        """An equation that is no identity, or several joined by `and` and `or`."""
        finding = self.conditions.judge(node, implied=implied)
        if finding.outcome == "follows":
            self.claims += [Claim(judgement.number, each, (), each) for each in claimed or (node,)]
            return replace(judgement, verdict="follows", evidence=finding.evidence)
        if finding.outcome == "undecided":
            return replace(judgement, verdict="undecided", message=finding.message)
        if self.chain is not None:
            self.chain.wrong = True
        if finding.message is None:
            # Nothing was in force: what is wrong is that it does not hold in general.
            said = sentences.not_equal(compared, continues=False) if compared else ""
            sides = chain_of(node)
            hint = ""
            if sides is not None:
                hint = hint_for(sides[0], sides[-1], self._source, self.equality)
            if not hint and self.conditions.is_about_a_symbol(node):
                hint = sentences.NO_CONDITION
            message = f"{said} {hint}".strip()
            finding = replace(finding, evidence=compared, message=message)
            if sides is not None and isinstance(sides[0], Derivative):
                found = self._wrong_condition(node, finding, judgement)
                self.wrong.take_as_given(sides[0], sides[-1])
                return found
        return self._wrong_condition(node, finding, judgement)

    # Lines that do not follow

    def _wrong(
        self,
        sides: tuple[Node, ...],
        found: list[Comparison],
        judgement: LineJudgement,
        *,
        continues: bool,
    ) -> LineJudgement:
        """An equality that does not hold: the first error, one given an error, or a new one."""
        chain = self.chain
        assert chain is not None
        chain.wrong = True
        place = [comparison.outcome for comparison in found].index("different")
        evidence = found[place].evidence
        zero = Relation("=", chain.head, sides[-1])
        if place + 2 < len(sides) and self.conditions.sets_derivative_to_zero(zero):
            # `dJ/dw = … = 0` with a wrong slope: it is set to zero all the same.
            self.conditions.judge(zero, implied=False)
            sides = sides[:-1]
            evidence = self.equality.differ_beside_zero(*sides[place : place + 2]) or evidence
        if self.wrong.explain(sides):
            return self._given_error(judgement)
        if self.wrong.first is None:
            self.wrong.note_first(judgement.number, Relation("=", chain.head, sides[place + 1]))
        self.wrong.take_as_given(chain.head, sides[-1])
        said = sentences.not_equal(evidence, continues=continues and place == 0)
        hint = hint_for(sides[place], sides[place + 1], self._source, self.equality)
        message = f"{said} {hint}".strip()
        return replace(judgement, verdict="does_not_follow", evidence=evidence, message=message)

    def _wrong_condition(
        self, node: Node, finding: Finding, judgement: LineJudgement
    ) -> LineJudgement:
        if self.wrong.first is not None:
            sides = chain_of(node)
            carried = sides is not None and self.wrong.explain(sides)
            if carried or self.conditions.follows_given_error(node, self.wrong.swaps):
                return self._given_error(judgement)
        else:
            self.wrong.note_first(judgement.number, node)
            hint = hint_for_solution(node, self.conditions.wanted, self.equality)
            if finding.message and hint:
                finding = replace(finding, message=f"{finding.message} {hint}")
        self.conditions.mistaken = node
        return replace(
            judgement,
            verdict="does_not_follow",
            evidence=finding.evidence,
            message=finding.message,
        )

    def _given_error(self, judgement: LineJudgement) -> LineJudgement:
        assert self.wrong.first is not None
        message = sentences.given_error(self.wrong.first)
        return replace(judgement, verdict="follows_given_error", message=message)

    # Small questions

    def _keep_readable_head(self, line: Line) -> None:
        """After a line that could not be read: its left side, if that can be, is the chain's."""
        if line.kind in ("continuation", "comparison"):
            return
        self.chain = None
        left, equals, _ = line.source[line.at :].partition("=")
        if equals:
            try:
                head = self.setting.read(left)
            except ReadError:
                return
            self.chain = Chain(head, head)
