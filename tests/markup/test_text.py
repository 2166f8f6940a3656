import pytest

from quiz.markup.text import problems, terminal


def shown(markdown: str, width: int | None = None) -> list[str]:
    return terminal(markdown, width).split("\n")


def test_maths_in_a_sentence_is_unicode() -> None:
    assert terminal(r"The target is $y\in\{0,1\}$.") == "The target is y ∈ {0, 1}."


def test_display_maths_stands_indented_on_its_own_line() -> None:
    assert shown("The loss is\n$$\nJ=-\\log p\n$$\nor not.") == [
        "The loss is",
        "    J = −log p",
        "or not.",
    ]
    assert shown("so $$x=1$$ holds") == ["so", "    x = 1", "holds"]


def test_a_display_of_several_lines_is_set_apart() -> None:
    assert shown("The odds\n$$\\frac{p}{1-p}.$$ are not $p$, and so $$z=1$$ holds") == [
        "The odds",
        "",
        "      p",
        "    ─────",
        "    1 − p",
        "",
        "are not p, and so",
        "    z = 1",
        "holds",
    ]


def test_aligned_lines_are_lines() -> None:
    text = "$$\\begin{aligned}a&=b\\\\c&=d\\end{aligned}$$"
    assert shown(text) == ["    a = b", "    c = d"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("*yes* and **no**, _em_", "*yes* and *no*, *em*"),
        ("***both***", "*both*"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("a `y*log(p)` b", "a y*log(p) b"),
        ("`` a ` b ``", "a ` b"),
        ("`$x$`", "$x$"),
        ("`open", "`open"),
        ("[ISLP](https://x.org/a_(b)) says", "ISLP (https://x.org/a_(b)) says"),
        ('[a *b*](u "title")', "a *b (u)*"),
        ("<https://x.org>", "https://x.org"),
        ("[not a link] (x)", "[not a link] (x)"),
        ("![A *sigmoid*](s.png)", "[image: A sigmoid]"),
        ("![](s.png)", "[image: s.png]"),
        (r"\$5 and \*x\*", "$5 and *x*"),
        ("$5 and $6", "$5 and $6"),
        ("it costs $5", "it costs $5"),
        (r"$\$5$", "$5"),
        ("$ x $", "x"),
        ("*$a*b$*", "*a * b*"),
        ("p &lt; q &amp; r", "p < q & r"),
        ("the [[loss]] is", "the [loss: ____] is"),
        ("`[[loss]]`", "[[loss]]"),
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("one\\\ntwo", "one\ntwo"),
        ("# Head #", "Head"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("", ""),
        ("a\tb", "a b"),
    ],
)
def test_inline_markdown(markdown: str, expected: str) -> None:
    assert terminal(markdown) == expected


def test_paragraphs_are_wrapped_to_the_width() -> None:
    lines = shown("The quick brown fox jumps over the lazy dog.\n\nAgain.", 20)
    assert lines == ["The quick brown fox", "jumps over the lazy", "dog.", "", "Again."]


def test_a_formula_is_not_broken_when_it_fits_on_a_line() -> None:
    assert shown("The loss is $a + b + c$ now", 18) == ["The loss is", "a + b + c now"]


def test_a_formula_wider_than_the_line_is_broken_at_its_spaces() -> None:
    lines = shown("$" + "+".join("abcdefghij") + "$", 12)
    assert all(len(line) <= 12 for line in lines)
    assert "".join(lines).replace(" ", "") == "+".join("abcdefghij")


def test_a_long_display_formula_goes_on_further_in() -> None:
    lines = shown("$$" + "+".join("abcdefghij") + "$$", 20)
    assert len(lines) > 1
    assert lines[0].startswith("    a +")
    assert all(line.startswith("      ") and len(line) <= 20 for line in lines[1:])


def test_combining_marks_and_wide_characters_count_as_they_are_seen() -> None:
    assert shown(r"$\hat p\hat p\hat p$ aa", 6) == ["p̂p̂p̂ aa"]
    assert shown("漢字 漢字", 8) == ["漢字", "漢字"]


def test_lists() -> None:
    text = "- one\n- two\n  goes on\n  1. in\n  2. side\n- three"
    assert shown(text) == ["• one", "• two goes on", "  1. in", "  2. side", "• three"]
    assert shown("3. c\n\n4. d") == ["3. c", "", "4. d"]
    assert shown("- wrapped here", 10) == ["• wrapped", "  here"]


def test_quotes() -> None:
    assert shown("> said\nlazily\n>\n> - $x^2$\n\nafter") == [
        "│ said lazily",
        "│",
        "│ • x²",
        "",
        "after",
    ]


def test_code_is_kept_verbatim_and_never_read_as_maths() -> None:
    code = 'x = "$a$"   # \\frac *no*\n\n  y_1 <- [[b]]'
    assert shown(f"```r\n{code}\n```\nend") == [
        '    x = "$a$"   # \\frac *no*',
        "",
        "      y_1 <- [[b]]",
        "",
        "end",
    ]
    assert shown("    $x$ * y") == ["    $x$ * y"]


def test_rows_of_a_table_stay_rows() -> None:
    assert shown("| a | b |\n|---|---|\n| 1 | 2 |") == ["| a | b |", "|---|---|", "| 1 | 2 |"]


def test_colour_replaces_the_marks_of_emphasis() -> None:
    painted = terminal("**a b** `x`", color=True)
    assert painted == "\x1b[1ma b\x1b[0m \x1b[36mx\x1b[0m"


def test_maths_that_cannot_be_read_is_shown_as_its_source_in_a_plain_form() -> None:
    assert terminal(r"so $\foo{x}$ fails") == "so foo{x} fails"
    assert terminal(r"$$\foo x$$") == "    foo x"


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x08", "\x9b", "\u202e", "\ud800"])
@pytest.mark.parametrize("where", ["a{}b", "`a{}b`", "$a{}b$", "$$a{}b$$", "```\na{}b\n```"])
def test_characters_that_steer_a_terminal_are_made_harmless(where: str, character: str) -> None:
    text = terminal(where.format(character), color=False)
    assert character not in text
    assert text.encode()


def test_problems_say_where_maths_cannot_be_read() -> None:
    text = "Fine $x$.\n\n> bad $a+\\foo$\n> > and $$\n> > \\frac{1}$$\n\n- price $5"
    assert [text[position:][:5] for position, _ in problems(text)] == ["\\foo$", "\\frac", "$5"]
    assert "not known" in problems(text)[0][1]
    assert r"write \$" in problems(text)[2][1]


def test_readable_text_has_no_problems() -> None:
    assert problems(r"$\frac12$ costs \$5, `$`, $$x$$ and ```$```") == []


LIKELIHOOD = r"$$L=\prod_{i=1}^n \frac{\hat p_i^{y_i}}{2}$$"


def test_linear_formulas_stand_on_one_line() -> None:
    assert terminal(LIKELIHOOD, notation="linear") == "    L = ∏ᵢ₌₁ⁿ p̂ᵢ^(yᵢ)/2"


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        (LIKELIHOOD, "    L = prod_(i=1)^n phat_i^(y_i)/2"),
        ("The café’s $\\hat p \\ne 1$ – type `μ`.", "The cafe's phat != 1 - type mu."),
        ("- one\n- two", "* one\n* two"),
        ("> so", "| so"),
        ("```\nσ(z)\n```", "    sigma(z)"),
        ("![a pie ☃](x.png)", "[image: a pie <snowman>]"),
    ],
)
def test_ascii_is_all_there_is_where_nothing_else_can_be_shown(markdown: str, shown: str) -> None:
    assert terminal(markdown, notation="ascii") == shown


def test_a_long_line_of_code_goes_on_further_in() -> None:
    code = "```\nJ = -log(L)\n  = -sum(log(p_i^y_i), i=1..n) - sum(log(1-p_i), i=1..n)\n```"
    assert terminal(code, 40).split("\n") == [
        "    J = -log(L)",
        "      = -sum(log(p_i^y_i), i=1..n)",
        "        - sum(log(1-p_i), i=1..n)",
    ]


def test_a_formula_too_long_for_a_line_breaks_where_a_person_would_break_it() -> None:
    text = r"Take $J=-\sum_{i=1}^n (y_i \log p_i + (1-y_i) \log(1-p_i))$, the loss."
    assert terminal(text, 30).split("\n") == [
        "Take J = −∑ᵢ₌₁ⁿ (yᵢ log pᵢ",
        "  + (1 − yᵢ) log(1 − pᵢ)), the",
        "loss.",
    ]
