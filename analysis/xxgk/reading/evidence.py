"""From a row of a dataset back to the report: where its figure was printed, and the sentence that it stands in."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.folders import existing_folders, report_row, stored_facts, year_before
from xxgk.reading.base.records import SEPARATOR, Fact, is_rounded

# Kinds of applicant that stand for all of them: running text names none.
WHOLE = ("", "total")
# Characters on either side of a figure. Few sentences of reports are longer; they enumerate.
_CONTEXT = 120
_PREVIOUS = "previous:"  # before the indicator of a figure of the report for the year before
_WAY_OUT = "Take a row of load(...) or of reports' facts, e.g. evidence(table.iloc[0])."


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a figure was printed.

    Attributes
    ----------
    report
        Id of the report.
    section, place
        Heading path, and paragraph (``p43``, counted from 0) or cell of a table (``t3 r5 c2``).
    start, end
        Code-point offsets of the printed figure in the text, or in its cell; -1 where they are not known.
    printed, label
        The figure exactly as printed, and the noun phrase that it belongs to.
    sentence
        The sentence or the row of the table that it stands in, long ones shortened; blank where the report's file is
        not at hand.
    others
        Evidence of the further figures that the row is drawn from: the parts of a sum, the members of a relation.
    """

    report: str
    section: str
    place: str
    start: int
    end: int
    printed: str
    label: str
    sentence: str = ""
    others: "tuple[Evidence, ...]" = ()

    def __str__(self) -> str:
        """Write a line for each figure."""
        where = " ".join(filter(None, (self.report, self.section, self.place)))
        lines = [f"{where}: {self.label} {self.printed}{f' | {self.sentence}' if self.sentence else ''}"]
        return "\n".join([*lines, *map(str, self.others)])

    def _repr_pretty_(self, printer: object, _cycle: bool) -> None:
        printer.text(str(self))  # type: ignore[attr-defined]


def evidence(row: object, source: str | os.PathLike[str] | None = None) -> Evidence:
    """Lead a row of a dataset to where its figure was printed.

    Parameters
    ----------
    row
        One row of any dataset: a Series (``table.iloc[0]``), a named tuple (of ``table.itertuples()``) or a mapping.
        It needs no columns of evidence; what the default view of `load` has is enough. A row of the facts of
        `xxgk.read` will do, too.
    source
        The file that the report was read from, for the sentence. By default it is looked for under its recorded name
        in the data folder that lists the report, in that folder's ``reports`` and beside the data folder; a file counts
        only where its SHA-256 is the recorded one.

    Returns
    -------
    Evidence
        Of the figure; of a sum or a relation, of the first figure, with the further ones as `others`.

    Raises
    ------
    UserError
        `row` is not one row of a dataset, the data have changed since it was loaded, or `source` is another file.

    Examples
    --------
    >>> from xxgk import load
    >>> found = evidence(load("request_channels", "hebei-2016").iloc[0])
    >>> found.section, found.place, found.printed
    ('四', 'p43', '1711')
    """
    cells = _cells(row)
    if "report" not in cells:
        return _of_file(cells, source or getattr(row, "attrs", {}).get("file"))
    report = str(cells["report"])
    meant = _related(cells, report) if "places" in cells else [(report, fact) for fact in _meant(cells, report)]
    if not meant:
        raise UserError(f"No figure of {report} is what this row holds; the data have changed. Load the table again.")
    said: dict[tuple[str, str], str] = {}
    for name in dict.fromkeys(name for name, _ in meant):
        facts = [fact for of, fact in meant if of == name]
        sentences = _sentences(name, facts, source if name == report else None)
        said |= {(name, fact.address): sentence for fact, sentence in zip(facts, sentences, strict=True)}
    first, *others = [
        Evidence(name, one.section, one.place, one.start, one.end, one.printed, one.label, said[name, one.address])
        for name, one in meant
    ]
    return replace(first, others=tuple(others))


def preferred(facts: Iterable[Fact], by_applicant: bool = False) -> list[Fact]:
    """Keep one fact for each indicator, level and applicant: a table's before prose, exact before rounded.

    Parameters
    ----------
    facts
        The facts of one report.
    by_applicant
        Whether applicants are told apart; without, only what is printed for all of them is kept.
    """
    best: dict[tuple[str, ...], tuple[bool, bool, int]] = {}
    listed = [*facts]
    for row, fact in enumerate(listed):
        if bool(fact.applicant) if by_applicant else fact.applicant in WHOLE:
            key = (fact.indicator, fact.level, fact.applicant if by_applicant else "")
            rank = (not fact.applicant, is_rounded(fact.qualifier, fact.printed), row)
            best[key] = min(best.get(key, rank), rank)
    return [listed[row] for row in sorted(row for *_, row in best.values())]


def _cells(row: object) -> Mapping[str, object]:
    """Look at a row as names with values, whatever it is."""
    for name in ("_asdict", "to_dict"):
        if hasattr(row, name):
            row = getattr(row, name)()
    of_a_file = isinstance(row, Mapping) and row.keys() >= {"place", "start", "end", "printed"}
    if not isinstance(row, Mapping) or not isinstance(row.get("report", "" if of_a_file else None), str):
        raise UserError(f"{type(row).__name__} is not a row of a dataset. {_WAY_OUT}")
    return row


def _of_file(cells: Mapping[str, object], file: str | os.PathLike[str] | None) -> Evidence:
    """Lead a fact of a file that is in no data folder, as `xxgk.read` gives it, to its sentence."""
    section, place, printed, label = (str(cells.get(name) or "") for name in ("section", "place", "printed", "label"))
    start, end = (int(str(cells[name])) for name in ("start", "end"))
    found = Evidence(Path(file).name if file else "", section, place, start, end, printed, label)
    if not file or not Path(file).is_file():
        return found
    from xxgk.reading.documents import quote, read_document

    said = quote(read_document(Path(file)), place, start, end, _CONTEXT)
    return replace(found, sentence="".join(said) if said.figure == printed else "")


def _related(cells: Mapping[str, object], report: str) -> list[tuple[str, Fact]]:
    """Find the facts of a row that names several: of this report and, as members of a relation, of last year's."""
    places = _several(cells["places"])
    members = _several(cells.get("members", ())) or [""] * len(places)
    found = []
    for member, place in zip(members, places, strict=False):
        name = year_before(report) if member.startswith(_PREVIOUS) else report
        by_address = {fact.address: fact for fact in stored_facts(name)} if name else {}
        found += [(name, by_address[place])] if place in by_address else []
    return found


def _several(cell: object) -> list[str]:
    return cell.split(SEPARATOR) if isinstance(cell, str) else list(cell)  # type: ignore[call-overload]


def _meant(cells: Mapping[str, object], report: str) -> list[Fact]:
    """Find the facts that a row of a figure is drawn from."""
    facts = stored_facts(report)
    at = [fact for fact in facts if fact.place == cells.get("place") and fact.start == cells.get("start")]
    same = [fact for fact in at if fact.indicator == cells.get("indicator", fact.indicator)]
    if same:
        return same[:1]
    indicator, level, applicant = (cells.get(name) for name in ("indicator", "level", "applicant"))
    kept = [fact for fact in preferred(facts, bool(applicant)) if fact.level == level]
    kept = [fact for fact in kept if not applicant or fact.applicant == applicant]
    whole = [fact for fact in kept if fact.indicator == indicator]
    return whole or [fact for fact in kept if fact.indicator.rpartition(".")[0] == indicator]


def _sentences(report: str, facts: Sequence[Fact], source: str | os.PathLike[str] | None) -> list[str]:
    """Quote what facts stand in; a figure that does not stand where its fact says has no sentence."""
    path = Path(source) if source is not None else _at_hand(report)
    if path is None:
        return [""] * len(facts)
    from xxgk.reading.documents import quote, read_document

    document = read_document(path)
    recorded = report_row(report)["source_sha256"]
    if document.sha256 != recorded:
        raise UserError(
            f"{path} is not the file that {report} was read from: its SHA-256 is {document.sha256}, reports.csv has "
            f"{recorded or 'none'}. Name that file."
        )
    quotes = [quote(document, fact.place, fact.start, fact.end, _CONTEXT) for fact in facts]
    return ["".join(one) if one.figure == fact.printed else "" for one, fact in zip(quotes, facts, strict=True)]


def _at_hand(report: str) -> Path | None:
    """Look for a report's file near the data, by its recorded name and SHA-256."""
    row = report_row(report)
    file = Path(row["source_file"])
    for folder in existing_folders() if file.name else ():
        for place in (folder, folder / "reports", folder.parent):
            path = next((one for name in (file, file.name) if (one := place / name).is_file()), place / file.name)
            if path.is_file() and sha256(path.read_bytes()).hexdigest() == row["source_sha256"]:
                return path
    return None
