"""RELAX NG (ISO/IEC 19757-2): schemas, streaming validation, messages an encoder can act on."""

from teiproof.relaxng.schema import Schema

__all__ = ["Schema"]
