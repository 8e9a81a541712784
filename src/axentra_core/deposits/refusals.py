"""What a deposit refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class DepositRefusal(RuleViolation):
    """A rule of the deposit ledger says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "deposits.not_held": (
            "nothing has come in for deposit {deposit} yet; receive it first, "
            "or withdraw the request"
        ),
        "deposits.settled": (
            "nothing of deposit {deposit} is held any more; take a new deposit, "
            "or take back first what was applied to a folio"
        ),
        "deposits.cancelled": (
            "the request for deposit {deposit} was withdrawn; take a new deposit for what comes in"
        ),
        "deposits.nothing_requested": (
            "nothing more is asked for on deposit {deposit}; "
            "return what is held, keep it, or leave it for the stay"
        ),
        "deposits.due_in_past": (
            "{due} is over on {business_date}; ask for the deposit by a day from then on, "
            "or leave the day open"
        ),
        "deposits.currency_mismatch": (
            "deposit {deposit} is in {currency}, not in {got}; exchange the amount first"
        ),
        "deposits.too_large": (
            "deposit {deposit} cannot hold {got:,} more; no deposit reaches 10^15, "
            "so check the amount"
        ),
        "deposits.more_than_held": (
            "deposit {deposit} holds {held:,} {currency}, less than {got:,}; "
            "take that much, or receive more first"
        ),
        "deposits.not_applied": (
            "nothing of deposit {deposit} is applied to folio {folio}; check which folio is meant"
        ),
        "deposits.applied": (
            "{applied:,} {currency} of deposit {deposit} are applied to folios; "
            "take that back before it is moved from stay {stay}"
        ),
        "deposits.same_stay": (
            "deposit {deposit} is for stay {stay} already; check which stay is meant"
        ),
        "deposits.already_invoiced": (
            "deposit {deposit} stands on advance invoice {invoice} already; "
            "correct it by a credit note"
        ),
        "deposits.date_ahead": (
            "the date {on} of the advance invoice is after {business_date}; "
            "give a day up to the business date"
        ),
    }
