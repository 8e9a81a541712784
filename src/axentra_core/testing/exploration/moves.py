"""Everything that can happen next in a world."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import product
from typing import Any, TypeVar

import attrs

from axentra_core.kernel.errors import OutcomeUnknown, PortUnavailable
from axentra_core.payments import GatewayRequest, Outcome, OutcomeClass
from axentra_core.testing.exploration.ports import OVER, Call, Failed, Worker
from axentra_core.testing.exploration.programs import Program, Step
from axentra_core.testing.exploration.reads import late_reads
from axentra_core.testing.exploration.truths import (
    Arrival,
    Gateways,
    Stores,
    Underway,
    View,
    within,
)
from axentra_core.testing.exploration.worlds import Budget, Fault, World, lost, shown

T = TypeVar("T")
Move = tuple[str, World]
# Shown a world, what is about to be sent, and how that is told.
BeforeSending = Callable[[World, GatewayRequest, str], None]


class Moves:
    """What workers, faults, deaths and the clock can make of a world."""

    def __init__(  # noqa: PLR0913 - a world has that many parts
        self,
        *,
        workers: Sequence[Worker],
        programs: Sequence[Program],
        stores: Stores,
        gateways: Gateways,
        instants: Sequence[datetime],
        budget: Budget,
        before_sending: BeforeSending,
    ) -> None:
        """Begin with nothing found out."""
        self._workers, self._programs = workers, programs
        self._stores, self._gateways = stores, gateways
        self._instants, self._budget = instants, budget
        self._before_sending = before_sending
        self._others: dict[tuple[Any, ...], tuple[Step | None, ...]] = {}

    def of(self, world: World) -> Iterator[Move]:
        """Yield what can happen next, with how it is told."""
        for who, place in enumerate(world.places):
            if place is None:
                runs = self._workers[who].runs
                if runs is None or world.runs[who] < runs:
                    yield from self._begins(world, who)
                continue
            call = place.call
            if call is None or call.name == OVER:
                continue
            if call.name == "commit":
                yield from self._commits(world, who, place, call)
            elif call.name == "send":
                yield from self._sends(world, who, place, call)
            else:
                yield from self._looks_up(world, who, place, call)
            if world.crashes < self._budget.crashes:
                places = _with(world.places, who, None)
                yield (
                    f"{self._workers[who].name} dies",
                    attrs.evolve(world, places=places, crashes=world.crashes + 1),
                )
        yield from self._outside(world)

    def _begins(self, world: World, who: int) -> Iterator[Move]:
        program = self._programs[who]
        runs = world.runs
        if self._workers[who].runs is not None:
            runs = _with(runs, who, runs[who] + 1)
        begun = attrs.evolve(world, runs=runs)
        return self._go_on(f"{self._workers[who].name} begins", world, begun, who, program.root)

    def _commits(self, world: World, who: int, place: Step, call: Call) -> Iterator[Move]:
        name, commit = self._workers[who].name, call.arguments[0]
        store, answer = self._stores.commit(world.store, call)
        after = attrs.evolve(world, store=store)
        said = f"{name} commits {commit.verb}"
        if isinstance(answer, Failed):
            said = f"{said}: {answer.error.code}"
        yield from self._go_on(said, world, after, who, place.after(answer))
        error = Failed.of(OutcomeUnknown("store.outcome_unknown", key=commit.key))
        if not isinstance(answer, Failed) and self._may(world, Fault.COMMIT_UNKNOWN):
            gone = attrs.evolve(after, faults=world.faults + 1)
            yield from self._go_on(
                f"{said}, and the reply is lost", world, gone, who, place.after(error)
            )
        if self._may(world, Fault.COMMIT_FAILS):
            failed = attrs.evolve(world, faults=world.faults + 1)
            error = Failed.of(PortUnavailable("store.unavailable"))
            yield from self._go_on(
                f"{name} cannot commit {commit.verb}", world, failed, who, place.after(error)
            )

    def _looks_up(self, world: World, who: int, place: Step, call: Call) -> Iterator[Move]:
        key, now = call.arguments[0], self._instants[world.instant]
        said = f"{self._workers[who].name} looks up {key}"
        answer = self._gateways.look_up(world.gateway, key, now)
        yield from self._go_on(said, world, world, who, place.after(answer))
        if self._may(world, Fault.LOOK_UP_FAILS):
            failed = attrs.evolve(world, faults=world.faults + 1)
            yield from self._go_on(
                f"{said}, and gets no answer", world, failed, who, place.after(lost("timeout"))
            )

    def _sends(self, world: World, who: int, place: Step, call: Call) -> Iterator[Move]:
        request: GatewayRequest = call.arguments[0]
        if place.sends >= self._budget.sends:
            return
        said = f"{self._workers[who].name} sends {request.key}"
        now = self._instants[world.instant]
        decided_at = place.read_at or now
        self._before_sending(world, request, said)
        left = attrs.evolve(world, left=world.left | {request.key})
        gone = attrs.evolve(left, faults=world.faults + 1)

        def goes_on(words: str, after: World, answer: Outcome | Failed) -> Iterator[Move]:
            return self._go_on(words, world, after, who, place.after(answer))

        if not within(decided_at, now, self._budget.reach):
            yield from goes_on(f"{said}, too late to arrive", left, lost("timeout"))
            return
        if any(one.holds_key and one.request.key == request.key for one in world.underway):
            yield from goes_on(f"{said}, which is being worked on", left, lost("in_progress"))
            return
        arrivals = (*world.gateway.arrivals, Arrival(request, now))
        gateway = self._gateways.after(arrivals)
        yield from goes_on(said, attrs.evolve(left, gateway=gateway), gateway.outcomes[-1])
        if self._may(world, Fault.LOST_REPLY):
            yield from goes_on(
                f"{said}, and the reply is lost",
                attrs.evolve(gone, gateway=gateway),
                lost("timeout"),
            )
        if self._may(world, Fault.LOST_REQUEST):
            yield from goes_on(f"{said}, and it never arrives", gone, lost("timeout"))
        if self._may(world, Fault.NO_CONNECTION):
            refused = Outcome(OutcomeClass.NOT_SENT, reason="no_connection")
            stayed = attrs.evolve(world, faults=world.faults + 1)
            yield from goes_on(f"{said}, but there is no connection", stayed, refused)
        for fault, words in _LATER:
            if self._may(world, fault):
                late = Underway(request, decided_at, fault is Fault.BUSY)
                underway = attrs.evolve(gone, underway=(*world.underway, late))
                yield from goes_on(f"{said}, {words}", underway, lost("timeout"))

    def _outside(self, world: World) -> Iterator[Move]:
        now = self._instants[world.instant]
        for one in dict.fromkeys(world.underway):
            rest = [*world.underway]
            rest.remove(one)
            gateway = self._gateways.after((*world.gateway.arrivals, Arrival(one.request, now)))
            after = attrs.evolve(world, gateway=gateway, underway=(*rest,))
            yield from self._go_on(f"{one.request.key} arrives late", world, after)
        if world.instant + 1 < len(self._instants):
            later = self._instants[world.instant + 1]
            left = (
                one for one in world.underway if within(one.decided_at, later, self._budget.reach)
            )
            after = attrs.evolve(world, instant=world.instant + 1, underway=(*left,))
            yield from self._go_on(f"it is {shown(later)}", world, after)

    def _may(self, world: World, fault: Fault) -> bool:
        return fault in self._budget.kinds and world.faults < self._budget.faults

    # --- what others have read meanwhile ---

    def _go_on(
        self,
        said: str,
        before: World,
        after: World,
        who: int | None = None,
        place: Step | None = None,
    ) -> Iterator[Move]:
        """Yield the worlds after a move: one for every way in which others can have read."""
        places: list[tuple[Step | None, ...]] = []
        view = self._view(after)
        for other, (program, at) in enumerate(zip(self._programs, before.places, strict=True)):
            if other == who:
                going = program.advance(place or program.root, view, other)
                is_over = going.call is None or going.call.name == OVER
                places.append((None if is_over else going,))
            elif at is None:
                places.append((None,))
            else:
                places.append(self._read_by(program, at, view, other))
        for chosen in product(*places):
            yield said, attrs.evolve(after, places=chosen)

    def _view(self, world: World) -> View:
        now = self._instants[world.instant]
        return View(self._stores, self._gateways, world.store, world.gateway, now)

    def _read_by(self, program: Program, at: Step, view: View, who: int) -> tuple[Step | None, ...]:
        """Return where a worker can be that has read all, or some, or nothing before a move."""
        asked = (who, id(at), id(view.store), id(view.gateway), view.now)
        if asked not in self._others:
            found: dict[Step | None, None] = {at: None}
            for read in late_reads(program, at, view, who):
                going = program.advance(read, view, who)
                is_over = going.call is not None and going.call.name == OVER
                found[None if is_over else going] = None
            self._others[asked] = (*found,)
        return self._others[asked]


_LATER = (
    (Fault.DELAYED, "and it is still on its way"),
    (Fault.BUSY, "and it is still being worked on"),
)


def _with(places: tuple[T, ...], who: int, place: T) -> tuple[T, ...]:
    return (*places[:who], place, *places[who + 1 :])
