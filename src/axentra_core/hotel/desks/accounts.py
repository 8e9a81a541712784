"""The verbs of companies' accounts as one actor says them."""

from collections.abc import Sequence

from axentra_core.city_ledger import Allocation, Detail, StatementMode
from axentra_core.folio import PaymentMethod
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money


class Accounts(Speaker):
    """What is agreed with companies, and what they pay."""

    def open_account(  # noqa: PLR0913 - an account says that much
        self,
        name: str,
        *,
        address: str | None = None,
        mail: str | None = None,
        tax_id: str | None = None,
        credit_limit: Money | None = None,
        terms_days: int = 30,
        statement_mode: StatementMode = StatementMode.OPEN_ITEMS,
        account: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Give a company credit with the house; `AccountOpened` names the account's id."""
        verb = verbs.OpenAccount(
            name, address, mail, tax_id, credit_limit, terms_days, statement_mode, account
        )
        return self.do(verb, key=key)

    def change_account(  # noqa: PLR0913 - an account says that much
        self,
        account: str,
        *,
        name: str | None = None,
        address: str | None = None,
        mail: str | None = None,
        tax_id: str | None = None,
        credit_limit: Money | None = None,
        terms_days: int | None = None,
        statement_mode: StatementMode | None = None,
        clears: Sequence[Detail] = (),
        key: str | None = None,
    ) -> Done:
        """Change what was agreed with a company; what is left out stays as it is."""
        verb = verbs.ChangeAccount(
            account,
            name,
            address,
            mail,
            tax_id,
            credit_limit,
            terms_days,
            statement_mode,
            tuple(clears),
        )
        return self.do(verb, key=key)

    def block_account(self, account: str, reason: str, *, key: str | None = None) -> Done:
        """Take no more direct bills for a company."""
        return self.do(verbs.BlockAccount(account, reason), key=key)

    def unblock_account(self, account: str, *, key: str | None = None) -> Done:
        """Take direct bills for the company again."""
        return self.do(verbs.UnblockAccount(account), key=key)

    def receive_account_payment(  # noqa: PLR0913 - a payment says that much
        self,
        account: str,
        amount: Money,
        method: PaymentMethod,
        *,
        payment: str | None = None,
        allocations: Sequence[Allocation] | None = None,
        key: str | None = None,
    ) -> Done:
        """Receive money from a company; it settles the oldest items unless said otherwise."""
        spread = None if allocations is None else tuple(allocations)
        verb = verbs.ReceiveAccountPayment(account, amount, method, payment, spread)
        return self.do(verb, key=key)

    def allocate_credit(
        self,
        account: str,
        allocations: Sequence[Allocation] | None = None,
        *,
        key: str | None = None,
    ) -> Done:
        """Settle items with what a company has paid too much."""
        spread = None if allocations is None else tuple(allocations)
        return self.do(verbs.AllocateCredit(account, spread), key=key)

    def reverse_account_payment(
        self, account: str, payment: str, reason: str, *, key: str | None = None
    ) -> Done:
        """Take a payment back, as the bank did."""
        return self.do(verbs.ReverseAccountPayment(account, payment, reason), key=key)

    def credit_item(
        self, account: str, item: int, amount: Money, reason: str, *, key: str | None = None
    ) -> Done:
        """Let a company owe less of an item: a credit note."""
        return self.do(verbs.CreditItem(account, item, amount, reason), key=key)

    def write_off_item(
        self, account: str, item: int, amount: Money, reason: str, *, key: str | None = None
    ) -> Done:
        """Give up what a company will not pay."""
        return self.do(verbs.WriteOffItem(account, item, amount, reason), key=key)

    def remind_item(self, account: str, item: int, step: int, *, key: str | None = None) -> Done:
        """Note that a company was reminded of an overdue item."""
        return self.do(verbs.RemindItem(account, item, step), key=key)

    def refund_account_credit(
        self, account: str, amount: Money, method: PaymentMethod, *, key: str | None = None
    ) -> Done:
        """Give back what a company has paid too much."""
        return self.do(verbs.RefundAccountCredit(account, amount, method), key=key)

    def close_account(self, account: str, *, key: str | None = None) -> Done:
        """End an account on which nothing is owed."""
        return self.do(verbs.CloseAccount(account), key=key)
