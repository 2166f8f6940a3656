"""Working as people write it, cut into lines: what is mathematics, what is decoration.

How lines are taken, one rule each; the rules of a formula are those of `quiz.symbolic.reading`:

- An arrow inside a line, or “, so”, parts it into steps: `2x = 6 ⇒ x = 3` (`steps_of`).
- A heading before a line (`Step 2:`, `Chain rule:`, `3)`) is left out; so are words of a short list
  before and behind it, if the line cannot be read with them (`prose`).
- `let u = …` and `where u = …` on a line of its own are `u := …`; `J = …, where u = …` says at its
  end what a new name means (`where`).
- A letter that a line leaves open, `df_i/dw = x_i`, stands for each of its values (`open_indices`).
- `log (p)^y` with a space is the log of the power, if only so the line holds, and
  `log p^y (1-p)^(1-y)` the log of the product (`open_logs`).
- `J = … < 0`: the equation is judged first, then whether the inequality holds everywhere, or
  nowhere; one that holds here and there is not judged (`inequalities`). `< 0` on a line of its own
  goes on from the line above.
- Sums and products with dots are read as formulas are (`quiz.symbolic.reading.ellipses`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from quiz.symbolic.derivations.prose import (
    IsName,
    defines,
    heading_length,
    without_words,
)
from quiz.symbolic.reading.lexer import tokenize

MAX_CHARACTERS = 4000
MAX_LINES = 60

Kind = Literal["statement", "continuation", "comparison", "opening", "definition"]


@dataclass(frozen=True)
class Line:
    """One line of working.

    `text` is as typed; `source` has the same length with decoration blanked out, so that a column
    in it is a column in `text`. `at` is where the mathematics to read starts (after a leading `=`,
    `=>` or `name :=`). An `opening` ends in `=` and is continued below; `name` is what a
    definition defines, or the sign with which a comparison goes on from the line above; `implies`
    says that the line begins with `=>`.
    """

    number: int
    text: str
    source: str
    kind: Kind
    at: int = 0
    name: str = ""
    implies: bool = False


_LINE_ENDS = re.compile(r"\\\\(?:\[[^\]\n]{0,12}\])?|\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_REMARK = re.compile(r"#.*$")
_TEXT = re.compile(
    r"\\(?:text|mbox|textrm|textit|textbf)\s*\{(?!\s*(?:if|else|and|or)\s*\})[^{}]*\}"
)
_ENVIRONMENT = re.compile(
    r"\\(?:begin|end)\s*\{\s*(?:align|aligned|alignat|equation|gather|gathered|split|eqnarray"
    r"|multline|displaymath|math|flalign)\*?\s*\}(?:\{\d+\})?"
)
_ALIGNED = re.compile(
    r"(\\begin\s*\{(align|aligned|gather|gathered|split|eqnarray|flalign)\*?\})(.*?)"
    r"(?=\\end\s*\{\2\*?\})",
    re.DOTALL,
)
_WITHIN_A_ROW = re.compile(r"(?<=\S)\s+(?=[&+-])")
_MARKS = re.compile(
    r"\\(?:tag|label)\*?\s*\{[^{}]*\}|\\(?:nonumber|notag|therefore|because|displaystyle|qed)\b"
    r"|\\(?:square|blacksquare)\b|\\[\[\]()]|[&$∴∵□■∎`]"
)
_LEADING_WORD = re.compile(
    r"\s*(?:(?:and\s+)?(?:therefore|thus|hence|consequently)\b[,:]?|so(?:\s*[,:]|\s+that\b|(?=\s+[^\s=+*/^_)])))",
    re.IGNORECASE,
)
_SO = r",\s*(?:and\s+)?(?:so|hence|thus|therefore)\b"
_SAID = r"(?<=\s)(?:implies|gives|yields|hence|thus|therefore)(?=\s)"
_MIDDLE_WORD = re.compile(rf"\s*(?:{_SO}|{_SAID})")
_IFF = r"\\(?:iff|Leftrightarrow|Longleftrightarrow)\b|\b(?:iff|if\s+and\s+only\s+if)\b"
_EQUIVALENT = re.compile(rf"\s*(?:<=>|<==>|⇔|⟺|{_IFF})")
_IMPLIES = re.compile(r"\s*(?:==?>|⇒|⟹|\\(?:implies|Rightarrow|Longrightarrow)\b)")
_EQUALS = re.compile(r"\s*==?(?![>=])")
_COMPARES = re.compile(r"\s*(<=|>=|[<>≤≥⩽⩾]|\\(?:leq?|geq?|lt|gt)\b)(?!=)(?!\s*[^<>,]+,[^<>]+>)")
"""A sign that goes on from the line above; not the bracket of `<w, x>`."""
_DEFINES = re.compile(r":=|≔|\\coloneqq\b|\\colon\s*=")
_NAMED = re.compile(r"\s*([^\W\d_]\w*)\s*=(?!=)")
_TRAILING = re.compile(r"(?:\s|[.,;:]|\\,|\\;|\\quad\b|\\qquad\b)+$")
_SPACING = re.compile(r"\\(?:quad|qquad)\b|\\[,;:! ]")


_STACKED = re.compile(
    r"\\(?:stackrel|overset|underset)\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*\{\s*(=)\s*\}"
)
_WANTED_EQUAL = re.compile(r"[≡≟]|=!(?=\s|0)")
_BOXED = re.compile(r"\\(?:boxed|fbox|framebox)\s*\{")
_ARROW = re.compile(
    rf"<?==?>|[⇒⟹⇔⟺]|\\(?:implies|Rightarrow|Longrightarrow)\b|{_IFF}"
    rf"|{_SO}|(?P<said>{_SAID})"
)
_SIGN = re.compile(r"[=<>≤≥]")


def split(response: str) -> tuple[Line, ...]:
    """The lines of a response, numbered from 1; blank ones and mere decoration are left out."""
    found: list[Line] = []
    for piece in _LINE_ENDS.split(_ALIGNED.sub(_whole_rows, response)):
        text = piece.strip()
        source = _undecorated(text)
        if _SPACING.sub(" ", source).strip():
            found.append(classified(len(found) + 1, text, source))
    return tuple(found)


def steps_of(line: Line) -> tuple[Line, ...]:
    """The steps of a line with arrows inside, `2x = 6 ⇒ x = 3`; most lines are one step."""
    if line.kind == "definition":
        return (line,)
    starts = [
        found.start()
        for found in _ARROW.finditer(line.source)
        # Words lead up to the mathematics where none stands before them.
        if (_SIGN.search if found["said"] else str.strip)(line.source[: found.start()])
    ]
    if not starts:
        return (line,)
    ends = [*starts, len(line.source)]
    steps = []
    for start, end in zip([0, *starts], ends, strict=True):
        piece = line.source[start:end]
        source = " " * start + piece + " " * (len(line.source) - end)
        for pattern in (_MIDDLE_WORD, _EQUIVALENT):
            match = pattern.match(source)
            source = source if match is None else " " * match.end() + source[match.end() :]
        if source.strip():
            steps.append(classified(line.number, line.text, source))
    return tuple(steps)


def without_prose(line: Line, is_name: IsName) -> Line | None:
    """The line without the words around its mathematics; None if there are none to leave out."""
    source = without_words(line.source, is_name)
    if source is None:
        return None
    left = len(source) - len(source.lstrip())
    lead_up = line.text[:left]
    bare = classified(line.number, line.text, source)
    if bare.kind == "statement" and not bare.implies and defines(lead_up):
        named = _NAMED.match(source)
        if named and not is_name(named[1]):
            return replace(bare, kind="definition", at=named.end(), name=named[1])
    return bare


def _whole_rows(aligned: re.Match[str]) -> str:
    """The rows of pasted LaTeX, which end at a double backslash, each on a line of its own."""
    rows = aligned[3].split("\\\\")
    if len(rows) == 1:
        return aligned[0]
    whole = (row if "#" in row else _WITHIN_A_ROW.sub(" ", row.strip()) for row in rows)
    return "\n".join((aligned[1], "\\\\".join(whole), ""))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)


def _undecorated(text: str) -> str:
    """The text with everything that is not mathematics turned into spaces."""
    for pattern in (_REMARK, _TEXT, _ENVIRONMENT, _MARKS):
        text = _blank(pattern, text)
    text = _STACKED.sub(_only_the_sign, text).replace("\\equiv ", "=      ")
    text = _WANTED_EQUAL.sub(lambda match: "=".ljust(len(match[0])), text)
    text = _unboxed(text)
    for pattern in (_LEADING_WORD, _EQUIVALENT):
        match = pattern.match(text)
        if match:
            text = " " * match.end() + text[match.end() :]
    length = heading_length(text)
    text = " " * length + text[length:]
    match = _TRAILING.search(text)
    return text[: match.start()] + " " * (len(text) - match.start()) if match else text


def _only_the_sign(stacked: re.Match[str]) -> str:
    before = stacked.start(1) - stacked.start()
    return " " * before + "=" + " " * (stacked.end() - stacked.end(1))


def _unboxed(text: str) -> str:
    """The text without the box around a result."""
    match = _BOXED.search(text)
    if match is None:
        return text
    depth, at = 1, match.end()
    while at < len(text) and depth:
        depth += (text[at] == "{") - (text[at] == "}")
        at += 1
    inside = text[match.end() : at - 1] if depth == 0 else text[match.end() : at]
    closing = " " * (at - match.end() - len(inside))
    return text[: match.start()] + " " * len(match[0]) + inside + closing + text[at:]


def classified(number: int, text: str, source: str) -> Line:
    """What kind of line a text is, without the decoration that `source` has no more."""
    implied = _IMPLIES.match(source)
    if implied:
        return Line(number, text, source, "statement", at=implied.end(), implies=True)
    defines = _DEFINES.search(source)
    if defines:
        name = source[: defines.start()].strip()
        return Line(number, text, source, "definition", at=defines.end(), name=name)
    compares = _COMPARES.match(source)
    if compares:
        sign = tokenize(compares[1])[0].text
        return Line(number, text, source, "comparison", at=compares.end(), name=sign)
    equals = _EQUALS.match(source)
    if equals:
        return Line(number, text, source, "continuation", at=equals.end())
    ended = source.rstrip()
    if ended.endswith("=") and not ended.endswith((">=", "<=", "!=")):
        opened = ended.rstrip("=")
        return Line(number, text, opened + " " * (len(source) - len(opened)), "opening")
    return Line(number, text, source, "statement")
