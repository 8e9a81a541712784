"""The room's link: it opens the stay in the room for whoever knows its code, and nothing else."""

from datetime import date, time

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import PaymentMethod
from axentra_core.hotel import VERBS, Hotel, HotelRefusal, verbs
from axentra_core.hotel.links import room_link
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, InvalidInput
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import money
from axentra_core.rooms import BlockKind, Condition, DoNotDisturbSet, GuestAccess, GuestRequest
from axentra_core.testing import example_property

MONDAY, WEDNESDAY, FRIDAY = (date(2026, 11, day) for day in (23, 25, 27))
REFUSED = "this link or code is not valid; ask the front desk [hotel.link_refused]"
GUEST_VERBS = {
    verbs.OpenGuestSession,
    verbs.OrderRoomService,
    verbs.DoNotDisturb,
    verbs.MakeUpRoom,
    verbs.DeclineService,
    verbs.PreCheckIn,
}
# What a guest says of a stay, by what it is about.
OF_A_STAY = {
    "order": lambda stay: verbs.OrderRoomService(stay, (verbs.Item("es-teh"),)),
    "sign": verbs.DoNotDisturb,
    "sign taken in": lambda stay: verbs.DoNotDisturb(stay, active=False),
    "make up": verbs.MakeUpRoom,
    "decline": verbs.DeclineService,
    "decline taken back": lambda stay: verbs.DeclineService(stay, active=False),
}
EVERYTHING_OF_A_STAY = OF_A_STAY | {"pre-check-in": lambda stay: verbs.PreCheckIn(stay, time(15))}
every_wish = pytest.mark.parametrize("wish", OF_A_STAY.values(), ids=OF_A_STAY)
everything = pytest.mark.parametrize(
    "wish", EVERYTHING_OF_A_STAY.values(), ids=EVERYTHING_OF_A_STAY
)


@pytest.fixture
def store():
    """One store is enough: what opens and what does not is decided before it is kept."""
    return MemoryStore()


def is_refused(act, *said, **more):
    """Check for the one refusal, whose sentence tells nobody which part was wrong."""
    with pytest.raises(HotelRefusal) as error:
        act(*said, **more)
    assert str(error.value) == REFUSED
    assert error.value.values == {}


@pytest.fixture
def stay(front):
    """A stay in room 2034."""
    return front.arrive()


@pytest.fixture
def link(front):
    """What the sticker in room 2034 says."""
    return front.hotel.room_link("2034")


@pytest.fixture
def code(front, stay):
    """What the desk tells the guest of room 2034."""
    return front.hotel.stay_code(stay)


def test_the_link_and_the_code_open_a_session(front, stay, link, code) -> None:
    """The link carries the room, which print it is and a signed code; the guest adds theirs."""
    base, _, signature = link.partition("&c=")
    assert base == "https://hotel.axentra.id/qr/room/2034?p=1"
    assert (len(signature), len(code)) == (32, 8)
    guest = front.hotel.guest(front.hotel.open_guest_session(link, code, key="s1"))
    assert guest.actor == Actor("guest", stay)
    assert guest.do_not_disturb(stay, key="d").one(DoNotDisturbSet).room == "2034"


def test_the_code_may_be_typed_carelessly(front, stay, link, code) -> None:
    """Small letters and blanks are forgiven; the code is read from a slip of paper."""
    typed = f" {code[:4].lower()} {code[4:]} "
    assert front.hotel.open_guest_session(link, typed, key="s1").startswith(f"{stay}~")


def test_link_code_and_token_hold_no_guest_data(front, link) -> None:
    """Whoever finds a sticker, a slip or a phone's storage learns no name."""
    stay = front.arrive(name="Wulandari", mail="wulan@guest.example")
    token = front.hotel.open_guest_session(link, front.hotel.stay_code(stay), key="s1")
    kept = f"{link} {front.hotel.stay_code(stay)} {token}".casefold()
    assert "wulan" not in kept
    assert token.split("~")[:2] == [stay, "1"]


def test_sessions_are_told_apart(front, link, code) -> None:
    """Two phones of one room have two tokens, and each works."""
    one, two = (front.hotel.open_guest_session(link, code, key=key) for key in ("s1", "s2"))
    assert one != two
    assert front.hotel.guest(one).actor == front.hotel.guest(two).actor


def test_a_repeated_scan_is_one_session(front, stay, link, code) -> None:
    """The same key gives the same token."""
    tokens = {front.hotel.open_guest_session(link, code, key="s1") for _ in range(3)}
    assert len(tokens) == 1


# What does not open


def test_the_code_of_another_stay_opens_nothing(front, stay, link) -> None:
    """A guest of the house is no guest of every room."""
    other = front.arrive("2035")
    wrong = front.hotel.stay_code(other)
    is_refused(front.hotel.open_guest_session, link, wrong, key="s1")
    is_refused(
        front.hotel.open_guest_session,
        front.hotel.room_link("2035"),
        front.hotel.stay_code(stay),
        key="s2",
    )


@pytest.mark.parametrize("typed", [None, "AAAAAAAA", "A", "A" * 100, "ÄÄÄÄÄÄÄÄ"])
def test_a_wrong_code_opens_nothing(front, stay, link, typed) -> None:
    """Right length or not, letters or not: the refusal is the same."""
    is_refused(front.hotel.open_guest_session, link, typed, key="s1")


LINKS = {
    "another room": lambda link: link.replace("2034", "2035"),
    "no room": lambda link: link.replace("room/2034", "room/"),
    "cut": lambda link: link[:-1],
    "longer": lambda link: link + "A",
    "small letters": lambda link: link.lower(),
    "no signature": lambda link: link.partition("&")[0],
    "nothing beside the room": lambda link: link.partition("?")[0],
    "another print": lambda link: link.replace("?p=1&", "?p=2&"),
    "no print": lambda link: link.replace("p=1&", ""),
    "print zero": lambda link: link.replace("?p=1&", "?p=0&"),
    "a print with a zero before": lambda link: link.replace("?p=1&", "?p=01&"),
    "a print of another script": lambda link: link.replace("?p=1&", "?p=１&"),
    "an endless print": lambda link: link.replace("?p=1&", f"?p={'1' * 40}&"),
    "the other way round": lambda link: f"{link.partition('?')[0]}?c={link[-32:]}&p=1",
    "two signatures": lambda link: link + "&c=A",
    "many fields": lambda link: link + "&a=1&b=2&d=3",
    "a room only": lambda link: "2034",
    "no address": lambda link: "http://[",
    "not ASCII": lambda link: link[:-1] + "é",
}


@pytest.mark.parametrize("change", LINKS.values(), ids=LINKS)
def test_a_changed_link_opens_nothing(front, stay, link, code, change) -> None:
    """Another room, a cut or longer signature, a changed letter, no signature, no link at all."""
    is_refused(front.hotel.open_guest_session, change(link), code, key="s1")


def test_every_letter_of_the_signature_counts(front, stay, link, code) -> None:
    """Whichever letter of the sticker's code is changed, the link is refused."""
    base, _, signature = link.partition("&c=")
    assert len(signature) == 32
    for place, letter in enumerate(signature):
        other = "A" if letter != "A" else "B"
        forged = f"{base}&c={signature[:place]}{other}{signature[place + 1 :]}"
        is_refused(front.hotel.open_guest_session, forged, code, key=f"s{place}")


@pytest.mark.parametrize("link", ["x" * 201, "x\n", "x\ud800", None, 7], ids=ascii)
def test_what_is_no_link_at_all_reads_the_same(front, stay, code, link) -> None:
    """Too long, with a control character, no text: the guest reads the one sentence."""
    is_refused(front.hotel.open_guest_session, link, code, key="s1")


@pytest.mark.parametrize(
    ("link", "code"),
    [("", "A"), (" ", "A"), ("x/4" + "1" * 15, "A"), *(("x", code) for code in ("", "\ud800", 7))],
    ids=ascii,
)
def test_an_empty_or_odd_field_reads_the_same(front, stay, link, code) -> None:
    """A form that is sent off unfinished is refused as a wrong code is."""
    is_refused(front.hotel.open_guest_session, link, code, key="s1")


def test_an_empty_room_opens_for_nobody(front, link) -> None:
    """Before the check-in there is no stay to act for."""
    stay = front.book()
    is_refused(front.hotel.open_guest_session, link, front.hotel.stay_code(stay), key="s1")


@every_wish
def test_after_the_check_out_nothing_opens_or_acts(front, stay, link, code, wish) -> None:
    """A guest who has left neither scans again nor asks with the phone they scanned with."""
    guest = front.guest(stay)
    front.leave(stay)
    is_refused(front.hotel.open_guest_session, link, code, key="s1")
    is_refused(guest.do, wish(stay), key="w")


@everything
def test_a_former_guest_never_acts_on_the_next_stay(front, stay, link, code, wish) -> None:
    """The next guest of the room is out of reach: of the old code, and of the old session."""
    former = front.guest(stay)
    front.leave(stay)
    following = front.book(arrival=WEDNESDAY, departure=FRIDAY)
    is_refused(former.do, wish(following), key="too-early")
    front.boss.check_in(following, room="2034", override="cleaned already")
    before = front.dump()
    is_refused(front.hotel.open_guest_session, link, code, key="s1")
    is_refused(former.do, wish(following), key="w")
    with pytest.raises(AxentraError):
        former.do(wish(stay), key="own")
    assert front.dump() == before
    assert front.guest(following).make_up_room(following, key="m").events


@everything
def test_a_guest_who_has_moved_never_acts_on_who_has_the_room_now(
    front, stay, link, code, wish
) -> None:
    """The session goes along to the new room; the old sticker opens for the new guest alone."""
    moved = front.guest(stay)
    front.desk.move_room(stay, "2035", "noise")
    is_refused(front.hotel.open_guest_session, link, code, key="s1")
    following = front.book()
    front.boss.check_in(following, room="2034", override="cleaned already")
    before = front.room("2034")
    is_refused(front.hotel.open_guest_session, link, code, key="s2")
    is_refused(moved.do, wish(following), key="w")
    moved.do_not_disturb(stay, key="d")
    assert front.room("2035").request is GuestRequest.DO_NOT_DISTURB
    assert front.room("2034") == before


def test_a_guest_acts_for_their_own_stay_only(front, stay) -> None:
    """A session names its stay; the neighbour's bill is not the guest's."""
    neighbour = front.arrive("2035")
    guest = front.guest(stay)
    is_refused(guest.order_room_service, neighbour, [("es-teh", 1)], key="o")
    is_refused(guest.do_not_disturb, neighbour, key="d")
    is_refused(guest.make_up_room, "nobody", key="m")
    assert front.owed(neighbour) == money(0, "IDR")


def test_the_keys_of_another_property_open_nothing(front, store, open_front, stay, code) -> None:
    """Neither another hotel's secret nor another hotel under the same secret signs for this one."""
    secret = Keys(b"another secret of thirty-two bytes")
    stranger = front.over(store, keys=secret)
    is_refused(front.hotel.open_guest_session, stranger.room_link("2034"), code, key="s1")
    is_refused(
        front.hotel.open_guest_session,
        front.hotel.room_link("2034"),
        stranger.stay_code(stay),
        key="s2",
    )
    sister = open_front(store, attrs.evolve(example_property(), id="canggu"))
    is_refused(front.hotel.open_guest_session, sister.hotel.room_link("2034"), code, key="s3")
    twin = sister.arrive()
    token = sister.hotel.open_guest_session(
        sister.hotel.room_link("2034"), sister.hotel.stay_code(twin), key="s4"
    )
    is_refused(front.hotel.guest, token)


TOKENS = {
    "cut": lambda token: token[:-1],
    "longer": lambda token: token + "A",
    "another session": lambda token: token.replace("~1~", "~2~"),
    "another stay": lambda token: "S2" + token[2:],
    "in one piece": lambda token: token.replace("~", ""),
    "empty": lambda token: "",
    "nothing between": lambda token: "~~",
    "not ASCII": lambda token: "é" * 40,
    "endless": lambda token: "A" * 5_000,
}


@pytest.mark.parametrize("change", TOKENS.values(), ids=TOKENS)
def test_a_changed_token_is_nobodys(front, stay, change) -> None:
    """A cut, longer, or re-written token is refused before anything is read."""
    token = front.hotel.open_guest_session(
        front.hotel.room_link("2034"), front.hotel.stay_code(stay), key="s1"
    )
    is_refused(front.hotel.guest, change(token))


def test_half_a_letter_in_a_token_reads_the_same(front) -> None:
    """What cannot even be encoded is refused like any other token."""
    is_refused(front.hotel.guest, "\ud800~1~" + "A" * 32)


@pytest.mark.parametrize("token", [None, 7, b"S1~1~"], ids=ascii)
def test_what_is_no_token_at_all_reads_the_same(front, token) -> None:
    """No error of Python's own leaves the hotel, whatever stands in the cookie."""
    is_refused(front.hotel.guest, token)


def test_two_who_scan_may_choose_the_same_key(front, stay, link, code) -> None:
    """The phones of two rooms know nothing of each other's keys."""
    other = front.arrive("2035")
    front.hotel.open_guest_session(link, code, key="1")
    token = front.hotel.open_guest_session(
        front.hotel.room_link("2035"), front.hotel.stay_code(other), key="1"
    )
    assert front.hotel.guest(token).actor.id == other


# Stickers


def test_an_old_print_opens_as_a_new_one_does(front, stay, link, code) -> None:
    """Whoever prints a second sticker does not take the first one from the wall."""
    front.boss.print_sticker("2034")
    second = front.hotel.room_link("2034")
    assert "?p=2&" in second
    for key, scanned in (("s1", link), ("s2", second)):
        assert front.hotel.guest(front.hotel.open_guest_session(scanned, code, key=key))


def test_a_revoked_sticker_opens_nothing_and_the_new_one_does(front, stay, link, code) -> None:
    """A sticker whose photo is abroad is revoked, and the refusal is that of a forged one."""
    front.boss.print_sticker("2034")
    front.boss.revoke_stickers("2034", 1)
    is_refused(front.hotel.open_guest_session, link, code, key="s1")
    new = front.hotel.room_link("2034")
    assert front.hotel.guest(front.hotel.open_guest_session(new, code, key="s2"))


def test_all_stickers_of_a_room_can_be_revoked_until_another_is_printed(
    front, stay, link, code
) -> None:
    """Without a number everything that was printed is meant; other rooms keep theirs."""
    neighbour = front.arrive("2035")
    front.boss.revoke_stickers("2034")
    is_refused(front.hotel.open_guest_session, front.hotel.room_link("2034"), code, key="s1")
    assert front.guest(neighbour, "2035").make_up_room(neighbour, key="m").events
    front.boss.print_sticker("2034")
    assert front.guest(stay).make_up_room(stay, key="m").events


def test_a_sticker_opens_nothing_before_it_is_printed(front, store, stay, code) -> None:
    """A link that is signed for a print that the room has not had yet is refused as any other."""
    keys, base = Keys(b"k" * 32), "https://hotel.axentra.id/qr/room/"
    early = room_link(keys, base, "axentra", "2034", 2)
    is_refused(front.hotel.open_guest_session, early, code, key="s1")
    front.boss.print_sticker("2034")
    assert front.hotel.open_guest_session(early, code, key="s2")


def test_no_print_opens_by_the_code_of_another(front, stay, code) -> None:
    """The number is signed with the room: the code of a revoked sticker is worth nothing."""
    for _ in range(2):
        front.boss.print_sticker("2034")
    front.boss.revoke_stickers("2034", 2)
    old = room_link(Keys(b"k" * 32), "x/", "axentra", "2034", 1)
    new = front.hotel.room_link("2034")
    assert "?p=3&" in new
    is_refused(front.hotel.open_guest_session, old.replace("?p=1&", "?p=3&"), code, key="s1")
    is_refused(front.hotel.open_guest_session, new.replace("?p=3&", "?p=2&"), code, key="s2")
    assert front.hotel.open_guest_session(new, code, key="s3")


def test_a_session_outlives_the_sticker_it_was_opened_by(front, stay) -> None:
    """The guest who is in the house stays welcome; the sticker is no more than the door."""
    guest = front.guest(stay)
    front.boss.revoke_stickers("2034")
    assert guest.make_up_room(stay, key="m").events


def test_nobody_revokes_what_was_not_printed(front) -> None:
    """A number too high is a slip of the hand: the next print would open nothing."""
    front.refuses(lambda: front.boss.revoke_stickers("2034", 2), "room.sticker_unknown")
    front.boss.revoke_stickers("2034")
    assert front.boss.revoke_stickers("2034", 1).events == ()


# What a guest may say


@pytest.mark.parametrize(
    "verb",
    [
        verbs.TakePayment("S1", PaymentMethod.CASH, money(1, "IDR")),
        verbs.CheckOut("S1"),
        verbs.MarkRoom("2034", Condition.DIRTY),
        verbs.CloseDay(MONDAY),
        verbs.BlockRoom("2034", BlockKind.OUT_OF_ORDER, MONDAY, WEDNESDAY, "mine"),
        verbs.PrintSticker("2034"),
        verbs.RevokeStickers("2034"),
        verbs.FinishTask("T1"),
        verbs.ReturnFoundItem("F1", "me", "by hand"),
    ],
    ids=lambda verb: type(verb).__name__,
)
def test_a_guest_says_guest_verbs_only(front, stay, verb) -> None:
    """A session orders, asks for quiet and for service; the rest is for the desk."""
    guest = front.guest(stay)
    before = front.dump()
    with pytest.raises(HotelRefusal) as error:
        guest.do(verb, key="x")
    assert error.value.code == "hotel.not_for_outsiders"
    assert front.dump() == before


def test_every_verb_of_a_guest_is_known_here() -> None:
    """A verb that is opened to guests is added to these tests."""
    assert {row.verb for row in VERBS.values() if "guest" in row.outsiders} == GUEST_VERBS
    said = {type(wish("S1")) for wish in EVERYTHING_OF_A_STAY.values()}
    assert said | {verbs.OpenGuestSession} == GUEST_VERBS


# Secrets and policy


def test_without_a_code_whoever_has_the_sticker_acts(store, open_front) -> None:
    """Under the policy NONE the link alone opens the stay in the room, as the docs warn."""
    own = example_property()
    rooms = attrs.evolve(own.rooms, guest_access=GuestAccess.NONE)
    front = open_front(store, attrs.evolve(own, rooms=rooms))
    link = front.hotel.room_link("2034")
    is_refused(front.hotel.open_guest_session, link, key="too-early")
    stay = front.arrive()
    guest = front.hotel.guest(front.hotel.open_guest_session(link, key="s1"))
    assert guest.order_room_service(stay, [("es-teh", 1)], key="o").events
    is_refused(front.hotel.open_guest_session, link[:-1], key="s2")


def test_stickers_outlive_the_secret_they_were_signed_with(front, store, stay, link, code) -> None:
    """A new secret signs from now on, and the old one still verifies until it is taken away."""
    old, new = b"k" * 32, b"n" * 32
    token = front.hotel.open_guest_session(link, code, key="s1")
    both = front.over(store, keys=Keys(new, old))
    assert both.room_link("2034") != link
    assert both.open_guest_session(link, code, key="s2")
    assert both.open_guest_session(both.room_link("2034"), both.stay_code(stay), key="s3")
    assert both.guest(token).actor.id == stay
    gone = front.over(store, keys=Keys(new))
    is_refused(gone.open_guest_session, link, code, key="s4")
    is_refused(gone.guest, token)


def test_without_secrets_there_are_no_links(front, store) -> None:
    """A hotel that was given no secrets says so, and signs nothing."""
    hotel = Hotel(store, "axentra")
    for act in (
        lambda: hotel.room_link("2034"),
        lambda: hotel.stay_code("S1"),
        lambda: hotel.open_guest_session("x", "y", key="s"),
        lambda: hotel.guest("S1~1~A"),
        lambda: hotel.by(Actor("staff", "dewi", ("manager",))).print_sticker("2034"),
    ):
        with pytest.raises(HotelRefusal) as error:
            act()
        assert error.value.code == "hotel.keys_missing"


def test_there_is_no_link_for_a_room_that_is_not_there(front) -> None:
    """A sticker is printed for a room of the house."""
    with pytest.raises(InvalidInput) as error:
        front.hotel.room_link("9999")
    assert error.value.code == "value.not_listed"
