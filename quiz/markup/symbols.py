"""Which character stands for a LaTeX command, and which letters exist in other alphabets.

Each table is a string of pairs, a command (without its backslash) and its character.
"""

from __future__ import annotations

from quiz.markup.boxes import Kind


def words(text: str) -> list[str]:
    """The words of a text: long lists of names read better so."""
    return text.split()


def _pairs(table: str) -> dict[str, str]:
    cells = table.split()
    return dict(zip(cells[::2], cells[1::2], strict=True))


LETTERS = _pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    partial ∂ nabla ∇ infty ∞ ell ℓ hbar ℏ imath ı jmath ȷ Re ℜ Im ℑ aleph ℵ wp ℘
    emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠
    triangle △ square □ Box □ blacksquare ■ checkmark ✓ star ⋆ bigstar ★ diamond ⋄ clubsuit ♣
    prime ′ degree ° dots … ldots … dotsc … dotsm ⋯ dotsb ⋯ cdots ⋯ vdots ⋮ ddots ⋱
    S § P ¶ dag † dagger † ddagger ‡ pounds £ copyright © backslash ∖ intercal ⊺
""")

BINARIES = _pairs("""
    pm ± mp ∓ cdot · times × div ÷ ast ∗ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ oslash ⊘
    cup ∪ cap ∩ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ sqcup ⊔ sqcap ⊓ uplus ⊎ amalg ⨿ wr ≀
""")

RELATIONS = _pairs("""
    le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ equiv ≡ approx ≈
    sim ∼ simeq ≃ cong ≅ propto ∝ doteq ≐ triangleq ≜ coloneqq ≔ eqqcolon ≕ asymp ≍ prec ≺ succ ≻
    preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ subsetneq ⊊
    to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ longrightarrow ⟶ longleftarrow ⟵
    Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪
    uparrow ↑ downarrow ↓ nearrow ↗ searrow ↘ rightsquigarrow ⇝ leadsto ⇝ rightleftharpoons ⇌
    mid | nmid ∤ parallel ∥ perp ⊥ models ⊨ vdash ⊢ therefore ∴ because ∵ lesssim ≲ gtrsim ≳
""")

BIG = _pairs("""
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂
    bigvee ⋁ bigwedge ⋀
""")

OPENING = _pairs("lbrace { lbrack [ lparen ( langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ { {")
CLOSING = _pairs("rbrace } rbrack ] rparen ) rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ } }")
BARS = _pairs("vert | Vert ‖ | ‖")

FUNCTIONS = {
    name: name
    for name in words(
        "arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf "
        "ker lg lim ln log max min Pr sec sin sinh sup tan tanh"
    )
} | {
    "argmax": "arg max",
    "argmin": "arg min",
    "liminf": "lim inf",
    "limsup": "lim sup",
    "bmod": "mod",
}

SPACES = {",": 1, ":": 1, ";": 1, " ": 1, ">": 1, "quad": 2, "qquad": 4, "enspace": 1, "space": 1}

ESCAPED: dict[str, tuple[str, Kind]] = {
    "%": ("%", "postfix"),
    "$": ("$", "letter"),
    "#": ("#", "letter"),
    "&": ("&", "letter"),
    "_": ("_", "letter"),
    "colon": (":", "punctuation"),
}

CHARACTERS: dict[str, tuple[str, Kind]] = {
    "+": ("+", "binary"),
    "-": ("−", "binary"),
    "*": ("*", "binary"),
    "/": ("/", "binary"),
    "=": ("=", "relation"),
    "<": ("<", "relation"),
    ">": (">", "relation"),
    "(": ("(", "open"),
    "[": ("[", "open"),
    ")": (")", "close"),
    "]": ("]", "close"),
    "|": ("|", "bar"),
    ",": (",", "punctuation"),
    ";": (";", "punctuation"),
    ":": (":", "punctuation"),
    "!": ("!", "postfix"),
    "~": (" ", "space"),
}


def _commands() -> dict[str, tuple[str, Kind]]:
    tables: tuple[tuple[dict[str, str], Kind], ...] = (
        (LETTERS, "letter"),
        (BINARIES, "binary"),
        (RELATIONS, "relation"),
        (BIG, "big"),
        (OPENING, "open"),
        (CLOSING, "close"),
        (BARS, "bar"),
        (FUNCTIONS, "function"),
    )
    found = {name: (text, kind) for table, kind in tables for name, text in table.items()}
    found |= {name: (" " * count, "space") for name, count in SPACES.items()}
    return found | ESCAPED


COMMANDS = _commands()
"""The symbol of each command that takes no argument."""

for _text, _kind in tuple(COMMANDS.values()):
    if len(_text) == 1 and not _text.isascii() and _kind != "space":
        CHARACTERS.setdefault(_text, (_text, _kind))
CHARACTERS["−"] = CHARACTERS["-"]

ACCENTS = {
    "hat": "\u0302",
    "check": "\u030c",
    "tilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "underline": "\u0332",
    "breve": "\u0306",
    "dot": "\u0307",
    "ddot": "\u0308",
    "mathring": "\u030a",
    "acute": "\u0301",
    "grave": "\u0300",
    "vec": "\u20d7",
}
"""The combining character of each accent, which stands after its letter."""

WIDE_ACCENTS = {"widehat": "hat", "widetilde": "tilde", "widecheck": "check"}
WIDE_ACCENTS |= {"overrightarrow": "vec"}

SUPERSCRIPTS = str.maketrans(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ⊤⊺′°",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡᵀᵀ′°",
)
SUBSCRIPTS = str.maketrans(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
)

_MATRICES = {
    "matrix": "  ",
    "smallmatrix": "  ",
    "array": "  ",
    "pmatrix": "()",
    "bmatrix": "[]",
    "Bmatrix": "{}",
    "vmatrix": "||",
    "Vmatrix": "‖‖",
}
_LINES = words(
    "aligned align align* gathered gather gather* split alignedat eqnarray equation equation* "
    "multline"
)
ENVIRONMENTS = (
    _MATRICES
    | dict.fromkeys(["cases", "dcases", "rcases"], "cases")
    | dict.fromkeys(_LINES, "lines")
)
"""The style of table of each environment."""

IGNORED = words(
    "displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits notag nonumber "
    "mathstrut big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm !"
)
"""Commands that say how large or how near: nothing on one line."""
