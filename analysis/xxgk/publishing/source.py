"""The report itself, where it is at hand: the sentences that its figures stand in."""

from pathlib import Path

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.records import address
from xxgk.reading.base.store import read_facts, read_report
from xxgk.reading.documents import Quotes, quote, read_document

# Characters on either side of a figure. No sentence of a report is longer, so figures of one share their sentence.
_CONTEXT = 2_000


def read_quotes(source: Path, report: str) -> Quotes:
    """Read what the figures of a report stand in.

    Parameters
    ----------
    source
        The file that the report's facts were read from.
    report
        Id of the report.

    Returns
    -------
    Quotes
        By the address of the figure; a figure that does not stand where its fact says has none.

    Raises
    ------
    UserError
        No such report, or the file cannot be read or is not that of the report.
    """
    recorded = read_report(report)["source_sha256"]
    document = read_document(source)
    if document.sha256 != recorded:
        raise UserError(
            f"{source} is not the file that {report} was read from: its SHA-256 is {document.sha256}, "
            f"reports.csv has {recorded or 'none'}. "
            f"Name that file; a report of your own goes to a folder of your own: xxgk add {source} --id ID --data DIR.",
            f"{source} 不是 {report} 所读取的文件：其 SHA-256 为 {document.sha256}，"
            f"reports.csv 中为 {recorded or '无'}。"
            f"请指明原文件；自己的报告请放入自己的文件夹：xxgk add {source} --id ID --data DIR。",
        )
    quotes = {}
    for place, start, end, printed in read_facts(report)[["place", "start", "end", "printed"]].itertuples(index=False):
        found = quote(document, place, start, end, _CONTEXT)
        if printed and found.figure == printed:
            quotes[address(place, start, end)] = found
    return quotes
