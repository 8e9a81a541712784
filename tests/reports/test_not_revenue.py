"""Tips, paid-outs and commission in the reports of their days: charged, and in no revenue."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from axentra_core.folio import FolioSettings, Nature, PaymentMethod, TransactionCode
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import money
from axentra_core.views import LOCALES, language, text

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
TIP, PAID_OUT, COMMISSION = Nature.TIP, Nature.PAID_OUT, Nature.COMMISSION
WORDS = {
    "en": ("Tips", "Paid out for guests", "Commission"),
    "id": ("Tip", "Uang yang ditalangi untuk tamu", "Komisi"),
    "da": ("Drikkepenge", "Udlagt for gæster", "Provision"),
    "zh_Hant": ("小費", "代房客墊付", "佣金"),
    "zh_Hans": ("小费", "代客垫付", "佣金"),
}


def of_agents(own):
    """Return a house that puts tips and paid-outs on bills, and that agents send guests to."""
    more = (
        TransactionCode("TIP", "Tip", "staff", nature=TIP),
        TransactionCode("TAXI", "Taxi", "cashier", nature=PAID_OUT),
        TransactionCode("AGENT", "Commission", "agents", nature=COMMISSION),
    )
    codes = (*own.folio.codes, *more)
    return attrs.evolve(own, folio=FolioSettings(codes, own.folio.chain, commission_code="AGENT"))


@pytest.fixture
def agency(open_house, make_property):
    """Open such a house."""
    return open_house(of_agents(make_property()))


def put(house, stay, code, amount):
    """Put something on a bill that nobody signs for."""
    key = f"put-{len(list(house.hotel.feed()))}"
    house.desk.post_to_folio(stay, code, money(amount, "IDR"), key=key)


def deduct(house, stay, key="agent", rate="0.15"):
    """Deduct a commission."""
    house.desk.deduct_commission(stay, 1, Decimal(rate), "as agreed", key=key)


def adds_up(report):
    """Return whether what was charged is the sum of its parts."""
    parts = (report.components, report.not_revenue)
    sums = [sum(dict(one).values()) for one in parts]
    return report.charged == report.net + sum(sums) + report.rounding


def test_revenue_is_what_the_house_has_earned(agency) -> None:
    """The rest is charged, and stands by its nature; no department has it."""
    stay = agency.arrive("850000")
    agency.charge(stay, "FNB", "100000")
    put(agency, stay, "TIP", "20000")
    put(agency, stay, "TAXI", "80000")
    put(agency, stay, "TIP", "5000")
    deduct(agency, stay)
    report = agency.report()
    assert report.revenue == (("restaurant", 100_000),)
    assert report.not_revenue == ((TIP, 25_000), (PAID_OUT, 80_000), (COMMISSION, -15_000))
    assert (report.net, report.charged) == (100_000, 121_000 + 90_000)
    assert adds_up(report)


def test_what_coins_cannot_pay_is_charged_and_no_revenue(open_house, make_property) -> None:
    """It stands on a line of its own, so that what was charged is the sum of what is shown."""
    own = make_property()
    coins = FolioSettings(own.folio.codes, own.folio.chain, cash_step=Decimal(500))
    house = open_house(attrs.evolve(own, folio=coins))
    stay = house.arrive("850000")
    house.charge(stay, "FNB", "95000")
    house.desk.take_payment(stay, PaymentMethod.CASH, money("115000", "IDR"), key="cash")
    report = house.report()
    assert (report.net, report.rounding, report.charged) == (95_000, 50, 115_000)
    assert adds_up(report)
    shown = text.day_report(report, "en")
    assert "Rounding to cash" in shown
    assert "Rounding to cash" not in text.day_report(attrs.evolve(report, rounding=0), "en")


def test_a_day_without_them_says_nothing_of_them(agency) -> None:
    """Most days of most houses have neither tips nor agents in the books."""
    agency.charge(agency.arrive("850000"), "FNB", "100000")
    assert agency.report().not_revenue == ()


def test_what_is_taken_back_comes_off_its_own_sum(agency) -> None:
    """A tip of yesterday that is taken back today lowers the tips of today, and no revenue."""
    stay = agency.arrive("850000", "850000")
    put(agency, stay, "TIP", "20000")
    agency.close()
    agency.reverse(stay, 1)
    monday, tuesday = agency.report(MONDAY), agency.report(TUESDAY)
    assert (dict(monday.not_revenue), dict(tuesday.not_revenue)) == ({TIP: 20_000}, {TIP: -20_000})
    assert (tuesday.net, tuesday.revenue) == (0, ())
    assert adds_up(monday)
    assert adds_up(tuesday)


def test_a_key_figure_does_not_see_a_commission(agency) -> None:
    """ADR and RevPAR are of what the guest pays, before an agent keeps a part of it."""
    agency.arrive("850000")
    stay = agency.arrive("850000")
    agency.close()
    before = agency.report(MONDAY)
    deduct(agency, stay)
    tuesday = agency.report()
    assert tuesday.room_revenue == 0
    assert agency.report(MONDAY) == before
    assert (before.adr.value, before.room_revenue) == (850_000, 1_700_000)


def test_the_ledger_explains_them(agency) -> None:
    """What the guests owe includes them, so the trial balance does."""
    stay = agency.arrive("850000", "850000")
    put(agency, stay, "TAXI", "80000")
    agency.close()
    put(agency, stay, "TIP", "20000")
    agency.pay(stay, "100000")
    deduct(agency, stay)
    trial, report = agency.trial(), agency.report()
    assert trial.opening == 1_028_500 + 80_000
    assert trial.charges == report.charged == 20_000 - 127_500
    assert trial.closing == report.owed == trial.opening - 107_500 - 100_000


@pytest.mark.parametrize("locale", LOCALES)
def test_the_report_shows_them_below_the_net(agency, locale) -> None:
    """Between what was earned and what was charged, by name, in the words of the reader."""
    stay = agency.arrive("850000")
    agency.charge(stay, "FNB", "100000")
    for code in ("TIP", "TAXI"):
        put(agency, stay, code, "20000")
    deduct(agency, stay)
    shown = text.day_report(agency.report(), locale).splitlines()
    rows = [next(at for at, row in enumerate(shown) if word in row) for word in WORDS[locale]]
    net = next(at for at, row in enumerate(shown) if language(locale).word("report.net") in row)
    assert rows == [net + 1, net + 2, net + 3]
    assert "-15" in shown[rows[2]].replace("\N{MINUS SIGN}", "-")


WHAT = st.sampled_from(["FNB", "SHOP", "TIP", "TAXI", "agent", "back", "close"])


@settings(max_examples=20, deadline=None)
@for_all(st.lists(st.tuples(WHAT, st.integers(1, 999_999)), max_size=12))
def test_every_day_adds_up(open_house, make_property, steps) -> None:
    """Whatever is sold, given, laid out, kept and taken back, each day is the sum of its parts."""
    house = open_house(of_agents(make_property()))
    stay = house.arrive(*["850000"] * 13)
    days = [house.today]
    for number, (what, amount) in enumerate(steps):
        if what == "close":
            house.close()
            days.append(house.today)
        elif what == "back":
            with suppress(RuleViolation):
                house.reverse(stay, amount % 6 + 1)
        elif what == "agent":
            with suppress(RuleViolation):
                deduct(house, stay, key=f"agent-{number}", rate=f"0.{amount % 90 + 10}")
        else:
            put(house, stay, what, str(amount))
    owed = Decimal(0)
    for day in days:
        report, trial = house.report(day), house.trial(day)
        assert adds_up(report)
        assert report.net == sum(dict(report.revenue).values())
        assert (trial.opening, trial.closing) == (owed, owed + report.charged)
        owed = trial.closing
    assert owed == house.hotel.read.folio(stay).balance
