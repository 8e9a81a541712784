"""The line between a platform and a PMS: what goes over it, and whether both agree."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

import attrs

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import AgeBand, Outcome, ToldPrice, ToldRoom
from axentra_core.testing.certification.pms import Pms, PmsReservation, PmsRoom, PmsStatus
from axentra_core.testing.reservation_source import ReservationSource

MOST_TIMES: Final = 20
SMALLEST: Final = Decimal("0.01")

Charged = Callable[[ToldPrice], Decimal | None]


def after_tax(price: ToldPrice) -> Decimal | None:
    """Return what a hotel charges that sells its nights with taxes."""
    return price.before_tax if price.after_tax is None else price.after_tax


class Line:
    """Brings what a platform has to a PMS, and compares the two.

    Args:
        platform: whose guests book.
        pms: what is certified.
        pushed: the platform calls, and is not asked.
        charged: what of a told price the PMS charges.

    Attributes:
        platform: the same.
        pms: the same.
        secrets: card data that must be found nowhere.
    """

    def __init__(
        self,
        platform: ReservationSource,
        pms: Pms,
        *,
        pushed: bool = False,
        charged: Charged = after_tax,
    ) -> None:
        """Connect them."""
        self.platform: Final = platform
        self.pms: Final = pms
        self.secrets: list[str] = []
        self._pushed: Final = pushed
        self._charged: Final = charged

    @property
    def lost_answer(self) -> int:
        """Which call, counted from 1, carries what became of messages."""
        return 1 if self._pushed else 2

    def bring_once(self) -> None:
        """Have the platform call once, or be asked once."""
        if self._pushed:
            self.platform.deliver_to(self.pms.receive, at_once=100)
        else:
            self.pms.pull()

    def bring(self) -> None:
        """Have everything brought, again and again until it is confirmed."""
        for _ in range(MOST_TIMES):
            self.bring_once()
            if not self.platform.unconfirmed:
                return
        left = [item.id for item in self.platform.unconfirmed]
        raise AssertionError(f"still not confirmed after {MOST_TIMES} times: {left[:5]}")

    def found(self, reference: ChannelReference) -> PmsReservation:
        """Return what the PMS has of a reservation, which is something."""
        found = self.pms.reservation(reference)
        assert found is not None, f"the PMS has nothing of {reference.text}"
        return found

    def agrees(self, reference: ChannelReference) -> PmsReservation:
        """Look whether both have the same of a reservation; return what the PMS has."""
        held, found = self.platform.held[reference], self.found(reference)
        if held.is_cancelled:
            assert (found.status, found.rooms) == (PmsStatus.CANCELLED, ())
            return found
        assert found.status is PmsStatus.BOOKED
        told = sorted(held.booking.snapshot.rooms, key=_by_told)
        rooms = sorted(found.rooms, key=_by_booked)
        assert [*map(_but_prices, rooms)] == [*map(_expected, told)]
        for booked, one in zip(rooms, told, strict=True):
            self._costs_the_same(booked, one)
        assert found.guest == held.booking.personal.name
        return found

    def agrees_on_all(self) -> None:
        """Look whether both have the same of every reservation."""
        for reference in self.platform.held:
            self.agrees(reference)

    def hides_cards(self) -> None:
        """Look whether nothing that is secret was written down anywhere."""
        written = "\n".join(self.pms.written())
        for secret in self.secrets:
            assert secret not in written

    def became_of(self, id_: str) -> Outcome | None:
        """Return what the platform was told last of a message; None where nothing was."""
        told = [one.outcome for one in self.platform.heard if one.id == id_]
        return told[-1] if told else None

    def _costs_the_same(self, booked: PmsRoom, told: ToldRoom) -> None:
        if told.nights:
            assert booked.nights == tuple(self._charged(one.price) for one in told.nights)
            return
        assert sum(booked.nights) == self._charged(told.price)
        assert max(booked.nights) - min(booked.nights) <= SMALLEST


def _but_prices(room: PmsRoom) -> PmsRoom:
    return attrs.evolve(room, nights=())


def _expected(room: ToldRoom) -> PmsRoom:
    """Return what a PMS has of a room that is mapped; its prices apart."""
    assert room.arrival is not None
    assert room.departure is not None
    adults = sum(one.count for one in room.guests if one.band is AgeBand.ADULT)
    children = [one for one in room.guests if one.band is not AgeBand.ADULT]
    ages = (one.age for one in children for _ in range(one.count))
    return PmsRoom(
        room.room_code,
        room.rate_code,
        room.arrival,
        room.departure,
        adults,
        sum(one.count for one in children),
        tuple(sorted(age for age in ages if age is not None)),
    )


def _by_told(room: ToldRoom) -> tuple[str, str]:
    return str(_expected(room)), str([one.price.after_tax for one in room.nights])


def _by_booked(room: PmsRoom) -> tuple[str, str]:
    return str(_but_prices(room)), str([*room.nights])
