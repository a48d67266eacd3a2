"""Where words say that figures add up, sums that do hold, sums that do not are told, and nothing else is blamed."""

from prose.reader import read_and_check
from prose.totals import totals, untied
from prose.words import TITLE


def test_what_words_say_to_be_a_sum_is_checked():
    wrong = []
    for one in totals():
        checked = read_and_check(TITLE, one.text)[1]
        outcomes = {relation.outcome for relation in checked if one.numbers <= relation.numbers}
        if outcomes - {"undecided"} != {"holds" if one.holds else "broken"}:
            wrong.append(f"{one.holds} {one.text} {outcomes}")
    assert not wrong, "\n".join(wrong)


def test_right_sums_and_figures_that_need_not_add_up_are_not_blamed():
    texts = [*(one.text for one in totals() if one.holds), *untied()]
    blamed = [text for text in texts if any(one.outcome == "broken" for one in read_and_check(TITLE, text)[1])]
    assert not blamed, "\n".join(blamed)
