"""The reasons why a request cannot be carried out.

Errors are raised and never collected; facts about documents are `diagnostics.Diagnostic` values, returned
and never raised. The command line turns every `TeiproofError` into one sentence and exit code 2.
"""


class TeiproofError(Exception):
    """A request cannot be carried out. The message says why, then what to do."""


class UnknownNameError(TeiproofError):
    """There is no check, export, reporter or code of the name asked for."""


class UnreadableFileError(TeiproofError):
    """A file or folder does not exist or may not be read."""


class UnwritableTargetError(TeiproofError):
    """A file or folder cannot be written."""


class NothingToCheckError(TeiproofError):
    """No document matched, so that nothing could be checked or exported."""


class NotTeiError(TeiproofError):
    """A document that was asked for is XML, but not TEI P5."""


class SchemaNotFoundError(TeiproofError):
    """The schema of a document is not declared, or is not where the declaration says."""


class IncorrectSchemaError(TeiproofError):
    """A schema is not a correct RELAX NG schema."""


class IdTypesError(IncorrectSchemaError):
    """In a schema it depends on more than names what is an ID, or refers to one."""


class MissingExtraError(TeiproofError):
    """A library is needed that comes with an extra of teiproof, and is not installed."""


class ClusterError(TeiproofError):
    """A cluster of computers cannot be reached, or cannot do the work."""


class TransformError(TeiproofError):
    """A stylesheet could not carry out its work."""


class UnusablePortError(TeiproofError):
    """A server cannot listen on the port asked for."""


class SearchError(TeiproofError):
    """The index of a site's search could not be made."""
