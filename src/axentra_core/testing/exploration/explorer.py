"""Every order in which workers can act, die and meet faults, over real code and a real store.

Two things that happen at once are tried in both orders wherever the order can be noticed. A commit
and a request are moves of their own. A read is done at once, and again after every move by which
its answer has changed: whoever reads later than that, or half before and half after, is told the
same as in one of these worlds. What a commit asks again is read all before a move or all after it,
for in between it is refused like what is read before. So nothing is left out by not making a move
of every read.

Worlds are visited in the order of how many moves lead to them, and each once.
"""

import gc
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import attrs

from axentra_core.hotel.ports import Clock
from axentra_core.kernel.store import Store
from axentra_core.payments import GatewayRequest, PaymentGateway
from axentra_core.testing.doubles import ManualClock
from axentra_core.testing.exploration.moves import Moves
from axentra_core.testing.exploration.ports import Worker
from axentra_core.testing.exploration.programs import Program, Step
from axentra_core.testing.exploration.truths import Arrival, Gateways, Stores, View, close
from axentra_core.testing.exploration.worlds import (
    Budget,
    Counterexample,
    End,
    Explored,
    Fault,
    HonestGateway,
    Truth,
    World,
)


def explore(  # noqa: PLR0913 - a world has that many parts
    workers: Sequence[Worker],
    *,
    store: Callable[[], Store],
    gateway: Callable[[Clock], PaymentGateway],
    begins: datetime,
    prepare: Callable[[Store], object],
    always: Callable[[Truth], object],
    at_the_end: Callable[[End], object],
    budget: Budget | None = None,
) -> Explored:
    """Try every order in which workers can act, and return how much was tried.

    Args:
        workers: who acts.
        store: gives a new empty store; it is called many times, and what it gives is closed when
            it can be.
        gateway: gives a new gateway that is honest and by itself loses nothing; likewise.
        begins: the instant at which they begin.
        prepare: writes down what is there before.
        always: raises AssertionError where something is wrong, after every move and before
            anything is sent.
        at_the_end: brings a world to rest in which no worker is at work, and raises
            AssertionError where something is wrong then.
        budget: how much may happen.

    Raises:
        Counterexample: with the shortest row of moves after which something is wrong.
        NotRepeatable: a worker does not depend on its ports alone.
    """
    explorer = _Explorer(
        workers, store, gateway, begins, prepare, always, at_the_end, budget or Budget()
    )
    # What is found out is kept until the end, so that looking for garbage takes time alone.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return explorer.run()
    finally:
        if was_enabled:
            gc.enable()


class _Explorer:
    def __init__(  # noqa: PLR0913, PLR0917 - as above
        self,
        workers: Sequence[Worker],
        store: Callable[[], Store],
        gateway: Callable[[Clock], PaymentGateway],
        begins: datetime,
        prepare: Callable[[Store], object],
        always: Callable[[Truth], object],
        at_the_end: Callable[[End], object],
        budget: Budget,
    ) -> None:
        self._stores = Stores(store, prepare)
        self._gateways = Gateways(gateway, begins)
        self._instants = (begins, *(begins + one for one in budget.instants))
        self._budget, self._always, self._at_the_end = budget, always, at_the_end
        effects = {"commit", "send"}
        if Fault.LOOK_UP_FAILS in budget.kinds:
            effects.add("look_up")
        first = View(self._stores, self._gateways, self._stores.first, self._gateways.first, begins)
        declared = gateway(ManualClock(begins))
        # Who is made alike does alike, so what one was told need not be found out for another.
        made = {one.make: Program(one.make, declared, frozenset(effects), first) for one in workers}
        self._workers, self._programs = workers, [made[one.make] for one in workers]
        self._alike = [
            [place for place, one in enumerate(workers) if (one.make, one.runs) == kind]
            for kind in dict.fromkeys((one.make, one.runs) for one in workers)
        ]
        self._moves = Moves(
            workers=workers,
            programs=self._programs,
            stores=self._stores,
            gateways=self._gateways,
            instants=self._instants,
            budget=budget,
            before_sending=self._check,
        )
        nobody: tuple[Step | None, ...] = (None,) * len(workers)
        self._first = World(
            first.store, first.gateway, (), frozenset(), 0, nobody, (0,) * len(workers)
        )
        self._came: dict[World, tuple[World, str] | None] = {self._first: None}
        self._seen = {self._first}
        self._ended: set[tuple[Any, ...]] = set()

    def run(self) -> Explored:
        waiting, moves, most = deque([self._first]), 0, 0
        self._look_at_the_end(self._first)
        while waiting:
            world = waiting.popleft()
            for said, following in self._moves.of(world):
                moves += 1
                same = self._same(following)
                if same in self._seen:
                    continue
                self._seen.add(same)
                self._came[following] = world, said
                most = max(most, len(following.gateway.captures))
                self._check(following)
                if not any(following.places):
                    self._look_at_the_end(following)
                waiting.append(following)
            if len(self._came) > self._budget.most_worlds:
                raise Counterexample("there are more worlds than were to be tried", ())
        errors: dict[str, int] = {}
        for program in dict.fromkeys(self._programs):
            for code, often in program.errors.items():
                errors[code] = errors.get(code, 0) + often
        return Explored(
            len(self._came),
            moves,
            len(self._ended),
            sum(one.executions for one in dict.fromkeys(self._programs)),
            len(self._stores),
            most,
            errors,
        )

    def _same(self, world: World) -> World:
        """Return the world in which workers who are alike have one order."""
        places, runs = [*world.places], [*world.runs]
        for group in self._alike:
            standing = sorted(
                ((world.places[who], world.runs[who]) for who in group),
                key=lambda stands: (id(stands[0]) if stands[0] else 0, stands[1]),
            )
            for who, (place, often) in zip(group, standing, strict=True):
                places[who], runs[who] = place, often
        return attrs.evolve(world, places=(*places,), runs=(*runs,))

    # --- checks ---

    def _check(self, world: World, sending: GatewayRequest | None = None, said: str = "") -> None:
        truth = Truth(
            world.gateway.captures, sending, world.left, lambda: self._stores.real(world.store)
        )
        try:
            self._always(truth)
        except AssertionError as error:
            raise self._found(world, error, said) from error

    def _look_at_the_end(self, world: World) -> None:
        seen = (id(world.store), id(world.gateway), world.underway, world.instant)
        if seen in self._ended:
            return
        self._ended.add(seen)
        now = self._instants[world.instant]
        clock = ManualClock(now)
        arrivals = (
            *world.gateway.arrivals,
            *(Arrival(one.request, now) for one in world.underway),
        )
        real, _ = self._gateways.built(arrivals, clock)
        clock.now = now
        gateway = HonestGateway(real, self._gateways.after(arrivals).captures)
        store = self._stores.built(world.store)
        try:
            self._at_the_end(End(store, gateway, clock))
        except AssertionError as error:
            raise self._found(world, error, "nothing more goes wrong") from error
        finally:
            close(store)

    def _found(self, world: World, error: AssertionError, last: str) -> Counterexample:
        rows = [last] if last else []
        while (came := self._came[world]) is not None:
            world, said = came
            rows.append(said)
        return Counterexample(str(error), tuple(rows[::-1]))
