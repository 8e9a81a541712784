"""The verbs of deposits as one actor says them."""

from datetime import date

from axentra_core.deposits import Maturity
from axentra_core.folio import PaymentMethod
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money


class Deposits(Speaker):
    """Money that guests pay before the house has earned it."""

    def request_deposit(  # noqa: PLR0913 - a request says that much
        self,
        stay: str,
        amount: Money,
        *,
        due: date | None = None,
        maturity: Maturity = Maturity.CHECK_IN,
        deposit: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Ask a guest for a deposit; `DepositRequested` names its id."""
        return self.do(verbs.RequestDeposit(stay, amount, due, maturity, deposit), key=key)

    def take_deposit(  # noqa: PLR0913 - a deposit says that much
        self,
        stay: str,
        amount: Money,
        method: PaymentMethod,
        *,
        maturity: Maturity = Maturity.CHECK_IN,
        deposit: str | None = None,
        reference: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Receive a deposit; `DepositOpened` names its id."""
        verb = verbs.TakeDeposit(stay, amount, method, maturity, deposit, reference)
        return self.do(verb, key=key)

    def receive_deposit(
        self,
        deposit: str,
        amount: Money,
        method: PaymentMethod,
        *,
        reference: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Receive what was asked for, or a part of it."""
        return self.do(verbs.ReceiveDeposit(deposit, amount, method, reference), key=key)

    def withdraw_deposit_request(
        self, deposit: str, reason: str, *, key: str | None = None
    ) -> Done:
        """Ask no longer for what has not come in."""
        return self.do(verbs.WithdrawDepositRequest(deposit, reason), key=key)

    def apply_deposit(
        self,
        deposit: str,
        amount: Money | None = None,
        *,
        window: int = 1,
        key: str | None = None,
    ) -> Done:
        """Pay the bill of the stay with it, with all that is held unless an amount is given."""
        return self.do(verbs.ApplyDeposit(deposit, amount, window), key=key)

    def take_back_deposit(self, deposit: str, reason: str, *, key: str | None = None) -> Done:
        """Take off the bill again what was paid with it."""
        return self.do(verbs.TakeBackDeposit(deposit, reason), key=key)

    def keep_deposit(
        self,
        deposit: str,
        reason: str,
        code: str,
        *,
        amount: Money | None = None,
        key: str | None = None,
    ) -> Done:
        """Keep what a guest has forfeited, as revenue under a transaction code."""
        return self.do(verbs.KeepDeposit(deposit, reason, code, amount), key=key)

    def return_deposit(
        self,
        deposit: str,
        method: PaymentMethod,
        reason: str,
        *,
        amount: Money | None = None,
        key: str | None = None,
    ) -> Done:
        """Give money back to the guest, all that is held unless an amount is given."""
        return self.do(verbs.ReturnDeposit(deposit, method, reason, amount), key=key)

    def move_deposit(self, deposit: str, stay: str, reason: str, *, key: str | None = None) -> Done:
        """Hold it for another stay."""
        return self.do(verbs.MoveDeposit(deposit, stay, reason), key=key)
