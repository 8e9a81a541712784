"""What an event changes in a folio."""

import attrs

from axentra_core.folio.lifecycle import FOLIO
from axentra_core.folio.messages import (
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    FolioClosed,
    FolioOpened,
    FolioPutOnAccount,
    FolioReopened,
    OpeningBalancePosted,
    PaymentTaken,
    RefundPaid,
)
from axentra_core.folio.model import Folio, Receivable
from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.numbers import ZERO, add


def opened(event: FolioOpened) -> Folio:
    """Return an empty bill."""
    return Folio(
        id=event.folio,
        stay=event.stay,
        currency=event.currency,
        unit=event.unit,
        status=FOLIO.start,
        charged=ZERO,
        paid=ZERO,
        lines=Journal(),
    )


def brought_forward(folio: Folio, event: OpeningBalancePosted) -> Folio:
    """Return the bill with what it was taken over with."""
    return attrs.evolve(
        folio,
        status=FOLIO.after(folio.status, OpeningBalancePosted),
        charged=add(folio.charged, event.amount),
        lines=folio.lines.append(event),
    )


def charged(folio: Folio, event: ChargePosted | ChargeAdjusted | ChargeReversed) -> Folio:
    """Return the bill with one charge, adjustment or reversal more."""
    # Every posting comes through here; `attrs.evolve` would double its cost.
    return Folio(
        folio.id,
        folio.stay,
        folio.currency,
        folio.unit,
        FOLIO.after(folio.status, type(event)),
        add(folio.charged, event.quote.total),
        folio.paid,
        folio.lines.append(event),
        folio.receivable,
    )


def paid(folio: Folio, event: PaymentTaken | RefundPaid) -> Folio:
    """Return the bill with one payment or refund more."""
    return attrs.evolve(
        folio,
        status=FOLIO.after(folio.status, type(event)),
        paid=add(folio.paid, event.received),
        lines=folio.lines.append(event),
    )


def on_account(folio: Folio, event: FolioPutOnAccount) -> Folio:
    """Return the bill as a receivable; when it is prolonged it is as old as before."""
    since = folio.receivable.since if folio.receivable else event.business_date
    return attrs.evolve(
        folio,
        status=FOLIO.after(folio.status, FolioPutOnAccount),
        receivable=Receivable(event.due, event.reason, event.actor, since),
    )


def ended_or_begun_again(folio: Folio, event: FolioClosed | FolioReopened) -> Folio:
    """Return the bill without what was agreed for later: nobody waits for it any more."""
    return attrs.evolve(folio, status=FOLIO.after(folio.status, type(event)), receivable=None)


# fmt: off
EVOLVE = evolutions(
    begins(FolioOpened,       opened),
    on(OpeningBalancePosted,  brought_forward),
    on(ChargePosted,          charged),
    on(ChargeAdjusted,        charged),
    on(ChargeReversed,        charged),
    on(PaymentTaken,          paid),
    on(RefundPaid,            paid),
    on(FolioPutOnAccount,     on_account),
    on(FolioClosed,           ended_or_begun_again),
    on(FolioReopened,         ended_or_begun_again),
)
# fmt: on
