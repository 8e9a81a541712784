"""Write the pages that are drawn from the tables of the code, or check that they are fresh.

python tools/generate_docs.py           writes them
python tools/generate_docs.py --check   fails if one is stale
"""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import axentra_core
from axentra_core.adapters.channex import tables as channex
from axentra_core.adapters.ota import booking_codes as ota
from axentra_core.channels.code_tables import SITEMINDER_CODES, channex_codes
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.reservations import WHAT_TO_DO_ABOUT, Flag
from axentra_core.hotel import REACTIONS, VERBS
from axentra_core.kernel.errors import RuleViolation, catalogue
from axentra_core.kernel.machine import Forced, Machine

DOCS = Path(__file__).parent.parent / "docs"
NOTE = "<!-- Drawn from the code by tools/generate_docs.py; change the code instead. -->\n"


def main() -> int:
    """Write or check every page; return the exit code."""
    stale = []
    for path, text in pages():
        file = DOCS / path
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv:
            stale.append(path)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"wrote docs/{path}")
    for path in stale:
        print(f"docs/{path} is stale: run python tools/generate_docs.py")
    return 1 if stale else 0


def pages() -> Iterator[tuple[str, str]]:
    """Yield every page: its path in docs/ and its text."""
    packages = []
    for package in packages_with_machines():
        name = package.__name__.rpartition(".")[2]
        packages.append(name)
        yield f"machines/{name}.md", machines_page(name, package)
    yield "machines/index.md", machines_index(packages)
    yield "reference/errors.md", errors_page()
    yield "reference/workflow.md", workflow_page()
    yield "reference/channel-reservations.md", reservations_page()


def packages_with_machines() -> Iterator[Any]:
    """Yield the domain packages that have a lifecycle."""
    for found in pkgutil.iter_modules(axentra_core.__path__, "axentra_core."):
        package = importlib.import_module(found.name)
        if getattr(package, "MACHINES", ()):
            yield package


def machines_page(name: str, package: Any) -> str:  # noqa: ANN401 - a module of any package
    """Return the page of one package: every machine as a table and as a diagram."""
    sections = [f"{NOTE}\n# {name.capitalize()}\n"]
    sections += [machine_section(machine) for machine in package.MACHINES]
    if joint := getattr(package, "JOINT", ()):
        sections.append(joint_section(joint))
    return "\n".join(sections)


def machine_section(machine: Machine[Any]) -> str:
    """Return one machine as a Markdown table and a Mermaid diagram."""
    rows = "\n".join(
        f"| {status} | {event.__name__} | {becomes} |" for status, event, becomes in machine.rows
    )
    moves = "\n".join(
        f"    {status} --> {becomes}: {event.__name__}" for status, event, becomes in machine.rows
    )
    ends = "".join(
        f"\n    {status} --> [*]" for status in machine.statuses if status in machine.ends
    )
    return (
        f"## {machine.name.capitalize()}\n\n"
        f"| while | when this happens | becomes |\n|---|---|---|\n{rows}\n\n"
        f"```mermaid\nstateDiagram-v2\n    [*] --> {machine.start}\n{moves}{ends}\n```\n"
    )


def joint_section(joint: tuple[Forced, ...]) -> str:
    """Return the joint rows of a package as a table."""
    rows = "\n".join(
        f"| {row.machine.name} | {row.status} | {row.other.name} | {row.becomes} |" for row in joint
    )
    return (
        "## Joint rows\n\nWhile one machine has a status, another has no choice.\n\n"
        f"| while | is | this | becomes |\n|---|---|---|---|\n{rows}\n"
    )


def machines_index(packages: list[str]) -> str:
    """Return the page that lists the others."""
    entries = "\n".join(packages)
    return (
        f"{NOTE}\n# Lifecycles\n\nEvery move there is. `decide` asks these tables whether an event "
        "may happen and `evolve` takes the next status from the same row.\n\n"
        f"```{{toctree}}\n{entries}\n```\n"
    )


def reservations_page() -> str:
    """Return the tables by which reservations of channels are read, and what does not fit."""
    meanings = flag_meanings()
    flags = "\n".join(
        f"| `{flag}` | {meanings[flag.name]} | {WHAT_TO_DO_ABOUT[flag]} |" for flag in Flag
    )
    # fmt: off
    tables = {
        "What has happened (`ResStatus`, in small letters)":   ota.STATUSES,
        "How old a guest is (`AgeQualifyingCode`)":            ota.AGES,
        "What is eaten (`MPT`)":                               ota.MEALS,
        "Taxes and fees (`FTT`)":                              ota.TAXES,
        "Cards (`CardCode`)":                                  ota.CARDS,
        "Other numbers of a reservation (`UniqueID/@Type`)":   ota.ID_KINDS,
    }
    json_tables = {
        "What has happened (`status`)":                        channex.STATUSES,
        "Who collects (`payment_collect`)":                    channex.COLLECTS,
        "What is eaten (`meal_plan`)":                         channex.MEALS,
        "Taxes and fees (in small letters)":                   channex.TAXES,
        "Cards (`card_type`)":                                 channex.BRANDS,
    }
    # fmt: on
    return (
        f"{NOTE}\n# Reservations of channels\n\n"
        "[What comes in](../explanation/how-a-reservation-comes-in.md) is kept whatever it says. "
        "A code that stands in no table here is kept as it was told.\n\n"
        "## What does not fit\n\nFlags of `ChannelReservation.flags`, and what a person does about "
        "each.\n\n| flag | a reservation is kept although | to do |\n|---|---|---|\n"
        f"{flags}\n\n"
        "## Codes of OpenTravel\n\nAs SiteMinder writes them, `axentra_core.adapters.ota`.\n\n"
        + "\n".join(code_section(title, table) for title, table in tables.items())
        + "\n## Words of Channex\n\n`axentra_core.adapters.channex`.\n\n"
        + "\n".join(code_section(title, table) for title, table in json_tables.items())
        + "\n## Codes of channels\n\nThey say from which channel a reservation is. A property adds "
        "its own in [`ChannelsSettings`](configuration.md).\n\n"
        + "\n".join(
            channels_section(title, table)
            for title, table in {"SiteMinder": SITEMINDER_CODES, "Channex": channex_codes()}.items()
        )
    )


def flag_meanings() -> dict[str, str]:
    """Return what each flag means, by its name."""
    each = re.compile(r"^ +([A-Z_]+): (.+?)(?=^ +[A-Z_]+: |\Z)", re.MULTILINE | re.DOTALL)
    told = each.findall(Flag.__doc__ or "")
    return {name: " ".join(meaning.split()).rstrip(".") for name, meaning in told}


def code_section(title: str, table: Mapping[str, object]) -> str:
    """Return a table of a platform's codes, and what each means here."""
    rows = "\n".join(f"| `{code}` | {meaning} |" for code, meaning in table.items())
    return f"### {title}\n\n| code | meaning |\n|---|---|\n{rows}\n"


def channels_section(title: str, table: CodeTable) -> str:
    """Return the channel codes of a platform; one code may have several names."""
    lines = []
    for row in table.codes:
        name = row.name.replace("|", r"\|")
        part_of = "–" if row.part_of is None else f"`{row.part_of}`"
        lines.append(f"| `{row.code}` | {name} | {row.certainty} | {part_of} |")
    rows = "\n".join(lines)
    return f"### {title}\n\n| code | channel | how sure | part of |\n|---|---|---|---|\n{rows}\n"


def errors_page() -> str:
    """Return the catalogue of error codes."""
    for found in pkgutil.walk_packages(axentra_core.__path__, "axentra_core."):
        if ".testing" not in found.name:
            importlib.import_module(found.name)
    rows = "\n".join(
        f"| `{code}` | {owner.__name__} | {owner.SENTENCES[code]} |"
        for code, owner in catalogue().items()
    )
    rules = sum(issubclass(owner, RuleViolation) for owner in catalogue().values())
    return (
        f"{NOTE}\n# Error codes\n\n"
        f"{len(catalogue())} codes, {rules} of them rules of the hotel. A code is stable and never "
        "reused; its sentence may improve. What stands in braces is filled in from the error's "
        f"`values`.\n\n| code | class | sentence |\n|---|---|---|\n{rows}\n"
    )


def workflow_page() -> str:
    """Return the tables of the workflow: the verbs, and what follows from what."""
    verbs = "\n".join(
        f"| {row.verb.__name__} | {first_line(row.verb)} | `{row.permission}` "
        f"| {', '.join(sorted(row.outsiders)) or '–'} | {'yes' if row.moves_money else 'no'} |"
        for row in VERBS.values()
    )
    reactions = "\n".join(
        f"| {row.event.__name__} | {first_line(row.follow)} "
        f"| {'must' if row.must else 'should'} | {row.concerns} |"
        for row in REACTIONS
    )
    return (
        f"{NOTE}\n# Verbs and reactions\n\n## Verbs\n\n"
        "Staff need the permission; the kinds of actors named beside may say the verb too. A key "
        "is needed where money moves, and always from outside the hotel.\n\n"
        "| verb | what it does | permission | others | money |\n|---|---|---|---|---|\n"
        f"{verbs}\n\n## Reactions\n\n"
        "A refused *must* refuses the whole verb. A refused *should* changes nothing of its own: "
        "the same commit leaves a follow-up for whom it concerns.\n\n"
        f"| when this happened | this follows | | concerns |\n|---|---|---|---|\n{reactions}\n"
    )


def first_line(documented: Any) -> str:  # noqa: ANN401 - a class or a function
    """Return the sentence that says what something is for."""
    return (documented.__doc__ or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
