"""A card can be handed to a vault, and to nobody else."""

import copy
import json
import pickle
import traceback

import pytest

from axentra_core.channels.reservations import (
    CardSecret,
    Confirmation,
    Delivered,
    Delivery,
    Outcome,
)
from axentra_core.codec.codec import Codec
from axentra_core.kernel.errors import InvalidInput

NUMBER, CODE, HOLDER = "4111111111111111", "987", "Ayu Lestari"


def card():
    """Return a card."""
    return CardSecret(NUMBER, expires=(2031, 12), code=CODE, holder=HOLDER, brand="VI")


def is_silent(told):
    """Return whether a text tells nothing of the card."""
    return not any(part in told for part in (NUMBER, NUMBER[:6], NUMBER[-4:], CODE, HOLDER, "2031"))


@pytest.mark.parametrize(
    "write",
    [repr, str, ascii, format, "{}".format, "{!r:>40}".format, lambda one: "%s" % one],  # noqa: UP031
    ids=["repr", "str", "ascii", "format", "braces", "padded", "percent"],
)
def test_no_text_tells_a_card(write) -> None:
    """Whatever is logged, nobody reads a number."""
    assert is_silent(write(card()))


def test_nothing_that_holds_a_card_tells_it() -> None:
    """A delivery may be logged whole."""
    delivered = Delivered("m-1", card=card())
    delivery = Delivery("d-1", "H1", (delivered,))
    for value in (delivered, delivery, Confirmation(delivered, Outcome.TAKEN), [card()]):
        assert is_silent(repr(value))
        assert is_silent(str(value))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_no_card_is_pickled(protocol) -> None:
    """No queue, no cache and no other process is given a card."""
    with pytest.raises(InvalidInput, match="CardVault") as caught:
        pickle.dumps(card(), protocol)
    assert caught.value.code == "card.secret"
    assert is_silent(str(caught.value))
    with pytest.raises(InvalidInput, match="CardVault"):
        card().__getstate__()


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy], ids=["copy", "deepcopy"])
def test_no_card_is_copied(copied) -> None:
    """There is one, and it is gone when it has been handed on."""
    with pytest.raises(InvalidInput, match="CardVault"):
        copied(card())
    with pytest.raises(InvalidInput, match="CardVault"):
        copied(Delivered("m-1", card=card())) if copied is copy.deepcopy else copied(card())


def test_no_codec_writes_a_card() -> None:
    """Whoever tries to store a delivery learns it from an error that tells nothing."""
    codec = Codec(())
    for value in (
        card(),
        Delivered("m-1", card=card()),
        Delivery("d", "H", (Delivered("m", card=card()),)),
    ):
        with pytest.raises(Exception) as caught:  # noqa: PT011 - any error will do
            codec.write(value)
        assert is_silent("".join(traceback.format_exception(caught.value)))
    with pytest.raises(TypeError):
        json.dumps(card())


def test_no_codec_reads_a_card() -> None:
    """Nothing stored becomes a card again."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any error will do
        Codec(()).build(CardSecret, {"number": NUMBER})
    assert is_silent(str(caught.value))


def test_no_error_tells_a_card() -> None:
    """A failure in whoever holds a card shows no attribute of it, not even with its locals."""
    secret = card()

    def vault(card):
        raise RuntimeError("no vault here", card)

    with pytest.raises(RuntimeError) as caught:
        vault(secret)
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert is_silent("".join(told.format()))
    assert is_silent(repr(caught.value))


def test_a_card_has_no_other_attributes() -> None:
    """Nothing can be hung on it, and nothing of it stands in a dictionary."""
    secret = card()
    assert not hasattr(secret, "__dict__")
    with pytest.raises(AttributeError):
        secret.note = "x"
    with pytest.raises(TypeError):
        vars(secret)
    assert (secret.number, secret.code, secret.expires) == (NUMBER, CODE, (2031, 12))
    assert (secret.holder, secret.brand) == (HOLDER, "VI")
