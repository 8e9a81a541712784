"""What the checks of a reservation dialect stand on: both sides, and how messages are compared."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

import pytest

from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.reservations import (
    Confirmation,
    Delivered,
    Delivery,
    OtherId,
    Outcome,
    Personal,
    Report,
    ReservationDialect,
    ReservationMessage,
    ToldExtra,
    Upload,
)
from axentra_core.codec.codec import Codec
from axentra_core.testing.reservation_source.side import ReservationSide
from axentra_core.testing.reservation_values import AYU, MADE, message, price, room, snapshot

_CODEC: Final = Codec(())
MARK: Final = "Planted9here"


class Setting:
    """Both sides of a dialect, and what its platform can tell.

    Attributes:
        hotel: code of the property at the platform.
        codes: the channel codes of the platform.
        pushes: whether the platform brings messages by calling.
        says_more: whether an answer says that there is more.
        has_report_ids: whether an answer to a report names it.
        hears_refusals: whether it can be told that a message will never be taken.
    """

    hotel: ClassVar[str] = "H1"
    codes: ClassVar[CodeTable] = SITEMINDER_CODES
    pushes: ClassVar[bool] = True
    says_more: ClassVar[bool] = True
    has_report_ids: ClassVar[bool] = True
    hears_refusals: ClassVar[bool] = True

    def make_dialect(self) -> ReservationDialect:
        """Return the dialect; to be overridden."""
        pytest.fail("override make_dialect to return a reservation dialect")

    def make_side(self) -> ReservationSide:
        """Return the platform's side of it; to be overridden."""
        pytest.fail("override make_side to return the platform's side")

    def as_told(self, message: ReservationMessage) -> ReservationMessage:
        """Return what is left of a message once the platform has told it; all, by default.

        A platform may tell more than it is compared by: ids, when somebody has booked, and the
        meaning of the code of a card.
        """
        return message

    # --- how ---

    def is_told(self, item: Delivered, told: ReservationMessage, *, but: str = "") -> None:
        """Look whether a message was read as it was told, but for a field of it."""
        assert item.fault is None
        assert item.message is not None
        read, expected = _compared(item.message, told), _compared(self.as_told(told), told)
        assert {**read, but: None} == {**expected, but: None}

    def pulled(self, *items: Delivered) -> Delivery:
        """Return what is read of an answer."""
        body = self.make_side().write_pulled(Delivery("D-1", self.hotel, items, MADE))
        return self.make_dialect().read_delivery(body, self.codes)

    def both_ways(self, item: Delivered) -> Iterator[Delivered]:
        """Yield what is read of a message that is pulled, and of one that is pushed."""
        delivery = Delivery("D-1", self.hotel, (item,), MADE)
        side, dialect = self.make_side(), self.make_dialect()
        for write in (side.write_pulled, *([side.write_pushed] if self.pushes else [])):
            (read,) = dialect.read_delivery(write(delivery), self.codes).items
            yield read

    def planted(self, text: str, *others: ReservationMessage) -> Delivery:
        """Return what is read where somebody has written something among the wishes."""
        marked = message(
            told=snapshot(room(), extras=(ToldExtra(MARK, price("5.00")),)),
            personal=Personal(name=f"Ayu {MARK}", mail=AYU.mail, comments=(f"about {MARK}",)),
        )
        told = (marked, *others)
        items = tuple(Delivered(f"M-{place}", one) for place, one in enumerate(told, 1))
        body = self.make_side().write_pulled(Delivery("D-1", self.hotel, items, MADE))
        assert MARK.encode() in body
        planted = body.replace(MARK.encode(), text.encode())
        return self.make_dialect().read_delivery(planted, self.codes)

    def report(self, *became: tuple[Delivered, Outcome]) -> Report:
        """Return a report of what became of messages; by default one of each."""
        items = became or tuple(
            (Delivered(f"M-{place}", message(f"{place}")), outcome)
            for place, outcome in enumerate(Outcome)
        )
        confirmations = tuple(
            Confirmation(item, outcome, "BDC-1695093244")
            if outcome is Outcome.TAKEN
            else Confirmation(item, outcome, None, "field.required", "a value is required")
            for item, outcome in items
        )
        return Report("R-1", self.hotel, MADE, confirmations)

    def upload(self) -> Upload:
        """Return a reservation that the hotel has."""
        told = message(ids=(OtherId("platform", "SM-77"),))
        return Upload("U-1", self.hotel, MADE, "BDC-1695093244", told)


def _compared(message: ReservationMessage, told: ReservationMessage) -> dict[str, Any]:
    """Return by what a message is compared: what was not told may be known from elsewhere."""
    plain: dict[str, Any] = _without_meanings(_CODEC.plain(message))
    del plain["ids"]
    if told.version.at is None:
        del plain["version"]
    names = plain["personal"]["guests"]
    while names and not names[-1]:
        names.pop()
    if (snapshot := plain["snapshot"]) is None or told.snapshot is None:
        return plain
    if told.snapshot.booked_at is None:
        del snapshot["booked_at"]
    for one in snapshot["rooms"]:
        one["guests"].sort(key=str)
    return plain


def _without_meanings(plain: Any) -> Any:  # noqa: ANN401 - plain data of any form
    """Return plain data without what codes mean, which dialects know from their tables."""
    if isinstance(plain, dict):
        kept = {name: value for name, value in plain.items() if name != "meaning"}
        return {name: _without_meanings(value) for name, value in kept.items()}
    return [*map(_without_meanings, plain)] if isinstance(plain, list) else plain
