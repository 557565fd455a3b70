"""The index of letters as CMIF: valid TEI, by the rules of the format where the headers let it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from teiproof.exports import Profile, cmif
from teiproof.model.edition import Edition
from teiproof.names import XML_ID
from tests.conftest import PROJECT, Ran, corpus

HERE = Path(__file__).parent
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
BASE = "https://example.org/edition/"
GROUPS = {"diary": 0, "documentation": 0, "letters": 40, "mixed": 1, "novels": 0, "plays": 0}

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="l1"><teiHeader><fileDesc>
<titleStmt><title>A letter</title><editor>Ed Itor <email>ed@example.org</email></editor></titleStmt>
<publicationStmt><publisher>The Press</publisher><date when="2026-01-31"/>
<availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY</licence></availability>
</publicationStmt>
<sourceDesc><p>A letter.</p></sourceDesc></fileDesc>
<profileDesc>{}</profileDesc><revisionDesc><change when="2026-02-01">Done.</change></revisionDesc></teiHeader>
<text><body><p>Dear Madam</p></body></text></TEI>"""
REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>
<listPerson><person xml:id="ada"><persName>Ada Anders</persName><idno type="VIAF">24602065</idno>
<idno type="GND">118540238</idno></person><person xml:id="bob"><persName>Bob Berg</persName></person>
</listPerson>
<listPlace><place xml:id="ulm"><placeName>Ulm</placeName><idno type="geonames">2820256</idno></place>
</listPlace>
<listOrg><org xml:id="bank"><orgName>The Bank</orgName></org></listOrg></standOff></TEI>"""


@pytest.fixture
def is_valid(jing: str, tmp_path: Path) -> Callable[..., str]:
    """What jing says of a document by a schema; nothing if it is valid."""

    def judge(content: bytes, schema: Path) -> str:
        path = tmp_path / "judged.xml"
        path.write_bytes(content)
        options = ["-c"] if schema.suffix == ".rnc" else []
        ran = subprocess.run(
            [jing, *options, str(schema), str(path)], capture_output=True, text=True, check=False
        )
        return ran.stdout if ran.returncode else ""

    return judge


@pytest.fixture
def index(tmp_path: Path) -> Callable[..., etree._Element | None]:
    """Makes the index of one letter with some profile description, beside a register."""

    def make(description: str, base: str = BASE, remarks: list[str] | None = None) -> etree._Element | None:
        folder = tmp_path / "tei"
        folder.mkdir(exist_ok=True)
        (folder / "letter.xml").write_text(LETTER.format(description), encoding="utf-8")
        (folder / "register.xml").write_text(REGISTER, encoding="utf-8")
        said = remarks if remarks is not None else []
        files = list(cmif.export(Edition.open([folder]), Profile(base=base, remark=said.append)))
        if not files:
            return None
        ((path, content),) = files
        assert str(path) == "cmif.xml"
        (tmp_path / "cmif.xml").write_bytes(content)
        return etree.fromstring(content)

    return make


FULL = """<correspDesc>
<correspAction type="sent"><persName ref="register.xml#ada">A.</persName><placeName ref="register.xml#ulm"/>
<date when="1905-03-04T10:00:00" cert="medium">yesterday</date></correspAction>
<correspAction type="transmitted"><name>Postman</name></correspAction>
<correspAction type="received"><orgName ref="register.xml#bank">the bank</orgName>
<settlement>Köln</settlement><date notBefore="1905-03" notAfter="1905">soon</date></correspAction>
<correspContext><ref type="prev" target="letter.xml">before</ref></correspContext></correspDesc>"""


def test_a_letter_with_all_that_the_format_wants_keeps_its_rules(
    index: Callable[..., etree._Element], is_valid: Callable[..., str], shared: Path, tmp_path: Path
) -> None:
    remarks: list[str] = []
    root = index(FULL, remarks=remarks)
    content = (tmp_path / "cmif.xml").read_bytes()
    assert is_valid(content, HERE / "cmif.rnc") == ""
    assert is_valid(content, shared / "schemas" / "tei_all.rng") == ""
    assert remarks == []
    ids = set(root.xpath("//t:bibl/@xml:id", namespaces=TEI))
    assert {source.removeprefix("#") for source in root.xpath("//t:correspDesc/@source", namespaces=TEI)} == ids


def test_a_letter_has_who_and_where_and_when(index: Callable[..., etree._Element]) -> None:
    root = index(FULL)
    (letter,) = root.iterfind(".//t:correspDesc", TEI)
    assert letter.attrib["ref"] == f"{BASE}letter.html"
    assert letter.attrib["key"] == "letter"
    sent, received = letter.iterchildren("*")
    assert [(etree.QName(part).localname, dict(part.attrib), part.text) for part in sent] == [
        ("persName", {"ref": "https://d-nb.info/gnd/118540238"}, "A."),
        ("placeName", {"ref": "https://sws.geonames.org/2820256/"}, "Ulm"),
        ("date", {"when": "1905-03-04", "cert": "medium"}, None),
    ]
    assert [(etree.QName(part).localname, dict(part.attrib), part.text) for part in received] == [
        ("orgName", {"ref": f"{BASE}organisations.html#bank"}, "the bank"),
        ("placeName", {}, "Köln"),
        ("date", {"notBefore": "1905-03", "notAfter": "1905"}, None),
    ]


def test_the_header_names_contact_publisher_revision_and_licence(index: Callable[..., etree._Element]) -> None:
    root = index(FULL)
    assert root.findtext(".//t:titleStmt/t:editor", "", TEI).strip() == "Ed Itor"
    assert root.findtext(".//t:editor/t:email", "", TEI) == "ed@example.org"
    assert root.findtext(".//t:publisher", "", TEI) == "The Press"
    assert root.findtext(".//t:idno", "", TEI) == f"{BASE}cmif/cmif.xml"
    assert root.xpath("string(//t:publicationStmt/t:date/@when)", namespaces=TEI) == "2026-02-01"


@pytest.mark.parametrize(
    ("sent", "name", "ref"),
    [
        ('<persName ref="https://d-nb.info/gnd/118540238">G.</persName>', "G.", "https://d-nb.info/gnd/118540238"),
        ('<persName ref="http://viaf.org/viaf/24602065 http://d-nb.info/gnd/118540238">G.</persName>', "G.",
         "https://d-nb.info/gnd/118540238"),
        ('<persName key="gnd-118540238"/>', "GND 118540238", "https://d-nb.info/gnd/118540238"),
        ('<persName ref="register.xml#ada"/>', "Ada Anders", "https://d-nb.info/gnd/118540238"),
        ('<persName ref="register.xml#bob">B.</persName>', "B.", f"{BASE}persons.html#bob"),
        ('<rs ref="register.xml#bob">Bobby</rs>', "Bobby", f"{BASE}persons.html#bob"),
        ('<persName ref="javascript:alert(1)">X &lt;y&gt;</persName>', "X <y>", None),
        ('<persName ref="#nowhere">X</persName>', "X", None),
        ("<persName>k. A.</persName>", "Unknown", None),
        ("<persName>unbekannt</persName>", "Unknown", None),
        ("<persName/>", "Unknown", None),
        ("", "Unknown", None),
    ],
)  # fmt: skip
def test_the_sender_is_named_as_well_as_may_be(
    sent: str, name: str, ref: str | None, index: Callable[..., etree._Element], is_valid: Callable[..., str],
    tmp_path: Path,
) -> None:  # fmt: skip
    root = index(f'<correspDesc><correspAction type="sent">{sent}</correspAction></correspDesc>')
    person = root.find(".//t:correspAction[@type='sent']/t:persName", TEI)
    assert person is not None
    assert (person.text, person.get("ref")) == (name, ref)
    assert root.findtext(".//t:correspAction[@type='received']/t:persName", "", TEI) == "Unknown"
    assert is_valid((tmp_path / "cmif.xml").read_bytes(), HERE / "cmif.rnc") == ""


@pytest.mark.parametrize(
    ("attributes", "made"),
    [
        ('when="1905"', {"when": "1905"}),
        ('when="1905-03-04+01:00"', {"when": "1905-03-04"}),
        ('from="1905" to="1906-01"', {"from": "1905", "to": "1906-01"}),
        ('when-iso="1905-03"', {"when": "1905-03"}),
        ('when="1905-13"', None),
        ('when="--03-04"', None),
        ('when-iso="1936-W35"', None),
        ("", None),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day(
    attributes: str, made: dict[str, str] | None, index: Callable[..., etree._Element]
) -> None:
    root = index(f'<correspDesc><correspAction type="sent"><date {attributes}/></correspAction></correspDesc>')
    date = root.find(".//t:correspAction/t:date", TEI)
    assert (None if date is None else dict(date.attrib)) == made


@pytest.mark.parametrize(("group", "number"), GROUPS.items())
def test_the_letters_of_other_projects_are_valid_tei(
    group: str, number: int, shared: Path, is_valid: Callable[..., str]
) -> None:
    remarks: list[str] = []
    edition = corpus(shared / "corpus" / group)
    files = list(cmif.export(edition, Profile(base=BASE, remark=remarks.append)))
    assert len(files) == bool(number)
    for _, content in files:
        root = etree.fromstring(content)
        letters = root.findall(".//t:correspDesc", TEI)
        assert len(letters) == number
        assert is_valid(content, shared / "schemas" / "tei_all.rng") == ""
        assert len({letter.get("ref") for letter in letters}) == number
        others = len(edition.documents) - number
        assert (
            f"{others} of {len(edition.documents)} texts say nothing of a sender or an addressee" in remarks[0]
        )


def test_the_rules_refuse_only_what_a_remark_names(shared: Path, is_valid: Callable[..., str]) -> None:
    remarks: list[str] = []
    edition = Edition.open([shared / "corpus" / "letters"])
    ((_, content),) = cmif.export(edition, Profile(base=BASE, remark=remarks.append))
    assert any("date of the index" in remark for remark in remarks)
    assert any("licence CC BY 4.0" in remark for remark in remarks)
    assert is_valid(content, HERE / "cmif.rnc") != ""
    root = etree.fromstring(content)
    statement = root.find(".//t:publicationStmt", TEI)
    assert statement is not None
    mended = '<date xmlns="http://www.tei-c.org/ns/1.0" when="2026-01-01"/>'
    statement.insert(-1, etree.fromstring(mended))
    licence = statement.find(".//t:licence", TEI)
    assert licence is not None
    licence.set("target", "https://creativecommons.org/licenses/by/4.0/")
    assert is_valid(etree.tostring(root), HERE / "cmif.rnc") == ""


def test_the_identifier_of_the_edition_stays_the_same(index: Callable[..., etree._Element]) -> None:
    first, second, other = index(FULL), index(FULL), index(FULL, base="https://example.org/other/")
    ids = [root.xpath("string(//t:bibl/@xml:id)", namespaces=TEI) for root in (first, second, other)]
    assert ids[0] == ids[1] != ids[2]
    assert all(root.find(".//t:bibl", TEI).get(XML_ID) for root in (first, second, other))  # type: ignore[union-attr]


def test_without_a_base_the_addresses_are_missed(index: Callable[..., etree._Element]) -> None:
    remarks: list[str] = []
    root = index(FULL, base="", remarks=remarks)
    assert root.find(".//t:correspDesc", TEI).get("ref") is None  # type: ignore[union-attr]
    assert any("--base" in remark for remark in remarks)


ACTION = '<correspAction type="sent"><persName>{}</persName></correspAction>'


def described(folder: Path, base: str = "") -> list[tuple[str | None, str | None]]:
    """The keys and addresses of the letters of an edition."""
    ((_, content),) = cmif.export(Edition.open([folder]), Profile(base=base))
    found = etree.fromstring(content).iterfind(".//t:correspDesc", TEI)
    return [(one.get("key"), one.get("ref")) for one in found]


def test_a_description_has_its_own_key_and_without_a_base_its_own_address(
    index: Callable[..., etree._Element], tmp_path: Path
) -> None:
    own = f'<correspDesc key="17" ref="https://example.org/17">{ACTION.format("Ada")}</correspDesc>'
    index(own, base="")
    assert described(tmp_path / "tei") == [("17", "https://example.org/17")]
    assert described(tmp_path / "tei", BASE) == [("17", f"{BASE}letter.html")]


def test_the_letters_of_a_corpus_are_told_apart_however_deep(tmp_path: Path) -> None:
    parts = [
        LETTER.replace('xml:id="l1"', f'xml:id="l{number}"').format(
            f"<correspDesc{ref}>{ACTION.format(number)}</correspDesc>"
        )
        for number, ref in enumerate(["", ' ref="https://example.org/2"', ""], 1)
    ]
    header = LETTER[LETTER.index("<teiHeader>") : LETTER.index("<text>")].format("")
    inner = f"<teiCorpus>{header}{parts[2]}</teiCorpus>"
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{header}{parts[0]}{parts[1]}{inner}</teiCorpus>'
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "all.xml").write_text(corpus, encoding="utf-8")
    page = f"{BASE}all.html"
    assert described(tmp_path / "tei", BASE) == [("l1", page), ("l2", "https://example.org/2"), ("l3", page)]


def test_an_edition_without_letters_makes_no_index(tmp_path: Path, teiproof: Callable[..., Ran]) -> None:
    ran = teiproof("export", "cmif", PROJECT / "tei", "--into", tmp_path / "out")
    assert ran.code == 2
    assert not (tmp_path / "out").exists()
