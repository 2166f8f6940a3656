"""Lines of a working that are still being typed, read as far as they go."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quiz.symbolic.derivations.lines import Line, split
from quiz.symbolic.errors import MathematicsError, ReadError
from quiz.symbolic.headings import Heading, read_heading
from quiz.symbolic.naming import OPEN, Names
from quiz.symbolic.reading.completing import Completion, complete, without_half_a_command
from quiz.symbolic.tree import HOLE, Call, Entry, Name, Node

COMMANDS = (
    *("begin", "end", "tag", "label", "notag", "nonumber", "qed", "square", "blacksquare", "iff"),
    *("Leftrightarrow", "Longleftrightarrow", "Longrightarrow", "coloneqq", "textit", "textbf"),
)
"""LaTeX commands that a line of working may have beside those of a formula."""

_HALF_AN_ENVIRONMENT = re.compile(r"\\(?:begin|end|tag\*?|label|textit|textbf)\s*(?:\{[^{}]*)?$")
_HALF_A_HEADING = re.compile(
    r"\s*(?:and\s+)?\\?[^\W\d]\w*[\u0300-\u036f]?\s*(?:\(\s*[\w,\s]*\)?|_?[\[{(]?[\w,]*[\]})]?)\s*:?\s*$"
)
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’, ]*")
"""What may become a remark, such as “by the chain rule”."""


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
    kept = _HALF_AN_ENVIRONMENT.sub("", without_half_a_command(text, COMMANDS))
    lines = split(kept)
    if not lines:
        return CompletedLine(HOLE if kept != text else None)
    line = lines[-1]
    offset = text.rfind(line.text) if line.text in text else kept.rfind(line.text)
    for earlier in split(above):
        names = _with_definition(earlier, names)
    if line.kind == "definition":
        return _definition(line, names, offset)
    source = line.source[line.at :]
    if line.kind == "opening":
        source = source.rstrip() + " ="
    lead = "=>" if line.implies else "=" if line.kind == "continuation" else ""
    found = complete(source, names) if source.strip() else Completion(HOLE)
    if found.error is not None and not lead and _HALF_A_HEADING.fullmatch(source):
        return CompletedLine(_name_of(source))
    if found.error is not None and _WORDS.fullmatch(source, found.error.position):
        found = complete(source[: found.error.position], names)
    return CompletedLine(found.node, _moved(found.error, offset + line.at), lead)


def _name_of(source: str) -> Node | None:
    """A name that is perhaps to be defined, as it is typed."""
    text = source.rstrip(" :")
    return Name(text.strip()) if text.strip().isalnum() else complete(text).node


def _definition(line: Line, names: Names, offset: int) -> CompletedLine:
    try:
        heading = read_heading(line.name)
    except MathematicsError as error:
        position = error.position if isinstance(error, ReadError) else 0
        return CompletedLine(error=ReadError(str(error), offset + position))
    known = names.with_names(*heading.parameters, *heading.letters)
    source = line.source[line.at :]
    found = complete(source, known) if source.strip() else Completion(HOLE)
    return CompletedLine(
        found.node, _moved(found.error, offset + line.at), ":=", head=_head(heading)
    )


def _head(heading: Heading) -> Node:
    if heading.parameters:
        return Call(heading.name, tuple(map(Name, heading.parameters)))
    if heading.letters:
        return Entry(Name(heading.name), tuple(map(Name, heading.letters)))
    return Name(heading.name)


def _with_definition(line: Line, names: Names) -> Names:
    if line.kind != "definition":
        return names
    try:
        heading = read_heading(line.name)
    except MathematicsError:
        return names
    return names.defining(heading.name, heading.parameters, heading.letters)


def _moved(error: ReadError | None, by: int) -> ReadError | None:
    if error is None or not by:
        return error
    return ReadError(error.message, error.position + by, error.suggestion)
