"""Channel reference codes: a table of each platform, and what is in none is kept as told."""

from collections import Counter

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.channels.code_tables import SITEMINDER_CODES, channex_codes, code_table
from axentra_core.channels.codes import (
    Certainty,
    ChannelCode,
    CodeTable,
    ExternalNumber,
    ExternalNumbers,
)
from axentra_core.kernel.errors import InvalidInput

SURE, PROBABLE, UNKNOWN = Certainty.SURE, Certainty.PROBABLE, Certainty.UNKNOWN
CHANNEX = channex_codes()


def refused(make, *args, **more):
    """Return path and code of everything that is wrong."""
    with pytest.raises(InvalidInput) as caught:
        make(*args, **more)
    return [(fault.path, fault.code) for fault in caught.value.faults]


# --- what platforms have ---


def test_siteminder_has_what_it_says_itself() -> None:
    """What SiteMinder writes is sure, and what others say of it is marked."""
    told = {}
    for row in SITEMINDER_CODES.codes:
        told.setdefault(row.certainty, []).append(row.code)
    assert told == {
        SURE: ["BBN", "BDC", "CHP", "DID", "EXP", "EXPA", "TRK", "WTF"],
        PROBABLE: ["ABB", "AGO", "CTP", "CTP"],
    }


def test_channex_has_all_its_rows() -> None:
    """517 pairs, as they were listed: 504 codes, of which ten have several names."""
    names = Counter(row.code for row in CHANNEX.codes)
    assert len(CHANNEX.codes) == 517
    assert len(names) == 504
    assert len([code for code, many in names.items() if many > 1]) == 10
    assert names["HWL"] == 5
    assert (CHANNEX.codes[0].name, CHANNEX.codes[-1].name) == ("AA Travel", "Zumata")
    assert {row.certainty for row in CHANNEX.codes} == {SURE}


@pytest.mark.parametrize(
    ("name", "here", "there"),
    [("Expedia", "EXP", "EXP"), ("Booking.com", "BDC", "BDC"), ("Traveloka", "TRK", "TRK")],
)
def test_some_codes_are_the_same_everywhere(name, here, there) -> None:
    """The largest channels have one code at both platforms."""
    assert [row.code for row in SITEMINDER_CODES.named(name)] == [here]
    assert [row.code for row in CHANNEX.named(name)] == [there]


def test_one_list_is_not_the_other() -> None:
    """Dida and Wotif have other codes at Channex than at SiteMinder, so a table names its own."""
    assert "DID" in SITEMINDER_CODES
    assert "DID" not in CHANNEX
    assert [row.code for row in CHANNEX.named("Dida Travel Technology")] == ["DDA"]
    assert ("WTF" in CHANNEX, "WOT" in CHANNEX) == (False, True)
    assert SITEMINDER_CODES.channel("BBN").name == "Direct Booking"
    assert CHANNEX.channel("BBN").name == "BookingButton"


def test_a_platform_that_nobody_knows_has_an_empty_table() -> None:
    """A host begins with nothing and adds what it knows."""
    assert code_table("siteminder") is SITEMINDER_CODES
    assert code_table("channex") is CHANNEX
    assert code_table("other") == CodeTable("other")


# --- looking up ---


def test_a_code_is_exactly_its_letters() -> None:
    """`exp` is not `EXP`, and spaces make another code."""
    assert "EXP" in SITEMINDER_CODES
    assert "exp" not in SITEMINDER_CODES
    assert " EXP" not in SITEMINDER_CODES
    assert None not in SITEMINDER_CODES


@pytest.mark.parametrize("code", ["XQZ", "exp", "7", "EXPB", "Novo_7"])
def test_an_unknown_code_is_kept_as_told(code) -> None:
    """No reservation is lost over a channel that is new."""
    assert SITEMINDER_CODES.channel(code) == ChannelCode(code, code, UNKNOWN)


@pytest.mark.parametrize(
    ("told", "code"),
    [("", "field.required"), ("A B", "code.bad_format"), ("\u202eABC", "code.not_ascii")],
)
def test_what_cannot_be_a_code_is_refused(told, code) -> None:
    """Spaces, controls and other scripts are no code of anybody."""
    assert (refused(SITEMINDER_CODES.channel, told))[0] == ("code", code)


def test_the_first_name_of_a_code_is_its_name() -> None:
    """A code with several names is one channel."""
    assert CHANNEX.channel("BDC").name == "Booking.com"
    assert CHANNEX.channel("CTP").name == "Ctrip"
    assert SITEMINDER_CODES.channel("CTP").name == "Trip.com"


def test_a_name_is_found_whatever_its_capitals() -> None:
    """Exports write names as they like; one name may have two codes, and nothing is guessed."""
    assert [row.code for row in CHANNEX.named(" hostelWORLD  group ")] == ["HWL"]
    assert [row.code for row in CHANNEX.named("Goibibo")] == ["GBB", "GMT"]
    assert [row.code for row in CHANNEX.named("i-escape")] == ["IES"]
    assert CHANNEX.named("Goibibo & MakeMyTrip") == CHANNEX.named("") == ()


@for_all(st.sampled_from(CHANNEX.codes))
def test_every_row_is_found_both_ways(row) -> None:
    """Whatever stands in a table is found by its code and by its name."""
    assert row.code in CHANNEX
    assert row.code in [found.code for found in CHANNEX.named(row.name)]


# --- what may stand in a table ---


@pytest.mark.parametrize("code", ["EXPA", "ex", "exp", "É12", "EX-", "A B"])
def test_a_primary_code_has_three_letters(code) -> None:
    """Three capitals or digits, exactly."""
    assert refused(ChannelCode, code, "A channel")[0][0] == "code"


def test_a_secondary_code_is_free() -> None:
    """`EXPA` is told beside `EXP`; it may be of any length."""
    assert ChannelCode("EXPA", "Expedia Affiliate", part_of="EXP").part_of == "EXP"
    assert SITEMINDER_CODES.channel("EXPA").part_of == "EXP"


def test_a_host_adds_rows() -> None:
    """What is added is found, a row of the same code and name is replaced, the rest stays."""
    more = SITEMINDER_CODES.extended(
        ChannelCode("AGO", "Agoda"), ChannelCode("TKT", "Tiket.com", Certainty.POSSIBLE)
    )
    assert more.channel("AGO").certainty is SURE
    assert more.named("tiket.com")[0].certainty is Certainty.POSSIBLE
    assert len(more.codes) == len(SITEMINDER_CODES.codes) + 1
    assert SITEMINDER_CODES.channel("AGO").certainty is PROBABLE
    assert "TKT" not in SITEMINDER_CODES


def test_a_row_stands_once() -> None:
    """All that stand twice are told at once."""
    row = ChannelCode("AGO", "Agoda")
    other = attrs.evolve(row, name="AGODA")
    assert CodeTable("x", (row, other)).channel("AGO") == row
    assert refused(CodeTable, "x", (row, other, row, other)) == [
        ("codes[2]", "value.duplicate"),
        ("codes[3]", "value.duplicate"),
    ]
    assert refused(SITEMINDER_CODES.extended, row, row) == [("codes[12]", "value.duplicate")]


# --- which number of the hotel's system belongs to a channel ---


def test_a_channel_has_its_external_number() -> None:
    """The hotel's system keeps the references of each channel under a number of its own."""
    numbers = ExternalNumbers((ExternalNumber("EXP", "3"), ExternalNumber("BDC", "OTA_2")))
    assert (numbers.number_of("EXP"), numbers.number_of("AGO")) == ("3", None)
    assert (numbers.channel_of("OTA_2"), numbers.channel_of("9")) == ("BDC", None)


def test_two_channels_do_not_share_a_number() -> None:
    """A reference that could be of two channels finds neither."""
    rows = (ExternalNumber("EXP", "3"), ExternalNumber("EXP", "4"), ExternalNumber("BDC", "3"))
    assert refused(ExternalNumbers, rows) == [
        ("rows[1].channel", "value.duplicate"),
        ("rows[2].number_id", "value.duplicate"),
    ]
