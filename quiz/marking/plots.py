"""Plots as SVG inside a page of HTML: each says in words what it shows, and needs no script.

Colours come from the page (`.first`, `.second`, `.axis`); nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 44
ROW = 44
"""The height of an option's pair of bars."""


@dataclass(frozen=True)
class Point:
    """A point of a scatter plot; `link` is a place in the page."""

    x: float
    y: float
    name: str
    link: str
    is_marked: bool = False


def columns(title: str, labels: Sequence[str], counts: Sequence[int], across: str, up: str) -> str:
    """A column for each count, which stands above it."""
    highest = max([*counts, 1])
    step = (WIDTH - LEFT - RIGHT) / max(1, len(counts))
    parts = [_axes(across, up)]
    for number, (label, count) in enumerate(zip(labels, counts, strict=True)):
        size = (HEIGHT - TOP - BOTTOM - 14) * count / highest
        x, y = LEFT + number * step, HEIGHT - BOTTOM - size
        parts.append(_bar(x + 2, y, step - 4, size, "first"))
        parts.append(_text(x + step / 2, y - 4, str(count) if count else "", "middle"))
        parts.append(_text(x + step / 2, HEIGHT - BOTTOM + 16, label, "middle"))
    return _drawing(title, HEIGHT, parts)


def scatter(
    title: str, points: Sequence[Point], across: str, up: str, lowest: float, highest: float
) -> str:
    """Points over 0 to 1 across and from `lowest` to `highest` up; each links to its place."""
    parts = [_axes(across, up)]

    def x_at(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * value

    def y_at(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - lowest) / (highest - lowest)

    for tenth in range(0, 11, 2):
        parts.append(_text(x_at(tenth / 10), HEIGHT - BOTTOM + 16, f"{tenth / 10:g}", "middle"))
    for quarter in range(round(lowest * 4), round(highest * 4) + 1, 2):
        parts.append(_text(LEFT - 6, y_at(quarter / 4) + 4, f"{quarter / 4:g}", "end"))
    zero = y_at(0)
    parts.append(f'<path class="axis" d="M{LEFT} {zero:.1f}H{WIDTH - RIGHT}"/>')
    parts += [_point(point, x_at(point.x), y_at(point.y)) for point in points]
    return _drawing(title, HEIGHT, parts, role="group")


def _point(point: Point, x: float, y: float) -> str:
    """A circle, or a diamond for what is marked."""
    shape = (
        f'<path class="second" d="M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7z"/>'
        if point.is_marked
        else f'<circle class="first" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    )
    label = escape(f"{point.name}: {point.x:.2f}, {point.y:.2f}")
    return f'<a href="#{escape(point.link)}" aria-label="{label}"><title>{label}</title>{shape}</a>'


def pairs(
    title: str, labels: Sequence[str], shares: Sequence[tuple[float, float]], names: tuple[str, str]
) -> str:
    """Two bars from 0 to 1 for each label, one under the other, each with its name and share."""
    parts = []
    room = WIDTH - LEFT - 120
    for number, (label, values) in enumerate(zip(labels, shares, strict=True)):
        top = TOP + number * ROW
        parts.append(_text(LEFT - 8, top + 21, label, "end"))
        for place, (name, share) in enumerate(zip(names, values, strict=True)):
            y = top + place * 16
            parts.append(_bar(LEFT, y, max(1, room * share), 13, ("first", "second")[place]))
            parts.append(_text(LEFT + room * share + 6, y + 11, f"{name} {share:.0%}", "start"))
    return _drawing(title, 2 * TOP + len(labels) * ROW, parts)


def _drawing(title: str, height: int, parts: Sequence[str], role: str = "img") -> str:
    said = escape(title)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="{role}" aria-label="{said}"'
        f' xmlns="http://www.w3.org/2000/svg"><title>{said}</title>{"".join(parts)}</svg>'
    )


def _axes(across: str, up: str) -> str:
    middle = (TOP + HEIGHT - BOTTOM) / 2
    return (
        f'<path class="axis" d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}"/>'
        + _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, across, "middle")
        + f'<text text-anchor="middle" transform="translate(14 {middle}) rotate(-90)">'
        f"{escape(up)}</text>"
    )


def _bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
