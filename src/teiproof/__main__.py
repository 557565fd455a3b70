"""`python -m teiproof` is the command `teiproof`."""

from teiproof.cli.main import main

main()
