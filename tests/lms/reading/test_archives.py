from __future__ import annotations

import io
import zipfile

import pytest

from quiz.lms.reading.files import read_content
from quiz.lms.reading.results import UnreadableError

QUIZ = """<questestinterop><assessment title="{title}"><section><item title="{title}">
<presentation><material><mattext>Which?</mattext></material><response_lid ident="r">
<render_choice><response_label ident="a"><material><mattext>a</mattext></material>
</response_label><response_label ident="b"><material><mattext>b</mattext></material>
</response_label></render_choice></response_lid></presentation><resprocessing><respcondition>
<conditionvar><varequal respident="r">a</varequal></conditionvar><setvar>100</setvar>
</respcondition></resprocessing></item></section></assessment></questestinterop>"""


def archive(**members: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return file.getvalue()


def test_every_quiz_of_a_package_is_read_and_nothing_else() -> None:
    content = archive(
        **{
            "imsmanifest.xml": "<manifest/>",
            "g1/g1.xml": QUIZ.format(title="One"),
            "g2/g2.xml": QUIZ.format(title="Two"),
            "web/page.html": "<html>",
            "web/broken.xml": "<oops",
        }
    )
    assert [item.name for item in read_content(content).items] == ["One", "Two"]


def test_of_two_forms_of_a_canvas_quiz_the_whole_one_is_read() -> None:
    content = archive(
        **{
            "g1/assessment_qti.xml": QUIZ.format(title="Poor"),
            "non_cc_assessments/g1.xml.qti": QUIZ.format(title="Whole"),
        }
    )
    assert [item.name for item in read_content(content).items] == ["Whole"]


@pytest.mark.parametrize(
    "name", ["../quiz.xml", "a/../../quiz.xml", "/quiz.xml", "C:/quiz.xml", "..\\quiz.xml"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    content = archive(**{name: QUIZ})
    with pytest.raises(UnreadableError, match="leads out of it"):
        read_content(content)


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.lms.reading.archives.MAX_MEMBER_BYTES", 1_000_000)
    content = archive(**{"bomb.xml": QUIZ + " " * 2_000_000})
    assert len(content) < 10_000
    with pytest.raises(UnreadableError, match="unpacks to more than 1 MB"):
        read_content(content)


def test_all_members_together_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.lms.reading.archives.MAX_TOTAL_BYTES", 100_000)
    content = archive(**{f"{number}.xml": QUIZ + " " * 30_000 for number in range(5)})
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        read_content(content)


def test_a_size_that_is_a_lie_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.lms.reading.archives.MAX_MEMBER_BYTES", 1_000_000)
    size = len(QUIZ) + 2_000_000
    content = archive(**{"bomb.xml": QUIZ + " " * 2_000_000})
    lied = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lied != content
    with pytest.raises(UnreadableError):
        read_content(lied)


def test_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.lms.reading.archives.MAX_MEMBERS", 3)
    with pytest.raises(UnreadableError, match="more than 3 files"):
        read_content(archive(**{f"{number}.xml": "" for number in range(4)}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (archive(**{"a.txt": "hello"}), "no QTI questions"),
        (archive(**{"a.xml": QUIZ})[:200], "damaged"),
        (archive(**{"a.xml": "<questestinterop><item>"}), "a.xml: this is not well-formed"),
    ],
)
def test_an_archive_without_questions_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_content(content)
