"""Tests of Distributed Text Services.

`context.json` is the JSON-LD context of version 1.0, published by the editors Hugh Cayless, Thibault Clérice,
Jonathan Robie, Ian Scott and Bridget Almas under CC BY 4.0 at https://dtsapi.org/context/v1.0.json; only its
white space was changed.
"""
