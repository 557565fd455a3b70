"""The command line: words come in, an exit code goes out. No other room knows click."""
