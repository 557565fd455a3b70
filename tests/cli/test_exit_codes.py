"""Every command with every exit code it can leave with, and each way in which a gate could pass unlooked.

0 done, nothing found; 1 findings; 2 refused; 3 a bug; 130 interrupted; 141 the reader went away.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof import registry
from teiproof.cli import commands
from tests.conftest import PROJECT, Ran

Run = Callable[..., Ran]

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">{}</TEI>\n'
PLAIN = TEI.format("\n  <text>\n    <body>\n      <p>one two</p>\n    </body>\n  </text>\n")
DANGLING = TEI.format('<text><body><p xml:id="a"><ref target="#b">one</ref></p></body></text>')
SCHEMATRON = '<?xml-model href="{}" schematypens="http://purl.oclc.org/dsdl/schematron"?>\n'
WITNESS = TEI.format(
    "<teiHeader><fileDesc><sourceDesc><ptr target='{}'/></sourceDesc></fileDesc></teiHeader><text/>"
)
RULES = (
    '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><ns prefix="t" uri="{}"/>'
    '<pattern><rule context="t:p"><assert test="{}">no</assert></rule></pattern></schema>'
)
FILES = {
    "plain.xml": PLAIN,
    "dangling.xml": DANGLING,
    "dangling-with-schema.xml": f'<?xml-model href="small.rng"?>\n{DANGLING}',
    "date.xml": TEI.format('<text><body><p xml:id="a"><date when="1936-8-25">one</date></p></body></text>'),
    "broken.xml": "<TEI",
    "empty.xml": "",
    "other.xml": "<other/>",
    "wrong-schema.xml": f'<?xml-model href="gone.rng"?>\n{PLAIN}',
    "no-schema.rng": "<grammar/>",
    "broken.rng": "<grammar",
    "wrong-rule.xml": SCHEMATRON.format("wrong.sch") + PLAIN,
    "wrong.sch": RULES.format("http://www.tei-c.org/ns/1.0", "nonsense((("),
    "gone-rules.xml": SCHEMATRON.format("gone.sch") + PLAIN,
    "gone-witness.xml": WITNESS.format("gone.txt"),
    "latin-witness.xml": WITNESS.format("latin.txt"),
    "no-rules.sch": '<schema xmlns="http://purl.oclc.org/dsdl/schematron"/>',
    "no-rules.xml": SCHEMATRON.format("no-rules.sch") + PLAIN,
    "gone-phase.xml": SCHEMATRON.replace("?>", ' phase="gone"?>').format("wrong.sch") + PLAIN,
    "rules-on-the-network.xml": SCHEMATRON.format("https://example.org/rules.sch") + PLAIN,
    "unknown-language.xml": SCHEMATRON.replace("dsdl", "dml").format("wrong.sch") + PLAIN,
    "unknown-with-schema.xml": '<?xml-model href="small.rng"?>'
    + SCHEMATRON.replace("dsdl", "dml").format("wrong.sch")
    + PLAIN,
    "rules-without-language.xml": '<?xml-model href="wrong.sch"?>' + PLAIN,
    "not-a-baseline.json": "[]",
}

ENDS: dict[tuple[str, int], tuple[str, ...]] = {
    ("build", 0): ("EDITION", "--into", "out"),
    ("build", 1): ("dangling-with-schema.xml", "--into", "out"),
    ("build", 2): ("plain.xml", "--into", "out"),
    ("check", 0): ("EDITION",),
    ("check", 1): ("--only", "references", "dangling.xml"),
    ("check", 2): ("plain.xml",),
    ("explain", 0): ("references.dangling",),
    ("explain", 2): ("references.dangly",),
    ("export", 0): ("text", "plain.xml"),
    ("export", 2): ("text", "plain.xml", "broken.xml", "--into", "out"),
    ("fix", 0): ("--only", "dates", "plain.xml"),
    ("fix", 1): ("--only", "dates", "date.xml"),
    ("fix", 2): ("gone.xml",),
    ("format", 0): ("plain.xml",),
    ("format", 1): ("dangling.xml",),
    ("format", 2): ("gone.xml",),
    ("inspect", 0): ("plain.xml",),
    ("inspect", 2): ("gone.xml",),
    ("schema", 0): ("ODD", "--source", "SOURCE"),
    ("schema", 2): ("gone.odd",),
    ("serve", 2): ("gone.xml",),
}
"""The arguments with which a command leaves with a code. `serve` leaves with 0 when it is ended by Ctrl-C."""

ENTRANCES = {
    **dict.fromkeys(["build", "check", "export", "fix", "format", "serve"], "cli.arguments.open_edition"),
    "explain": "manual.page",
    "inspect": "cli.commands.inspect.xml_files",
    "schema": "odd.compiling.flattened",
}
"""The function with which the work of each command begins."""

PRINTING = {
    "build": ENDS["build", 1],
    "check": ENDS["check", 1],
    "explain": ENDS["explain", 0],
    "export": ENDS["export", 0],
    "fix": ENDS["fix", 1],
    "format": ENDS["format", 1],
    "inspect": ENDS["inspect", 0],
    "schema": ENDS["schema", 0],
    "serve": ("plain.xml",),
}
"""The arguments with which each command prints something."""

UNLOOKED: dict[str, tuple[str, ...]] = {
    "there is no file or folder": ("gone.xml",),
    "no TEI document in": ("nothing",),
    "is not TEI": ("other.xml",),
    "names no RELAX NG schema": ("plain.xml",),
    "the schema “gone.rng” is not there": ("wrong-schema.xml",),
    "there is no schema gone.rng": ("--schema", "gone.rng", "plain.xml"),
    "no-schema.rng": ("--schema", "no-schema.rng", "plain.xml"),
    "broken.rng": ("--schema", "broken.rng", "plain.xml"),
    "gone.sch": ("--only", "schematron", "gone-rules.xml"),
    "there is no rule in no-rules.sch": ("--only", "schematron", "no-rules.xml"),
    "there is no phase “gone”": ("--only", "schematron", "gone-phase.xml"),
    "rules.sch is on the network": ("--only", "schematron", "rules-on-the-network.xml"),
    "dml/schematron” is no schematypens that is known": ("--only", "relaxng", "unknown-language.xml"),
    "so that wrong.sch was not looked at": ("--only", "schematron", "unknown-with-schema.xml"),
    "rules of the schema could not be evaluated": ("--only", "schematron", "rules-without-language.xml"),
    "the catalog cannot be read": (
        "--only",
        "schematron",
        "--catalog",
        "broken.xml",
        "rules-on-the-network.xml",
    ),
    "there is no catalog gone.xml": ("--only", "dates", "--catalog", "gone.xml", "plain.xml"),
    "cannot read": ("--only", "dates", "links"),
    "fidelity looked at nothing": ("--only", "fidelity", "plain.xml"),
    "byte 0xff is not UTF-8": ("--only", "fidelity", "latin-witness.xml"),
    "gone.txt": ("--only", "fidelity", "gone-witness.xml"),
    "none is left to run": ("--only", "dates", "--skip", "dates", "plain.xml"),
    "did you mean “dates”": ("--only", "date", "plain.xml"),
    "did you mean “jsonl”": ("--only", "dates", "--format", "json", "plain.xml"),
    "is not a baseline": ("--only", "dates", "--baseline", "not-a-baseline.json", "plain.xml"),
    "gone.json": ("--only", "dates", "--baseline", "gone.json", "plain.xml"),
    "No such option": ("--onyl", "dates", "plain.xml"),
    "cannot write": ("--only", "dates", "--write-baseline", "plain.xml/a.json", "plain.xml"),
}
"""What is said when a check could not look, and the arguments of that check: exit code 2."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files, in which the commands run."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"one\xff")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "a.xml").symlink_to("gone.xml")
    (tmp_path / "links" / "b.xml").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "nothing").mkdir()
    shutil.copy(PROJECT / "tests" / "gate" / "small.rng", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def named(arguments: tuple[str, ...]) -> list[str]:
    """Arguments with the paths of what is not in the folder."""
    odd = PROJECT / "tests" / "odd"
    paths = {
        "EDITION": PROJECT / "tei",
        "ODD": odd / "features" / "any-element.odd",
        "SOURCE": odd / "source.xml",
    }
    return [str(paths.get(argument, argument)) for argument in arguments]


def test_no_command_is_left_out() -> None:
    known = set(registry.names(commands))
    assert {command for command, _ in ENDS} == ENTRANCES.keys() == PRINTING.keys() == known


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(("command", "code"), ENDS)
def test_a_command_leaves_with(teiproof: Run, command: str, code: int) -> None:
    ran = teiproof(command, *named(ENDS[command, code]))
    assert ran.code == code
    assert "Traceback" not in ran.err
    assert ran.err or code != 2


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(("command", "entrance"), ENTRANCES.items())
@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (ZeroDivisionError, 3, "this is a bug in teiproof. Please report it"),
        (KeyboardInterrupt, 130, "teiproof: interrupted.\n"),
    ],
)
def test_a_bug_is_3_and_an_interruption_130(
    teiproof: Run,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    entrance: str,
    raised: type[BaseException],
    code: int,
    said: str,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(f"teiproof.{entrance}", broken)
    ran = teiproof(command, *named(PRINTING[command]))
    assert (ran.code, said in ran.err) == (code, True)
    assert ("Traceback" in ran.err) == (code == 3)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(("command", "arguments"), PRINTING.items())
def test_a_reader_who_is_gone_is_141(command: str, arguments: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(
        [sys.executable, "-m", "teiproof", command, *named(arguments)],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(write)
    assert ran.returncode == 141
    assert b"Traceback" not in ran.stderr


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(("said", "arguments"), UNLOOKED.items())
def test_a_gate_that_has_not_looked_does_not_pass(teiproof: Run, said: str, arguments: tuple[str, ...]) -> None:
    ran = teiproof("check", *arguments)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("name", ["broken.xml", "empty.xml"])
def test_a_document_that_cannot_be_read_as_xml_does_not_pass(teiproof: Run, name: str) -> None:
    assert teiproof("check", "--only", "dates", name).code == 1


@pytest.mark.usefixtures("place")
def test_a_rule_that_cannot_be_evaluated_does_not_pass(teiproof: Run) -> None:
    ran = teiproof("check", "--only", "schematron", "wrong-rule.xml")
    assert ran.code in (1, 2)
    assert "nonsense" in ran.out + ran.err


@pytest.mark.usefixtures("place")
def test_no_check_passes_on_standard_input_that_is_empty() -> None:
    command = [sys.executable, "-m", "teiproof", "check", "--only", "dates", "-"]
    assert subprocess.run(command, input=b"", capture_output=True, check=False).returncode == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no process groups")
def test_an_interruption_in_the_middle_of_many_processes_leaves_none_of_them(place: Path) -> None:
    """As Ctrl-C in a terminal: every process of the group is told."""
    many = place / "many"
    many.mkdir()
    for number in range(200):
        (many / f"{number}.xml").write_text(PLAIN, encoding="utf-8")
    script = (
        "import sys, time\n"
        "from teiproof.checks import references\n"
        "from teiproof.cli import main\n"
        "from teiproof.workers import documents\n"
        "documents.WORTHWHILE = 0\n"
        "references.check = lambda *_: time.sleep(0.05) or ()\n"
        "sys.exit(main.run(['check', '--only', 'references', '--jobs', '3', 'many']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while len(children.read_text(encoding="ascii").split()) < 3:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, "teiproof: interrupted.\n")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
