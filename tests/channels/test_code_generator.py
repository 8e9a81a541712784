"""Mapping codes are short and readable, no two are alike, and none ever becomes another."""

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.mappings import offer, rate_link, room_rate

from axentra_core.channels.code_generator import LONGEST_WANTED, MappingCodes, Sold, mapping_codes
from axentra_core.channels.findings import FindingKind
from axentra_core.channels.mapping import Mapping, Offer
from axentra_core.channels.mapping_lint import lint
from axentra_core.channels.providers import SITEMINDER
from axentra_core.kernel.errors import InvalidInput

OWN_ROOMS = attrs.evolve(SITEMINDER, unique_rooms=True)
NO_RATES = attrs.evolve(SITEMINDER, rate_codes=False)
TIGHT = attrs.evolve(SITEMINDER, longest_code=6, unique_rooms=True)
PROVIDERS = st.sampled_from([SITEMINDER, OWN_ROOMS, NO_RATES, TIGHT])
LONG = st.sampled_from(
    ["DLX", "dlx", "STANDARD-TWIN", "STANDARD-TRIPLE", "DELUXE.DOUBLE.SEA", "SUPERIOR1", "S"]
)
NAMES = st.none() | st.sampled_from(["Standard Twin", "豪華雙人房", "Стандарт", "12", "Suite"])
SOLD = st.builds(Sold, LONG, st.none() | LONG, NAMES, NAMES)


def codes(*sold, provider=SITEMINDER, **more):
    """Return the codes of offers, each as one text."""
    return [
        "/".join(filter(None, (one.room_code, one.rate_code, one.inventory_code)))
        for one in mapping_codes(sold, provider, **more)
    ]


def offers_of(sold, provider, kept=()):
    """Return offers with their codes."""
    return [
        Offer(one.room_type, one.rate_plan, *attrs.astuple(found), "IDR")
        for one, found in zip(sold, mapping_codes(sold, provider, kept), strict=True)
    ]


# --- readable ---


def test_short_codes_of_the_hotel_are_taken() -> None:
    """People know them already; the rooms that are left are told under the room code."""
    assert codes(Sold("DLX", "BAR"), Sold("DLX", "NRF"), Sold("STD", None)) == [
        "DLX/BAR/DLX",
        "DLX/NRF/DLX",
        "STD/STD",
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (None, "SDW"),
        ("Standard Twin", "ST"),
        ("Standard", "STAN"),
        ("Villa 12 bedrooms", "V12B"),
        ("Señorial Suite, 2 niños", "SS2N"),
        ("Стандарт двухместный", "SD"),
        ("Люкс", "LYKS"),
        ("Δίκλινο δωμάτιο", "DD"),
        ("디럭스 더블", "DD"),
        ("スタンダード ツイン", "ST"),
        ("غرفة مزدوجة", "GM"),
        ("डीलक्स कमरा", "DK"),
        ("豪華雙人房", "SDW"),
        ("!!!", "SDW"),
    ],
)
def test_long_codes_become_the_letters_of_a_name(name, code) -> None:
    """In whatever script the name is; where none of it has letters, those of the long code."""
    assert codes(Sold("STANDARD-DOUBLE-WING", "BAR", name)) == [f"{code}/BAR/{code}"]


def test_a_rate_plan_gets_letters_as_well() -> None:
    """Its own name, and its own kind of code."""
    assert codes(Sold("DLX", "NON-REFUNDABLE", None, "Non refundable")) == ["DLX/NR/DLX"]


def test_a_code_that_is_taken_gets_a_number() -> None:
    """Capitals do not make another code, as some platforms lose them."""
    sold = [Sold(f"STANDARD-TYPE-{letter}", None, "Standard Twin") for letter in "ABC"]
    assert codes(Sold("st", None), *sold) == ["st/st", "ST2/ST2", "ST3/ST3", "ST4/ST4"]
    assert codes(Sold("SUPERIOR1", None), Sold("SUPERIOR2", None), longest=6) == [
        "S1/S1",
        "S2/S2",
    ]


def test_where_rooms_are_unique_each_offer_has_an_alias() -> None:
    """The rooms that are left stay one number for the room type."""
    sold = (Sold("DLX", "BAR"), Sold("DLX", "NRF"), Sold("STD", None))
    assert codes(*sold, provider=OWN_ROOMS) == ["DLX-BAR/BAR/DLX", "DLX-NRF/NRF/DLX", "STD/STD"]


def test_where_there_are_no_rates_the_room_code_is_all() -> None:
    """Room code and inventory code of an offer are one."""
    sold = (Sold("DLX", "BAR"), Sold("DLX", "NRF"), Sold("STD", None))
    assert codes(*sold, provider=NO_RATES) == ["DLX-BAR/DLX-BAR", "DLX-NRF/DLX-NRF", "STD/STD"]


# --- stable ---


def test_what_has_codes_keeps_them() -> None:
    """Codes that somebody has entered at the platform never change, whatever comes beside them."""
    kept = (
        offer("DLX", "BAR", room_code="ROOM1", rate_code="R7", inventory_code="POOL"),
        offer("STD", "BAR", room_code="DLXX", rate_code="R7"),
    )
    sold = (Sold("DLXX", "R7"), Sold("DLX", "NRF"), Sold("DLX", "BAR"), Sold("POOL", None))
    assert codes(*sold, kept=kept) == [
        "DLXX2/R72/DLXX2",
        "ROOM1/NRF/POOL",
        "ROOM1/R7/POOL",
        "POOL2/POOL2",
    ]


def test_the_same_offer_gets_the_same_codes() -> None:
    """Whoever asks twice is given one."""
    one, other = mapping_codes([Sold("DLX", "BAR"), Sold("DLX", "BAR", "Deluxe")], OWN_ROOMS)
    assert one == other == MappingCodes("DLX-BAR", "BAR", "DLX")


@for_all(st.lists(SOLD, max_size=8), st.lists(SOLD, max_size=8), PROVIDERS)
def test_codes_never_change_and_no_two_offers_share_them(first, more, provider) -> None:
    """Offers come and go; what was given stays, and each code leads back to one offer."""
    kept = offers_of(first, provider)
    both = offers_of([*first, *more], provider, kept)
    assert both[: len(kept)] == kept
    assert offers_of([*first, *more], provider, kept) == both
    different = {one.key: one for one in both}
    assert len({tuple(map(str.upper, one.codes)) for one in different.values()}) == len(different)
    room_types = {}
    for one in different.values():
        for code in (one.room_code.upper(), one.inventory_code.upper()):
            assert room_types.setdefault(code, one.room_type) == one.room_type


@for_all(st.lists(SOLD, min_size=1, max_size=8), PROVIDERS)
def test_the_linter_has_nothing_against_them(sold, provider) -> None:
    """Short enough, plain enough, unique where they have to be."""
    offers = tuple({one.key: one for one in offers_of(sold, provider)}.values())
    names = [f"R{place}" for place, _ in enumerate(offers)]
    mapping = Mapping(
        "siteminder",
        offers,
        tuple(map(room_rate, names)),
        tuple(
            rate_link(name, one.room_code, one.rate_code, inventory_code=one.inventory_code)
            for name, one in zip(names, offers, strict=True)
        ),
    )
    assert lint(mapping, provider) == ()
    assert all(
        len(code) <= min(LONGEST_WANTED * 2 + 1, provider.longest_code)
        for one in offers
        for code in one.codes
    )


def test_a_thousand_alike_are_told_apart() -> None:
    """As quickly as a few: a number is not counted up from the beginning each time."""
    sold = [Sold(f"STANDARD-ROOM-{number}", None, "Standard") for number in range(5000)]
    found = {one.room_code for one in mapping_codes(sold, SITEMINDER, longest=6)}
    assert len(found) == 5000
    assert {"STAN", "STAN2", "ST5000"} <= found
    assert max(map(len, found)) == 6


@pytest.mark.parametrize("longest", [5, 65, "8", None])
def test_a_length_has_bounds(longest) -> None:
    """Too short, and there are not enough of them; too long, and nobody reads them."""
    with pytest.raises(InvalidInput) as caught:
        mapping_codes([], SITEMINDER, longest=longest)
    assert [fault.path for fault in caught.value.faults] == ["longest"]


def test_codes_that_are_no_longer_sold_are_not_given_again() -> None:
    """A reservation of last year still leads to what was booked then."""
    kept = (offer("OLD", "BAR", room_code="DLX", sellable=False),)
    assert codes(Sold("DLX", "BAR"), kept=kept) == ["DLX2/BAR/DLX2"]
    assert FindingKind.ROOM_CODE_SHARED not in {
        one.kind for one in lint(Mapping("siteminder", kept), SITEMINDER)
    }
