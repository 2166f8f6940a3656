"""A question on paper and in the key, as pieces of the Typst documents that `paper.typ` sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from quiz.lms.writing.exporting import Item
from quiz.lms.writing.mathematics import key_latex, working_latex
from quiz.markup.errors import MathsError
from quiz.markup.typst import Image, typst
from quiz.markup.typst_maths import quoted, typst_maths
from quiz.questions.cloze import Cloze
from quiz.questions.declared_names import declared_names
from quiz.questions.derivation import Derivation
from quiz.questions.layout import Blank, Choice, Layout
from quiz.symbolic.errors import MathematicsError

MOST_LINES = 18
"""How many ruled lines a working gets at most: a page must hold them."""

_ROOM = 3
"""Ruled lines beyond those of the model solution."""


@dataclass(frozen=True)
class PaperItem:
    """A question with its number, shuffled by `seed`."""

    item: Item
    number: int
    seed: int
    image: Image

    @cached_property
    def layout(self) -> Layout:
        """What is laid before the learner."""
        return self.item.variant.layout(self.seed)

    def question(self) -> str:
        """The question as it stands on the paper, with room for the answer."""
        question, layout = self.item.question, self.layout
        head = "\n\n".join([self._prompt(question.prompt), *self._given()])
        if layout.shape == "lines":
            lines = str(self.item.variant.key()).count("\n") + 1 + _ROOM
            body = f"#working-room({min(lines, MOST_LINES)})[\n{head}\n]"
            return self._numbered(points_of(question.points), body, False)
        body = "\n\n".join([head, *self._room()])
        return self._numbered(points_of(question.points), body, True)

    def key(self) -> str:
        """The right answer, why it is right, and what steps are worth."""
        body = [*self._answer(), f"#note[{self._blocks(self.item.question.explanation)}]"]
        return self._numbered(points_of(self.item.question.points), "\n\n".join(body), False)

    def _numbered(self, worth: str, body: str, together: bool) -> str:
        arguments = f"{quoted(f'{self.number}.')}, {quoted(worth)}, {str(together).lower()}"
        return f"#question({arguments})[\n{body}\n]"

    def _given(self) -> Iterator[str]:
        """What a derivation starts from, and the names of a formula."""
        if self.layout.givens:
            yield f"{_task('Given')}\n\n{self._working(self.layout.givens)}"
        if self.layout.symbols:
            yield _task(f"Names: {declared_names(self.layout.symbols)}")

    # Room for the answer

    def _room(self) -> Iterator[str]:
        layout = self.layout
        match layout.shape:
            case "one":
                yield f"#options(round, {self._listed(layout.choices)})"
            case "several":
                yield _task("Tick all that are right.")
                yield f"#options(square, {self._listed(layout.choices)})"
            case "pairs":
                yield _task("Write the letter that belongs to each.")
                lefts = ", ".join(f"[{self._blocks(left)}]" for left in layout.lefts)
                yield f"#pairs(({lefts},), ({self._listed(layout.choices)},))"
            case "order":
                yield _task("Number them from 1; leave empty what does not belong.")
                yield f"#places({self._listed(layout.choices)})"
            case "text":
                unit = f" #{quoted(layout.unit)};" if layout.unit else ""
                yield f'#answer(6cm)[#"Answer"][{unit}]'
            case "formula":
                yield '#answer(1fr)[#"Answer"][]'
            case "blanks":
                yield from self._choices_for_blanks(layout.blanks)

    def _choices_for_blanks(self, blanks: Sequence[Blank]) -> Iterator[str]:
        for number, blank in enumerate(blanks, start=1):
            if blank.choices:
                texts = ' #" / "; '.join(self._blocks(choice.text) for choice in blank.choices)
                yield f"#note[#{quoted(f'({number}) ')};{texts}]"

    # The key

    def _answer(self) -> Iterator[str]:
        variant, layout = self.item.variant, self.layout
        key: object = variant.key()
        match layout.shape:
            case "one" | "several":
                right = key if isinstance(key, list) else [key]
                yield from self._right_choices(lambda choice: choice.value in right)
                if not right:
                    yield _strong("None of them")
            case "pairs":
                letters = {choice.value: _letter(n) for n, choice in enumerate(layout.choices)}
                assert isinstance(key, list)
                for left, right in zip(layout.lefts, key, strict=True):
                    letter = _strong(letters.get(str(right), "–"))
                    yield f"{letter} #h(0.4em) {self._blocks(left)}"
            case "order":
                assert isinstance(key, list)
                places = {str(text): str(place) for place, text in enumerate(key, start=1)}
                shown = [places.get(str(choice.value), "–") for choice in layout.choices]
                yield _strong(", ".join(shown))
            case "lines":
                yield from self._solution()
            case "formula":
                yield self._formula() or self._blocks(variant.key_text())
            case "blanks":
                yield from self._filled_blanks()
            case _:
                yield self._blocks(variant.key_text())

    def _right_choices(self, is_right: Callable[[Choice], bool]) -> Iterator[str]:
        for number, choice in enumerate(self.layout.choices):
            if is_right(choice):
                yield f"{_strong(_letter(number))} #h(0.4em) {self._blocks(choice.text)}"

    def _formula(self) -> str:
        try:
            latex = key_latex(self.item.variant)
            return f"#working[{typst_maths(latex, display=True)}]"
        except (MathematicsError, MathsError):
            return ""

    def _solution(self) -> Iterator[str]:
        """The model solution, and what its steps are worth of the question's points."""
        question = self.item.question
        yield self._working(str(self.item.variant.key()).splitlines())
        if isinstance(question, Derivation):
            steps = [(milestone.points, milestone.line) for milestone in question.milestones]
            steps.append((question.goal_points(), question.goal.line))
            whole = sum(worth for worth, _ in steps)
            for worth, line in steps:
                earned = points(round(question.points * worth / whole, 2))
                said = quoted(f"{earned} of {points_of(question.points)} for")
                yield f"#note[#{said}{self._working([line])}]"

    def _filled_blanks(self) -> Iterator[str]:
        question = self.item.variant.question
        assert isinstance(question, Cloze)
        for number, blank in enumerate(self.layout.blanks, start=1):
            text = question.blanks[blank.name].key_text(self.item.values)
            yield f"{_strong(f'({number})')} #h(0.4em) {self._blocks(text)}"

    def _prompt(self, markdown: str) -> str:
        """The prompt, its blanks numbered where there are several."""
        names = [blank.name for blank in self.layout.blanks]

        def blank(name: str) -> str:
            return f'#numbered-blank("{names.index(name) + 1}")' if name in names else "#blank()"

        return typst(markdown, blank, self.image)

    def _working(self, lines: Sequence[str]) -> str:
        """Lines as mathematics, or as they were written, one below the other."""
        return f"#working[{' '.join(self._lines(lines))}]"

    def _lines(self, lines: Sequence[str]) -> Iterator[str]:
        for line, latex in working_latex(lines, self.layout):
            try:
                shown = typst_maths(latex, display=True) if latex is not None else ""
            except MathsError:
                shown = ""
            yield shown or f"#block(raw({quoted(line.strip())}))"

    # Texts

    def _blocks(self, markdown: str) -> str:
        return typst(markdown, image=self.image)

    def _listed(self, choices: Sequence[Choice]) -> str:
        return ", ".join(f"[{self._blocks(choice.text)}]" for choice in choices)


def points(number: float) -> str:
    """A number of points, without a decimal point where it is whole."""
    return f"{number:g}" if number < 1e6 else f"{number:.0f}"


def points_of(number: float) -> str:
    """A number of points with its word."""
    return f"{points(number)} {'point' if number == 1 else 'points'}"


def _task(text: str) -> str:
    return f"#task[#{quoted(text)};]"


def _strong(text: str) -> str:
    return f"#strong[#{quoted(text)};]"


def _letter(number: int) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[number % 26] * (number // 26 + 1)
