"""SOAP 1.1 around an OpenTravel message: who asks in its header, and the message in its body."""

from typing import Annotated, Final

import attrs

from axentra_core.adapters.ota.texts import escaped
from axentra_core.adapters.ota.xml_door import (
    Element,
    attributes,
    only_child,
    read_xml,
    unexpected,
)
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import line

DECLARATION: Final = "<?xml version='1.0' encoding='UTF-8'?>\n"
SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
_OASIS: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE: Final = f"{_OASIS}wssecurity-secext-1.0.xsd"
PASSWORD_TEXT: Final = f"{_OASIS}username-token-profile-1.0#PasswordText"

FAULT: Final = f"{{{SOAP}}}Fault"
_HEADER, _BODY = f"{{{SOAP}}}Header", f"{{{SOAP}}}Body"
ENVELOPE: Final = f"{{{SOAP}}}Envelope"
_SECURITY, _TOKEN = f"{{{WSSE}}}Security", f"{{{WSSE}}}UsernameToken"
_USERNAME, _PASSWORD = f"{{{WSSE}}}Username", f"{{{WSSE}}}Password"
_OPENED: Final = f'{DECLARATION}<SOAP-ENV:Envelope xmlns:SOAP-ENV="{SOAP}">'
_CLOSED: Final = "</SOAP-ENV:Body></SOAP-ENV:Envelope>"


@checked
class Credentials:
    """What a platform knows a PMS by. The password is shown by nothing but the message itself.

    Attributes:
        pms: code that the platform has given the PMS.
        username: one for all its properties.
        password: plain text, as the platform wants it; the connection is encrypted.
    """

    pms: Annotated[str, line]
    username: Annotated[str, line]
    password: Annotated[str, line] = attrs.field(repr=lambda _: "***")


def request(credentials: Credentials, message: str) -> bytes:
    """Return a message as it is sent: with its user and password in the header."""
    return (
        f'{_OPENED}<SOAP-ENV:Header><wsse:Security xmlns:wsse="{WSSE}"'
        ' SOAP-ENV:mustUnderstand="1"><wsse:UsernameToken>'
        f"<wsse:Username>{escaped(credentials.username)}</wsse:Username>"
        f'<wsse:Password Type="{PASSWORD_TEXT}">{escaped(credentials.password)}</wsse:Password>'
        "</wsse:UsernameToken></wsse:Security></SOAP-ENV:Header>"
        f"<SOAP-ENV:Body>{message}{_CLOSED}"
    ).encode()


def response(message: str) -> bytes:
    """Return a message as it is answered: the header is empty."""
    return f"{_OPENED}<SOAP-ENV:Header/><SOAP-ENV:Body>{message}{_CLOSED}".encode()


def read_envelope(body: bytes, most_bytes: int) -> Element:
    """Return the envelope of a document.

    Raises:
        InvalidInput: as `read_xml`; ``xml.unexpected`` for another root.
    """
    root = read_xml(body, most_bytes)
    if root.tag != ENVELOPE:
        raise unexpected(root, [ENVELOPE])
    return root


def content(envelope: Element) -> Element:
    """Return the one element in the body of an envelope.

    Raises:
        InvalidInput: ``field.required``, ``field.duplicate`` or ``list.length``.
    """
    found = list(only_child(envelope, _BODY).iterchildren("*"))
    if len(found) != 1:
        raise InvalidInput.because("list.length", path="Body", got=len(found), low=1, high=1)
    return found[0]


def signed_by(envelope: Element) -> tuple[str, str]:
    """Return the user and the password in the header of a request.

    Raises:
        InvalidInput: ``field.required``, ``field.duplicate`` or, for a password that is no plain
            text, ``value.unknown``.
    """
    security = only_child(only_child(envelope, _HEADER), _SECURITY)
    token = only_child(security, _TOKEN)
    password = only_child(token, _PASSWORD)
    attributes(password, ["Type"], ["Type"])
    if password.get("Type") != PASSWORD_TEXT:
        raise InvalidInput.because(
            "value.unknown", path="Password.Type", got="another type", allowed=PASSWORD_TEXT
        )
    return only_child(token, _USERNAME).text or "", password.text or ""
