from __future__ import annotations

import pytest

from quiz.lms.reading import read_content
from quiz.lms.results import UnreadableError

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
    monkeypatch.setattr("quiz.lms.xml_reading.MAX_ELEMENTS", 1_000)
    source, message = HOSTILE[name]
    with pytest.raises(UnreadableError, match=message):
        read_content(source.encode())


def test_a_document_type_without_entities_is_harmless() -> None:
    source = b'<!DOCTYPE quiz SYSTEM "quiz.dtd"><quiz/>'
    assert read_content(source).items == ()
