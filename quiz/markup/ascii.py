"""Text for a terminal that knows no letters but ASCII: signs by their names, scripts by _ and ^."""

from __future__ import annotations

import re
import unicodedata

from quiz.markup.symbols import LETTERS

_PIECE = re.compile(
    r"""(?P<accented>\w[\u0300-\u036f\u20d7]+)
    | (?P<lowered>[₀-₎ₐ-ₜᵢ-ᵪⱼ]+)
    | (?P<raised>[²³¹⁰ⁱ⁴-ⁿᴬ-ᵡᶜ-ᶿʰ-ʸˡ-ˣⱽ]+)
    | (?P<ascii>[\x00-\x7f]+(?![\u0300-\u036f\u20d7]))
    | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_ACCENTS = {
    **{"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde"},
    **{"\u0307": "dot", "\u0308": "ddot", "\u20d7": "vec", "\u030c": "check"},
}
_NAMES = {letter: name for name, letter in reversed(LETTERS.items()) if letter.isalpha()}
_NAMES |= {"ϵ": "epsilon", "ϕ": "phi", "∅": "{}", "∇": "grad", "∞": "inf", "′": "'", "¬": "not"}
_NAMES |= {"∑": "sum", "∏": "prod", "∫": "int", "√": "sqrt", "∈": "in", "∉": "not in", "∪": "union"}
_NAMES |= {
    "⊤": "T",
    "⊥": "perp",
    "□": "[]",
    "■": "[]",
    "ı": "i",
    "ȷ": "j",
    "°": "deg",
    "∩": "intersect",
}
_SIGNS = {
    **{"−": "-", "–": "-", "—": "--", "·": "*", "×": "*", "∗": "*", "÷": "/", "∘": "o", "±": "+-"},
    **{"∓": "-+", "⊙": "(*)", "⊗": "(x)", "⊕": "(+)", "∂": "d", "ℓ": "l", "≤": "<=", "≥": ">="},
    **{"≠": "!=", "≈": "~=", "≃": "~=", "∼": "~", "≡": "==", "∝": "~", "≔": ":=", "≪": "<<"},
    **{"≫": ">>", "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "⟹": "=>"},
    **{"⟺": "<=>", "↦": "|->", "‖": "||", "∥": "||", "∣": "|", "⟨": "<", "⟩": ">", "…": "..."},
    **{"⋯": "...", "⋮": ":", "“": '"', "”": '"', "‘": "'", "’": "'", "„": '"', "«": '"'},
    **{"»": '"', "✓": "+", "✗": "x", "✔": "+", "✘": "x", "•": "*", "⋆": "*", "│": "|", "┃": "|"},
    **{"─": "-", "━": "-", "¯": "-", "‾": "-", "\N{NO-BREAK SPACE}": " ", "\N{THIN SPACE}": " "},
}
_BARS = range(0x2580, 0x2593)


def spelt(text: str, formula: bool = False) -> str:
    """The text in ASCII: `∑ᵢ₌₁ⁿ yᵢ log p̂ᵢ` is `sum_(i=1)^n y_i log phat_i`.

    An accent is a letter's name in a `formula`, as is one on a letter that stands alone; in a
    word of a language it is left out. What has no plain form is named: `<snowman>`.
    """
    if text.isascii():
        return text
    out = ""
    last, parts = "", False
    for match in _PIECE.finditer(_accents_apart(text.replace(" · ", " - "))):
        plain, is_name = _plain(match, formula)
        follows = is_name and plain[0].isalnum() and out[-1:].isalnum() and last != "∂"
        out += " " + plain if follows or (parts and plain[:1].isalnum()) else plain
        last, parts = match[0], is_name
    return out


def _accents_apart(text: str) -> str:
    """Letters without their accents, which follow them; signs such as ≠ stay whole."""
    return "".join(unicodedata.normalize("NFD", sign) if sign.isalpha() else sign for sign in text)


def _plain(match: re.Match[str], formula: bool) -> tuple[str, bool]:
    """A piece in ASCII, and whether it is a name that a letter beside it would run into."""
    text = match[0]
    match match.lastgroup:
        case "ascii":
            return text, False
        case "lowered":
            return "_" + _grouped(text), True
        case "raised":
            return "^" + _grouped(text), True
        case "accented":
            return _accented(match, formula)
    if text in _NAMES:
        return _NAMES[text], _NAMES[text][0].isalpha()
    return _SIGNS.get(text) or _last_resort(text), False


def _grouped(scripts: str) -> str:
    plain = "".join(_NAMES.get(sign) or _last_resort(sign) for sign in _unraised(scripts))
    return plain if plain.isalnum() else f"({plain})"


def _accented(match: re.Match[str], formula: bool) -> tuple[str, bool]:
    letter, accents = match[0][0], match[0][1:]
    letter = _NAMES.get(letter) or _last_resort(letter)
    around = match.string[max(0, match.start() - 1) : match.start()]
    around += match.string[match.end() : match.end() + 1]
    if not formula and any(character.isalpha() and character.isascii() for character in around):
        return letter, False
    return letter + "".join(_ACCENTS.get(accent, "") for accent in accents), True


def _unraised(scripts: str) -> str:
    return unicodedata.normalize("NFKC", scripts).replace("−", "-")


def _last_resort(character: str) -> str:
    if character.isascii():
        return character
    if ord(character) in _BARS:
        return "#"
    if unicodedata.combining(character):
        return ""
    plain = unicodedata.normalize("NFKD", character).replace("\u2044", "/")
    if plain.isascii():
        return plain
    return f"<{unicodedata.name(character, f'U+{ord(character):04X}').lower()}>"
