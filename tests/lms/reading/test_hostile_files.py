from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.lms.reading.files import read_content
from quiz.lms.reading.results import UnreadableError
from quiz.lms.reading.to_bank import as_bank

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "entities that multiply": (
        f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]><quiz>&l9;</quiz>',
        "declares entities",
    ),
    "an entity that reads a file": (
        '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        "declares entities",
    ),
    "an entity of the DTD": (
        '<!DOCTYPE quiz [<!ENTITY % x SYSTEM "http://x.org/x"> %x;]><quiz/>',
        "declares entities",
    ),
    "deep nesting": ("<quiz>" + "<a>" * 900, "nested more than 100 deep"),
    "many elements": ("<quiz>" + "<a/>" * 1_001 + "</quiz>", "more than 1,000 elements"),
    "broken XML": ("<quiz><question></quiz>", "not well-formed"),
    "an encoding that is none": ('<?xml version="1.0" encoding="x"?><quiz/>', "XML"),
    "other XML": ("<html/>", "name it with --from: moodle"),
    "nothing": ("  ", "empty"),
    "bytes": ("\0\1\2", "not recognised"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_the_reason(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.lms.reading.xml_reading.MAX_ELEMENTS", 1_000)
    source, message = HOSTILE[name]
    with pytest.raises(UnreadableError, match=message):
        read_content(source.encode())


def test_a_document_type_without_entities_is_harmless() -> None:
    source = b'<!DOCTYPE quiz SYSTEM "quiz.dtd"><quiz/>'
    assert read_content(source).items == ()


SAMPLES = [
    "::A::Which? {=a#Yes. ~%50%b ~[html]<b>c</b> ####Why}\n\nHow many? {#=3:1 =%50%7..8}",
    "1.  Which $x$?\n... Why\n*a) yes\nb)  no\n\n2.  How many?\n=   [1, 2]\n",
    "Which?\nA. one\nB. two\nANSWER: B\n",
    "prompt,answer,a,b,points\nWhich?,a,x,y,2\nHow many?,3,,,\n",
    '<quiz><question type="cloze"><name><text>A</text></name><questiontext format="html"><text>'
    "&lt;p&gt;It is {1:SA:=a~*#no} {2:MC:b~=c} {:NM:=3:0.1}.&lt;/p&gt;</text></questiontext>"
    "</question></quiz>",
]
PIECES = st.sampled_from([*"=~#{}%\\$*/|;,.:\n<>&01", "->", "\n\n", "<p>", "::", "1e999", "\0"])


@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 300), PIECES), max_size=5))
def test_a_spoilt_file_gives_questions_that_load_or_a_reason(
    sample: str, changes: list[tuple[int, str]]
) -> None:
    for place, piece in changes:
        sample = sample[:place] + piece + sample[place + len(piece) :]
    try:
        text, items = as_bank([read_content(sample.encode())])
    except UnreadableError:
        return
    assert all(item.data or item.remarks for item in items)
    assert text.count("- id:") == sum(item.data is not None for item in items)
