"""MathML as other systems write it to the LaTeX of a bank: presentation markup only.

What has no LaTeX here (long division, content markup) raises `MathmlError`; the reader of the
page then says so. What comes out is read again before it is believed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from xml.etree.ElementTree import Element, SubElement

from quiz.markup.errors import MathsError
from quiz.markup.maths import inline
from quiz.markup.symbols import COMMANDS, FUNCTIONS

MAX_DEPTH = 40
_EMPTY = frozenset({"mspace", "none", "mprescripts", "maligngroup", "malignmark"})


class MathmlError(Exception):
    """A formula that has no LaTeX here."""


class MathTree:
    """A `math` element while a page is read, whether its tags are closed or not."""

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self.root = Element("math", dict(attributes))
        self._open = [self.root]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element; a prefix such as `m:` is left away."""
        element = SubElement(self._open[-1], tag.rpartition(":")[2], dict(attributes))
        if element.tag not in _EMPTY and len(self._open) <= MAX_DEPTH:
            self._open.append(element)

    def data(self, text: str) -> None:
        """Add text to the element that is open."""
        self._open[-1].text = (self._open[-1].text or "") + text

    def end(self, tag: str) -> None:
        """End an element, and what is still open within it."""
        name = tag.rpartition(":")[2]
        places = [place for place, one in enumerate(self._open) if one.tag == name and place]
        if places:
            del self._open[places[-1] :]


def latex_of(math: Element) -> str:
    """The LaTeX of a `math` element: what is noted in it, or else what its marks say.

    An `alttext` may be LaTeX or words; it is taken where it shows the same as the marks, or where
    these have no LaTeX. Raises `MathmlError`.
    """
    for note in math.iter("annotation"):
        if "tex" in note.get("encoding", "").lower() and (note.text or "").strip():
            return (note.text or "").strip()
    noted = math.get("alttext", "").strip()
    try:
        latex = _row([*math], 0).strip()
        shown = _shown(latex)
    except MathmlError:
        _shown(noted)
        return noted
    with suppress(MathmlError):
        return noted if _shown(noted) == shown else latex
    return latex


def _shown(latex: str) -> str:
    """How LaTeX is shown on a line, without its spaces. Raises `MathmlError`."""
    if not latex:
        raise MathmlError("it is empty")
    try:
        return "".join(inline(latex).split())
    except MathsError as error:
        raise MathmlError(str(error)) from None


_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"))
_COMMAND_OF = {
    text: f"\\{name}"
    for name, (text, kind) in reversed(COMMANDS.items())
    if len(text) == 1 and not text.isascii() and kind != "space"
} | {"⋅": "\\cdot", "−": "-", "*": "*", "…": "\\ldots", "→": "\\to", "⟂": "\\perp"}
_ESCAPED = {character: f"\\{character}" for character in "{}%$#&_"} | {
    "\\": "\\setminus",
    "~": "\\sim",
    "^": "\\wedge",
}
_RELATIONS = frozenset("=<>≤≥≠≈≡∼≅∝∈∉⊂⊆→⇒⇔↦:")
_FENCES = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉")
_OVER = {
    **dict.fromkeys("^ˆ\u0302", "hat"),
    **dict.fromkeys("~˜\u0303∼", "tilde"),
    **dict.fromkeys("¯‾―_\u0304\u0305", "bar"),
    **dict.fromkeys("→⃗⇀", "vec"),
    **dict.fromkeys("˙.\u0307", "dot"),
    **dict.fromkeys("¨\u0308", "ddot"),
    "⏞": "overbrace",
}
_UNDER = {**dict.fromkeys("_¯‾\u0332", "underline"), "⏟": "underbrace"}
_WIDE = {"hat": "widehat", "tilde": "widetilde", "bar": "overline", "vec": "overrightarrow"}
_VARIANTS = {
    "bold": "mathbf",
    "bold-italic": "boldsymbol",
    "double-struck": "mathbb",
    "script": "mathcal",
    "fraktur": "mathfrak",
    "sans-serif": "mathsf",
    "monospace": "mathtt",
}
_BLACKBOARD = re.compile(r"DOUBLE-STRUCK (?:CAPITAL|SMALL) ([A-Z])")


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).translate(_INVISIBLE).split())


def _row(elements: Sequence[Element], depth: int) -> str:
    """Elements side by side; fences around a table grow with it."""
    if depth > MAX_DEPTH:
        raise MathmlError("it is nested too deeply")
    has_table = any(element.tag == "mtable" for element in elements)
    latex, opened = "", 0
    for place, element in enumerate(elements):
        piece = _latex(element, depth + 1)
        if has_table and element.tag == "mo" and _text(element) in _FENCES:
            is_left = any(later.tag == "mtable" for later in elements[place:]) and not opened
            opened += 1 if is_left else -1
            piece = ("\\left" if is_left else "\\right") + piece
        latex = _joined(latex, piece)
    return latex + "\\right." * opened


def _joined(left: str, right: str) -> str:
    needs_space = re.search(r"\\[a-zA-Z]+$", left) and right[:1].isalpha()
    reads_better = re.search(r"[\^_]\w$", left) and right[:1].isalnum()
    return f"{left} {right}" if needs_space or reads_better else left + right


def _latex(element: Element, depth: int) -> str:
    write = _ELEMENTS.get(element.tag)
    if write is None:
        raise MathmlError(f"<{element.tag}> has no LaTeX here")
    return write(element, depth)


def _group(element: Element, depth: int) -> str:
    return _row([*element], depth)


def _nothing(_: Element, __: int) -> str:
    return ""


def _space(element: Element, _: int) -> str:
    """A space that was put there to be seen; thin ones are set by the signs themselves."""
    width = re.fullmatch(r"(\d*\.?\d+)em", element.get("width", "").strip())
    ems = float(width[1]) if width else 0
    return "\\quad " if ems >= 1 else "\\ " if ems > 0.3 else ""


def _symbols(text: str) -> str:
    """The characters of an identifier or an operator as commands."""
    latex = ""
    for character in text:
        struck = _BLACKBOARD.fullmatch(unicodedata.name(character, ""))
        if struck:
            letter = struck[1] if character.isupper() else struck[1].lower()
            piece = f"\\mathbb{{{letter}}}"
        else:
            normal = character if character in _COMMAND_OF else _plain(character)
            piece = _ESCAPED.get(normal) or _COMMAND_OF.get(normal, normal)
        latex = _joined(latex, piece)
    return latex


def _plain(character: str) -> str:
    """A letter of a mathematical alphabet as the plain one; other characters as they are."""
    is_styled = unicodedata.name(character, "").startswith("MATHEMATICAL")
    return unicodedata.normalize("NFKC", character) if is_styled else character


def _identifier(element: Element, _: int) -> str:
    text = _text(element)
    if text in FUNCTIONS:
        return f"\\{text}"
    variant = _VARIANTS.get(element.get("mathvariant", ""))
    if variant is None and len(text) > 1 and text.isalpha() and text.isascii():
        variant = "mathrm"
    return f"\\{variant}{{{_symbols(text)}}}" if variant else _symbols(text)


def _number(element: Element, _: int) -> str:
    return _symbols(_text(element))


def _operator(element: Element, _: int) -> str:
    text = _text(element)
    if text in FUNCTIONS:
        return f"\\{text}"
    if len(text) > 1 and text.isalpha():
        return f"\\operatorname{{{text}}}"
    latex = _symbols(text)
    return f" {latex} " if text in _RELATIONS else latex


def _words(element: Element, _: int) -> str:
    text = "".join(element.itertext()).translate(_INVISIBLE).replace("\xa0", " ")
    text = re.sub(r"\s+", " ", text)
    if not text.strip():
        return "\\ " if text else ""
    return "\\text{" + re.sub(r"[{}%$#&_\\^~]", "", text) + "}"


def _parts(element: Element, count: int, depth: int) -> list[str]:
    if len(element) != count:
        raise MathmlError(f"<{element.tag}> needs {count} parts")
    return [_latex(child, depth + 1).strip() for child in element]


def _braced(latex: str) -> str:
    return latex if re.fullmatch(r"\w|\\[a-zA-Z]+", latex) else f"{{{latex}}}"


def _base(element: Element, latex: str) -> str:
    """What scripts stand at: several things together in braces, unless they end in a fence."""
    is_one = element.tag != "mrow" or len(element) == 1 or latex.endswith((")", "]"))
    return latex if latex and is_one else f"{{{latex}}}"


def _fraction(element: Element, depth: int) -> str:
    above, below = _parts(element, 2, depth)
    if element.get("linethickness", "").startswith("0"):
        return f"\\begin{{matrix}}{above}\\\\ {below}\\end{{matrix}}"
    return f"\\frac{{{above}}}{{{below}}}"


def _root(element: Element, depth: int) -> str:
    if element.tag == "msqrt":
        return f"\\sqrt{{{_group(element, depth)}}}"
    base, index = _parts(element, 2, depth)
    return f"\\sqrt[{index}]{{{base}}}"


def _scripts(element: Element, depth: int) -> str:
    """What is raised and lowered, beside its base or above and below it."""
    is_lowered = element.tag in ("msub", "munder")
    is_both = element.tag in ("msubsup", "munderover")
    base, *scripts = _parts(element, 3 if is_both else 2, depth)
    base = _base(element[0], base)
    lower = scripts[0] if is_lowered or is_both else ""
    upper = "" if is_lowered else scripts[-1]
    primes = re.fullmatch(r"(?:\\prime|')+", upper)
    latex = base + (f"_{_braced(lower)}" if lower else "")
    if primes:
        return latex + "'" * (upper.count("prime") + upper.count("'"))
    return latex + (f"^{_braced(upper)}" if upper else "")


def _over_or_under(element: Element, depth: int) -> str:
    """An accent, a brace, a limit, or something small above or below."""
    is_over = element.tag == "mover"
    base, script = _parts(element, 2, depth)
    sign = _text(element[1])
    accent = (_OVER if is_over else _UNDER).get(sign)
    if accent:
        letters = re.fullmatch(r"\w|\\[a-zA-Z]+(?:\{\w\})?", base)
        return f"\\{accent if letters else _WIDE.get(accent, accent)}{{{base}}}"
    is_limit = _text(element[0]) in FUNCTIONS or _text(element[0]) in "∑∏∫⋃⋂∐⋀⋁"
    is_braced = base.startswith(("\\overbrace", "\\underbrace"))
    if is_limit or is_braced:
        return _scripts(element, depth)
    return f"\\{'overset' if is_over else 'underset'}{{{script}}}{{{base}}}"


def _fenced(element: Element, depth: int) -> str:
    marks = "".join(element.get("separators", ",").split())
    latex = ""
    for place, child in enumerate(element):
        mark = marks[min(place, len(marks)) - 1] if place and marks else ""
        latex = _joined(latex + mark, _latex(child, depth + 1))
    left, right = (
        _symbols(element.get(name, usual).strip()) or "."
        for name, usual in (("open", "("), ("close", ")"))
    )
    return f"\\left{left}{latex}\\right{right}"


def _table(element: Element, depth: int) -> str:
    rows = []
    for row in element:
        if row.tag not in ("mtr", "mlabeledtr"):
            raise MathmlError(f"<{row.tag}> is no row of a table")
        rows.append(" & ".join(_group(cell, depth + 2).strip() for cell in row))
    return "\\begin{matrix}" + "\\\\ ".join(rows) + "\\end{matrix}"


def _first(element: Element, depth: int) -> str:
    return _latex(element[0], depth + 1) if len(element) else ""


_ELEMENTS: dict[str, Callable[[Element, int], str]] = {
    **dict.fromkeys(["mrow", "mstyle", "mpadded", "merror", "math"], _group),
    **dict.fromkeys(["none", "mprescripts", "mphantom"], _nothing),
    **dict.fromkeys(["annotation", "annotation-xml", "maligngroup", "malignmark"], _nothing),
    **dict.fromkeys(["msqrt", "mroot"], _root),
    **dict.fromkeys(["msub", "msup", "msubsup", "munderover"], _scripts),
    **dict.fromkeys(["munder", "mover"], _over_or_under),
    "mi": _identifier,
    "mn": _number,
    "mo": _operator,
    "mtext": _words,
    "ms": _words,
    "mspace": _space,
    "mfrac": _fraction,
    "mfenced": _fenced,
    "mtable": _table,
    "semantics": _first,
}
