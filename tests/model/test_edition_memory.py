"""What an edition remembers does not grow with the number of its documents."""

from pathlib import Path

import pytest

from teiproof import gate
from teiproof.model import edition as module
from teiproof.model.document import Document
from teiproof.model.edition import Edition

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text xml:id="t"><body>{}</body></text></TEI>'


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """Documents each of which points to the next one, to a file outside, to a picture, and to nothing."""
    (tmp_path / "tei").mkdir()
    (tmp_path / "outside").mkdir()
    for number in range(40):
        (tmp_path / "outside" / f"{number}.xml").write_text(TEI.format(""), encoding="utf-8")
        outside = f"../outside/{number}.xml"
        targets = f"{(number + 1) % 40}.xml#t", f"{outside}#t", f"{outside}#no", f"{number}.png"
        body = "".join(f'<p><ref target="{target}">a</ref></p>' for target in targets)
        (tmp_path / "tei" / f"{number}.xml").write_text(TEI.format(body), encoding="utf-8")
    return tmp_path / "tei"


def test_what_pointers_lead_to_is_let_go(chain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = gate.run(Edition.open([chain]), ["references"])
    assert len(whole.diagnostics) == 80
    monkeypatch.setattr(module, "_PATHS", 10)
    monkeypatch.setattr(module, "_POINTED_TO", 4)
    monkeypatch.setattr(module, "_MANY", 10)
    edition = Edition.open([chain])
    assert sum("prolog" in document.__dict__ for document in edition.documents) <= 10
    assert gate.run(edition, ["references"]) == whole
    assert len(edition._at) <= 4
    assert len(edition._paths) <= 10 + 4
    assert not any(
        "tree" in document.__dict__ for document in edition.documents if document not in edition._at.values()
    )


def test_a_document_that_was_asked_for_its_path_remembers_nothing_more_than_before() -> None:
    """Every one of very many documents is asked for it, again and again."""
    document = Document(Path("tei", "0.xml"))
    assert document.path == Path("tei", "0.xml")
    assert not document.__dict__


def test_a_document_that_is_a_symbolic_link_is_the_document_it_leads_to(chain: Path) -> None:
    (chain / "0.xml").rename(chain.parent / "real.xml")
    (chain / "0.xml").symlink_to(chain.parent / "real.xml")
    edition = Edition.open([chain])
    linked = next(document for document in edition.documents if document.path.name == "0.xml")
    assert edition._known(chain.parent / "real.xml") is linked
