"""What a guest's profile holds, and under whose key."""

import pytest

from axentra_core.guests import (
    AGGREGATES,
    CorrectGuest,
    GuestCorrected,
    GuestRegistered,
    RegisterGuest,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given

(GUEST,) = AGGREGATES
NAME = Sealed("G1", "Siti Rahma", ("5f0c", "a91e"))
MAIL = Sealed("G1", "siti@example.com", ("77b2",))
PHONE = Sealed("G1", "+62 812 555 01", ("03dd",))
REGISTERED = GuestRegistered("G1", NAME, MAIL, PHONE)


def test_a_profile_may_be_no_more_than_a_name() -> None:
    """Mail and phone can be left out."""
    state = (
        given(GUEST).when(RegisterGuest("G1", NAME)).then(GuestRegistered("G1", NAME, None, None))
    )
    assert (state.name, state.mail, state.phone) == (NAME, None, None)


def test_a_profile_keeps_name_mail_and_phone() -> None:
    """What the guest gave is kept as it was sealed."""
    state = given(GUEST).when(RegisterGuest("G1", NAME, MAIL, PHONE)).then(REGISTERED)
    assert (state.name, state.mail, state.phone) == (NAME, MAIL, PHONE)


def test_a_guest_is_registered_once() -> None:
    """A second profile under the same id is refused."""
    given(GUEST, REGISTERED).when(RegisterGuest("G1", NAME)).refused(
        "record.already_exists", kind="guest", id="G1"
    )


def test_a_correction_replaces_the_profile() -> None:
    """What the correction leaves empty is no longer known."""
    maiden = Sealed("G1", "Siti Aminah")
    state = (
        given(GUEST, REGISTERED)
        .when(CorrectGuest("G1", maiden, MAIL, None))
        .then(GuestCorrected("G1", maiden, MAIL, None))
    )
    assert (state.name, state.mail, state.phone) == (maiden, MAIL, None)


def test_a_correction_that_changes_nothing_leaves_no_trace() -> None:
    """Saying the same again is no event."""
    given(GUEST, REGISTERED).when(CorrectGuest("G1", NAME, MAIL, PHONE)).then()


def test_a_correction_needs_a_profile() -> None:
    """A guest who is not registered cannot be corrected."""
    given(GUEST).when(CorrectGuest("G1", NAME, MAIL, PHONE)).refused(
        "record.not_found", kind="guest", id="G1"
    )


FOREIGN = Sealed("G2", "Budi")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", (FOREIGN, FOREIGN, FOREIGN)),
        ("mail", (NAME, FOREIGN, FOREIGN)),
        ("phone", (NAME, None, FOREIGN)),
    ],
)
def test_a_profile_is_sealed_under_its_own_guest(
    field: str, values: tuple[Sealed, Sealed | None, Sealed]
) -> None:
    """What another guest's key opens would outlive this one; the first such value is named."""
    facts = {"guest": "G1", "field": field, "subject": "G2"}
    given(GUEST).when(RegisterGuest("G1", *values)).refused("guest.wrong_subject", **facts)
    given(GUEST, REGISTERED).when(CorrectGuest("G1", *values)).refused(
        "guest.wrong_subject", **facts
    )


def test_personal_data_comes_in_sealed() -> None:
    """A name in clear text is malformed."""
    with pytest.raises(InvalidInput) as caught:
        RegisterGuest("G1", "Siti Rahma")
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("name", "field.wrong_type")


def test_a_guest_is_found_by_tokens_that_nobody_can_read() -> None:
    """Name and mail are listed under each of their keyed tokens, the phone is not."""
    assert list(GUEST.index(GUEST.replay([REGISTERED]))) == [
        ("guest.name", "5f0c"),
        ("guest.name", "a91e"),
        ("guest.mail", "77b2"),
    ]


def test_a_guest_without_mail_is_found_by_name() -> None:
    """What is not known is not listed."""
    profile = GUEST.replay([GuestRegistered("G1", NAME, None, PHONE)])
    assert {name for name, _ in GUEST.index(profile)} == {"guest.name"}


def test_a_profile_shows_no_personal_data_in_a_log() -> None:
    """The repr of a profile, an event or a command holds neither the text nor its tokens."""
    command = RegisterGuest("G1", NAME, MAIL, PHONE)
    printed = repr((command, REGISTERED, GUEST.replay([REGISTERED])))
    assert not any(secret in printed for secret in ("Siti", "example", "812", *NAME.tokens))
