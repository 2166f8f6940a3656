"""Signs drawn over several lines: brackets, bars, large sums and products, roots."""

from __future__ import annotations

from quiz.markup.blocks import Block, beside, column, fitted, line, stacked

_TALL = {  # top, middle, bottom, what goes between them
    "(": "⎛⎜⎝⎜",
    ")": "⎞⎟⎠⎟",
    "[": "⎡⎢⎣⎢",
    "]": "⎤⎥⎦⎥",
    "{": "⎧⎨⎩⎪",
    "}": "⎫⎬⎭⎪",
    "⌊": "⎢⎢⎣⎢",
    "⌋": "⎥⎥⎦⎥",
    "⌈": "⎡⎢⎢⎢",
    "⌉": "⎤⎥⎥⎥",
    "|": "││││",
    "‖": "‖‖‖‖",
}
_OF_TWO_LINES = {"{": "⎰⎱", "}": "⎱⎰"}

_LARGE = {  # with the number of the baseline
    "∑": (("___", "╲  ", "╱  ", "‾‾‾"), 1),
    "∏": (("┬──┬", "│  │", "┴  ┴"), 1),
    "∫": (("⌠", "⎮", "⌡"), 1),
}


def bracket(sign: str, beside_this: Block) -> Block:
    """A bracket as tall as the block it stands beside; of one line if it cannot be drawn taller."""
    height, baseline = beside_this.height, beside_this.baseline
    if height == 1 or sign not in _TALL:
        return line(sign)
    if height == 2 and sign in _OF_TWO_LINES:
        return column(_OF_TWO_LINES[sign], baseline)
    top, middle, bottom, between = tuple(_TALL[sign])
    drawn = [top, *[between] * (height - 2), bottom]
    if height > 2:
        drawn[(height - 1) // 2] = middle
    return column("".join(drawn), baseline)


def bracketed(left: str, body: Block, right: str) -> Block:
    """The block between brackets as tall as it is; either may be empty."""
    return beside(
        *(bracket(left, body) for _ in left), body, *(bracket(right, body) for _ in right)
    )


def large(sign: str) -> Block:
    """A sum, a product or an integral for what is taller than a line; other signs as they are."""
    if sign not in _LARGE:
        return line(sign)
    lines, baseline = _LARGE[sign]
    return Block(lines, len(lines[0]), baseline)


def root(body: Block) -> Block:
    """The square root of a block of several lines."""
    sign = Block((" ┌", *[" │"] * (body.height - 1), "╲│"), 2, body.baseline + 1)
    over = stacked(line("─" * (body.width + 1)), fitted(body, body.width + 1, "right"), on=1)
    return beside(sign, over)
