"""How a folio moves."""

from axentra_core.folio import events as ev
from axentra_core.folio import lines as ln
from axentra_core.folio.model import Folio, FolioStatus
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.kernel.machine import Machine

OPEN, CLOSED = FolioStatus.OPEN, FolioStatus.CLOSED


def is_closed(folio: Folio) -> FolioRefusal:
    """A closed bill takes nothing more."""
    return FolioRefusal("folio.closed", folio=folio.id)


# fmt: off
FOLIO = Machine("folio", field="status", start=OPEN, says={CLOSED: is_closed}, rows=(
    # while     when this happens        becomes
    (OPEN,      ln.OpeningBalancePosted, OPEN),
    (OPEN,      ln.ChargePosted,         OPEN),
    (OPEN,      ln.ChargeAdjusted,       OPEN),
    (OPEN,      ln.ChargeReversed,       OPEN),
    (OPEN,      ln.ChargeMoved,          OPEN),
    (OPEN,      ln.TransferredOut,       OPEN),
    (OPEN,      ln.TransferredIn,        OPEN),
    (OPEN,      ln.CashRounded,          OPEN),
    (OPEN,      ln.PaymentTaken,         OPEN),
    (OPEN,      ln.RefundPaid,           OPEN),
    (OPEN,      ln.PaymentReversed,      OPEN),
    (OPEN,      ln.PaymentMoved,         OPEN),
    (OPEN,      ev.PayeeNamed,           OPEN),
    (OPEN,      ev.InvoiceNoted,         OPEN),
    (CLOSED,    ev.InvoiceNoted,         CLOSED),
    (OPEN,      ev.InvoiceWithdrawn,     OPEN),
    (CLOSED,    ev.InvoiceWithdrawn,     CLOSED),
    (OPEN,      ev.PostingForbidden,     OPEN),
    (OPEN,      ev.PostingAllowed,       OPEN),
    (OPEN,      ev.PostingOverridden,    OPEN),
    (OPEN,      ev.CreditLimitSet,       OPEN),
    (OPEN,      ev.RoutingAgreed,        OPEN),
    (OPEN,      ev.RoutingEnded,         OPEN),
    (OPEN,      ev.FixedChargeAdded,     OPEN),
    (OPEN,      ev.FixedChargeEnded,     OPEN),
    (OPEN,      ev.FolioPutOnAccount,    OPEN),
    (OPEN,      ev.FolioReopened,        OPEN),
    (OPEN,      ev.FolioClosed,          CLOSED),
    (CLOSED,    ev.FolioReopened,        OPEN),
))
# fmt: on

MACHINES = (FOLIO,)
