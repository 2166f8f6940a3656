from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from importing import imported

from quiz.cli.main import main
from quiz.lms.reading.archives import Members
from quiz.lms.reading.pictures import MAX_BYTES, place_of

PNG = b"\x89PNG\r\n\x1a\n and so on"
TEXT = base64.b64encode(PNG).decode()
LOST = "the picture my map.png is not carried: put it beside the bank"


def moodle(source: str, file: str) -> str:
    return (
        '<quiz><question type="truefalse"><name><text>n</text></name><questiontext format="html">'
        f'<text><![CDATA[<p>Which? <img src="{source}" alt="A map"></p>]]></text>{file}'
        '</questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0">'
        "<text>false</text></answer></question></quiz>"
    )


def in_moodle(content: str = TEXT, name: str = "my map.png") -> str:
    return moodle(
        "@@PLUGINFILE@@/my%20map.png",
        f'<file name="{name}" path="/" encoding="base64">{content}</file>',
    )


def package(**members: bytes) -> bytes:
    """An archive of Canvas with one question, which shows a picture, and other members."""
    source = quote("$IMS-CC-FILEBASE$/Media/my map.png") + "?canvas_download=1"
    quiz = (
        '<questestinterop><item title="n"><presentation><material><mattext texttype="text/html">'
        f'&lt;p>Which? &lt;img src="{source}" alt="A map">&lt;/p></mattext></material><response_lid'
        ' ident="r"><render_choice><response_label ident="a"><material><mattext>a</mattext>'
        '</material></response_label><response_label ident="b"><material><mattext>b</mattext>'
        "</material></response_label></render_choice></response_lid></presentation><resprocessing>"
        '<respcondition><conditionvar><varequal respident="r">a</varequal></conditionvar>'
        "<setvar>100</setvar></respcondition></resprocessing></item></questestinterop>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("g1/g1.xml", quiz)
        for name, content in members.items():
            written.writestr(name, content)
    return file.getvalue()


SOURCES: dict[str, str | bytes] = {
    "beside a text of Moodle": in_moodle(),
    "in web_resources of a cartridge": package(**{"web_resources/Media/my map.png": PNG}),
    "in a folder of that name": package(**{"files/Media/my map.png": PNG}),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_picture_comes_along_and_is_named_in_the_text(name: str) -> None:
    found = imported(SOURCES[name])
    (item,) = found.items
    (place,) = item.pictures
    assert place.startswith("pictures/my-map-")
    assert place.endswith(".png")
    assert item.pictures == {place: PNG}
    assert found.questions[0]["prompt"] == f"Which? ![A map]({place})"
    assert item.remarks == ()


def test_a_picture_in_the_page_itself_comes_along() -> None:
    found = imported(moodle(f"data:image/png;base64,{TEXT}", ""))
    assert [*found.items[0].pictures.values()] == [PNG]
    assert found.losses == ()


NOT_CARRIED: dict[str, str | bytes] = {
    "none is there": in_moodle(name="other.png"),
    "no base64": in_moodle("?"),
    "a page in its place": in_moodle(base64.b64encode(b"<html>").decode()),
    "a drawing, which could hold a script": in_moodle(base64.b64encode(b"<svg/>").decode()),
    "not in the archive": package(),
    "two of that name": package(**{"a/Media/my map.png": PNG, "b/Media/my map.png": PNG}),
    "too large": package(**{"Media/my map.png": PNG + bytes(MAX_BYTES)}),
}


@pytest.mark.parametrize("name", NOT_CARRIED)
def test_a_picture_that_does_not_come_along_is_remarked_on(name: str) -> None:
    found = imported(NOT_CARRIED[name])
    assert [loss.message for loss in found.losses] == [LOST]
    assert found.items[0].pictures == {}


def test_pictures_are_told_apart_by_what_they_show() -> None:
    first, second = place_of("a/map.png", PNG), place_of("b/map.png", PNG + b"!")
    assert first != second
    assert place_of("../../Évil map.exe", b"GIF89a") == "pictures/evil-map-610f5ae4.gif"
    assert place_of("pictures/evil-map-610f5ae4.gif", b"GIF89a") == place_of(
        "Evil map.gif", b"GIF89a"
    )
    assert place_of("x", b"MZ") is None


def test_an_archive_gives_out_no_more_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.lms.reading.archives.MAX_TOTAL_BYTES", 30)
    members = Members(package(a=bytes(20), b=bytes(20)), limit=25)
    assert members.read("a") == bytes(20)
    assert members.read("b") is None
    assert members.read("a") == bytes(20)
    assert members.read("none") is None


def test_pictures_are_put_beside_the_bank(tmp_path: Path) -> None:
    source, out = tmp_path / "quiz.xml", tmp_path / "new" / "bank.yaml"
    source.write_text(in_moodle(), encoding="utf-8")
    out.parent.mkdir()
    for _ in range(2):
        done = CliRunner().invoke(main, ["import", str(source), "--out", str(out), "--force"])
        assert "1 picture put into" in done.output
    (picture,) = (out.parent / "pictures").iterdir()
    assert picture.read_bytes() == PNG
    assert picture.name in out.read_text(encoding="utf-8")


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    source = tmp_path / "quiz.xml"
    source.write_text(in_moodle(), encoding="utf-8")
    (tmp_path / "pictures").write_text("", encoding="utf-8")
    done = CliRunner().invoke(main, ["import", str(source), "--out", str(tmp_path / "b.yaml")])
    assert done.exit_code == 1
    assert "pictures cannot be made" in done.output
