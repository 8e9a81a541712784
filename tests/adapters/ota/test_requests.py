"""What a hotel tells SiteMinder is written as SiteMinder reads it, and means the same there."""

import pickle
import subprocess
import sys
import traceback

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from lxml import etree
from tests.adapters.ota.writing import (
    AT,
    AVAILABILITY,
    CLOSED,
    CREDENTIALS,
    DIALECT,
    FEWEST,
    MOST,
    NO_ARRIVAL,
    NO_DEPARTURE,
    PASSWORD,
    PRICE,
    RATES,
    RESTRICTIONS,
    ROOM_ONLY,
    ROOM_RATE,
    ROOMS,
    any_message,
    cells,
    message,
    told,
)

from axentra_core.adapters.ota import Credentials, SiteMinder
from axentra_core.adapters.ota.platform import read_request
from axentra_core.channels.batches import batched
from axentra_core.channels.dialect import Dialect, Operation
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.updates import Measure, Target
from axentra_core.kernel.errors import InvalidInput

OTA = "{http://www.opentravel.org/OTA/2003/05}"


def body_of(request):
    """Return what stands in the body of a request, as lxml alone reads it."""
    (found,) = etree.fromstring(request).find("{*}Body")
    return found


def parts_of(request):
    """Return the parts of a request, without the names of their namespaces."""
    return [
        etree.tostring(part)
        .decode()
        .replace(' xmlns="http://www.opentravel.org/OTA/2003/05"', "")
        .replace(' xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"', "")
        for part in body_of(request)[1]
    ]


def refused(one, dialect=DIALECT):
    """Return the codes of the faults for which a message is not written, by path."""
    with pytest.raises(InvalidInput) as caught:
        dialect.write(one)
    return {fault.path: fault.code for fault in caught.value.faults}


def test_it_is_a_dialect() -> None:
    """A hotel speaks to SiteMinder through the port that every platform has."""
    dialect: Dialect = DIALECT
    assert dialect.provider is SITEMINDER
    assert set(dialect.operations) == SITEMINDER.measures
    assert dialect.ask_room_rates("HOTEL") == b""


def test_a_request_says_who_asks_for_which_hotel() -> None:
    """The header has the user, the body the PMS, the hotel, an id of its own and the time."""
    request = DIALECT.write(message(AVAILABILITY, told(ROOMS, 4)))
    envelope = etree.fromstring(request)
    token = envelope.find("{*}Header/{*}Security/{*}UsernameToken")
    assert [child.text for child in token] == ["axentra", PASSWORD]
    assert token[1].get("Type").endswith("#PasswordText")
    body = body_of(request)
    assert body.tag == f"{OTA}OTA_HotelAvailNotifRQ"
    assert dict(body.attrib) == {
        "EchoToken": "m-1",
        "TimeStamp": "2026-11-20T07:30:00+00:00",
        "Version": "1.0",
    }
    assert dict(body[0][0][0].attrib) == {"Type": "22", "ID": "AXENTRA"}
    assert body[1].get("HotelCode") == "HOTEL"


def test_availability_is_told_for_the_inventory_code_alone() -> None:
    """All rates of a room share what is left of it."""
    request = DIALECT.write(message(AVAILABILITY, told(ROOMS, 4, 0, 9), told(ROOMS, -1, 10, 10)))
    assert parts_of(request) == [
        (
            '<AvailStatusMessage BookingLimit="4"><StatusApplicationControl Start="2026-11-23"'
            ' End="2026-12-02" InvTypeCode="SUP"/></AvailStatusMessage>'
        ),
        (
            '<AvailStatusMessage BookingLimit="0"><StatusApplicationControl Start="2026-12-03"'
            ' End="2026-12-03" InvTypeCode="SUP"/></AvailStatusMessage>'
        ),
    ]


def test_restrictions_of_the_same_dates_stand_together() -> None:
    """Lengths of stay and one status fit one part; each further status has its own."""
    request = DIALECT.write(
        message(
            RESTRICTIONS,
            told(NO_ARRIVAL, 1),
            told(FEWEST, 2),
            told(CLOSED, 0),
            told(MOST, 0),
            told(NO_DEPARTURE, 1, 1, 1),
        )
    )
    control = (
        '<StatusApplicationControl Start="2026-11-{0}" End="2026-11-{0}" InvTypeCode="SUP"'
        ' RatePlanCode="GLD"/>'
    )
    assert parts_of(request) == [
        (
            f"<AvailStatusMessage>{control.format(23)}<LengthsOfStay>"
            '<LengthOfStay MinMaxMessageType="SetMinLOS" Time="2"/>'
            '<LengthOfStay MinMaxMessageType="SetMaxLOS" Time="999"/></LengthsOfStay>'
            '<RestrictionStatus Restriction="Arrival" Status="Close"/></AvailStatusMessage>'
        ),
        (
            f'<AvailStatusMessage>{control.format(23)}<RestrictionStatus Status="Open"/>'
            "</AvailStatusMessage>"
        ),
        (
            f'<AvailStatusMessage>{control.format(24)}<RestrictionStatus Restriction="Departure"'
            ' Status="Close"/></AvailStatusMessage>'
        ),
    ]


def test_a_pms_without_rate_plans_names_the_room_alone() -> None:
    """No rate code is made up for a hotel that has none."""
    request = DIALECT.write(message(RESTRICTIONS, told(CLOSED, 1, target=ROOM_ONLY)))
    assert "RatePlanCode" not in parts_of(request)[0]


def test_a_rate_in_every_room_is_told_without_a_room() -> None:
    """All rooms of a rate share what it is told, and it is read as that and nothing more."""
    everywhere = Target("", "GLD")
    for one in (
        message(RESTRICTIONS, told(CLOSED, 1, 0, 2, everywhere), told(FEWEST, 3, 0, 2, everywhere)),
        message(RATES, told(PRICE, 10050, 0, 2, everywhere)),
    ):
        request = DIALECT.write(one)
        control = (
            '<StatusApplicationControl Start="2026-11-23" End="2026-11-25" RatePlanCode="GLD"/>'
        )
        assert all(control in part for part in parts_of(request))
        assert {read.target for read in read_request(request).message.updates} == {everywhere}
        assert cells(read_request(request).message.updates) == cells(one.updates)


@pytest.mark.parametrize(
    ("currency", "digits", "units", "amount"),
    [("EUR", 2, 10050, "100.50"), ("IDR", 0, 1_250_000, "1250000"), ("KWD", 3, 5, "0.005")],
)
def test_a_price_has_the_digits_of_its_currency(currency, digits, units, amount) -> None:
    """Money is written exactly, neither rounded nor in another form."""
    one = message(RATES, told(PRICE, units), currency=currency, digits=digits)
    assert parts_of(DIALECT.write(one)) == [
        (
            '<RateAmountMessage><StatusApplicationControl Start="2026-11-23" End="2026-11-23"'
            ' InvTypeCode="SUP" RatePlanCode="GLD"/><Rates><Rate><BaseByGuestAmts>'
            f'<BaseByGuestAmt AgeQualifyingCode="10" AmountAfterTax="{amount}"'
            f' CurrencyCode="{currency}"/></BaseByGuestAmts></Rate></Rates></RateAmountMessage>'
        )
    ]


def test_prices_by_adults_never_overlap() -> None:
    """Ranges are cut, so that each part has every price that is told for its dates."""
    single, double = (Target("SUP", "GLD", guests) for guests in (1, 2))
    request = DIALECT.write(
        message(RATES, told(PRICE, 12000, 3, 4, double), told(PRICE, 10000, 0, 5, single))
    )
    found = [
        (
            part[0].get("Start")[8:],
            part[0].get("End")[8:],
            [(one.get("NumberOfGuests"), one.get("AmountAfterTax")) for one in part[1][0][0]],
        )
        for part in body_of(request)[1]
    ]
    assert found == [
        ("23", "25", [("1", "100.00")]),
        ("26", "27", [("1", "100.00"), ("2", "120.00")]),
        ("28", "28", [("1", "100.00")]),
    ]


@for_all(any_message())
@settings(max_examples=60, deadline=None)
def test_what_is_told_is_what_is_read(one) -> None:
    """Whoever reads the request ends with the very values that the hotel has told."""
    request = read_request(DIALECT.write(one))
    assert request.credentials == CREDENTIALS
    read = request.message
    assert (read.id, read.hotel, read.at) == (one.id, one.hotel, one.at)
    assert (read.operation, read.currency, read.digits) == (one.operation, one.currency, one.digits)
    assert cells(read.updates) == cells(one.updates)


def test_the_same_message_is_the_same_bytes() -> None:
    """A message that is sent again is the same message."""
    one = message(RESTRICTIONS, told(CLOSED, 1), told(FEWEST, 3))
    assert DIALECT.write(one) == SiteMinder(CREDENTIALS).write(pickle.loads(pickle.dumps(one)))


def test_messages_keep_the_limit_of_bytes() -> None:
    """SiteMinder takes no more than 2 MB at once, whatever characters codes are written in."""
    target = Target("客" * 64, "<" * 64)
    updates = [told(CLOSED, place % 2, place % 20, place % 20, target) for place in range(20)] * 400
    updates = [
        attrs.evolve(one, target=Target(target.room, f"{place // 20}<" * 12))
        for place, one in enumerate(updates)
    ]

    def size(some):
        return len(DIALECT.write(message(RESTRICTIONS, *some)))

    messages = batched(updates, SITEMINDER, size)
    assert sum(map(len, messages)) == len(updates)
    assert max(map(size, messages)) <= SITEMINDER.most_bytes
    assert len(messages) > 1


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(message(RATES), {"updates": "field.required"}, id="nothing-told"),
        pytest.param(
            message(Operation.ROOM_RATES, told(ROOMS, 1)),
            {"operation": "value.unknown"},
            id="operation-that-tells-nothing",
        ),
        pytest.param(
            message(AVAILABILITY, told(ROOMS, 1), told(CLOSED, 1), told(PRICE, 1)),
            {"updates[1].measure": "value.unknown", "updates[2].measure": "value.unknown"},
            id="several-operations",
        ),
        pytest.param(
            message(RESTRICTIONS, told(Measure.MIN_STAY_THROUGH, 2)),
            {"updates[0].measure": "value.unknown"},
            id="not-taken",
        ),
        pytest.param(
            message(AVAILABILITY, told(ROOMS, 1, target=ROOM_RATE)),
            {"updates[0].target.rate": "value.conflict"},
            id="availability-of-a-rate",
        ),
        pytest.param(
            message(RESTRICTIONS, told(CLOSED, 1, target=Target(""))),
            {"updates[0].target.room": "field.required"},
            id="no-code",
        ),
        pytest.param(
            message(RESTRICTIONS, told(CLOSED, 1, target=Target("SUP", "GLD", 2))),
            {"updates[0].target.guests": "value.conflict"},
            id="restriction-of-adults",
        ),
        pytest.param(
            message(RATES, told(PRICE, 1, target=Target("SUP", "GLD", 6))),
            {"updates[0].target.guests": "value.out_of_range"},
            id="six-adults",
        ),
        pytest.param(
            message(RATES, told(PRICE, 0)),
            {"updates[0].value": "value.out_of_range"},
            id="price-of-nothing",
        ),
        pytest.param(
            message(AVAILABILITY, told(ROOMS, 1, 0, 3), told(ROOMS, 2, 3, 4)),
            {"updates[1]": "value.duplicate"},
            id="date-told-twice",
        ),
        pytest.param(
            attrs.evolve(message(RATES, told(PRICE, 1)), currency=None),
            {"currency": "field.required"},
            id="price-in-no-currency",
        ),
        pytest.param(
            attrs.evolve(message(RATES, told(PRICE, 1)), digits=5),
            {"digits": "value.out_of_range"},
            id="too-many-digits",
        ),
        pytest.param(
            attrs.evolve(message(AVAILABILITY, told(ROOMS, 1)), at=AT.replace(tzinfo=None)),
            {"": "instant.naive"},
            id="time-without-zone",
        ),
        pytest.param(
            message(AVAILABILITY, told(ROOMS, 1, target=Target("SU\x00P"))),
            {"": "text.control_character"},
            id="null-in-a-code",
        ),
        pytest.param(
            message(AVAILABILITY, told(ROOMS, 1, target=Target("SUP\uffff"))),
            {"": "text.not_unicode"},
            id="no-character-of-xml",
        ),
    ],
)
def test_what_siteminder_would_not_understand_is_not_written(one, expected) -> None:
    """A message that cannot be right does not leave the house, and all that is wrong is told."""
    assert refused(one) == expected


def test_a_password_is_shown_by_nothing_but_the_request() -> None:
    """Whoever reads a log or a trace learns no password."""
    shown = [repr(CREDENTIALS), str(CREDENTIALS), repr(DIALECT), f"{CREDENTIALS}"]
    with pytest.raises(InvalidInput) as caught:
        Credentials("AXENTRA", "", f"{PASSWORD}\n")
    shown += traceback.format_exception(caught.value)
    shown.append(repr(read_request(DIALECT.write(message(AVAILABILITY, told(ROOMS, 1))))))
    assert not [text for text in shown if "heron" in text]
    assert "***" in repr(CREDENTIALS)


def test_without_lxml_the_extra_is_named() -> None:
    """Who has not installed the extra learns which one it is."""
    told_so = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.modules['lxml'] = None; import axentra_core.adapters.ota",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "install axentra_core[ota]" in told_so.stderr
