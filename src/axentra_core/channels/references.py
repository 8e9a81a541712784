"""How a channel's reservation is known: the channel's code and its own reference.

    >>> from axentra_core.channels.code_tables import SITEMINDER_CODES
    >>> read_reference("EXP-1695093244", SITEMINDER_CODES)
    ChannelReference(channel='EXP', reference='1695093244')
    >>> read_reference("1695093244", SITEMINDER_CODES, channel="EXP").text
    'EXP-1695093244'
    >>> read_reference("999-9999999", SITEMINDER_CODES).channel is None
    True

Messages write ``CODE-reference``, exports often the reference alone, and references of some
channels have hyphens of their own: so what stands before a hyphen is a code only where the
platform's table, or whoever sent it, says so.
"""

import unicodedata
from typing import Annotated, Final

from axentra_core.channels.codes import CodeTable
from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Code, line
from axentra_core.kernel.texts import code as code_of

LONGEST_REFERENCE: Final = 64


def reference(value: object) -> str:
    """Return a channel's reference as it was told, without spaces around it.

    Channels number with up to fifteen digits and more, so what looks like a card number is none
    here. Characters that nobody sees are refused: two references that look alike are one.
    """
    told = line(value.strip() if type(value) is str else value, limit=LONGEST_REFERENCE)
    for position, character in enumerate(told):
        if unicodedata.category(character) == "Cf":
            raise InvalidInput.because("text.control_character", position=position)
    return told


Reference = Annotated[str, reference]


@checked
class ChannelReference:
    """What makes a channel's reservation one and the same, however it was told.

    Attributes:
        channel: primary code of the channel; None where nobody has told it.
        reference: the channel's own, without the code.
    """

    channel: Code | None
    reference: Reference

    @property
    def text(self) -> str:
        """What is written for it: ``EXP-1695093244``, or the reference alone."""
        return self.reference if self.channel is None else f"{self.channel}-{self.reference}"


def read_reference(text: str, table: CodeTable, *, channel: str | None = None) -> ChannelReference:
    """Return what a text refers to, with or without a code before it.

    A secondary code stands for the primary one it is a part of. Where the channel is told beside
    the text, another channel's code before a hyphen is a part of the reference.

    Args:
        text: what a message or a file says.
        table: the codes of the platform, in exactly these letters.
        channel: code of the channel, where it is told beside the text; it may be unknown.

    Raises:
        InvalidInput: ``text.…`` or ``field.…`` for what is no line of text, ``code.…`` with the
            path ``channel`` for what cannot be a code.
    """
    rest = reference(text)
    told = None
    if channel is not None:
        try:
            told = _primary(code_of(channel), table)
        except InvalidInput as error:
            raise error.under("channel") from None
    while True:
        head, _, tail = rest.partition("-")
        is_code = head in table or head == channel
        if not is_code or not tail.strip() or (told and _primary(head, table) != told):
            return ChannelReference(told, rest)
        told, rest = _primary(head, table), tail.strip()


def _primary(code: str, table: CodeTable) -> str:
    return table.channel(code).part_of or code
