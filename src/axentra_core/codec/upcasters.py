"""How events of earlier releases become events of today.

A row takes the plain data of one version of an event to the next one. The text in the log, and so
its hash, stays as it was first written.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

Upcasters = Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]

# (type, from version): the function that gives the next version
UPCASTERS: Final[Upcasters] = {}
