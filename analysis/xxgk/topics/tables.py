"""Tables for reading."""

import pandas as pd

from xxgk.show.wording import Sentence, evidence_table, write


def evidence(table: pd.DataFrame, lang: str) -> pd.DataFrame | Sentence:
    """Show each figure of a table with its evidence, or say that the report prints none."""
    if table.empty:
        return write(lang, "报告没有这方面的数字。", "The report prints no figures on this.")
    return evidence_table(table, lang)
