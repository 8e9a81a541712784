"""Companies: who pays the rooms of their people, what they owe for it, and what they pay."""

from datetime import timedelta

from axentra_core.city_ledger import Account, AccountOpened
from axentra_core.folio import Payee, PayeeKind, PaymentMethod, Target
from axentra_core.kernel.money import Money
from axentra_core.stays import Stay
from axentra_core.testing.simulation.cashier import Cashier
from axentra_core.testing.simulation.crew import Crew

NAMES = ("Lintas Buana", "Nordlys Marine", "Puspa Textiles")
WINDOW = 2
TERMS_DAYS = 21


class Companies:
    """Whoever looks after the accounts of companies.

    Attributes:
        pays: the company that pays the room of a stay.
    """

    def __init__(self, crew: Crew, cashier: Cashier) -> None:
        """Begin with the accounts there are."""
        self.crew: Crew = crew
        self.cashier: Cashier = cashier
        self.pays: dict[str, str] = {}
        self._accounts = [line.account.id for line in crew.read.accounts()]

    def open_accounts(self) -> None:
        """Give some companies credit, unless there are some that have it."""
        crew = self.crew
        for name in () if self._accounts else NAMES:
            done = crew.ask(crew.clerk.open_account, name, terms_days=TERMS_DAYS)
            if done is not None:
                self._accounts.append(done.one(AccountOpened).account)

    def agree(self, stay: Stay) -> None:
        """Let a company pay the nights of a stay, and nothing else."""
        crew = self.crew
        if not self._accounts or crew.own.folio.windows < WINDOW:
            return
        account = crew.pick(self._accounts)
        payee, nights = Payee(PayeeKind.ACCOUNT, account), [crew.own.room_charge]
        if crew.ask(crew.clerk.name_payee, stay.id, WINDOW, payee):
            crew.ask(crew.clerk.agree_routing, stay.id, Target(None, WINDOW), codes=nights)
            self.pays[stay.id] = account

    def pay(self) -> None:
        """Receive what companies pay, remind those who do not, and tell them where they stand."""
        crew, clerk = self.crew, self.crew.clerk
        for line in crew.read.accounts():
            account = line.account
            if crew.happens(0.12) and account.items:
                self._pay(account)
            if account.credit and crew.happens(0.1):
                self._return(account)
            if crew.today.day == 1:
                since = crew.today - timedelta(days=28)
                crew.ask(clerk.issue_account_statement, account.id, since=since)
        for due in crew.read.reminders_due():
            if crew.happens(0.3):
                crew.ask(clerk.remind_item, due.account, due.item, due.step)

    def _pay(self, account: Account) -> None:
        crew, currency = self.crew, self.crew.own.currency
        owed = sum(item.open for item in account.items[: 1 + crew.below(4)])
        chance = crew.chance()
        amount = Money(owed, currency)
        if chance < 0.1:
            amount = crew.money(amount.amount / 2)
        elif chance < 0.15:
            amount = Money(owed + crew.money(amount.amount / 3).amount, currency)
        transfer = PaymentMethod.TRANSFER
        payment = f"{account.id}-{crew.today}"
        said = (crew.clerk.receive_account_payment, account.id, amount, transfer)
        if crew.ask(*said, payment=payment) and crew.happens(0.06):
            crew.ask(crew.clerk.reverse_account_payment, account.id, payment, "no funds")

    def _return(self, account: Account) -> None:
        crew = self.crew
        if account.items:
            crew.ask(crew.clerk.allocate_credit, account.id)
        else:
            credit = Money(account.credit, crew.own.currency)
            back = (crew.clerk.refund_account_credit, account.id, credit)
            crew.ask(*back, PaymentMethod.TRANSFER)
