"""What became of reservations: the reply to who brings them, and the report to who was asked.

A message is answered by Success or by Errors, never by both. What was refused beside others that
are taken stands in Warnings, which name it by RecordID: the taken ones are confirmed at once, and
the refused come again by themselves and are then told as Errors. What could not be stored just now
is left out of a report, so that it comes again, and makes a reply an error.

Sources: reservations PULL and PUSH, and error handling, of SiteMinder's public documentation of
pmsXchange; OpenTravel 2003/05 for Warnings.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final

from axentra_core.adapters.ota.answers import ERRORS, code_of
from axentra_core.adapters.ota.deliveries import USER, without_cards
from axentra_core.adapters.ota.envelope import Credentials, request, response
from axentra_core.adapters.ota.frame import (
    CANCELLATION,
    MESSAGE,
    MESSAGE_CONTEXT,
    RESERVATION,
    head,
    opened,
)
from axentra_core.adapters.ota.texts import cleaned, escaped, quoted
from axentra_core.adapters.ota.written_bookings import other_ids, unique_id
from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import Verdict
from axentra_core.channels.reservations import (
    Confirmation,
    Delivered,
    Delivery,
    OtherId,
    Outcome,
    Report,
)
from axentra_core.kernel.errors import InvalidInput

REPLY: Final = "OTA_HotelResNotifRS"
REPORT, REPORT_ANSWER = "OTA_NotifReportRQ", "OTA_NotifReportRS"

# fmt: off
# Which number of the platform's stands for what a fault says; for all others MESSAGE_REFUSED's.
NUMBERS: Final[Mapping[str, str]] = MappingProxyType({
    "field.required": code_of(Cause.MESSAGE_INCOMPLETE),
})
# fmt: on
REFUSED: Final = "450"
NOT_NOW: Final = code_of(Cause.PLATFORM_UNAVAILABLE)


def write_reply(delivery: Delivery, report: Report) -> bytes:
    """Return what a platform that has called is answered.

    Where anything could not be stored just now nothing is confirmed, and all comes again.
    """
    return response(_answer(delivery.id, report))


def _answer(token: str, report: Report) -> str:
    told = _by_outcome(report.confirmations)
    begun = head(REPLY, token, report.at)
    if told[Outcome.LATER]:
        return f"{begun}{_remarks('Error', told[Outcome.LATER])}</{REPLY}>"
    if told[Outcome.REFUSED] and not told[Outcome.TAKEN]:
        return f"{begun}{_remarks('Error', told[Outcome.REFUSED])}</{REPLY}>"
    warnings = _remarks("Warning", told[Outcome.REFUSED])
    return f"{begun}<Success/>{warnings}{_reservations(told[Outcome.TAKEN])}</{REPLY}>"


def write_refusal(fault: InvalidInput, at: datetime) -> bytes:
    """Return what a platform is answered whose call cannot be read at all."""
    sentence = cleaned(without_cards(fault).sentence)
    is_user = any(one.path == USER for one in fault.faults)
    number = code_of(Cause.NOT_LET_IN) if is_user else NUMBERS.get(fault.code, REFUSED)
    error = _remark("Error", number, "", fault.code, sentence)
    return response(f"{head(REPLY, '', at)}<Errors>{error}</Errors></{REPLY}>")


def write_report(report: Report, credentials: Credentials) -> bytes:
    """Return what a platform is told that was asked."""
    told = _by_outcome(report.confirmations)
    taken, refused = told[Outcome.TAKEN], told[Outcome.REFUSED]
    if refused and not taken:
        result, listed = _remarks("Error", refused), refused
    else:
        result, listed = f"<Success/>{_remarks('Warning', refused)}", taken
    details = _reservations(listed)
    if details:
        details = f"<NotifDetails><HotelNotifReport>{details}</HotelNotifReport></NotifDetails>"
    return request(credentials, f"{opened(REPORT, report)}{result}{details}</{REPORT}>")


def number_of(item: Delivered) -> tuple[str, str]:
    """Return the type and the number by which a message is confirmed.

    That is the message's own; where it has none, or one that cannot be repeated, the reservation's.
    """
    if item.id:
        return MESSAGE, item.id
    for kind, number in item.ids:
        if kind in {RESERVATION, CANCELLATION}:
            return kind, number
    return RESERVATION, item.about


def _by_outcome(confirmations: Iterable[Confirmation]) -> dict[Outcome, list[Confirmation]]:
    found: dict[Outcome, list[Confirmation]] = {one: [] for one in Outcome}
    for one in confirmations:
        found[one.outcome].append(one)
    return found


def _reservations(confirmations: Sequence[Confirmation]) -> str:
    told = "".join(map(_reservation, confirmations))
    return f"<HotelReservations>{told}</HotelReservations>" if told else ""


def _reservation(one: Confirmation) -> str:
    kind, number = number_of(one.item)
    if not number:
        return ""
    context = MESSAGE_CONTEXT if kind == MESSAGE else ""
    ours = other_ids([OtherId("pms", one.number)]) if one.number else ""
    inside = f"<ResGlobalInfo>{ours}</ResGlobalInfo>" if ours else ""
    return f"<HotelReservation>{unique_id(kind, number, context)}{inside}</HotelReservation>"


def _remarks(kind: str, confirmations: Sequence[Confirmation]) -> str:
    told = "".join(
        _remark(kind, _numbered(one), number_of(one.item)[1], one.code, one.sentence)
        for one in confirmations
    )
    return f"<{kind}s>{told}</{kind}s>" if told else ""


def _numbered(one: Confirmation) -> str:
    """Return the platform's number for why a message was not taken."""
    number = code_of(one.code) or NUMBERS.get(one.code, REFUSED)
    is_later = ERRORS[number].verdict is Verdict.NOT_NOW
    return NOT_NOW if one.outcome is Outcome.LATER and not is_later else number


def _remark(kind: str, number: str, record: str, code: str, sentence: str) -> str:
    short = f' ShortText="{quoted(str(code))}"' if code else ""
    named = f' RecordID="{quoted(record)}"' if record else ""
    text = cleaned(sentence)
    return (
        f'<{kind} Type="{ERRORS[number].type}" Code="{number}"{short}{named}>'
        f"{escaped(text) if text else ''}</{kind}>"
    )
