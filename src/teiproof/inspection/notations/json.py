"""A survey as JSON: everything that was found, with counts and the place of the first of each."""

import json
from collections.abc import Iterator

from teiproof.inspection.prospects import prospects
from teiproof.inspection.survey import TOPICS, Survey


def write(survey: Survey) -> Iterator[str]:
    """One JSON object, indented."""
    made = {
        "folders": list(survey.folders),
        "files": survey.files,
        "bytes": survey.size,
        "words": survey.words,
        "years": list(survey.years) if survey.years else None,
        "prospects": [{"good": prospect.is_good, "text": prospect.text} for prospect in prospects(survey)],
        "problems": [
            {
                "path": problem.location.path,
                "line": problem.location.line,
                "column": problem.location.column,
                "code": problem.code,
                "message": problem.message,
            }
            for problem in survey.problems
        ],
        "topics": {
            topic: {
                value: {"count": tally.count, "files": tally.files, "example": str(tally.example)}
                for value, tally in survey.of(topic)
            }
            for topic in TOPICS
        },
    }
    written = json.dumps(made, ensure_ascii=False, indent=2)
    # A byte of a file's name that is no UTF-8 is a surrogate to Python, and has an escape in JSON.
    yield written.encode(errors="backslashreplace").decode()
