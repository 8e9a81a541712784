"""The verbs of payments through a gateway as one actor says them."""

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.money import Money
from axentra_core.payments import Operation, OutcomeClass, PaymentCard


class CardPayments(Speaker):
    """What is written down before a gateway is asked, and after; `CardTerminal` also asks it."""

    def start_payment(  # noqa: PLR0913 - a payment says that much
        self,
        folio: str,
        operation: Operation,
        amount: Money,
        card: PaymentCard | None = None,
        *,
        window: int = 1,
        in_advance: bool = False,
        retries: int = 0,
        payment: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Write down that money is asked for; `PaymentStarted` names the payment's id."""
        verb = verbs.StartPayment(
            folio, operation, amount, card, window, in_advance, retries, payment
        )
        return self.do(verb, key=key)

    def start_operation(
        self,
        payment: str,
        operation: Operation,
        amount: Money | None = None,
        *,
        in_advance: bool = False,
        key: str | None = None,
    ) -> Done:
        """Write down what the gateway is asked next; `OperationStarted` names its number."""
        return self.do(verbs.StartOperation(payment, operation, amount, in_advance), key=key)

    def record_outcome(  # noqa: PLR0913 - an outcome says that much
        self,
        payment: str,
        number: int,
        outcome: OutcomeClass,
        *,
        amount: Money | None = None,
        reference: str | None = None,
        reason: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Record what the gateway has answered, told or found."""
        verb = verbs.RecordOutcome(payment, number, outcome, amount, reference, reason)
        return self.do(verb, key=key)

    def ask_a_person(self, payment: str, number: int) -> Done:
        """Leave it to the cashier to find out what became of an operation."""
        return self.do(verbs.AskAPerson(payment, number))

    def settle_unknown(  # noqa: PLR0913 - a settlement says that much
        self,
        payment: str,
        number: int,
        *,
        happened: bool,
        reason: str,
        amount: Money | None = None,
        reference: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Say by hand what became of an operation."""
        verb = verbs.SettleUnknown(payment, number, happened, reason, amount, reference)
        return self.do(verb, key=key)

    def record_chargeback(
        self, payment: str, amount: Money, reference: str, reason: str, *, key: str | None = None
    ) -> Done:
        """Record that the guest's bank has taken money back."""
        return self.do(verbs.RecordChargeback(payment, amount, reference, reason), key=key)

    def record_chargeback_reversed(
        self, payment: str, amount: Money, reference: str, *, key: str | None = None
    ) -> Done:
        """Record that the house has won a chargeback."""
        return self.do(verbs.RecordChargebackReversed(payment, amount, reference), key=key)
