"""Two clerks at one bill: where only one can win one wins, nothing is lost, nothing is twice."""

from collections.abc import Callable
from contextlib import suppress
from random import Random

import attrs
import pytest
from tests.hotel.test_conflicts import Meanwhile, in_parallel, until_done

from axentra_core.adapters.memory import MemoryStore
from axentra_core.city_ledger import AccountOpened
from axentra_core.deposits import DepositOpened, Maturity
from axentra_core.documents import DocumentIssued, DocumentSettings, Seller
from axentra_core.folio import FolioOpened, PaymentMethod, Share
from axentra_core.hotel import CardTerminal
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, RuleViolation
from axentra_core.kernel.money import money
from axentra_core.payments import PaymentCard
from axentra_core.testing import ScriptedGateway, Watch, example_property

AYU, DEWI = Actor("staff", "ayu", ("manager",)), Actor("staff", "dewi", ("manager",))
CASH, TRANSFER = PaymentMethod.CASH, PaymentMethod.TRANSFER
VISA = PaymentCard("tok_81f", "visa", "4242")
DINNER = 121_000
HOUSE = DocumentSettings(Seller("Hotel Axentra", ("Jl. Merpati 1", "Jakarta")))


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


@attrs.define
class Desk:
    """A guest with a dinner of 121,000 on the bill, a company, and two drawers of two clerks."""

    front: object
    stay: str
    account: str

    @property
    def boss(self):
        """The verbs as somebody says them who may do everything."""
        return self.front.boss

    def key(self):
        """Return a new key."""
        return self.front.key()

    def deposit(self, amount=DINNER):
        """Take a deposit that nobody applies by itself."""
        how = {"maturity": Maturity.MANUAL, "key": self.key()}
        done = self.boss.take_deposit(self.stay, idr(amount), TRANSFER, **how)
        return done.one(DepositOpened).deposit

    def passer_by(self):
        """Begin another bill."""
        return self.boss.open_passer_by(key=self.key()).one(FolioOpened).folio

    def invoice(self):
        """Invoice what the guest had."""
        return self.boss.issue_document(self.stay, key=self.key()).one(DocumentIssued).document

    def check(self):
        """Check that log, states and look-ups agree, and that all ledgers add up together."""
        self.front.check()
        Watch(self.front.hotel).check_everything()


@pytest.fixture
def at_the_desk(open_front) -> Callable[..., Desk]:
    """Open a hotel over a store, with two drawers and a guest who has dined."""

    def opened(store):
        front = open_front(store, attrs.evolve(example_property(), documents=HOUSE))
        for actor in (AYU, DEWI):
            clerk = front.hotel.by(actor)
            clerk.open_cashier_shift(floats=[idr(500_000)], key=front.key())
        account = front.boss.open_account("Garuda Travel").one(AccountOpened).account
        stay = front.arrive()
        front.desk.charge_to_room(stay, "FNB", idr(100_000), key=front.key())
        return Desk(front, stay, account)

    return opened


# --- duels: what both do, of which one happens ---


def the_same(act):
    """Let both say the same."""
    return act, act


def void_a_charge(one):
    """A charge is taken back once."""
    return the_same(lambda by, key: by.reverse_charge(one.stay, 1, "mistyped", key=key))


def adjust_twice(one):
    """Three fifths of a charge are not there twice."""
    off = {"amount": idr(80_000)}
    return the_same(
        lambda by, key: by.adjust_charge(one.stay, 1, "service_failure", key=key, **off)
    )


def transfer_twice(one):
    """A charge goes to one friend or to the other."""
    friends = [one.passer_by(), one.passer_by()]
    return tuple(
        lambda by, key, to=to: by.transfer_charge(one.stay, 1, to, "they pay", key=key)
        for to in friends
    )


def void_and_transfer(one):
    """What another bill has is not taken back here; what is taken back goes nowhere."""
    friend = one.passer_by()
    return (
        lambda by, key: by.reverse_charge(one.stay, 1, "mistyped", key=key),
        lambda by, key: by.transfer_charge(one.stay, 1, friend, "they pay", key=key),
    )


def pay_twice(one):
    """What is owed is paid once; the other guest gets their notes back."""
    return the_same(lambda by, key: by.take_payment(one.stay, CASH, idr(DINNER), key=key))


def pay_and_bill(one):
    """A guest pays, or the company does."""
    return (
        lambda by, key: by.take_payment(one.stay, CASH, idr(DINNER), key=key),
        lambda by, key: by.bill_directly(one.stay, account=one.account, key=key),
    )


def bill_twice(one):
    """A company is billed once."""
    return the_same(lambda by, key: by.bill_directly(one.stay, account=one.account, key=key))


def refund_twice(one):
    """What was paid too much is given back once."""
    one.boss.take_payment(one.stay, CASH, idr(200_000), in_advance=True, key=one.key())
    return the_same(lambda by, key: by.pay_refund(one.stay, CASH, idr(200_000 - DINNER), key=key))


def take_a_payment_back_twice(one):
    """A payment that did not stand is taken back once."""
    one.boss.take_payment(one.stay, CASH, idr(DINNER), key=one.key())
    return the_same(lambda by, key: by.reverse_payment(one.stay, 2, "mistyped", key=key))


def take_a_bill_back_twice(one):
    """A direct bill is taken back once, and the company owes that much less."""
    one.boss.bill_directly(one.stay, account=one.account, key=one.key())
    return the_same(lambda by, key: by.reverse_payment(one.stay, 2, "billed in error", key=key))


def post_and_close(one):
    """A bill that is closed takes nothing more; one that owes something is not closed."""
    bill = one.passer_by()
    return (
        lambda by, key: by.post_to_folio(bill, "FNB", idr(1_000), key=key),
        lambda by, key: by.close_folio(bill, key=key),
    )


def close_twice(one):
    """A bill is closed once."""
    bill = one.passer_by()
    return the_same(lambda by, key: by.close_folio(bill, key=key))


def invoice_twice(one):
    """A line stands on one invoice."""
    return the_same(lambda by, key: by.issue_document(one.stay, key=key))


def credit_twice(one):
    """An invoice is taken back once."""
    invoice = one.invoice()
    return the_same(lambda by, key: by.issue_credit_note(invoice, "a mistake", key=key))


def credit_and_withdraw(one):
    """An invoice is credited, or made out to somebody else."""
    invoice = one.invoice()
    return (
        lambda by, key: by.issue_credit_note(invoice, "a mistake", key=key),
        lambda by, key: by.issue_credit_note(invoice, "of a firm", keep_charges=True, key=key),
    )


def apply_twice(one):
    """A deposit pays once."""
    deposit = one.deposit()
    return the_same(lambda by, key: by.apply_deposit(deposit, key=key))


def apply_and_return(one):
    """A deposit pays the bill, or goes back."""
    deposit = one.deposit()
    return (
        lambda by, key: by.apply_deposit(deposit, key=key),
        lambda by, key: by.return_deposit(deposit, CASH, "not needed", key=key),
    )


def keep_and_return(one):
    """A deposit is kept, or goes back."""
    deposit = one.deposit()
    return (
        lambda by, key: by.keep_deposit(deposit, "a broken window", "ROOM", key=key),
        lambda by, key: by.return_deposit(deposit, TRANSFER, "not needed", key=key),
    )


def pay_an_account_twice(one):
    """A transfer of a company is entered once, by its own number."""
    one.boss.bill_directly(one.stay, account=one.account, key=one.key())
    paid = (one.account, idr(DINNER), TRANSFER)
    return the_same(lambda by, key: by.receive_account_payment(*paid, payment="T7", key=key))


def write_off_and_credit(one):
    """What a company owes is given up, or credited."""
    one.boss.bill_directly(one.stay, account=one.account, key=one.key())
    item = (one.account, 1, idr(DINNER))
    return (
        lambda by, key: by.write_off_item(*item, "bankrupt", key=key),
        lambda by, key: by.credit_item(*item, "agreed", key=key),
    )


def capture_twice(one):
    """A payment that was held is captured once, whoever asks the gateway."""
    gateway = ScriptedGateway((), one.front.clock)
    CardTerminal(one.front.hotel, gateway, AYU).authorise(
        one.stay, idr(DINNER), VISA, key=one.key()
    )
    return the_same(
        lambda by, key: CardTerminal(by._hotel, gateway, by.actor).capture("P1", key=key)
    )


DUELS = (
    void_a_charge,
    adjust_twice,
    transfer_twice,
    void_and_transfer,
    pay_twice,
    pay_and_bill,
    bill_twice,
    refund_twice,
    take_a_payment_back_twice,
    take_a_bill_back_twice,
    post_and_close,
    close_twice,
    invoice_twice,
    credit_twice,
    credit_and_withdraw,
    apply_twice,
    apply_and_return,
    keep_and_return,
    pay_an_account_twice,
    write_off_and_credit,
    capture_twice,
)


def insist_on_one(answers):
    """Insist that one has won, and that the other one was refused by a rule."""
    refused = [one for one in answers if isinstance(one, AxentraError)]
    assert len(refused) == 1, answers
    assert isinstance(refused[0], RuleViolation), answers


@pytest.mark.parametrize("duel", DUELS, ids=lambda duel: duel.__name__)
def test_of_two_threads_one_wins(store, at_the_desk, duel) -> None:
    """Each says it again while the other one is faster; in the end one of them has done it."""
    one = at_the_desk(store)
    acts = [
        lambda act=act, clerk=clerk: until_done(act, one.front.hotel.by(clerk), f"of-{clerk.id}")
        for act, clerk in zip(duel(one), (AYU, DEWI), strict=True)
    ]
    insist_on_one(in_parallel(acts))
    one.check()


@pytest.mark.parametrize("first", range(2))
@pytest.mark.parametrize("duel", DUELS, ids=lambda duel: duel.__name__)
def test_who_commits_first_wins(at_the_desk, duel, first) -> None:
    """One has decided when the other one commits: it is decided again, and refused."""
    one = at_the_desk(MemoryStore())
    acts = duel(one)
    faster, slower = acts[first], acts[1 - first]
    won = []

    def be_faster():
        won.append(faster(one.front.hotel.by(AYU), one.key()))

    hotel = one.front.over(Meanwhile(one.front.store, "commit", before_1=be_faster))
    with pytest.raises(RuleViolation):
        slower(hotel.by(DEWI), one.key())
    assert len(won) == 1
    one.check()


# --- many at once ---


@attrs.frozen
class Said:
    """What somebody says, whatever they do with it."""

    folio: str
    other: str
    line: int
    window: int
    amount: object
    key: str


def some_acts(one, chance):
    """Yield acts of a busy hour, whatever becomes of each."""
    for _ in range(14):
        folio, other = chance.sample((one.stay, "P1", "P2"), 2)
        line, window, key = chance.randint(1, 5), chance.randint(1, 2), one.key()
        amount = idr(chance.randint(1, 60) * 1_000)
        acts = (
            lambda by, said: by.post_to_folio(said.folio, "FNB", said.amount, key=said.key),
            lambda by, said: by.post_to_folio(said.folio, "FNB", said.amount, key=said.key),
            lambda by, said: by.take_payment(said.folio, CASH, said.amount, key=said.key),
            lambda by, said: by.reverse_charge(said.folio, said.line, "mistyped", key=said.key),
            lambda by, said: by.move_charge(said.folio, said.line, 2, "they pay", key=said.key),
            lambda by, said: by.split_charge(
                said.folio, said.line, [Share(1), Share(2)], "half each", key=said.key
            ),
            lambda by, said: by.transfer_charge(
                said.folio, said.line, said.other, "they pay", key=said.key
            ),
            lambda by, said: by.bill_directly(
                said.folio, account=one.account, window=said.window, key=said.key
            ),
            lambda by, said: by.reverse_payment(said.folio, said.line, "bounced", key=said.key),
            lambda by, said: by.issue_document(said.folio, window=said.window, key=said.key),
            lambda by, said: by.apply_deposit("D1", idr(10_000), key=said.key),
        )
        yield chance.choice(acts), Said(folio, other, line, window, amount, key)


@pytest.mark.parametrize("turn", range(3))
def test_a_busy_hour_loses_nothing(store, at_the_desk, turn) -> None:
    """Three clerks post, void, divide, settle and print at once: what was done is in the log once.

    Each answer is a commit of its own, and everything adds up in the end.
    """
    one = at_the_desk(store)
    one.deposit()
    for bill in ("P1", "P2"):
        one.boss.open_passer_by(folio=bill, key=one.key())
        one.boss.post_to_folio(bill, "FNB", idr(100_000), key=one.key())
    before = len(one.front.dump().log)
    chance = Random(turn)
    hours = [list(some_acts(one, chance)) for _ in range(3)]

    def work(clerk, acts):
        done = []
        for act, said in acts:
            with suppress(RuleViolation):
                done.append(until_done(act, one.front.hotel.by(clerk), said))
        return done

    answers = in_parallel(
        [
            lambda clerk=clerk, acts=acts: work(clerk, acts)
            for clerk, acts in zip((AYU, DEWI, AYU), hours, strict=True)
        ]
    )
    done = sorted(answer.position for part in answers for answer in part)
    assert done == [recorded.position for recorded in one.front.dump().log[before:]]
    assert len(done) > 8
    one.check()
