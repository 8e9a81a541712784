"""What a guest scans and types: the room's link, the stay code, the session token.

All three are signatures of the property's `Keys`; none is stored, and none holds guest data.
"""

from urllib.parse import parse_qs, urlsplit

from axentra_core.kernel.keys import Keys

STICKER, STAY_CODE, SESSION = "room sticker", "stay code", "guest session"
STAY_CODE_LENGTH = 8


def room_link(keys: Keys, base: str, property_id: str, room: str) -> str:
    """Return the link for the sticker in a room: its number and a signed code."""
    return f"{base}{room}?c={keys.sign(STICKER, property_id, room)}"


def room_of(keys: Keys, property_id: str, link: str) -> str | None:
    """Return the room of a scanned link, or None if the sticker's code is not ours."""
    try:
        parts = urlsplit(link)
        (code,) = parse_qs(parts.query, max_num_fields=3).get("c", [""])
    except ValueError:
        return None
    room = parts.path.rpartition("/")[2]
    return room if keys.verify(code, STICKER, property_id, room) else None


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
