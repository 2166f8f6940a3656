"""SCORM packages: a manifest and the page, the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from exported_page import data_of, exported, question

ASKED = [
    question("q", type="true_false", answer=True),
    question("n", type="numeric", answer=2, unit="m"),
]


@pytest.mark.parametrize(
    ("form", "version", "space", "kind"),
    [
        ("scorm12", "1.2", "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "scormtype"),
        ("scorm2004", "2004 4th Edition", "http://www.imsglobal.org/xsd/imscp_v1p1", "scormType"),
    ],
)
def test_the_manifest_leads_to_the_page(form: str, version: str, space: str, kind: str) -> None:
    content, losses = exported(form, ASKED, title="Tests & <more>")
    assert not losses
    package = ZipFile(BytesIO(content))
    assert package.namelist() == ["imsmanifest.xml", "index.html"]
    manifest = fromstring(package.read("imsmanifest.xml"))
    names = {"c": space}
    assert manifest.findtext("c:metadata/c:schemaversion", namespaces=names) == version
    item = manifest.find("c:organizations/c:organization/c:item", names)
    resource = manifest.find("c:resources/c:resource", names)
    assert item is not None
    assert resource is not None
    assert item.findtext("c:title", namespaces=names) == "Tests & <more>"
    assert item.get("identifierref") == resource.get("identifier")
    assert resource.get("href") == "index.html"
    assert [value for name, value in resource.items() if name.endswith(f"}}{kind}")] == ["sco"]
    page = package.read("index.html").decode()
    assert set(data_of(page)) == {"q", "n"}
    assert f'data-scorm="{version.split()[0]}"' in page


@pytest.mark.parametrize("form", ["scorm12", "scorm2004"])
def test_the_same_questions_give_the_same_package(form: str) -> None:
    assert exported(form, ASKED) == exported(form, ASKED)
