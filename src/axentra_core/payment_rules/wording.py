"""How facts of this package are called in plain English, where a code would not do."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from axentra_core.kernel.numbers import CONTEXT, as_text, multiply
from axentra_core.payment_rules.model import ChargeOutcome, Reason
from axentra_core.payment_rules.terms import AmountKind, Moment, Share, Trigger

Value = str | int | Decimal | date | datetime | time

# fmt: off
REASONS: Final[Mapping[Reason, str]] = {
    Reason.CARD_NOT_VALIDATED:     "the card was not validated",
    Reason.CARD_NOT_CHARGEABLE:    "the card was given as a guarantee only",
    Reason.CARD_EXPIRED:           "the card has expired",
    Reason.CARD_REPLACED:          "another card came in its place",
    Reason.CARD_REFUSED:           "the card was refused for good",
    Reason.DECLINED:               "the card was declined",
    Reason.NOT_ACTIVE:             "the virtual card is still not active",
    Reason.BALANCE_UNKNOWN:        "nobody has told what the virtual card holds",
    Reason.BALANCE_TOO_HIGH:       "the virtual card holds more than is owed",
    Reason.BALANCE_TOO_LOW:        "the card holds less than was asked",
    Reason.VCC_USED_UP:            "the virtual card allows no more charges",
    Reason.CURRENCY_MISMATCH:      "the currencies differ",
    Reason.BOOKED_TOO_LATE:        "the booking came after its moment",
    Reason.NOT_REACHED:            "the gateway could not be reached",
    Reason.WINDOW_PASSED:          "it was too long after the departure",
    Reason.NOTHING_DUE:            "nothing was owed",
    Reason.RESERVATION_CANCELLED:  "the reservation was cancelled",
    Reason.NO_SHOW:                "the guest did not come",
    Reason.RULE_STOPPED:           "what the rule had planned was stopped",
    Reason.BY_HAND:                "somebody gave it up by hand",
}

OUTCOMES: Final[Mapping[ChargeOutcome, str]] = {
    ChargeOutcome.APPROVED:         "approved",
    ChargeOutcome.DECLINED_HARD:    "refused for good",
    ChargeOutcome.DECLINED_SOFT:    "declined for now",
    ChargeOutcome.ACTION_REQUIRED:  "the guest has to confirm it",
    ChargeOutcome.NOT_ACTIVE_YET:   "the virtual card is not active yet",
    ChargeOutcome.EXCEEDS_BALANCE:  "more than the virtual card holds",
    ChargeOutcome.NOT_SENT:         "it never reached the gateway",
    ChargeOutcome.UNKNOWN:          "nobody knows",
}

_DAYS: Final[Mapping[Trigger, str]] = {
    Trigger.CHECK_IN_DAY:   "on the day of the check-in",
    Trigger.CHECK_OUT_DAY:  "on the day of the check-out",
}

_SHARES: Final[Mapping[AmountKind, str]] = {
    AmountKind.OUTSTANDING:  "all that is owed then",
    AmountKind.FIRST_NIGHT:  "what the first night costs then",
    AmountKind.REMAINDER:    "all that the steps before have left",
}
# fmt: on


def moment_said(moment: Moment) -> str:
    """Return when a step charges, such as ``7 days before the check-in at 11:00``."""
    days = f"{moment.days} day{'s' if moment.days > 1 else ''} before the check-in"
    return f"{_DAYS.get(moment.trigger, days)} at {moment.at:%H:%M}"


def share_said(share: Share) -> str:
    """Return how much a step charges, such as ``30 % of the whole price then``."""
    if share.amount is not None:
        return f"{as_text(share.amount.amount)} {share.amount.currency.code}"
    if share.rate is not None:
        percent = as_text(multiply(share.rate, Decimal(100)).normalize(CONTEXT))
        return f"{percent} % of the whole price then"
    return _SHARES[share.kind]


def written(value: Value) -> str:
    """Return a value as English sentences of this package have it."""
    if isinstance(value, Decimal):
        return as_text(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)
