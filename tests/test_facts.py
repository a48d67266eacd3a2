"""Facts: every figure of a report, its indicator, level and place, from wordings of many provinces."""

import pytest
from xxgk.reading.documents import read_document
from xxgk.reading.extract import account, extract_facts
from xxgk.reading.forms import load_form
from xxgk.reading.quantities import unaccounted

PROSE = load_form("prose-2008")


@pytest.fixture
def facts_of(tmp_path):
    """Extract the facts of a text written for the test."""

    def extract(text):
        path = tmp_path / "report.txt"
        path.write_text(text, "utf-8")
        return extract_facts(read_document(path), PROSE)

    return extract


# Each sentence with the indicator, level and value of its figures; "" where the edition has no indicator.
SENTENCES = [
    (
        "本年度我市共受理政府信息公开申请1,204件，比上年增长12.5%。",
        [("requests.received", "all", 1204), ("requests.received.growth", "all", 12.5)],
    ),
    (
        "全年收到依申请公开政府信息申请86宗，其中网上申请40宗，当面递交21宗，邮寄申请20宗，传真5宗。",
        [
            ("requests.received", "all", 86),
            ("requests.channel.online", "all", 40),
            ("requests.channel.in_person", "all", 21),
            ("requests.channel.letter", "all", 20),
            ("requests.channel.fax", "all", 5),
        ],
    ),
    (
        "2015年，通过网络提交申请312件，占总数的61.2%；信函申请150件，占29.4%。",
        [
            ("requests.channel.online", "all", 312),
            ("requests.channel.online.share", "all", 61.2),
            ("requests.channel.letter", "all", 150),
            ("requests.channel.letter.share", "all", 29.4),
        ],
    ),
    (
        "当面、传真、网络、信函申请分别为12件、3件、45件和20件。",
        [
            ("requests.channel.in_person", "all", 12),
            ("requests.channel.fax", "all", 3),
            ("requests.channel.online", "all", 45),
            ("requests.channel.letter", "all", 20),
        ],
    ),
    (
        "当面申请、网络申请、信函申请分别为12、45、20件，分别占申请总数的15.6%、58.4%和26.0%。",
        [
            ("requests.channel.in_person", "all", 12),
            ("requests.channel.online", "all", 45),
            ("requests.channel.letter", "all", 20),
            ("requests.channel.in_person.share", "all", 15.6),
            ("requests.channel.online.share", "all", 58.4),
            ("requests.channel.letter.share", "all", 26),
        ],
    ),
    (
        "在已答复的申请中，同意公开700件，占70%；同意部分公开100件，占10%；不予公开50件，占5%。",
        [
            ("requests.outcome.granted", "all", 700),
            ("requests.outcome.granted.share", "all", 70),
            ("requests.outcome.partial", "all", 100),
            ("requests.outcome.partial.share", "all", 10),
            ("requests.outcome.refused", "all", 50),
            ("requests.outcome.refused.share", "all", 5),
        ],
    ),
    (
        "已办结申请980件，按时办结950件，延期办结30件。",
        [
            ("requests.closed", "all", 980),
            ("requests.closed.on_time", "all", 950),
            ("requests.closed.extended", "all", 30),
        ],
    ),
    (
        "办理答复76件，其中：予以公开50件，不予公开6件，信息不存在12件，不属于本机关公开8件。",
        [
            ("requests.answered", "all", 76),
            ("requests.outcome.granted", "all", 50),
            ("requests.outcome.refused", "all", 6),
            ("requests.outcome.not_exist", "all", 12),
            ("requests.outcome.not_this_organ", "all", 8),
        ],
    ),
    (
        "上年结转申请5件，结转下年度继续办理9件。",
        [("requests.carried_in", "all", 5), ("requests.carried_out", "all", 9)],
    ),
    (
        "共收到政府信息公开申请2038件（含上年结转35件），办结1990件。",
        [("requests.received", "all", 2038), ("requests.carried_in", "all", 35), ("requests.closed", "all", 1990)],
    ),
    (
        "全市发生因政府信息公开引起的行政复议案件35件，同比下降7.9%，其中维持20件，纠错10件，其他5件。",
        [
            ("review.total", "all", 35),
            ("review.total.growth", "all", -7.9),
            ("review.upheld", "all", 20),
            ("review.corrected", "all", 10),
            ("review.other", "all", 5),
        ],
    ),
    ("收到行政复议申请18件，行政诉讼案件7件。", [("review.total", "all", 18), ("lawsuit.total", "all", 7)]),
    (
        "行政诉讼案件27件，较上年减少3件；驳回原告诉讼请求19件，被纠错4件，其他结果4件。",
        [
            ("lawsuit.total", "all", 27),
            ("", "all", 3),
            ("lawsuit.upheld", "all", 19),
            ("lawsuit.corrected", "all", 4),
            ("lawsuit.other", "all", 4),
        ],
    ),
    (
        "因政府信息公开被提起行政诉讼12起，其中败诉2起。",
        [("lawsuit.total", "all", 12), ("lawsuit.corrected", "all", 2)],
    ),
    (
        "全省主动公开政府信息近120万条，比去年增加约15%。",
        [("disclosure.total", "all", 1200000), ("disclosure.total.growth", "all", 15)],
    ),
    ("各级政府共主动公开政府信息35.6万余条。", [("disclosure.total", "all", 356000)]),
    (
        "市级机关主动公开信息4521条，占38.2%；县区公开信息7311条，占61.8%。",
        [
            ("disclosure.total", "municipal", 4521),
            ("disclosure.total.share", "municipal", 38.2),
            ("disclosure.total", "county", 7311),
            ("disclosure.total.share", "county", 61.8),
        ],
    ),
    (
        "通过政府公报公开政府信息90条，其中省级行政机关发布30条，市、县级行政机关发布60条；通过政府网站公开8.3万条。",
        [
            ("disclosure.channel.gazette", "all", 90),
            ("disclosure.channel.gazette", "provincial", 30),
            ("disclosure.channel.gazette", "municipal_county", 60),
            ("disclosure.channel.website", "all", 83000),
        ],
    ),
    (
        "通过政务微博公开政府信息2900条，通过政务微信公开政府信息3100条，通过其他方式公开政府信息1.2万条。",
        [
            ("disclosure.channel.weibo", "all", 2900),
            ("disclosure.channel.wechat", "all", 3100),
            ("disclosure.channel.other", "all", 12000),
        ],
    ),
    (
        "全年制发规范性文件63件，主动公开规范性文件60件。",
        [("normative.issued", "all", 63), ("disclosure.normative", "all", 60)],
    ),
    (
        "召开新闻发布会23次，组织在线访谈15期，发布政策解读稿件210篇。",
        [
            ("outreach.press_conferences", "all", 23),
            ("outreach.online_interviews", "all", 15),
            ("outreach.interpretations", "all", 210),
        ],
    ),
    ("回应公众关注热点或重大舆情430余次。", [("outreach.responses", "all", 430)]),
    (
        "举办培训班4期，培训人员350人次。",
        [("organisation.training_sessions", "all", 4), ("organisation.trainees", "all", 350)],
    ),
    (
        "全市设立查阅点118个，配备专职工作人员45人、兼职工作人员320人。",
        [
            ("organisation.reading_points", "all", 118),
            ("organisation.staff.full_time", "all", 45),
            ("organisation.staff.part_time", "all", 320),
        ],
    ),
    (
        "5件涉及国家秘密，3件涉及商业秘密，2件涉及个人隐私。",
        [
            ("requests.refusal.state_secret", "all", 5),
            ("requests.refusal.trade_secret", "all", 3),
            ("requests.refusal.privacy", "all", 2),
        ],
    ),
    ("有12件申请属于已主动公开范围。", [("requests.outcome.already_public", "all", 12)]),
    (
        "全年制作信息500条，其中不予公开信息数80条；答复申请9件，其中同意公开答复数6件，其它公开答复数3件。",
        [
            ("", "all", 500),
            ("", "all", 80),
            ("requests.answered", "all", 9),
            ("requests.outcome.granted", "all", 6),
            ("", "all", 3),
        ],
    ),
    ("受理申请数量较去年回落12.3%。", [("requests.received.growth", "all", -12.3)]),
    ("行政复议案件比上年的20件有所增加。", [("", "all", 20)]),
    ("依申请公开收取费用1.35万元。", [("fees.collected", "all", 13500)]),
    ("全年共接到信息公开投诉举报16件，均已办结。", [("complaints.total", "all", 16)]),
    ("全年共接到投诉举报16件，均已办结。", [("", "all", 16)]),
    ("２０１７年收到申请３２１件。", [("requests.received", "all", 321)]),
    ("行政复议十二件，行政诉讼三件。", [("review.total", "all", 12), ("lawsuit.total", "all", 3)]),
    (
        "告知申请人作出更改补充的31件，告知通过其他途径办理的22件。",
        [("requests.outcome.amend", "all", 31), ("requests.outcome.other_route", "all", 22)],
    ),
    (
        "本机关收到申请45件，其中涉及征地的申请40件。",
        [("requests.received", "own", 45), ("", "own", 40)],
    ),
    (
        "收到申请438件（其中本级12件），上年结转7件。",
        [("requests.received", "all", 438), ("requests.received", "own", 12), ("requests.carried_in", "all", 7)],
    ),
    (
        "主动公开政府信息9万条，增长11.4%。其中市直部门3万条，各县（市、区）6万条。",
        [
            ("disclosure.total", "all", 90000),
            ("disclosure.total.growth", "all", 11.4),
            ("disclosure.total", "municipal", 30000),
            ("disclosure.total", "county", 60000),
        ],
    ),
    (
        "答复申请中：“同意公开”的16件，“不予公开”的3件，未到答复期限的8件结转至2015年。",
        [
            ("requests.outcome.granted", "all", 16),
            ("requests.outcome.refused", "all", 3),
            ("requests.carried_out", "all", 8),
        ],
    ),
    ("通过政府网站、公报、档案馆等渠道主动公开政府信息三万余条。", [("disclosure.total", "all", 30000)]),
    (
        "受理申请25件（上年结转6件），同比上升15.2%。",
        [
            ("requests.received", "all", 25),
            ("requests.carried_in", "all", 6),
            ("requests.received.growth", "all", 15.2),
        ],
    ),
    (
        "受理申请612件，比2009年（480件）增长27.5%，8件结转2011年答复。",
        [
            ("requests.received", "all", 612),
            ("", "all", 480),
            ("requests.received.growth", "all", 27.5),
            ("requests.carried_out", "all", 8),
        ],
    ),
    (
        "网络、信函申请分别为18件、2件，占比分别为90%、10%。",
        [
            ("requests.channel.online", "all", 18),
            ("requests.channel.letter", "all", 2),
            ("requests.channel.online.share", "all", 90),
            ("requests.channel.letter.share", "all", 10),
        ],
    ),
    ("对12个县区开展测评，县级以上规章3件。", [("", "all", 12), ("", "county", 3)]),
    ("依申请公开收取检索、复制、邮寄费用23.50元。", [("fees.collected", "all", 23.5)]),
    (
        "行政诉讼9件，撤诉6件、尚未审结3件。",
        [("lawsuit.total", "all", 9), ("lawsuit.other.withdrawn", "all", 6), ("lawsuit.pending", "all", 3)],
    ),
    ("办结的申请中，主动公开类12件。", [("", "all", 12)]),
    ("非本机关职责权限12宗。", [("requests.outcome.not_this_organ", "all", 12)]),
    (
        "行政复议87件，其中维持60件、驳回12件、其他7件，撤销5件，占6%，确认违法3件。",
        [
            ("review.total", "all", 87),
            ("review.upheld.affirmed", "all", 60),
            ("review.upheld.dismissed", "all", 12),
            ("review.other", "all", 7),
            ("review.corrected.revoked", "all", 5),
            ("", "all", 6),
            ("review.corrected.unlawful", "all", 3),
        ],
    ),
    (
        "行政诉讼20件，其中维持10件，纠错2件，撤诉3件，其他5件。",
        [
            ("lawsuit.total", "all", 20),
            ("lawsuit.upheld", "all", 10),
            ("lawsuit.corrected", "all", 2),
            ("lawsuit.other.withdrawn", "all", 3),
            ("lawsuit.other.rest", "all", 5),
        ],
    ),
    (
        "行政诉讼24件，其中12件维持，12件驳回。",
        [("lawsuit.total", "all", 24), ("lawsuit.upheld.affirmed", "all", 12), ("lawsuit.upheld.dismissed", "all", 12)],
    ),
    (
        "收到申请60件，其中当面申请30件（50%），网络申请20件（约33%），信函申请10件（-5%）。",
        [
            ("requests.received", "all", 60),
            ("requests.channel.in_person", "all", 30),
            ("requests.channel.in_person.share", "all", 50),
            ("requests.channel.online", "all", 20),
            ("requests.channel.online.share", "all", 33),
            ("requests.channel.letter", "all", 10),
            ("", "all", -5),
        ],
    ),
    (
        "收到申请60件（20%），各渠道增幅为：当面申请30件（50%）。",
        [
            ("requests.received", "all", 60),
            ("", "all", 20),
            ("requests.channel.in_person", "all", 30),
            ("", "all", 50),
        ],
    ),
    (
        "收到申请300件，是上年的1.5倍；行政复议案件数为去年同期的120%；行政诉讼6件，增长2倍。",
        [
            ("requests.received", "all", 300),
            ("requests.received.ratio", "all", 1.5),
            ("", "all", 120),
            ("lawsuit.total", "all", 6),
            ("lawsuit.total.growth", "all", 2),
        ],
    ),
    (
        "收到申请：30件。其中，当面申请：5件、网络申请：25件；行政复议：3件维持，1件纠错。",
        [
            ("requests.received", "all", 30),
            ("requests.channel.in_person", "all", 5),
            ("requests.channel.online", "all", 25),
            ("review.upheld", "all", 3),
            ("review.corrected", "all", 1),
        ],
    ),
    (
        "收到申请-30件，当面申请—5件，网络申请－25件，同比增长-5%。",
        [
            ("requests.received", "all", 30),
            ("requests.channel.in_person", "all", 5),
            ("requests.channel.online", "all", 25),
            ("", "all", -5),
        ],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_a_sentence_gives_each_figure_its_indicator_level_and_value(facts_of, sentence, expected):
    facts = facts_of(sentence)
    assert list(facts[["indicator", "level", "value"]].itertuples(index=False, name=None)) == expected


def test_every_fact_stands_where_it_says(facts_of):
    text = "一、概述\n全年收到申请1.2万余件。\n二、收费\n收取费用3元，培训三次。"
    facts = facts_of(text)
    assert [text[start:end] for start, end in zip(facts["start"], facts["end"], strict=True)] == list(facts["printed"])
    assert list(facts["place"]) == ["p1", "p3", "p3"]
    assert list(facts["section"]) == ["一", "二", "二"]


# What the words around a figure say of it though its own words name an indicator, and the figures that keep theirs.
DOUBTS = {
    "another_year": ("2014年收到申请12件。2016年收到申请30件。", [30]),
    "last_year": ("全市收到申请30件。去年收到申请12件。", [30]),
    "since": ("自2008年条例施行以来，全市主动公开政府信息5万条，2016年主动公开政府信息800条。", [50000, 800]),
    "cumulative": ("截至2016年底，全市累计主动公开政府信息5万条。2016年主动公开政府信息800条。", [50000, 800]),
    "cumulative_clauses": ("截止目前，累计收到申请500件，办结480件，2016年收到申请30件。", [500, 30]),
    "cumulative_stock": ("截至2016年底，全市累计设立查阅点118个。", [118]),
    "cumulative_of_the_year": ("截至12月31日，全年累计收到申请30件，累计办结28件。", [30, 28]),
    "behind_a_figure_of_the_year": ("截至2016年底，收到申请30件，累计办结28件。", [30, 28]),
    "plan": ("收到申请30件。力争主动公开政府信息900条。", [30]),
    "heading_of_plans": ("一、概述\n收到申请30件。\n二、2017年工作打算\n主动公开政府信息900条。", [30]),
    "another_organ": ("全市收到申请30件。市国土局收到申请12件。", [30]),
    "part_of_it": ("政策解读45篇，其中视频解读15篇。", [45]),
    "rivals": ("行政诉讼87件，其中败诉5件、驳回诉讼请求60件、裁定驳回12件。", [87, 5]),
    "rivals_beside_another_kind": ("行政诉讼87件，其中维持60件、驳回12件、发回重审15件。", [87, 60, 12]),
    "withdrawn_among_the_others": ("行政诉讼87件，其中维持60件、其他27件，主要为撤诉15件。", [87, 60, 27, 15]),
    "part_in_a_bracket": ("行政复议20件，其中纠错8件（撤销5件、确认违法3件），维持12件（含驳回4件）。", [20, 8, 12]),
    "agreeing": ("主动公开政府信息1.2万条，即主动公开政府信息12034条。", [12000, 12034]),
    "this_year": ("与上年相比，今年收到申请30件。", [30]),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_what_is_said_of_something_else_stays_a_fact_without_an_indicator(facts_of, name):
    text, expected = DOUBTS[name]
    facts = facts_of(f"某市2016年政府信息公开工作年度报告\n{text}")
    assert list(facts.loc[facts["indicator"].ne(""), "value"]) == expected


def test_an_organ_that_reports_of_itself_may_name_itself(facts_of):
    facts = facts_of("某县国土局2016年政府信息公开年度报告\n县国土局收到申请12件。")
    assert list(facts["indicator"]) == ["requests.received"]


def test_a_label_is_a_phrase_of_the_text(facts_of):
    text = "全省各级行政机关共收到申请12件，其中当面申请3件，公布4个重点项目，占全部项目的5%。"
    facts = facts_of(text)
    assert list(facts["label"]) == ["收到申请", "当面申请", "重点项目", "占全部项目"]
    assert all(label in text for label in facts["label"])


def test_a_figure_alone_in_brackets_is_named_by_the_words_before_them(facts_of):
    facts = facts_of("其中政府性基金(24项)、省级部门罚没事项(3961项)。")
    assert list(facts["label"]) == ["政府性基金", "罚没事项"]


def test_a_rate_of_something_without_an_indicator_is_not_taken_for_its_neighbour(facts_of):
    facts = facts_of("收到申请12件，网站访问量同比增长30%。")
    assert list(facts["indicator"]) == ["requests.received", ""]


def test_a_text_without_figures_gives_an_empty_table_with_all_columns(facts_of):
    facts = facts_of("本年度无有关情况。")
    assert facts.empty
    assert list(facts.columns)[:4] == ["indicator", "level", "applicant", "value"]


def test_absurd_figures_neither_crash_nor_vanish(facts_of):
    facts = facts_of(f"收到申请{'9' * 40}件，办结申请0件。")
    assert len(facts) == 2
    assert facts["printed"].iloc[0] == "9" * 40


def test_a_sentence_without_end_is_read(facts_of):
    facts = facts_of("县级（本级）收到申请12件，" * 4000)
    assert len(facts) == 4000


def test_every_digit_and_counting_numeral_of_the_real_report_is_accounted_for(shared_reports):
    report = read_document(shared_reports / "hebei-2016.txt")
    numerals = account(report)
    assert unaccounted(report.text) == []
    assert "unclassified" not in {numeral.kind for numeral in numerals}
    assert all(report.text[one.start : one.end] == one.printed for one in numerals)


def test_the_real_report_has_every_figure_placed_and_named(shared_reports):
    report = read_document(shared_reports / "hebei-2016.txt")
    facts = extract_facts(report, PROSE)
    assert len(facts) == sum(numeral.kind == "figure" for numeral in account(report))
    assert facts["indicator"].ne("").sum() > 70
    assert all(report.text[row.start : row.end] == row.printed for row in facts.itertuples())
    assert set(facts["section"].str.split("/").str[0]) == {"", "一", "二", "三", "四", "六"}
    assert not facts.duplicated(["start", "end"]).any()


@pytest.mark.parametrize(
    ("sentence", "growth"),
    [
        ("收到申请100件，较上年减少20件，下降16.7%。", -16.7),
        ("收到申请100件，比2016年的80件增长25%。", 25),
        ("收到申请100件，同比下降-12.5%。", -12.5),
    ],
)
def test_a_rate_is_of_the_count_and_not_of_the_change_or_the_other_year_between_them(facts_of, sentence, growth):
    facts = facts_of(sentence).set_index("indicator")
    assert facts.loc["requests.received.growth", "value"] == growth
