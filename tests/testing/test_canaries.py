"""Bugs that are planted in a hotel's money, one after the other, and each is found."""

from datetime import date, timedelta

import attrs
import pytest

from axentra_core import city_ledger, deposits
from axentra_core.adapters.memory import MemoryStore
from axentra_core.cashier import CashierShiftOpened, ReceivePayment, Tender
from axentra_core.city_ledger import AccountOpened, CreditItem, DebitAccount
from axentra_core.deposits import DepositOpened, KeepDeposit, Maturity
from axentra_core.documents import (
    DocumentIssued,
    DocumentKind,
    DocumentSettings,
    IssueDocument,
    Seller,
    TaxLine,
)
from axentra_core.folio import (
    AdjustCharge,
    ApplyDeposit,
    BillDirectly,
    Card,
    ChargePosted,
    Component,
    FolioOpened,
    PaymentMethod,
    PayRefund,
    PostCharge,
    Quote,
    ReversePayment,
    TakePayment,
    TransferIn,
    TransferOut,
    evolution,
)
from axentra_core.folio.windows import moved
from axentra_core.hotel import REACTIONS, Hotel, reactions
from axentra_core.house import OpenSeries, TakeNumber
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.payment_rules import (
    BEFORE_ARRIVAL,
    CardFacts,
    CardKind,
    ChargeOutcome,
    GuestCard,
    HoldCard,
    PaymentRulesSettings,
    RecordCharge,
    ReleaseCard,
    charges,
)
from axentra_core.payments import OutcomeClass
from axentra_core.stays import Source, StayBooked
from axentra_core.testing import ManualClock, SequentialIds, Watch, example_property

TODAY = date(2026, 11, 23)
AYU = Actor("staff", "ayu", ("manager",))
CASH, TRANSFER = PaymentMethod.CASH, PaymentMethod.TRANSFER
DINNER = 121_000
HOUSE = DocumentSettings(Seller("Hotel Axentra", ("Jl. Merpati 1", "Jakarta")))


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


class House:
    """A hotel in order: a guest has dined, a friend too, a company was billed, cash was taken."""

    def __init__(self):
        """Open it, and let everything happen once as it should."""
        own = attrs.evolve(example_property(), documents=HOUSE)
        self.store, self.clock = MemoryStore(), ManualClock()
        self.hotel = Hotel(self.store, own, clock=self.clock, ids=SequentialIds())
        self.hotel.open(on=TODAY)
        self.desk = self.hotel.by(AYU)
        self.shift = self.desk.open_cashier_shift(floats=[idr(9)], key="o")
        self.shift = self.shift.one(CashierShiftOpened).cashier_shift
        self.account = self.desk.open_account("Garuda Travel").one(AccountOpened).account
        booked = self.desk.reserve(
            arrival=TODAY,
            departure=TODAY + timedelta(days=2),
            room_type="DLX",
            prices=[idr(850_000)] * 2,
            name="Siti Rahma",
        )
        self.stay = booked.one(StayBooked).stay
        self.desk.check_in(self.stay, room="2034")
        self.friend = self.desk.open_passer_by(key="f").one(FolioOpened).folio
        self.dine(self.friend)
        self.dine(self.stay)
        self.desk.bill_directly(self.friend, account=self.account, key="b")
        how = {"maturity": Maturity.MANUAL, "key": "d"}
        held = self.desk.take_deposit(self.stay, idr(DINNER), TRANSFER, **how)
        self.deposit = held.one(DepositOpened).deposit
        done = self.desk.issue_document(self.friend, key="i").one(DocumentIssued)
        self.invoice = done.content
        self.watch = Watch(self.hotel)
        self.watch.check_everything()

    def dine(self, folio):
        """Charge a dinner."""
        done = self.desk.post_to_folio(folio, "FNB", idr(100_000), key=f"dinner-{folio}")
        self.dinner = done.one(ChargePosted)

    def put(self, *commands):
        """Do what these commands say, and nothing of what should follow from them."""
        hotel = Hotel(self.store, self.hotel.id, clock=self.clock, reactions=())
        unit = hotel._unit().begin(self.clock(), AYU)
        unit.act(*commands)
        self.store.commit(unit.commit("Put", None, ""))


# --- bills ---


def half_a_transfer(one):
    """One bill gives a charge away, and none takes it."""
    yield TransferOut(one.stay, 1, one.friend, "T9", "they pay")


def a_transfer_without_a_tax(one):
    """The other bill takes the dinner over, and forgets its tax."""
    yield TransferOut(one.stay, 1, one.friend, "T9", "they pay")
    quote, dinner = one.dinner.quote, one.dinner
    service = quote.components[0]
    part = Quote("IDR", quote.net, (service,), quote.net + service.amount, quote.rounding)
    yield _taken_over(one, dinner, part)


def a_transfer_that_renames_a_tax(one):
    """The sum is right, and still another tax is owed than the one that was posted."""
    yield TransferOut(one.stay, 1, one.friend, "T9", "they pay")
    quote = one.dinner.quote
    service, tax = quote.components
    renamed = (service, Component("city_tax", tax.base, tax.rate, tax.amount))
    yield _taken_over(one, one.dinner, attrs.evolve(quote, components=renamed))


def _taken_over(one, dinner, quote):
    return TransferIn(
        one.friend,
        "T9",
        one.stay,
        1,
        one.stay,
        1,
        dinner.code,
        dinner.department,
        dinner.description,
        1,
        quote,
        TODAY,
        dinner.source,
    )


# --- companies ---


def a_direct_bill_without_a_debit(one):
    """The guest owes nothing more, and the company does not either."""
    yield BillDirectly(one.stay, one.account, idr(DINNER))


def a_debit_without_a_direct_bill(one):
    """The company owes what the guest still owes."""
    yield DebitAccount(one.account, idr(DINNER), f"folio:{one.stay}:2", "Folio", idr(0))


def a_debit_of_less(one):
    """Three rupiah are lost on the way from the bill to the account."""
    yield BillDirectly(one.stay, one.account, idr(DINNER))
    yield DebitAccount(one.account, idr(DINNER - 3), f"folio:{one.stay}:2", "Folio", idr(0))


def a_bill_taken_back_on_one_side(one):
    """The guest owes the dinner again, and the company owes it still."""
    yield ReversePayment(one.friend, 2, "billed in error")


def a_bill_taken_back_for_less(one):
    """The company is credited a part of what the guest owes again."""
    yield ReversePayment(one.friend, 2, "billed in error")
    yield CreditItem(one.account, 1, idr(DINNER - 3), "billed in error")


# --- deposits ---


def a_deposit_that_pays_nothing(one):
    """It is applied, and the bill owes as much as before."""
    yield deposits.ApplyDeposit(one.deposit, one.stay)


def a_deposit_that_pays_and_is_held(one):
    """It has paid a bill, and can pay another one."""
    yield ApplyDeposit(one.stay, one.deposit, idr(DINNER))


def a_deposit_that_is_kept_in_secret(one):
    """The house keeps it, and it is nobody's revenue."""
    yield KeepDeposit(one.deposit, "left late")


def a_deposit_that_is_revenue_at_once(one):
    """What is held is sold already."""
    source, dinner = f"deposit:{one.deposit}:2", one.dinner
    said = (dinner.code, dinner.department, dinner.description, 1, dinner.quote, TODAY, source, 1)
    yield PostCharge(one.stay, *said)


# --- drawers ---


def cash_that_is_in_no_drawer(one):
    """A cashier with an open shift takes it, and nobody finds it there."""
    yield TakePayment(one.stay, CASH, idr(DINNER))


def cash_that_is_in_a_drawer_twice(one):
    """It was taken once."""
    yield TakePayment(one.stay, CASH, idr(DINNER))
    for _ in range(2):
        yield ReceivePayment(one.shift, Tender.CASH, idr(DINNER), f"folio:{one.stay}:2")


def cash_of_another_amount(one):
    """In the drawer is less than the bill says."""
    yield TakePayment(one.stay, CASH, idr(DINNER))
    yield ReceivePayment(one.shift, Tender.CASH, idr(DINNER - 1_000), f"folio:{one.stay}:2")


def cash_of_nobody(one):
    """Something is in the drawer, and no bill was paid."""
    yield ReceivePayment(one.shift, Tender.CASH, idr(DINNER), f"folio:{one.stay}:2")


def a_company_that_pays_beside_the_desk(one):
    """It has paid a cashier in cash, and it is in no drawer."""
    yield city_ledger.ReceivePayment(one.account, "P9", idr(1_000), "cash")


def a_refund_out_of_nowhere(one):
    """Money is given back that did not come out of the drawer."""
    yield TakePayment(one.stay, TRANSFER, idr(2 * DINNER), in_advance=True)
    yield ReceivePayment(one.shift, Tender.TRANSFER, idr(2 * DINNER), f"folio:{one.stay}:2")
    yield PayRefund(one.stay, CASH, idr(DINNER))


# --- documents ---


def a_number_for_nothing(_):
    """A number is taken, and no document has it."""
    yield TakeNumber("invoice.2026")


def a_number_that_is_skipped(one):
    """The second number is on no document."""
    yield TakeNumber("invoice.2026")
    yield TakeNumber("invoice.2026")
    yield IssueDocument("INV-2026-000003", one.invoice)


def an_invoice_of_what_is_invoiced(one):
    """The dinner is on two invoices."""
    yield TakeNumber("invoice.2026")
    yield IssueDocument("INV-2026-000002", one.invoice)


def an_invoice_that_renames_a_tax(one):
    """It adds up, and says that another tax is in it than the bill says."""
    service, tax = one.invoice.taxes
    renamed = (service, TaxLine("city_tax", tax.rate, tax.base, tax.amount))
    about = f"folio:{one.stay}:1"
    yield TakeNumber("invoice.2026")
    yield IssueDocument("INV-2026-000002", attrs.evolve(one.invoice, about=about, taxes=renamed))


def a_credit_note_of_more(one):
    """It takes the whole dinner back, and the bill has half of it."""
    number, whole = "CRN-2026-000001", one.invoice
    yield OpenSeries("credit_note.2026")
    yield TakeNumber("credit_note.2026")
    yield AdjustCharge(one.friend, 1, "service_failure", idr(DINNER // 2), document=number)
    taken_back = attrs.evolve(
        whole,
        kind=DocumentKind.CREDIT_NOTE,
        net=-whole.net,
        charged=-whole.charged,
        balance=-whole.charged,
        lines=[attrs.evolve(row, net=-row.net, total=-row.total) for row in whole.lines],
        taxes=[attrs.evolve(tax, base=-tax.base, amount=-tax.amount) for tax in whole.taxes],
        refers_to="INV-2026-000001",
        reason="cold",
    )
    yield IssueDocument(number, taken_back)


CANARIES = (
    (half_a_transfer, "transfer T9 gives more than it takes"),
    (a_transfer_without_a_tax, "transfer T9 gives more than it takes: hotel_tax owed -11000"),
    (a_transfer_that_renames_a_tax, "transfer T9 gives more than it takes: city_tax owed 11000"),
    (a_direct_bill_without_a_debit, "bills A1 121000 IDR, which owes 0 for it"),
    (a_debit_without_a_direct_bill, "bills A1 0 IDR, which owes 121000 for it"),
    (a_debit_of_less, "bills A1 121000 IDR, which owes 120997 for it"),
    (a_bill_taken_back_on_one_side, "bills A1 0 IDR, which owes 121000 for it"),
    (a_bill_taken_back_for_less, "bills A1 0 IDR, which owes 3 for it"),
    (a_deposit_that_pays_nothing, "deposit D1 has used 121000, and paid 0 on bills"),
    (a_deposit_that_pays_and_is_held, "has used 0, and paid 121000 on bills"),
    (a_deposit_that_is_kept_in_secret, "deposit:D1:3 has kept 121000 more than it has charged"),
    (a_deposit_that_is_revenue_at_once, "deposit:D1:2 has kept -121000 more than it has charged"),
    (cash_that_is_in_no_drawer, "is not in shift"),
    (cash_that_is_in_a_drawer_twice, "and nowhere else, 1 times"),
    (cash_of_another_amount, "is not in shift"),
    (cash_of_nobody, "and nowhere else"),
    (a_company_that_pays_beside_the_desk, "is not in shift"),
    (a_refund_out_of_nowhere, "is not in shift"),
    (a_number_for_nothing, "number 2 of invoice.2026 stands on no document"),
    (a_number_that_is_skipped, "document INV-2026-000003 follows on number 1"),
    (an_invoice_of_what_is_invoiced, "document INV-2026-000002 says"),
    (an_invoice_that_renames_a_tax, "document INV-2026-000002 says city_tax owed"),
    (a_credit_note_of_more, "document CRN-2026-000001 says hotel_tax owed -11000"),
)


@pytest.mark.parametrize(("bug", "told"), CANARIES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_bug_in_the_money_is_found_at_once(bug, told) -> None:
    """Whoever watches after that step is told what does not add up, and where."""
    house = House()
    house.put(*bug(house))
    with pytest.raises(AssertionError) as found:
        house.watch.check_touched()
    assert told in str(found.value)


def test_a_line_that_changes_is_found() -> None:
    """Nothing has happened to the bill since, and what stands on it is another price."""
    house = House()
    facts = house.store._histories[f"axentra/folio/{house.stay}"]
    facts[1] = attrs.evolve(facts[1], data=facts[1].data.replace("100000", "100001"))
    with pytest.raises(AssertionError, match="was changed after it was posted"):
        house.watch.check_everything()


def test_a_window_that_forgets_what_was_moved_is_found(monkeypatch) -> None:
    """One window gives a charge away and the other one has not got it, nor has the bill."""
    house = House()

    def forgetful(windows, number, charged=0, paid=0):
        return windows if number == 2 else moved(windows, number, charged, paid)

    monkeypatch.setattr(evolution, "moved", forgetful)
    house.desk.move_charge(house.stay, 1, 2, "they pay", key="m")
    with pytest.raises(AssertionError, match="window 2 of folio S1 has 0 and 0, its lines"):
        house.watch.check_touched()


# --- planned payments ---

CHARGE = "a1:S2:1:1"
OWN_CARD = CardFacts(CardKind.STANDARD, "tok_1", "visa", "4242", is_validated=True)
ISSUED = CardFacts(
    CardKind.VIRTUAL, "tok_2", "visa", "1881", balance=money(5, "IDR"), active_on=TODAY
)


class Collecting(House):
    """The same hotel, where a rule has planned a payment that is due."""

    def __init__(self, card=OWN_CARD):
        """Let a second guest be expected, whose card is known."""
        super().__init__()
        self.desk.draft_payment_rule(BEFORE_ARRIVAL)
        self.desk.review_payment_rule("P1")
        self.desk.activate_payment_rule("P1", BEFORE_ARRIVAL.fingerprint)
        self.desk.reserve(
            arrival=TODAY + timedelta(days=1),
            departure=TODAY + timedelta(days=2),
            room_type="DLX",
            prices=[idr(100_000)],
            name="Made Oka",
            source=Source.CHANNEL,
            channel="booking_com",
            key="r",
        )
        self.desk.attach_card("S2", card)
        self.watch.check_everything()

    def forgetting(self, *rows):
        """Return the desk of a hotel in which something does not follow."""
        table = tuple(row for row in REACTIONS if row.follow not in rows)
        return Hotel(self.store, self.hotel.id, clock=self.clock, reactions=table).by(AYU)

    def claim(self, *forgotten):
        """Claim the payment."""
        self.forgetting(*forgotten).claim_payment("S2", 1, key="c")

    def hear(self, *forgotten):
        """Hear that the money came."""
        desk = self.forgetting(*forgotten)
        desk.record_outcome(CHARGE, 1, OutcomeClass.APPROVED, key="h")


def a_charge_without_an_intent(one):
    """It is claimed, and the gateway is never to be asked, nor is its card held."""
    one.claim(reactions.begin_the_charge)


def a_charge_that_is_not_told(one):
    """The gateway has taken it, and the plan would charge it again."""
    one.claim()
    one.hear(reactions.tell_the_plan)


def a_charge_that_nobody_has_taken(one):
    """The plan says that it came, and the gateway has never said so."""
    one.claim()
    approved = (ChargeOutcome.APPROVED, "Asia/Jakarta", PaymentRulesSettings())
    one.put(RecordCharge("S2", 1, 1, *approved))


def a_charge_on_no_bill(one):
    """The money came, and the guest owes it still."""
    one.claim()
    one.hear(reactions.put_on_the_bill)


def paid(amount):
    """Return the line of a charge on the bill."""
    how = {"in_advance": True, "reference": CHARGE}
    return TakePayment("S2", PaymentMethod.CARD, idr(amount), VISA, **how)


def a_charge_on_two_lines(one):
    """The money came once, and has paid twice."""
    one.claim()
    one.hear()
    one.put(paid(121_000))


def a_charge_on_the_bill_of_another_amount(one):
    """One rupiah more stands on the bill than came."""
    one.claim()
    one.hear(reactions.put_on_the_bill)
    one.put(paid(121_001))


def a_card_that_is_never_let_go(one):
    """The charge is over, and nobody can charge the card."""
    one.claim()
    one.hear(reactions.let_the_card_go)


def a_card_held_by_nobody(one):
    """It is held by what was never claimed."""
    one.put(HoldCard("G1", "a1:S9:1:1"))


def a_charge_without_its_card(one):
    """It is with the gateway, and another charge of its card could be as well."""
    one.claim()
    one.put(ReleaseCard("G1", CHARGE, charged=False))


VISA = Card("tok_1", "visa", "4242")
OF_PLANS = (
    (a_charge_without_an_intent, "is open, and nothing is asked of the gateway"),
    (a_charge_that_is_not_told, f"{CHARGE} has brought 0 by its plan, and 121000 by the gateway"),
    (a_charge_that_nobody_has_taken, f"{CHARGE} has brought 121000 by its plan, and 0 by the"),
    (a_charge_on_no_bill, f"{CHARGE} stands on 0 lines of bills, and has brought money 1 times"),
    (a_charge_on_two_lines, f"{CHARGE} stands on 2 lines of bills, and has brought money 1 times"),
    (a_charge_on_the_bill_of_another_amount, "has paid 121001 on bills, and brought 121000"),
    (a_card_that_is_never_let_go, f"card G1 is held by {CHARGE}, which is not open"),
    (a_card_held_by_nobody, "card G1 is held by a1:S9:1:1, which is not open"),
    (a_charge_without_its_card, f"{CHARGE} is open, and its card G1 is held by None"),
)


@pytest.mark.parametrize(("bug", "told"), OF_PLANS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_bug_in_a_planned_payment_is_found_at_once(bug, told) -> None:
    """A charge that could be made twice, or whose money is lost, is found at the next look."""
    house = Collecting()
    bug(house)
    with pytest.raises(AssertionError) as found:
        house.watch.check_touched()
    assert told in str(found.value)


def test_a_payment_that_does_not_add_up_is_found(monkeypatch) -> None:
    """What a rule wanted is charged, left to the guest, or not owed; there is nothing else."""
    house = Collecting()
    house.claim()
    monkeypatch.setattr(charges, "subtract", lambda one, other: one - other + 1)
    house.hear()
    with pytest.raises(AssertionError, match="wanted 121000 and came to 121000, 2, 0"):
        house.watch.check_touched()


def test_a_virtual_card_that_is_charged_twice_is_found(monkeypatch) -> None:
    """A channel lets its card be charged once."""
    monkeypatch.setattr(GuestCard, "is_used_up", property(lambda _: False))
    house = Collecting(ISSUED)
    house.claim()
    house.hear()
    house.watch.check_everything()
    house.put(HoldCard("G1", "a1:S2:2:1"))
    with pytest.raises(AssertionError, match="virtual card G1 is charged more than 1 times"):
        house.watch.check_touched()
