"""Pictures in a terminal: the escape sequences of the Kitty, iTerm2 and Sixel protocols."""

from __future__ import annotations

from base64 import standard_b64encode
from collections import OrderedDict
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from typing import Literal

from quiz.markup.pictures import Canvas, Picture, draw

Protocol = Literal["kitty", "iterm2", "sixel"]
Pictures = Literal["off", "auto", "kitty", "iterm2", "sixel"]
"""What is wanted: none, whatever the terminal speaks, or one protocol whatever it says."""

_CHUNK = 4096
_SHADES = 15
"""Between paper and ink, for the edges of letters in Sixel, which knows no transparency."""


def drawer(protocol: Protocol, canvas: Canvas) -> Callable[[str, int], list[str] | None]:
    """What draws a formula, LaTeX, within so many columns, as lines to print."""

    def lines(latex: str, columns: int) -> list[str] | None:
        picture = draw(latex, canvas, columns)
        return None if picture is None else lines_of(picture, protocol, canvas)

    return lines


def lines_of(picture: Picture, protocol: Protocol, canvas: Canvas) -> list[str]:
    """As many lines as the picture has rows: the last goes up and draws it over them.

    So the screen has scrolled as far as needed before the picture comes, and the cursor is after
    it where it would be after text.
    """
    encode = _ENCODERS[protocol]
    up = picture.rows - 1
    before, after = (f"\x1b[{up}A", f"\x1b[{up}B") if up else ("", "")
    return [""] * up + [f"{before}\x1b7{encode(picture, canvas)}\x1b8{after}"]


class Placeholders:
    """Draws for a full screen in Kitty's protocol: pictures stand in text, moved as text is.

    `write` sends a sequence to the terminal that shows nothing: the picture itself, under one of
    `numbers`. The lines are characters that the terminal replaces by it. Once there is no other
    number, that of the picture which was asked for the longest ago is used again.
    """

    def __init__(
        self, write: Callable[[str], object], canvas: Canvas, numbers: range | None = None
    ) -> None:
        self.canvas = canvas
        self._write = write
        self._free = iter(FOR_TEXTS if numbers is None else numbers)
        self._numbers: OrderedDict[bytes, int] = OrderedDict()

    def __call__(self, latex: str, columns: int) -> list[str] | None:
        """The formula as lines of text with colours; None where it does not fit."""
        picture = draw(latex, self.canvas, columns)
        if picture is None or picture.rows > len(_ROWS):
            return None
        number = self._number(picture)
        color = f"\x1b[38;2;{number >> 16 & 255};{number >> 8 & 255};{number & 255}m"
        rest = _PLACE * (picture.columns - 1)
        return [
            f"{color}{_PLACE}{_ROWS[row]}{_ROWS[0]}{rest}\x1b[39m" for row in range(picture.rows)
        ]

    def _number(self, picture: Picture) -> int:
        """The number under which the terminal knows the picture; it is sent if need be."""
        key = sha256(picture.png).digest()
        number = self._numbers.pop(key, None)
        if number is None:
            number = next(self._free, None) or self._numbers.popitem(last=False)[1]
            self._write(_sent(picture, f"a=T,U=1,i={number},"))
        self._numbers[key] = number
        return number


_PLACE = "\U0010eeee"
"""Stands where a cell of a picture is shown; its colour is the picture's number."""
_ROWS = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352"
    "\u0357\u035b\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f"
)
"""The marks over a place that say its row and its column, which goes on by itself."""
FOR_TEXTS = range(0x71_00_01, 0x71_08_01)
FOR_PREVIEWS = range(0x71_08_01, 0x71_08_11)
"""Numbers of pictures: few for those that the next key replaces, so that others keep theirs."""


def kitty(picture: Picture, _canvas: Canvas) -> str:
    """The picture in Kitty's protocol, in chunks of base64; the cursor stays."""
    return _sent(picture, "a=T,C=1,")


def _sent(picture: Picture, said: str) -> str:
    data = standard_b64encode(picture.png).decode()
    chunks = [data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)]
    said += f"f=100,q=2,c={picture.columns},r={picture.rows},"
    pieces = []
    for number, chunk in enumerate(chunks, start=1):
        more = int(number < len(chunks))
        pieces.append(f"\x1b_G{said}m={more};{chunk}\x1b\\")
        said = "q=2,"
    return "".join(pieces)


def iterm2(picture: Picture, _canvas: Canvas) -> str:
    """The picture in iTerm2's protocol, which WezTerm and others speak too."""
    data = standard_b64encode(picture.png).decode()
    size = f"width={picture.columns};height={picture.rows};preserveAspectRatio=1"
    told = f"inline=1;size={len(picture.png)};{size};doNotMoveCursor=1"
    return f"\x1b]1337;File={told}:{data}\x07"


def sixel(picture: Picture, canvas: Canvas) -> str:
    """The picture in Sixel: bands of six rows of pixels, a pass for each shade in a band."""
    from PIL import Image

    with Image.open(BytesIO(picture.png)) as image:
        width, height = image.size
        opacity = image.convert("RGBA").getchannel("A").tobytes()
    shades = bytes((value * _SHADES + 127) // 255 for value in opacity)
    colors = "".join(_defined(shade, canvas) for shade in range(1, _SHADES + 1))
    rows = [shades[start : start + width] for start in range(0, width * height, width)]
    bands = (rows[top : top + 6] for top in range(0, height, 6))
    body = "-".join("$".join(_passes(band, width)) for band in bands)
    return f'\x1bP0;1;0q"1;1;{width};{height}{colors}{body}\x1b\\'


def _defined(shade: int, canvas: Canvas) -> str:
    """A colour register: so much ink on paper, in percent of red, green and blue."""
    share = shade / _SHADES
    ink, paper = _parts(canvas.ink), _parts(canvas.paper)
    mixed = [share * one + (1 - share) * other for one, other in zip(ink, paper, strict=True)]
    return f"#{shade};2;" + ";".join(str(round(part * 100 / 255)) for part in mixed)


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _passes(band: list[bytes], width: int) -> Iterator[str]:
    for shade in sorted({*b"".join(band)} - {0}):
        bits = (
            sum(1 << place for place, row in enumerate(band) if row[column] == shade)
            for column in range(width)
        )
        yield f"#{shade}" + "".join(
            _repeated(chr(63 + value), len([*same])) for value, same in groupby(bits)
        )


def _repeated(character: str, count: int) -> str:
    return f"!{count}{character}" if count > 3 else character * count


_ENCODERS: dict[Protocol, Callable[[Picture, Canvas], str]] = {
    "kitty": kitty,
    "iterm2": iterm2,
    "sixel": sixel,
}
