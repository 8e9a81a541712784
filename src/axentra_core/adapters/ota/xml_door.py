"""The one door through which XML enters: bounded in bytes, elements and depth, and inert.

Nothing in a document is looked up, neither in it nor elsewhere: whoever declares a document type
or entities is not read at all. The only place that asks lxml.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, TypeAlias

from axentra_core.kernel.checks import LONGEST_LIST
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.redaction import redacted
from axentra_core.kernel.texts import LONGEST_TEXT

try:
    from lxml import etree
except ImportError as _error:
    raise ImportError("axentra_core.adapters.ota needs lxml; install axentra_core[ota]") from _error

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for it

MOST_BYTES: Final = 10_000_000
MOST_ELEMENTS: Final = 500_000
MOST_DELIVERY_BYTES: Final = 40_000_000
MOST_DELIVERY_ELEMENTS: Final = 1_500_000
DEEPEST: Final = 32

_DECLARATION: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_ENCODINGS: Final[Mapping[str, str]] = MappingProxyType(
    {"utf-8": "utf-8", "us-ascii": "ascii", "iso-8859-1": "iso-8859-1"}
)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Characters that XML has no place for, as they are or by number; NUL is told apart.
_NO_XML: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BY_NUMBER: Final = re.compile(r"&#(?:x0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));")
_HEADER: Final = re.compile(r"<\?xml[^>]*\?>")
_TOO_DEEP: Final = etree.XPath(f"boolean({'/*' * (DEEPEST + 1)})")


def read_xml(body: bytes, most_bytes: int = MOST_BYTES) -> Element:
    """Return the root of a document.

    Args:
        body: UTF-8, or what its declaration says: US-ASCII or ISO-8859-1.
        most_bytes: how many it may have.

    Raises:
        InvalidInput: ``xml.too_large``, ``xml.not_text``, ``value.unknown`` for another encoding,
            ``text.control_character``, ``text.bidi_control``, ``xml.doctype``, ``list.length`` for
            too many elements, ``xml.too_deep`` or ``xml.bad_format``.
    """
    text = _text_of(body, most_bytes)
    for found, code in ((_CONTROL, "text.control_character"), (_BIDI, "text.bidi_control")):
        if forbidden := found.search(text):
            raise InvalidInput.because(code, position=forbidden.start())
    return _read(text, MOST_ELEMENTS)


def read_delivery_xml(body: bytes) -> Element:
    """Return the root of a document with texts of guests, one of which must not spoil the others.

    Control characters become spaces, and writing-direction controls stay for who cleans the texts;
    a NUL is refused all the same.

    Raises:
        InvalidInput: as `read_xml`.
    """
    text = _text_of(body, MOST_DELIVERY_BYTES)
    if (position := text.find("\0")) >= 0:
        raise InvalidInput.because("text.control_character", position=position)
    if not text.isprintable():
        text = _NO_XML.sub(" ", text)
    if "&#" in text:
        text = _BY_NUMBER.sub(_possible, text)
    return _read(text, MOST_DELIVERY_ELEMENTS)


def parts_of(parent: Element, known: Mapping[str, str]) -> dict[str, Element]:
    """Return the children that have a name, by what the name is called; others are passed over.

    Raises:
        InvalidInput: ``field.duplicate`` for a name that stands twice.
    """
    found: dict[str, Element] = {}
    for child in parent:
        name = known.get(child.tag)
        if name is not None:
            if name in found:
                raise InvalidInput.because("field.duplicate", path=name, got=name)
            found[name] = child
    return found


def not_many(parent: Element | None, path: str) -> list[Element]:
    """Return what a path leads to; no list of a reservation is longer than a list may be.

    Raises:
        InvalidInput: ``list.length``.
    """
    found = [] if parent is None else parent.findall(path)
    if len(found) > LONGEST_LIST:
        raise InvalidInput.because(
            "list.length", path=local_name(path), got=len(found), low=0, high=LONGEST_LIST
        )
    return found


def only_child(parent: Element, name: str) -> Element:
    """Return the one child of a name, which is ``{namespace}local``.

    Raises:
        InvalidInput: ``field.required`` or ``field.duplicate``, the path being its local name.
    """
    found = parent.findall(name)
    if len(found) != 1:
        local = local_name(name)
        if found:
            raise InvalidInput.because("field.duplicate", path=local, got=shown(local))
        raise InvalidInput.because("field.required", path=local)
    return found[0]


def children(parent: Element, known: Collection[str]) -> Iterator[Element]:
    """Yield the children, all of which have names that are known.

    Raises:
        InvalidInput: ``xml.unexpected`` for any other.
    """
    for child in parent.iterchildren("*"):
        if child.tag not in known:
            raise unexpected(child, known)
        yield child


def attributes(element: Element, required: Collection[str], known: Sequence[str]) -> None:
    """Look whether an element has the attributes that it needs, and no other than known ones.

    What is not known might say on which weekdays a value is meant, so it is not passed over.

    Raises:
        InvalidInput: ``field.required`` or ``field.unknown``.
    """
    given = element.attrib
    for name in required:
        if name not in given:
            raise InvalidInput.because("field.required", path=name)
    for name in map(str, given):
        if name not in known:
            nearest = get_close_matches(name[:100], known, n=1, cutoff=0) or ["leaving it out"]
            raise InvalidInput.because("field.unknown", got=shown(name), nearest=nearest[0])


def unexpected(element: Element, expected: Collection[str]) -> InvalidInput:
    """Return the error for an element that stands where others have to be."""
    is_local = local_name(str(element.tag)) not in map(local_name, expected)
    # Of the same name it is another namespace that is wrong, which has to be seen.
    names = " or ".join(local_name(name) if is_local else name for name in expected)
    return InvalidInput.because(
        "xml.unexpected", got=shown(redacted(str(element.tag)[:LONGEST_TEXT])), expected=names
    )


def local_name(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def _read(text: str, most_elements: int) -> Element:
    if "<!DOCTYPE" in text:
        raise InvalidInput.because("xml.doctype")
    if (elements := text.count("<") - text.count("</")) > most_elements:
        raise InvalidInput.because(
            "list.length", path="elements", got=elements, low=1, high=most_elements
        )
    header = _HEADER.match(text)
    root = _parsed(text[header.end() :] if header else text)
    if _TOO_DEEP(root):
        raise InvalidInput.because("xml.too_deep")
    return root


def _possible(found: re.Match[str]) -> str:
    """Return a character by its number, or a space where XML has no place for it."""
    point = int(found[1], 16) if found[1] else int(found[2])
    is_control = point < 0x20 and point not in {0, 0x09, 0x0A, 0x0D}  # noqa: PLR2004 - of XML
    is_none = 0xD800 <= point < 0xE000 or point in {0xFFFE, 0xFFFF}  # noqa: PLR2004 - of Unicode
    return " " if is_control or is_none else found[0]


def _text_of(body: bytes, most_bytes: int) -> str:
    if not isinstance(body, bytes):
        raise InvalidInput.because("field.wrong_type", expected="bytes", got=type(body).__name__)
    if len(body) > most_bytes:
        raise InvalidInput.because("xml.too_large", limit=most_bytes)
    body = body.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARATION.match(body[:200])
    name = declared[1].decode().lower() if declared else "utf-8"
    if name not in _ENCODINGS:
        raise InvalidInput.because(
            "value.unknown", path="encoding", got=shown(name), allowed=", ".join(_ENCODINGS)
        )
    try:
        return body.decode(_ENCODINGS[name])
    except UnicodeDecodeError:
        raise InvalidInput.because("xml.not_text", encoding=name) from None


def _parsed(text: str) -> Element:
    # A parser of its own for each document: what one of them did, the next does not see.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        # The words of the parser may hold the document's own.
        if "depth" in str(error.msg):
            raise InvalidInput.because("xml.too_deep") from None
        line, column = error.position
        raise InvalidInput.because("xml.bad_format", line=line, column=column) from None
