"""One module per notation of a schema: `write(schema: Flattened, docs: bool) -> bytes`."""
