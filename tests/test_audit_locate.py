"""Faults are located: the true figure is always among the explanations, alone wherever the algebra allows it."""

import random
from collections import Counter

import pytest
from xxgk.reading.audit import audit
from xxgk.reading.base.records import Fact
from xxgk.reading.forms.identities import Identity

# The shape of the statutory tables since 2021: requests by row and applicant, cases by kind and result.
PEOPLE = ("person", "business", "research", "charity", "legal_service", "other")
ROWS = tuple(f"r{number}" for number in range(1, 26))
LEAVES = ROWS[2:23]
CASES = ("review", "lawsuit.direct", "lawsuit.after_review")
RESULTS = ("upheld", "corrected", "other", "pending")


def identity(code, kind, total=(), parts=(), severity="definition", **rest):
    return Identity(code, kind, severity, tuple(total), tuple(parts), **rest)


STATUTORY = (
    identity("S-1", "balance", ["r1", "r2"], ["r24", "r25"]),
    identity("S-2", "sum", ["r24"], LEAVES),
    identity("S-3", "sum", ["total"], PEOPLE, across="applicant", indicators=("r*",)),
    *(identity("S-4", "sum", [f"{case}.total"], [f"{case}.{result}" for result in RESULTS]) for case in CASES),
)


def clean_cells(seed=7):
    """Draw a table of requests and one of cases in which everything adds up, with many zeros."""
    rng = random.Random(seed)
    cells = {}
    for person in PEOPLE:
        column = {leaf: rng.choice([0, 0, rng.randrange(1, 60)]) for leaf in LEAVES}
        column["r24"] = sum(column.values())
        column["r25"], column["r2"] = rng.randrange(9), rng.randrange(min(9, column["r24"] + 1))
        column["r1"] = column["r24"] + column["r25"] - column["r2"]
        cells |= {(row, person): column[row] for row in ROWS}
    cells |= {(row, "total"): sum(cells[row, person] for person in PEOPLE) for row in ROWS}
    for case in CASES:
        results = {f"{case}.{result}": rng.randrange(1, 20) for result in RESULTS}
        cells |= {(name, ""): count for name, count in {**results, f"{case}.total": sum(results.values())}.items()}
    return cells


def facts(cells):
    return [
        Fact(row, "all", applicant, _text(value), "件", "exact", _text(value), "", "", f"t3 r{number} c1", 0, 1)
        for number, ((row, applicant), value) in enumerate(cells.items())
    ]


def _text(value):
    return "" if value is None else str(value)


def locate_faults(figures, identities):
    return audit(figures, identities).faults


CLEAN = clean_cells()


def explanations(faults):
    """Each explanation as the figures it changes and what to."""
    return [
        {(change.member.key.indicator, change.member.key.applicant): change.value for change in changes}
        for fault in faults
        for changes in fault.explanations
    ]


def statuses(faults):
    return [fault.status for fault in faults]


def cell_class(cell):
    row, applicant = cell
    if not applicant:
        return "result of cases"
    column = "total" if applicant == "total" else "applicant"
    return f"{'leaf' if row in LEAVES else row} of {column}"


def test_the_clean_table_holds_42_identities_and_no_fault():
    audited = audit(facts(CLEAN), STATUTORY)
    assert [one.outcome for one in audited.relations] == ["holds"] * 42
    assert audited.faults == ()


@pytest.fixture(scope="module")
def mutations():
    """The explanations of one wrong value in every cell: a slip of a digit, a digit too many, or 0."""
    rng = random.Random(11)
    found = {}
    for cell, value in CLEAN.items():
        wrong = rng.choice([value + 1, abs(value - rng.randrange(1, 9)), 10 * value + 3, 0])
        wrong = wrong if wrong != value else value + 10
        found[cell] = explanations(locate_faults(facts(CLEAN | {cell: wrong}), STATUTORY))
    return found


def test_the_true_cell_and_value_are_always_among_the_explanations(mutations):
    assert len(mutations) == 190
    assert [cell for cell, found in mutations.items() if {cell: CLEAN[cell]} not in found] == []


def test_every_cell_of_the_requests_is_located_alone(mutations):
    ambiguous = Counter(cell_class(cell) for cell, found in mutations.items() if len(found) > 1)
    assert set(ambiguous) <= {"result of cases"}


def test_cases_have_one_sum_only_and_stay_ambiguous(mutations):
    counts = [len(found) for (_, applicant), found in mutations.items() if not applicant]
    # Fewer than five where a result would have to be negative.
    assert (min(counts) >= 1, max(counts)) == (True, 5)


def test_a_blank_cell_is_filled_with_its_value():
    for cell, value in list(CLEAN.items())[::4]:
        located = locate_faults(facts(CLEAN | {cell: None}), STATUTORY)
        assert [fault.problem for fault in located] == ["blank"]
        assert explanations(located) == [{cell: value}]


def test_blank_totals_are_filled_from_their_rows():
    blank = {cell: None for cell in CLEAN if cell[1] == "total" and cell[0] in LEAVES}
    located = locate_faults(facts(CLEAN | blank), STATUTORY)
    assert {cell: value for found in explanations(located) for cell, value in found.items()} == {
        cell: CLEAN[cell] for cell in blank
    }


def test_a_blank_that_two_sums_fill_differently_is_ambiguous():
    cells = CLEAN | {("r24", "person"): CLEAN["r24", "person"] + 5, ("r5", "person"): None}
    (filled,) = (fault for fault in locate_faults(facts(cells), STATUTORY) if fault.problem == "blank")
    assert filled.status == "ambiguous"
    assert {("r5", "person"): CLEAN["r5", "person"]} in explanations([filled])


def test_two_wrong_cells_are_named_together():
    wrong = {("r5", "person"): CLEAN["r5", "person"] + 3, ("r9", "legal_service"): CLEAN["r9", "legal_service"] + 4}
    located = locate_faults(facts(CLEAN | wrong), STATUTORY)
    assert statuses(located) == ["unique"]
    assert explanations(located) == [{cell: CLEAN[cell] for cell in wrong}]


def test_two_cells_wrong_by_the_same_amount_leave_two_explanations():
    wrong = {cell: CLEAN[cell] + 3 for cell in (("r5", "person"), ("r9", "charity"))}
    crossed = {("r9", "person"): CLEAN["r9", "person"] - 3, ("r5", "charity"): CLEAN["r5", "charity"] - 3}
    found = explanations(locate_faults(facts(CLEAN | wrong), STATUTORY))
    assert {cell: CLEAN[cell] for cell in wrong} in found
    assert all(set(other) in ({*wrong}, {*crossed}) for other in found)


def test_faults_that_share_no_figure_are_told_apart():
    wrong = {("r5", "person"): CLEAN["r5", "person"] + 3, ("review.total", ""): CLEAN["review.total", ""] + 1}
    located = locate_faults(facts(CLEAN | wrong), STATUTORY)
    assert statuses(located) == ["unique", "ambiguous"]


def test_many_errors_at_once_are_left_unexplained():
    rng = random.Random(3)
    wrong = {cell: value + rng.randrange(1, 500) for cell, value in CLEAN.items() if cell[0] in ROWS}
    located = locate_faults(facts(CLEAN | wrong), STATUTORY)
    assert statuses(located) == ["unexplained"]
    assert located[0].explanations == ()


# ---- prose: one sum, and second witnesses

SUM = identity("P-1", "sum", ["t"], ["a", "b"])
GROWTH = identity("P-2", "growth", ["t"], ["t.growth"], severity="warning")
RESTATED = identity("P-3", "restatement", severity="inequality")
SHARE = identity("P-4", "share", ["t"], ["a", "a.share"])


def prose(*figures):
    return [
        Fact(
            name,
            "all",
            "",
            str(value),
            "%" if printed.endswith("%") else "件",
            qualifier,
            printed,
            "",
            "",
            "p1",
            at,
            at + 1,
        )
        for at, (name, value, printed, qualifier) in enumerate(figures)
    ]


def figures(**counts):
    return [(name, value, str(value), "exact") for name, value in counts.items()]


def candidates(table, *identities):
    return {cell[0] for found in explanations(locate_faults(table, identities)) for cell in found}


def test_a_sum_alone_leaves_every_figure_in_doubt():
    assert candidates(prose(*figures(t=466, a=285, b=186)), SUM) == {"t", "a", "b"}


def test_a_figure_that_would_have_to_be_negative_is_in_no_doubt():
    assert candidates(prose(*figures(t=10, a=9, b=4)), SUM) == {"t", "a", "b"}
    assert candidates(prose(*figures(t=10, a=19, b=4)), SUM) == {"t", "a"}


def test_a_falling_rate_does_not_make_counts_negative():
    table = prose(*figures(t=10, a=19, b=4), ("u.growth", -12, "12%", "exact"))
    assert candidates(table, SUM) == {"t", "a"}


def test_growth_clears_the_total_that_it_supports():
    table = prose(*figures(t=466, a=285, b=186), ("t.growth", 38.28, "38.28%", "exact"))
    assert candidates(table, SUM, GROWTH) == {"a", "b"}


def test_growth_convicts_the_total_that_it_contradicts():
    table = prose(*figures(t=476, a=280, b=186), ("t.growth", 38.28, "38.28%", "exact"))
    located = locate_faults(table, [SUM, GROWTH])
    assert statuses(located) == ["unique"]
    assert explanations(located) == [{("t", ""): 466}]


def test_a_restatement_clears_the_total_that_it_covers():
    table = prose(*figures(t=466, a=285, b=186), ("t", 460, "460多", "over"))
    assert candidates(table, SUM, RESTATED) == {"a", "b"}


def test_a_share_tells_the_part_that_is_wrong():
    table = prose(*figures(t=400, a=290, b=120), ("a.share", 70, "70.0%", "exact"))
    assert candidates(table, SUM, SHARE) == {"a"}


def test_what_is_no_identity_clears_nothing():
    loose = identity("P-9", "sum", ["t"], ["c"], severity="not_an_identity")
    table = prose(*figures(t=466, a=285, b=186, c=466))
    assert candidates(table, SUM, loose) == {"t", "a", "b"}


def test_an_endless_sum_of_noise_is_given_up_in_time():
    names = [f"n{number}" for number in range(2000)]
    rules = [identity(f"H-{turn}", "sum", [f"t{turn}"], names) for turn in range(3)]
    table = prose(*figures(**dict.fromkeys(names, 1), t0=5, t1=7, t2=11))
    assert statuses(locate_faults(table, rules)) == ["unexplained"]
