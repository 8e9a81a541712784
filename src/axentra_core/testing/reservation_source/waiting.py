"""Messages that a platform has to bring, until each is confirmed."""

from collections.abc import Iterable, Sequence
from random import Random

import attrs

from axentra_core.channels.reservations import Delivered, Outcome
from axentra_core.testing.reservation_source.mishaps import DeliveryTurn, Mishap
from axentra_core.testing.reservation_source.side import Heard


class Waiting:
    """The queue of a platform: what was confirmed leaves it, everything else is brought again.

    Attributes:
        heard: everything that the platform was told of messages that it has brought, in order.
    """

    def __init__(self) -> None:
        """Begin with nothing to bring."""
        self.heard: list[Heard] = []
        self._queue: dict[int, Delivered] = {}
        self._numbers: dict[int, int] = {}
        self._settled: list[Delivered] = []
        # Which of them the last delivery has brought under an id; platforms are answered by ids.
        self._brought: dict[str, list[int]] = {}
        self._misdirected: set[str] = set()
        self._number = 0

    @property
    def items(self) -> tuple[Delivered, ...]:
        """What was not confirmed, in the order in which it is brought."""
        return tuple(self._queue.values())

    def add(self, item: Delivered, *, first: bool = False) -> None:
        """Have a message brought, after all others or before them."""
        self._number += 1
        self._numbers[id(item)] = self._number
        if first:
            self._queue = {self._number: item, **self._queue}
        self._queue[self._number] = item

    def put(self, order: Sequence[Delivered]) -> None:
        """Have some messages brought before all others, in this order."""
        places = {id(item): place for place, item in enumerate(order)}
        rows = sorted(self._queue.items(), key=lambda row: places.get(id(row[1]), len(places)))
        self._queue = dict(rows)

    def bring(self, items: Iterable[Delivered], turn: DeliveryTurn) -> tuple[Delivered, ...]:
        """Return what stands in a delivery of some messages, once something has happened to it."""
        numbers = self._numbers
        rows = [(numbers.get(id(item), 0), item) for item in items]
        told = self._befallen(rows, turn)
        brought: dict[str, list[int]] = {}
        for number, item in told:
            brought.setdefault(item.id, []).append(number)
        self._brought.update(brought)
        return tuple(item for _, item in told)

    def misdirect(self, items: Iterable[Delivered]) -> None:
        """Have some messages brought to somebody else, whose answer settles none of them."""
        self._misdirected.update(item.id for item in items)

    def _befallen(
        self, rows: list[tuple[int, Delivered]], turn: DeliveryTurn
    ) -> list[tuple[int, Delivered]]:
        if turn.mishap is Mishap.AGAIN and self._settled:
            rows = [*rows, (0, self._settled[turn.place % len(self._settled)])]
        if not rows:
            return rows
        place = turn.place % len(rows)
        number, item = rows[place]
        match turn.mishap:
            case Mishap.HELD_BACK:
                del rows[place]
            case Mishap.TWICE:
                rows = [*rows, rows[place]]
            case Mishap.REVERSED:
                rows = rows[::-1]
            case Mishap.SHUFFLED:
                Random(turn.place).shuffle(rows)  # noqa: S311 - chance in a play, no secret
            case Mishap.NEW_ID:
                renamed = attrs.evolve(item, id=f"{item.id}-{self._number}-{turn.place}")
                rows[place] = number, renamed
            case Mishap.OLD_ID:
                others = self._settled or [one for _, one in rows]
                rows[place] = number, attrs.evolve(item, id=others[0].id)
            case _:
                pass
        return rows

    def hear(self, heard: Iterable[Heard]) -> None:
        """Know what became of messages; what is not settled is brought again.

        What stands under one id is settled together.
        """
        by_id: dict[str, set[Outcome]] = {}
        for one in heard:
            self.heard.append(one)
            by_id.setdefault(one.id, set()).add(one.outcome)
        for told, outcomes in by_id.items():
            if told in self._misdirected:
                self._misdirected.remove(told)
                continue
            if Outcome.LATER in outcomes:
                continue
            for number in self._brought.pop(told, ()):
                if (item := self._queue.pop(number, None)) is not None:
                    self._settled.append(item)
