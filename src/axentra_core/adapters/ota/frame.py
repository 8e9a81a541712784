"""What all requests and answers of OpenTravel have around them: names, tokens, times, the hotel."""

from datetime import datetime
from typing import Final, Protocol

from axentra_core.adapters.ota.texts import instant_of, quoted
from axentra_core.adapters.ota.xml_door import Element, only_child
from axentra_core.kernel.checks import instant
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.texts import line

OTA: Final = "http://www.opentravel.org/OTA/2003/05"
VERSION: Final = "1.0"
# ERSP, of the list of unique id types: an electronic reservation service provider.
REQUESTOR_TYPE: Final = "22"

# Of the list of unique id types: what else a reservation is known by.
RESERVATION, CANCELLATION, MESSAGE = "14", "15", "16"
PLATFORMS_OWN, CHANNELS_OWN, CONFIRMATION = "25", "29", "40"
MESSAGE_CONTEXT: Final = "MESSAGE_UNIQUE_ID"

_POS, _SOURCE, _REQUESTOR = (f"{{{OTA}}}{name}" for name in ("POS", "Source", "RequestorID"))


class Dated(Protocol):
    """What is sent or answered: it has an id and a time."""

    @property
    def id(self) -> str:
        """By which the answer is known."""
        ...

    @property
    def at(self) -> datetime:
        """When it is made."""
        ...


def opened(name: str, message: Dated) -> str:
    """Return the beginning of a request or an answer, which still has to be closed.

    Raises:
        InvalidInput: those of `instant` and `line` for the time and the id of the message.
    """
    return (
        f'<{name} xmlns="{OTA}" EchoToken="{quoted(message.id)}"'
        f' TimeStamp="{instant(message.at).isoformat()}" Version="{VERSION}">'
    )


def head(name: str, token: str, at: datetime | None, more: str = "") -> str:
    """Return the beginning of a message that need have no id and no time, or has more to say.

    Raises:
        InvalidInput: as `opened`.
    """
    echo = f' EchoToken="{quoted(token)}"' if token else ""
    time = f' TimeStamp="{instant(at).isoformat()}"' if at else ""
    return f'<{name} xmlns="{OTA}"{echo}{time} Version="{VERSION}"{more}>'


def named(*names: str) -> dict[str, str]:
    """Return local names of OpenTravel by their whole names."""
    return {f"{{{OTA}}}{name}": name for name in names}


def source(pms: str) -> str:
    """Return who asks."""
    return f'<POS><Source><RequestorID Type="{REQUESTOR_TYPE}" ID="{quoted(pms)}"/></Source></POS>'


def pms_of(root: Element) -> str:
    """Return who asks.

    Raises:
        InvalidInput: ``field.required`` or ``field.duplicate``.
    """
    found = only_child(only_child(only_child(root, _POS), _SOURCE), _REQUESTOR)
    return attribute(found, "ID")


def head_of(root: Element) -> tuple[str, datetime]:
    """Return the id and the time of a message.

    Raises:
        InvalidInput: ``field.required``, ``instant.bad_format`` and those of `line`.
    """
    return line(attribute(root, "EchoToken")), instant_of(attribute(root, "TimeStamp"))


def attribute(element: Element, name: str) -> str:
    """Return an attribute that has to be there.

    Raises:
        InvalidInput: ``field.required``.
    """
    value = element.get(name)
    if value is None:
        raise InvalidInput.because("field.required", path=name)
    return value


def answers(root: Element, message: Dated) -> None:
    """Look whether an answer is to this message.

    Raises:
        InvalidInput: ``value.contradicts`` for an answer to another one.
    """
    echo = root.get("EchoToken")
    if echo is not None and echo != message.id:
        raise InvalidInput.because(
            "value.contradicts", path="EchoToken", one=shown(echo), other=shown(message.id)
        )
