"""How five languages write dates, numbers and money, whatever the process around them thinks."""

import decimal
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.views import LOCALES, language, text

HOSTILE = decimal.Context(
    prec=3, rounding=decimal.ROUND_UP, traps=[decimal.Inexact, decimal.Rounded]
)


@pytest.mark.parametrize(
    ("locale", "rupiah", "minus", "kroner", "dollars"),
    [
        ("en", "IDR 2,286,900", "-IDR 65,000", "DKK 1,234.50", "NT$1,235"),
        ("id", "Rp 2.286.900", "-Rp 65.000", "DKK 1.234,50", "NT$1.235"),
        ("da", "2.286.900 IDR", "-65.000 IDR", "1.234,50 kr.", "1.235 NT$"),
        ("zh_Hant", "IDR 2,286,900", "-IDR 65,000", "DKK 1,234.50", "$1,235"),
        ("zh_Hans", "IDR 2,286,900", "-IDR 65,000", "DKK 1,234.50", "NT$1,235"),
    ],
)
def test_money_is_written_as_the_language_writes_it(locale, rupiah, minus, kroner, dollars) -> None:
    """Whole rupiah have no decimals; a currency in letters keeps its distance by a fixed space."""
    own = language(locale)
    printed = [
        own.money(Decimal(2286900), "IDR", 0),
        own.money(Decimal(-65000), "IDR", 0),
        own.money(Decimal("1234.5"), "DKK", 2),
        own.money(Decimal(1235), "TWD", 0),
    ]
    assert [one.replace("\u00a0", " ") for one in printed] == [rupiah, minus, kroner, dollars]
    assert not any(" " in one for one in printed)


@pytest.mark.parametrize(
    ("locale", "day", "rate", "number"),
    [
        ("en", "Nov 3, 2026", "8.33%", "1,234.50"),
        ("id", "3 Nov 2026", "8,33%", "1.234,50"),
        ("da", "3. nov. 2026", "8,33\u00a0%", "1.234,50"),
        ("zh_Hant", "2026年11月3日", "8.33%", "1,234.50"),
        ("zh_Hans", "2026年11月3日", "8.33%", "1,234.50"),
    ],
)
def test_dates_rates_and_numbers_are_written_in_full(locale, day, rate, number) -> None:
    """A date has its year, a rate the decimals it was recorded with, a number its own."""
    own = language(locale)
    assert own.date(date(2026, 11, 3)) == day
    assert own.percent(Decimal("0.0833")) == rate
    assert own.number(Decimal("1234.50")) == number


@pytest.mark.parametrize(("rate", "printed"), [("0.10", "10%"), ("0.005", "0.5%"), ("0", "0%")])
def test_a_rate_shows_no_decimals_it_does_not_have(rate, printed) -> None:
    """Ten percent are 10%, however the rate was written down."""
    assert language("en").percent(Decimal(rate)) == printed


def test_nothing_is_rounded_on_the_way_to_paper() -> None:
    """An amount with half a rupiah is refused on a bill in whole rupiah, never made whole."""
    own = language("en")
    with pytest.raises(InvalidInput) as refused:
        own.money(Decimal("70833.5"), "IDR", 0)
    assert refused.value.code == "money.too_many_decimals"
    with pytest.raises(InvalidInput) as refused:
        own.number(Decimal("70833.5"), 0)
    assert refused.value.code == "number.too_precise"
    assert own.number(Decimal("70833.50"), 1) == "70,833.5"


def test_zero_has_no_sign() -> None:
    """A balance of nothing is neither owed nor owing."""
    own = language("en")
    nothing = Decimal("-0.00")
    assert own.number(nothing) == "0.00"
    assert own.money(nothing, "DKK", 2) == "DKK\u00a00.00"
    assert own.percent(nothing) == "0%"


def test_a_language_has_two_spellings() -> None:
    """Web pages write zh-Hant where files write zh_Hant."""
    assert language("zh-Hant") is language("zh_Hant")
    assert {language(locale).name for locale in LOCALES} == set(LOCALES)


@pytest.mark.parametrize(
    "locale",
    ["", "zh", "zh_TW", "zh_hant", "ZH-Hans", "en_US", "fr", "../en", "en.toml", None, 5, ["en"]],
)
def test_any_other_language_is_refused(story, locale) -> None:
    """No language is guessed at: the refusal names the five there are."""
    with pytest.raises(InvalidInput) as refused:
        text.statement(story.bill, locale, property_name="Hotel Axentra")
    (fault,) = refused.value.faults
    assert fault.code == "value.unknown"
    assert all(known in fault.sentence for known in LOCALES)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_hosts_arithmetic_changes_no_document(story, corrected, locale) -> None:
    """A program that computes with three digits and traps all rounding prints the same bill."""
    calm = [
        text.statement(corrected, locale, property_name="Strandhotellet"),
        text.day_report(story.days[0], locale),
        language(locale).money(Decimal("123456789012.34"), "EUR", 2),
        language(locale).percent(Decimal("0.12345678")),
    ]
    with decimal.localcontext(HOSTILE):
        hostile = [
            text.statement(corrected, locale, property_name="Strandhotellet"),
            text.day_report(story.days[0], locale),
            language(locale).money(Decimal("123456789012.34"), "EUR", 2),
            language(locale).percent(Decimal("0.12345678")),
        ]
        assert decimal.getcontext().flags[decimal.Inexact] is False
    assert hostile == calm


PRINTED = """
import sys
from datetime import date
from decimal import Decimal
from axentra_core.views import LOCALES, language
for locale in LOCALES:
    own = language(locale)
    told = own.date(date(2026, 11, 23)), own.number(1234567), own.money(Decimal(65), "IDR", 0)
    sys.stdout.buffer.write(repr((own.words, told)).encode())
"""


LONG = pytest.mark.long
SETTINGS = ("LANG", "LANGUAGE", "LC_ALL", "LC_NUMERIC", "LC_MONETARY", "LC_TIME", "LC_CTYPE")


def printed_by(surroundings: dict[str, str]) -> bytes:
    """Return what a process of its own prints."""
    calm = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    done = subprocess.run(
        [sys.executable, "-c", PRINTED], env=calm | surroundings, capture_output=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def calm() -> bytes:
    """Return what a process without a locale prints."""
    return printed_by({})


@pytest.mark.parametrize(
    "surroundings",
    ["xx_YY", "ar_EG.UTF-8", *(pytest.param(name, marks=LONG) for name in ("en-GB", "C"))],
)
def test_the_locale_of_the_process_has_no_say(calm, surroundings) -> None:
    """A server set to another language, or to one that does not exist, prints the same bytes."""
    assert len(calm) > 10_000
    assert printed_by(dict.fromkeys(SETTINGS, surroundings)) == calm
