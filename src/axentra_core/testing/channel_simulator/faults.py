"""What can happen to a message on its way to a platform, and on the way back."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from random import Random

import attrs


class ChannelFault(StrEnum):
    """What happens to one call."""

    NOT_REACHED = "not_reached"
    """It does not leave the house."""

    NOT_LET_IN = "not_let_in"
    """The door is shut to this user, before anything is read."""

    LOSE_REQUEST = "lose_request"
    """It never arrives, and nobody knows."""

    LOSE_REPLY = "lose_reply"
    """It arrives, and what is answered is lost."""

    SLOW = "slow"
    """Nobody waits long enough: it arrives before the next call does."""

    DUPLICATE = "duplicate"
    """It arrives and is answered, and arrives once more after later calls have."""

    DOWN = "down"
    """The platform takes nothing from anybody."""

    BUSY = "busy"
    """The platform has been sent too much in too short a time."""

    REFUSE_PART = "refuse_part"
    """The platform does not like one of the updates, and says so."""

    FORGET = "forget"
    """It is taken and answered, and then one of its values is lost at the platform."""

    GARBAGE = "garbage"
    """It is taken, and something that is no answer comes back."""


@attrs.frozen
class ChannelTurn:
    """What happens to some calls, with its details.

    Attributes:
        fault: what happens; None when all goes well.
        calls: to how many calls in a row.
        place: which update is meant by REFUSE_PART and FORGET, counted round from 0.
        later: after how many further calls a DUPLICATE arrives once more.
    """

    fault: ChannelFault | None = None
    calls: int = 1
    place: int = 0
    later: int = 1


def turns_by_seed(
    seed: int, number: int, share: float = 0.3, among: Iterable[ChannelFault] = tuple(ChannelFault)
) -> tuple[ChannelTurn, ...]:
    """Return turns by chance, always the same for a seed.

    Args:
        seed: of the chance.
        number: how many turns.
        share: of the turns in which something goes wrong, from 0 to 1.
        among: what may go wrong.
    """
    chance = Random(seed)  # noqa: S311 - chance in a play, no secret
    faults = [*among]
    return tuple(
        ChannelTurn(
            chance.choice(faults) if chance.random() < share else None,
            chance.randint(1, 3),
            chance.randint(0, 99),
            chance.randint(1, 3),
        )
        for _ in range(number)
    )


def one_by_one(script: Iterable[ChannelTurn | ChannelFault | None]) -> Iterator[ChannelTurn]:
    """Yield a turn for each call."""
    for one in script:
        turn = one if isinstance(one, ChannelTurn) else ChannelTurn(one)
        for _ in range(turn.calls):
            yield turn
