"""What goes through the pipes: pickles with their length before them.

Values which both ends have are not sent: a number stands for them (`pickle.Pickler.persistent_id`). Both ends
are processes of one run, so what is unpickled was written by ourselves.
"""

from __future__ import annotations

import io
import os
import pickle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = 8  # bytes of the length


def pack(value: object, shared: Sequence[object] = ()) -> bytes:
    """A value as bytes."""
    stream = io.BytesIO()
    _Pickler(stream, shared).dump(value)
    return stream.getvalue()


def unpack(content: bytes, shared: Sequence[object] = ()) -> Any:
    """The value of some bytes."""
    return _Unpickler(io.BytesIO(content), shared).load()


class _Pickler(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, shared: Sequence[object]) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._numbers = {id(value): number for number, value in enumerate(shared)}

    def persistent_id(self, value: object) -> int | None:
        return self._numbers.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, shared: Sequence[object]) -> None:
        super().__init__(stream)
        self._shared = shared

    def persistent_load(self, number: int) -> object:
        return self._shared[number]


def send(handle: int, content: bytes) -> None:
    """Write a message into a pipe. Raises BrokenPipeError if nobody reads it."""
    rest = memoryview(len(content).to_bytes(_HEAD, "big") + content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def receive(handle: int) -> bytes | None:
    """The next message in a pipe, which is waited for. None if the other end is gone, be it halfway."""
    head = _read(handle, _HEAD)
    return head and _read(handle, int.from_bytes(head, "big"))


def _read(handle: int, size: int) -> bytes | None:
    parts = []
    while size:
        part = os.read(handle, min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
