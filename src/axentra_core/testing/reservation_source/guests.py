"""Guests by chance: they book, change their minds, cancel and come after all."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import AgeBand, Personal, Snapshot, ToldGuests
from axentra_core.testing.reservation_source.held import Booking
from axentra_core.testing.reservation_source.source import ReservationSource
from axentra_core.testing.reservation_values import room, snapshot

CHANNELS: Final = ("BDC", "EXP", "AGO", "QQQ")
NAMES: Final = ("Ayu", "Budi", "Citra", "Dewi", "Eka", "Farah")

Codes = tuple[str | None, str | None]


def guests_by_seed(  # noqa: PLR0913 - a play has that many parts
    platform: ReservationSource,
    seed: int,
    steps: int,
    codes: Sequence[Codes],
    *,
    first: date,
    days: int = 60,
) -> None:
    """Let guests do something, always the same for a seed.

    Half of them book; the others modify, cancel or reinstate what was booked, also what was
    cancelled before.

    Args:
        platform: where they do it.
        seed: of the chance.
        steps: how often somebody does something.
        codes: of the rooms and rates that they may have.
        first: the first date of arrival.
        days: how many there are.
    """
    chance = Random(seed)  # noqa: S311 - chance in a play, no secret
    for step in range(steps):
        known = [*platform.held]
        if not known or chance.random() < 0.5:
            reference = ChannelReference(chance.choice(CHANNELS), f"{seed:03}{step:06}")
            name = f"{chance.choice(NAMES)} {chance.choice(NAMES)}"
            told = _told(chance, codes, first, days)
            platform.book(Booking(reference, told, Personal(name=name)))
            continue
        reference = chance.choice(known)
        match chance.choice(("modify", "modify", "cancel", "reinstate")):
            case "modify":
                platform.modify(reference, _told(chance, codes, first, days))
            case "cancel":
                platform.cancel(reference, is_short=chance.random() < 0.3)
            case _:
                platform.reinstate(reference)


def _told(chance: Random, codes: Sequence[Codes], first: date, days: int) -> Snapshot:
    rooms = (
        room(
            chance.choice(codes),
            first + timedelta(chance.randrange(days)),
            [f"{chance.randint(50, 300)}.00" for _ in range(chance.randint(1, 4))],
            (ToldGuests(chance.randint(1, 2), AgeBand.ADULT),),
        )
        for _ in range(chance.choice((1, 1, 1, 2, 3)))
    )
    return snapshot(*rooms)
