"""teiproof proofs, publishes and exchanges TEI documents."""

__version__ = "0.1.0"
