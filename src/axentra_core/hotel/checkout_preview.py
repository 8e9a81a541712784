"""What a check-out would do: the real one, run and thrown away."""

from collections.abc import Callable
from decimal import Decimal

import attrs

from axentra_core.city_ledger import AccountDebited
from axentra_core.folio import Statement, statement
from axentra_core.hotel import verbs
from axentra_core.hotel.records import CODEC
from axentra_core.hotel.unit import REFUSALS
from axentra_core.hotel.window import Window
from axentra_core.kernel.actor import SYSTEM, Actor
from axentra_core.kernel.decider import id_of
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.numbers import ZERO, total
from axentra_core.stays import Settlement

PREVIEWED = "preview"

Run = Callable[[verbs.CheckOut, Actor], tuple[object, ...]]


@attrs.frozen
class CheckoutPreview:
    """What would happen to a stay and its bill.

    Attributes:
        stay: whose check-out it is.
        refusal: why it would be refused now; None if it would not.
        bill: the bill as it would be once companies are billed; its windows say what is to be paid.
        billed: what each company would be billed, by account.
        events: everything that would happen; nothing when it would be refused.
    """

    stay: str
    refusal: AxentraError | None
    bill: Statement
    billed: tuple[tuple[str, Decimal], ...]
    events: tuple[object, ...]

    @property
    def to_pay(self) -> Decimal:
        """What is to be paid before the guest leaves, over all windows."""
        return total(max(window.balance, ZERO) for window in self.bill.windows)


def checkout_preview(
    run: Run, window: Window, stay: str, actor: Actor, override: str | None
) -> CheckoutPreview:
    """Run a check-out and keep nothing.

    Where it is refused, one on account tells what is left to pay once companies are billed, also
    while the refusal is for just that.
    """
    refusal: AxentraError | None = None
    events: tuple[object, ...] = ()
    try:
        events = would_be = run(verbs.CheckOut(stay, override=override), actor)
    except REFUSALS as error:
        refusal = error
        would_be = _on_account(run, stay, override)
    own = [
        event
        for event in would_be
        if CODEC.name_of(type(event)).startswith("folio.") and id_of(event) == stay
    ]
    billed = tuple(
        (event.account, event.amount) for event in would_be if isinstance(event, AccountDebited)
    )
    bill = statement([*window.past("folio", stay), *own])
    return CheckoutPreview(stay, refusal, bill, billed, events)


def _on_account(run: Run, stay: str, override: str | None) -> tuple[object, ...]:
    leave = verbs.CheckOut(stay, Settlement.ON_ACCOUNT, reason=PREVIEWED, override=override)
    try:
        return run(leave, SYSTEM)
    except REFUSALS:
        return ()
