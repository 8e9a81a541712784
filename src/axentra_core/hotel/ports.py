"""What a hotel is given from outside beside its store: the time, and ids for new records."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Protocol

import attrs

from axentra_core.channels import PROVIDERS, Provider
from axentra_core.folio.tax import Functions
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.sealed import Cipher

Clock = Callable[[], datetime]

# Crockford's alphabet: no letter that is taken for a digit when it is read over the phone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Ids(Protocol):
    """Port: gives ids to records that begin."""

    def new(self, kind: str) -> str:
        """Return an id that no record of this kind has."""
        ...


class RandomIds:
    """Ids of ten characters, 50 random bits, that tell nothing about how many there are."""

    def new(self, kind: str) -> str:  # noqa: ARG002 - the port's signature
        """Return a random id."""
        bits = secrets.randbits(50)
        return "".join(_ALPHABET[bits >> shift & 31] for shift in range(0, 50, 5))


@attrs.frozen
class Outside:
    """Everything a hotel is given from outside beside its store.

    Attributes:
        clock: gives the present instant.
        ids: gives ids to new records.
        cipher: seals personal data.
        keys: secrets of links, codes and sessions.
        tax_functions: what the tax rules ask by name.
        providers: the platforms that can be connected, by their codes.
    """

    clock: Clock
    ids: Ids
    cipher: Cipher
    keys: Keys | None = None
    tax_functions: Functions = MappingProxyType({})
    providers: Mapping[str, Provider] = PROVIDERS


def system_clock() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)
