"""How a folio moves."""

from axentra_core.folio.messages import (
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    FolioClosed,
    FolioPutOnAccount,
    FolioReopened,
    OpeningBalancePosted,
    PaymentTaken,
    RefundPaid,
)
from axentra_core.folio.model import Folio, FolioStatus
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.kernel.machine import Machine

OPEN, CLOSED = FolioStatus.OPEN, FolioStatus.CLOSED


def is_closed(folio: Folio) -> FolioRefusal:
    """A closed bill takes nothing more."""
    return FolioRefusal("folio.closed", folio=folio.id)


# fmt: off
FOLIO = Machine("folio", field="status", start=OPEN, says={CLOSED: is_closed}, rows=(
    # while     when this happens     becomes
    (OPEN,      OpeningBalancePosted, OPEN),
    (OPEN,      ChargePosted,         OPEN),
    (OPEN,      ChargeAdjusted,       OPEN),
    (OPEN,      ChargeReversed,       OPEN),
    (OPEN,      PaymentTaken,         OPEN),
    (OPEN,      RefundPaid,           OPEN),
    (OPEN,      FolioPutOnAccount,    OPEN),
    (OPEN,      FolioReopened,        OPEN),
    (OPEN,      FolioClosed,          CLOSED),
    (CLOSED,    FolioReopened,        OPEN),
))
# fmt: on

MACHINES = (FOLIO,)
