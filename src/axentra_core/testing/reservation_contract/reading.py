"""What is owed by whoever reads reservations."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from typing import Final

import pytest

from axentra_core.channels.reservations import CardSecret, Delivered, Delivery, Flag, Version
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing.hostile_bytes import HOSTILE
from axentra_core.testing.reservation_contract.setting import Setting
from axentra_core.testing.reservation_values import (
    MADE,
    RICH,
    SAMPLES,
    card_numbers,
    message,
    room,
    snapshot,
)

CARD: Final = next(card_numbers(7))
# A card number as people write it, and what else may stand among the wishes of a guest.
WAYS: Final = ("{}", "my card {} ok", "{} exp 12/29", "call 0123 or {}!")
ODD_TEXT: Final = {
    "bidi": "\u202etxen\u202c \u2066room\u2069",
    "format": "quiet\u200b r\u00adoom\ufeff",
    "separators": "quiet\u2028room\u0085please",
    "decomposed": "cafe\u0301 \u5ba2\u623f \u2603",
}
MANY: Final = 100
ZONES: Final = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Jakarta", "UTC")


class Reading(Setting):
    """The promises of what reads."""

    # --- what is brought ---

    @pytest.mark.parametrize("name", [*SAMPLES, *RICH])
    def test_what_is_told_is_read(self, name: str) -> None:
        """Each room, night, price and person arrives as the platform has told it."""
        told = {**SAMPLES, **RICH}[name]
        for item in self.both_ways(Delivered("M-1", told)):
            assert item.fault is None
            self.is_told(item, told)
            assert item.id
            assert item.message is not None
            assert {*told.ids} <= {*item.message.ids}

    def test_a_delivery_is_read_in_order(self) -> None:
        """No message is left out, none is doubled, and none changes its place."""
        told = [*SAMPLES.values()]
        items = [Delivered(f"M-{place}", one) for place, one in enumerate(told)]
        delivery = self.pulled(*items)
        for item, one in zip(delivery.items, told, strict=True):
            self.is_told(item, one)
        assert [one.id for one in delivery.items] == [one.id for one in items]
        assert delivery.hotel in {"", self.hotel}
        assert delivery.is_last

    def test_nothing_new_is_no_fault(self) -> None:
        """Most of the time there is nothing to bring."""
        delivery = self.pulled()
        assert delivery.items == ()
        assert delivery.is_last

    def test_more_is_said_to_come(self) -> None:
        """A platform that has brought a part is asked once more."""
        body = self.make_side().write_pulled(
            Delivery("D-1", self.hotel, (Delivered("M-1", message()),), MADE, is_last=False)
        )
        delivery = self.make_dialect().read_delivery(body, self.codes)
        assert delivery.is_last is not self.says_more
        assert len(delivery.items) == 1

    def test_the_same_bytes_are_the_same_message(self) -> None:
        """Whatever comes twice is known by what it tells, for nothing is read by chance."""
        for told in SAMPLES.values():
            first, again = (self.pulled(Delivered("M-1", told)) for _ in range(2))
            assert first == again
            one, two = self.pulled(Delivered("M-1", told), Delivered("M-2", told)).items
            assert one.message is not None
            assert two.message is not None
            assert one.message.content == two.message.content

    def test_an_id_says_nothing_of_the_content(self) -> None:
        """Other content under an old id is another message."""
        told = message(), message(told=snapshot(room(prices=("99.00",))))
        one, two = self.pulled(*(Delivered("M-1", each) for each in told)).items
        assert one.message is not None
        assert two.message is not None
        assert one.message.content != two.message.content

    @pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "among", "last"])
    def test_one_that_cannot_be_read_holds_up_no_other(self, place: int) -> None:
        """A hotel loses one message at most, and learns which."""
        items = [Delivered("M-1", message("1")), Delivered("M-2", message("2"))]
        items.insert(place, Delivered("M-9"))
        read = self.pulled(*items).items
        assert [one.id for one in read] == [one.id for one in items]
        bad = read[place]
        assert bad.message is None
        assert isinstance(bad.fault, InvalidInput)
        good = [one for one in read if one is not bad]
        self.is_told(good[0], message("1"))
        self.is_told(good[1], message("2"))

    @pytest.mark.parametrize("zone", ZONES)
    def test_dates_are_dates_wherever_it_is(self, zone: str) -> None:
        """An arrival is never moved by the zone of a machine, of a platform or of a guest."""
        for hours in (-11, 0, 14):
            at = datetime(2027, 3, 27, 23, 59, 30, tzinfo=timezone(timedelta(hours=hours)))
            told = message(version=Version(at.astimezone(UTC)))
            with _living_in(zone):
                for item in self.both_ways(Delivered("M-1", told)):
                    self.is_told(item, told)

    def test_many_are_read_at_once(self) -> None:
        """A platform that was not asked for long has much to tell."""
        # Zeros at the beginning count, and what looks like a card number is a reference here.
        told = [message(one) for one in (*(f"{n:06}" for n in range(MANY)), CARD, "999-0099999")]
        read = self.pulled(*(Delivered(f"M-{at}", one) for at, one in enumerate(told))).items
        assert [one.message and one.message.reference for one in read] == [
            one.reference for one in told
        ]

    # --- cards, and what looks like one ---

    def test_a_card_stands_apart(self) -> None:
        """What a vault gets stands in no message, and is shown by nothing."""
        card = CardSecret(CARD, expires=(2029, 12), code="737", holder="AYU LESTARI", brand="VI")
        for item in self.both_ways(Delivered("M-1", message(), card)):
            assert item.message is not None
            assert item.card is not None
            assert item.card.number == CARD
            assert item.card.expires in {None, (2029, 12)}
            assert CARD not in item.message.content
            assert CARD not in repr(item)

    def test_no_card_is_no_fault(self) -> None:
        """Many pay when they come."""
        for item in self.both_ways(Delivered("M-1", message())):
            assert item.card is None
            assert item.fault is None

    def test_card_numbers_among_texts_are_masked(self) -> None:
        """Who writes a card number among the wishes loses no booking, and nobody keeps it."""
        for number, way in zip(islice(card_numbers(3), 40), WAYS * 10, strict=True):
            planted = way.format(number)
            (item,) = self.planted(planted).items
            assert item.message is not None, planted
            assert item.message.snapshot is not None
            assert Flag.CARD_REMOVED in item.message.snapshot.flags
            assert number not in item.message.content
            assert number not in repr(item)
            assert number not in str(item.fault)

    def test_a_message_shows_nobody(self) -> None:
        """What is printed by mistake names no guest."""
        for item in self.both_ways(Delivered("M-1", SAMPLES["comments"])):
            shown = repr(item)
            for secret in ("Ayu", "Lestari", "feathers"):
                assert secret not in shown

    # --- texts and codes of others ---

    @pytest.mark.parametrize("text", ODD_TEXT.values(), ids=ODD_TEXT)
    def test_odd_characters_harm_nobody(self, text: str) -> None:
        """What one guest has written loses neither this booking nor another one."""
        read = self.planted(text, message("2")).items
        assert [one.fault for one in read] == [None, None]
        self.is_told(read[1], message("2"))

    def test_a_long_text_is_cut(self) -> None:
        """A guest who writes a book is welcome; the book is not kept, and staff learn that."""
        (item,) = self.planted("all about me " * 3_000).items
        assert item.message is not None
        assert item.message.snapshot is not None
        assert Flag.TEXT_CUT in item.message.snapshot.flags

    def test_what_no_table_has_is_kept(self) -> None:
        """A code that is new tomorrow loses no booking today."""
        for told in (SAMPLES["unmapped"], SAMPLES["unknown-channel"], SAMPLES["no-codes"]):
            for item in self.both_ways(Delivered("M-1", told)):
                self.is_told(item, told)

    @pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
    def test_hostile_bytes_are_invalid_input(self, body: bytes) -> None:
        """Whatever comes, it is read in bounded time and fails in one way."""
        dialect = self.make_dialect()
        for read in (
            lambda: dialect.read_delivery(body, self.codes),
            lambda: dialect.read_report_answer(self.report(), body),
            lambda: dialect.read_upload_answer(self.upload(), body),
        ):
            with pytest.raises(InvalidInput):
                read()


@contextmanager
def _living_in(zone: str) -> Iterator[None]:
    """Let the process live in a zone for a while."""
    was = os.environ.get("TZ")
    _live_in(zone)
    try:
        yield
    finally:
        _live_in(was)


def _live_in(zone: str | None) -> None:
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    if hasattr(time, "tzset"):
        time.tzset()
