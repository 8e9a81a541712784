"""The parts of a connection as it is read: plain texts in one language."""

import attrs

from axentra_core.views.locale import Language


@attrs.frozen
class Step:
    """A step on the way to going live.

    Attributes:
        word: what is done.
        stage: ``done``, ``now`` or ``ahead``.
        said: the same in words.
    """

    word: str
    stage: str
    said: str


@attrs.frozen
class Tick:
    """A part of the preparation.

    Attributes:
        word: what is seen to.
        is_done: whether somebody has.
        said: the same in words.
    """

    word: str
    is_done: bool
    said: str


@attrs.frozen
class CheckRow:
    """Something that has to be shown before a connection goes live. What is unknown is empty.

    Attributes:
        word: what has to be shown.
        result: ``passed``, ``failed``, ``older`` or ``missing``.
        said: the same in words.
        seen: what was looked at.
        reference: where more is kept.
        by: who has recorded it.
        at: when.
    """

    word: str
    result: str
    said: str
    seen: str = ""
    reference: str = ""
    by: str = ""
    at: str = ""


@attrs.frozen
class ConnectionSheet:
    """A connection as it is read. What it does not have is empty.

    Attributes:
        own: the language.
        name: of the platform, and the connection.
        status: in words.
        looks: the same as a code.
        next: what has to be done next.
        acts: who has to do it.
        notices: what should not be overlooked.
        way: the steps to going live.
        facts: what is known, as label and value.
        ticks: the preparation; empty once it is over.
        checks: what has to be shown.
        shown: how much of it has been.
        sends: measures that are sent.
        managed: measures that the PMS does not send, and who sees to them at the platform.
        drift: what the last comparison has shown.
        drift_by: who has compared, and when.
        differences: the first values that differ.
    """

    own: Language
    name: str
    status: str
    looks: str
    next: str
    acts: str
    notices: tuple[str, ...]
    way: tuple[Step, ...]
    facts: tuple[tuple[str, str], ...]
    ticks: tuple[Tick, ...]
    checks: tuple[CheckRow, ...]
    shown: str
    sends: tuple[str, ...]
    managed: tuple[str, ...]
    drift: str
    drift_by: str
    differences: tuple[str, ...]
