r"""LaTeX maths to boxes: a small reader of its own, bounded in length and depth.

It reads what formulas about likelihoods and losses are written in, and refuses the rest with a
position, so that `quiz check` can say what a learner would not be able to read. Macros cannot be
defined. Why no library: flatlatex 0.15 does not know `\log`, `\left` or `\mathrm`; unicodeit 0.7
replaces commands without reading arguments (`\log` becomes `łog`, `\frac` stays); pylatexenc 2.11
drops brackets that carry meaning (`\frac{1}{1+e^{-z}}` becomes `1/1+e^-z`, `\|w\|^2` `w^2`);
TeXicode 1.0 draws in two dimensions only, and prints the star of `\operatorname*`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quiz.markup.alphabets import ALPHABETS, as_words, in_alphabet
from quiz.markup.boxes import (
    Accent,
    Binomial,
    Box,
    Fence,
    Fraction,
    Kind,
    Root,
    Row,
    Scripts,
    Symbol,
    Table,
    items_of,
    merged,
    row,
)
from quiz.markup.characters import UNSAFE
from quiz.markup.errors import MathsError
from quiz.markup.symbols import (
    ACCENTS,
    CHARACTERS,
    COMMANDS,
    ENVIRONMENTS,
    IGNORED,
    WIDE_ACCENTS,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 5000
DEEPEST = 40

_TOKEN = re.compile(
    r"\s*(\\(?:operatorname\*|[A-Za-z]+|\s|.)|\[\[[A-Za-z][\w-]*\]\]|\d+(?:\.\d+)?|\.\d+|'+|\S|$)",
    re.DOTALL,
)
_DELIMITER = re.compile(r"\s*(\\[A-Za-z]+|\\[{}|]|[^\s\\])")
_GAP = re.compile(r"\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\]")  # the height after a line break
_ROW_ENDS = {"", "}", "&", "\\\\", "\\end", "\\right", "\\cr"}


def read(latex: str) -> Box:
    r"""The formula as boxes.

    Lines separated by `\\` become a `Table` of style `lines`. Raises `MathsError` with the column
    for what is not maths, not known, not closed, too long or too deep.
    """
    if len(latex) > LONGEST:
        raise MathsError(f"a formula is longer than {LONGEST} characters", LONGEST)
    if unsafe := UNSAFE.search(latex):
        code = ord(unsafe[0])
        raise MathsError(f"a formula holds the invisible character U+{code:04X}", unsafe.start())
    return _Reader(latex).formula()


class _Reader:
    """Reads from `at` onwards; one object reads one formula."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.at = 0
        self.depth = 0

    def formula(self) -> Box:
        table = self._table("lines")
        sign, start = self._next()
        if sign:
            raise MathsError(_stray(sign), start)
        if len(table.rows) == 1:
            return merged(table.rows[0])
        return table

    # Tokens

    def _peek(self) -> str:
        match = _TOKEN.match(self.latex, self.at)
        return match[1] if match else ""

    def _next(self) -> tuple[str, int]:
        """The next sign and where it starts; an empty one at the end."""
        match = _TOKEN.match(self.latex, self.at)
        if not match:
            return "", len(self.latex)
        self.at = match.end()
        return match[1], match.start(1)

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEEPEST:
            raise MathsError(f"a formula is nested more than {DEEPEST} deep", self.at)
        yield
        self.depth -= 1

    # Rows, tables, scripts

    def _row(self, ends: frozenset[str] = frozenset()) -> Box:
        """Boxes up to a sign that ends a row, which is left to be read."""
        items: list[Box] = []
        with self._deeper():
            while (sign := self._peek()) not in _ROW_ENDS and sign not in ends:
                box = self._scripted()
                items.extend(items_of(box))
        return row(items)

    def _table(self, style: str) -> Table:
        rows: list[tuple[Box, ...]] = []
        cells: list[Box] = []
        while True:
            cells.append(self._row())
            separator = self._peek()
            if separator == "&" and self.depth:
                self._next()
                continue
            rows.append(tuple(cells))
            cells = []
            if separator not in ("\\\\", "\\cr"):
                break
            self._next()
            if gap := _GAP.match(self.latex, self.at):
                self.at = gap.end()
        if len(rows) > 1 and rows[-1] == (Row(()),):  # a last line break before \end
            rows.pop()
        return Table(style, tuple(rows))

    def _scripted(self) -> Box:
        """One item with the scripts that hang on it."""
        sign = self._peek()
        base = Row(()) if sign in ("_", "^") or sign.startswith("'") else self._item()
        lower: Box | None = None
        upper: list[Box] = []
        closed = False
        while (sign := self._peek()) in ("_", "^", "\\limits", "\\nolimits") or sign[:1] == "'":
            sign, start = self._next()
            if sign == "_":
                if lower is not None:
                    raise MathsError("two subscripts on one thing: put brackets {…}", start)
                lower = self._argument("_", start)
            elif sign == "^":
                if closed:
                    raise MathsError("two superscripts on one thing: put brackets {…}", start)
                upper.append(self._argument("^", start))
                closed = True
            elif sign[0] == "'":
                upper.append(Symbol("′" * len(sign), "letter"))
        if lower is None and not upper:
            return base
        return Scripts(base, lower, row(upper) if upper else None)

    def _argument(self, command: str, start: int) -> Box:
        """What a command applies to: a group or the next single thing (of a number, one digit)."""
        sign = self._peek()
        if sign in _ROW_ENDS or sign in ("_", "^", "$"):
            raise MathsError(f"`{command}` lacks what it applies to: write {command}{{…}}", start)
        with self._deeper():
            if sign[0].isdigit() and len(sign) > 1:
                match = _TOKEN.match(self.latex, self.at)
                assert match is not None
                self.at = match.start(1) + 1
                return Symbol(sign[0], "number")
            if sign == "{":
                return self._group(self._next()[1])
            return self._item()

    def _item(self) -> Box:
        sign, start = self._next()
        if sign == "{":
            return _operand(self._group(start))
        if sign[0] == "\\" and len(sign) > 1:
            return self._command(sign[1:], start)
        if sign[0].isdigit() or (sign[0] == "." and len(sign) > 1):
            return Symbol(sign, "number")
        if sign.startswith("[["):
            return Symbol(f"[{sign[2:-2]}: ____]", "word")
        if sign == ":" and self.latex.startswith("=", self.at):
            self.at += 1
            return Symbol("≔", "relation")
        if sign in _MISPLACED:
            raise MathsError(_MISPLACED[sign], start)
        if sign == "\\":
            raise MathsError("a backslash without a command at the end", start)
        text, kind = CHARACTERS.get(sign, (sign, "letter"))
        return Symbol(text, kind)

    def _group(self, start: int) -> Box:
        body = self._row()
        if self._next()[0] != "}":
            raise MathsError("`{` is never closed", start)
        return body

    # Commands

    def _command(self, name: str, start: int) -> Box:
        if symbol := COMMANDS.get(name):
            return Symbol(*symbol)
        if name.isspace():
            return Symbol(" ", "space")
        if build := _BUILDERS.get(name.removesuffix("*")):
            return build(self, name.removesuffix("*"), start)
        raise MathsError(_unknown(name), start)

    def _fraction(self, name: str, start: int) -> Box:
        upper, lower = self._argument(f"\\{name}", start), self._argument(f"\\{name}", start)
        return Binomial(upper, lower) if "binom" in name else Fraction(upper, lower)

    def _root(self, _name: str, start: int) -> Box:
        degree: Box | None = None
        if self._peek() == "[":
            self._next()
            degree = self._row(frozenset("]"))
            if self._next()[0] != "]":
                raise MathsError("`[` after \\sqrt is never closed", start)
        return Root(self._argument("\\sqrt", start), degree)

    def _accent(self, name: str, start: int) -> Box:
        mark = WIDE_ACCENTS.get(name, name)
        body = self._argument(f"\\{name}", start)
        if isinstance(body, Scripts):  # \hat{p_i} is \hat p_i
            return Scripts(Accent(mark, body.base), body.lower, body.upper)
        return Accent(mark, body)

    def _alphabet(self, name: str, start: int) -> Box:
        return in_alphabet(self._argument(f"\\{name}", start), name)

    def _roman(self, name: str, start: int) -> Box:
        kind: Kind = "function" if name == "operatorname" else "word"
        return as_words(self._argument(f"\\{name}", start), kind)

    def _text(self, name: str, start: int) -> Box:
        return Symbol(self._raw(name, start), "word")

    def _raw(self, name: str, start: int) -> str:
        """The text between the braces after a command, as it is."""
        if self._next()[0] != "{":
            raise MathsError(f"`\\{name}` lacks its text: write \\{name}{{…}}", start)
        first, open_braces = self.at, 1
        for match in re.finditer(r"\\.|[{}]", self.latex[first:], re.DOTALL):
            open_braces += {"{": 1, "}": -1}.get(match[0], 0)
            if not open_braces:
                self.at = first + match.end()
                raw = self.latex[first : first + match.start()]
                return self._plain(raw, first)
        raise MathsError(f"the text of `\\{name}` is never closed", start)

    def _plain(self, raw: str, first: int) -> str:
        """Text mode: escapes resolved; maths or commands within it are refused."""
        for match in re.finditer(r"\\[A-Za-z]+|\$", re.sub(r"\\[^A-Za-z]", "  ", raw)):
            what = "maths" if match[0] == "$" else f"`{match[0]}`"
            raise MathsError(f"{what} inside \\text: end the text first", first + match.start())
        return re.sub(r"\\(.)|[{}]", r"\1", raw).replace("~", " ").replace("\n", " ")

    def _left(self, _name: str, start: int) -> Box:
        left = self._delimiter("\\left", start)
        body = self._row()
        if self._next()[0] != "\\right":
            raise MathsError("`\\left` without `\\right`", start)
        return Fence(left, body, self._delimiter("\\right", start))

    def _middle(self, _name: str, start: int) -> Box:
        return Symbol(self._delimiter("\\middle", start), "relation")

    def _delimiter(self, command: str, start: int) -> str:
        match = _DELIMITER.match(self.latex, self.at)
        sign = match[1] if match else ""
        text, kind = COMMANDS.get(sign[1:], ("", "letter")) if sign[:1] == "\\" else (sign, "bar")
        if kind not in ("open", "close", "bar") or text not in _FENCES:
            raise MathsError(f"`{command}` needs a bracket, `|` or `.` after it", start)
        assert match is not None
        self.at = match.end()
        return {".": "", "<": "⟨", ">": "⟩"}.get(text, text)

    def _environment(self, _name: str, start: int) -> Box:
        name = self._raw("begin", start)
        style = ENVIRONMENTS.get(name)
        if style is None:
            raise MathsError(f"the environment `{name}` is not known", start)
        if name in ("array", "alignedat"):
            self._raw("begin", start)  # the columns
        with self._deeper():
            table = self._table(style)
        if self._next()[0] != "\\end" or self._raw("end", start) != name:
            raise MathsError(f"`\\begin{{{name}}}` without `\\end{{{name}}}`", start)
        return table

    def _over(self, name: str, start: int) -> Box:
        """`\\overset{a}{b}` and its like: a note on a base."""
        note, base = self._argument(f"\\{name}", start), self._argument(f"\\{name}", start)
        return Scripts(base, note, None) if name == "underset" else Scripts(base, None, note)

    def _arrow(self, name: str, start: int) -> Box:
        arrow = Symbol("→" if "right" in name else "←", "relation")
        return Scripts(arrow, None, self._argument(f"\\{name}", start))

    def _unchanged(self, name: str, start: int) -> Box:
        return self._argument(f"\\{name}", start)

    def _of_kind(self, name: str, start: int) -> Box:
        body = self._argument(f"\\{name}", start)
        return Symbol(body.text, _KINDS[name]) if isinstance(body, Symbol) else body

    def _not(self, _name: str, start: int) -> Box:
        body = self._argument("\\not", start)
        if not isinstance(body, Symbol):
            raise MathsError("`\\not` strikes out one symbol", start)
        return Symbol(body.text + "\u0338", body.kind)

    def _substack(self, _name: str, start: int) -> Box:
        if self._next()[0] != "{":
            raise MathsError("`\\substack` lacks its lines: write \\substack{…}", start)
        with self._deeper():
            table = self._table("lines")
        if self._next()[0] != "}":
            raise MathsError("`{` is never closed", start)
        return table

    def _nothing(self, _name: str, _start: int) -> Box:
        return Row(())

    def _space(self, name: str, start: int) -> Box:
        self._raw(name, start)
        return Symbol(" ", "space")


_FENCES = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉./<>")
_KINDS: dict[str, Kind] = {"mathop": "function", "mathbin": "binary", "mathrel": "relation"}
_MISPLACED = {
    "$": "`$` inside maths: write \\$ for a dollar",
    "%": "`%` starts a comment in LaTeX: write \\%",
    "#": "`#` inside maths: write \\#",
    "&": "`&` outside a table",
}

_BUILDERS: dict[str, Callable[[_Reader, str, int], Box]] = {
    **dict.fromkeys(words("frac dfrac tfrac cfrac binom dbinom tbinom"), _Reader._fraction),
    **dict.fromkeys([*ACCENTS, *WIDE_ACCENTS], _Reader._accent),
    **dict.fromkeys(ALPHABETS, _Reader._alphabet),
    **dict.fromkeys(words("mathrm mathit mathsf mathtt mathup operatorname"), _Reader._roman),
    **dict.fromkeys(
        words("text textrm textbf textit texttt textsf textnormal mbox"), _Reader._text
    ),
    **dict.fromkeys(["overset", "underset", "stackrel"], _Reader._over),
    **dict.fromkeys(["xrightarrow", "xleftarrow"], _Reader._arrow),
    **dict.fromkeys(["boxed", "underbrace", "overbrace", "mathord"], _Reader._unchanged),
    **dict.fromkeys(_KINDS, _Reader._of_kind),
    **dict.fromkeys(IGNORED, _Reader._nothing),
    "hspace": _Reader._space,
    "sqrt": _Reader._root,
    "left": _Reader._left,
    "middle": _Reader._middle,
    "begin": _Reader._environment,
    "not": _Reader._not,
    "substack": _Reader._substack,
}


def _operand(group: Box) -> Box:
    """A group in a row; an operator alone in one is a bare sign: `{,}` is a decimal comma."""
    if isinstance(group, Symbol) and group.kind in ("punctuation", "binary", "relation"):
        return Symbol(group.text, "letter")
    return group


def _stray(sign: str) -> str:
    if sign == "}":
        return "`}` closes nothing: write \\} for a bracket"
    if sign in ("\\right", "\\end"):
        return f"`{sign}` closes nothing"
    return _MISPLACED.get(sign, f"`{sign}` has no meaning here")


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, [*COMMANDS, *_BUILDERS], n=1, cutoff=0.7)
    hint = f": did you mean \\{near[0]}?" if near else ""
    return f"the command `\\{name}` is not known{hint}"
