"""Letters in other alphabets: bold, double-struck, script; and upright letters that make words."""

from __future__ import annotations

from quiz.markup.boxes import Accent, Box, Kind, Row, Scripts, Symbol, items_of, row

_PLACES = {  # where an alphabet has its A, a, 0 and α; 0: it has none
    "bold": (0x1D400, 0x1D41A, 0x1D7CE, 0x1D6C2),
    "double": (0x1D538, 0x1D552, 0x1D7D8, 0),
    "script": (0x1D49C, 0x1D4B6, 0, 0),
    "fraktur": (0x1D504, 0x1D51E, 0, 0),
}
_EXCEPTIONS = {  # letters that Unicode had before it had the alphabets
    "double": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
}
ALPHABETS = {
    "mathbf": "bold",
    "boldsymbol": "bold",
    "bm": "bold",
    "mathbb": "double",
    "mathds": "double",
    "mathbbm": "double",
    "mathcal": "script",
    "mathscr": "script",
    "mathfrak": "fraktur",
}


def _restyled(text: str, command: str) -> str:
    """The text in the alphabet of the command; characters that it lacks stay as they are."""
    alphabet = ALPHABETS[command]
    exceptions = _EXCEPTIONS.get(alphabet, {})
    return "".join(exceptions.get(character) or _moved(character, alphabet) for character in text)


def _moved(character: str, alphabet: str) -> str:
    capital, small, digit, greek = _PLACES[alphabet]
    if "A" <= character <= "Z":
        return chr(capital + ord(character) - ord("A"))
    if "a" <= character <= "z":
        return chr(small + ord(character) - ord("a"))
    if digit and "0" <= character <= "9":
        return chr(digit + ord(character) - ord("0"))
    if greek and "α" <= character <= "ω":
        return chr(greek + ord(character) - ord("α"))
    if greek and "Α" <= character <= "Ω":
        return chr(greek - 26 + ord(character) - ord("Α"))
    return character


def in_alphabet(box: Box, command: str) -> Box:
    """The letters of a box in the alphabet of a command, scripts left as they are."""
    if isinstance(box, Symbol):
        return Symbol(_restyled(box.text, command), box.kind)
    if isinstance(box, Row):
        return row([in_alphabet(item, command) for item in box.items])
    if isinstance(box, Scripts):
        return Scripts(in_alphabet(box.base, command), box.lower, box.upper)
    if isinstance(box, Accent):
        return Accent(box.mark, in_alphabet(box.body, command))
    return box


def as_words(box: Box, kind: Kind) -> Box:
    """Upright letters: those that stand together are one word, a single one stays a letter."""
    items: list[Box] = []
    for item in items_of(box):
        previous = items[-1] if items else None
        if isinstance(item, Scripts):
            item = Scripts(as_words(item.base, kind), item.lower, item.upper)
        if not isinstance(item, Symbol) or item.kind not in ("letter", "number", "space"):
            items.append(item)
        elif isinstance(previous, Symbol) and previous.kind in ("letter", kind):
            items[-1] = Symbol(previous.text + item.text, kind)
        else:
            items.append(item)
    if kind == "function" and len(items) == 1 and isinstance(items[0], Symbol):
        return Symbol(items[0].text, kind)
    return row(items)
