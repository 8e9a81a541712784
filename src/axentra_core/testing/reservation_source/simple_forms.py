"""How the plain reservation dialect looks: JSON objects, and how messages are read from them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

import attrs

from axentra_core.channels.codes import CodeTable
from axentra_core.channels.dialect import Remark
from axentra_core.channels.references import read_reference
from axentra_core.channels.reservations import (
    CardSecret,
    Cleaner,
    Delivered,
    Outcome,
    Report,
    ReservationMessage,
)
from axentra_core.codec.codec import Codec
from axentra_core.codec.json_door import to_json
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.testing.reservation_source.side import Heard

CODEC: Final = Codec(())
_CARD: Final = ("number", "expires", "code", "holder", "brand")


@attrs.frozen
class Head:
    """What a delivery says beside its messages."""

    id: str
    hotel: str
    at: datetime | None = None
    is_last: bool = True


@attrs.frozen
class Confirmed:
    """What became of one message, as it is written."""

    id: str
    outcome: Outcome
    number: str | None = None
    code: str = ""
    sentence: str = ""


@attrs.frozen
class Confirmations:
    """What became of messages, as it is written; to no call at all where none could be read."""

    id: str
    hotel: str
    confirmations: tuple[Confirmed, ...] = ()
    at: datetime | None = None
    refused: str = ""


@attrs.frozen
class Answer:
    """An answer of the platform's; to nothing in particular where nothing was looked at."""

    to: str | None = None
    number: str | None = None
    remarks: tuple[Remark, ...] = ()


# --- writing ---


def written(plain: object) -> bytes:
    """Return plain data as it is sent."""
    return to_json(plain).encode()


def item_of(item: Delivered) -> dict[str, Any]:
    """Return a message as it is written; what has none cannot be read."""
    message = None if item.message is None else CODEC.plain(item.message)
    card = None if item.card is None else {name: getattr(item.card, name) for name in _CARD}
    return {"id": item.id, "message": message, "card": card}


def confirmations_of(report: Report) -> Confirmations:
    """Return a report as it is written."""
    return Confirmations(
        report.id,
        report.hotel,
        tuple(
            Confirmed(one.item.id, one.outcome, one.number, one.code, one.sentence)
            for one in report.confirmations
        ),
        report.at,
    )


# --- reading ---


def object_of(plain: object) -> dict[str, Any]:
    """Return what has to be an object.

    Raises:
        InvalidInput: ``field.wrong_type``.
    """
    if not isinstance(plain, dict):
        raise InvalidInput.because("field.wrong_type", expected="an object", got=shown(plain))
    return plain


def read_answer(to: str, body: bytes) -> Answer:
    """Return an answer that says that something was taken.

    Raises:
        InvalidInput: those of JSON and of its fields; ``value.contradicts`` for the answer to
            something else, ``value.unknown`` for one that says no.
    """
    found = CODEC.read(Answer, body)
    if found.to not in {None, to}:
        raise InvalidInput.because(
            "value.contradicts", path="to", one=shown(found.to), other=shown(to)
        )
    if found.to is None or found.remarks:
        said = ", ".join(remark.code for remark in found.remarks)
        raise InvalidInput.because(
            "value.unknown", path="remarks", got=shown(said), allowed="an answer without any"
        )
    return found


def heard(one: Confirmed) -> Heard:
    """Return what the platform is told of one message."""
    return Heard(one.id, one.outcome, one.number, one.code)


def read_item(plain: object, codes: CodeTable) -> Delivered:
    """Return a message, or why it cannot be read."""
    id_ = about = ""
    try:
        item = object_of(plain)
        id_ = _text(item, "id") or ""
        told = object_of(item.get("message"))
        reference = object_of(told.get("reference"))
        channel = _text(reference, "channel")
        known = read_reference(_text(reference, "reference") or "", codes, channel=channel)
        about = known.text
        named = {"channel": known.channel, "reference": known.reference}
        clean = {**_cleaned(told), "reference": named}
        message = CODEC.build(ReservationMessage, clean)
    except InvalidInput as fault:
        return Delivered(id_, fault=fault, about=about)
    return Delivered(id_, message, _card(item.get("card")), about=about)


def _text(plain: Mapping[str, Any], name: str) -> str | None:
    value = plain.get(name)
    return value if isinstance(value, str) else None


def _figure(cleaner: Cleaner, text: str) -> str | None:
    # Nobody pays so much, and somebody may have written a card number here.
    return text if cleaner.line(text) == text else None


# fmt: off
_CLEANS: Final[Mapping[str, Callable[[Cleaner, str], str | None]]] = MappingProxyType({
    **dict.fromkeys(("name", "mail", "phone", "address", "guests"), Cleaner.line),
    **dict.fromkeys(("code", "room_code", "rate_code", "currency"), Cleaner.code),
    **dict.fromkeys(("after_tax", "before_tax", "amount", "balance"), _figure),
})
# fmt: on


def _cleaned(told: dict[str, Any]) -> dict[str, Any]:
    """Return a message whose texts are fit to be kept, and which says what had to go."""
    cleaner = Cleaner()
    clean: dict[str, Any] = _clean(told, "", cleaner)
    snapshot = clean.get("snapshot")
    if isinstance(snapshot, dict) and isinstance(flags := snapshot.get("flags", []), list):
        snapshot["flags"] = [*dict.fromkeys((*flags, *(flag.value for flag in cleaner.flags)))]
    return clean


def _clean(plain: Any, name: str, cleaner: Cleaner) -> Any:  # noqa: ANN401 - JSON is any value
    """Return a value whose texts are fit for a message."""
    if isinstance(plain, dict):
        return {key: _clean(value, key, cleaner) for key, value in plain.items()}
    if isinstance(plain, list) and name == "comments":
        return [line for one in plain if isinstance(one, str) for line in cleaner.lines(one)]
    if isinstance(plain, list):
        return [_clean(value, name, cleaner) for value in plain]
    if isinstance(plain, str) and name in _CLEANS:
        return _CLEANS[name](cleaner, plain)
    return plain


def _card(plain: object) -> CardSecret | None:
    """Return the card of a message; one that cannot be read is none, and loses no booking."""
    if not isinstance(plain, dict) or (number := _text(plain, "number")) is None:
        return None
    expires = None
    if isinstance(told := plain.get("expires"), list) and len(told) == 2:
        expires = told[0], told[1]
    texts = {name: _text(plain, name) for name in ("code", "holder", "brand")}
    return CardSecret(number, expires=expires, **texts)
