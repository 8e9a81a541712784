"""What the hotel refuses, told in the reader's language."""

from datetime import date
from decimal import Decimal

import pytest

from axentra_core.folio.refusals import FolioRefusal
from axentra_core.hotel import HotelRefusal
from axentra_core.kernel.errors import (
    Conflict,
    IllegalTransition,
    InvalidInput,
    NotFound,
)
from axentra_core.rooms import MarkedInspected
from axentra_core.rooms.lifecycle import CONDITION
from axentra_core.rooms.model import BlockKind, Condition
from axentra_core.rooms.refusals import RoomRefusal
from axentra_core.stays.refusals import StayRefusal
from axentra_core.views import LOCALES, say

TOO_EARLY = StayRefusal(
    "stay.too_early", stay="S1", arrival=date(2026, 11, 23), business_date=date(2026, 11, 22)
)


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en", "folio S1 still owes 2,286,900 IDR; settle it before it is closed"),
        (
            "id",
            (
                "folio S1 masih memiliki sisa tagihan 2.286.900 IDR; "
                "mohon dilunasi dahulu sebelum ditutup"
            ),
        ),
        (
            "da",
            (
                "der mangler stadig 2.286.900 IDR på regning S1; "
                "beløbet skal betales, før regningen kan afsluttes"
            ),
        ),
        ("zh_Hant", "帳單 S1 尚有 2,286,900 IDR 未付；請付清後再結帳"),
        ("zh_Hans", "账单 S1 还有 2,286,900 IDR 未付；请先付清再结账"),
    ],
)
def test_a_refused_check_out_names_the_amount(story, locale, sentence) -> None:
    """The guest reads what is owed in their own language and figures."""
    assert say(story.refusal, locale) == sentence


@pytest.mark.parametrize(
    ("locale", "dates"),
    [
        ("en", ("Nov 23, 2026", "Nov 22, 2026")),
        ("id", ("23 Nov 2026", "22 Nov 2026")),
        ("da", ("23. nov. 2026", "22. nov. 2026")),
        ("zh_Hant", ("2026年11月23日", "2026年11月22日")),
        ("zh_Hans", ("2026年11月23日", "2026年11月22日")),
    ],
)
def test_dates_in_a_sentence_are_written_out(locale, dates) -> None:
    """A refused check-in names both dates as the reader writes them."""
    said = say(TOO_EARLY, locale)
    assert all(day in said for day in dates)
    assert "S1" in said


@pytest.mark.parametrize(
    ("locale", "dirty", "inspected"),
    [
        ("en", "dirty", "inspected"),
        ("id", "kotor", "sudah diperiksa"),
        ("da", "ikke rengjort", "kontrolleret"),
        ("zh_Hant", "未整理", "已檢查"),
        ("zh_Hans", "脏房", "已查房"),
    ],
)
def test_statuses_and_moves_are_words_of_the_language(locale, dirty, inspected) -> None:
    """A room that was not cleaned cannot be inspected, and the sentence holds no code."""
    not_ready = RoomRefusal(
        "room.not_ready", room="2034", condition=Condition.DIRTY, ready_from=Condition.INSPECTED
    )
    assert dirty in say(not_ready, locale)
    assert inspected in say(not_ready, locale)
    said = say(CONDITION.refusal(Condition.DIRTY, MarkedInspected), locale)
    assert dirty in said
    assert inspected in said
    assert "Marked" not in said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", ("as under construction: new bathroom", "one of dirty, touch-up only, clean")),
        ("id", ("status sedang dibangun: new bathroom", "kotor, tinggal dirapikan, bersih")),
        ("da", ("(under ombygning): new bathroom", "ikke rengjort, til opfriskning, rengjort")),
        ("zh_Hant", ("（施工中），原因：new bathroom", "未整理、僅需小整理、已整理")),
        ("zh_Hans", ("（施工房），原因：new bathroom", "脏房、待小整理、净房")),
    ],
)
def test_kinds_and_steps_are_words_of_the_language(locale, said) -> None:
    """Why a room is blocked and what rooms are marked is told in words, the reason as written."""
    blocked = RoomRefusal(
        "room.blocked",
        room="2034",
        kind=BlockKind.UNDER_CONSTRUCTION,
        first=date(2026, 11, 23),
        until=date(2026, 11, 25),
        reason="new bathroom",
    )
    not_used = RoomRefusal(
        "room.step_not_used", condition=Condition.INSPECTED, steps="dirty, pickup, clean"
    )
    kind, steps = said
    assert kind in say(blocked, locale)
    assert steps in say(not_used, locale)


def test_every_possible_move_is_named() -> None:
    """Where several moves remain they are listed as the language lists things."""
    refusal = CONDITION.refusal(Condition.DIRTY, MarkedInspected)
    assert say(refusal, "id").endswith(
        "menandainya kotor, menandainya bersih, "
        "menandainya kotor karena berhari-hari tidak dipakai, membawanya ke hari berikutnya"
    )
    assert say(refusal, "zh_Hant").endswith(
        "標記為未整理、標記為已整理、因久未使用轉為未整理、轉入次一營業日"
    )
    ended = IllegalTransition(
        "move.not_allowed",
        machine="task",
        state="done",
        event="TaskFinished",
        allowed="nothing",
    )
    assert say(ended, "da").endswith("muligt nu: intet")


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_hotel_has_named_itself_is_never_translated(locale) -> None:
    """A room type called dirty is called so in every language."""
    mismatch = StayRefusal(
        "stay.room_type_mismatch", stay="open", booked="dirty", room="none", got="clean"
    )
    said = say(mismatch, locale)
    assert all(own in said for own in ("open", "dirty", "none", "clean"))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "error",
    [
        InvalidInput.because("money.not_finite"),
        NotFound("record.not_found", kind="stay", id="S9"),
        Conflict("store.answer_changed", name="task.open"),
    ],
)
def test_what_is_no_refusal_stays_english(error, locale) -> None:
    """Malformed input and failures are read by the people who build on the library."""
    assert say(error, locale) == error.sentence


@pytest.mark.parametrize("locale", LOCALES)
def test_a_rule_of_the_host_keeps_its_sentence(monkeypatch, locale) -> None:
    """A code that no language knows is told as it was written, with figures in the language."""
    own = {"host.no_pets": "{guest} brings a {pet}; {fee:,} have to be paid"}
    monkeypatch.setattr(HotelRefusal, "SENTENCES", own)
    error = HotelRefusal("host.no_pets", guest="G1", pet="dog", fee=Decimal(1500))
    fee = "1.500" if locale in {"id", "da"} else "1,500"
    assert say(error, locale) == f"G1 brings a dog; {fee} have to be paid"


@pytest.mark.parametrize("locale", ["fr", "zh", ""])
def test_any_other_language_is_refused(locale) -> None:
    """A sentence comes in five languages, and for another one the caller is told so."""
    with pytest.raises(InvalidInput) as refused:
        say(FolioRefusal("folio.nothing_charged"), locale)
    assert refused.value.code == "value.unknown"
