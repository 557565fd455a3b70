"""One module per notation of a schema: `write(schema: Flattened, options: Options) -> bytes`."""
