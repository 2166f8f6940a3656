"""What working may use: symbols, givens, the learner's own definitions, parameter values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from quiz.symbolic.arrays import as_number
from quiz.symbolic.errors import ReadError
from quiz.symbolic.headings import Heading, read_heading
from quiz.symbolic.naming import GREEK, Names, declared
from quiz.symbolic.reading import read
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Declaration, DerivationTask
from quiz.symbolic.tree import Entry, Name, Node, children, names, walk


@dataclass(frozen=True)
class Definition:
    """A name that stands for an expression: a given, or with `own` the learner's definition.

    `written` holds the other ways in which the working has written a given with names of its own.
    """

    heading: Heading
    body: Node
    lengths: tuple[str | int, ...] = ()
    own: bool = False
    written: tuple[Node, ...] = ()


class Setting:
    """The names of a derivation question and what they stand for.

    Raises `MathematicsError` while it is built if a given cannot be read: the author's mistake.
    """

    def __init__(self, task: DerivationTask) -> None:
        self.values = task.values
        self.seed = task.seed
        self.definitions: dict[str, Definition] = {}
        self._inherited = dict(task.symbols or {})
        headings = {read_heading(key): text for key, text in task.given.items()}
        given = {heading.name for heading in headings}
        self._open = task.symbols is None
        self.symbols = _with_lengths(
            {name: kind for name, kind in self._inherited.items() if name not in given}
        )
        self.names = self._known()
        for heading, text in headings.items():
            self._declare(heading, text)
        # Once more, now that every given is known with all that it depends on.
        for heading, text in headings.items():
            self.definitions[heading.name] = self._definition(heading, text)
        for name, definition in self.definitions.items():
            if self.has_whole_givens(definition.body):
                body = as_number(definition.body, self.scope_of_arrays())
                self.definitions[name] = replace(definition, body=body)
        self.names = self._known()

    @property
    def lengths(self) -> frozenset[str]:
        """The symbols that say how far an index runs."""
        used = [length for each in self.symbols.values() for length in (*each.index, each.index_of)]
        return frozenset(length for length in used if isinstance(length, str))

    @property
    def index_letters(self) -> frozenset[str]:
        """The symbols that are declared as an index, which a line may leave open."""
        return frozenset(name for name, each in self.symbols.items() if each.index_of is not None)

    def read(self, text: str) -> Node:
        """The tree of a line or a side of one, as typed; raises `ReadError`."""
        return read(text, self.names)

    def is_name(self, word: str) -> bool:
        """Whether a word can be read: a name, names side by side, or a function."""
        return self.names.reads(GREEK.get(word, word))

    def may_define(self, text: str) -> bool:
        """Whether a name is the learner's own, or one that they are about to make their own."""
        try:
            name = read_heading(text).name
        except ReadError:
            return False
        return name in self.definitions or not self.is_name(name)

    def define(self, heading: Heading, body: Node) -> None:
        """Let a name of the learner's own stand for an expression from here on."""
        lengths = tuple(
            self._length(letter, heading, n, body) or "n" for n, letter in _each(heading)
        )
        self.definitions[heading.name] = Definition(heading, body, lengths, own=True)
        self.names = self._known()

    def note_written(self, head: Node, rights: tuple[Node, ...]) -> None:
        """Remember how a given was written with the learner's own names, `J = u^2`."""
        definition = self.definitions.get(head.name) if isinstance(head, Name) else None
        if definition is None or definition.own or not isinstance(head, Name):
            return
        own = {name for name, each in self.definitions.items() if each.own}
        found = tuple(right for right in rights if names(right) & own)
        if found:
            written = (*found, *definition.written)
            self.definitions[head.name] = replace(definition, written=written)

    def let_run(self, letter: str, length: str) -> None:
        """Let a letter be an open index from here on: what is said of it holds for each."""
        self.symbols = {**self.symbols, letter: Declaration("natural", index_of=length)}
        self.names = self._known()

    def names_for(self, heading: Heading) -> Names:
        """The names known inside the body of a definition."""
        return self.names.with_names(*heading.parameters, *heading.letters)

    def scope(self) -> Scope:
        """What the letters of fully expanded expressions stand for."""
        return Scope(
            {**self.symbols, **declared(self.values)}, self.values, self.seed, every_point=False
        )

    def scope_of_arrays(self) -> Scope:
        """The same with every indexed given declared as the vector or matrix of its entries."""
        scope = self.scope()
        whole = {
            name: Declaration("real", definition.lengths)
            for name, definition in self.definitions.items()
            if definition.heading.letters
        }
        return replace(scope, symbols={**scope.symbols, **whole})

    def has_whole_givens(self, node: Node) -> bool:
        """Whether an indexed given stands without its index somewhere, as a vector."""
        if isinstance(node, Entry):
            return any(map(self.has_whole_givens, node.indices))
        if isinstance(node, Name):
            definition = self.definitions.get(node.name)
            if definition is None:
                return False
            inside = definition.own and self.has_whole_givens(definition.body)
            return bool(definition.heading.letters) or inside
        return any(map(self.has_whole_givens, children(node)))

    def _declare(self, heading: Heading, text: str) -> None:
        known = [self._length(letter, heading, n, None) for n, letter in _each(heading)]
        if None in known:
            body = read(text, self.names_for(heading))
            known = [self._length(letter, heading, n, body) for n, letter in _each(heading)]
        if None in known:
            raise ReadError(
                f"it is not clear how far the index of {heading.name} runs", 0, "declare its index"
            )
        lengths = tuple(length for length in known if length is not None)
        self.definitions[heading.name] = Definition(heading, Name(heading.name), lengths)
        self.names = self._known()

    def _definition(self, heading: Heading, text: str) -> Definition:
        body = read(text, self.names_for(heading))
        return replace(self.definitions[heading.name], body=body)

    def _length(
        self, letter: str, heading: Heading, place: int, body: Node | None
    ) -> str | int | None:
        """How far an index letter runs: as declared, as inherited, or as the body implies."""
        symbol = self.symbols.get(letter)
        if symbol is not None and symbol.index_of is not None:
            return symbol.index_of
        inherited = self._inherited.get(heading.name)
        if inherited is not None and place < len(inherited.index):
            return inherited.index[place]
        for node in walk(body) if body is not None else ():
            if isinstance(node, Entry) and isinstance(node.base, Name):
                lengths = self.names.indices(node.base.name)
                for index, length in zip(node.indices, lengths, strict=False):
                    if index == Name(letter):
                        return length
        return None

    def _known(self) -> Names:
        """The names for reading: symbols, parameters, definitions and what these depend on."""
        known = dict(self.symbols)
        known |= declared(self.values)
        functions: dict[str, tuple[str, ...]] = {}
        for name, definition in self.definitions.items():
            latex = self._inherited[name].latex if name in self._inherited else None
            known[name] = Declaration("real", definition.lengths, latex)
            if definition.heading.parameters:
                functions[name] = definition.heading.parameters
        depends = {
            name: self._depends(name, frozenset())
            for name, definition in self.definitions.items()
            if not definition.heading.letters
        }
        names = Names.of(known, functions=functions, depends=depends)
        return replace(names, open=True) if self._open else names

    def _depends(self, name: str, seen: frozenset[str]) -> frozenset[str]:
        """The symbols that a definition depends on, also through other definitions."""
        definition = self.definitions[name]
        found: set[str] = set()
        for mentioned in names(definition.body) - set(definition.heading.letters) - seen - {name}:
            if mentioned in self.definitions:
                found |= self._depends(mentioned, seen | {name})
            elif mentioned not in self.values:
                found.add(mentioned)
        return frozenset(found)


def _each(heading: Heading) -> Iterable[tuple[int, str]]:
    return enumerate(heading.letters)


def _with_lengths(symbols: dict[str, Declaration]) -> dict[str, Declaration]:
    """The symbols with every length that is only mentioned declared a natural number."""
    return dict(Names.of(symbols).symbols)
