"""A page shows what the terminal shows, as text that no browser takes for commands."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank import load_bank
from quiz.markup.characters import neutralised
from quiz.markup.errors import MathsError
from quiz.markup.html import html
from quiz.markup.markdown import read_markdown
from quiz.markup.maths import inline
from quiz.markup.text import problems

M = "{http://www.w3.org/1998/Math/MathML}"

SCRAPS = """
    $ $$ ` ``` * ** _ [ ] ( ) ![ ]( [[b]] > - 1. # \\ { } ^ & \\frac \\left( \\right) \\begin{cases}
    \\end{cases} \\hat x | ' <b> <script> " &lt; \x1b \ufffe (javascript:a) (https://a) é
"""


def page(markdown: str) -> Element:
    return ElementTree.fromstring(f"<div>{html(markdown)}</div>")


def formula(latex: str) -> Element:
    found = page(f"${latex}$").find(f"p/{M}math")
    assert found is not None, f"{latex} is no maths"
    return found


def names(element: Element) -> set[str]:
    return {part.tag.removeprefix(M) for part in element.iter()}


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("one\ntwo", "<p>one\ntwo</p>"),
        ("one  \ntwo", "<p>one<br/>\ntwo</p>"),
        ("*a* **b** ***c***", "<p><em>a</em> <strong>b</strong> <strong><em>c</em></strong></p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        (
            "```python\nif a < b:\n```",
            '<pre><code class="language-python">if a &lt; b:</code></pre>',
        ),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("- a\n\n- b", "<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("# Head", "<h3>Head</h3>"),
        ("---", "<hr/>"),
        ("| a | b |\n| c | d |", "<p>| a | b |<br/>\n| c | d |</p>"),
        (
            "[a *b*](https://x.org/?a=1&b)",
            '<p><a href="https://x.org/?a=1&amp;b">a <em>b</em></a></p>',
        ),
        ("<mailto:a@b.org>", '<p><a href="mailto:a@b.org">mailto:a@b.org</a></p>'),
        ("![a curve](plots/a%20b.png)", '<p><img src="plots/a%20b.png" alt="a curve"/></p>'),
        ("costs $5", "<p>costs $5</p>"),
    ],
)
def test_markdown_is_shown(markdown: str, shown: str) -> None:
    assert html(markdown) == shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[a](javascript:alert)", "<p>a (javascript:alert)</p>"),
        ("[a](JavaScript:alert)", "<p>a (JavaScript:alert)</p>"),
        ("[a](data:text/html,b)", "<p>a (data:text/html,b)</p>"),
        ("![a](https://x.org/b.png)", "<p>[image: a (https://x.org/b.png)]</p>"),
        ("![a](//x.org/b.png)", "<p>[image: a (//x.org/b.png)]</p>"),
        ("![a](/b.png)", "<p>[image: a (/b.png)]</p>"),
        ("![a](b/%2e%2e/../c.png)", "<p>[image: a (b/%2e%2e/../c.png)]</p>"),
        ('![a" onerror="b](c.png)', '<p><img src="c.png" alt="a&quot; onerror=&quot;b"/></p>'),
        ("a\x1bb\ufffe", "<p>a␛b\N{REPLACEMENT CHARACTER}</p>"),
    ],
)
def test_nothing_that_is_written_becomes_a_command(markdown: str, shown: str) -> None:
    assert html(markdown) == shown


def test_text_in_a_formula_is_text() -> None:
    assert "".join(formula(r"\text{<script>}").itertext()) == "<script>"


@pytest.mark.parametrize(
    "markdown", ["[[a]]", "*x [[a]]*", "- [[a]]", "[see [[a]]](https://b.org)"]
)
def test_a_blank_is_what_the_caller_makes_of_it(markdown: str) -> None:
    assert '<input name="a"/>' in html(markdown, lambda name: f'<input name="{name}"/>')


def test_a_blank_in_a_formula_is_what_the_caller_makes_of_it() -> None:
    shown = html("$x = [[a]]$", lambda name: f'<input name="{name}"/>')
    assert '<mtext><input name="a"/></mtext></mrow></math>' in shown


def test_a_blank_that_nobody_fills_in_is_shown() -> None:
    assert "".join(page("is [[a]]").itertext()) == "is [a: ____]"


@pytest.mark.parametrize("latex", [r"\foo{x}", r"\frac{a}", "a_b_c", "{"])
def test_a_formula_that_cannot_be_read_is_its_latex(latex: str) -> None:
    assert html(f"${latex}$") == f"<p><code>{latex}</code></p>"


@pytest.mark.parametrize(
    "latex",
    [
        "(" * 2400 + ")" * 2400,
        "(" * 35 + "x" + ")" * 35,
        ("(" * 35 + "{") * 35 + "x" + ("}" + ")" * 35) * 35,
        ("(" * 35 + r"\frac{1}{") * 19 + "x" + ("}" + ")" * 35) * 19,
    ],
)
def test_no_nesting_is_too_deep_to_be_shown(latex: str) -> None:
    assert latex[:30] in html(f"${latex}$")


def test_a_formula_keeps_its_latex() -> None:
    assert formula(r"a < \frac{1}{2}").get("alttext") == r"a < \frac{1}{2}"


def test_a_display_formula_is_a_block() -> None:
    assert [part.get("display") for part in page("$a$ $$b$$").iter(f"{M}math")] == [None, "block"]


@pytest.mark.parametrize(
    ("latex", "elements"),
    [
        (r"\frac{a}{b}", "mfrac"),
        (r"\sqrt{x}", "msqrt"),
        (r"\sqrt[3]{x}", "mroot"),
        ("x_i^2", "msubsup"),
        (r"\hat p", "mover"),
        (r"\underline{a}", "munder"),
        (r"\sum_{i=1}^n x_i", "munderover msub"),
        (r"\int_0^1 x", "msubsup"),
        (r"\operatorname*{arg\,max}_\theta", "munder"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "mtable mtr mtd"),
        (r"\begin{cases} 1 & \text{if } a \\ 2 & b \end{cases}", "mtable mtr mtd mtext"),
        (r"\binom{n}{k}", "mfrac"),
    ],
)
def test_each_piece_of_a_formula_has_its_element(latex: str, elements: str) -> None:
    plain = {"math", "mrow", "mi", "mn", "mo", "mspace"}
    assert names(formula(latex)) - plain == {*elements.split()}


@pytest.mark.parametrize(
    ("latex", "signs"),
    [
        ("a - b", [("−", "infix")]),
        ("a = -b", [("=", "infix"), ("−", "prefix")]),
        ("|a|", [("|", "prefix"), ("|", "postfix")]),
        (r"p(a \mid b)", [("(", "prefix"), ("|", "infix"), (")", "postfix")]),
        (r"\begin{aligned} a &- b \end{aligned}", [("−", "infix")]),
    ],
)
def test_each_sign_knows_what_it_stands_between(latex: str, signs: list[tuple[str, str]]) -> None:
    assert [(sign.text, sign.get("form")) for sign in formula(latex).iter(f"{M}mo")] == signs


@pytest.mark.parametrize(
    ("latex", "side"), [(r"\overline{xy}", "top"), (r"\underline{xy}", "bottom")]
)
def test_a_line_is_as_long_as_what_is_under_it(latex: str, side: str) -> None:
    assert f"border-{side}:" in str(formula(latex)[0].get("style"))


def test_brackets_hold_what_a_script_is_put_to() -> None:
    power = formula("(a+b)^2").find(f"{M}msup")
    assert power is not None
    assert ["".join(part.itertext()) for part in power] == ["(a+b)", "2"]


def test_every_text_of_the_bank_is_well_formed_and_its_maths_is_maths() -> None:
    for question in load_bank():
        variant = question.variant(0)
        for text in (variant.prompt, variant.explanation or "", *variant.hints):
            shown = page(text)
            assert not problems(text)
            assert ("$" in text) == (shown.find(f".//{M}math") is not None)


scraps = st.sampled_from([*SCRAPS.split(), " ", "\n", "\n\n", "    "])


@given(st.one_of(st.text(), st.lists(scraps).map("".join)))
def test_any_text_is_well_formed_and_safe(text: str) -> None:
    tags = {part.tag for part in page(text).iter()}
    assert "script" not in tags
    assert "b" not in tags


@given(st.one_of(st.text(), st.lists(scraps).map("".join)))
def test_maths_is_refused_where_the_terminal_refuses_it(latex: str) -> None:
    markdown = f"$${neutralised(latex)}$$"
    spans = [span for block in read_markdown(markdown) for span in getattr(block, "spans", ())]
    if [span.kind for span in spans] != ["display"]:
        return
    try:
        inline(spans[0].text)
    except MathsError:
        assert page(markdown).find("p/code") is not None
    else:
        assert page(markdown).find(f"p/{M}math") is not None


def test_formulas_and_images_are_what_the_caller_makes_of_them() -> None:
    def bracketed(latex: str, _blank: object, display: bool) -> str:
        return rf"\[{latex}\]" if display else rf"\({latex}\)"

    written = html(
        "$x$ ![a](b.png) ![c](d.png)\n\n$$y$$",
        formula=bracketed,
        image={"b.png": "/images/b.png"}.get,
    )
    shown = r'<p>\(x\) <img src="/images/b.png" alt="a"/> [image: c (d.png)]</p>'
    assert written.startswith(shown)
    assert r"\[y\]" in written
