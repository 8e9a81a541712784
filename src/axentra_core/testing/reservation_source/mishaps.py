"""What platforms do to messages that they bring: nothing of it may harm a hotel."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from random import Random

import attrs


class Mishap(StrEnum):
    """What happens to one delivery."""

    TWICE = "twice"
    """A message stands in it twice."""

    AGAIN = "again"
    """A message that was confirmed is brought once more."""

    REVERSED = "reversed"
    """The newest stands first."""

    SHUFFLED = "shuffled"
    """They stand in any order."""

    HELD_BACK = "held_back"
    """A message comes with a later delivery, so that others overtake it."""

    NEW_ID = "new_id"
    """A message has an id that it did not have before."""

    OLD_ID = "old_id"
    """A message has the id of another one."""

    UNREADABLE = "unreadable"
    """One that nobody can read stands among the others."""

    OTHER_HOTEL = "other_hotel"
    """It is addressed to another property."""


@attrs.frozen
class DeliveryTurn:
    """What happens to some deliveries, with its details.

    Attributes:
        mishap: what happens; None when all goes well.
        deliveries: to how many in a row.
        place: which message is meant, counted round from 0; for SHUFFLED a seed.
    """

    mishap: Mishap | None = None
    deliveries: int = 1
    place: int = 0


def mishaps_by_seed(
    seed: int, number: int, share: float = 0.5, among: Iterable[Mishap] = tuple(Mishap)
) -> tuple[DeliveryTurn, ...]:
    """Return turns by chance, always the same for a seed.

    Args:
        seed: of the chance.
        number: how many turns.
        share: of the turns in which something happens, from 0 to 1.
        among: what may happen.
    """
    chance = Random(seed)  # noqa: S311 - chance in a play, no secret
    mishaps = [*among]
    return tuple(
        DeliveryTurn(
            chance.choice(mishaps) if chance.random() < share else None,
            chance.randint(1, 2),
            chance.randint(0, 99),
        )
        for _ in range(number)
    )


def each_delivery(script: Iterable[DeliveryTurn | Mishap | None]) -> Iterator[DeliveryTurn]:
    """Yield a turn for each delivery."""
    for one in script:
        turn = one if isinstance(one, DeliveryTurn) else DeliveryTurn(one)
        for _ in range(turn.deliveries):
            yield turn
