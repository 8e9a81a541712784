"""A reservation is known by its channel and the channel's reference, however it was told."""

import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.codes import ChannelCode
from axentra_core.channels.references import LONGEST_REFERENCE, ChannelReference, read_reference
from axentra_core.kernel.errors import InvalidInput

CODES = [row.code for row in SITEMINDER_CODES.codes if row.part_of is None]
PLAIN = st.text(st.sampled_from("09AZ_-./"), min_size=1, max_size=20)
TOLD = st.sampled_from(CODES) | st.just("EXPA") | st.just("999") | st.just("exp")


def read(text, channel=None, table=SITEMINDER_CODES):
    """Return channel and reference of a text."""
    found = read_reference(text, table, channel=channel)
    return found.channel, found.reference


@pytest.mark.parametrize(
    ("text", "channel", "found"),
    [
        ("EXP-001", None, ("EXP", "001")),
        ("001", "EXP", ("EXP", "001")),
        ("EXP-001", "EXP", ("EXP", "001")),
        ("  EXP-001\t", None, ("EXP", "001")),
        ("EXP- 001", None, ("EXP", "001")),
        ("BBN-BB21110112345", None, ("BBN", "BB21110112345")),
        ("EXPA-001", None, ("EXP", "001")),
        ("EXPA-001", "EXP", ("EXP", "001")),
        ("001", "EXPA", ("EXP", "001")),
        ("EXP-EXP-001", None, ("EXP", "001")),
        ("999-9999999", None, (None, "999-9999999")),
        ("999-9999999", "HBD", ("HBD", "999-9999999")),
        ("A999999-AA-9999_9", None, (None, "A999999-AA-9999_9")),
        ("A999999-AA-9999_9", "RBH", ("RBH", "A999999-AA-9999_9")),
        ("exp-001", None, (None, "exp-001")),
        ("EXP001", None, (None, "EXP001")),
        ("EXP_001", None, (None, "EXP_001")),
        ("EXP-", None, (None, "EXP-")),
        ("-001", None, (None, "-001")),
        ("XQZ-001", None, (None, "XQZ-001")),
        ("XQZ-001", "XQZ", ("XQZ", "001")),
        ("BDC-001", "EXP", ("EXP", "BDC-001")),
        ("169509324412345", "BDC", ("BDC", "169509324412345")),
    ],
)
def test_a_code_counts_only_where_somebody_says_so(text, channel, found) -> None:
    """What stands before a hyphen is a code if the table or the sender says so, and nothing else.

    References of Hotelbeds and Robinhood have hyphens of their own and stay whole.
    """
    assert read(text, channel) == found


def test_a_new_row_makes_a_code() -> None:
    """A host that learns a code reads the references that carry it."""
    table = SITEMINDER_CODES.extended(ChannelCode("XQZ", "A new channel"))
    assert read("XQZ-001", table=table) == ("XQZ", "001")


@for_all(st.sampled_from(CODES), PLAIN)
def test_with_or_without_its_code_a_reference_is_one(code, reference) -> None:
    """The message says EXP-001, the export 001 in a row of Expedia: it is one reservation."""
    assume(reference.strip("-"))
    told = read_reference(reference, SITEMINDER_CODES, channel=code)
    assert read_reference(f"{code}-{reference}", SITEMINDER_CODES) == told
    assert read_reference(f"{code}-{reference}", SITEMINDER_CODES, channel=code) == told


@for_all(
    st.builds("{}-{}".format, TOLD, PLAIN) | PLAIN, st.none() | st.sampled_from([*CODES, "XQZ"])
)
def test_what_is_written_is_read_again(text, channel) -> None:
    """A reference that goes out and comes back is the one that went out."""
    found = read_reference(text, SITEMINDER_CODES, channel=channel)
    assert read_reference(found.text, SITEMINDER_CODES, channel=channel) == found
    assert text.endswith(found.reference)


@for_all(st.text(max_size=80), st.none() | st.text(max_size=9))
def test_whatever_comes_is_read_or_refused(text, channel) -> None:
    """Nothing else can happen, and what is read is one line that can be stored."""
    found = code = None
    try:
        found = read_reference(text, SITEMINDER_CODES, channel=channel)
    except InvalidInput as error:
        code = error.code
    if found is None:
        assert code.partition(".")[0] in {"field", "text", "code"}
    else:
        assert found.reference.strip() == found.reference != ""
        assert ChannelReference(found.channel, found.reference) == found


@pytest.mark.parametrize(
    ("text", "channel", "fault"),
    [
        ("", None, ("", "field.required")),
        ("  ", None, ("", "field.required")),
        (None, None, ("", "field.required")),
        (1695093244, None, ("", "field.wrong_type")),
        ("1" * (LONGEST_REFERENCE + 1), None, ("", "text.too_long")),
        ("1\n2", None, ("", "text.control_character")),
        ("1\x002", None, ("", "text.control_character")),
        ("1\u200b2", None, ("", "text.control_character")),
        ("\ufeffEXP-1", None, ("", "text.control_character")),
        ("1\u202e2", None, ("", "text.bidi_control")),
        ("1\ud8002", None, ("", "text.not_unicode")),
        ("1", "A B", ("channel", "code.bad_format")),
        ("1", "", ("channel", "field.required")),
    ],
)
def test_hostile_text_is_refused_with_a_code(text, channel, fault) -> None:
    """Two references that look alike are one, so nothing that nobody sees gets in."""
    with pytest.raises(InvalidInput) as caught:
        read_reference(text, SITEMINDER_CODES, channel=channel)
    assert [(one.path, one.code) for one in caught.value.faults] == [fault]


def test_a_reference_may_look_like_a_card() -> None:
    """Channels number as they like, and a booking is not lost over a number."""
    assert read("4111111111111111", "BDC") == ("BDC", "4111111111111111")
