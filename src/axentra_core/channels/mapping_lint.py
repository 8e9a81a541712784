"""Proves before a connection goes live that its mapping can work, and tells what is wrong at once.

    for found in lint(mapping, SITEMINDER, SITEMINDER_CODES):
        print(found)

A right mapping has no findings: every offer that is sold has a room rate, every code leads back to
one offer, nothing stands twice or leads nowhere, currencies and adults agree, and no price reaches
a room rate that takes none. Its time grows with the number of entries and no faster.
"""

from typing import Final

from axentra_core.channels.codes import CodeTable
from axentra_core.channels.findings import Finding
from axentra_core.channels.lint_agreement import OF_AGREEMENT
from axentra_core.channels.lint_demands import OF_DEMANDS
from axentra_core.channels.lint_facts import Facts, PropertyFacts
from axentra_core.channels.lint_structure import OF_STRUCTURE
from axentra_core.channels.mapping import Mapping
from axentra_core.channels.providers import Provider

CHECKS: Final = (*OF_STRUCTURE, *OF_AGREEMENT, *OF_DEMANDS)


def lint(
    mapping: Mapping,
    provider: Provider,
    table: CodeTable | None = None,
    own: PropertyFacts | None = None,
) -> tuple[Finding, ...]:
    """Return everything that is wrong with a mapping, each with its path and what to do.

    The order is that of the checks, and within a check that of the entries.

    Args:
        mapping: as it has been entered.
        provider: the platform it is for.
        table: channel codes of the platform; without, channels are not looked up.
        own: what the property is; without, its room types and currency are not looked at.
    """
    facts = Facts(mapping, provider, table, own)
    return tuple(found for check in CHECKS for found in check(facts))
