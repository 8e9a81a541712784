"""The other side of the wire: requests as SiteMinder reads them, and the answers it writes.

For simulators and for tests of who sends; nothing of the hotel's needs it.
"""

from datetime import datetime
from typing import Final

import attrs

from axentra_core.adapters.ota import answers
from axentra_core.adapters.ota.availability import read_statuses
from axentra_core.adapters.ota.envelope import Credentials, content, read_envelope, signed_by
from axentra_core.adapters.ota.forms import FORMS, form_of
from axentra_core.adapters.ota.frame import OTA, attribute, head_of, pms_of
from axentra_core.adapters.ota.rates import read_rates
from axentra_core.adapters.ota.xml_door import Element, only_child, unexpected
from axentra_core.channels.dialect import Answer, InventoryMessage, Operation
from axentra_core.channels.providers import SITEMINDER
from axentra_core.kernel.texts import line

ROOT_ELEMENTS: Final = tuple(dict.fromkeys(f"{{{OTA}}}{form.name}RQ" for form in FORMS.values()))


@attrs.frozen
class Request:
    """A request as it came.

    Attributes:
        credentials: who says to have sent it.
        message: what it tells.
    """

    credentials: Credentials
    message: InventoryMessage


def read_request(body: bytes, most_bytes: int = SITEMINDER.most_bytes) -> Request:
    """Return a request for an update.

    Raises:
        InvalidInput: those of `read_xml`, ``xml.too_large`` among them; ``xml.unexpected`` for
            another message; and all faults of what it tells, each with its path.
    """
    envelope = read_envelope(body, most_bytes)
    username, password = signed_by(envelope)
    root = content(envelope)
    if root.tag not in ROOT_ELEMENTS:
        raise unexpected(root, ROOT_ELEMENTS)
    return Request(Credentials(pms_of(root), username, password), _message(root))


def write_answer(message: InventoryMessage, answer: Answer, at: datetime) -> bytes:
    """Return the answer to a request.

    Args:
        message: the request.
        answer: what became of it; its remarks say by `Remark.theirs` which number is told, or the
            first one that stands for their code.
        at: when it is answered.
    """
    form = form_of(message.operation)
    return answers.write_answer(
        attrs.evolve(message, at=at),
        answer,
        f"{form.name}RS",
        lambda: form.records(message.updates),
    )


def _message(root: Element) -> InventoryMessage:
    is_rates = root.tag == f"{{{OTA}}}{FORMS[Operation.RATES].name}RQ"
    form = FORMS[Operation.RATES if is_rates else Operation.AVAILABILITY]
    container = only_child(root, f"{{{OTA}}}{form.container}")
    (id_, at), hotel = head_of(root), line(attribute(container, "HotelCode"))
    if is_rates:
        told, currency, digits = read_rates(container)
        return InventoryMessage(id_, hotel, at, Operation.RATES, told, currency, digits)
    operation, told = read_statuses(container)
    return InventoryMessage(id_, hotel, at, operation, told)
