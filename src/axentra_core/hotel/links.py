"""What a guest scans and types: the room's link, the stay code, the session token.

All three are signatures of the property's `Keys`; none is stored, and none holds guest data.
"""

import re
from typing import Final

import attrs

from axentra_core.kernel.keys import Keys
from axentra_core.kernel.texts import LONGEST_TEXT

STICKER, STAY_CODE, SESSION = "room sticker", "stay code", "guest session"
STAY_CODE_LENGTH = 8

# What stands before the room number is the hotel's address: it may change, the code holds.
_LINK: Final = re.compile(
    r"(?:.*/)?(?P<room>[A-Za-z0-9][A-Za-z0-9._-]{0,31})"
    r"\?p=(?P<number>[1-9][0-9]{0,8})&c=(?P<code>[A-Z2-7]{32})"
)
_UNREADABLE: Final = ("", "0", "A" * 32)


@attrs.frozen
class Sticker:
    """What a link says that the property has signed.

    Attributes:
        room: number of the room that the sticker hangs in.
        number: which of the room's stickers it is, counted from 1; the room knows which of them
            were revoked.
    """

    room: str
    number: int


def room_link(keys: Keys, base: str, property_id: str, room: str, number: int) -> str:
    """Return the link for a sticker in a room: room number, print number and a signed code.

    Args:
        keys: the newest of them signs.
        base: what the link begins with, up to the last slash: ``https://hotel.example/qr/room/``.
        property_id: the sticker of one hotel opens nothing in another.
        room: number of the room.
        number: print number, from 1.
    """
    return f"{base}{room}?p={number}&c={keys.sign(STICKER, property_id, room, str(number))}"


def sticker_of(keys: Keys, property_id: str, link: object) -> Sticker | None:
    """Return the sticker that a link was scanned from, or None if the property has not signed it.

    Whatever is wrong with a link, it takes the same path: a code is always checked, and the time
    that it takes tells nothing.
    """
    room, number, code = _read(link)
    genuine = keys.verify(code, STICKER, property_id, room, number)
    return Sticker(room, int(number)) if genuine else None


def _read(link: object) -> tuple[str, str, str]:
    """Return room, print number and code as they stand in a link, or what no key has signed."""
    # Nothing longer is scanned: the verb takes no longer text.
    if not isinstance(link, str) or len(link) > LONGEST_TEXT:
        return _UNREADABLE
    found = _LINK.fullmatch(link)
    return (found["room"], found["number"], found["code"]) if found else _UNREADABLE


def stay_code(keys: Keys, property_id: str, stay: str) -> str:
    """Return the code that is told to a guest at check-in: eight capitals and digits."""
    return keys.sign(STAY_CODE, property_id, stay, length=STAY_CODE_LENGTH)


def is_stay_code(keys: Keys, property_id: str, stay: str, typed: str) -> bool:
    """Return whether a guest has typed their stay's code; small letters and blanks are forgiven."""
    code = "".join(typed.upper().split())
    return keys.verify(code, STAY_CODE, property_id, stay, length=STAY_CODE_LENGTH)


def session_token(keys: Keys, property_id: str, stay: str, session: int) -> str:
    """Return the token with which a guest's phone acts for one stay."""
    return f"{stay}~{session}~{keys.sign(SESSION, property_id, stay, str(session))}"


def stay_of(keys: Keys, property_id: str, token: object) -> str | None:
    """Return the stay a session token is for, or None if it is not ours."""
    if not isinstance(token, str):
        return None
    stay, _, rest = token.partition("~")
    session, _, signature = rest.partition("~")
    return stay if keys.verify(signature, SESSION, property_id, stay, session) else None
