"""Tidy, audited data from Chinese government-information disclosure reports (政府信息公开工作年度报告)."""

__all__ = ["catalog", "load", "reports"]


def __getattr__(name: str) -> object:
    # Imported when asked for: the command starts without pandas.
    if name in __all__:
        from xxgk import datasets

        return getattr(datasets, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
