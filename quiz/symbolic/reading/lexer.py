"""Text to tokens: plain, Unicode and LaTeX spellings become the same few tokens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container
from typing import Literal, NamedTuple

from quiz.symbolic.errors import ReadError
from quiz.symbolic.functions import MODULES, canonical
from quiz.symbolic.naming import ACCENTS, GREEK, GREEK_NAMES

MAX_LENGTH = 4000

Kind = Literal["number", "word", "accented", "symbol", "command", "end"]


class Token(NamedTuple):
    """A piece of text from `start` to `end`.

    A `word` is a run of letters still to be cut into names; an `accented` one carries its
    accent. `command` is a LaTeX command that takes arguments (`\\frac`, `\\sqrt`, `\\hat`).
    `spaced` says that white space stands before it.
    """

    kind: Kind
    text: str
    start: int
    end: int
    accent: str = ""
    spaced: bool = False


_PLAIN = re.compile(
    r"(?P<space>[\s\u200b\u2061\u2062$~]+)"
    r"|(?P<word>[A-Za-z][A-Za-z0-9]*)"
    r"|(?P<symbol>\*\*|\+/-|[<>!=:]=|=>|\|\||[-+*/^=<>!(){}\[\],;:|_'&])"
    r"|(?P<number>(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+(?![\w.]))?)"
)
"""What most formulas are written with; the rest is looked at one character at a time."""

_TRANSPOSED = re.compile(r"\.T(?!\w)")
_DIGITS = re.compile(r"[0-9]*")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")
_BRACED_WORD = re.compile(r"\s*\{\s*([A-Za-z][A-Za-z0-9_ ]*?)\s*\}|\s*([A-Za-z])")

_SAME_SYMBOLS = {"**": "^", "==": "=", "+/-": "±"}
_SYMBOLS: dict[str, str] = {
    **dict.fromkeys("−–—‐‑﹣", "-"),
    **dict.fromkeys("×∗", "*"),
    **dict.fromkeys("·⋅∙•", "·"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("≤⩽", "<="),
    **dict.fromkeys("≥⩾", ">="),
    **{same: same for same in "‖∂√∛∜±⌊⌋⌈⌉⟨⟩@"},
    **{"≠": "!=", "…": "..", "⋯": "..", "′": "'", "’": "'"},
    **{"⇒": "=>", "⟹": "=>", "⊤": "⊤", "ᵀ": "⊤", "∧": "and", "∨": "or", "∣": "|", "∈": "∈"},
}
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()", strict=True))
_SUPERSCRIPTS |= dict(
    zip(
        "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵁⱽᵂᵝᵞᵟᵠᵡ",  # without ᵀ, the transpose
        "abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRUVWβγδφχ",
        strict=True,
    )
)
_SUBSCRIPTS = dict(
    zip(
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        "0123456789+-=()aehijklmnoprstuvxβγρφχ",
        strict=True,
    )
)
_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_BIG = {"∑": "sum", "Σ": "sum", "∏": "prod", "Π": "prod"}

OVER, CHOOSE, NEXT_ROW = "\\over", "\\choose", "\\\\"
_COMMAND_SYMBOLS: dict[str, str] = {
    **{"cdot": "·", "times": "*", "ast": "*", "div": "/", "le": "<=", "leq": "<=", "ge": ">="},
    **{"geq": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">", "partial": "∂", "pm": "±"},
    **{"lvert": "|", "rvert": "|", "vert": "|", "mid": "|", "lVert": "‖", "rVert": "‖"},
    **{"Vert": "‖", "|": "‖", "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "prime": "'"},
    **{"top": "⊤", "intercal": "⊤", "ldots": "..", "dots": "..", "Rightarrow": "=>"},
    **dict.fromkeys(("cdots", "dotsb", "dotsc", "dotsm"), ".."),
    **{"implies": "=>", "land": "and", "lor": "or", "colon": ":", "lbrack": "[", "rbrack": "]"},
    **{"lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "in": "∈", "\\": NEXT_ROW},
    **{"langle": "⟨", "rangle": "⟩", "over": OVER, "choose": CHOOSE},
}
_COMMAND_WORDS = {"infty": "inf", "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi"}
_COMMAND_WORDS |= {"argmin": "argmin", "argmax": "argmax", "Pr": "Pr"}
_IGNORED = frozenset(
    re.findall(
        r"\S+",
        "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr quad qquad displaystyle"
        " textstyle limits nolimits therefore because nonumber notag enspace thinspace middle"
        " , ; : ! & > ( ) [ ]",
    )
) | {" "}
_FONTS = frozenset(
    re.findall(
        r"\S+",
        "mathrm mathbf mathit mathsf mathtt mathbb mathbbm mathds mathcal mathop operatorname"
        " bm boldsymbol",
    )
)
_ACCENTED = re.compile(r"\s*\{?\s*\\?([A-Za-z]+)\s*\}?")
_IN_A_FONT = re.compile(
    r"\s*\{\s*\\(?:mathbf|mathrm|boldsymbol|bm)\s*\{?\s*\\?([A-Za-z]+)\s*\}?\s*\}"
)
_ENVIRONMENT = re.compile(r"\s*\{\s*(d?cases|[pbvBV]?matrix)\s*\}")
_REMARKS = ("text", "mbox", "textrm", "tag", "label")
_ARGUMENT_COMMANDS = {"frac": "frac", "dfrac": "frac", "tfrac": "frac", "sqrt": "sqrt"}
_ARGUMENT_COMMANDS |= dict.fromkeys(("binom", "dbinom", "tbinom"), "binom")
_ARGUMENT_COMMANDS |= {"sum": "sum", "prod": "prod"}
_ACCENT_COMMANDS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar"}
_ACCENT_COMMANDS |= {"tilde": "tilde", "dot": "dot", "vec": "vec"}
COMMANDS = frozenset((*_COMMAND_SYMBOLS, *_COMMAND_WORDS, *_FONTS, *_REMARKS, "begin", "end"))
COMMANDS |= {*_ARGUMENT_COMMANDS, *_ACCENT_COMMANDS, *_IGNORED}
"""The names of the LaTeX commands that are read, beside Greek letters and functions."""

SMALL_WORDS = ("if", "else", "otherwise", "and", "or")
LOOKALIKES = "write it with letters of the Latin or Greek alphabet"


def tokenize(text: str, names: Container[str] = ()) -> list[Token]:
    """The tokens of a text, with an `end` token last; raises `ReadError`.

    `\\text{…}` is a remark, unless it holds one of the `names`, a function or a small word.
    """
    if len(text) > MAX_LENGTH:
        raise ReadError(
            f"this is {len(text)} characters long",
            MAX_LENGTH,
            f"at most {MAX_LENGTH} are read; shorten it",
        )
    return _Lexer(text, names).tokens()


class _Lexer:
    def __init__(self, text: str, names: Container[str]) -> None:
        self.text = text
        self.names = names
        # Full-width and mathematical letters become plain ones, place by place.
        self.plain = text if text.isascii() else "".join(map(_plain, text))
        self.at = 0
        self.spaced = False
        self.found: list[Token] = []

    def tokens(self) -> list[Token]:
        plain, length = self.plain, len(self.plain)
        while self.at < length:
            match = _PLAIN.match(plain, self.at)
            if match is None:
                self._next(plain[self.at])
                continue
            kind, text, end = match.lastgroup, match[0], match.end()
            if kind == "symbol":
                self._add("symbol", _SAME_SYMBOLS.get(text, text), end)
            elif kind == "word":
                self._word(text, end)
            elif kind == "number":
                self._add("number", text, end)
            else:
                self.at, self.spaced = end, True
        self._add("end", "", self.at)
        return self.found

    def _add(self, kind: Kind, text: str, end: int, accent: str = "") -> None:
        self.found.append(Token(kind, text, self.at, end, accent, self.spaced))
        self.at, self.spaced = end, False

    def _next(self, character: str) -> None:
        if character == "\\":
            self._command()
        elif character in _BIG:
            self._add("command", _BIG[character], self.at + 1)
        elif character in GREEK:
            digits = _DIGITS.match(self.plain, self.at + 1)
            assert digits is not None
            self._word(GREEK[character] + digits[0], digits.end())
        elif character == "∞":
            self._add("word", "inf", self.at + 1)
        elif character in _FRACTIONS:
            self._add("number", character, self.at + 1)
        elif character in _SUPERSCRIPTS:
            self._shifted(_SUPERSCRIPTS, "^")
        elif character in _SUBSCRIPTS:
            self._shifted(_SUBSCRIPTS, "_")
        elif character in _SYMBOLS:
            self._add("symbol", _SYMBOLS[character], self.at + 1)
        elif character != "." or not self._dotted():
            self._other(character)

    def _dotted(self) -> bool:
        """Read dots in a row, `np.log` as log and `X.T` as the transpose; False for other dots."""
        if self.plain.startswith("..", self.at):
            self._add("symbol", "..", self.at + 2 + self.plain.startswith("...", self.at))
            return True
        before = self.found[-1] if self.found else None
        if before is None or before.end != self.at:
            return False
        if not self.plain[self.at + 1 :].strip(" $"):
            self.at = len(self.plain)  # the full stop of a sentence
            return True
        if _TRANSPOSED.match(self.plain, self.at):
            self._add("symbol", "⊤", self.at + 2)
            return True
        named = self.plain[self.at + 1 : self.at + 2].isalpha()
        if not named or before.text not in MODULES or before.text in self.names:
            return False
        self.found.pop()
        self.at, self.spaced = self.at + 1, before.spaced
        return True

    def _word(self, word: str, end: int) -> None:
        accent = ACCENTS.get(self.plain[end : end + 1])
        if accent is None:
            self._add("word", word, end)
            return
        if len(word) > 1 and word not in GREEK_NAMES:
            # The accent sits on the last letter only.
            self._add("word", word[:-1], end - 1)
            word = word[-1]
        self._add("accented", word, end + 1, accent)

    def _shifted(self, table: dict[str, str], operator: str) -> None:
        start = self.at
        end = start
        while end < len(self.plain) and self.plain[end] in table:
            end += 1
        inner = "".join(table[character] for character in self.plain[start:end])
        self._add("symbol", operator, start)
        self._add("symbol", "{", start)
        for piece in re.findall(r"\d+|.", inner):
            kind: Kind = "number" if piece.isdigit() else "word" if piece.isalpha() else "symbol"
            self._add(kind, GREEK.get(piece, piece), start)
        self._add("symbol", "}", end)

    def _other(self, character: str) -> None:
        decomposed = unicodedata.normalize("NFD", character)
        if len(decomposed) == 2 and decomposed[1] in ACCENTS and decomposed[0].isascii():
            self._add("accented", decomposed[0], self.at + 1, ACCENTS[decomposed[1]])
        else:
            self._refuse(character)

    def _refuse(self, character: str) -> None:
        if character in '"`“”„':
            raise ReadError("quotation marks do not belong in a formula", self.at, "leave them out")
        if character == ".":
            raise ReadError(f"{character!r} does not belong here", self.at, "use * for products")
        name = unicodedata.name(character, "").lower()
        if character.isalpha():
            raise ReadError(f"{character!r} is a letter of another script", self.at, LOOKALIKES)
        shown = f"{character!r} ({name})" if name and not character.isascii() else repr(character)
        raise ReadError(f"{shown} does not belong in a formula", self.at, "leave it out")

    def _command(self) -> None:
        match = _COMMAND.match(self.plain, self.at)
        if match is None:
            raise ReadError("a backslash ends the formula", self.at, "leave it out")
        name, end = match[1], match.end()
        if name in _IGNORED:
            self.at = end
            self.spaced = True
            if name in ("left", "right") and self.plain[end : end + 1] == ".":
                self.at = end + 1
        elif name in _COMMAND_SYMBOLS:
            self._add("symbol", _COMMAND_SYMBOLS[name], end)
        elif name in _ARGUMENT_COMMANDS:
            self._add("command", _ARGUMENT_COMMANDS[name], end)
        elif name in _ACCENT_COMMANDS:
            self._accent(_ACCENT_COMMANDS[name], end)
        elif name in _IN_BRACES:
            _IN_BRACES[name](self, name, end)
        elif name.isalpha():
            self._add("word", _COMMAND_WORDS.get(name, name), end)
        else:
            raise ReadError(f"\\{name} is not known here", self.at, "leave it out")

    def _accent(self, accent: str, end: int) -> None:
        match = _IN_A_FONT.match(self.plain, end) or _ACCENTED.match(self.plain, end)
        braced = match and "{" in match[0]
        if match is None or (braced and "}" not in match[0]):
            raise ReadError(f"\\{accent} needs a letter", self.at, f"write \\{accent}{{p}}")
        letter, stop = match[1], match.end()
        if not braced and "\\" not in match[0] and len(letter) > 1:
            letter, stop = letter[0], match.start(1) + 1
        elif not braced:
            stop = match.end(1)
        self._add("accented", letter, stop, accent)

    def _braced(self, _: str, end: int) -> None:
        end += self.plain[end : end + 1] == "*"
        match = _BRACED_WORD.match(self.plain, end)
        if match is None:
            self.at = end
            return
        word = (match[1] or match[2]).replace(" ", "")
        self._add("word", word, match.end())

    def _environment(self, name: str, end: int) -> None:
        """`\\begin{cases}` and its end; matrices alike."""
        match = _ENVIRONMENT.match(self.plain, end)
        if match is None:
            raise ReadError(
                f"\\{name} opens nothing that is read here", self.at, "write the formula alone"
            )
        kind = "cases" if match[1].endswith("cases") else "matrix"
        self._add("command" if name == "begin" else "symbol", f"{name} {kind}", match.end())

    def _remark(self, _: str, end: int) -> None:
        match = re.compile(r"\s*\{[^{}]*\}").match(self.plain, end)
        if match is None:
            raise ReadError("\\text needs its words in braces", self.at, "close the brace")
        word = match[0].strip()[1:-1].strip()
        if word.lower() in SMALL_WORDS:
            self._add("word", word.lower(), match.end())
        elif word in self.names or (word.isalnum() and canonical(word)):
            self._add("word", word, match.end())
        else:
            self.at, self.spaced = match.end(), True


_IN_BRACES: dict[str, Callable[[_Lexer, str, int], None]] = {
    **dict.fromkeys(_FONTS, _Lexer._braced),
    **dict.fromkeys(_REMARKS, _Lexer._remark),
    **dict.fromkeys(("begin", "end"), _Lexer._environment),
}


def _plain(character: str) -> str:
    """Full-width forms and mathematical alphabets as the letters that they are."""
    if character.isascii():
        return character
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E or 0x1D400 <= code <= 0x1D7FF:
        folded = unicodedata.normalize("NFKC", character)
        return folded if len(folded) == 1 else character
    return {"ℓ": "l", "ℯ": "e", "\u3000": " ", "⟦": "[", "⟧": "]"}.get(character, character)
