"""The running totals of a shift: how a move of money changes them."""

from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from axentra_core.cashier.model import CashierShift, Drawer, Move, Takings
from axentra_core.kernel.numbers import add

T = TypeVar("T", Drawer, Takings)

Totals = tuple[tuple[Drawer, ...], tuple[Takings, ...]]


def totals_after(shift: CashierShift, moves: Iterable[Move]) -> Totals:
    """Return the drawers and the other takings after some moves."""
    drawers, takings = shift.drawers, shift.takings
    for move in moves:
        if move.is_cash:
            drawers = _with_cash(drawers, move)
        else:
            takings = _with_takings(takings, move)
    return drawers, takings


def _with_cash(drawers: tuple[Drawer, ...], move: Move) -> tuple[Drawer, ...]:
    for place, drawer in enumerate(drawers):
        if drawer.currency == move.currency:
            return (*drawers[:place], _raised(drawer, move), *drawers[place + 1 :])
    return (*drawers, _raised(Drawer(move.currency), move))


def _with_takings(takings: tuple[Takings, ...], move: Move) -> tuple[Takings, ...]:
    for place, one in enumerate(takings):
        if one.tender is move.tender and one.currency == move.currency:
            return (*takings[:place], _raised(one, move), *takings[place + 1 :])
    return (*takings, _raised(Takings(move.tender, move.currency), move))


def _raised(sums: T, move: Move) -> T:
    name = move.total.value
    raised: dict[str, Any] = {name: add(getattr(sums, name), move.amount)}
    return attrs.evolve(sums, **raised)
