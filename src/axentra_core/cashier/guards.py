"""What stands against an entry or a count: a guard returns the reason, or None."""

from collections.abc import Iterable

from axentra_core.cashier.events import EntryReversed
from axentra_core.cashier.messages import Counting, Moving, ReverseEntry
from axentra_core.cashier.model import CashierShift, Move
from axentra_core.cashier.refusals import CashierRefusal
from axentra_core.cashier.totals import totals_after
from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import RuleViolation, some_of
from axentra_core.kernel.numbers import LARGEST, negate

ACT_FOR_OTHERS = "cashier.act_for_others"
CORRECT_COUNT = "cashier.correct_count"


def refusal_for(cashier: str, context: Context) -> RuleViolation | None:
    """A cashier answers for the drawer, so nobody else reaches into it without the permission."""
    if context.actor.kind == "staff" and context.actor.id == cashier:
        return None
    return context.refusal_without(ACT_FOR_OTHERS)


def own_shift(shift: CashierShift, context: Context) -> RuleViolation | None:
    """Only its own cashier acts on a shift, or who may act for others."""
    return refusal_for(shift.cashier, context)


def may_correct(_: CashierShift, context: Context) -> RuleViolation | None:
    """A count is corrected by those who have the permission; being its cashier is not enough."""
    return context.refusal_without(CORRECT_COUNT)


def two_currencies(_: CashierShift, command: Moving, __: Context) -> CashierRefusal | None:
    """An exchange is of one currency for another."""
    first, *others = [move.currency for move in command.moves]
    return CashierRefusal("cashier.same_currency", currency=first) if first in others else None


def enough_cash(shift: CashierShift, command: Moving, _: Context) -> CashierRefusal | None:
    """No more cash leaves a drawer than it has in that currency."""
    return _not_enough(shift, command.moves)


def can_hold(shift: CashierShift, command: Moving, _: Context) -> CashierRefusal | None:
    """No total grows to an amount that is only a slip of the keyboard."""
    return _too_much(shift, command.moves)


def is_entry(shift: CashierShift, command: ReverseEntry, _: Context) -> CashierRefusal | None:
    """Only an entry of this shift is taken back, and no reversal."""
    if command.entry > len(shift.entries):
        return CashierRefusal("cashier.entry_unknown", cashier_shift=shift.id, entry=command.entry)
    if isinstance(shift.entries[command.entry - 1], EntryReversed):
        return CashierRefusal("cashier.is_reversal", cashier_shift=shift.id, entry=command.entry)
    return None


def still_stands(shift: CashierShift, command: ReverseEntry, _: Context) -> CashierRefusal | None:
    """An entry is taken back once."""
    if any(
        entry.reverses == command.entry
        for entry in shift.entries
        if isinstance(entry, EntryReversed)
    ):
        return CashierRefusal(
            "cashier.already_reversed", cashier_shift=shift.id, entry=command.entry
        )
    return None


def can_go_back(shift: CashierShift, command: ReverseEntry, _: Context) -> CashierRefusal | None:
    """Cash that came in by an entry leaves with its reversal, so it has to be there."""
    moves = taken_back(shift, command.entry)
    return _not_enough(shift, moves) or _too_much(shift, moves)


def all_counted(shift: CashierShift, command: Counting, _: Context) -> CashierRefusal | None:
    """Every currency of which there should be cash is counted; what is over or short is a fact."""
    named = {amount.currency.code for amount in command.counted}
    missing = [
        drawer.currency
        for drawer in shift.drawers
        if drawer.expected and drawer.currency not in named
    ]
    if missing:
        return CashierRefusal(
            "cashier.count_missing", cashier_shift=shift.id, currencies=some_of(missing)
        )
    return None


def taken_back(shift: CashierShift, entry: int) -> tuple[Move, ...]:
    """Return the moves that take an entry back, as they were recorded."""
    return tuple(move.negated() for move in shift.entries[entry - 1].moves)


def _not_enough(shift: CashierShift, moves: Iterable[Move]) -> CashierRefusal | None:
    for move in moves:
        leaves = negate(move.cash)
        if leaves > 0 and leaves > shift.expected(move.currency):
            return CashierRefusal(
                "cashier.not_enough_cash",
                cashier_shift=shift.id,
                currency=move.currency,
                got=leaves,
            )
    return None


def _too_much(shift: CashierShift, moves: tuple[Move, ...]) -> CashierRefusal | None:
    drawers, takings = totals_after(shift, moves)
    amounts = [(one.currency, amount) for one in drawers for amount in one.amounts]
    amounts += [(one.currency, amount) for one in takings for amount in one.amounts]
    beyond = {currency for currency, amount in amounts if not -LARGEST < amount < LARGEST}
    for move in moves:
        if move.currency in beyond:
            return CashierRefusal(
                "cashier.too_large",
                cashier_shift=shift.id,
                currency=move.currency,
                got=move.amount.copy_abs(),
            )
    return None
