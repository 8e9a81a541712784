"""What is read from outside is read exactly; everything wrong is told with its place."""

import gc
import json
from time import process_time

import pytest

from axentra_core.codec import from_json, to_json
from axentra_core.codec.json_door import LARGEST_BYTES
from axentra_core.folio import FolioSettings, TakePayment
from axentra_core.hotel import CODEC, verbs
from axentra_core.house import SettingsAdopted
from axentra_core.kernel.errors import AxentraError, InvalidInput
from axentra_core.meters import RecordReading, UnitPrice
from axentra_core.restaurant import MenuItem
from axentra_core.stays import Book, Source

BOOK = {
    "stay": "S1",
    "confirmation": "AX-1",
    "guest": "G1",
    "room_type": "DLX",
    "arrival": "2026-11-23",
    "departure": "2026-11-25",
    "nights": [
        {"date": "2026-11-23", "price": {"amount": "850000", "currency": "IDR"}},
        {"date": "2026-11-24", "price": {"amount": "850000.00", "currency": "IDR"}},
    ],
    "party": [{"residence": "ID"}, {"age": 9}],
}
PAY = {"folio": "S1", "method": "cash", "amount": {"amount": "10.50", "currency": "EUR"}}


def faults(cls, plain):
    """Return place and code of everything that is wrong with plain data."""
    with pytest.raises(InvalidInput) as caught:
        CODEC.build(cls, plain)
    return [(fault.path, fault.code) for fault in caught.value.faults]


def cause(source):
    """Return the code under which a JSON text is refused."""
    with pytest.raises(InvalidInput) as caught:
        from_json(source)
    return caught.value.code


def test_a_booking_is_read_as_it_is_meant() -> None:
    """Every field of a right booking arrives; what was left out has its default."""
    book = CODEC.build(Book, BOOK)
    assert [str(night.price.amount) for night in book.nights] == ["850000", "850000.00"]
    assert (book.arrival.isoformat(), [one.age for one in book.party]) == ("2026-11-23", [None, 9])
    assert book.source is Source.FRONT_OFFICE


@pytest.mark.parametrize(
    ("field", "value", "path", "code"),
    [
        ("stay", None, "stay", "field.required"),
        ("stay", {"a": 1}, "stay", "field.wrong_type"),
        ("stay", 5, "stay", "field.wrong_type"),
        ("stay", True, "stay", "field.wrong_type"),
        ("stay", ["S1"], "stay", "field.wrong_type"),
        ("party", [{"age": True}], "party[0].age", "field.wrong_type"),
        ("party", [{"age": 3.9}], "party[0].age", "number.float"),
        ("party", [{"age": "2"}], "party[0].age", "field.wrong_type"),
        ("party", [{"age": "1_0"}], "party[0].age", "field.wrong_type"),
        ("party", [{}, {"age": "٣"}], "party[1].age", "field.wrong_type"),
        ("party", None, "party", "field.required"),
        ("source", "Online", "source", "value.unknown"),
        ("source", 1, "source", "field.wrong_type"),
        ("arrival", "20261123", "arrival", "date.bad_format"),
        ("arrival", "2026-11-23T00:00:00Z", "arrival", "date.bad_format"),
        ("arrival", 1763908200, "arrival", "field.wrong_type"),
        ("arrival", "2026-02-30", "arrival", "date.invalid"),
        ("nights", "123", "nights", "field.wrong_type"),
        ("nights", {"0": {}}, "nights", "field.wrong_type"),
        ("nights", None, "nights", "field.required"),
        ("nights", ["2026-11-23"], "nights[0]", "field.wrong_type"),
        ("nights", [None], "nights[0]", "field.required"),
        ("reference", 5, "reference", "field.wrong_type"),
    ],
)
def test_nothing_is_turned_into_something_else(field, value, path, code) -> None:
    """A word is no number, a number no word, and nothing at all is no text that says None."""
    assert faults(Book, {**BOOK, field: value}) == [(path, code)]


@pytest.mark.parametrize("settings", [True, 1.0, "1"])
def test_types_are_exact_even_where_no_rule_stands(settings) -> None:
    """What has no rules of its own is read as exactly as what has: true is no version."""
    assert faults(SettingsAdopted, {"house": "bali", "settings": settings})[0][0] == "settings"


@pytest.mark.parametrize("value", ["false", "", 0, 1, "yes", None, []])
def test_only_true_and_false_are_true_or_false(value) -> None:
    """The word false must not mean yes."""
    assert faults(TakePayment, {**PAY, "in_advance": value})[0][0] == "in_advance"


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (0.1, "number.float"),
        (10, "field.wrong_type"),
        (True, "field.wrong_type"),
        (None, "field.required"),
        ("NaN", "money.not_finite"),
        ("1e400", "money.too_large"),
        ("10,50", "money.bad_format"),
        ("0.0000000000001", "money.too_precise"),
    ],
)
def test_an_amount_is_written_as_text(amount, code) -> None:
    """A float has lost the cents before it arrives."""
    ((path, found),) = faults(TakePayment, {**PAY, "amount": {"amount": amount, "currency": "EUR"}})
    assert path.startswith("amount")
    assert found == code


@pytest.mark.parametrize("money", ["10.50 EUR", ["10.50", "EUR"], 10])
def test_an_amount_names_its_currency(money) -> None:
    """An amount without its currency is no money."""
    assert faults(TakePayment, {**PAY, "amount": money}) == [("amount", "field.wrong_type")]


def test_what_is_wrong_inside_an_amount_is_told_with_its_place() -> None:
    """A missing currency is a missing field, a misspelt one an unknown field."""
    assert faults(TakePayment, {**PAY, "amount": {}}) == [
        ("amount.amount", "field.required"),
        ("amount.currency", "field.required"),
    ]
    assert faults(TakePayment, {**PAY, "amount": {"amount": "1", "curency": "EUR"}}) == [
        ("amount.currency", "field.required"),
        ("amount.curency", "field.unknown"),
    ]


def test_a_rate_is_written_as_text_too() -> None:
    """A tax of 0.1 written without quotes is refused, and so is 11 for eleven percent."""
    settings = {"codes": [], "chain": [{"code": "a", "rate": 0.1}, {"code": "b", "rate": "11"}]}
    assert faults(FolioSettings, settings) == [
        ("chain[0].rate", "number.float"),
        ("chain[1].rate", "rate.out_of_range"),
    ]


SHOWN = {
    "meter": "M1",
    "register": "el",
    "at": "2026-11-23T07:00:00Z",
    "kind": "arrival",
}


@pytest.mark.parametrize(
    ("written", "read"), [("00100", "100"), ("00000", "0"), ("007.50", "7.50"), ("0", "0")]
)
def test_what_a_device_shows_is_read_as_it_shows_it(written, read) -> None:
    """A guest sends the zeros in front, as they stand on the meter; they are no other number."""
    reading = CODEC.build(RecordReading, {**SHOWN, "value": written})
    assert str(reading.value) == read
    assert CODEC.plain(reading)["value"] == read


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (100, "field.wrong_type"),
        (None, "field.required"),
        ("", "field.required"),
        ("00,5", "number.bad_format"),
        ("-5", "value.out_of_range"),
        ("IMG_0042.jpg", "number.bad_format"),
        ("١٠٠", "number.not_ascii"),
    ],
)
def test_what_no_device_shows_is_refused(written, code) -> None:
    """Zeros in front are possible there; nothing else that numbers refuse is."""
    assert faults(RecordReading, {**SHOWN, "value": written}) == [("value", code)]


@pytest.mark.parametrize(
    ("cls", "plain", "path"),
    [
        (RecordReading, {**SHOWN, "value": "1", "most": "00100"}, "most"),
        (UnitPrice, {"price": "06.00"}, "price"),
        (FolioSettings, {"codes": [], "cash_step": "0100"}, "cash_step"),
    ],
)
def test_other_numbers_have_no_zeros_in_front(cls, plain, path) -> None:
    """A price or a quantity that somebody has written is read as strictly as ever."""
    assert faults(cls, plain) == [(path, "number.bad_format")]


def test_an_unknown_field_is_refused_with_the_nearest_one() -> None:
    """A misspelt field is not left out in silence; the right one is named."""
    with pytest.raises(InvalidInput) as caught:
        CODEC.build(Book, {**BOOK, "chanel": "bdc", "pary": []})
    assert [(fault.path, fault.code, fault.sentence) for fault in caught.value.faults] == [
        ("chanel", "field.unknown", "there is no field 'chanel'; did you mean channel?"),
        ("pary", "field.unknown", "there is no field 'pary'; did you mean party?"),
    ]


def test_everything_that_is_missing_is_told_at_once() -> None:
    """Who sends an empty form learns the whole of it."""
    required = ["stay", "confirmation", "guest", "room_type", "arrival", "departure", "nights"]
    assert faults(Book, {}) == [(field, "field.required") for field in required]
    assert faults(Book, {**BOOK, "nights": [{}, {"date": "2026-11-24"}]}) == [
        ("nights[0].date", "field.required"),
        ("nights[0].price", "field.required"),
        ("nights[1].price", "field.required"),
    ]


def test_faults_of_every_kind_are_told_together_with_their_places() -> None:
    """Wrong types, wrong values, missing and unknown fields: one answer, each with its path."""
    wrong = {
        "stay": "S1",
        "items": [{"item": "a", "quantity": True}, 5, {"item": "b c"}, {"itm": "c"}],
        "when": "now",
    }
    assert faults(verbs.OrderRoomService, wrong) == [
        ("items[0].quantity", "field.wrong_type"),
        ("items[1]", "field.wrong_type"),
        ("items[2].item", "code.bad_format"),
        ("items[3].item", "field.required"),
        ("items[3].itm", "field.unknown"),
        ("when", "field.unknown"),
    ]


def test_a_wrong_type_does_not_hide_a_wrong_value() -> None:
    """A number in one field does not spare the next from being looked at."""
    assert faults(verbs.CheckIn, {"stay": 5, "room": "20 34"}) == [
        ("stay", "field.wrong_type"),
        ("room", "code.bad_format"),
    ]


@pytest.mark.parametrize(
    ("plain", "code"),
    [(None, "field.required"), ([], "field.wrong_type"), ("x", "field.wrong_type")],
)
def test_an_object_is_an_object(plain, code) -> None:
    """A list or a word is no booking."""
    assert faults(Book, plain) == [("", code)]


@pytest.mark.parametrize("plain", [{1: 2, "stay": "S1"}, {1: 2, "x": 3}, {None: 1}])
def test_a_field_has_a_name(plain) -> None:
    """Data from another format than JSON is refused in the same words."""
    with pytest.raises(InvalidInput):
        CODEC.build(verbs.CheckOut, plain)


@pytest.mark.parametrize(
    "source",
    [
        '{"CARD": 1}',
        '{"a\\nb": 1}',
        '{"\\ud800": 1}',
        '{"CARD": 1, "CARD": 2}',
    ],
)
def test_the_name_of_a_wrong_field_is_shown_as_carefully_as_a_value(source) -> None:
    """A card number or a line break does not come back in the place of a fault."""
    with pytest.raises(InvalidInput) as caught:
        CODEC.read(verbs.CheckOut, source.replace("CARD", "4" + "1" * 15))
    assert "1111" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_command_is_found_by_its_name() -> None:
    """A request that is stored by name is read by it."""
    assert CODEC.build_command("folio.TakePayment", PAY) == CODEC.build(TakePayment, PAY)
    with pytest.raises(InvalidInput) as caught:
        CODEC.build_command("folio.BurnFolio", {})
    assert str(caught.value).startswith("there is no command 'folio.BurnFolio'")


def test_settings_are_read_as_strictly() -> None:
    """A property's file is checked like a request, down to the price of a dish."""
    item = {"code": "es-teh", "name": "Es teh", "price": 20000, "transaction_code": "FNB"}
    assert faults(MenuItem, item) == [("price", "field.wrong_type")]


# --- the door of JSON text ---


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "json.bad_format"),
        ("{", "json.bad_format"),
        ("{'a': 1}", "json.bad_format"),
        ('{"a": 1,}', "json.bad_format"),
        ("{} {}", "json.bad_format"),
        ("undefined", "json.bad_format"),
        ('"a\nb"', "json.bad_format"),
        (b"\xef\xbb\xbf{}", "json.bad_format"),
        ('{"a": 1, "a": 2}', "field.duplicate"),
        ('{"a": {"b": 1, "b": 1}}', "field.duplicate"),
        ('{"a": 1, "\\u0061": 2}', "field.duplicate"),
        ("NaN", "number.not_finite"),
        ('{"a": -Infinity}', "number.not_finite"),
        ("1e400", "number.float"),
        ("[10.10]", "number.float"),
        ("1E5", "number.float"),
        ("9" * 19, "number.too_large"),
        ("9" * 5000, "number.too_large"),
        ("-" + "9" * 19, "number.too_large"),
        ("[" * 100_000, "json.too_deep"),
        ('{"a":' * 100_000, "json.too_deep"),
        (b"[" * (LARGEST_BYTES + 1), "json.too_large"),
        ("é" * (LARGEST_BYTES + 1), "json.too_large"),
        ('{"a": 1}'.encode("utf-16"), "json.not_text"),
        ('{"a": 1}'.encode("utf-32"), "json.not_text"),
        ('{"a": 1}'.encode("utf-16-le"), "json.bad_format"),
        (b'{"a": "\xff"}', "json.not_text"),
        (b'"\xed\xa0\x80"', "json.not_text"),
    ],
    ids=lambda value: f"{value[:20]!a} {len(value)}",
)
def test_what_is_no_exact_json_is_refused_at_once(source, code, takes_less_than) -> None:
    """Two values for one field, numbers that lose digits, texts that fill the memory: refused."""
    assert cause(source) == code
    takes_less_than(0.05, lambda: cause(source))


def test_brackets_in_text_are_no_depth() -> None:
    """A guest may write as many brackets as they like, after quotes and backslashes too."""
    text = '\\"' + "[" * 5_000 + '"' + "{" * 5_000 + "\\"
    assert from_json(to_json([text, text])) == [text, text]


def test_what_is_nested_as_people_nest_is_read() -> None:
    """Thirty objects in each other are more than any request has."""
    nested = "[" * 30 + "]" * 30
    assert to_json(from_json(nested)) == nested


def test_a_long_text_is_judged_while_it_is_read() -> None:
    """Twenty megabytes of brackets keep nobody waiting longer than reading them takes."""
    source = "[" + "[]," * 100_000 + '"' + "[" * 500_000 + '"]'

    def cost(read):
        before = process_time()
        read(source)
        return process_time() - before

    # What the collector does among so many lists says nothing about the reading.
    gc.disable()
    try:
        plain, guarded = (min(cost(read) for _ in range(3)) for read in (json.loads, from_json))
    finally:
        gc.enable()
    assert guarded < 6 * plain


def test_where_a_text_goes_wrong_is_told() -> None:
    """Line and column of the first mistake are in the answer."""
    with pytest.raises(InvalidInput, match="at line 2 column 3"):
        from_json('{"a": 1,\n  b: 2}')
    with pytest.raises(InvalidInput, match="'a' stands twice @ a"):
        from_json('{"a": 1, "a": 2}')


@pytest.mark.parametrize("source", [None, 5, ["{}"], bytearray(b"{}")], ids=repr)
def test_only_text_is_json(source) -> None:
    """What is no text is refused with an error of this library."""
    with pytest.raises(AxentraError):
        from_json(source)
