"""Formulas as pictures: the bytes of each protocol are the picture that was drawn."""

from __future__ import annotations

import re
from base64 import standard_b64decode
from io import BytesIO

import pytest
from click.testing import CliRunner
from PIL import Image

from quiz.cli.main import main
from quiz.markup.characters import width as columns_of
from quiz.markup.pictures import Canvas, Picture, PicturesMissingError, draw, require
from quiz.markup.text import terminal
from quiz.terminal.graphics import Placeholders, drawer, iterm2, kitty, lines_of, sixel

CANVAS = Canvas(10, 20, ink="#ffffff", paper="#000000")
FORMULA = r"J = -\frac{1}{n}\sum_{i=1}^n \log \hat p_i"


def drawn(latex: str = FORMULA, columns: int = 80) -> Picture:
    picture = draw(latex, CANVAS, columns)
    assert picture is not None
    return picture


def image_of(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.png)).convert("RGBA")


def of_kitty(text: str) -> tuple[dict[str, str], bytes]:
    """The keys of the first chunk, and the data of them all."""
    chunks = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", text)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in chunks) == text
    keys = [dict(pair.split("=") for pair in each.split(",")) for each, _ in chunks]
    assert [each["m"] for each in keys] == ["1"] * (len(keys) - 1) + ["0"]
    assert all(len(data) <= 4096 for _, data in chunks)
    return keys[0], standard_b64decode("".join(data for _, data in chunks))


SIXEL = re.compile(
    r"#(?P<defined>\d+);2;(?P<parts>[\d;]+)|#(?P<color>\d+)|(?P<move>[$-])"
    r"|(?:!(?P<count>\d+))?(?P<bits>[?-~])"
)


def of_sixel(text: str) -> tuple[list[list[int]], dict[int, list[int]]]:
    """The number of the colour of each pixel, 0 where nothing is drawn, and the colours."""
    match = re.fullmatch(r'\x1bP0;1;0q"1;1;(\d+);(\d+)([^\x1b]*)\x1b\\', text)
    assert match is not None
    width, height = int(match[1]), int(match[2])
    pixels = [[0] * width for _ in range(height)]
    colors: dict[int, list[int]] = {}
    color = column = top = 0
    for piece in SIXEL.finditer(match[3]):
        if piece["defined"]:
            colors[int(piece["defined"])] = [int(part) for part in piece["parts"].split(";")]
        elif piece["color"]:
            color = int(piece["color"])
        elif piece["move"]:
            column, top = 0, top + (6 if piece["move"] == "-" else 0)
        else:
            count, bits = int(piece["count"] or 1), ord(piece["bits"]) - 63
            for row in pixels[top : top + 6]:
                if bits & 1:
                    row[column : column + count] = [color] * count
                bits >>= 1
            column += count
    return pixels, colors


def test_a_picture_is_as_large_as_its_cells_and_has_ink_in_it() -> None:
    picture = drawn()
    image = image_of(picture)
    assert image.size == (10 * picture.columns, 20 * picture.rows)
    assert 10 <= picture.columns <= 40
    assert 2 <= picture.rows <= 5
    colors = {image.getpixel((x, y)) for x in range(image.width) for y in range(image.height)}
    assert (0, 0, 0, 0) in colors
    assert (255, 255, 255, 255) in colors


@pytest.mark.parametrize("latex", [FORMULA, "x", r"\sigma(z)"])
def test_kitty_gets_the_picture_that_was_drawn(latex: str) -> None:
    picture = drawn(latex)
    keys, data = of_kitty(kitty(picture, CANVAS))
    assert data == picture.png
    assert (keys["a"], keys["f"], keys["C"]) == ("T", "100", "1")
    assert (int(keys["c"]), int(keys["r"])) == (picture.columns, picture.rows)


def test_iterm2_gets_the_picture_that_was_drawn() -> None:
    picture = drawn()
    match = re.fullmatch(r"\x1b\]1337;File=([^:]*):([^\x07]*)\x07", iterm2(picture, CANVAS))
    assert match is not None
    keys = dict(pair.split("=") for pair in match[1].split(";"))
    assert standard_b64decode(match[2]) == picture.png
    assert int(keys["size"]) == len(picture.png)
    assert (int(keys["width"]), int(keys["height"])) == (picture.columns, picture.rows)


def test_sixel_gets_each_pixel_as_a_shade_between_ink_and_paper() -> None:
    picture = drawn()
    pixels, colors = of_sixel(sixel(picture, CANVAS))
    opacity = image_of(picture).getchannel("A")
    assert (len(pixels[0]), len(pixels)) == opacity.size
    for y, row in enumerate(pixels):
        for x, number in enumerate(row):
            value = opacity.getpixel((x, y))
            assert isinstance(value, int)
            shade = colors[number][0] / 100 if number else 0.0
            assert abs(shade - value / 255) < 0.05


def test_sixel_mixes_the_colours_of_the_terminal() -> None:
    canvas = Canvas(10, 20, ink="#000000", paper="#ff8000")
    _, colors = of_sixel(sixel(drawn(), canvas))
    assert colors[15] == [0, 0, 0]
    assert colors[5] == [67, 33, 0]


@pytest.mark.parametrize("protocol", ["kitty", "iterm2", "sixel"])
def test_a_picture_leaves_the_cursor_where_text_would(protocol: str) -> None:
    picture = drawn()
    *above, last = lines_of(picture, protocol, CANVAS)  # type: ignore[arg-type]
    assert above == [""] * (picture.rows - 1)
    assert last.startswith(f"\x1b[{len(above)}A\x1b7")
    assert last.endswith(f"\x1b8\x1b[{len(above)}B")


def test_a_full_screen_gets_places_that_stand_for_the_picture() -> None:
    written: list[str] = []
    place = Placeholders(written.append, CANVAS)
    lines = place(FORMULA, 80)
    assert lines is not None
    assert place(FORMULA, 80) == lines
    picture = drawn()
    (sent,) = written
    keys, data = of_kitty(sent)
    assert data == picture.png
    assert (keys["a"], keys["U"]) == ("T", "1")
    number = int(keys["i"])
    color = f"\x1b[38;2;{number >> 16};{number >> 8 & 255};{number & 255}m"
    for line in lines:
        assert line.startswith(color)
        assert line.endswith("\x1b[39m")
        shown = line.removeprefix(color).removesuffix("\x1b[39m")
        assert shown.count("\U0010eeee") == columns_of(shown) == picture.columns
    assert len(lines) == picture.rows
    assert len(set(lines)) == len(lines)


def test_the_number_of_the_oldest_picture_is_used_again() -> None:
    written: list[str] = []
    place = Placeholders(written.append, CANVAS, range(5, 7))

    def number(latex: str) -> str:
        lines = place(latex, 80)
        assert lines is not None
        return lines[0].split("m")[0].rpartition(";")[2]

    assert [number(latex) for latex in "abacab"] == ["5", "6", "5", "6", "5", "6"]
    assert len(written) == 4


def test_what_does_not_fit_or_does_not_read_is_left_to_text() -> None:
    assert draw(FORMULA, CANVAS, 10) is None
    assert draw(r"\frac{1}{", CANVAS, 80) is None
    assert draw(r"\input{secret}", CANVAS, 80) is None
    assert draw("x" * 2000, CANVAS, 10_000) is None


def test_display_formulas_and_paragraphs_of_a_formula_alone_are_drawn() -> None:
    draw_it = drawer("kitty", CANVAS)
    assert "\x1b_G" in terminal(f"So\n\n$${FORMULA}$$", 80, draw=draw_it)
    assert "\x1b_G" in terminal(f"${FORMULA}$", 80, draw=draw_it)
    assert "\x1b_G" not in terminal(f"So ${FORMULA}$", 80, draw=draw_it)
    assert "\x1b_G" not in terminal("$x$", 80, draw=draw_it)


def test_show_draws_by_the_protocol_that_is_named() -> None:
    def shown(pictures: str) -> str:
        words = ["show", "derive-bce-many-samples", "--pictures", pictures]
        return CliRunner().invoke(main, words).output

    assert "\x1b_G" in shown("kitty")
    assert "\x1b]1337" in shown("iterm2")
    assert "\x1bP0" in shown("sixel")
    assert "\x1b" not in shown("off")
    assert "--pictures kitty, iterm2 or sixel" in " ".join(shown("auto").split())


def test_without_the_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.markup.pictures.PACKAGES", ("ziamath", "no_such_package"))
    with pytest.raises(PicturesMissingError):
        require()
    result = CliRunner().invoke(main, ["show", "derive-bce-many-samples", "--pictures", "kitty"])
    assert result.exit_code == 2
    assert "pip install 'likelihood-quiz[pictures]'" in result.output


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("J = -x", "J = {-}x"),
        (r"a - b \le -(-c), -d", r"a - b \le {-}({-}c), {-}d"),
        (r"-\left(-\frac12\right)", r"{-}\left({-}\frac12\right)"),
    ],
)
def test_a_minus_before_the_first_term_stands_close_to_it(written: str, meant: str) -> None:
    assert draw(written, Canvas(), 100) == draw(meant, Canvas(), 100)
    assert draw("a - b", Canvas(), 100) != draw("a {-} b", Canvas(), 100)
