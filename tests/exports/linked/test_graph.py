"""The linked data of editions: two notations of one graph, in terms that exist and used as they are meant."""

import json
import warnings
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from teiproof.exports import Profile, jsonld, turtle
from teiproof.model.edition import Edition
from tests.conftest import PROJECT, absent, corpus

# Judges from outside, which warn of their own affairs.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    try:
        import edtf
        import pyshacl
        import rdflib
        from rdflib import OWL, RDF, RDFS, SKOS, URIRef
        from rdflib.compare import isomorphic
        from rdflib.namespace import SDO
    except ImportError:
        rdflib = None  # type: ignore[assignment]

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),  # of its own use of its own classes
]

HERE = Path(__file__).parent
BASE = "https://example.org/edition/"
CRM = "http://www.cidoc-crm.org/cidoc-crm/"
SCHEMA = "http://schema.org/"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
GROUPS = ("diary", "documentation", "letters", "mixed", "novels", "plays")
VOCABULARIES = (CRM, SCHEMA, str(RDF), str(RDFS), str(OWL), str(SKOS)) if rdflib else ()


@pytest.fixture(scope="module", autouse=True)
def judges() -> None:
    if rdflib is None:
        absent("rdflib, pyshacl or edtf (teiproof[dev])")


def read(content: bytes, notation: str, place: str = "") -> "rdflib.Graph":
    return rdflib.Graph().parse(data=content, format=notation, publicID=place or None)


@cache
def of_tei() -> "rdflib.Graph":
    ((_, content),) = turtle.export(Edition.open([PROJECT / "tei"]), Profile(base=BASE))
    return read(content, "turtle")


def smaller(shared: Path, group: str) -> Edition:
    """Some smaller documents of a group, so that a test remains fast; the whole groups were judged by hand."""
    documents = corpus(shared / "corpus" / group).documents
    return Edition([document for document in documents if len(document.data) < 200_000][:6])


@cache
def shapes() -> "rdflib.Graph":
    return rdflib.Graph().parse(HERE / "shapes.ttl")


def judged(graph: "rdflib.Graph") -> tuple[bool, str]:
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes())
    return bool(conforms), str(text)


def test_both_notations_have_the_same_graph_of_the_articles() -> None:
    edition, profile = Edition.open([PROJECT / "tei"]), Profile(base=BASE)
    ((name, in_json),) = jsonld.export(edition, profile)
    assert str(name) == "edition.jsonld"
    graph = read(in_json, "json-ld")
    assert len(graph) > 5000
    assert isomorphic(graph, of_tei())


def test_without_a_base_things_are_found_from_where_a_site_offers_the_files() -> None:
    edition = Edition.open([PROJECT / "tei"])
    ((_, in_turtle),) = turtle.export(edition, Profile())
    ((_, in_json),) = jsonld.export(edition, Profile())
    first = read(in_turtle, "turtle", f"{BASE}turtle/edition.ttl")
    second = read(in_json, "json-ld", f"{BASE}jsonld/edition.jsonld")
    assert set(first) == set(second) == set(of_tei())


@pytest.mark.parametrize("group", GROUPS)
def test_both_notations_have_the_same_graph_of_other_projects(group: str, shared: Path) -> None:
    edition = smaller(shared, group)
    ((_, in_turtle),) = turtle.export(edition, Profile(base=BASE))
    ((_, in_json),) = jsonld.export(edition, Profile(base=BASE))
    graph = read(in_turtle, "turtle")
    assert len(graph) > 20
    assert set(graph) == set(read(in_json, "json-ld"))
    assert_in_terms(graph)


def test_a_hostile_document_has_the_same_graph_in_both_notations() -> None:
    edition = Edition.open([HERE / "hostile.xml"])
    ((_, in_turtle),) = turtle.export(edition, Profile(base=BASE))
    ((_, in_json),) = jsonld.export(edition, Profile(base=BASE))
    graph = read(in_turtle, "turtle")
    assert set(graph) == set(read(in_json, "json-ld"))
    assert {str(licence) for licence in graph.objects(predicate=URIRef(f"{SCHEMA}license"))} == {
        "https://creativecommons.org/licenses/by/4.0/%22%3E"
    }
    assert (URIRef(f"{BASE}persons.html#a%20b%3Cc%3E%22"), RDF.type, URIRef(f"{CRM}E21_Person")) in graph
    assert_in_terms(graph)


def test_the_context_is_in_the_file() -> None:
    ((_, content),) = jsonld.export(Edition.open([PROJECT / "tei"]), Profile(base=BASE))
    context = json.loads(content)["@context"]
    assert isinstance(context, dict)
    assert "@import" not in context


def test_the_articles_conform_to_the_shapes() -> None:
    conforms, text = judged(of_tei())
    assert conforms, text


@pytest.mark.parametrize("group", GROUPS)
def test_other_projects_conform_to_the_shapes(group: str, shared: Path) -> None:
    edition = smaller(shared, group)
    ((_, content),) = turtle.export(edition, Profile(base=BASE))
    conforms, text = judged(read(content, "turtle"))
    assert conforms, text


@pytest.mark.parametrize(
    "taken",
    [
        "rdfs:label of the persons",
        "rdf:type of the places",
        "the texts of the mentions",
        "the seconds",
    ],
)
def test_the_shapes_refuse_a_graph_from_which_something_is_taken(taken: str) -> None:
    graph = rdflib.Graph()
    for triple in of_tei():
        graph.add(triple)
    if taken == "rdfs:label of the persons":
        for person in list(graph.subjects(RDF.type, URIRef(f"{SCHEMA}Person"))):
            graph.remove((person, RDFS.label, None))
    elif taken == "rdf:type of the places":
        for place in list(graph.subjects(RDF.type, URIRef(f"{CRM}E53_Place"))):
            graph.remove((place, RDF.type, None))
    elif taken == "the texts of the mentions":
        graph.remove((None, URIRef(f"{SCHEMA}mainEntity"), None))
    else:
        graph.remove((None, URIRef(f"{CRM}P82a_begin_of_the_begin"), None))
        graph.remove((None, URIRef(f"{CRM}P82b_end_of_the_end"), None))
    conforms, _ = judged(graph)
    assert not conforms


def assert_in_terms(graph: "rdflib.Graph") -> None:
    """Every property and class is one of its vocabulary; those of the CRM are used within domain and range."""
    crm = rdflib.Graph().parse(HERE / "crm.ttl")
    known = set(crm.subjects()) | set(crm.objects())
    used = set(graph.predicates()) | set(graph.objects(predicate=RDF.type))
    for term in used:
        assert str(term).startswith(VOCABULARIES), term
        if str(term).startswith(SCHEMA):
            assert str(term).removeprefix(SCHEMA) in SDO, term
        if str(term).startswith(CRM):
            assert term in known, term
    for subject, predicate, value in graph:
        if str(predicate).startswith(CRM):
            assert_is(graph, crm, subject, crm.value(predicate, RDFS.domain))
            assert_is(graph, crm, value, crm.value(predicate, RDFS.range))


def assert_is(graph: "rdflib.Graph", crm: "rdflib.Graph", thing: object, wanted: object) -> None:
    if wanted == RDFS.Literal:
        assert isinstance(thing, rdflib.Literal), (thing, wanted)
        return
    classes = {
        above
        for class_ in graph.objects(thing, RDF.type)  # type: ignore[arg-type]
        for above in crm.transitive_objects(class_, RDFS.subClassOf)
    }
    assert wanted in classes, (thing, wanted, classes)


def test_every_term_exists_and_is_used_as_the_crm_says() -> None:
    assert_in_terms(of_tei())


def test_every_time_is_edtf() -> None:
    times = {str(value) for value in of_tei().objects() if getattr(value, "datatype", None) == URIRef(EDTF)}
    assert len(times) > 50
    assert any(time.startswith("[") for time in times)
    assert any("/" in time for time in times)
    for time in times:
        edtf.parse_edtf(time)


def test_every_entry_and_mention_of_the_edition_is_there() -> None:
    from teiproof.model.register import entities, mentions

    edition, graph = Edition.open([PROJECT / "tei"]), of_tei()
    entries = entities(edition)
    for entity in entries:
        found = [
            node for node in graph.subjects(RDFS.label) if str(node).endswith(f".html#{entity.identifier}")
        ]
        assert [str(graph.value(node, RDFS.label)) for node in found] == [entity.name]
    pages = {str(page).removeprefix(BASE) for page in graph.subjects(RDF.type, URIRef(f"{SCHEMA}WebPage"))}
    assert pages == {"the-end-of-henry-yagoda.html", "proofs-comrade-executioner.html"}
    names = {entity.key: entity.name for entity in entries}
    wanted = Counter(mention.text or names[mention.entity] for mention in mentions(edition))
    made = Counter(
        str(graph.value(node, RDFS.label))
        for node in graph.subjects(URIRef(f"{CRM}P67_refers_to"))
        if "#mention:" in str(node)
    )
    assert made == wanted


def test_every_passage_is_a_place_on_a_page_of_the_site() -> None:
    from teiproof.exports import site

    pages = {str(path): content for path, content in site.export(Edition.open([PROJECT / "tei"]), Profile())}
    things = {str(node) for node in of_tei().subjects() if str(node).startswith(BASE)}
    looked_up = 0
    for thing in things:
        page, _, anchor = thing.removeprefix(BASE).partition("#")
        assert (page or "index.html") in pages, thing
        made_here = anchor.removeprefix("page:").rpartition(":")[0] or anchor in (
            "volume",
            "issue",
            "periodical",
        )
        if anchor and not made_here:
            looked_up += 1
            assert f'id="{anchor}"'.encode() in pages[page], thing
    assert looked_up > 150


def test_a_wrong_identifier_is_not_said_to_be_the_same(tmp_path: Path) -> None:
    path = tmp_path / "register.xml"
    people = "".join(
        f'<person xml:id="p{number}"><name>P{number}</name><idno type="{type_}"{cert}>{text}</idno></person>'
        for number, (type_, text, cert) in enumerate(
            [
                ("GND", "118540238", ""),
                ("GND", "118540239", ""),
                ("GND", "https://d-nb.info/gnd/118540238", ' cert="medium"'),
                ("Wikidata", "Q5879", ' cert="low"'),
                ("local", "A 12", ""),
                ("URL", "https://example.org/a b&lt;c&gt;", ""),
            ]
        )
    )
    standoff = f"<standOff><listPerson>{people}</listPerson></standOff>"
    path.write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{standoff}</TEI>')
    ((_, content),) = turtle.export(Edition.open([path]), Profile(base=BASE))
    graph = read(content, "turtle")
    gnd = URIRef("https://d-nb.info/gnd/118540238")
    person = [URIRef(f"{BASE}persons.html#p{number}") for number in range(6)]
    assert (person[0], OWL.sameAs, gnd) in graph
    assert not list(graph.objects(person[1], OWL.sameAs))
    assert (person[2], SKOS.exactMatch, gnd) in graph
    assert not list(graph.objects(person[2], OWL.sameAs))
    assert (person[3], SKOS.closeMatch, URIRef("http://www.wikidata.org/entity/Q5879")) in graph
    identifier = graph.value(person[4], URIRef(f"{SCHEMA}identifier"))
    assert str(graph.value(identifier, URIRef(f"{SCHEMA}value"))) == "A 12"
    assert (person[5], URIRef(f"{SCHEMA}sameAs"), URIRef("https://example.org/a%20b%3Cc%3E")) in graph
    assert judged(graph)[0]


@pytest.fixture
def graph_of(tmp_path: Path) -> Callable[..., "rdflib.Graph"]:
    """The graph of a text beside a register, judged by the shapes and by the CRM."""

    def make(body: str, standoff: str, profile: str = "") -> "rdflib.Graph":
        tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
        header = f"<teiHeader><profileDesc>{profile}</profileDesc></teiHeader>"
        (tmp_path / "text.xml").write_text(f"{tei}{header}<text><body>{body}</body></text></TEI>", "utf-8")
        (tmp_path / "register.xml").write_text(f"{tei}<standOff>{standoff}</standOff></TEI>", "utf-8")
        ((_, content),) = turtle.export(Edition.open([tmp_path]), Profile(base=BASE))
        graph = read(content, "turtle")
        conforms, text = judged(graph)
        assert conforms, text
        assert_in_terms(graph)
        return graph

    return make


def crm(name: str) -> "URIRef":
    return URIRef(CRM + name)


def schema(name: str) -> "URIRef":
    return URIRef(SCHEMA + name)


def at(address: str) -> "URIRef":
    return URIRef(BASE + address)


PEOPLE = """<listPerson><person xml:id="ada"><persName>Ada</persName><idno type="GND">118540238</idno></person>
<person xml:id="bob"><persName>Bob</persName></person></listPerson>
<listOrg><org xml:id="club"><orgName>Club</orgName></org>
<org xml:id="union"><orgName>Union</orgName></org></listOrg>
<listPlace><place xml:id="ulm"><placeName>Ulm</placeName><location cert="low"><geo>48.4 10</geo></location>
<place xml:id="dom"><placeName>Münster</placeName></place></place></listPlace>"""


@pytest.mark.parametrize(
    ("relation", "made"),
    [
        ('name="parentOf" active="#ada" passive="#bob"', [("ada", "children", "bob"), ("bob", "parent", "ada"),
                                                          ("bob", "P152_has_parent", "ada")]),
        ('name="child_of" active="#ada" passive="#bob"', [("ada", "P152_has_parent", "bob")]),
        ('name="spouse" mutual="#ada #bob"', [("ada", "spouse", "bob"), ("bob", "spouse", "ada")]),
        ('name="siblings" mutual="#ada #bob"', [("ada", "sibling", "bob"), ("bob", "sibling", "ada")]),
        ('name="memberOf" active="#ada" passive="#club"',
         [("ada", "memberOf", "club"), ("ada", "P107i_is_current_or_former_member_of", "club")]),
        ('name="isPartOf" active="#club" passive="#union"',
         [("club", "parentOrganization", "union"), ("club", "P107i_is_current_or_former_member_of", "union")]),
        ('name="contains" active="#union" passive="#club"', [("club", "parentOrganization", "union")]),
    ],
)  # fmt: skip
def test_a_relation_is_said_in_the_terms_there_are(
    relation: str, made: list[tuple[str, str, str]], graph_of: Callable[..., "rdflib.Graph"]
) -> None:
    graph = graph_of("<p>x</p>", f"{PEOPLE}<listRelation><relation {relation}/></listRelation>")
    said = {
        (str(s).rpartition("#")[2], str(p).rpartition("/")[2], str(o).rpartition("#")[2]) for s, p, o in graph
    }
    assert set(made) <= said


@pytest.mark.parametrize(
    "relation",
    [
        'name="parentOf" active="#ada" passive="#bob" cert="low"',
        'name="parentOf" active="#ada" passive="#club"',
        'name="parentOf" active="#ada" passive="#nobody"',
        'name="envies" active="#ada" passive="#bob"',
    ],
)
def test_a_relation_that_is_unsure_or_without_a_term_is_not_said(
    relation: str, graph_of: Callable[..., "rdflib.Graph"]
) -> None:
    without = graph_of("<p>x</p>", PEOPLE)
    assert set(graph_of("<p>x</p>", f"{PEOPLE}<listRelation><relation {relation}/></listRelation>")) == set(
        without
    )


def test_what_relations_are_left_out_is_said() -> None:
    remarks: list[str] = []
    list(turtle.export(Edition.open([PROJECT / "tei"]), Profile(remark=remarks.append)))
    left_out = "succeeds: 5, deputyOf: 1"
    assert remarks == [
        f"Relations are left out for which neither schema.org nor CIDOC CRM has a term ({left_out})."
    ]


def test_a_rough_position_approximates_the_place(graph_of: Callable[..., "rdflib.Graph"]) -> None:
    graph = graph_of("<p>x</p>", PEOPLE)
    ulm, spot = at("places.html#ulm"), at("places.html#ulm:approximation")
    assert graph.value(ulm, crm("P168_place_is_defined_by")) is None
    assert str(graph.value(spot, crm("P168_place_is_defined_by"))) == "POINT(10 48.4)"
    assert (spot, crm("P189_approximates"), ulm) in graph
    assert (at("places.html#dom"), crm("P89_falls_within"), ulm) in graph


def test_who_was_absent_had_no_part_in_an_event(graph_of: Callable[..., "rdflib.Graph"]) -> None:
    event = """<listEvent><event xml:id="trial" when="1936"><eventName>Trial</eventName>
    <ptr type="defendant" target="#ada"/><ptr type="accused-in-absence" target="#bob"/>
    <placeName ref="#ulm">Ulm</placeName></event></listEvent>"""
    graph = graph_of("<p>x</p>", PEOPLE + event)
    trial = at("events.html#trial")
    assert list(graph.objects(trial, crm("P11_had_participant"))) == [at("persons.html#ada")]
    assert list(graph.objects(trial, schema("about"))) == [at("persons.html#bob")]
    assert list(graph.objects(trial, crm("P7_took_place_at"))) == [at("places.html#ulm")]


def test_a_character_of_a_play_is_no_person_who_lived(graph_of: Callable[..., "rdflib.Graph"]) -> None:
    person = '<person xml:id="faust"><persName>Faust</persName></person>'
    cast = f"<particDesc><listPerson>{person}</listPerson></particDesc>"
    graph = graph_of('<sp who="#faust"><speaker>FAUST</speaker><l>Habe nun, ach!</l></sp>', PEOPLE, cast)
    faust, text = at("persons.html#faust"), at("text.html#page:text")
    assert (faust, RDF.type, crm("E28_Conceptual_Object")) in graph
    assert (faust, RDF.type, crm("E21_Person")) not in graph
    assert (text, schema("character"), faust) in graph
    (mention,) = graph.subjects(crm("P67_refers_to"), faust)
    assert str(graph.value(mention, crm("P190_has_symbolic_content"))) == "FAUST"


def test_a_note_is_no_part_of_the_text_on_which_it_is(graph_of: Callable[..., "rdflib.Graph"]) -> None:
    body = '<p>Hers.<note><persName ref="register.xml#ada">Ada’s</persName></note></p>'
    graph = graph_of(body, PEOPLE)
    text, note, ada = at("text.html#page:text"), at("text.html#n:1"), at("persons.html#ada")
    assert (note, crm("P67_refers_to"), text) in graph
    assert (note, schema("mentions"), ada) in graph
    assert (text, schema("mentions"), ada) not in graph
    assert graph.value(note, crm("P106i_forms_part_of")) is None


def test_a_name_that_points_to_an_authority_file_needs_no_entry(
    graph_of: Callable[..., "rdflib.Graph"],
) -> None:
    body = """<p xml:id="one"><persName ref="https://d-nb.info/gnd/118540238">A.</persName> and
    <rs type="place" key="geonames-2820256">that town</rs> and
    <persName ref="https://example.org/x">X</persName></p>"""
    graph = graph_of(body, PEOPLE)
    text, town = at("text.html#page:text"), URIRef("https://sws.geonames.org/2820256/")
    assert set(graph.objects(text, schema("mentions"))) == {at("persons.html#ada"), town}
    assert (town, RDF.type, schema("Place")) in graph
    assert str(graph.value(town, RDFS.label)) == "that town"


def test_a_date_in_the_text_is_a_time_that_a_passage_refers_to(graph_of: Callable[..., "rdflib.Graph"]) -> None:
    graph = graph_of('<p xml:id="one">It was <date when="1936-07">last July</date>.</p>', PEOPLE)
    date = at("text.html#date:1")
    assert (date, crm("P106i_forms_part_of"), at("text.html#one")) in graph
    span = graph.value(date, crm("P67_refers_to"))
    assert str(graph.value(span, crm("P82b_end_of_the_end"))) == "1936-07-31T23:59:59"


def test_each_of_several_editors_is_named(shared: Path) -> None:
    path = shared / "corpus" / "letters" / "kfb_00077_j_ao_ca1850-51_08_06.xml"
    ((_, content),) = turtle.export(Edition.open([path]), Profile(base=BASE))
    graph = read(content, "turtle")
    editors = {str(graph.value(editor, RDFS.label)) for editor in graph.objects(predicate=schema("editor"))}
    assert editors == {"Vera Schiller", "Judith Willberg"}


def test_who_has_several_roles_is_one(shared: Path) -> None:
    path = shared / "corpus" / "diary" / "entry__1927-10-07.xml"
    ((_, content),) = turtle.export(Edition.open([path]), Profile(base=BASE))
    graph = read(content, "turtle")
    page = at("entry__1927-10-07.html")
    (editor,) = graph.objects(page, schema("editor"))
    assert editor in set(graph.objects(page, schema("contributor")))
    assert list(graph.objects(editor, OWL.sameAs)) == [URIRef("https://d-nb.info/gnd/11082959X")]
    (author,) = graph.objects(at("entry__1927-10-07.html#page:text"), schema("author"))
    assert str(graph.value(author, schema("familyName"))) == "Schnitzler"


def test_an_edition_without_documents_that_say_anything_makes_no_file() -> None:
    assert list(turtle.export(Edition([]), Profile())) == []
    assert list(jsonld.export(Edition([]), Profile())) == []
