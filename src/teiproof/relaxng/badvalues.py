"""Says what is wrong with a value, and names a valid one."""

import re

from teiproof.diagnostics import visible
from teiproof.relaxng import nearness
from teiproof.relaxng.datatypes import Context
from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.lexical import words
from teiproof.relaxng.patterns import NOT_ALLOWED, Data, Pattern, Value, matches
from teiproof.relaxng.vocabulary import contents_of_lists, leaves, next_words, values
from teiproof.relaxng.wording import attribute, cut, quoted, tag

_MARK = re.compile("[,;|]")  # what encoders put between the words of a list
_SEPARATOR = re.compile(r"\s*[,;|]\s*|\s+")
_INSTANCE = re.compile(r",? for instance [^;]*")  # the reasons of datatypes have examples, which follow here


def bad_value(name: str, value: str, pattern: Pattern, context: Context, patterns: Patterns) -> str:
    """For an attribute whose value is not allowed."""
    fault = _fault(value, pattern, context, patterns)
    if not value.strip():
        return f"the attribute {attribute(name)} {fault}"
    return f"the value “{cut(visible(value))}” of the attribute {attribute(name)} {fault}"


def bad_text(name: str, text: str, pattern: Pattern, context: Context, patterns: Patterns) -> str:
    """For an element whose text is not allowed."""
    return f"the text “{cut(visible(text.strip()))}” of {tag(name)} {_fault(text, pattern, context, patterns)}"


def instances(pattern: Pattern) -> str:
    """Names values that a text may have."""
    literals, datas, _ = values(pattern)
    return _instances([*literals, *_examples(datas)]) or "It must contain text."


def _fault(text: str, pattern: Pattern, context: Context, patterns: Patterns) -> str:
    """Why a text is not what a pattern wants, and what would be."""
    literals, datas, several = values(pattern)
    parts = words(text)
    if not parts:
        return f"is empty. {_instances([*literals, *_examples(datas)])}".rstrip()
    if several and (fault := _fault_of_list(text, parts, pattern, context, patterns)):
        return fault
    meant = nearness.near(text.strip(), literals) or _shortened(text.strip(), literals)
    if meant:
        return f"is not allowed. Did you mean “{meant[0]}”?"
    if literals:
        instances = f", or for instance {quoted(_examples(datas)[:3], 'or')}" if datas else ""
        return f"is not allowed. Allowed: {quoted(literals, 'or')}{instances}."
    faults = [(data.datatype.fault(text, context), data.datatype.example()) for data in datas]
    faults = [(_INSTANCE.sub("", fault), example) for fault, example in faults if fault]
    if not faults:
        return f"is not allowed. {_instances(_examples(datas))}".rstrip()
    # A reason such as “month 13 does not exist” tells which of several types was meant; else it is the first.
    fault, example = next((each for each in faults if not _is_vague(each[0])), faults[0])
    others = _examples(datas) if len(datas) > 1 and _is_vague(fault) else [example]
    told = f"is {fault}" if fault.startswith("not ") else f"is wrong: {fault}"
    return f"{told}. {_instances(others)}".rstrip()


def _shortened(text: str, literals: list[str]) -> list[str]:
    """The values that a text begins with: for “required” that is “req”."""
    return [each for each in literals if len(each) > 2 and text.lower().startswith(each.lower())]


def _is_vague(fault: str) -> bool:
    """Whether a reason says no more than that a text has not the form of a type at all."""
    return fault.startswith("not ") or "does not fit" in fault


def _fault_of_list(text: str, parts: list[str], pattern: Pattern, context: Context, patterns: Patterns) -> str:
    """Why a list is not what a pattern wants; "" if it has one word only, which is wrong itself."""
    single = patterns.choice(*leaves(pattern))
    items = _SEPARATOR.split(text.strip())
    if _MARK.search(text) and all(matches(single, item, context, patterns) for item in items):
        return f"is wrong: only spaces may separate its words. Write “{cut(' '.join(items))}”."
    if len(parts) == 1:
        return ""
    wrong = [word for word in parts if not matches(single, word, context, patterns)]
    if not wrong:
        return _fault_of_order(parts, pattern, context, patterns)
    return f"is wrong: “{cut(visible(wrong[0]))}” {_fault(wrong[0], single, context, patterns)}"


def _fault_of_order(parts: list[str], pattern: Pattern, context: Context, patterns: Patterns) -> str:
    """Why words of which each may stand in a list are none together."""
    rest = patterns.choice(*contents_of_lists(pattern))
    for index, word in enumerate(parts):
        after = rest.after_text(word, context, patterns)
        if after is NOT_ALLOWED:
            wanted = _wanted(rest)
            if not wanted:
                return f"has too many words: nothing may follow “{cut(parts[index - 1])}”."
            return f"is wrong: its word {index + 1} is “{cut(word)}”, but must be {wanted}."
        rest = after
    wanted = "" if rest.nullable else _wanted(rest)
    return f"is incomplete: after “{cut(parts[-1])}” must come {wanted}." if wanted else "is not allowed."


def _wanted(pattern: Pattern) -> str:
    """What the next word of a list may be."""
    found = next_words(pattern)
    literals = [each.literal.strip() for each in found if isinstance(each, Value)]
    examples = _examples([each for each in found if isinstance(each, Data)])[:3]
    instances = f"a value such as {quoted(examples, 'or')}" if examples else ""
    return ", or ".join(filter(None, (quoted(literals, "or"), instances)))


def _examples(datas: list[Data]) -> list[str]:
    return [example for example in dict.fromkeys(data.datatype.example() for data in datas) if example]


def _instances(examples: list[str]) -> str:
    if len(examples) < 2:
        return f"A valid value: “{examples[0]}”." if examples and examples[0] else ""
    return f"Valid values are, for instance, {quoted(examples[:4], 'and')}."
