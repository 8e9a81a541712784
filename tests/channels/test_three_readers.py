"""Whatever a platform does with a date that it is told twice, and whatever is lost on the way."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.channels.platforms import (
    BLANK,
    BY_ADULTS,
    CLOSED,
    DAYS,
    FEWEST,
    HOTEL,
    LIKE_SITEMINDER,
    MAPPING,
    PLATFORMS,
    POOL,
    PRICE,
    ROOMS,
    Teller,
    cells,
    missing,
    nth,
    open_travel,
    simple,
    told,
)

from axentra_core.channels.mapping import Offer, Pricing, Scope
from axentra_core.channels.mapping_index import MappingIndex
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.updates import Measure, Target
from axentra_core.testing import ChannelFault, turns_by_seed

STANDARD, BAR, NRF = Target("STD"), Target("DLX", "BAR"), Target("DLX", "NRF")
WEB, GONE = Target("STD", "WEB"), Target("GONE", "BAR")
PRICED = [BAR, Target("STD", "BAR"), WEB]
# After these the hotel has to look at the platform to know what it has.
UNSEEN = {ChannelFault.DUPLICATE, ChannelFault.FORGET}
SEEN = [one for one in ChannelFault if one not in UNSEEN]
# Whatever is refused five times, three calls each, has rested in time.
SOME_TIME, MOST_ROUNDS = timedelta(hours=6), 60

every_platform = pytest.mark.parametrize(("manner", "sides"), PLATFORMS.values(), ids=PLATFORMS)


@st.composite
def any_wanted(draw, pricing):
    """Return what a hotel wants: few values, so that neighbours are often alike."""
    adults = st.integers(1, 3) if pricing is Pricing.PER_OCCUPANCY else st.just(0)
    wanted = []
    for _ in range(draw(st.integers(1, 12))):
        measure = draw(st.sampled_from([ROOMS, PRICE, PRICE, CLOSED, FEWEST]))
        target = draw(st.sampled_from({ROOMS: [POOL, STANDARD], PRICE: PRICED}.get(
            measure, [*PRICED, NRF]
        )))  # fmt: skip
        if measure is PRICE:
            target = attrs.evolve(target, guests=draw(adults))
        value = {PRICE: 10_050, FEWEST: 2}.get(measure, 0) + draw(st.integers(0, 1))
        first = draw(st.integers(0, DAYS - 1))
        last = min(DAYS - 1, first + draw(st.integers(0, DAYS)))
        wanted.append(told(measure, first, last, value, target))
    return wanted


@st.composite
def any_telling(draw, manner, sides, faults):
    """Return who tells, over a platform of narrow limits, and what it tells one after the other."""
    provider = attrs.evolve(
        manner.provider,
        horizon=40,
        most_days=draw(st.integers(1, DAYS + 1)),
        most_updates=draw(st.integers(3, 12)),
        most_bytes=draw(st.integers(3_000, 9_000)),
    )
    number = draw(st.integers(0, 5)) if faults else 0
    script = turns_by_seed(draw(st.integers(0, 2**32)), number, share=0.6, among=faults)
    pricing = draw(st.sampled_from(Pricing))
    hotel = attrs.evolve(HOTEL, pricing=pricing)
    teller = Teller(attrs.evolve(manner, provider=provider), sides, hotel, script)
    return teller, draw(st.lists(any_wanted(pricing), min_size=1, max_size=3))


def tell(teller, wanted, *, looks=False):
    """Tell until nothing is due, one time after the other; or as long as anything differs."""
    for _ in range(MOST_ROUNDS):
        called = teller.push(wanted)
        if looks:
            teller.platform.settle()
            called += teller.forget_what_differs()
        if not called and not missing(teller.platform, wanted):
            return
        teller.clock.move(SOME_TIME)


def ends_with_what_is_wanted(teller, changes, *, looks=False):
    """Tell one change after the other; the platform has each of them in the end, and only once."""
    wanted = BLANK
    for change in changes:
        wanted = wanted.apply(change)
        tell(teller, wanted, looks=looks)
        assert missing(teller.platform, wanted) == {}
        assert teller.push(wanted) == 0


@every_platform
@settings(max_examples=8)
@for_all(data=st.data())
def test_every_platform_ends_with_what_is_wanted(manner, sides, data) -> None:
    """Lost, slow, refused, unreadable: what the hotel wants is told in the end, and only once."""
    ends_with_what_is_wanted(*data.draw(any_telling(manner, sides, SEEN)))


@every_platform
@settings(max_examples=6)
@for_all(data=st.data())
def test_what_nobody_has_seen_is_found_by_looking(manner, sides, data) -> None:
    """A message that comes again too late, a value that is lost: a comparison finds them all."""
    ends_with_what_is_wanted(*data.draw(any_telling(manner, sides, ChannelFault)), looks=True)


@pytest.mark.long
@pytest.mark.parametrize("looks", [False, True], ids=["seen", "unseen"])
@every_platform
@settings(max_examples=200)
@for_all(data=st.data())
def test_every_platform_ends_with_what_is_wanted_for_long(manner, sides, looks, data) -> None:
    """The same, for very many hotels and very many ways of losing a message."""
    faults = ChannelFault if looks else SEEN
    ends_with_what_is_wanted(*data.draw(any_telling(manner, sides, faults)), looks=looks)


@every_platform
@settings(max_examples=6)
@for_all(data=st.data())
def test_a_wrong_code_keeps_nothing_else_back(manner, sides, data) -> None:
    """What is not mapped is refused, in whatever message it stands; all the rest arrives."""
    teller, (change, *_) = data.draw(any_telling(manner, sides, ()))
    wrong = [told(CLOSED, 0, 8, 1, GONE), told(ROOMS, 0, 8, 1, Target("GONE"))]
    wanted = BLANK.apply([*change, *wrong])
    teller.push(wanted)
    assert {cell[0].room for cell in missing(teller.platform, wanted)} == {"GONE"}
    refused = {target.room for target, one in teller.progress.items() if one.refused}
    assert refused == {"GONE"}
    assert teller.push(wanted) == 0


@every_platform
def test_one_wrong_code_is_told_apart_from_what_is_right(manner, sides) -> None:
    """SiteMinder refuses a message whole: sent again, one room rate a message, the rest arrives."""
    teller = Teller(manner, sides)
    right = [told(CLOSED, 0, 8, 1, BAR), told(CLOSED, 0, 8, 0, WEB)]
    wanted = BLANK.apply([*right, told(CLOSED, 0, 8, 1, GONE)])
    calls = teller.push(wanted)
    # Once together, then each of three by itself, where a message is taken whole or not at all.
    assert calls == (4 if manner.whole else 1)
    assert {target: bool(one.refused) for target, one in teller.progress.items()} == {
        BAR: False,
        WEB: False,
        GONE: True,
    }
    assert {cell[0] for cell in missing(teller.platform, wanted)} == {GONE}
    assert teller.push(wanted) == 0


@every_platform
def test_the_price_for_two_changes_no_other(manner, sides) -> None:
    """Where a platform fills in the prices that it misses, all of a date are told together."""
    teller = Teller(manner, sides, BY_ADULTS)
    prices = [told(PRICE, 0, 8, 10_000 * n, attrs.evolve(BAR, guests=n)) for n in (1, 2, 3)]
    wanted = BLANK.apply(prices)
    assert teller.push(wanted) == 1
    wanted = wanted.apply([told(PRICE, 2, 3, 25_000, attrs.evolve(BAR, guests=3))])
    assert teller.push(wanted) == 1
    assert missing(teller.platform, wanted) == {}
    assert cells(teller.platform.shown("H1")) == cells(wanted)
    told_last = teller.platform.received[-1].updates
    together = manner.provider.prices_together
    assert {one.target.guests for one in told_last} == ({1, 2, 3} if together else {3})


@every_platform
def test_a_whole_season_is_told_in_few_messages(manner, sides) -> None:
    """A first full update of all that is sold: one message an operation, or one for each month."""
    teller = Teller(manner, sides)
    season = [
        told(measure, 0, 8, 2, target)
        for measure, targets in ((ROOMS, [POOL, STANDARD]), (PRICE, PRICED), (FEWEST, PRICED))
        for target in targets
    ]
    assert teller.push(BLANK.apply(season)) == 3
    assert missing(teller.platform, BLANK.apply(season)) == {}


@pytest.mark.parametrize("sides", [open_travel, simple], ids=["siteminder", "in-json"])
def test_what_all_rooms_of_a_rate_share_is_told_once(sides) -> None:
    """A scope goes from the mapping to every room rate of it, and once told is not told again."""
    offers = tuple(Offer(room, "BAR", room, "BAR", room, "EUR") for room in ("DLX", "STD"))
    scopes = (Scope(None, "BAR", (CLOSED, PRICE)),)
    index = MappingIndex(attrs.evolve(MAPPING, offers=offers, scopes=scopes))
    teller = Teller(LIKE_SITEMINDER, sides)
    for measure, value in ((CLOSED, 1), (PRICE, 12_345)):
        (target,) = {target for one in offers for target in index.targets(one, measure, SITEMINDER)}
        assert target == Target("", "BAR")
        wanted = BLANK.apply([told(measure, 0, 8, value, target)])
        assert (teller.push(wanted), teller.push(wanted)) == (1, 0)
        shown = teller.platform.shown("H1")
        assert {shown.value(Target(one.room_code, "BAR"), measure, nth(8)) for one in offers} == {
            value
        }


def test_a_mapping_that_is_put_right_is_told() -> None:
    """A room that the platform did not know rests, and arrives once it is there."""
    teller = Teller(LIKE_SITEMINDER, open_travel, attrs.evolve(HOTEL, active=False))
    wanted = BLANK.apply([told(ROOMS, 0, 8, 4)])
    teller.push(wanted)
    assert missing(teller.platform, wanted)
    assert not any(one.refused for one in teller.progress.values())
    teller.platform.put(HOTEL)
    assert teller.push(wanted) == 1
    assert missing(teller.platform, wanted) == {}


def test_what_a_platform_does_not_know_is_not_told() -> None:
    """SiteMinder has no word for a stay through a date; it is never asked."""
    teller = Teller(LIKE_SITEMINDER, open_travel)
    assert teller.push(BLANK.apply([told(Measure.MIN_STAY_THROUGH, 0, 8, 2)])) == 0
