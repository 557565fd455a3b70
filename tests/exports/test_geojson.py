"""The places as GeoJSON: valid to its library, and each where the TEI says that it is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from teiproof.exports import Profile, geojson
from teiproof.model.edition import Edition
from tests.conftest import PROJECT, Ran, absent, corpus

try:
    import geojson as library
    import shapely
except ImportError:
    library = None

GROUPS = ("diary", "documentation", "letters", "mixed", "novels", "plays")
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><encodingDesc>{}</encodingDesc></teiHeader>{}</TEI>'


def made(edition: Edition, profile: Profile | None = None) -> list[dict[str, Any]]:
    """The features of the one file, judged; none if there is no file."""
    if library is None:
        absent("geojson or shapely (teiproof[dev])")
    features: list[dict[str, Any]] = []
    for path, content in geojson.export(edition, profile or Profile()):
        assert str(path) == "places.geojson"
        collection = library.loads(content.decode())
        assert collection.is_valid, collection.errors()
        features = json.loads(content)["features"]
        for feature in features:
            if feature["geometry"] is not None:
                shape = shapely.geometry.shape(feature["geometry"])
                assert not shape.is_empty
                if shape.geom_type == "Polygon":
                    assert shape.exterior.is_ccw
    return features


@pytest.fixture
def of_place(tmp_path: Path) -> Callable[..., dict[str, Any] | None]:
    """Makes the geometry of a place from the content of its location, and of the encoding description."""

    def make(location: str, declaration: str = "") -> dict[str, Any] | None:
        other = '<place xml:id="other"><location><geo>1 2</geo></location></place>'
        places = f'{other}<place xml:id="x">{location}</place>'
        path = tmp_path / "register.xml"
        path.write_text(TEI.format(declaration, f"<standOff><listPlace>{places}</listPlace></standOff>"))
        features = {feature["id"]: feature for feature in made(Edition.open([path]))}
        if not features:
            return None  # in a datum that holds for both places
        geometry: dict[str, Any] | None = features["places.html#x"]["geometry"]
        return geometry

    return make


def test_each_place_of_the_register_is_a_feature() -> None:
    remarks: list[str] = []
    features = made(
        Edition.open([PROJECT / "tei"]), Profile(base="https://example.org/e/", remark=remarks.append)
    )
    by_name = {feature["properties"]["name"]: feature for feature in features}
    assert len(features) == 19
    moscow = by_name["Moscow"]
    assert moscow["id"] == "https://example.org/e/places.html#moscow"
    assert moscow["geometry"] == {"type": "Point", "coordinates": [37.6156, 55.7522]}
    assert moscow["properties"]["identifiers"] == ["http://www.wikidata.org/entity/Q649"]
    assert (
        moscow["properties"]["mentions"] == sum(text["mentions"] for text in moscow["properties"]["texts"]) > 0
    )
    assert by_name["Leningrad"]["properties"]["alternateNames"] == ["Saint Petersburg", "Petrograd"]
    assert by_name["Baltic Sea"]["properties"]["isApproximate"]
    assert by_name["Soviet Union"]["geometry"] is None
    assert remarks == ["Without coordinates that can be read, and so without geometry: 1 of 19."]


@pytest.mark.parametrize("group", GROUPS)
def test_other_projects_make_a_map_or_none(group: str, shared: Path) -> None:
    features = made(corpus(shared / "corpus" / group))
    assert bool(features) == (group == "letters")


def test_where_persons_lived_is_on_the_map(shared: Path) -> None:
    features = made(Edition.open([shared / "corpus" / "letters" / "kfb_00077_j_ao_ca1850-51_08_06.xml"]))
    (feature,) = features
    assert feature["geometry"]["coordinates"] == [11.5753822, 48.1371079]
    assert feature["properties"]["name"] == "München"
    assert (feature["properties"]["type"], feature["properties"]["person"]) == ("residence", "Maria Clara J.")


@pytest.mark.parametrize(
    ("location", "declaration", "geometry"),
    [
        ("<location><geo>48.5 9.25</geo></location>", "", ("Point", [9.25, 48.5])),
        ("<location><geo>48.5, 9.25</geo></location>", "", ("Point", [9.25, 48.5])),
        ("<location><geo>48,5 9,25</geo></location>", "", ("Point", [9.25, 48.5])),
        ("<location><geo> -48.5\n-9.25 </geo></location>", "", ("Point", [-9.25, -48.5])),
        ("<geo>48.5 9.25</geo>", "", ("Point", [9.25, 48.5])),
        ("<location><geo>9.25 48.5</geo></location>",
         "<geoDecl>Longitude, then latitude.</geoDecl>", ("Point", [9.25, 48.5])),
        ("<location><geo>48.5 9.25</geo></location>",
         '<geoDecl datum="WGS84">Latitude and longitude</geoDecl>', ("Point", [9.25, 48.5])),
        ('<location><geo decls="#b">9.25 48.5</geo></location>',
         '<geoDecl default="true"/><geoDecl xml:id="b">long. and lat.</geoDecl>', ("Point", [9.25, 48.5])),
        ("<location><geo>48.5 9.25</geo></location>",
         '<geoDecl default="true"/><geoDecl xml:id="b" datum="OSGB36"/>', ("Point", [9.25, 48.5])),
        ("<location><geo>somewhere</geo></location><location><geo>48.5 9.25</geo></location>", "",
         ("Point", [9.25, 48.5])),
        ("<location><geo>1 2 3 4</geo></location>", "", ("MultiPoint", [[2, 1], [4, 3]])),
        ("<geo>0 0 0 2 2 2 0 0</geo>", "", ("Polygon", [[[0, 0], [2, 0], [2, 2], [0, 0]]])),
        ("<geo>0 0 2 2 0 2 0 0</geo>", "", ("Polygon", [[[0, 0], [2, 0], [2, 2], [0, 0]]])),
    ],
)  # fmt: skip
def test_coordinates_are_read_as_they_are_declared(
    location: str,
    declaration: str,
    geometry: tuple[str, object],
    of_place: Callable[..., dict[str, Any] | None],
) -> None:
    found = of_place(location, declaration)
    assert found is not None
    assert (found["type"], found["coordinates"]) == geometry


@pytest.mark.parametrize(
    ("location", "declaration"),
    [
        ("", ""),
        ("<location><geo/></location>", ""),
        ("<location><geo>91 0</geo></location>", ""),
        ("<location><geo>0 181</geo></location>", ""),
        ("<location><geo>nan inf</geo></location>", ""),
        ("<location><geo>1e999999999 1</geo></location>", ""),
        ("<location><geo>48.5</geo></location>", ""),
        ("<location><geo>48°30′ N, 9°15′ E</geo></location>", ""),
        ("<location><geo>32U 518000 5371000</geo></location>", '<geoDecl datum="MGRS"/>'),
        ("<location><geo>48.5 9.25</geo></location>", '<geoDecl datum="ED50"/>'),
        ('<place xml:id="y"><location><geo>1 1</geo></location></place>', ""),
    ],
)
def test_a_place_of_which_nothing_can_be_read_has_no_geometry(
    location: str, declaration: str, of_place: Callable[..., dict[str, Any] | None]
) -> None:
    assert of_place(location, declaration) is None


def test_an_edition_without_places_makes_no_file_and_is_told_so(
    tmp_path: Path, shared: Path, teiproof: Callable[..., Ran]
) -> None:
    ran = teiproof("export", "geojson", shared / "corpus" / "novels", "--into", tmp_path / "out")
    assert ran.code == 2
    assert "nothing" in ran.err
    assert not (tmp_path / "out").exists()
