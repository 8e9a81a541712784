"""Who acts, when, and what they may do."""

from datetime import date, datetime
from typing import Literal

import attrs

from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.texts import Code, Id

ActorKind = Literal["staff", "guest", "channel", "partner", "system"]


@checked
class Actor:
    """Who does something; every commit names one.

    Attributes:
        kind: staff, guest, channel, partner or system.
        id: who of that kind; an id, never a person's name.
        roles: names that `Permissions` grants things to.
    """

    kind: ActorKind
    id: Id
    roles: tuple[Code, ...] = ()

    def __str__(self) -> str:
        """Return the kind and the id, as errors and logs show it."""
        return f"{self.kind} {self.id}"


SYSTEM = Actor("system", "axentra")
EVERYONE = "everyone"


@checked
class Grant:
    """One role and the permissions it has."""

    role: Code
    permissions: tuple[Code, ...]


@checked
class Permissions:
    """Which role may do what; the role ``everyone`` stands for all staff.

    The system itself may do everything. Guests, channels and partners are never granted
    anything by role: they act through the verbs that are theirs.
    """

    grants: tuple[Grant, ...] = ()

    def allow(self, actor: Actor, permission: str) -> bool:
        """Return whether the actor has the permission."""
        if actor.kind == "system":
            return True
        if actor.kind != "staff":
            return False
        roles = {EVERYONE, *actor.roles}
        return any(permission in grant.permissions for grant in self.grants if grant.role in roles)


NO_PERMISSIONS = Permissions()


@attrs.frozen
class Context:
    """What a decision may know beside its state: everything comes in from outside.

    Attributes:
        now: aware UTC instant.
        business_date: the hotel's open day; it changes at the close of day, not at midnight.
        actor: who decides.
        permissions: which role may do what at this property.
    """

    now: datetime
    business_date: date
    actor: Actor
    permissions: Permissions = NO_PERMISSIONS

    def refusal_without(self, permission: str) -> RuleViolation | None:
        """Return the refusal of an actor who lacks the permission."""
        if self.permissions.allow(self.actor, permission):
            return None
        return RuleViolation("permission.missing", actor=str(self.actor), permission=permission)
