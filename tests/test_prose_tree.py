"""How the figures of running text hang together, and what the audit makes of it, whatever they count."""

import time

import pytest
from xxgk.reading.audit import Relation, relate
from xxgk.reading.base.records import Fact
from xxgk.reading.breakdowns import read_breakdowns
from xxgk.reading.documents.assemble import Line, assemble
from xxgk.reading.extract import extract
from xxgk.reading.extract.editions import edition
from xxgk.reading.extract.prose.lexicon import load_lexicon
from xxgk.reading.extract.prose.structure import read_structure
from xxgk.reading.extract.prose.tokens import Words
from xxgk.reading.quantities import find_quantities

TITLE = "石桥县2017年政府信息公开工作年度报告"


def read(text: str, title: str = TITLE) -> list[Fact]:
    document = assemble("report.txt", "txt", "", [Line(line) for line in (title, *text.split("\n"))])
    return extract(document, edition(document, "")[0])[0]


def stated(text: str) -> set[str]:
    """What the sentences state: a statement alone holds, ``!`` is broken, ``?`` undecided."""
    signs = {"holds": "", "broken": "! ", "undecided": "? "}
    return {signs[relation.outcome] + relation.statement for relation in relate(read(text), [])}


def broken(text: str) -> list[Relation]:
    return [relation for relation in relate(read(text), []) if relation.outcome == "broken"]


def periods(text: str, title: str = TITLE) -> list[str]:
    return [fact.period for fact in read(text, title) if fact.start > len(title)]


LISTS = [
    ("办结90件，其中城关20件、东乡30件、西乡40件。", ["90 = 20 + 30 + 40"]),
    ("共办结90件（城关20件、东乡30件、西乡40件）。", ["90 = 20 + 30 + 40"]),
    ("接访群众46批，分为信件12批、来人34批。", ["46 = 12 + 34"]),
    ("登载信息66条，更新9条，其中要闻25条，公告50条。", ["66 + 9 = 25 + 50"]),
    ("登载信息318条，其中：图表200条、漫画62条、短片50条、座谈会6次。", ["318 = 200 + 62 + 50 + 6"]),
    ("受理15宗，其中窗口3件，网络12宗。", ["15 = 3 + 12"]),
    ("共登载241余条。其中报纸41条，电台100条，其他100条。", ["241 = 41 + 100 + 100"]),
    ("登载（报纸4条、电台5条、橱窗6条）共15条。", ["15 = 4 + 5 + 6"]),
    ("要闻14条，公告26条，文件35条，共计75条。", ["75 = 14 + 26 + 35"]),
    ("登载信息33条（28、4、1）。", ["33 = 28 + 4 + 1"]),
    ("登载信息60条：\n要闻类10条\n公告类20条\n文件类30条", ["60 = 10 + 20 + 30"]),
    ("登载信息60条。\n1.要闻类10条；\n2.公告类20条；\n3.文件类30条。", ["60 = 10 + 20 + 30"]),
    ("登载信息77条，其中1.要闻7条；2.公告20条；3.文件50条。", ["77 = 7 + 20 + 50"]),
    ("受理申请52件，已办结47件，其余5件结转。", ["52 = 47 + 5"]),
    ("复核案件9件（7件维持，2件撤销），应诉3件，均在审理。", ["9 = 7 + 2"]),
    ("共登载70条。按内容分，要闻28条，公告42条。按渠道分，报纸50条，橱窗20条。", ["70 = 28 + 42", "70 = 50 + 20"]),
    (
        "报纸登载91条，其中本县31条，各乡60条；电台播发200条，其中本县80条，各乡120条。",
        ["91 = 31 + 60", "200 = 80 + 120"],
    ),
    ("答复60件，其中照准35件（甲类15件，乙类20件），驳回20件，其他5件。", ["60 = 35 + 20 + 5", "35 = 15 + 20"]),
    ("在已办的48件事项中，照准30件，驳回18件。", ["48 = 30 + 18"]),
    ("答复45件，其中照准30件、驳回15件；驳回的15件中，超出范围9件、材料不全6件。", ["45 = 30 + 15", "15 = 9 + 6"]),
    ("登载信息90条，其中要闻12条，公告28条。文件50条。", ["90 = 12 + 28 + 50"]),
    ("上半年培训4期，下半年培训5期，全年共9期。", ["9 = 4 + 5"]),
    ("全县登载880条，县级机关300条，乡镇580条。", ["880 = 300 + 580"]),
    ("历年累计受理申请73件，本年11件。", ["11 ≤ 73"]),
    ("两件诉讼8件，其中3件撤回，2件未予立案。", ["3 + 2 ≤ 8"]),
    ("登载信息4000条，其中重点工程信息150条，预算信息220条。", ["150 + 220 ≤ 4000"]),
]
FAULTS = [
    ("办结90件，其中城关22件、东乡33件、西乡44件。", ["! 22 + 33 + 44 ≤ 90"]),
    ("登载信息600条，其中报纸200条，电台300条，其他50条。", ["! 600 = 200 + 300 + 50"]),
    ("接访群众46批，分为信件12批、来人30批。", ["! 46 = 12 + 30"]),
    ("要闻14条，公告26条，文件35条，共计85条。", ["! 85 = 14 + 26 + 35"]),
    ("全县登载880条，县级机关300条，乡镇560条。", ["! 880 = 300 + 560"]),
    (
        "报纸登载80条，其中甲类30条，乙类60条；电台播发200条，其中甲类80条，乙类120条。",
        ["! 30 + 60 ≤ 80", "200 = 80 + 120"],
    ),
]
RATES = [
    ("受理200件，其中窗口50件，占25%；网络150件，占75%。", ["200 = 50 + 150", "50 / 200 = 25%", "150 / 200 = 75%"]),
    ("受理200件，其中窗口50件，占28%；网络150件，占75%。", ["200 = 50 + 150", "! 50 / 200 = 28%", "150 / 200 = 75%"]),
    ("答复200件。窗口50件，占25%；网络150件，占75%。", ["200 = 50 + 150", "50 / 200 = 25%", "150 / 200 = 75%"]),
    ("窗口50件，占25%；网络150件，占75%。全年共答复200件。", ["200 = 50 + 150", "50 / 200 = 25%", "150 / 200 = 75%"]),
    ("登载370条，占登载总数500条的74%。", ["370 / 500 = 74%"]),
    ("制发公文80件，主动公开60件，主动公开率为75%。", ["60 / 80 = 75%"]),
    ("报名者中，甲校占30%，乙校占20%，丙校占50%。", ["100 = 30% + 20% + 50%"]),
    ("报名者中，甲校占30%，乙校占25%，丙校占50%。", ["! 100 = 30% + 25% + 50%"]),
    ("受理申请63件，比2016年的42件增长50%。", ["42 × (1 + 50%) = 63"]),
    ("受理申请30件，比2016年（40件）下降25%。", ["40 × (1 - 25%) = 30"]),
    ("登载由上年的20条增加到30条，增长50%。", ["20 × (1 + 50%) = 30"]),
    ("受理申请30件，比上年减少10件，下降25%。", ["(30 + 10) × (1 - 25%) = 30"]),
    ("受理申请66件，同比增长50%。", ["44 × (1 + 50%) = 66"]),
    ("收到86件，其中窗口31件、网络55件，同比增长7.5%。", ["86 = 31 + 55", "80 × (1 + 7.5%) = 86"]),
    ("收到申请86件，其中信函31件、网络55件，网络申请增长10%。", ["86 = 31 + 55", "50 × (1 + 10%) = 55"]),
    ("复核9件、应诉6件，同比分别增长50%和20%。", ["6 × (1 + 50%) = 9", "5 × (1 + 20%) = 6"]),
    ("复核9件、应诉4件，同比分别下降25%、20%。", ["12 × (1 - 25%) = 9", "5 × (1 - 20%) = 4"]),
    ("复核9件、应诉6件，比上年的6件和4件分别增长50%和20%。", ["6 × (1 + 50%) = 9", "! 4 × (1 + 20%) = 6"]),
    ("2016年复核6件、应诉5件，2017年9件、6件，增长50%、20%。", ["6 × (1 + 50%) = 9", "5 × (1 + 20%) = 6"]),
    ("复核9件、应诉6件，分别增加3件和1件，增长50%和30%。", ["(9 - 3) × (1 + 50%) = 9", "! (6 - 1) × (1 + 30%) = 6"]),
    ("受理申请67件，同比增长50%。", ["! ? × (1 + 50%) = 67"]),
    ("今年受理77件，去年60件，多受理17件。", ["77 = 60 + 17"]),
    ("登载信息1200条，是上年400条的3倍。", ["1200 / 400 = 3倍"]),
    ("登载信息1200条，是上年400条的2倍。", ["! 1200 / 400 = 2倍"]),
    ("受理申请230件，同比增长一成。", ["? ? × (1 + 一成) = 230"]),
    ("受理申请7件，同比增长一成。", ["! ? × (1 + 一成) = 7"]),
    ("受理申请121件，比2016年的95件增长两成多。", ["95 × (1 + 两成多) = 121"]),
    ("受理申请121件，比2016年的95件增长4成。", ["! 95 × (1 + 4成) = 121"]),
    ("受理200件，其中窗口84件，占四成。", ["84 ≤ 200", "84 / 200 = 四成"]),
    ("受理200件，其中窗口84件，占七成。", ["84 ≤ 200", "! 84 / 200 = 七成"]),
]
TRAPS = [
    "印制手册900册，悬挂标语45条，走访5000户。",
    "发放问卷700份，回收640份，有效630份。",
    "答复44件（上年结转3件，结转下年2件）。",
    "公开包括机构、人事等信息55条。",
    "落实人员（其中专岗2人，兼岗6人）。",
    "现有乡镇18个，社区40个，村居260个。",
    "登载率为90%，同比增长4%；登载总数为3000条。",
    "培训3期，第一期60人，第二期70人。",
    "座谈2次、走访1次，开设1个窗口和7个阅览点。",
    "由概述等七个部分组成，涉及3个分局。",
    "报告由概述等七个部分组成。\n增设了教育、医疗等9个栏目。",
]


def test_a_rate_is_held_against_the_printed_change_though_a_whole_number_bears_it_out():
    form, _ = edition(assemble("report.txt", "txt", "", [Line(TITLE)]), "")
    found = relate(read("收到申请36件，比上年增加4件，增长20%。"), form.identities)
    assert [(one.outcome, one.statement) for one in found] == [
        ("holds", "30 × (1 + 20%) = 36"),
        ("broken", "(36 - 4) × (1 + 20%) = 36"),
    ]


@pytest.mark.parametrize(("text", "expected"), [*LISTS, *FAULTS, *RATES])
def test_a_sentence_states_how_its_figures_hang_together(text: str, expected: list[str]) -> None:
    assert stated(text) == set(expected)


@pytest.mark.parametrize("text", TRAPS)
def test_figures_side_by_side_are_no_parts(text: str) -> None:
    assert stated(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("登载信息300条，2016年为240条。", ["year", "2016"]),
        ("2015年、2016年、2017年分别登载3条、4条、5条。", ["2015", "2016", "year"]),
        ("连续三年登载信息超过80条。", ["year", "years"]),
        ("前年登载3条，去年4条，今年5条。", ["2015", "2016", "year"]),
        ("“十三五”期间登载信息300条，2017年登载40条。", ["years", "year"]),
        ("上半年培训4期，下半年培训5期，全年培训9期。", ["half", "half", "year"]),
        ("第二季度登载40条。", ["quarter"]),
        ("仅12月份就受理41件。", ["part"]),
        ("截至10月底已登载204条。", ["part"]),
        ("截至2017年12月31日，登载信息204条。", ["year"]),
        ("截至2017年底累计登载900条，其中2017年登载120条。", ["cumulative", "year"]),
        ("历年累计受理73件，本年受理11件。", ["cumulative", "year"]),
        ("自《条例》施行以来，共受理73件。", ["cumulative"]),
        ("今年以来共受理73件。", ["year"]),
        ("全年累计举办培训9期。", ["year"]),
        ("计划2018年登载500条。", ["plan"]),
        ("受理申请40件，2016年结转5件。", ["year", "year"]),
        ("由2016年的16件增至24件。", ["2016", "year"]),
        ("两年来共受理73件，2017年为40件。", ["year", "years", "year"]),
        ("近三年受理73件，今年受理40件。", ["year", "years", "year"]),
        ("建站五年间，登载73条，更新9条。", ["year", "years", "years"]),
        ("2015年至2017年登载73条，2017年登载40条。", ["years", "year"]),
        ("一年来受理73件。", ["year"]),
        ("受理40件，结转2018年5件，答复33件，照准20件。", ["year", "2018", "year", "year"]),
        ("受理40件，5件结转2018年，答复33件。", ["year", "year", "year"]),
        ("受理40件，延期至2018年答复5件，答复33件。", ["year", "2018", "year"]),
        ("2016年受理40件，结转2017年5件，答复33件。", ["2016", "year", "2016"]),
    ],
)
def test_each_figure_is_of_a_time(text: str, expected: list[str]) -> None:
    assert periods(text) == expected


def test_the_report_of_half_a_year_has_no_figure_of_the_year() -> None:
    assert periods("共受理申请40件，办结38件。", "石桥县2017年上半年政府信息公开数据") == ["half", "half"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("案件较上年减少4件，为15件。", ["change", "value"]),
        ("案件比上年多4件。", ["change"]),
        ("比2016年的15件少4件。", ["base", "change"]),
        ("由15件增加到19件。", ["base", "value"]),
        ("计划总结类信息8条。", ["value"]),
        ("每月登载8条，人均3条。", ["norm", "norm"]),
        ("要求登载不少于80条。", ["norm"]),
        ("均在15个工作日内答复。", ["duration"]),
        ("受理63件，同比分别增长5%和3%。", ["value", "growth", "growth"]),
    ],
)
def test_each_figure_has_a_role(text: str, expected: list[str]) -> None:
    document = assemble("report.txt", "txt", "", [Line(TITLE), Line(text)])
    structure = read_structure(document, Words(document.text, *find_quantities(document.text), load_lexicon()))
    assert [node.role for node in structure.nodes] == expected


def test_what_the_figures_alone_say_is_marked() -> None:
    (first, second) = [fact for fact in read("受理申请66件，办结60件、在办6件。") if fact.relation == "part"]
    assert "arithmetic" in first.tie.split()
    assert first.of == second.of


def test_a_fault_names_its_parts_and_only_plain_words_make_an_error() -> None:
    (fault,) = [
        one for one in relate(read("办结90件，其中城关22件、东乡33件、西乡44件。"), []) if one.outcome == "broken"
    ]
    assert (fault.code, fault.severity, fault.grade) == ("T-103", "inequality", "sum")
    assert {member.label for member in fault.members} == {"办结", "城关", "东乡", "西乡"}
    (loose,) = broken("办结约90件，其中城关220件、东乡33件。")
    assert (loose.severity, loose.grade) == ("warning", "loose")


def test_a_share_whose_last_digit_was_cut_is_a_milder_finding() -> None:
    (fault,) = [
        one
        for one in relate(read("受理300件，其中窗口200件，占66.6%；网络100件，占33.3%。"), [])
        if one.outcome == "broken"
    ]
    assert (fault.code, fault.severity, fault.grade) == ("T-203", "warning", "last_digit")


def test_shares_tell_which_side_of_a_broken_sum_is_right() -> None:
    text = "受理250件，其中窗口50件，占20%；网络190件，占80%。"
    fault = next(one for one in broken(text) if one.kind == "sum")
    assert fault.testimony.supports == "total"


@pytest.mark.parametrize("text", [text for text, expected in LISTS if "≤" not in expected[0] and "余" not in text])
def test_a_part_that_is_too_great_is_found_and_blames_no_other_list(text: str) -> None:
    parts = [fact for fact in read(text) if fact.relation == "part" and "arithmetic" not in fact.tie]
    for part in parts:
        wrong = str(int(part.value) + max(1, round(int(part.value) / 10)))
        at = part.start - len(TITLE) - 1
        planted = text[:at] + wrong + text[at + len(part.printed) :]
        faults = [statement for statement in stated(planted) if statement.startswith("!")]
        assert [wrong in statement for statement in faults] == [True], planted


@pytest.mark.parametrize("text", [text for text, _ in RATES[:4:2]])
def test_a_share_that_is_three_points_off_is_found(text: str) -> None:
    for share in (fact for fact in read(text) if fact.relation == "share"):
        at = share.start - len(TITLE) - 1
        planted = text[:at] + f"{int(share.value) + 3}%" + text[at + len(share.printed) :]
        faults = [statement for statement in stated(planted) if statement.startswith("!")]
        assert len(faults) == 1, planted
        assert faults[0].endswith(f"= {int(share.value) + 3}%")


def test_every_part_of_every_whole_is_a_row_with_its_shares() -> None:
    parts = read_breakdowns(read("受理200件，其中窗口50件，占25%；网络150件，占75%。\n登载80条，其中要闻30条。"))
    assert [(p.breakdown, p.number, p.part.label, p.whole, p.complete) for p in parts] == [
        (1, 1, "窗口", 200, True),
        (1, 2, "网络", 200, True),
        (2, 1, "要闻", 80, False),
    ]
    assert [p.share_pct for p in parts] == [25, 75, pytest.approx(37.5)]
    assert [p.share.printed if p.share else "" for p in parts] == ["25%", "75%", ""]


@pytest.mark.parametrize(
    "piece", ["其中3件", "占3%", "其中3件，", "公开3条，占3%；", "（含3件）", "3件、", "由3件增加到4件，", "另有3件。"]
)
def test_reading_is_linear(piece: str) -> None:
    """Ten times the text takes about ten times as long, whatever is repeated."""

    def seconds(size: int) -> float:
        document = assemble("report.txt", "txt", "", [Line((piece * size)[:size])])
        found = find_quantities(document.text)
        start = time.process_time()
        read_structure(document, Words(document.text, *found, load_lexicon()), 2017)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(30_000) < 40 * seconds(3_000) + 0.2


@pytest.mark.parametrize(
    ("text", "contradicted"),
    [
        ("全市收到政府信息公开申请120件，均已答复。收到政府信息公开申请115件，其中网上申请100件。", ("115", "120")),
        ("全市主动公开政府信息900条。另：公开政府信息880条，涉及财政。", ("880", "900")),
        ("全市收到政府信息公开申请120件，均已答复。共收到政府信息公开申请120件。", None),
        ("全市收到政府信息公开申请120件，其中收到网上申请115件。", None),
        ("全市主动公开政府信息900条。某中心公开政府信息31条。", None),
    ],
    ids=["requests", "information", "agrees", "a part", "of another size"],
)
def test_the_loser_of_two_claims_for_one_name_is_reported_with_both_figures(text, contradicted):
    facts = read(text)
    reported = [one for one in relate(facts, []) if one.code == "T-401"]
    if contradicted is None:
        assert not reported
        return
    loser, winner = contradicted
    found = [(one.outcome, one.severity, one.statement) for one in reported]
    assert found == [("broken", "warning", f"{loser} ≈ {winner}")]
    (lost,) = [fact for fact in facts if fact.printed == loser]
    (kept,) = [fact for fact in facts if fact.printed == winner]
    assert (lost.indicator, lost.relation, lost.of) == ("", "same", kept.address)
    assert kept.indicator
    assert lost.label


@pytest.mark.parametrize("word", ["初中", "高中", "中型", "中专", "中心"])
def test_a_word_that_holds_the_character_for_among_opens_no_list(word):
    text = f"全县共有学校208所，分为小学100所、{word}58所、幼儿园50所。"
    whole, *parts = [fact for fact in read(text) if fact.unit == "所"]
    assert [part.label for part in parts] == ["小学", word, "幼儿园"]
    assert {part.of for part in parts} == {whole.address}
    assert not broken(text)


@pytest.mark.parametrize(
    "text",
    [
        "同意公开80件，部分公开14件，其余22件。",
        "网上申请30件，信函申请15件，其余3件。",
        "自然人申请30件，法人申请15件，其余3件。",
    ],
)
def test_what_is_left_beside_kinds_of_one_thing_makes_the_first_of_them_no_whole(text):
    assert not broken(text)


def test_what_is_left_of_a_whole_fills_it():
    assert broken("受理申请58件，答复51件，其余9件结转。")
    assert not broken("受理申请58件，答复51件，其余7件结转。")
