"""Lines of a working that are still being typed, read as far as they go."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace

from quiz.symbolic.derivations.lines import Line, split, steps_of, without_prose
from quiz.symbolic.derivations.where import without_where
from quiz.symbolic.errors import LooseIndexError, MathematicsError, ReadError
from quiz.symbolic.headings import Heading, read_heading
from quiz.symbolic.naming import OPEN, Names
from quiz.symbolic.reading.completing import (
    HOLE_WORD,
    Completion,
    complete,
    holed,
    with_hole,
    without_half_a_command,
)
from quiz.symbolic.tree import HOLE, Call, Entry, Name, Node

COMMANDS = (
    *("begin", "end", "tag", "label", "notag", "nonumber", "qed", "square", "blacksquare", "iff"),
    *("stackrel", "overset", "boxed"),
    *("Leftrightarrow", "Longleftrightarrow", "Longrightarrow", "coloneqq", "textit", "textbf"),
)
"""LaTeX commands that a line of working may have beside those of a formula."""

_HALF_AN_ENVIRONMENT = re.compile(r"\\(?:begin|end|tag\*?|label|textit|textbf)\s*(?:\{[^{}]*)?$")
_HALF_A_NAME = re.compile(
    r"\s*\\?[^\W\d]\w*[\u0300-\u036f]?\s*(?:\(\s*[\w,\s]*\)?|_?[\[{(]?[\w,]*[\]})]?)\s*:?\s*$"
)
"""What may become the name of a definition: `W`, `f(x`, `p_k :`."""
_WORDS = re.compile(r"[.,;\s]*(?:[A-Za-z][\w'’.,;\s]*)?:?")
"""What may become a remark or a heading: “by the chain rule”, “Step 2:”."""
_HALF_A_NUMBER = re.compile(r"\s*\d{1,2}[.)]?\s*")
_HALF_A_MARK = re.compile(r"\\(?:stackrel|overset|boxed)\s*(?:\{[^{}]*(?:\}\s*(?:\{[^{}]*)?)?)?$")


@dataclass(frozen=True)
class CompletedLine:
    """What has been typed of a line.

    `lead` stands before the formula: `=` for one that goes on from the line above, `=>`, or `:=`
    with the name that is defined as `head`.
    """

    node: Node | None = None
    error: ReadError | None = None
    lead: str = ""
    head: Node | None = None


def complete_line(text: str, names: Names = OPEN, above: str = "") -> CompletedLine:
    """The last line of a text, with the names that the lines above it define; never raises.

    An error's position is a column in the text.
    """
    kept = without_half_a_command(text, COMMANDS)
    for half in (_HALF_AN_ENVIRONMENT, _HALF_A_MARK):
        kept = half.sub("", kept)
    lines = split(kept)
    if not lines:
        return CompletedLine(HOLE if kept != text else None)
    line = lines[-1]
    offset = text.rfind(line.text) if line.text in text else kept.rfind(line.text)
    for earlier in split(above):
        for each in (earlier, *without_where(earlier)[1]):
            names = _with_definition(each, names)
    line, meanings = without_where(line, typing=True)
    for meaning in meanings:
        is_told = bool(meaning.source[meaning.at :].strip())
        wrong = _definition(meaning, names).error if is_told else None
        if wrong is not None:
            return CompletedLine(error=_moved(wrong, offset))
        names = _with_definition(meaning, names)
    found = _completed(_ending_as(line, steps_of(line)[-1]), names)
    bare = without_prose(_with_a_box(line), names.reads) if found.error else None
    if bare is not None:
        beside = _completed(bare, names.with_names(HOLE_WORD))
        if beside.error is None:
            found = replace(beside, node=beside.node and holed(beside.node))
    if meanings:
        # What is not known yet may get its meaning next.
        return replace(found, error=None)
    return replace(found, error=_moved(found.error, offset))


def complete_line_around(
    text: str, cursor: int, names: Names = OPEN, above: str = ""
) -> CompletedLine:
    """The same for a line that is being mended at a place in its middle."""
    found = complete_line(text, names, above)
    if found.error is None or not text[cursor:].strip():
        return found
    beside = complete_line(with_hole(text, cursor), names.with_names(HOLE_WORD), above)
    if beside.error is None and beside.node is not None:
        return replace(beside, node=holed(beside.node))
    return complete_line(text[:cursor], names, above)


def _with_a_box(line: Line) -> Line:
    """A line that ends in `=`, with the word for a box after that."""
    if line.kind != "opening":
        return line
    return replace(line, source=f"{line.source.rstrip()} = {HOLE_WORD}")


def _ending_as(line: Line, part: Line) -> Line:
    """A part of a line; where the line ends in `=`, so does the part."""
    opens = line.kind == "opening" and part.kind == "statement"
    return replace(part, kind=line.kind) if opens else part


def _completed(line: Line, names: Names) -> CompletedLine:
    """One step, with words around it or without; an error's position is a column in its text."""
    if line.kind == "definition":
        return _definition(line, names)
    source = " " * line.at + line.source[line.at :]
    if line.kind == "opening":
        source = source.rstrip() + " ="
    lead = "=>" if line.implies else "=" if line.kind == "continuation" else ""
    if line.kind == "comparison":
        lead = line.name
    found = _with_open_indices(source, names) if source.strip() else Completion(HOLE)
    if found.error is not None and _HALF_A_NUMBER.fullmatch(source):
        return CompletedLine()
    if found.error is not None and not lead and _HALF_A_NAME.fullmatch(source):
        return CompletedLine(_name_of(source))
    if found.error is not None and _WORDS.fullmatch(source, found.error.position):
        found = _with_open_indices(source[: found.error.position], names)
    return CompletedLine(found.node, found.error, lead)


def _with_open_indices(source: str, names: Names) -> Completion:
    """A side or a statement, in which an index that nothing binds stands for each of its values."""
    found = complete(source, names)
    while isinstance(found.error, LooseIndexError) and found.error.letter not in names:
        names = names.with_names(found.error.letter)
        found = complete(source, names)
    return found


def _name_of(source: str) -> Node | None:
    """A name that is perhaps to be defined, as it is typed; nothing for several words."""
    text = source.rstrip(" :").strip()
    if text.isalnum():
        return Name(text)
    return None if " " in text else complete(text).node


def _definition(line: Line, names: Names) -> CompletedLine:
    try:
        heading = read_heading(line.name)
    except MathematicsError as error:
        position = error.position if isinstance(error, ReadError) else 0
        return CompletedLine(error=ReadError(str(error), position))
    known = names.with_names(*heading.parameters, *heading.letters)
    source = " " * line.at + line.source[line.at :]
    found = complete(source, known) if source.strip() else Completion(HOLE)
    return CompletedLine(found.node, found.error, ":=", head=_head(heading))


def _head(heading: Heading) -> Node:
    if heading.parameters:
        return Call(heading.name, tuple(map(Name, heading.parameters)))
    if heading.letters:
        return Entry(Name(heading.name), tuple(map(Name, heading.letters)))
    return Name(heading.name)


def _with_definition(line: Line, names: Names) -> Names:
    for each in (line, without_prose(line, names.reads)):
        if each is not None and each.kind == "definition":
            with suppress(MathematicsError):
                heading = read_heading(each.name)
                return names.defining(heading.name, heading.parameters, heading.letters)
    return names


def _moved(error: ReadError | None, by: int) -> ReadError | None:
    if error is None or not by:
        return error
    return ReadError(error.message, error.position + by, error.suggestion)
