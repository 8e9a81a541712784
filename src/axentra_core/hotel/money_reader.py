"""What a hotel can be asked about its cash, deposits, payments and what companies owe."""

from collections.abc import Iterator
from datetime import date

import attrs

from axentra_core.cashier import (
    CashierShift,
    CashierShiftStatus,
    ShiftReport,
    drop_due,
    shift_report,
)
from axentra_core.city_ledger import (
    Account,
    AccountStatement,
    Ageing,
    ReminderDue,
    ageing,
    reminders_due,
    statement,
)
from axentra_core.deposits import Deposit, DepositLedger, DueRequest, due_requests
from axentra_core.deposits import ledger as ledger_of
from axentra_core.hotel.reading import Reading
from axentra_core.hotel.taxes import AHEAD
from axentra_core.hotel.window import HIGHEST
from axentra_core.kernel.checks import day
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Money
from axentra_core.kernel.sealed import words_of
from axentra_core.kernel.texts import line
from axentra_core.payments import OperationStarted, Payment, PaymentStarted


@attrs.frozen
class ShiftLine:
    """An open shift as a list shows it; nothing in it tells what should be in the drawer.

    Attributes:
        cashier_shift: its id.
        cashier: whose it is.
        drawer: code of the drawer, where the house has several.
        opened_on: business date of the opening.
        entries: how many there are.
        drop_due: limits of the property that the cash is above, so that some should be dropped.
    """

    cashier_shift: str
    cashier: str
    drawer: str | None
    opened_on: date
    entries: int
    drop_due: tuple[Money, ...]


@attrs.frozen
class AccountLine:
    """An account as a list shows it.

    Attributes:
        account: the account.
        name: of the company, opened by the hotel's cipher as the others are; None once the company
            was forgotten.
        address: where bills are sent to; None where none is known.
        mail: where statements are sent to; None where none is known.
    """

    account: Account
    name: str | None = attrs.field(repr=False)
    address: str | None = attrs.field(repr=False)
    mail: str | None = attrs.field(repr=False)


class MoneyReader(Reading):
    """What is known of drawers, deposits, payments and accounts."""

    # --- the cash desk ---

    def cashier_shift(self, cashier_shift: str) -> ShiftReport:
        """Return the report of a shift.

        Of an open one it has no cash totals: a close is blind, so nobody reads before it what
        should be in the drawer.

        Raises:
            NotFound: ``record.not_found``.
        """
        self._window.need("cashier_shift", cashier_shift)
        report = shift_report(self._window.history("cashier_shift", cashier_shift))
        is_open = report.status is CashierShiftStatus.OPEN
        return attrs.evolve(report, cash=()) if is_open else report

    def open_shifts(self) -> tuple[ShiftLine, ...]:
        """Return the open shifts by cashier."""
        shifts: Iterator[CashierShift] = self._found(
            "cashier_shift", "cashier_shift.open", "", HIGHEST
        )
        limits = self.configuration.cashier
        return tuple(
            ShiftLine(
                shift.id,
                shift.cashier,
                shift.drawer,
                shift.opened_on,
                len(shift.entries),
                drop_due(shift, limits),
            )
            for shift in shifts
        )

    # --- deposits ---

    def deposit(self, deposit: str) -> Deposit:
        """Return a deposit.

        Raises:
            NotFound: ``record.not_found``.
        """
        found: Deposit = self._window.need("deposit", deposit)
        return found

    def deposits(self, stay: str) -> tuple[Deposit, ...]:
        """Return what was paid and is asked for in advance for a stay, settled deposits too.

        Raises:
            NotFound: ``record.not_found``.
        """
        self._window.need("stay", stay)
        return tuple(self._found("deposit", "deposit.stay", stay, stay))

    def held_deposits(self) -> tuple[Deposit, ...]:
        """Return the deposits of which something is held, by stay."""
        return tuple(self._found("deposit", "deposit.held", "", HIGHEST))

    def deposit_ledger(self) -> DepositLedger:
        """Return what became of all deposits, and what is held for all guests together."""
        return ledger_of(self._found("deposit", "deposit.stay", "", HIGHEST))

    def deposit_requests_due(self, as_of: date | None = None) -> tuple[DueRequest, ...]:
        """Return the requests that are due and have not come in, the oldest first.

        Stays that nobody comes for any more are left out.

        Args:
            as_of: the day it is seen from; the business date when left out.

        Raises:
            InvalidInput: `as_of` is no date.
        """
        until = self._day(as_of, "as_of")
        # One without a day has none to sort by, and is never due.
        found: list[Deposit] = list(
            self._found("deposit", "deposit.requested", date.min.isoformat(), until.isoformat())
        )
        self._window.load(*(("stay", deposit.stay) for deposit in found))
        expected = (one for one in found if self._window.need("stay", one.stay).status in AHEAD)
        return due_requests(expected, until)

    # --- payments through a gateway ---

    def payment(self, payment: str) -> Payment:
        """Return a payment.

        Raises:
            NotFound: ``record.not_found``.
        """
        found: Payment = self._window.need("payment", payment)
        return found

    def payments(self, folio: str) -> tuple[Payment, ...]:
        """Return the payments of a bill."""
        return tuple(self._found("payment", "payment.folio", folio, folio))

    def payments_in_flight(self) -> tuple[Payment, ...]:
        """Return the payments whose last operation has no outcome, from the longest on."""
        return tuple(self._found("payment", "payment.in_flight", "", HIGHEST))

    def payments_by_reference(self, reference: str) -> tuple[Payment, ...]:
        """Return the payments that the gateway knows by a name."""
        return tuple(self._found("payment", "payment.reference", reference, reference))

    def operations(self, payment: str) -> tuple[PaymentStarted | OperationStarted, ...]:
        """Return what the gateway was to be asked for a payment, in order.

        Raises:
            NotFound: ``record.not_found``.
        """
        self._window.need("payment", payment)
        history = self._window.history("payment", payment)
        kinds = PaymentStarted | OperationStarted
        return tuple(one for one in history if isinstance(one, kinds))

    # --- companies' accounts ---

    def account(self, account: str) -> AccountLine:
        """Return a company's account.

        Raises:
            NotFound: ``record.not_found``.
        """
        return self._account_line(self._window.need("account", account))

    def accounts(self) -> tuple[AccountLine, ...]:
        """Return the accounts that are not closed, by id."""
        return tuple(map(self._account_line, self._open_accounts()))

    def find_account(self, name: str) -> tuple[AccountLine, ...]:
        """Return the accounts of companies whose name has every word, closed ones too.

        Raises:
            InvalidInput: `name` is no line of text.
        """
        try:
            line(name)
        except InvalidInput as error:
            raise error.under("name") from None
        token = self._window.outside.cipher.token
        by_word = [
            {account for _, account in self._window.find("account.name", token(word))}
            for word in words_of(name)
        ]
        found = sorted(set.intersection(*by_word)) if by_word else ()
        return tuple(map(self.account, found))

    def account_statement(self, account: str, since: date, until: date) -> AccountStatement:
        """Return what has moved on an account, and what is open at the end; its name stays sealed.

        Args:
            account: whose.
            since: first business date.
            until: last business date.

        Raises:
            NotFound: ``record.not_found``, also where the account was opened later.
            InvalidInput: ``date.order``, or what was given is no date.
        """
        for path, given in (("since", since), ("until", until)):
            try:
                day(given)
            except InvalidInput as error:
                raise error.under(path) from None
        self._window.need("account", account)
        return statement(self._window.history("account", account), since, until)

    def ageing(self, account: str | None = None, as_of: date | None = None) -> Ageing:
        """Return what is open now by its age, by the clock and the rows of the property.

        Args:
            account: whose; all that are not closed when left out.
            as_of: the day it is seen from; the business date when left out.

        Raises:
            NotFound: ``record.not_found``.
            InvalidInput: `as_of` is no date.
        """
        seen_from, rows = self._day(as_of, "as_of"), self.configuration.city_ledger
        accounts = (
            self._open_accounts() if account is None else [self._window.need("account", account)]
        )
        items = [item for one in accounts for item in one.items]
        return ageing(items, seen_from, rows.clock, rows.buckets)

    def reminders_due(self) -> tuple[ReminderDue, ...]:
        """Return the reminders that should be sent today, by account and item."""
        steps = self.configuration.city_ledger
        return tuple(
            due
            for account in self._open_accounts()
            for due in reminders_due(account, self.business_date, steps)
        )

    def _open_accounts(self) -> Iterator[Account]:
        return self._found("account", "account.open", "", HIGHEST)

    def _account_line(self, account: Account) -> AccountLine:
        return AccountLine(
            account,
            self._opened(account.name),
            self._opened(account.address),
            self._opened(account.mail),
        )
