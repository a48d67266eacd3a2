"""The codes of relations that the sentences of a report state; they are permanent."""

from xxgk.reading.forms.identities import Identity


def _identity(code: str, kind: str, severity: str, zh: str, en: str) -> Identity:
    return Identity(code, kind, severity, zh=zh, en=en)


SUM = _identity(
    "T-101", "sum", "definition", "所列各部分之和等于总数", "Parts that are listed as the whole add up to it"
)
LIKELY_SUM = _identity(
    "T-102", "sum", "warning", "所列各部分之和应等于总数", "Parts seem to be the whole and should add up to it"
)
BOUND = _identity("T-103", "bound", "inequality", "部分之和不超过总数", "Parts are not more than their whole")
LIKELY_BOUND = _identity(
    "T-104", "bound", "warning", "部分之和应不超过总数", "Parts should not be more than their whole"
)
OVERLAP = _identity(
    "T-105",
    "bound",
    "not_an_identity",
    "渠道可以重叠，部分之和可以超过总数",
    "Ways of publication overlap and may exceed the whole",
)
SHARE = _identity("T-201", "share", "definition", "占比等于部分除以总数", "A share is its part of the whole")
LIKELY_SHARE = _identity(
    "T-202", "share", "warning", "占比应等于部分除以总数", "A share should be its part of the whole"
)
CUT_SHARE = _identity(
    "T-203", "share", "warning", "占比末位应四舍五入", "The last digit of a share should be rounded, not cut"
)
SHARES = _identity("T-204", "sum", "warning", "各部分占比之和应为100%", "Shares of all parts should add up to 100%")
GROWTH = _identity(
    "T-301", "growth", "definition", "增幅等于本年与上年之比", "A growth rate is that of the two printed figures"
)
LIKELY_GROWTH = _identity(
    "T-302", "growth", "warning", "增幅应有整数基数", "A growth rate should have a whole number as its base"
)
DIFFERENCE = _identity(
    "T-303", "difference", "warning", "增减数应等于两数之差", "A change should be the difference of two figures"
)
RATIO = _identity(
    "T-304", "share", "warning", "倍数应等于两数之比", "A multiple should be that of the two printed figures"
)
SAME = _identity(
    "T-401", "restatement", "warning", "两处说的似为同一数", "Two figures that claim one name should agree"
)

MILDER = {SUM.code: LIKELY_SUM, BOUND.code: LIKELY_BOUND, SHARE.code: LIKELY_SHARE, GROWTH.code: LIKELY_GROWTH}
