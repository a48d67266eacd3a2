"""The rows of a data folder's lists, column by column: reports, indicators, terms."""

from typing import Annotated, TypedDict

from msgspec import Meta

from xxgk.reading.base.cells import Day, Hash, ReportId, Text, Year, YearOrNone


class ReportRow(TypedDict):
    """A report, as `reports.csv` lists it."""

    id: Annotated[ReportId, Meta(description="Id of the report")]
    organ: Annotated[Text, Meta(description="Organ that published it")]
    organ_en: Annotated[Text, Meta(description="Organ in English")]
    region_code: Annotated[Text, Meta(description="Administrative division code (GB/T 2260)")]
    level: Annotated[Text, Meta(description="Level of the organ")]
    year: Annotated[Year, Meta(description="Year reported on")]
    form: Annotated[Text, Meta(description="Edition of the report: a file of forms/")]
    title: Annotated[Text, Meta(description="Title of the report")]
    published: Annotated[Day, Meta(description="Day of publication, ISO 8601")]
    source_file: Annotated[Text, Meta(description="Name of the file that was read")]
    source_sha256: Annotated[Hash, Meta(description="SHA-256 of the file that was read")]


class IndicatorRow(TypedDict):
    """An indicator, as `indicators.csv` describes it."""

    id: Annotated[Text, Meta(description="Id of the indicator")]
    zh: Annotated[Text, Meta(description="Name in Chinese")]
    en: Annotated[Text, Meta(description="Name in English")]
    unit: Annotated[Text, Meta(description="Usual unit")]
    theme: Annotated[Text, Meta(description="Theme: id in terms.csv")]
    definition: Annotated[Text, Meta(description="What is counted")]
    since: Annotated[YearOrNone, Meta(description="First year of the editions that ask for it")]
    until: Annotated[YearOrNone, Meta(description="Last year; blank while it is asked for")]
    comparability: Annotated[Text, Meta(description="What to mind when comparing years")]


class RenamedRow(TypedDict):
    """The name that an embedded report had, and the one that it has now, as `renamed.csv` has them."""

    old: Text
    new: Text


class TermRow(TypedDict):
    """A name for readers, as `terms.csv` has it."""

    kind: Text
    id: Text
    zh: Text
    en: Text
