from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.lms.reading.html_text import from_html
from quiz.lms.reading.texts import from_markdown, from_plain
from quiz.markup.text import terminal

SHOWN = [
    ("plain words", "plain words"),
    ("<p>one</p><p>two</p>", "one\n\ntwo"),
    ("one<br>two", "one\\\ntwo"),
    ("a <b>bold </b>word", "a **bold** word"),
    ("<i>x</i><em></em>", "*x*"),
    ("<ul><li>one<li>two<ol><li>in</ol></ul>end", "- one\n- two\n  1. in\n\nend"),
    ("<blockquote>said</blockquote>", "> said"),
    ("<h2>Head</h2>text", "## Head\n\ntext"),
    ("<code>a*b</code>", "`a*b`"),
    ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
    ("<p>one<br></p><p><br></p><p>two<br/> </p>", "one\n\ntwo"),
    (
        "<table><tr><td><p>1 kg<br></p></td><td><ul><li>a<li>b</ul></td></tr><tr><td></td></tr>"
        "</table><p>end</p>",
        "| 1 kg | a b |\n\nend",
    ),
    ("<table><tr><td><pre>x = 1</pre></td></tr></table>", "| `x = 1` |"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "| a | b |\n| c |"),
    ("x<sup>2</sup> y<sub>max</sub>", "x² y_(max)"),
    ('<a href="https://x.org/">here</a>', "[here](https://x.org/)"),
    ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
    ("&amp;lt;", "\\&lt;"),
    ("a*b_c snake_case [[n]] `t`", "a\\*b_c snake_case \\[[n]] \\`t\\`"),
    ("<p># no heading</p><p>1. no list</p>", "\\# no heading\n\n1\\. no list"),
]

FORMULAS = [
    (r"<p>\(x^2\)</p>", "$x^2$"),
    (r"<p>\[x^2\]</p>", "$$x^2$$"),
    ("<p>$$x$$</p>", "$$x$$"),
    (r"<p>$\alpha$ costs $5, or $6</p>", r"$\alpha$ costs \$5, or \$6"),
    ("[tex]a*b[/tex]", "$a*b$"),
    (r'<img class="equation_image" alt="LaTeX: \frac12" src="/x">', r"$\frac12$"),
    ('<img src="/equation_images/x%255E2?scale=1">', "$x^2$"),
    ('<math alttext="x^{2}"><msup><mi>x</mi><mn>2</mn></msup></math>', "$x^{2}$"),
    ('<math alttext="x squared"><msup><mi>x</mi><mn>2</mn></msup></math>', "$x^2$"),
    ("<m:math><m:msqrt><m:mi>x</m:mi></m:msqrt></m:math>", r"$\sqrt{x}$"),
    ("a <math><mi>x</mi></math> b", "a $x$ b"),
    (
        '<math display="block"><semantics><mi>x</mi><annotation encoding="application/x-tex">'
        "x+1</annotation></semantics></math>",
        "$$x+1$$",
    ),
    (r"\(never closed", r"\\(never closed"),
]

REMARKED = [
    ("<p>a<script>alert(1)</script></p>", "a", "a script is not carried"),
    (
        '<img src="@@PLUGINFILE@@/my%20map.png" alt="A map">',
        "![A map](my_map.png)",
        "the picture my map.png is not carried: put it beside the bank",
    ),
    (
        "<math><mlongdiv><mn>12</mn><mn>4</mn></mlongdiv></math>",
        "12 4",
        "a formula in MathML has no LaTeX and is written as text: 12 4",
    ),
    ('<a href="javascript:x()">go</a>', "go", "the link to javascript:x() is not carried"),
]


@pytest.mark.parametrize(("html", "markdown"), [*SHOWN, *FORMULAS])
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert from_html(html)[:2] == (markdown, ())


@pytest.mark.parametrize(("html", "markdown", "remark"), REMARKED)
def test_what_markdown_cannot_hold_is_remarked_on(html: str, markdown: str, remark: str) -> None:
    assert from_html(html)[:2] == (markdown, (remark,))


def test_markdown_stays_but_for_its_maths_and_comments() -> None:
    assert from_markdown(r"*a* \(x\) <!-- secret -->").markdown == "*a* $x$"
    assert from_markdown("a <u>b</u>").remarks == ("HTML in Markdown is shown as it is written: u",)


@given(st.text("ab1 *_`[]()<>#-+.!&\\~|$^\n", max_size=40))
def test_plain_text_is_shown_as_it_stands(text: str) -> None:
    if "$" in text or "\\(" in text or "\\[" in text or "  " in text.replace("\n", "  "):
        text = text.replace("$", "").replace("\\", "").replace("\n", " ")
    plain = " ".join(text.split())
    assert " ".join(terminal(from_plain(plain).markdown).split()) == plain


@pytest.mark.parametrize(
    "piece",
    [
        "<math>",
        "<math><mi>x",
        "<!",
        "<a ",
        "</",
        "<!--",
        "<b>",
        r"\(",
        '<a href="',
        "<li>",
        "<![CDATA[",
        "<?",
        "$",
    ],
)
@pytest.mark.parametrize("end", ["", ">"])
def test_broken_html_of_any_length_is_read(piece: str, end: str) -> None:
    assert isinstance(from_html(piece * (40_000 // len(piece)) + end).markdown, str)


def test_a_text_that_is_too_long_is_left_out() -> None:
    assert from_html("<p>" + "a" * 200_000).remarks == (
        "a text of 200,003 characters is too long to carry",
    )
