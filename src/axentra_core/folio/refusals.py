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
        "folio.too_many_lines": (
            "folio {folio} has {lines} lines and takes no more; go on with a new folio"
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
        "folio.window_unknown": (
            "folio {folio} has windows 1 to {most}, no window {window}; choose one of those"
        ),
        "folio.window_outstanding": (
            "window {window} of folio {folio} still owes {balance:,} {currency}; settle it, or "
            "move what is in it, before the folio is closed"
        ),
        "folio.no_post": (
            "nothing may be signed to folio {folio}: {reason}; take the payment at once"
        ),
        "folio.over_credit_limit": (
            "folio {folio} would owe {reached:,} {currency}, more than its limit of {limit:,}; "
            "take a payment first, or let somebody in charge override it with a reason"
        ),
        "folio.came_from_elsewhere": (
            "line {line} of folio {folio} was sold on folio {origin}; transfer it back and take it "
            "back there, or adjust it here"
        ),
        "folio.elsewhere": (
            "line {line} of folio {folio} was transferred to folio {other}; transfer it back first"
        ),
        "folio.in_several_windows": (
            "line {line} of folio {folio} stands in windows {windows}; say which one is meant"
        ),
        "folio.not_in_window": (
            "nothing of line {line} of folio {folio} is left in window {window}; "
            "it stands in: {windows}"
        ),
        "folio.nothing_left": (
            "nothing is left of line {line} of folio {folio}; check the statement"
        ),
        "folio.same_window": "line {line} stands in window {window} already; name another one",
        "folio.same_folio": "folio {folio} cannot take over from itself; name another folio",
        "folio.line_invoiced": (
            "line {line} of folio {folio} is invoiced, on {invoice} or one before it; "
            "issue a credit note or a correction for it"
        ),
        "folio.nothing_to_invoice": (
            "window {window} of folio {folio} is invoiced through line {through} already; "
            "nothing is left to invoice"
        ),
        "folio.not_last_invoice": (
            "invoice {invoice} is not the last one of window {window} of folio {folio}, which is "
            "{last}; withdraw that one first"
        ),
        "folio.method_brings_no_money": (
            "{method} brings no money; bill the account, apply the deposit or write it off instead"
        ),
        "folio.foreign_money_is_cash": (
            "foreign money is handed over in cash, not by {method}; leave it out"
        ),
        "folio.not_foreign": (
            "{currency} is the money of folio {folio}; take it without a rate of exchange"
        ),
        "folio.other_payee": (
            "window {window} of folio {folio} is paid by account {payee}; bill that one, "
            "or name another payee first"
        ),
        "folio.nothing_to_round": (
            "what window {window} of folio {folio} owes can be paid in coins; take the payment"
        ),
        "folio.card_has_not_paid": (
            "the card ending {last_four} has paid {paid:,} {currency}, less than {got:,}; "
            "refund to the card that has paid, or in another way"
        ),
        "folio.payment_unknown": (
            "folio {folio} has no payment on line {line}; check the statement"
        ),
        "folio.payment_gone": (
            "nothing is left of the payment on line {line} of folio {folio}; it was taken back or "
            "stands there already"
        ),
        "folio.payment_smaller": (
            "the payment on line {line} of folio {folio} has {left:,} {currency} left, less than "
            "{got:,}; name that much"
        ),
        "folio.no_commission_due": (
            "nothing in window {window} of folio {folio} is left of which an agent keeps a part; "
            "check the rate, the codes, and what was deducted before"
        ),
        "folio.limit_below_zero": (
            "a credit limit is zero or more, not {got:,}; leave it out for none"
        ),
        "folio.too_many_instructions": (
            "folio {folio} has had {most} routing instructions; no more can be told apart"
        ),
        "folio.instruction_unknown": (
            "folio {folio} has no routing instruction {instruction} in force; check those it has"
        ),
        "folio.fixed_charge_unknown": (
            "folio {folio} has no fixed charge {fixed_charge} in force; check those it has"
        ),
        "folio.routing_in_a_circle": (
            "charges of folio {folio} would come back to it by {way}; end one of those instructions"
        ),
    }
