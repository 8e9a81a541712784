"""A tariff as a file: read strictly, every fault told at once, written in one way."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import settings

from axentra_core.codec import read_tariff, to_json, write_tariff
from axentra_core.codec.files import WIDTH
from axentra_core.codec.tariff_files import LARGEST_TARIFF_FILE
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.rounding import RoundingMode
from axentra_core.meters import (
    Block,
    BlockMode,
    Blocks,
    FixedCharge,
    HourBand,
    Included,
    Measure,
    Minimum,
    Per,
    PriceKey,
    Tariff,
    TariffVersion,
    UnitPrice,
    Vat,
)
from axentra_core.testing.strategies import values_of

D = Decimal
VERSION = {"usage": [{"price": "6.00"}]}
FILE = {"id": "el", "currency": "DKK", "measure": "kWh", "versions": [VERSION]}

# Each field of each class has another value than its default in one of the two.
WHOLE = Tariff(
    id="water-2026",
    currency="DKK",
    measure=Measure.M3,
    versions=(
        TariffVersion(
            first=date(2026, 1, 1),
            last=date(2026, 6, 30),
            usage=(
                UnitPrice(
                    blocks=Blocks(
                        (Block(D("58.25"), D(10)), Block(D("71.125"))), mode=BlockMode.VOLUME
                    ),
                    register="cold",
                ),
                UnitPrice(D("99.50"), register="hot"),
            ),
            fixed=(FixedCharge("standing", D("12.50"), Per.DAY),),
            included=Included(quantity=D("0.5"), per=Per.PERSON_DAY),
            minimum=Minimum(D(20), Per.WEEK, without_use=False),
            vat=Vat(D("0.25"), included=False),
        ),
        TariffVersion(
            first=date(2026, 7, 1),
            usage=(UnitPrice(hours=(HourBand(0, 6, D(1)), HourBand(6, 24, D("2.5")))),),
            included=Included(amount=D(50)),
        ),
    ),
    key=PriceKey.SEGMENT,
    zone="Europe/Copenhagen",
    digits=0,
)
STEPPED = Tariff(
    "heat",
    "EUR",
    Measure.MWH,
    (TariffVersion(fixed=(FixedCharge("standing", D(5)),)),),
    step=D("0.1"),
    step_mode=RoundingMode.UP,
)


def faults(plain):
    """Return path and code of everything that is wrong with a file."""
    with pytest.raises(InvalidInput) as caught:
        read_tariff(plain if isinstance(plain, str | bytes) else to_json(plain))
    return [(fault.path, fault.code) for fault in caught.value.faults]


def of_versions(*versions):
    """Return the same file with other versions."""
    return {**FILE, "versions": list(versions)}


def test_a_file_is_a_tariff() -> None:
    """The electricity of a summer house, six kroner a unit."""
    tariff = Tariff("el", "DKK", Measure.KWH, (TariffVersion(usage=(UnitPrice(D("6.00")),)),))
    assert read_tariff(to_json(FILE)) == read_tariff(to_json(FILE).encode()) == tariff


@pytest.mark.parametrize("tariff", [WHOLE, STEPPED], ids=["whole", "stepped"])
def test_a_tariff_has_one_text(tariff) -> None:
    """Reading what was written gives the same tariff, and writing that the same text."""
    text = write_tariff(tariff)
    assert read_tariff(text) == tariff
    assert write_tariff(read_tariff(json.dumps(json.loads(text), indent=7))) == text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_what_is_there_by_default_is_not_written() -> None:
    """A file says what the house has decided, and nothing else."""
    assert write_tariff(read_tariff(to_json(FILE))) == (
        '{\n  "id": "el",\n  "currency": "DKK",\n  "measure": "kWh",\n'
        '  "versions": [{"usage": [{"price": "6.00"}]}]\n}\n'
    )


@settings(max_examples=25)
@for_all(values_of(Tariff))
def test_every_tariff_can_be_kept_as_a_file(tariff) -> None:
    """Whatever a house charges, its file says it."""
    text = write_tariff(tariff)
    assert read_tariff(text) == tariff
    assert write_tariff(read_tariff(text)) == text


def test_a_file_is_mended_once() -> None:
    """What cannot be read does not hide what is wrong beside it."""
    plain = {
        **of_versions(
            {"first": "2026-01-01", "last": "2026-01-31", "usage": [{"price": "6,00"}]},
            {
                "first": "2026-02-03",
                "last": "2026-02-01",
                "usage": [
                    {
                        "blocks": {
                            "lines": [{"price": "1", "upto": "5"}, {"price": "2", "upto": "3"}]
                        }
                    }
                ],
                "vat": {"rate": "25"},
            },
            {"first": "2026-03-03", "last": "2026-03-31", "fixed": [{"code": "a b"}]},
            {"first": "2026-04-02", "usage": [{"price": "1", "hours": []}], "vatt": None},
            VERSION,
        ),
        "currency": "kr",
        "key": "day",
    }
    assert sorted(faults(plain)) == [
        ("currency", "money.currency_unknown"),
        ("key", "value.unknown"),
        ("versions[0].usage[0].price", "number.bad_format"),
        ("versions[1].last", "date.order"),
        ("versions[1].usage[0].blocks.lines[1].upto", "meters.block_not_open"),
        ("versions[1].usage[0].blocks.lines[1].upto", "meters.blocks_not_rising"),
        ("versions[1].vat.rate", "rate.out_of_range"),
        ("versions[2].fixed[0].amount", "field.required"),
        ("versions[2].fixed[0].code", "code.bad_format"),
        ("versions[3].first", "meters.version_gap"),
        ("versions[3].last", "meters.version_not_last"),
        ("versions[3].vatt", "field.unknown"),
    ]


def test_days_are_compared_where_both_are_known() -> None:
    """Nobody is told of a gap that may only be a day that could not be read."""
    first = {"last": "2026-01-31", **VERSION}
    assert faults(of_versions(first, {"first": "1 February", **VERSION}, VERSION)) == [
        ("versions[1].first", "date.bad_format")
    ]
    assert faults(of_versions(first, [], {"first": "2026-03-01", **VERSION})) == [
        ("versions[1]", "field.wrong_type")
    ]


def test_a_price_that_cannot_be_read_still_has_its_register() -> None:
    """Two prices of one register are told beside the price that is no number."""
    twice = {"usage": [{"price": "free", "register": "NT"}, {"price": "1", "register": "NT"}]}
    assert faults(of_versions(twice)) == [
        ("versions[0].usage[0].price", "number.bad_format"),
        ("versions[0].usage[1]", "value.duplicate"),
    ]
    assert faults(of_versions({"usage": "free"})) == [("versions[0].usage", "field.wrong_type")]
    assert faults(of_versions({"usage": [None], "fixed": [{"code": 1}]})) == [
        ("versions[0].usage[0]", "field.required"),
        ("versions[0].fixed[0].code", "field.wrong_type"),
        ("versions[0].fixed[0].amount", "field.required"),
    ]


def test_a_step_is_for_prices_without_hours() -> None:
    """Whole units and hourly prices do not go together, whatever else is wrong."""
    hourly = {"usage": [{"hours": [{"since": 0, "until": 24, "price": "1"}]}]}
    assert faults({**of_versions(hourly), "step": "1", "digits": "0"}) == [
        ("digits", "field.wrong_type"),
        ("versions[0].usage", "value.conflict"),
    ]
    assert faults({**of_versions(hourly), "step": "0"}) == [("step", "value.out_of_range")]


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("", ["json.bad_format"]),
        ("[]", ["field.wrong_type"]),
        ("null", ["field.required"]),
        ('{"id": 1.5}', ["number.float"]),
        (" " * (LARGEST_TARIFF_FILE + 1), ["json.too_large"]),
        ('{"versions": {}}', ["field.required"] * 3 + ["field.wrong_type"]),
        (json.dumps(of_versions(*[{}] * 1001)), ["list.length"]),
        (json.dumps({**FILE, **dict.fromkeys(map(str, range(200)))}), ["field.unknown"] * 100),
    ],
)
def test_what_is_no_file_is_refused(source, codes) -> None:
    """Whatever comes, there is one kind of answer, and a short one."""
    assert sorted(code for _, code in faults(source)) == codes


def test_what_is_no_text_is_refused() -> None:
    """A file is text or bytes."""
    with pytest.raises(InvalidInput) as caught:
        read_tariff(FILE)
    assert caught.value.code == "json.not_text"


def test_a_tariff_that_could_not_be_read_again_is_not_written() -> None:
    """Five hundred versions with fifty blocks each are no tariff of a house."""
    lines = (*(Block(D("1.123456789012"), D(n + 1)) for n in range(49)), Block(D(1)))
    version = TariffVersion(date(2000, 1, 1), None, (UnitPrice(blocks=Blocks(lines)),))
    tariff = Tariff("el", "DKK", Measure.KWH, (version,))
    object.__setattr__(tariff, "versions", (version,) * 500)
    with pytest.raises(InvalidInput) as caught:
        write_tariff(tariff)
    assert caught.value.code == "json.too_large"
