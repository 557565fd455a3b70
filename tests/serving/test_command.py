"""`teiproof serve` as a process: it shows the edition, makes it anew when a file changes, ends with Ctrl-C."""

import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import PROJECT


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 # our own server
        content: bytes = response.read()
    return content.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_the_edition_is_shown_and_made_anew_until_ctrl_c(tmp_path: Path) -> None:
    tei = tmp_path / "tei"
    shutil.copytree(PROJECT / "tei", tei)
    text = tei / "the-end-of-henry-yagoda.xml"
    command = [sys.executable, "-m", "teiproof", "serve", str(tei)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process,
        ExitStack() as last,
    ):
        last.callback(process.kill)  # or a test that fails would wait for it
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        found = next(match for line in lines if (match := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        page = f"{found[0]}the-end-of-henry-yagoda.html"
        assert "Thermidor" in fetched(page)
        assert "EntryPoint" in fetched(f"{found[0]}dts/")
        written = text.read_text(encoding="utf-8")
        text.write_text(written.replace("Thermidor</eventName>", "Messidor</eventName>"), encoding="utf-8")
        assert any("made again" in line for line in lines)
        assert "Messidor" in fetched(page)
        missing = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="absent.xml"/></body>'
        text.write_text(written.replace("</body>", missing), encoding="utf-8")
        assert any("This part is left out." in line for line in lines)
        assert any("made again" in line for line in lines)
        assert "Thermidor" in fetched(page)
        text.write_text("<TEI", encoding="utf-8")
        assert any("stay as they were" in line for line in lines)
        assert "Thermidor" in fetched(page)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert not (tmp_path / "build").exists()


def test_an_edition_that_cannot_be_made_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<TEI", encoding="utf-8")
    command = [sys.executable, "-m", "teiproof", "serve", str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 2
    assert "broken.xml" in ran.stderr
