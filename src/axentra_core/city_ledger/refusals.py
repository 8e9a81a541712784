"""What a company's account refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class CityLedgerRefusal(RuleViolation):
    """A rule of the city ledger says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "city_ledger.closed": (
            "account {account} is closed; open a new account, or check which company is meant"
        ),
        "city_ledger.blocked": (
            "account {account} is blocked, so nothing is transferred to it; "
            "let the guest pay, or unblock it first"
        ),
        "city_ledger.not_blocked": (
            "account {account} is not blocked; go on with it, or check which company is meant"
        ),
        "city_ledger.wrong_subject": (
            "the {field} of account {account} is sealed under {subject}; seal it under {account}, "
            "so that erasing the company erases it too"
        ),
        "city_ledger.set_and_cleared": (
            "the {field} of account {account} is both given and taken away; do one of them"
        ),
        "city_ledger.limit_below_zero": (
            "a credit limit of {got:,} {currency} has no meaning; "
            "give 0 to let nothing be owed, or leave it out to set none"
        ),
        "city_ledger.currency_mismatch": (
            "account {account} is in {currency}, not in {got}; exchange the amount first"
        ),
        "city_ledger.too_large": (
            "account {account} cannot hold {got:,} more; no account reaches 10^15, "
            "so check the amount"
        ),
        "city_ledger.over_limit": (
            "account {account} has a credit limit of {limit:,} {currency}; it owes {balance:,}, "
            "guests in house are about to bring {in_house:,}, and {amount:,} more would make "
            "{exposure:,}, which is {over:,} too much; let the guest pay that much, "
            "or override the limit with a reason"
        ),
        "city_ledger.date_ahead": (
            "{on} is after {business_date}; give a day up to the business date"
        ),
        "city_ledger.item_unknown": (
            "account {account} has no item {item}; check the list of its items"
        ),
        "city_ledger.item_settled": (
            "nothing is open on item {item} of account {account} any more; "
            "reverse what has settled it first, or choose an open item"
        ),
        "city_ledger.item_twice": (
            "item {item} of account {account} is named twice; name it once with the whole amount"
        ),
        "city_ledger.more_than_open": (
            "item {item} of account {account} has {open:,} {currency} open, less than {got:,}; "
            "take that much, or spread the rest over other items"
        ),
        "city_ledger.more_than_received": (
            "{got:,} {currency} are to be allocated on account {account}, but there are only "
            "{received:,}; allocate that much"
        ),
        "city_ledger.already_invoiced": (
            "item {item} of account {account} stands on invoice {invoice} already; "
            "correct it by a credit note"
        ),
        "city_ledger.payment_known": (
            "payment {payment} stands on account {account} already; "
            "check whether it was entered twice, or give it another id"
        ),
        "city_ledger.payment_unknown": (
            "account {account} has no payment {payment}; check the statement"
        ),
        "city_ledger.already_reversed": (
            "payment {payment} of account {account} was already reversed"
        ),
        "city_ledger.no_credit": ("account {account} has no credit left; receive a payment first"),
        "city_ledger.nothing_open": (
            "nothing is open on account {account}; keep the credit, or give it back"
        ),
        "city_ledger.refund_too_large": (
            "account {account} has a credit of {credit:,} {currency}, less than {got:,}; "
            "give back that much"
        ),
        "city_ledger.not_overdue": (
            "item {item} of account {account} is due on {due}, and {business_date} is not later; "
            "wait, or send a statement instead"
        ),
        "city_ledger.already_reminded": (
            "reminder {last} was sent for item {item} of account {account} on {on}; "
            "send a later step than {step}"
        ),
        "city_ledger.items_open": (
            "account {account} still has open items ({items}) of {open:,} {currency}; "
            "settle them before it is closed"
        ),
        "city_ledger.credit_left": (
            "account {account} still has a credit of {credit:,} {currency}; "
            "give it back before it is closed"
        ),
    }
