"""Tidy, audited data from Chinese government-information disclosure reports."""
