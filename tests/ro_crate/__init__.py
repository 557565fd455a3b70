"""Tests of the crate.

`context.json` has the terms of the JSON-LD context of RO-Crate 1.1 that we use; that context is in the public
domain (CC0).
"""
