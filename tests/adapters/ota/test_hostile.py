"""Whatever comes over the wire is read in bounded time, or refused with a code."""

import tracemalloc
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.adapters.ota.writing import (
    AVAILABILITY,
    CLOSED,
    DIALECT,
    FEWEST,
    PRICE,
    RATES,
    RESTRICTIONS,
    ROOMS,
    message,
    told,
)

from axentra_core.adapters.ota.platform import read_request, write_answer
from axentra_core.adapters.ota.xml_door import DEEPEST, MOST_ELEMENTS, read_xml
from axentra_core.channels.dialect import Answer, Verdict
from axentra_core.kernel.errors import InvalidInput

ONE = message(AVAILABILITY, told(ROOMS, 4))
REQUEST = DIALECT.write(ONE)
PRICES = DIALECT.write(message(RATES, told(PRICE, 10050)))
CLOSINGS = DIALECT.write(message(RESTRICTIONS, told(CLOSED, 1), told(FEWEST, 2)))
ANSWER = write_answer(ONE, Answer(Verdict.ACCEPTED), ONE.at)
MEGABYTE = 1_000_000
LAUGHS = "".join(f'<!ENTITY l{place} "{f"&l{place - 1};" * 10}">' for place in range(1, 20))

# fmt: off
BAD = {
    "empty":              (b"",                                                  "xml.bad_format"),
    "blank":              (b" \n ",                                              "xml.bad_format"),
    "no-xml":             (b'{"Success": true}',                                 "xml.bad_format"),
    "white":              (b" " * 1_900_000,                                     "xml.bad_format"),
    "white-declaration":  (b"<?xml " * 300_000,                                  "xml.bad_format"),
    "page":               (b"<html><body>Bad gateway<br></body></html>",         "xml.bad_format"),
    "doctype":            (b"<!DOCTYPE a><a/>",                                  "xml.doctype"),
    "laughs":             (f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l19;</a>'.encode(),
                                                                                 "xml.doctype"),
    "quadratic":          (f'<!DOCTYPE a [<!ENTITY b "{"x" * 50_000}">]><a>{"&b;" * 50_000}</a>'
                           .encode(),                                            "xml.doctype"),
    "file":               (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
                                                                                 "xml.doctype"),
    "network":            (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "xml.doctype"),
    "late-doctype":       (b"<?xml version='1.0'?><!-- x --><!DOCTYPE a><a/>",   "xml.doctype"),
    "unknown-entity":     (b"<a>&x;</a>",                                        "xml.bad_format"),
    "deep":               (b"<a>" * 100_000 + b"</a>" * 100_000,                 "xml.too_deep"),
    "deeper-than-needed": (b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1),     "xml.too_deep"),
    "wide":               (b"<a>" + b"<b/>" * MOST_ELEMENTS + b"</a>",           "list.length"),
    "large":              (b"<a>" + b" " * 50 * MEGABYTE + b"</a>",              "xml.too_large"),
    "truncated":          (REQUEST[:-30],                                        "xml.bad_format"),
    "twice":              (b"<a/><a/>",                                          "xml.bad_format"),
    "no-utf-8":           ("<a>café</a>".encode("latin-1"),                      "xml.not_text"),
    "not-as-declared":    ("<?xml version='1.0' encoding='us-ascii'?><a>é</a>".encode(),
                                                                                 "xml.not_text"),
    "other-encoding":     (b"<?xml version='1.0' encoding='utf-7'?><a/>",        "value.unknown"),
    "utf-16":             ("<a/>".encode("utf-16"),                              "xml.not_text"),
    "utf-32":             ("<a/>".encode("utf-32-be"),                    "text.control_character"),
    "null":               (b"<a>\x00</a>",                                "text.control_character"),
    "null-by-number":     (b"<a>&#0;</a>",                                       "xml.bad_format"),
    "direction":          ("<a>\u202e</a>".encode(),                           "text.bidi_control"),
    "surrogate":          (b"<a>\xed\xa0\x80</a>",                               "xml.not_text"),
    "attributes-twice":   (b"<a b='1' b='2'/>",                                  "xml.bad_format"),
}
# fmt: on


@pytest.mark.parametrize("name", BAD)
def test_what_is_hostile_is_refused(name) -> None:
    """Neither a bomb nor a broken answer takes the desk with it, and nothing is looked up."""
    body, code = BAD[name]
    began = process_time()
    for read in (read_xml, read_request, lambda body: DIALECT.read_answer(ONE, body)):
        with pytest.raises(InvalidInput) as caught:
            read(body)
        # Where less is taken at once, it is the size that is refused.
        assert caught.value.code in {code, "xml.too_large"}
    assert process_time() - began < 2
    assert "passwd" not in str(caught.value)


def test_many_attributes_are_read_in_time() -> None:
    """An element with 200,000 attributes is no way to stop a hotel."""
    names = " ".join(f'a{place}=""' for place in range(200_000))
    began = process_time()
    assert len(read_xml(f"<a {names}/>".encode()).attrib) == 200_000
    assert process_time() - began < 2


def test_what_is_too_large_is_not_looked_at() -> None:
    """50 MB are refused without another 50 MB of memory."""
    body = b"<a>" + b"x" * 50 * MEGABYTE
    tracemalloc.start()
    try:
        with pytest.raises(InvalidInput):
            read_xml(body)
        assert tracemalloc.get_traced_memory()[1] < MEGABYTE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("body", ["text", None, 7, bytearray(b"<a/>")], ids=repr)
def test_only_bytes_are_read(body) -> None:
    """What comes over a wire is bytes."""
    with pytest.raises(InvalidInput) as caught:
        read_xml(body)
    assert caught.value.code == "field.wrong_type"


@pytest.mark.parametrize(
    "body",
    [
        "\ufeff<a>é</a>".encode(),
        "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>".encode("latin-1"),
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<a>é</a>'.encode(),
    ],
    ids=["mark", "latin", "declared"],
)
def test_what_is_declared_and_right_is_read(body) -> None:
    """An encoding other than UTF-8 is read where the document says so."""
    assert read_xml(body).text == "é"


LENGTH = '<LengthOfStay MinMaxMessageType="SetMinLOS" Time="3"/>'
AMOUNTS = "<BaseByGuestAmts>"
AMOUNT = '<BaseByGuestAmt AgeQualifyingCode="10" AmountAfterTax="1" CurrencyCode="EUR"'
IN_KRONER = AMOUNT.replace("EUR", "DKK") + ' NumberOfGuests="1"'

# fmt: off
SWAPS = {
    "root":           (REQUEST,  "OTA_HotelAvailNotifRQ", "OTA_PingRQ",      "xml.unexpected"),
    "namespace":      (REQUEST,  "OTA/2003/05", "OTA/2003/06",               "xml.unexpected"),
    "envelope":       (REQUEST,  "soap/envelope/", "soap/envelope12/",       "xml.unexpected"),
    "no-password":    (REQUEST,  "wsse:Password", "wsse:Passport",           "field.required"),
    "digest":         (REQUEST,  "#PasswordText", "#PasswordDigest",         "value.unknown"),
    "no-hotel":       (REQUEST,  "HotelCode", "HotelName",                   "field.required"),
    "blank-hotel":    (REQUEST,  'HotelCode="HOTEL"', 'HotelCode=""',        "field.required"),
    "no-id":          (REQUEST,  "EchoToken", "Token",                       "field.required"),
    "no-time":        (REQUEST,  "+00:00", "",                               "instant.bad_format"),
    "no-such-time":   (REQUEST,  "T07:30", "T25:30",                         "instant.bad_format"),
    "no-number":      (REQUEST,  'Limit="4"', 'Limit="-4"',                  "number.bad_format"),
    "other-digits":   (REQUEST,  'Limit="4"', 'Limit="٤"',                   "number.bad_format"),
    "too-many-rooms": (REQUEST,  'Limit="4"', 'Limit="10000"',               "value.out_of_range"),
    "no-room":        (REQUEST,  'InvTypeCode="SUP"', "",                    "field.required"),
    "single-room":    (REQUEST,  "InvTypeCode", "InvCode",                   "field.unknown"),
    "blank-room":     (REQUEST,  'InvTypeCode="SUP"', 'InvTypeCode=""',      "field.required"),
    "blank-rate":     (CLOSINGS, 'RatePlanCode="GLD"', 'RatePlanCode=""',    "field.required"),
    "no-room-either": (CLOSINGS, 'InvTypeCode="SUP"', 'InvTypeCode=""',      "field.required"),
    "weekdays":       (REQUEST,  "InvTypeCode", 'Mon="0" InvTypeCode',       "field.unknown"),
    "adjusted":       (REQUEST,  "Limit=", 'LimitMessageType="AdjustLimit" BookingLimit=',
                                                                             "field.unknown"),
    "backwards":      (REQUEST,  'End="2026-11-23"', 'End="2026-11-22"',     "date.order"),
    "no-date":        (REQUEST,  'End="2026-11-23"', 'End="23-11-2026"',     "date.bad_format"),
    "no-such-date":   (REQUEST,  'End="2026-11-23"', 'End="2026-11-31"',     "date.invalid"),
    "nothing-told":   (REQUEST,  ' BookingLimit="4"', "",                    "field.required"),
    "both":           (CLOSINGS, "<AvailStatusMessage>", '<AvailStatusMessage BookingLimit="4">',
                                                                             "value.conflict"),
    "on-request":     (CLOSINGS, "Close", "OnRequest",                       "value.unknown"),
    "master":         (CLOSINGS, "Status=", 'Restriction="Master" Status=',  "value.unknown"),
    "forward":        (CLOSINGS, "SetMinLOS", "SetForwardMinStay",           "value.unknown"),
    "weeks":          (CLOSINGS, "Time=", 'TimeUnit="Week" Time=',           "value.unknown"),
    "twice":          (CLOSINGS, "<LengthOfStay M", f"{LENGTH}<LengthOfStay M", "value.duplicate"),
    "children":       (PRICES,   'Code="10"', 'Code="8"',                    "value.unknown"),
    "before-tax":     (PRICES,   "AmountAfterTax", "AmountBeforeTax",        "field.required"),
    "no-amount":      (PRICES,   "100.50", "1e3",                            "money.bad_format"),
    "no-price":       (PRICES,   "100.50", "0.00",                           "value.out_of_range"),
    "no-currency":    (PRICES,   'CurrencyCode="EUR"', "",                   "field.required"),
    "old-currency":   (PRICES,   '"EUR"', '"DEM"',                     "money.currency_unknown"),
    "extra-guests":   (PRICES,   "</Rate>", "<AdditionalGuestAmounts/></Rate>", "xml.unexpected"),
    "no-rates":       (PRICES,   "BaseByGuestAmt A", "BaseByGuestAmount A",  "xml.unexpected"),
    "twice-the-same": (PRICES,   AMOUNTS, f"{AMOUNTS}{AMOUNT}/>",            "value.duplicate"),
    "two-currencies": (PRICES,   AMOUNTS, f"{AMOUNTS}{IN_KRONER}/>",   "money.currency_mismatch"),
}
# fmt: on


@pytest.mark.parametrize("name", SWAPS)
def test_a_request_that_could_be_misread_is_refused(name) -> None:
    """What a platform of ours does not understand is not passed over: it might mean other days."""
    body, old, new, code = SWAPS[name]
    assert old in body.decode()
    with pytest.raises(InvalidInput) as caught:
        read_request(body.decode().replace(old, new).encode())
    assert caught.value.code == code


def test_all_that_is_wrong_in_a_request_is_told_at_once() -> None:
    """Each fault has the place of its part."""
    body = DIALECT.write(
        message(AVAILABILITY, *(told(ROOMS, place, place, place) for place in range(3)))
    )
    broken = body.replace(b'Limit="0"', b'Limit="x"').replace(b'Limit="2"', b'Limit="y"')
    with pytest.raises(InvalidInput) as caught:
        read_request(broken)
    assert [fault.path for fault in caught.value.faults] == [
        "AvailStatusMessage[0].BookingLimit",
        "AvailStatusMessage[2].BookingLimit",
    ]


@for_all(st.data())
@settings(max_examples=80, deadline=None)
def test_damage_on_the_way_raises_nothing_else(data) -> None:
    """Whatever happens to bytes on the way, they are read or refused with a code."""
    body = bytearray(data.draw(st.sampled_from([REQUEST, PRICES, CLOSINGS, ANSWER])))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    for read in (read_request, lambda damaged: DIALECT.read_answer(ONE, damaged)):
        with suppress(InvalidInput):
            read(bytes(body))
