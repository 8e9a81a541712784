"""Whatever comes is read in bounded time and memory, or refused with a code; never a card shown."""

import json
import sys
import tracemalloc
from contextlib import suppress
from random import Random
from time import process_time

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.adapters.channex.bookings import (
    BOOKING,
    DIALECT,
    HOTEL,
    booking,
    feed,
    item_of,
    leaves,
    planted,
    read,
    room,
    told,
)
from tests.adapters.channex.test_answers import REPORT, UPLOAD
from tests.kernel.cards import FULL_WIDTH, drawn, written

from axentra_core.adapters.channex import (
    json_door,
    read_confirmations,
    read_request,
    read_upload,
    write_delivery,
)
from axentra_core.adapters.channex.json_door import (
    DEEPEST,
    MOST_BYTES,
    MOST_VALUES,
    Unreadable,
    read_json,
)
from axentra_core.channels.reservations import Delivery
from axentra_core.codec.codec import Codec
from axentra_core.kernel.errors import InvalidInput

PAGE = feed(BOOKING)

# fmt: off
BAD = {
    "nothing":           (b"",                                            "json.bad_format"),
    "blank":             (b" \n ",                                        "json.bad_format"),
    "no-json":           (b"<html>Bad gateway</html>",                    "json.bad_format"),
    "truncated":         (PAGE[:-30],                                     "json.bad_format"),
    "twice":             (b"{}{}",                                        "json.bad_format"),
    "open-string":       (b'{"data": "' + b'\\"' * 500_000,               "json.bad_format"),
    "open-brackets":     (b"{" * 5,                                       "json.bad_format"),
    "closed-brackets":   (b"]" * 1_000_000,                               "json.bad_format"),
    "deep":              (b"[" * 100_000 + b"]" * 100_000,                "json.too_deep"),
    "deep-objects":      (b'{"a":' * 100_000 + b"1" + b"}" * 100_000,     "json.too_deep"),
    "deep-open":         (b"[" * 100_000,                                 "json.too_deep"),
    "deeper":            (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),    "json.too_deep"),
    "wide":              (b"[" + b"1," * MOST_VALUES + b"1]",             "list.length"),
    "large":             (b" " * 50_000_000,                              "json.too_large"),
    "no-utf-8":          ('{"data": "é"}'.encode("latin-1"),              "json.not_text"),
    "utf-16":            ('{"data": []}'.encode("utf-16"),                "json.not_text"),
    "surrogate":         (b'{"data": "\xed\xa0\x80"}',                    "json.not_text"),
    "null":              (b'{"data": "\x00"}',                            "json.bad_format"),
    "null-outside":      (b'{"data": []}\x00',                            "json.bad_format"),
    "a-list":            (b"[]",                                          "field.wrong_type"),
    "a-number":          (b"1e999999999999999999999",                     "number.too_large"),
    "not-a-number":      (b"NaN",                                         "number.not_finite"),
    "no-data":           (b"{}",                                          "field.required"),
    "data-is-text":      (b'{"data": "x"}',                               "field.wrong_type"),
    "data-twice":        (b'{"data": [], "data": []}',                    "field.duplicate"),
    "infinite-data":     (b'{"data": -Infinity}',                         "number.not_finite"),
    "many":              (b'{"data": [' + b"1," * 10_000 + b"1]}",        "list.length"),
    "error":             (b'{"errors": {"code": "unauthorized"}}',        "value.unknown"),
    "odd-error":         (b'{"errors": [1]}',                             "value.unknown"),
}
# fmt: on


@pytest.mark.parametrize("name", BAD)
def test_what_is_hostile_is_refused(name) -> None:
    """Neither a bomb nor a proxy's page takes the desk with it."""
    body, code = BAD[name]
    began = process_time()
    with pytest.raises(InvalidInput) as caught:
        read(body)
    assert caught.value.faults[0].code == code
    assert process_time() - began < 2


READERS = {
    "delivery": read,
    "report-answer": lambda body: DIALECT.read_report_answer(REPORT, body),
    "upload-answer": lambda body: DIALECT.read_upload_answer(UPLOAD, body),
    "request": lambda body: read_request(body, UPLOAD.at),
    "confirmations": read_confirmations,
    "upload": lambda body: read_upload(body, UPLOAD.at),
}


@pytest.mark.parametrize("read_one", READERS.values(), ids=list(READERS))
def test_no_reader_raises_anything_else(read_one) -> None:
    """Whoever reads a wire knows one kind of error."""
    for name, (body, _) in BAD.items():
        if name not in {"large", "wide", "deep", "closed-brackets"}:
            with suppress(InvalidInput):
                read_one(body)
    for body in ("text", None, 7, bytearray(b"{}")):
        with pytest.raises(InvalidInput) as caught:
            read_one(body)
        assert caught.value.faults[0].code == "field.wrong_type"


def test_strings_are_counted_before_they_are_taken_out(monkeypatch) -> None:
    """Forty megabytes of nothing but quotes take no gigabytes."""
    monkeypatch.setattr(json_door, "MOST_VALUES", 10)
    monkeypatch.setattr(json_door, "MOST_STRINGS", 22)
    assert read_json(b"{" + b",".join(b'"%d": "x"' % place for place in range(9)) + b"}")
    for many in (b'"' * 100, b'\\"\\\\"' * 50):
        with pytest.raises(InvalidInput) as caught:
            read_json(many)
        assert caught.value.code == "list.length"


def test_a_long_row_of_digits_is_refused_in_no_time() -> None:
    """Whoever writes a million digits into a field stops no hotel."""
    began = process_time()
    for changed in ({"status": "4" * 1_000_000}, {"inserted_at": "4x" * 500_000}):
        (item,) = read(feed(booking(**changed))).items
        assert len(str(item.fault)) < 300
    assert process_time() - began < 1


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(
        ["2026-11-24", "1.50", "new", "4111111111111111", "\x00", "\ud800", "\u202e"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*BOOKING, *room(), "code", "message"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
PLACES = sorted(leaves(BOOKING), key=str) + [(name,) for name in BOOKING]


@for_all(st.data())
def test_any_value_in_any_place_is_a_message_or_a_fault(data) -> None:
    """One odd field is a fault of its booking at most, and the other booking is taken."""
    changed = BOOKING
    for path in data.draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3)):
        with suppress(KeyError, TypeError, IndexError, AttributeError):
            changed = planted(changed, path, data.draw(plain))
    delivery = read(feed(changed, booking(id="other", property_id=changed.get("property_id"))))
    assert len(delivery.items) == 2
    odd, other = delivery.items
    assert (odd.message is None) is (odd.fault is not None)
    assert other.message is not None


@for_all(plain)
def test_any_document_is_a_delivery_or_refused(document) -> None:
    """Nothing that is JSON, or nearly JSON, stops a hotel."""
    for body in (json.dumps(document).encode(), json.dumps({"data": document}).encode()):
        for read_one in READERS.values():
            with suppress(InvalidInput):
                read_one(body)


@for_all(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(body) -> None:
    """Noise is no reservation."""
    with suppress(InvalidInput):
        read(body)
    with suppress(InvalidInput):
        read(b'{"data": [' + body + b"]}")


def test_what_nobody_reads_does_no_harm() -> None:
    """A field of tomorrow may be anything: not finite, told twice, or of a million digits."""
    odd = (
        b'"newer": NaN, "older": 1, "older": 2, "long": ' + b"9" * 5_000 + b', "zero": "\\u0000", '
    )
    body = PAGE.replace(b'"status"', odd + b'"status"')
    (item,) = read(body).items
    assert item.message == read(PAGE).items[0].message


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        (b'"amount": "2600000.00"', b'"amount": NaN', "number.not_finite"),
        (b'"amount": "2600000.00"', b'"amount": 1e999999999999999999999', "number.too_large"),
        (b'"amount": "2600000.00"', b'"amount": 1E+1000000', "number.too_large"),
        (b'"amount": "2600000.00"', b'"amount": ' + b"9" * 100_000, "number.too_large"),
        (b'"amount": "2600000.00"', b'"amount": 1, "amount": 1', "field.duplicate"),
        (b'"2026-11-25": "1200000.00"', b'"2026-11-24": 1', "field.duplicate"),
        (b'"notes": "A', b'"notes": "\\u0000A', "text.control_character"),
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_wrong_with_a_value_stays_with_its_booking(was, becomes, code) -> None:
    """One poisoned value does not poison a page."""
    bad, good = feed(BOOKING), feed(booking(id="good"))
    assert was in bad
    body = bad.replace(was, becomes, 1)[:-2] + b"," + good[len(b'{"data": [') :]
    first, second = read(body).items
    assert first.fault.faults[0].code == code
    assert second.message is not None


def test_what_nobody_sees_poisons_no_booking() -> None:
    """Directions, halves of characters and controls in wishes and names are taken out."""
    message = told(
        notes="quiet \u202eroom\u2066 \ud83d\x07 please",
        customer={"name": "\u202eAyu", "surname": "Les\ud800tari"},
    )
    assert message.personal.comments[0] == "quiet room please"
    assert message.personal.name == "Ayu Lestari"


def test_a_mark_before_the_document_is_passed_over() -> None:
    """Some proxies put one there."""
    assert read(b"\xef\xbb\xbf" + PAGE) == read(PAGE)


def test_numbers_are_exact() -> None:
    """No float is made of anything."""
    assert [str(one) for one in read_json(b"[0.1, 1e2, 12345678901234567890, 7]")] == [
        "0.1", "1E+2", "12345678901234567890", "7"
    ]  # fmt: skip
    assert read_json(b'{"a": 1, "a": 2}') == {"a": Unreadable("field.duplicate")}


def test_depth_does_not_rest_on_the_hosts_stack() -> None:
    """A host with a deep stack is not brought down by a deep document."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    try:
        with pytest.raises(InvalidInput) as caught:
            read_json(b'{"a":[' * 200_000 + b"]}" * 200_000)
    finally:
        sys.setrecursionlimit(limit)
    assert caught.value.faults[0].code == "json.too_deep"
    brackets = json.dumps({"a": "[" * 1_000 + '"\\"{'}).encode()
    assert read_json(brackets)["a"].startswith("[[")


def test_what_is_too_large_is_not_looked_at() -> None:
    """50 MB are refused without another 50 MB of memory."""
    body = b"[" + b"1" * 50_000_000
    tracemalloc.start()
    try:
        with pytest.raises(InvalidInput):
            read_json(body)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_long_rows_of_digits_are_read_in_time() -> None:
    """A page full of digits is read as any other."""
    notes = ["4111 1111 1111 1111 " * 2_000, "7" * 40_000]
    body = feed(*(booking(id=f"{nth}", notes=notes[nth % 2]) for nth in range(20)))
    began = process_time()
    assert all(one.message is not None for one in read(body).items)
    assert process_time() - began < 2


ASCII_DIGITS = {wide: digit for digit, wide in FULL_WIDTH.items()}
# Which reservation it is, and of which message, is what it is, whatever its digits look like.
REFERENCES = {"id", "booking_id", "unique_id", "ota_reservation_code", "booking_room_id",
              "ota_unique_id"}  # fmt: skip
PLANTED = [path for path in PLACES if path[-1] not in REFERENCES]


def shown_of(delivery):
    """Return everything that may be stored, logged or answered of a delivery."""
    yield repr(delivery)
    for item in delivery.items:
        yield repr(item)
        yield str(item.fault)
        if item.message is not None:
            yield item.message.content
            yield Codec(()).write(item.message)
            yield write_delivery(Delivery("", HOTEL, (item_of(item.message),))).decode()
        if item.fault is not None:
            yield item.fault.sentence
            yield DIALECT.write_refusal(item.fault, UPLOAD.at).decode()


def test_ten_thousand_card_numbers_are_shown_nowhere() -> None:
    """Whoever writes a card number into whatever field, no message, log or error has it."""
    random, count = Random(7), 0
    while count < 10_000:
        changed = BOOKING
        numbers = []
        for path in random.sample(PLANTED, 25):
            numbers.append(drawn(random))
            value = written(random, numbers[-1])
            if random.random() < 0.3:
                value = f"card {value}x"
            elif random.random() < 0.1:
                value = int(numbers[-1])
            with suppress(KeyError, TypeError, IndexError):
                changed = planted(changed, path, value)
        count += len(numbers)
        for text in shown_of(read(feed(changed))):
            plain_text = text.translate(ASCII_DIGITS)
            together = "".join(filter(str.isalnum, plain_text))
            assert not any(one in plain_text or one in together for one in numbers)


def test_a_card_number_in_the_name_of_a_field_is_not_shown() -> None:
    """Paths of faults are shown to people."""
    days = {"4111111111111111": "1", "2026-11-24": "1"}
    (item,) = read(feed(booking(rooms=[room(days=days)]))).items
    assert "1111111" not in str(item.fault)
    assert len(feed(BOOKING)) < MOST_BYTES
