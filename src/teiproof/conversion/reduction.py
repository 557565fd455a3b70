"""A document within a smaller schema: what the schema does not allow is replaced by what says nearly the same.

The document is built anew from its root: what may stand at a place is what the automaton of the schema allows
there. What it does not allow is, in this order, renamed (`rules`); dropped, if no reading has it; taken out of
its tags; replaced by another block; wrapped; in the header dropped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from teiproof.conversion import rules
from teiproof.conversion.changes import Changes, shown, shown_attribute
from teiproof.conversion.content import Item, add_text, emptied, local_name, plain, put, significant, text_in
from teiproof.errors import TeiproofError
from teiproof.model.elements import BLOCKS, CONTAINERS, STRUCTURED, name_of
from teiproof.names import XML_ID, tei
from teiproof.relaxng.automaton import Opening, State
from teiproof.relaxng.guidance import Guide

HINT = "Correct that place or, if teiproof check --only relaxng finds the document valid, report this."
"""What to do about a document that cannot be brought within a schema."""

_MOST_FILLED = 6  # elements that are put in where a content is not complete
_ONE_OF_MANY = frozenset({"app", "choice", "rdgGrp", "subst"})
_JOINING = frozenset({"join", "part"})  # without them two w side by side are two words


class ReductionError(TeiproofError):
    """A document cannot be brought within a schema without changing what it says."""


class _Way(NamedTuple):
    """A way in which an element may stand: its name, its attributes, and what may be in it."""

    opening: Opening
    content: State
    name: str
    attributes: dict[str, str]
    wrong: list[str]


class Reduction:
    """Brings a tree within a schema, in place. Raises ReductionError."""

    def __init__(self, guide: Guide, changes: Changes, pointed_to: frozenset[str]) -> None:
        self._guide = guide
        self._changes = changes
        self._pointed_to = pointed_to

    def run(self, root: etree._Element) -> None:
        """Bring a document within the schema."""
        way = self._way(self._guide.start, root, str(root.tag))
        if way is None:
            raise self._refusal(root, f"{shown(str(root.tag))} may not be the root of a document there")
        state = self._take(root, way, False)
        if self._guide.ended(way.opening, state) is None:
            raise self._refusal(root, f"{shown(str(root.tag))} would not be complete there")

    def _refusal(self, element: etree._Element, reason: str) -> ReductionError:
        return ReductionError(f"{self._changes.place(element)}: {reason}. {HINT}")

    def _take(self, element: etree._Element, way: _Way, in_header: bool) -> State:
        """Let an element stand in a way, and bring its content within the schema; the state at its end."""
        self._name(element, way)
        in_header = in_header or name_of(element) == "teiHeader"
        items = emptied(element)
        state = way.content
        queue: deque[Item] = deque(items)
        while queue:
            item = queue.popleft()
            if isinstance(item, str):
                state = self._text(element, item, state, queue, in_header)
            elif not isinstance(item.tag, str):
                element.append(item)
            else:
                state = self._element(element, item, state, queue, in_header)
        return self._filled(element, way.opening, state)

    def _name(self, element: etree._Element, way: _Way) -> None:
        old = str(element.tag)
        if old != way.name:
            said = "".join(
                f' {name}="{value}"' for name, value in way.attributes.items() if element.get(name) != value
            )
            self._changes.note(element, shown(old), f"{shown(way.name)[:-1]}{said}>")
        for name in way.wrong:
            self._changes.note(element, shown_attribute(old, name), "dropped")
        element.tag = way.name
        for name in list(element.attrib):
            del element.attrib[name]
        for name, value in way.attributes.items():
            element.set(name, value)

    def _text(
        self, parent: etree._Element, text: str, state: State, queue: deque[Item], in_header: bool
    ) -> State:
        if not text.strip(" \t\r\n"):
            add_text(parent, text)
            return state
        after = self._guide.after_text(state, text)
        if after is not None:
            add_text(parent, text)
            return after
        wrapper = self._wrapper(state, lambda content: self._guide.after_text(content, text) is not None)
        if wrapper is None:
            if in_header:
                self._changes.note(parent, f"text in {shown(str(parent.tag))}", "dropped")
                return state
            raise self._refusal(
                parent, f"the text “{text.strip()[:30]}” could stand nowhere in {shown(str(parent.tag))}"
            )
        made = etree.Element(wrapper)
        made.text = text
        self._changes.note(parent, f"text in {shown(str(parent.tag))}", f"text in {shown(wrapper)}")
        if name_of(parent) not in CONTAINERS:
            self._gather(made, queue)
        queue.appendleft(made)
        return state

    def _gather(self, made: etree._Element, queue: deque[Item]) -> None:
        """Put into an element what follows in the same line."""
        while queue:
            item = queue[0]
            if not isinstance(item, str) and isinstance(item.tag, str) and name_of(item) in BLOCKS:
                return
            put(made, queue.popleft())

    def _gather_blocks(self, made: etree._Element, state: State, queue: deque[Item]) -> None:
        """Put into a body all that follows; into a div, what follows and could not stand beside it."""
        name = name_of(made)
        while queue and name in ("body", "div"):
            item = queue[0]
            is_element = not isinstance(item, str) and isinstance(item.tag, str)
            if name == "div" and is_element and self._fits(state, item):
                return
            put(made, queue.popleft())

    def _element(
        self,
        parent: etree._Element,
        element: etree._Element,
        state: State,
        queue: deque[Item],
        in_header: bool,
    ) -> State:
        way = self._way(state, element, str(element.tag))
        if way is None or (name_of(element) == "w" and not _JOINING.isdisjoint(way.wrong)):
            way = self._renamed(state, element) or way
        if way is None:
            self._replace(parent, element, state, queue, in_header)
            return state
        parent.append(element)
        content = self._take(element, way, in_header)
        after = self._guide.ended(way.opening, content)
        if after is None:
            parent.remove(element)
            if in_header or not text_in(element):
                self._changes.note(element, shown(str(element.tag)), "dropped, as it would not be complete")
                return state
            raise self._refusal(element, f"{shown(str(element.tag))} would not be complete there")
        return after

    def _way(
        self, state: State, element: etree._Element, name: str, given: dict[str, str] | None = None
    ) -> _Way | None:
        """How an element may stand under a name, and with attributes besides its own; None if it may not."""
        opening = self._guide.opening(state, name)
        if opening is None:
            return None
        attributes = {str(key): str(value) for key, value in element.items()}
        for key, value in (given or {}).items():
            if key == "type" and attributes.get(key) and "subtype" not in attributes:
                attributes["subtype"] = attributes[key]
            if key != "rend" or key not in attributes:
                attributes[key] = value
        content, wrong = self._guide.content(opening, attributes)
        if content is None:
            return None
        return _Way(
            opening,
            content,
            name,
            {key: value for key, value in attributes.items() if key not in wrong},
            [key for key in wrong if element.get(key) is not None and key not in (given or {})],
        )

    def _renamed(self, state: State, element: etree._Element) -> _Way | None:
        """How an element may stand under another name."""
        if name_of(element) in ("app", "rdgGrp") and len(element) < 2:
            return None  # a choice is one between two at least
        for alternative in rules.RENAMES.get(local_name(element), ()):
            name, *said = alternative.split()
            given = dict(part.split("=") for part in said)
            if way := self._way(state, element, tei(name), given):
                return way
        return None

    def _replace(
        self,
        parent: etree._Element,
        element: etree._Element,
        state: State,
        queue: deque[Item],
        in_header: bool,
    ) -> None:
        """Put at the front of what is still to be taken what takes the place of an element."""
        name = local_name(element)
        tag = str(element.tag)
        if name in rules.UNREAD and not in_header:
            self._drop(element, state, queue)
        elif name in rules.IN_EDITED | rules.IN_DIPLOMATIC and self._chosen(parent, element, state, queue):
            pass
        elif (name not in BLOCKS or name in rules.UNWRAPPED) and self._may_hold(state, element):
            self._unwrap(element, queue, self._guide.opening(state, tei("anchor")) is not None)
        elif not in_header and name in BLOCKS and (other := self._other_block(state, element)):
            self._changes.note(element, shown(tag), shown(tei(other)))
            element.tag = tei(other)
            queue.appendleft(element)
        elif wrapper := self._wrapper_of(state, element):
            made = etree.Element(wrapper)
            self._changes.note(element, shown(tag), f"{shown(tag)} in {shown(wrapper)}")
            made.append(element)
            self._gather_blocks(made, state, queue)
            queue.appendleft(made)
        elif self._may_hold(state, element):
            self._unwrap(element, queue, self._guide.opening(state, tei("anchor")) is not None)
        elif in_header or not text_in(element):
            self._drop(element, state, queue)
        else:
            raise self._refusal(element, f"{shown(tag)} could stand nowhere in {shown(str(parent.tag))}")

    def _drop(self, element: etree._Element, state: State, queue: deque[Item]) -> None:
        what = shown(str(element.tag))
        self._changes.note(element, what, "dropped with what it holds" if len(element) else "dropped")
        self._keep_id(element, queue, self._guide.opening(state, tei("anchor")) is not None)

    def _keep_id(self, element: etree._Element, queue: deque[Item], has_anchor: bool) -> None:
        identifier = element.get(XML_ID)
        if identifier in self._pointed_to and has_anchor:
            queue.appendleft(etree.Element(tei("anchor"), {XML_ID: str(identifier)}))

    def _unwrap(self, element: etree._Element, queue: deque[Item], has_anchor: bool) -> None:
        """Take the content of an element out of its tags."""
        name = local_name(element)
        self._changes.note(element, shown(str(element.tag)), "its content")
        if name == "restore":  # a deletion in it is text, as it is nowhere else
            for deletion in list(element.iterchildren(tei("del"))):
                self._changes.note(deletion, "<del> in <restore>", '<seg type="restored">')
                deletion.tag = tei("seg")
                deletion.set("type", "restored")
        items = emptied(element)
        if name in _ONE_OF_MANY:
            items = [item for item in items if not isinstance(item, str)]
            items = self._one_of_many(element, items) if name != "subst" else items
        if name in STRUCTURED:
            # There an element ends the word before it, as it will not in a line.
            items = [part for item in items for part in ((item,) if isinstance(item, str) else (" ", item))]
        queue.extendleft(reversed(items))
        self._keep_id(element, queue, has_anchor)

    def _one_of_many(self, element: etree._Element, items: list[Item]) -> list[Item]:
        """The alternative that is read among those which were in an element."""
        alternatives = [item for item in items if not isinstance(item, str) and isinstance(item.tag, str)]
        readings = [item for item in alternatives if name_of(item) in ("lem", "rdg", "rdgGrp")] or alternatives
        lemmas = [item for item in readings if name_of(item) == "lem"]
        first = next(iter(lemmas or readings), None)
        for other in readings:
            if other is not first:
                what = f"{shown(str(other.tag))} in {shown(str(element.tag))}"
                self._changes.note(other, what, "dropped with what it holds")
        return [item for item in items if item is first or item not in readings]

    def _chosen(
        self, parent: etree._Element, element: etree._Element, state: State, queue: deque[Item]
    ) -> bool:
        """Put what one reading alone has into a choice, unless it stands in an alternative of one already."""
        name = local_name(element)
        in_edited = name in rules.IN_EDITED
        around = {name_of(node) for node in (parent, *parent.iterancestors())}
        if "choice" in around and not around.isdisjoint(
            rules.EDITED_ONLY if in_edited else rules.DIPLOMATIC_ONLY
        ):
            return False
        made = choice = etree.Element(tei("choice"))
        if not self._stands(state, choice):
            wrapper = self._wrapper(state, lambda content: self._stands(content, choice))
            if wrapper is None:
                return False
            made = etree.Element(wrapper)
            made.append(choice)
        self._changes.note(element, shown(str(element.tag)), "<choice> of <orig> and <reg>, one of them empty")
        orig, reg = etree.SubElement(choice, tei("orig")), etree.SubElement(choice, tei("reg"))
        target = reg if in_edited else orig
        for key, value in element.items():
            if key == XML_ID:
                target.set(key, value)
            else:
                self._changes.note(element, shown_attribute(str(element.tag), str(key)), "dropped")
        for item in emptied(element):
            put(target, item)
        queue.appendleft(made)
        return True

    def _other_block(self, state: State, element: etree._Element) -> str | None:
        """Another block that may take the place of one."""
        own = local_name(element)
        holds_blocks = own in CONTAINERS
        for name in rules.BLOCKS_OF_BLOCKS if holds_blocks else rules.BLOCKS_OF_TEXT:
            way = None if name == own else self._way(state, element, tei(name))
            if way and all(self._fits(way.content, item) for item in significant(element)):
                return name
        return None

    def _fits(self, state: State, item: Item) -> bool:
        if isinstance(item, str):
            return self._guide.after_text(state, item) is not None
        return self._stands(state, item) or self._may_hold(state, item)

    def _stands(self, state: State, element: etree._Element) -> bool:
        return bool(self._way(state, element, str(element.tag)) or self._renamed(state, element))

    def _may_hold(self, state: State, element: etree._Element) -> bool:
        """Whether something in an element may stand where the element itself may not."""
        items = list(significant(element))
        if not items:
            return False
        return any(
            self._guide.after_text(state, item) is not None
            if isinstance(item, str)
            else self._stands(state, item) or self._may_hold(state, item)
            for item in items[:20]
        )

    def _wrapper_of(self, state: State, element: etree._Element) -> str | None:
        """An element in which another one may stand; or else its content, if that may not stand outside."""
        found = self._wrapper(state, lambda content: self._stands(content, element))
        if found is None and not self._may_hold(state, element):
            found = self._wrapper(state, lambda content: self._may_hold(content, element))
        return found

    def _wrapper(self, state: State, accepts: Callable[[State], bool], depth: int = 2) -> str | None:
        """An element that may stand in a state and hold, itself or in another one, what may not."""
        contents: dict[str, State] = {}
        for name in rules.WRAPPERS:
            opening = self._guide.opening(state, tei(name))
            content = self._guide.content(opening, {})[0] if opening else None
            if content is not None:
                if accepts(content):
                    return tei(name)
                contents[name] = content
        if depth > 1:
            for name, content in contents.items():
                if self._wrapper(content, accepts, depth - 1):
                    return tei(name)
        return None

    def _filled(self, element: etree._Element, opening: Opening, state: State) -> State:
        """Put into an element what it must hold, as far as it is empty elements."""
        for _ in range(_MOST_FILLED):
            if self._guide.ended(opening, state) is not None:
                break
            wanted = {plain(name) for name in self._guide.next_elements(state)}
            name = next((each for each in rules.FILLERS if each in wanted), None)
            made = None if name is None else etree.Element(tei(name))
            way = None if made is None else self._way(state, made, str(made.tag))
            if made is None or way is None:
                break
            element.append(made)
            after = self._guide.ended(way.opening, self._take(made, way, False))
            if after is None:
                element.remove(made)
                break
            self._changes.note(
                element,
                shown(str(element.tag)),
                f"{shown(str(element.tag))} with an empty {shown(str(made.tag))}",
            )
            state = after
        return state
