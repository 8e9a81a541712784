"""Who acts, and who may do what."""

from datetime import UTC, date, datetime

import pytest

from axentra_core.kernel.actor import EVERYONE, SYSTEM, Actor, Context, Grant, Permissions
from axentra_core.kernel.errors import InvalidInput

PERMISSIONS = Permissions(
    (
        Grant(EVERYONE, ("stays.check_in",)),
        Grant("supervisor", ("rooms.override", "folio.reverse")),
        Grant("supervisor", ("house.dismiss",)),
        Grant("manager", ("house.change",)),
    )
)
CLERK = Actor("staff", "ayu")
SUPERVISOR = Actor("staff", "sari", ("supervisor",))
BOTH = Actor("staff", "dewi", ("supervisor", "manager"))
OUTSIDERS = tuple(
    Actor(kind, "x", ("supervisor", EVERYONE)) for kind in ("guest", "channel", "partner")
)


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("stays.check_in", {CLERK, SUPERVISOR, BOTH, SYSTEM}),
        ("rooms.override", {SUPERVISOR, BOTH, SYSTEM}),
        ("house.dismiss", {SUPERVISOR, BOTH, SYSTEM}),
        ("house.change", {BOTH, SYSTEM}),
        ("house.burn", {SYSTEM}),
        ("supervisor", {SYSTEM}),
    ],
)
def test_staff_may_do_what_their_roles_may(permission, allowed) -> None:
    """Everyone on the staff shares the daily work, roles add to it, outsiders have none of it."""
    everybody = {CLERK, SUPERVISOR, BOTH, SYSTEM, *OUTSIDERS}
    assert {actor for actor in everybody if PERMISSIONS.allow(actor, permission)} == allowed


def test_without_grants_only_the_system_acts() -> None:
    """A property that grants nothing has granted nothing."""
    assert Permissions().allow(SYSTEM, "stays.check_in")
    assert not Permissions().allow(BOTH, "stays.check_in")


def test_who_lacks_a_permission_is_told_which() -> None:
    """The refusal names the actor and the permission, so that somebody can help."""
    context = Context(datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), CLERK, PERMISSIONS)
    assert context.refusal_without("stays.check_in") is None
    refusal = context.refusal_without("rooms.override")
    assert refusal is not None
    assert refusal.code == "permission.missing"
    assert str(refusal).startswith("staff ayu may not do this: it needs the permission rooms.over")


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        (("robot", "r2"), "kind"),
        (("staff", "Siti Rahma"), "id"),
        (("staff", ""), "id"),
        (("staff", None), "id"),
        (("staff", "ayu", "manager"), "roles"),
        (("staff", "ayu", ("the boss",)), "roles[0]"),
    ],
)
def test_an_actor_is_known_by_kind_and_id(fields, path) -> None:
    """Whoever acts is one of five kinds, and named by an id, never by a name."""
    with pytest.raises(InvalidInput) as caught:
        Actor(*fields)
    assert [fault.path for fault in caught.value.faults] == [path]
