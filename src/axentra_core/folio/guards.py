"""What stands against a posting: a guard returns the reason, or None."""

from typing import Protocol

from axentra_core.folio.messages import PostCharge, PostOpeningBalance, PutOnAccount, TransferIn
from axentra_core.folio.model import MOST_LINES, Folio, FolioStatus
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.folio.windows import PayeeKind
from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.numbers import LARGEST, add, total


class InWindow(Protocol):
    """A command about one window."""

    @property
    def window(self) -> int:
        """Return its number."""
        ...


def window_is_there(folio: Folio, command: InWindow, _: Context) -> FolioRefusal | None:
    """A bill has as many windows as the property's policy gave it."""
    return beyond_windows(folio, command.window)


def beyond_windows(folio: Folio, window: int) -> FolioRefusal | None:
    """Return the refusal of a window that a bill cannot have."""
    most = folio.terms.most_windows
    if window > most:
        return FolioRefusal("folio.window_unknown", folio=folio.id, window=window, most=most)
    return None


def nothing_owed(folio: Folio, _: Context) -> FolioRefusal | None:
    """A bill ends at exactly zero; there is no tolerance in which a lost cent could hide."""
    if folio.charged != folio.paid:
        return FolioRefusal(
            "folio.balance_outstanding",
            folio=folio.id,
            balance=folio.owed,
            currency=folio.currency,
        )
    for window in folio.windows:
        if window.charged != window.paid:
            return FolioRefusal(
                "folio.window_outstanding",
                folio=folio.id,
                window=window.number,
                balance=window.owed,
                currency=folio.currency,
            )
    return None


def something_owed(folio: Folio, _: Context) -> FolioRefusal | None:
    """Only a bill that is not at zero, on either side, is left open for later."""
    if folio.is_even:
        return FolioRefusal("folio.nothing_owed", folio=folio.id)
    return None


def due_from_today(_folio: Folio, command: PutOnAccount, context: Context) -> FolioRefusal | None:
    """A bill is not overdue when it is put on account."""
    if command.due is not None and command.due < context.business_date:
        return FolioRefusal(
            "folio.due_in_past", due=command.due, business_date=context.business_date
        )
    return None


def unused(folio: Folio, _: Context) -> FolioRefusal | None:
    """What was owed in the former system is the first line of a bill."""
    if len(folio.lines):
        return FolioRefusal("folio.has_lines", folio=folio.id, lines=len(folio.lines))
    return None


def taken_over(folio: Folio, command: PostOpeningBalance, _: Context) -> FolioRefusal | None:
    """What was owed is in the folio's currency, and is not zero."""
    if other := other_currency(folio, command.amount.currency.code):
        return other
    return None if command.amount.amount else FolioRefusal("folio.nothing_charged")


def has_ended(folio: Folio, _: Context) -> FolioRefusal | None:
    """Only the end of a bill is taken back: that it was closed, or left open on account."""
    if folio.status is FolioStatus.OPEN and folio.receivable is None:
        return FolioRefusal("folio.not_closed", folio=folio.id)
    return None


def has_room(folio: Folio, _: Context) -> FolioRefusal | None:
    """A bill is bounded, so that every line of it can be named."""
    if len(folio.lines) < MOST_LINES:
        return None
    return FolioRefusal("folio.too_many_lines", folio=folio.id, lines=len(folio.lines))


def priced_for(folio: Folio, command: PostCharge | TransferIn, _: Context) -> FolioRefusal | None:
    """A price is in the folio's currency and steps, adds up exactly, and is not nothing."""
    quote = command.quote
    if other := other_currency(folio, quote.currency):
        return other
    expected = quote.net
    for component in quote.components:
        if component.owed:
            expected = add(expected, component.amount)
    if expected != quote.total:
        return FolioRefusal("folio.does_not_add_up", expected=expected, got=quote.total)
    # A sum has the decimals of its finest part, so the total speaks for all of them.
    if not expected.same_quantum(folio.unit):
        return FolioRefusal(
            "folio.too_many_decimals",
            folio=folio.id,
            unit=folio.unit,
            currency=folio.currency,
            got=expected,
        )
    # What is only corrected may come to nothing: one tax less, another one more.
    if not (quote.total or quote.components):
        return FolioRefusal("folio.nothing_charged")
    if not -LARGEST < add(folio.charged, expected) < LARGEST:
        return FolioRefusal("folio.too_large", folio=folio.id, got=expected)
    return None


def other_currency(folio: Folio, got: str) -> FolioRefusal | None:
    """Return the refusal of money that is not the bill's."""
    if got == folio.currency:
        return None
    return FolioRefusal("folio.currency_mismatch", folio=folio.id, currency=folio.currency, got=got)


def may_be_signed(folio: Folio, command: PostCharge, context: Context) -> RuleViolation | None:
    """What a guest signs for stays within what was agreed, unless somebody in charge says else."""
    if not command.signed:
        return None
    reason = against_signing(folio, command)
    if reason is not None and command.override is not None:
        return context.refusal_without("folio.override_limit")
    return reason


def against_signing(folio: Folio, command: PostCharge) -> FolioRefusal | None:
    """Return what stands against signing for something, if nobody overrides it."""
    terms = folio.terms
    if terms.no_post is not None:
        return FolioRefusal("folio.no_post", folio=folio.id, reason=terms.no_post)
    if terms.credit_limit is None or pays_by_account(folio, command.window):
        return None
    owed = total(
        window.owed for window in folio.windows if not pays_by_account(folio, window.number)
    )
    if (reached := add(owed, command.quote.total)) > terms.credit_limit:
        return FolioRefusal(
            "folio.over_credit_limit",
            folio=folio.id,
            reached=reached,
            limit=terms.credit_limit,
            currency=folio.currency,
        )
    return None


def pays_by_account(folio: Folio, window: int) -> bool:
    """Return whether a company pays a window, so that it is not on the guest's credit."""
    payee = folio.window(window).payee
    return payee is not None and payee.kind is PayeeKind.ACCOUNT
