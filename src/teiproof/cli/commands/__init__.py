"""The commands: one module each, with a click command named `command`. To add one, add a file here."""
