"""Answers of SiteMinder to what it has been told: its numbers, put into our words in one table.

A message is taken entirely or not at all. An answer either says Success, perhaps with Warnings, or
Errors; a Fault of SOAP stands for what has not come to be looked at. Whoever numbers what is wrong
does so by RecordID, which counts the parts of the request from 1.

Sources: the reference tables ERR and EWT, and error handling, of SiteMinder's public documentation
of pmsXchange; OpenTravel 2003/05 for RecordID.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.adapters.ota.availability import Record
from axentra_core.adapters.ota.envelope import FAULT, content, read_envelope, response
from axentra_core.adapters.ota.frame import OTA, answers, opened
from axentra_core.adapters.ota.texts import cleaned, escaped
from axentra_core.adapters.ota.xml_door import Element, children, only_child, unexpected
from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import Answer, InventoryMessage, Remark, Verdict
from axentra_core.kernel.errors import InvalidInput

MOST_ANSWER_BYTES: Final = 2_000_000
MOST_REMARKS: Final = 100
LONGEST_CODE: Final = 20

REFUSED, NOT_NOW = Verdict.REFUSED, Verdict.NOT_NOW


@attrs.frozen
class Row:
    """What a number of the platform's means.

    Attributes:
        cause: in our words.
        verdict: what became of the whole message when it is an error.
        type: the kind of error that the platform says with it.
        of_update: it can be about one part of a message.
    """

    cause: Cause
    verdict: Verdict
    type: str = "3"
    of_update: bool = False


# fmt: off
ERRORS: Final[Mapping[str, Row]] = MappingProxyType({
    "187": Row(Cause.PLATFORM_UNAVAILABLE, NOT_NOW, "12"),
    "448": Row(Cause.PLATFORM_UNAVAILABLE, NOT_NOW, "13"),
    "497": Row(Cause.NOT_LET_IN,           NOT_NOW, "6"),
    "375": Row(Cause.HOTEL_NOT_ACTIVE,     NOT_NOW, "6"),
    "392": Row(Cause.HOTEL_UNKNOWN,        REFUSED, "6"),
    "402": Row(Cause.ROOM_UNKNOWN,         REFUSED, of_update=True),
    "249": Row(Cause.RATE_UNKNOWN,         REFUSED, of_update=True),
    "783": Row(Cause.ROOM_RATE_UNKNOWN,    REFUSED, of_update=True),
    "436": Row(Cause.RATE_MISSING,         REFUSED, of_update=True),
    "842": Row(Cause.RATE_MISSING,         REFUSED, of_update=True),
    "137": Row(Cause.GUESTS_DISAGREE,      REFUSED, of_update=True),
    "397": Row(Cause.GUESTS_DISAGREE,      REFUSED, of_update=True),
    "321": Row(Cause.MESSAGE_INCOMPLETE,   REFUSED, "10", of_update=True),
    "450": Row(Cause.MESSAGE_REFUSED,      REFUSED, of_update=True),
})
# What is said without a number, by the kind of error.
TYPES: Final[Mapping[str, Row]] = MappingProxyType({
    "4":  Row(Cause.NOT_LET_IN,           NOT_NOW, "4"),
    "10": Row(Cause.MESSAGE_INCOMPLETE,   REFUSED, "10"),
    "12": Row(Cause.PLATFORM_UNAVAILABLE, NOT_NOW, "12"),
    "13": Row(Cause.PLATFORM_UNAVAILABLE, NOT_NOW, "13"),
})
# What a Fault says somewhere in its text, in small letters, and then who is at fault.
FAULTS: Final[Mapping[str, Row]] = MappingProxyType({
    "payload too large":     Row(Cause.MESSAGE_TOO_LARGE,    REFUSED),
    "throttle limit":        Row(Cause.PLATFORM_BUSY,        NOT_NOW),
    "authentication failed": Row(Cause.NOT_LET_IN,           NOT_NOW),
})
BLAMED: Final[Mapping[str, Row]] = MappingProxyType({
    "Server": Row(Cause.PLATFORM_UNAVAILABLE, NOT_NOW),
})
# fmt: on
OTHER: Final = Row(Cause.MESSAGE_REFUSED, REFUSED, of_update=True)

_SUCCESS, _WARNINGS, _WARNING, _ERRORS, _ERROR = (
    f"{{{OTA}}}{name}" for name in ("Success", "Warnings", "Warning", "Errors", "Error")
)
Records = Callable[[], Sequence[Record]]


def read_answer(message: InventoryMessage, body: bytes, name: str, records: Records) -> Answer:
    """Return what has been answered to a message.

    Args:
        message: the request.
        body: the answer as it came.
        name: of the answer's element.
        records: which updates each part of the request tells; asked only where parts are named.

    Raises:
        InvalidInput: those of `read_xml`; ``xml.unexpected`` for what is no answer to such a
            request, ``value.contradicts`` for an answer to another one, ``field.duplicate``.
    """
    root = content(read_envelope(body, MOST_ANSWER_BYTES))
    if root.tag == FAULT:
        return _of_fault(root)
    expected = f"{{{OTA}}}{name}"
    if root.tag != expected:
        raise unexpected(root, [expected, FAULT])
    answers(root, message)
    parts: dict[str, Element] = {}
    for child in children(root, [_SUCCESS, _WARNINGS, _ERRORS]):
        parts[str(child.tag)] = only_child(root, str(child.tag))
    records = cache(records)
    remarks = [
        *_remarks(parts.get(_ERRORS), _ERROR, records),
        *_remarks(parts.get(_WARNINGS), _WARNING, records),
    ]
    return _judged(parts, remarks)


def _judged(parts: Mapping[str, Element], remarks: Sequence[tuple[Row, Record, Remark]]) -> Answer:
    # What is refused is never too much to be kept; what is said about it may be.
    said = tuple(remark for _, _, remark in remarks[:MOST_REMARKS])
    if _ERRORS in parts:
        verdicts = {row.verdict for row, _, _ in remarks}
        return Answer(NOT_NOW if verdicts == {NOT_NOW} else REFUSED, said)
    if _SUCCESS not in parts:
        raise InvalidInput.because("field.required", path="Success")
    refused = {place for row, places, _ in remarks if row.of_update for place in places}
    return Answer(Verdict.ACCEPTED, said, frozenset(refused))


def _remarks(
    parent: Element | None, name: str, records: Records
) -> Iterator[tuple[Row, Record, Remark]]:
    if parent is None:
        return
    is_error = name == _ERROR
    for child in children(parent, [name]):
        theirs = cleaned(child.get("Code", ""))[:LONGEST_CODE]
        text = cleaned(child.text or child.get("ShortText") or "")
        row = ERRORS.get(theirs) or (not theirs and TYPES.get(child.get("Type", ""))) or OTHER
        places = _named(child.get("RecordID"), records)
        # A warning that names no part of the message changes nothing of it.
        cause = row.cause if is_error or places else Cause.REMARKED
        for place in places or (None,):
            yield row, places, Remark(cause.value, theirs, text, place)


def _named(record: str | None, records: Records) -> Record:
    """Return the updates of the part that is named, if there is such a part."""
    if record is None or not record.isascii() or not record.isdigit() or len(record) > 6:  # noqa: PLR2004 - digits of the most parts
        return ()
    parts, place = records(), int(record)
    return parts[place - 1] if 1 <= place <= len(parts) else ()


def _of_fault(fault: Element) -> Answer:
    text = cleaned(fault.findtext("faultstring") or "")
    code = cleaned(fault.findtext("faultcode") or "").rpartition(":")[2][:LONGEST_CODE]
    said = text.lower()
    known = next((row for words, row in FAULTS.items() if words in said), None)
    row = known or BLAMED.get(code.partition(".")[0], OTHER)
    return Answer(row.verdict, (Remark(row.cause.value, code, text),))


def write_answer(message: InventoryMessage, answer: Answer, name: str, records: Records) -> bytes:
    """Return the answer of a platform: what it has refused of a message that it takes, as Warnings.

    Args:
        message: the request; the answer is said to be of its time, unless `message` is changed.
        answer: what became of it.
        name: of the answer's element.
        records: which updates each part of the request tells.
    """
    is_taken = answer.verdict is Verdict.ACCEPTED
    kind = "Warning" if is_taken else "Error"
    said = "".join(_written(remark, kind, records) for remark in answer.remarks)
    inside = f"<{kind}s>{said}</{kind}s>" if said or not is_taken else ""
    head = "<Success/>" if is_taken else ""
    return response(f"{opened(name, message)}{head}{inside}</{name}>")


def write_fault(text: str, blamed: str = "Server") -> bytes:
    """Return what a platform answers that has not come to look at a message."""
    return response(
        f"<SOAP-ENV:Fault><faultcode>SOAP-ENV:{escaped(blamed)}</faultcode>"
        f'<faultstring xml:lang="en">{escaped(text)}</faultstring></SOAP-ENV:Fault>'
    )


def _written(remark: Remark, kind: str, records: Records) -> str:
    theirs = remark.theirs or code_of(remark.code)
    row = ERRORS.get(theirs, OTHER)
    code = f' Code="{escaped(theirs)}"' if theirs else ""
    part = ""
    if remark.place is not None:
        part = f' RecordID="{_number_of(remark.place, records())}"'
    text = escaped(remark.text) if remark.text else ""
    return f'<{kind} Type="{row.type}"{code}{part}>{text}</{kind}>'


def _number_of(place: int, records: Sequence[Record]) -> int:
    for number, places in enumerate(records, 1):
        if place in places:
            return number
    raise InvalidInput.because(
        "value.out_of_range", path="place", got=place, low=0, high=sum(map(len, records)) - 1
    )


def code_of(cause: str) -> str:
    """Return the first number that stands for a cause; empty where none does."""
    return next((code for code, row in ERRORS.items() if row.cause == cause), "")
