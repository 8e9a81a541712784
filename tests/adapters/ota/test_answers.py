"""What SiteMinder answers is put into our words, and never taken for what it is not."""

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.adapters.ota.writing import (
    AT,
    AVAILABILITY,
    CLOSED,
    DIALECT,
    FEWEST,
    NO_ARRIVAL,
    PRICE,
    RATES,
    RESTRICTIONS,
    ROOMS,
    message,
    told,
)

from axentra_core.adapters.ota.answers import ERRORS, write_fault
from axentra_core.adapters.ota.platform import write_answer
from axentra_core.channels.causes import WHAT_TO_DO, Cause
from axentra_core.channels.dialect import Answer, Remark, Verdict
from axentra_core.channels.feed import refusal_of
from axentra_core.channels.progress import Refusal
from axentra_core.kernel.errors import InvalidInput

ACCEPTED, REFUSED, NOT_NOW = Verdict.ACCEPTED, Verdict.REFUSED, Verdict.NOT_NOW
ONE = message(AVAILABILITY, told(ROOMS, 4))
# Its parts: both of the first dates but one status, that status, and the one that stands alone.
MANY = message(
    RESTRICTIONS, told(CLOSED, 1), told(NO_ARRIVAL, 1), told(FEWEST, 2), told(CLOSED, 0, 1, 2)
)


def answered(inside, name="OTA_HotelAvailNotifRS", echo="m-1", to=ONE):
    """Return what is made of an answer with this inside."""
    body = (
        '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/">'
        f'<SOAP-ENV:Header/><SOAP-ENV:Body><{name} Version="1.0" EchoToken="{echo}"'
        ' TimeStamp="2026-11-20T07:30:01+00:00" xmlns="http://www.opentravel.org/OTA/2003/05">'
        f"{inside}</{name}></SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )
    return DIALECT.read_answer(to, body.encode())


def test_success_is_taken() -> None:
    """What SiteMinder takes needs no further word."""
    assert answered("<Success/>") == Answer(ACCEPTED)


@pytest.mark.parametrize(
    ("theirs", "cause", "verdict"),
    [
        ("187", Cause.PLATFORM_UNAVAILABLE, NOT_NOW),
        ("448", Cause.PLATFORM_UNAVAILABLE, NOT_NOW),
        ("497", Cause.NOT_LET_IN, NOT_NOW),
        ("375", Cause.HOTEL_NOT_ACTIVE, NOT_NOW),
        ("392", Cause.HOTEL_UNKNOWN, REFUSED),
        ("402", Cause.ROOM_UNKNOWN, REFUSED),
        ("249", Cause.RATE_UNKNOWN, REFUSED),
        ("783", Cause.ROOM_RATE_UNKNOWN, REFUSED),
        ("436", Cause.RATE_MISSING, REFUSED),
        ("842", Cause.RATE_MISSING, REFUSED),
        ("137", Cause.GUESTS_DISAGREE, REFUSED),
        ("397", Cause.GUESTS_DISAGREE, REFUSED),
        ("321", Cause.MESSAGE_INCOMPLETE, REFUSED),
        ("450", Cause.MESSAGE_REFUSED, REFUSED),
        ("999", Cause.MESSAGE_REFUSED, REFUSED),
        ("Ż-1", Cause.MESSAGE_REFUSED, REFUSED),
    ],
)
def test_every_number_has_a_cause(theirs, cause, verdict) -> None:
    """Numbers are put into our words, unknown ones too, and kept beside them."""
    answer = answered(f'<Errors><Error Type="3" Code="{theirs}">Why  it\n is so</Error></Errors>')
    assert answer == Answer(verdict, (Remark(cause.value, theirs, "Why it is so"),))
    assert type(answer.remarks[0].code) is str


def test_every_number_of_the_table_is_known_here() -> None:
    """No row of the table is without a case above."""
    parameters = test_every_number_has_a_cause.pytestmark[0].args[1]
    assert {theirs for theirs, _, _ in parameters} >= set(ERRORS)
    assert set(WHAT_TO_DO) == set(Cause)


@pytest.mark.parametrize(
    ("kind", "cause", "verdict"),
    [
        ("10", Cause.MESSAGE_INCOMPLETE, REFUSED),
        ("4", Cause.NOT_LET_IN, NOT_NOW),
        ("12", Cause.PLATFORM_UNAVAILABLE, NOT_NOW),
        ("77", Cause.MESSAGE_REFUSED, REFUSED),
    ],
)
def test_what_has_no_number_is_told_by_its_kind(kind, cause, verdict) -> None:
    """SiteMinder says of some errors only of which kind they are."""
    answer = answered(f'<Errors><Error Type="{kind}" ShortText="Short"/></Errors>')
    assert answer == Answer(verdict, (Remark(cause.value, "", "Short"),))


def test_what_is_refused_for_good_is_not_sent_again() -> None:
    """One error that stays outweighs another that passes."""
    errors = '<Error Code="187" Type="12">a</Error><Error Code="402" Type="3">b</Error>'
    assert answered(f"<Errors>{errors}</Errors>").verdict is REFUSED
    assert answered(f"<Success/><Errors>{errors}</Errors>").verdict is REFUSED
    assert answered("<Errors/>").verdict is REFUSED


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param(
            ("Unable to process message. Payload too large", "Server"),
            Answer(
                REFUSED,
                (
                    Remark(
                        Cause.MESSAGE_TOO_LARGE.value,
                        "Server",
                        "Unable to process message. Payload too large",
                    ),
                ),
            ),
            id="too-large",
        ),
        pytest.param(
            ("Throttle limit reached, please try again later...", "Server"),
            Answer(
                NOT_NOW,
                (
                    Remark(
                        Cause.PLATFORM_BUSY.value,
                        "Server",
                        "Throttle limit reached, please try again later...",
                    ),
                ),
            ),
            id="busy",
        ),
        pytest.param(
            ("Authentication failed - invalid username", "Client"),
            Answer(
                NOT_NOW,
                (
                    Remark(
                        Cause.NOT_LET_IN.value, "Client", "Authentication failed - invalid username"
                    ),
                ),
            ),
            id="not-let-in",
        ),
        pytest.param(
            ("Oops", "Server.Timeout"),
            Answer(NOT_NOW, (Remark(Cause.PLATFORM_UNAVAILABLE.value, "Server.Timeout", "Oops"),)),
            id="theirs",
        ),
        pytest.param(
            ("What?", "Client"),
            Answer(REFUSED, (Remark(Cause.MESSAGE_REFUSED.value, "Client", "What?"),)),
            id="ours",
        ),
    ],
)
def test_a_fault_is_of_who_is_at_fault(fault, expected) -> None:
    """What has not come to be looked at is sent again, unless it is at fault itself."""
    assert DIALECT.read_answer(ONE, write_fault(*fault)) == expected


def test_a_warning_that_names_a_part_refuses_that_part() -> None:
    """What is wrong in one part leaves the others taken, and all its values stay untold."""
    warning = '<Warning Type="3" Code="402" RecordID="{}">No such room</Warning>'
    answer = answered(f"<Success/><Warnings>{warning.format(1)}</Warnings>", to=MANY)
    assert answer.verdict is ACCEPTED
    assert answer.refused == {0, 2}
    assert {(one.code, one.place) for one in answer.remarks} == {
        (Cause.ROOM_UNKNOWN.value, place) for place in answer.refused
    }
    for nobody in ("0", "4", "-1", "", "9" * 50, "٣", "1.5"):
        answer = answered(f"<Success/><Warnings>{warning.format(nobody)}</Warnings>", to=MANY)
        assert answer == Answer(ACCEPTED, (Remark(Cause.REMARKED.value, "402", "No such room"),))


def test_a_cause_can_be_kept_with_what_was_refused() -> None:
    """What a feed keeps of a refusal is a code of ours."""
    for cause in Cause:
        kept = refusal_of(Refusal(told(ROOMS, 4), cause.value))
        assert kept.code == cause.value


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("card 4111 1111 1111 1111 declined", "card **** **** **** **** declined"),
        ("4111-1111-1111-1111", "****-****-****-****"),
        ("CVV: 123", "CVV: ***"),
        ("a&#x202E;b\u200bc&#x2066;d", "abcd"),
        ("tab&#9;and&#10;line", "tab and line"),
        ("x" * 5_000, "x" * 199 + "…"),
    ],
    ids=["card", "card-with-dashes", "security-code", "direction", "white", "long"],
)
def test_their_words_are_cleaned(said, kept) -> None:
    """Nothing that a platform says puts card data or control characters into the log."""
    answer = answered(f'<Errors><Error Code="450">{said}</Error></Errors>')
    assert answer.remarks[0].text == kept


def test_remarks_are_bounded() -> None:
    """A platform that complains without end is listened to for a while."""
    errors = '<Error Code="450">no</Error>' * 5_000
    answer = answered(f"<Errors>{errors}</Errors>")
    assert len(answer.remarks) == 100


def test_no_refusal_is_too_much() -> None:
    """Of parts that are refused none is taken for told, however many they are."""
    rooms = message(AVAILABILITY, *(told(ROOMS, 4, place, place) for place in range(500)))
    warnings = "".join(
        f'<Warning Type="3" Code="402" RecordID="{part}">no</Warning>' for part in range(1, 501)
    )
    answer = answered(f"<Success/><Warnings>{warnings}</Warnings>", to=rooms)
    assert answer.refused == set(range(500))


@pytest.mark.parametrize(
    ("inside", "options", "code"),
    [
        pytest.param("", {}, "field.required", id="nothing"),
        pytest.param("<Success/>", {"echo": "m-2"}, "value.contradicts", id="another-message"),
        pytest.param("<Success/>", {"name": "OTA_PingRS"}, "xml.unexpected", id="another-kind"),
        pytest.param("<Done/>", {}, "xml.unexpected", id="unknown-word"),
        pytest.param(
            "<Success/><Warnings/><Warnings/>", {}, "field.duplicate", id="two-lists-of-warnings"
        ),
    ],
)
def test_what_is_no_answer_is_none(inside, options, code) -> None:
    """Whether a message was taken is not known until its own answer says so."""
    with pytest.raises(InvalidInput) as caught:
        answered(inside, **options)
    assert caught.value.code == code


def test_prices_are_answered_under_their_own_name() -> None:
    """An answer is called as its request."""
    prices = message(RATES, told(PRICE, 1))
    body = write_answer(prices, Answer(ACCEPTED), AT)
    assert b"OTA_HotelRateAmountNotifRS" in body
    assert DIALECT.read_answer(prices, body) == Answer(ACCEPTED)


def test_a_platform_names_no_part_that_is_not_there() -> None:
    """A simulator that is wrong itself learns of it."""
    wrong = Answer(ACCEPTED, (Remark(Cause.ROOM_UNKNOWN.value, place=7),))
    with pytest.raises(InvalidInput) as caught:
        write_answer(MANY, wrong, AT)
    assert caught.value.code == "value.out_of_range"


@st.composite
def any_answer(draw):
    """Return an answer as a platform gives it: parts are refused by numbers that are about them."""
    of_update = [theirs for theirs, row in ERRORS.items() if row.of_update]
    verdict = draw(st.sampled_from(Verdict))
    possible = {
        ACCEPTED: of_update,
        REFUSED: [theirs for theirs, row in ERRORS.items() if row.verdict is REFUSED],
        NOT_NOW: [theirs for theirs, row in ERRORS.items() if row.verdict is NOT_NOW],
    }[verdict]
    remarks, refused = [], set()
    fewest = verdict is not ACCEPTED
    for theirs in draw(st.lists(st.sampled_from(possible), min_size=fewest, max_size=4)):
        text = draw(st.sampled_from(["", "No such room", "a < b & c"]))
        place = draw(st.sampled_from([0, 1, 3])) if verdict is ACCEPTED else None
        remarks.append(Remark(ERRORS[theirs].cause.value, theirs, text, place))
        refused |= {0: {0, 2}, 1: {1}, 3: {3}, None: set()}[place]
    return Answer(verdict, tuple(remarks), frozenset(refused))


@for_all(any_answer())
@settings(max_examples=50, deadline=None)
def test_what_a_platform_answers_is_what_is_read(answer) -> None:
    """A simulator's answers mean to the hotel what they mean to the simulator."""
    # A part that is named has a length of stay, which stands first, and a status.
    read = DIALECT.read_answer(MANY, write_answer(MANY, answer, AT))
    said = tuple(
        attrs.evolve(remark, place=place)
        for remark in answer.remarks
        for place in ((2, 0) if remark.place == 0 else (remark.place,))
    )
    assert read == attrs.evolve(answer, remarks=said)
