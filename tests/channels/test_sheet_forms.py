"""Dates, times and amounts are read in the form that somebody has said, and never guessed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.channels.old_reservations import ENGLISH_MONTHS, SIGNS, DateForm, DecimalSign
from axentra_core.channels.old_reservations.forms import (
    amount_reader,
    date_reader,
    instant_reader,
    read_count,
    read_counts,
    read_reference_number,
    word_reader,
)
from axentra_core.kernel.errors import InvalidInput

ISO, DAY, MONTH, NAMED = DateForm
FRENCH = "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre"
POINT, COMMA = DecimalSign


def read_or_code(read, cell):
    """Return what a cell means, or the code by which it is refused."""
    try:
        return read(cell)
    except InvalidInput as error:
        return error.code


# --- dates ---


@pytest.mark.parametrize(
    ("form", "cell", "told"),
    [
        (ISO, "2026-08-29", date(2026, 8, 29)),
        (ISO, "29/08/2026", "date.bad_format"),
        (ISO, "2026-02-30", "date.invalid"),
        (ISO, "1026-02-03", "date.out_of_range"),
        (ISO, "２026-02-03", "date.bad_format"),
        (DAY, "03/04/2026", date(2026, 4, 3)),
        (DAY, "3.4.2026", date(2026, 4, 3)),
        (DAY, "3-4-2026", date(2026, 4, 3)),
        (DAY, "3/4.2026", "date.bad_format"),
        (DAY, "04/13/2026", "date.invalid"),
        (DAY, "2026-04-03", "date.bad_format"),
        (MONTH, "03/04/2026", date(2026, 3, 4)),
        (MONTH, "13/04/2026", "date.invalid"),
        (NAMED, "29 August 2026", date(2026, 8, 29)),
        (NAMED, "9 aug 2026", date(2026, 8, 9)),
        (NAMED, "31 June 2026", "date.invalid"),
        (NAMED, "29 août 2026", "date.bad_format"),
        (NAMED, "08/29/2026", "date.bad_format"),
    ],
    ids=str,
)
def test_a_date_is_read_in_its_form_and_no_other(form, cell, told) -> None:
    """Whoever says day first has no month first in the same column."""
    assert read_or_code(date_reader(form, ENGLISH_MONTHS), cell) == told


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2026-08-29", date(2026, 8, 29)),
        ("29 August 2026", date(2026, 8, 29)),
        ("29/08/2026", date(2026, 8, 29)),
        ("08/29/2026", date(2026, 8, 29)),
        ("05/05/2026", date(2026, 5, 5)),
        ("03/04/2026", "date.ambiguous"),
        ("13/13/2026", "date.invalid"),
        ("3/4/26", "date.bad_format"),
    ],
    ids=str,
)
def test_what_two_forms_read_as_two_days_is_refused(cell, told) -> None:
    """The third of April and the fourth of March are a month apart, and nobody has said which."""
    assert read_or_code(date_reader(None, ENGLISH_MONTHS), cell) == told


def test_an_ambiguous_date_names_both_days() -> None:
    """Whoever mends the map reads what is at stake."""
    with pytest.raises(InvalidInput) as caught:
        date_reader(None, ENGLISH_MONTHS)("03/04/2026")
    assert "2026-04-03 or 2026-03-04" in caught.value.sentence


@for_all(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["/", ".", "-"]))
def test_no_date_is_read_as_another(day, sign) -> None:
    """With the form said each date comes back; without it, that date or a fault."""
    first = f"{day.day:02}{sign}{day.month:02}{sign}{day.year:04}"
    month = f"{day.month}{sign}{day.day}{sign}{day.year:04}"
    assert date_reader(DAY, ())(first) == date_reader(MONTH, ())(month) == day
    assert read_or_code(date_reader(None, ()), first) in {day, "date.ambiguous"}
    named = f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year:04}"
    assert date_reader(NAMED, ENGLISH_MONTHS)(named) == day


def test_months_have_the_names_of_the_map() -> None:
    """An export in French is read by whoever gives it the French months."""
    assert date_reader(NAMED, tuple(FRENCH.split(",")))("29 Août 2026") == date(2026, 8, 29)


# --- instants ---


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2023-01-05 00:44:09", datetime(2023, 1, 4, 17, 44, 9, tzinfo=UTC)),
        ("2023-01-05T00:44", datetime(2023, 1, 4, 17, 44, tzinfo=UTC)),
        ("2023-01-05 00:44:09.25", datetime(2023, 1, 4, 17, 44, 9, 250_000, tzinfo=UTC)),
        ("2023-01-05T00:44:09Z", datetime(2023, 1, 5, 0, 44, 9, tzinfo=UTC)),
        ("2023-01-05T00:44:09-02:00", datetime(2023, 1, 5, 2, 44, 9, tzinfo=UTC)),
        ("2023-01-05, 12:05 AM", datetime(2023, 1, 4, 17, 5, tzinfo=UTC)),
        ("2023-01-05 1:05 pm", datetime(2023, 1, 5, 6, 5, tzinfo=UTC)),
        ("2023-01-05", datetime(2023, 1, 4, 17, tzinfo=UTC)),
        ("2023-01-05 24:00", "instant.bad_format"),
        ("2023-01-05 12:60", "instant.bad_format"),
        ("2023-02-30 12:00", "date.invalid"),
        ("yesterday", "date.bad_format"),
        ("12:00", "date.bad_format"),
    ],
    ids=str,
)
def test_a_time_is_an_instant_by_the_clocks_of_its_zone(cell, told) -> None:
    """An export has no zone beside its times; where it has one, that counts."""
    read = instant_reader(date_reader(ISO, ()), "Asia/Bangkok")
    assert read_or_code(read, cell) == told


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2026-03-29 02:30:07", datetime(2026, 3, 29, 1, 30, 7, tzinfo=UTC)),
        ("2026-10-25 02:30:07", datetime(2026, 10, 25, 0, 30, 7, tzinfo=UTC)),
    ],
    ids=["skipped", "twice"],
)
def test_a_time_that_clocks_skip_or_show_twice_is_what_it_is_everywhere_here(cell, told) -> None:
    """A skipped time is moved forward by the gap; of two the first is meant."""
    assert instant_reader(date_reader(ISO, ()), "Europe/Copenhagen")(cell) == told


# --- amounts ---


@pytest.mark.parametrize(
    ("sign", "cell", "told"),
    [
        (POINT, "THB 940.03", ("940.03", "THB")),
        (POINT, "126.6314 EUR", ("126.6314", "EUR")),
        (POINT, "€100", ("100", "EUR")),
        (POINT, "Rp1,250,000", ("1250000", "IDR")),
        (POINT, "Rp. 1,250,000.50", ("1250000.50", "IDR")),
        (POINT, "940.03", ("940.03", None)),
        (POINT, "0.00", ("0", None)),
        (POINT, "007.50", ("7.50", None)),
        (POINT, "-€12.50", ("-12.50", "EUR")),
        (POINT, "€-12.50", ("-12.50", "EUR")),
        (POINT, "1’250.00 CHF", ("1250.00", "CHF")),
        (POINT, "XTS 1", ("1", "XTS")),
        (POINT, "12,50", "number.bad_format"),
        (POINT, "1,250,00", "number.bad_format"),
        (POINT, "1,250 000", "number.bad_format"),
        (POINT, "1.250.000", "number.bad_format"),
        (POINT, "", "number.bad_format"),
        (POINT, "EUR", "number.bad_format"),
        (POINT, "1E+5", "number.bad_format"),
        (POINT, "٣", "number.bad_format"),
        (POINT, "1" * 41, "number.text_too_long"),
        (POINT, "EUR 5 USD", "value.contradicts"),
        (POINT, "EUR 5 EUR", ("5", "EUR")),
        (POINT, "$412.50", "money.currency_unknown"),
        (POINT, "☃ 5", "money.currency_unknown"),
        (COMMA, "1.250,50 €", ("1250.50", "EUR")),
        (COMMA, "1 250,50", ("1250.50", None)),
        (COMMA, "12,50", ("12.50", None)),
        (COMMA, "12.50", "number.bad_format"),
    ],
    ids=str,
)
def test_an_amount_is_read_by_its_signs(sign, cell, told) -> None:
    """What stands before decimals is said by the map; thousands come in threes or are none."""
    found = read_or_code(amount_reader(sign, SIGNS, None), cell)
    if isinstance(told, str):
        assert found.endswith(told)
    else:
        assert found == (Decimal(told[0]), told[1])


def test_a_sign_of_several_currencies_is_that_of_the_file() -> None:
    """A dollar is whichever the file is in; of a file in euros nobody knows which."""
    assert amount_reader(POINT, SIGNS, "AUD")("$412.50") == (Decimal("412.50"), "AUD")
    assert amount_reader(POINT, SIGNS, "JPY")("¥41,000") == (Decimal(41_000), "JPY")
    assert read_or_code(amount_reader(POINT, SIGNS, "EUR"), "$1") == "money.currency_unknown"


@for_all(st.integers(0, 10**12), st.integers(0, 4), st.sampled_from(DecimalSign))
def test_every_amount_comes_back(units, decimals, sign) -> None:
    """With thousands parted or not, with any decimals."""
    amount = Decimal(units).scaleb(-decimals)
    parted = f"{amount:,f}"
    if sign is COMMA:
        parted = parted.translate(str.maketrans(",.", ".,"))
    read = amount_reader(sign, SIGNS, None)
    assert read(f"THB {parted}") == read(f"{parted} THB") == (amount, "THB")


# --- counts, numbers and words ---


@pytest.mark.parametrize(
    ("read", "cell", "told"),
    [
        (read_count, "2", 2),
        (read_count, "2.0", 2),
        (read_count, "2.5", "number.bad_format"),
        (read_count, "-2", "number.bad_format"),
        (read_count, "two", "number.bad_format"),
        (read_counts, "2 - 1 - 0", (2, 1, 0)),
        (read_counts, "2-1", (2, 1)),
        (read_counts, "5, 7", (5, 7)),
        (read_counts, "2 - - 1", "number.bad_format"),
        (read_reference_number, "5200756724.0", "5200756724"),
        (read_reference_number, "5200756724", "5200756724"),
        (read_reference_number, "HM.0", "HM.0"),
        (read_reference_number, "5.200756724E+09", "number.bad_format"),
        (read_reference_number, "5.2E9", "number.bad_format"),
        (word_reader({"Canceled by guest": 1}), " canceled  BY Guest ", 1),
        (word_reader({"Canceled by guest": 1}), "canceled", None),
    ],
)
def test_a_spreadsheet_may_have_touched_it(read, cell, told) -> None:
    """Whole numbers become amounts, and long ones lose their last digits: those are refused."""
    assert read_or_code(read, cell) == told
