"""What tests of channels share: a connection of Hotel Axentra on its way to going live."""

from datetime import date

from axentra_core.channels import (
    CheckResult,
    Comparison,
    ConnectionOpened,
    Direction,
    FinishFullSync,
    Managed,
    Mapping,
    Measure,
    Offer,
    Preparation,
    RateLink,
    RoomRate,
    Target,
    Update,
)
from axentra_core.channels.messages import BeginFullSync
from axentra_core.channels.preparation import NOTED
from axentra_core.hotel import verbs
from axentra_core.kernel.money import money

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
PASSED, FAILED = CheckResult
PRICE = money(850_000, "IDR")
# The hotel cannot say who may leave on a date, so somebody does it at the platform.
BY_HAND = (Managed(Measure.CLOSED_TO_DEPARTURE, "revenue"),)
ALIKE = Comparison(500, 0)
A_VALUE = Update(Target("DLX"), Measure.AVAILABILITY, MONDAY, MONDAY, 12)


def mapping(*room_types, provider="siteminder"):
    """Return a mapping in which nothing is wrong, if the hotel has these room types."""
    types = room_types or ("DLX",)
    return Mapping(
        provider,
        tuple(Offer(one, "BAR", one, "BAR", one, "IDR") for one in types),
        tuple(RoomRate(f"{one}-1", one, "Best rate") for one in types),
        tuple(RateLink(f"{one}-1", one, "BAR", one) for one in types),
    )


def opened(front, direction=Direction.TWO_WAY, **more):
    """Begin to prepare a connection, and return it."""
    done = front.boss.open_connection("siteminder", "HOTEL1", direction, **more)
    return done.one(ConnectionOpened).connection


def prepared(front, direction=Direction.TWO_WAY):
    """Return a connection of which everything is seen to."""
    connection, boss = opened(front, direction), front.boss
    for one in Preparation:
        if one not in NOTED:
            boss.tick_preparation(connection, one)
    boss.note_integration_fee(connection, money(0, "IDR"))
    boss.note_support(connection, "support of the PMS", person="Siti, +62 21 555 0100")
    return connection


def requested(front, direction=Direction.TWO_WAY):
    """Return a connection for which the platform was asked today."""
    connection = prepared(front, direction)
    front.boss.request_integration(connection, case="case-4711")
    return connection


def entered(front, direction=Direction.TWO_WAY):
    """Return a connection with a mapping in which nothing is wrong."""
    connection = requested(front, direction)
    front.boss.set_mapping(connection, mapping())
    return connection


def mapped(front, direction=Direction.TWO_WAY):
    """Return a connection whose mapping is finished."""
    connection = entered(front, direction)
    front.boss.finish_mapping(connection, 1)
    return connection


def synchronise(front, connection):
    """Let a platform be told everything, and take it."""
    front.put(BeginFullSync(connection, 0), FinishFullSync(connection, 0))


def sending(front):
    """Return a connection that has begun to tell a platform everything."""
    connection = mapped(front)
    front.boss.begin_full_sync(connection)
    return connection


def under_way(front):
    """Return a connection with a message of one value that is not answered."""
    connection = sending(front)
    front.boss.send_updates(connection, 1, [A_VALUE])
    return connection


def told(front):
    """Return a connection whose platform has acknowledged one value, and is tested."""
    connection = under_way(front)
    front.boss.record_answer(connection, 1)
    front.boss.finish_full_sync(connection, 0)
    return connection


def selling(front):
    """Return a connection through which guests book, whose platform was told one value."""
    connection = told(front)
    show_all(front, connection)
    front.boss.confirm_data(connection)
    front.boss.go_live(connection)
    return connection


def proved(front):
    """Return a connection of which every test was right."""
    connection = mapped(front)
    synchronise(front, connection)
    show_all(front, connection)
    return connection


def show_all(front, connection, version=1):
    """Record that everything that is missing was right with a version of the mapping."""
    for check in front.hotel.read.connection(connection).missing:
        front.boss.record_check(connection, check, PASSED, f"{check} at the platform", version)


def confirmed(front):
    """Return a connection of which the hotel says that all is right."""
    connection = proved(front)
    front.boss.confirm_data(connection)
    return connection


def live(front):
    """Return a connection through which guests book."""
    connection = confirmed(front)
    front.boss.go_live(connection)
    return connection


def suspended(front):
    """Return a connection that rests."""
    connection = live(front)
    front.boss.suspend_connection(connection, "the platform is being moved")
    return connection


def brought(way, *messages):
    """Return a way on which reservations have come over the connection."""

    def come(front):
        connection = way(front)
        for one in messages:
            front.boss.receive_reservation(connection, one, message_id="M1")
        return connection

    return come


def on_its_way(way, make):
    """Return a scene with a connection that has come so far."""
    return lambda front: make(way(front))


def only_received(make):
    """Return a scene with the finished mapping of a connection that sends nothing."""
    return lambda front: make(mapped(front, Direction.RECEIVES))


def ticked(front):
    """Return what a preparation is seen to for and has to be again."""
    connection = opened(front)
    front.boss.tick_preparation(connection, Preparation.PMS_ACTIVE)
    return verbs.UntickPreparation(connection, Preparation.PMS_ACTIVE)
