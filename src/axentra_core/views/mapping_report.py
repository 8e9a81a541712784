"""What is wrong with a mapping, as those read it who have to put it right."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.views.columns import WIDTH, Column, Row, table
from axentra_core.views.locale import Language, language
from axentra_core.views.text import BLANK, THICK, THIN, TITLE, document

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.channels import Finding, Worded

SEVERITIES: Final = ("error", "warning")
# What parts that which is wrong from that which is to be done, in every language.
PARTS: Final = ("; ", "；")
ITEM: Final = (Column(), Column(wraps=True))


@attrs.frozen
class Fault:
    """One thing that is wrong with a mapping.

    Attributes:
        code: by which others know it.
        path: where it is, such as ``rate_links[3].room_code``.
        what: what is wrong.
        to_do: what to do about it.
        sentence: both together.
    """

    code: str
    path: str
    what: str
    to_do: str
    sentence: str


@attrs.frozen
class FaultGroup:
    """The faults of one severity, in the order of the check.

    Attributes:
        severity: as a code.
        word: the same in words.
        count: how many there are, as a sentence.
        faults: none where there are none.
    """

    severity: str
    word: str
    count: str
    faults: tuple[Fault, ...]


@attrs.frozen
class MappingReport:
    """Everything that is wrong with a mapping.

    Attributes:
        own: the language.
        name: of what was checked.
        groups: one for every severity, the worst first.
        is_right: nothing is wrong.
    """

    own: Language
    name: str
    groups: tuple[FaultGroup, ...]
    is_right: bool


def mapping_report(findings: Iterable["Finding"], locale: str, name: str = "") -> MappingReport:
    """Return findings in the words of a language.

    Args:
        findings: as `lint` gives them.
        locale: one of `LOCALES`.
        name: of the connection or the platform.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    by_severity: dict[str, list[Fault]] = {one: [] for one in SEVERITIES}
    for one in findings:
        by_severity[one.kind.severity].append(_fault(own, one))
    groups = tuple(
        FaultGroup(
            severity,
            own.word(f"mapping_report.{severity}"),
            own.word(f"mapping_report.{severity}s", count=own.number(len(faults))),
            tuple(faults),
        )
        for severity, faults in by_severity.items()
    )
    return MappingReport(own, name, groups, not any(by_severity.values()))


def _fault(own: Language, one: "Finding") -> Fault:
    wording = own.words.get(f"findings.{one.kind}", one.kind.sentence)
    values = {name: _said(own, name, value) for name, value in one.values.items()}
    separator = next(part for part in PARTS if part in wording)
    what, to_do = (part.format_map(values) for part in wording.split(separator, 1))
    return Fault(one.kind.value, one.path, what, to_do, f"{what}{separator}{to_do}")


def _said(own: Language, name: str, value: "str | int | Worded") -> str:
    if isinstance(value, int):
        return own.number(value)
    if isinstance(value, str):
        # Measures are the only values that are words of the library.
        if name != "measures":
            return value
        return own.list_of(own.name_of("named", one) for one in value.split(", "))
    wording = own.words.get(f"wordings.{value.wording.name.lower()}", value.wording.value)
    return wording.format_map(value.values)


def mapping_report_text(findings: Iterable["Finding"], locale: str, *, name: str = "") -> str:
    """Return as text what is wrong with a mapping, each with where it is and what to do.

    Args:
        findings: as `lint` gives them.
        locale: one of `LOCALES`.
        name: of the connection or the platform.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    report = mapping_report(findings, locale, name)
    word = report.own.word
    title: list[Row] = [(word("mapping_report.title"), report.name), THICK]
    if report.is_right:
        return document(table(TITLE, title, room=WIDTH), (word("mapping_report.right"),))
    counts: list[Row] = [(group.count, "") for group in report.groups]
    return document(
        table(TITLE, [*title, *counts], room=WIDTH),
        *(_group(group) for group in report.groups if group.faults),
    )


def _group(group: FaultGroup) -> Iterator[str]:
    yield from (BLANK, *table(TITLE, [(group.word, ""), THIN], room=WIDTH))
    rows: list[Row] = []
    for place, fault in enumerate(group.faults, 1):
        rows += [(f"{place}.", fault.sentence), ("", f"{fault.path} [{fault.code}]")]
    yield from table(ITEM, rows, room=WIDTH)
