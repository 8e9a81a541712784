"""The guest's bill: charges with calculated components, payments, a close at exactly zero.

Usable alone: `AGGREGATES` holds the decider, `tax` and `statement` are plain functions.
"""

from axentra_core.folio.chain import Percent, quote
from axentra_core.folio.decider import AGGREGATES
from axentra_core.folio.lifecycle import MACHINES
from axentra_core.folio.messages import (
    AdjustCharge,
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    CloseFolio,
    FolioClosed,
    FolioOpened,
    FolioPutOnAccount,
    FolioReopened,
    OpenFolio,
    OpeningBalancePosted,
    PaymentTaken,
    PayRefund,
    PostCharge,
    PostOpeningBalance,
    PutOnAccount,
    RefundPaid,
    ReopenFolio,
    ReverseCharge,
    ReverseSource,
    TakePayment,
)
from axentra_core.folio.model import (
    Card,
    Component,
    Folio,
    FolioStatus,
    LineNumber,
    PaymentMethod,
    Quote,
    Receivable,
    TaxedAs,
)
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.folio.settings import FolioSettings, TransactionCode
from axentra_core.folio.statement import Statement, statement

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "AdjustCharge",
    "Card",
    "ChargeAdjusted",
    "ChargePosted",
    "ChargeReversed",
    "CloseFolio",
    "Component",
    "Folio",
    "FolioClosed",
    "FolioOpened",
    "FolioPutOnAccount",
    "FolioRefusal",
    "FolioReopened",
    "FolioSettings",
    "FolioStatus",
    "LineNumber",
    "OpenFolio",
    "OpeningBalancePosted",
    "PayRefund",
    "PaymentMethod",
    "PaymentTaken",
    "Percent",
    "PostCharge",
    "PostOpeningBalance",
    "PutOnAccount",
    "Quote",
    "Receivable",
    "RefundPaid",
    "ReopenFolio",
    "ReverseCharge",
    "ReverseSource",
    "Statement",
    "TakePayment",
    "TaxedAs",
    "TransactionCode",
    "quote",
    "statement",
]
