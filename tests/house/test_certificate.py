"""What a closed date has left behind, written down so that it can be proved later."""

from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.house import (
    AGGREGATES,
    Certificate,
    CertifyDate,
    DateCertified,
    DateClosed,
    HouseOpened,
    certified,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import given

HOUSE = AGGREGATES[0]
DAYS = [date(2026, 12, 30) + timedelta(days=n) for n in range(4)]
OPENED = HouseOpened("bali", DAYS[0])
CLOSED = [DateClosed("bali", day, day + timedelta(days=1)) for day in DAYS]


def certificate(day=DAYS[0], previous="", **changes):
    """Return the certificate of a quiet day."""
    draft = Certificate(
        property="bali",
        date=day,
        previous=previous,
        commits=4,
        events=9,
        streams=7,
        arrivals=1,
        departures=0,
        nights=1,
        day_uses=0,
        no_shows=0,
        cancellations=0,
        charged=Decimal(1_028_500),
        paid=Decimal(500_000),
        late_charged=Decimal(0),
        late_paid=Decimal(0),
        brought_in=Decimal(0),
        opening=Decimal(0),
        closing=Decimal(528_500),
        currency="IDR",
        heads="00",
    )
    return certified(attrs.evolve(draft, **changes))


FIRST = certificate()
SECOND = certificate(DAYS[1], FIRST.hash, opening=FIRST.closing, closing=Decimal(1_057_000))
CERTIFIED = DateCertified("bali", FIRST)


# --- the text that is certified ---


def test_a_certificate_is_a_text_with_a_line_for_every_figure() -> None:
    """Anybody can print it, read it, and compute its hash with the tools at hand."""
    assert FIRST.text == (
        "property: bali\n"
        "date: 2026-12-30\n"
        "previous: \n"
        "commits: 4\n"
        "events: 9\n"
        "streams: 7\n"
        "arrivals: 1\n"
        "departures: 0\n"
        "nights: 1\n"
        "day_uses: 0\n"
        "no_shows: 0\n"
        "cancellations: 0\n"
        "charged: 1028500\n"
        "paid: 500000\n"
        "late_charged: 0\n"
        "late_paid: 0\n"
        "brought_in: 0\n"
        "opening: 0\n"
        "closing: 528500\n"
        "currency: IDR\n"
        "heads: 00\n"
    )
    assert FIRST.hash == sha256(FIRST.text.encode()).hexdigest()


@pytest.mark.parametrize("amount", ["1028500.00", "1.0285E+6"])
def test_one_amount_has_one_text(amount: str) -> None:
    """How an amount was written makes no other certificate of it."""
    assert certificate(charged=Decimal(amount)).hash == FIRST.hash


@pytest.mark.parametrize("nothing", ["0", "0.00", "-0", "0E+3"])
def test_nothing_is_nothing(nothing: str) -> None:
    """Zero has no sign and no decimals."""
    assert "\npaid: 0\n" in certificate(paid=Decimal(nothing)).text


@pytest.mark.parametrize(
    "field", [field.name for field in attrs.fields(Certificate) if field.name != "hash"]
)
def test_no_figure_can_change_unnoticed(field: str) -> None:
    """Every field of a certificate is in its text, and so in its hash."""
    other = {
        int: lambda value: value + 1,
        Decimal: lambda value: value + 1,
        str: lambda value: value + "x",
        date: lambda value: value + timedelta(days=1),
    }
    value = getattr(FIRST, field)
    changed = attrs.evolve(FIRST, **{field: other[type(value)](value)})
    assert changed.text != FIRST.text
    assert certified(changed).hash != FIRST.hash


def test_what_is_certified_already_stays_as_it_is() -> None:
    """The hash is no part of what is hashed."""
    assert certified(FIRST) == FIRST


# --- what the house keeps of it ---


def test_a_house_knows_the_date_it_was_opened_on() -> None:
    """Certificates begin there; nothing is certified yet."""
    state = given(HOUSE, OPENED, *CLOSED).state
    assert (state.opened_on, state.certificate) == (DAYS[0], None)


def test_a_closed_date_is_certified() -> None:
    """The house keeps the last certificate, for the next one to follow."""
    state = given(HOUSE, OPENED, CLOSED[0]).when(CertifyDate("bali", FIRST)).then(CERTIFIED)
    assert state.certificate == FIRST
    state = (
        given(HOUSE, OPENED, *CLOSED[:2], CERTIFIED)
        .when(CertifyDate("bali", SECOND))
        .then(DateCertified("bali", SECOND))
    )
    assert state.certificate == SECOND


def test_an_open_date_is_not_certified() -> None:
    """Figures that can still change are no certificate."""
    given(HOUSE, OPENED).when(CertifyDate("bali", FIRST)).refused(
        "house.date_not_closed", house="bali", date=DAYS[0], business_date=DAYS[0]
    )
    given(HOUSE, OPENED, CLOSED[0], CERTIFIED).when(CertifyDate("bali", SECOND)).refused(
        "house.date_not_closed", date=DAYS[1], business_date=DAYS[1]
    )


@pytest.mark.parametrize(
    ("before", "day", "due"),
    [
        ((), DAYS[1], DAYS[0]),
        ((), DAYS[0] - timedelta(days=1), DAYS[0]),
        ((CERTIFIED,), DAYS[0], DAYS[1]),
        ((CERTIFIED,), DAYS[2], DAYS[1]),
    ],
    ids=["skipped", "before the opening", "twice", "skipped later"],
)
def test_dates_are_certified_one_after_the_other(before, day, due) -> None:
    """From the first one after the opening on, none is left out and none comes twice."""
    given(HOUSE, OPENED, *CLOSED[:3], *before).when(CertifyDate("bali", certificate(day))).refused(
        "house.certificate_out_of_order", house="bali", date=day, next=due
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"property": "jakarta"},
        {"previous": "another"},
        {"previous": ""},
        {"opening": Decimal(1)},
    ],
    ids=["house", "hash", "no hash", "opening"],
)
def test_a_certificate_follows_the_one_before(changes) -> None:
    """It is of this house, names the hash before it, and begins where the last one ended."""
    strange = certified(attrs.evolve(SECOND, **changes))
    given(HOUSE, OPENED, *CLOSED[:2], CERTIFIED).when(CertifyDate("bali", strange)).refused(
        "house.certificate_unrelated", house="bali", date=DAYS[1]
    )


def test_the_first_certificate_follows_none() -> None:
    """Before the first one nothing was owed to or by anybody."""
    for changes in ({"previous": "x"}, {"opening": Decimal(1)}):
        strange = certificate(**changes)
        given(HOUSE, OPENED, CLOSED[0]).when(CertifyDate("bali", strange)).refused(
            "house.certificate_unrelated", date=DAYS[0]
        )


def test_a_certificate_carries_its_own_hash() -> None:
    """Figures that were changed after the hash was made are not written down."""
    strange = attrs.evolve(FIRST, nights=2)
    given(HOUSE, OPENED, CLOSED[0]).when(CertifyDate("bali", strange)).refused(
        "house.certificate_unrelated", date=DAYS[0]
    )


def test_only_a_certificate_certifies() -> None:
    """Anything else is refused before any rule is asked."""
    with pytest.raises(InvalidInput) as caught:
        CertifyDate("bali", FIRST.text)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("certificate", "field.wrong_type")


AMOUNTS = st.decimals(-(10**12), 10**12, places=2)


@for_all(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), max_size=4))
def test_certificates_form_a_chain(days) -> None:
    """Whatever the days bring: what one closes with the next one opens with."""
    house = given(HOUSE, OPENED, *CLOSED).state
    opening, previous = Decimal(0), ""
    for day, (brought_in, charged, paid) in zip(DAYS, days, strict=False):
        said = certificate(
            day,
            previous,
            brought_in=brought_in,
            charged=charged,
            paid=paid,
            opening=opening,
            closing=opening + brought_in + charged - paid,
        )
        (event,) = HOUSE.decide(house, CertifyDate("bali", said), given(HOUSE).context)
        house = HOUSE.evolve(house, event)
        opening, previous = house.certificate.closing, house.certificate.hash
    assert opening == sum((a + b - c for a, b, c in days), Decimal(0))
