"""What pandoc finds in a document: the words of the text, and those of each note."""

import json
import subprocess
import unicodedata
from typing import Any

import pypandoc


def words_of(content: bytes, notation: str) -> tuple[list[str], list[list[str]]]:
    """The words of the text and of its notes, which pandoc reads in some notation, composed as it has them."""
    command = [pypandoc.get_pandoc_path(), f"--from={notation}", "--to=json"]
    ended = subprocess.run(command, input=content, capture_output=True, check=True)
    pieces: list[str] = []
    notes: list[list[str]] = []
    _gather(json.loads(ended.stdout)["blocks"], pieces, notes)
    return _words(pieces), notes


def composed(words: list[str]) -> list[str]:
    """The words as pandoc has them."""
    return [unicodedata.normalize("NFC", word) for word in words]


def _words(pieces: list[str]) -> list[str]:
    text = "".join(pieces).replace("\n", " ").replace("\t", " ")
    return composed([word for word in text.split(" ") if word])


def _gather(node: Any, pieces: list[str], notes: list[list[str]]) -> None:
    if isinstance(node, list):
        for part in node:
            _gather(part, pieces, notes)
        return
    if not isinstance(node, dict):
        return
    kind, content = node.get("t"), node.get("c", [])
    if kind == "Str":
        pieces.append(content)
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        pieces.append(" ")
    elif kind in ("Code", "CodeBlock"):
        pieces.append(content[1] + (" " if kind == "CodeBlock" else ""))
    elif kind == "Note":
        inner: list[str] = []
        _gather(content, inner, notes)
        notes.append(_words(inner))
    elif kind == "LineBlock":
        for line in content:
            _gather(line, pieces, notes)
            pieces.append(" ")
    elif kind == "DefinitionList":
        for term, said in content:
            _gather(term, pieces, notes)
            pieces.append(" ")
            _gather(said, pieces, notes)
    elif kind not in ("RawInline", "Link", "Quoted", "Header"):
        _gather(content, pieces, notes)
        pieces.append(" " if kind in ("Para", "Plain") else "")
    elif kind == "Quoted":
        marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
        pieces.append(marks[0])
        _gather(content[1], pieces, notes)
        pieces.append(marks[1])
    elif kind == "Link":
        _gather(content[1], pieces, notes)
    elif kind == "Header":
        _gather(content[2], pieces, notes)
        pieces.append(" ")
