"""A worker as the explorer sees it: real code, and all that it can ever ask and be told.

A worker is never stopped and copied: Python cannot do that. It is run again from its beginning,
is told what it was told before, and pauses at the next thing that others could notice. What was
found out so is kept as a tree: a step for every row of answers, with what the worker asks then.
So the code itself runs once for every different thing that can happen to it.
"""

from datetime import datetime
from itertools import count
from typing import Protocol

import attrs

from axentra_core.kernel.errors import AxentraError
from axentra_core.payments import PaymentGateway
from axentra_core.testing.exploration.ports import OVER, Answer, Call, Failed, Make, ports_of


class NotRepeatable(AssertionError):
    """A worker has asked something else than before, though it was told the same.

    It reads a clock, draws a number or remembers something beside its ports.
    """


class Paused(BaseException):
    """Stops a worker at the next thing that others could notice."""


@attrs.define(eq=False)
class Step:
    """Where a worker stands after a row of answers.

    Attributes:
        before: the step that the last answer was given at; None at the beginning.
        answer: that answer.
        call: what is asked now; None while nobody has found out.
        told: the steps that follow, by answer.
        sends: how often something was sent by then.
        read_at: what the clock has shown last.
        depth: how many answers there were.
    """

    before: "Step | None" = None
    answer: Answer = None
    call: Call | None = None
    told: dict[Answer, "Step"] = attrs.field(factory=dict)
    sends: int = 0
    read_at: datetime | None = None
    depth: int = 0

    def after(self, answer: Answer) -> "Step":
        """Return the step that follows an answer."""
        step = self.told.get(answer)
        if step is None:
            asked = "" if self.call is None else self.call.name
            step = self.told[answer] = Step(
                self,
                answer,
                sends=self.sends + (asked == "send"),
                read_at=answer if asked == "clock" else self.read_at,
                depth=self.depth + 1,
            )
        return step


class Answers(Protocol):
    """What reads are answered by: the world as it is now."""

    def answer(self, call: Call, who: int, depth: int) -> Answer:
        """Return the answer to a read."""
        ...


class Program:
    """The code of a worker, run as often as it takes to know what it does."""

    def __init__(
        self, make: Make, declared: PaymentGateway, effects: frozenset[str], now: Answers
    ) -> None:
        """Build the worker once; whatever it reads by then it may remember."""
        self.root: Step = Step()
        self.executions: int = 0
        self.errors: dict[str, int] = {}
        self._effects = effects
        self._now, self._who = now, 0
        self._path: list[Step] | None = None
        self._step = self.root
        self._built = count()
        self._act = make(ports_of(self.ask, declared))
        self._path = []

    def advance(self, step: Step, now: Answers, who: int) -> Step:
        """Read on until the next thing that others could notice, or until it is over."""
        while True:
            if step.call is None:
                step = self._execute(step, now, who)
            call = step.call
            if call is None or call.name == OVER or call.name in self._effects:
                return step
            step = step.after(now.answer(call, who, step.depth))

    def block(self, step: Step) -> list[Step]:
        """Return the reads since the last effect, in order."""
        found: list[Step] = []
        while (before := step.before) is not None and before.call is not None:
            if before.call.name in self._effects:
                break
            found.append(step)
            step = before
        return found[::-1]

    def _execute(self, step: Step, now: Answers, who: int) -> Step:
        """Run the code again up to a step, and on from there."""
        path: list[Step] = []
        back = step
        while back.before is not None:
            path.append(back)
            back = back.before
        self._path, self._step, self._now, self._who = path, self.root, now, who
        self.executions += 1
        try:
            self._act()
        except Paused:
            return self._step
        except AxentraError as error:
            # A host notes it and comes again.
            self.errors[error.code] = self.errors.get(error.code, 0) + 1
        self._at(Call(OVER))
        return self._step

    def ask(self, call: Call) -> Answer:
        """Answer a worker as before, or from the world, or pause it."""
        if self._path is None:
            return _given(self._now.answer(call, self._who, next(self._built)))
        self._at(call)
        if self._path:
            self._step = self._path.pop()
        elif call.name in self._effects:
            raise Paused
        else:
            told = self._now.answer(call, self._who, self._step.depth)
            self._step = self._step.after(told)
        return _given(self._step.answer)

    def _at(self, call: Call) -> None:
        known = self._step.call
        if known is None:
            self._step.call = call
        elif known != call:
            raise NotRepeatable(f"it asked {known.name}, and now {call.name}")


def _given(answer: Answer) -> Answer:
    if isinstance(answer, Failed):
        raise answer.error.with_traceback(None)
    return answer
