"""What a folio refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class FolioRefusal(RuleViolation):
    """A rule of the folio says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "folio.closed": (
            "folio {folio} is closed; nothing can be posted to it any more, "
            "so open a new folio for a late charge"
        ),
        "folio.currency_mismatch": (
            "folio {folio} is in {currency}, not in {got}; exchange the amount first"
        ),
        "folio.too_many_decimals": (
            "folio {folio} has steps of {unit} {currency}; {got:,} does not fit, so round it first"
        ),
        "folio.does_not_add_up": (
            "net and components make {expected:,}, not {got:,}; calculate the price again"
        ),
        "folio.too_large": (
            "folio {folio} cannot hold {got:,} more; no bill reaches 10^15, so check the amount"
        ),
        "folio.nothing_charged": "a charge of zero changes nothing; leave it out",
        "folio.overpayment": (
            "folio {folio} owes {balance:,} {currency}, less than {got:,}; "
            "take that much or mark the payment as made in advance"
        ),
        "folio.refund_too_large": (
            "folio {folio} has {credit:,} {currency} to give back, less than {got:,}; "
            "take back a charge first or give back that much"
        ),
        "folio.balance_outstanding": (
            "folio {folio} still owes {balance:,} {currency}; settle it before it is closed"
        ),
        "folio.not_closed": "folio {folio} is open; go on with it, or check which bill is meant",
        "folio.nothing_owed": "folio {folio} owes nothing; close it instead",
        "folio.due_in_past": (
            "{due} is over on {business_date}; give a day from then on, or leave the day open"
        ),
        "folio.has_lines": (
            "folio {folio} has lines already ({lines}), and a balance from the former system comes "
            "first; take it over into a new folio"
        ),
        "folio.line_unknown": "folio {folio} has no charge on line {line}; check the statement",
        "folio.more_than_remains": (
            "line {line} of folio {folio} has {left:,} {currency} left, less than {got:,}; "
            "take off that much, or reverse the line"
        ),
        "folio.not_adjustable": (
            "line {line} of folio {folio} has amounts of both signs and no parts; "
            "reverse it as a whole"
        ),
        "folio.already_reversed": "line {line} of folio {folio} was already taken back",
        "folio.card_missing": "a card payment names its card by token; give the card",
    }
