"""Names of figures by the slots of their words, and the lexicon that the slots are told by."""

import re

import pytest
from statutory import document
from xxgk.reading.base.errors import UserError
from xxgk.reading.extract import account, extract
from xxgk.reading.extract.cover import read_cover
from xxgk.reading.extract.prose.frames import SLOTS
from xxgk.reading.extract.prose.levels import level_of, rank_of
from xxgk.reading.extract.prose.lexicon import CLASSES, expand, load_lexicon
from xxgk.reading.extract.prose.tokens import read_tokens
from xxgk.reading.forms import load_form
from xxgk.reading.quantities import find_quantities
from xxgk.reading.quantities.script import fold

LEXICON = load_lexicon()
TITLE = "苇塘县2016年政府信息公开工作年度报告"


def names(text: str, title: str = TITLE) -> list[tuple[str, str]]:
    """The printed figures of a text with their indicators."""
    facts, _ = extract(document(f"{title}\n{text}"), load_form("prose-2008"))
    return [(fact.printed, fact.indicator) for fact in facts]


def words(text: str) -> list[tuple[str, str]]:
    """The words of a text with their classes."""
    text = fold(text)
    tokens = read_tokens(text, 0, len(text), *find_quantities(text), LEXICON)
    return [("".join(text[token.start : token.end].split()), token.kind) for token in tokens]


# ---- the lexicon


def test_every_concept_of_a_frame_has_words():
    concepts = {kind: {concept for name, concept in LEXICON.words.values() if name == kind} for kind in CLASSES}
    for frame in LEXICON.grammar.frames:
        for slot, allowed in zip(SLOTS, frame.slots, strict=True):
            for concept in allowed or ():
                known = concepts[slot] | (concepts["rate"] if slot == "result" else set())
                made = {"-", "rest_case"}  # of a list's 其他, not of a word
                assert concept.rstrip("+") in known | made, (frame.indicator, slot, concept)


def test_no_act_is_hidden_in_a_word_that_changes_nothing():
    acts = {
        word for word, (kind, concept) in LEXICON.words.items() if kind == "act" and concept in ("publish", "receive")
    }
    hidden = [
        word
        for word, (kind, _) in LEXICON.words.items()
        if kind == "filler" and any(act in word for act in acts if len(act) > 1)
    ]
    assert not hidden


def test_braces_stand_for_several_words():
    assert list(expand("{政府,}信息{,数}")) == ["政府信息", "政府信息数", "信息", "信息数"]


def test_the_longest_word_wins_and_blanks_within_it_are_passed_over():
    assert words("不予 公开\n5件") == [("不予公开", "result"), ("5件", "figure")]


def test_single_characters_before_an_unknown_one_are_part_of_its_word():
    assert ("村务", "unknown") in words("公开村务30条")


def test_traditional_characters_are_read_as_simplified_ones_in_their_place():
    text = "全縣主動公開政府信息 203條"
    assert len(fold(text)) == len(text)
    facts, _ = extract(document(f"{TITLE}\n{text}"), load_form("prose-2008"))
    assert [(fact.indicator, fact.printed, fact.unit) for fact in facts] == [("disclosure.total", "203", "条")]


# ---- slots


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到政府信息公开申请12件。", ["requests.received"]),
        ("全年有12起政府信息公开申请收到。", ["requests.received"]),
        ("收到低保申请12件，办结9件。", ["", ""]),
        ("公开村务30条。", [""]),
        ("在殡葬领域，主动公开信息30条。", [""]),
        ("通过网站、电台等多种渠道主动公开信息30条。", ["disclosure.total"]),
        ("不属于本机关公开或信息不存在2件。", [""]),
        ("行政复议、行政诉讼案件7件。", [""]),
        ("行政复议、行政诉讼案件0件。", ["lawsuit.total", "review.total"]),
        ("网站、微信分别公开信息30条、12条。", ["disclosure.channel.website", "disclosure.channel.wechat"]),
        ("配备1-2名专职人员。", ["", ""]),
        (
            "收到申请30件，其中2015年结转4件，结转2017年6件。",
            ["requests.received", "requests.carried_in", "requests.carried_out"],
        ),
    ],
)  # fmt: skip
def test_a_figure_has_the_one_indicator_whose_slots_it_fills(text, expected):
    assert [indicator for _, indicator in names(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通过“苇塘鹭影”公开信息30条。", [""]),
        ("通过“苇塘鹭影”网站公开信息30条。", ["disclosure.channel.website"]),
        ("“两微一端”发布信息30条。", ["new_media.dual_platforms"]),
        ("收到申请12件，处理“数字鹭园”案件30件。", ["requests.received", ""]),
        ("答复“鹭园信访”件30件。", [""]),
        ("围绕“鹭园建设”公开信息30条。", [""]),
    ],
)
def test_a_name_in_quotes_says_as_little_as_the_word_without_them(text, expected):
    assert [indicator for _, indicator in names(text)] == expected


@pytest.mark.parametrize("way", ["网上", "在线", "网络", "互联网"])
def test_what_is_asked_for_over_the_net_is_a_request_and_nothing_published(way):
    found = names(f"{way}申请30件，信函申请5件。")
    assert found == [("30", "requests.channel.online"), ("5", "requests.channel.letter")]
    assert names(f"{way}公开信息30条。") == [("30", "disclosure.channel.website")]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("收到申请30件。行政复议8件，上年结转2件。", "2"),
        ("收到申请30件。行政复议8件（上年结转2件）。", "2"),
        ("行政诉讼8件，其中结转下年3件。", "3"),
        ("行政复议8件，维持5件，结转下年度3件。", "3"),
        ("行政诉讼8件，按期办结7件。", "7"),
    ],
)
def test_what_became_of_cases_is_not_said_of_requests(text, printed):
    assert dict(names(text))[printed] == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政诉讼案件中有3件系上年结转。", ""),
        ("在行政诉讼案件中，有3件涉及鹭园。", ""),
        ("复议案件有3件因申请人撤回终止。", "review.other.withdrawn"),
        ("行政诉讼案件中3件被驳回。", "lawsuit.upheld"),
        ("公开的信息中有3条为鹭园文件。", ""),
        ("收到的申请中有3件系上年结转。", "requests.carried_in"),
        ("行政诉讼案件有3件。", "lawsuit.total"),
    ],
)
def test_some_of_a_set_are_not_all_of_it(text, expected):
    assert names(text) == [("3", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不同意公开5件（国家秘密2件、个人隐私3件），不是政府信息4件。", ""),
        ("答复19件，其中同意公开10件，不同意公开5件，不是政府信息4件。", ""),
        ("不同意公开9件，其中国家秘密2件、个人隐私3件、不是政府信息4件。", "requests.refusal.not_information"),
        ("答复14件，其中同意公开10件，不是政府信息4件。", "requests.refusal.not_information"),
    ],
)
def test_what_stands_beside_the_refused_is_no_reason_of_theirs(text, expected):
    assert dict(names(text))["4"] == expected


@pytest.mark.parametrize("askers", ["65人次提出的", "65人提交的", "65名群众递交的"])
def test_those_who_ask_are_not_what_they_ask(askers):
    text = f"依申请公开方面，共接收{askers}信息公开申请71件。"
    assert [name for _, name in names(text)] == ["", "requests.received"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本局机关收到申请12件，所属单位收到40件。", [("requests.received", "own"), ("", "all")]),
        ("我局收到申请12件，下属单位收到申请40件。", [("requests.received", "own"), ("", "all")]),
        ("本局机关收到申请12件。", [("requests.received", "all")]),
        ("我局及下属单位收到申请12件。", [("requests.received", "all")]),
    ],
)
def test_an_office_beside_the_units_below_it_is_not_all(text, expected):
    facts, _ = extract(document(f"苇塘县鹭政局2020年政府信息公开工作年度报告\n{text}"), load_form("prose-2008"))
    assert [(fact.indicator, fact.level) for fact in facts] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("法人申请40件，占80%；自然人申请10件。", ["", "", ""]),
        ("收到商业企业申请40件。", [""]),
        ("收到公民、法人和其他组织申请40件。", ["requests.received"]),
        ("收到自然人、法人申请40件。", ["requests.received"]),
    ],
)
def test_the_requests_of_applicants_of_one_kind_are_not_all(text, expected):
    assert [indicator for _, indicator in names(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("【依申请公开】14件，办结13件。", "requests.received"),
        ("依申请公开方面，全年14件。", "requests.received"),
        ("主动公开信息40条，依申请公开14件。", "requests.disclosed"),
        ("【主动公开】共发布信息14条。", "disclosure.total"),
    ],
)
def test_what_a_heading_alone_names_was_received(text, expected):
    assert dict(names(text))["14"] == expected


def test_a_hotline_is_no_interview():
    assert names("开展行风热线4次，网上访谈3期。") == [("4", ""), ("3", "outreach.online_interviews")]


@pytest.mark.parametrize(
    "text", ["未收到政府信息公开申请。", "本年度没有公民提出的信息公开申请。", "申请情况：无政府信息公开申请。"]
)
def test_a_stated_none_is_a_zero_with_the_words_as_printed(text):
    facts, _ = extract(document(f"{TITLE}\n{text}"), load_form("prose-2008"))
    (none,) = [fact for fact in facts if fact.indicator]
    assert (none.indicator, none.value, none.qualifier) == ("requests.received", "0", "none")
    assert none.printed == text_of(facts, text, none)


def text_of(_facts, text, none):
    whole = document(f"{TITLE}\n{text}").text
    return whole[none.start : none.end]


@pytest.mark.parametrize(
    "text", ["未发现泄密问题。", "未经审核的信息一律不得发布。", "未产生与诉讼有关的费用支出。", "往年也没有收费。"]
)
def test_what_denies_something_else_is_no_none(text):
    assert names(text) == []


def test_of_several_values_the_plainest_keeps_the_name():
    text = "主动公开政府信息300条。另外，信息120条。"
    assert dict(names(text))["300"] == "disclosure.total"
    assert dict(names(text))["120"] == ""


def test_words_that_nobody_knows_are_accounted_for():
    kinds = {
        (one.printed, one.kind) for one in account(document(f"{TITLE}\n公开稻螺信息30条。"), load_form("prose-2008"))
    }
    assert ("稻螺", "unexplained") in kinds


# ---- whose


@pytest.mark.parametrize(
    ("organ", "whose", "level"),
    [
        ("江岭省", ("municipal_county",), "municipal_county"),
        ("江岭省", ("provincial", "municipal", "county"), "all"),
        ("苇塘县", ("all", "dept", "township"), "all"),
        ("苇塘县", ("dept", "township"), "all"),
        ("苇塘县", ("county_government",), "all"),
        ("云州市", ("county_government",), "county"),
        ("苇塘县民政局", ("self",), "all"),
        ("苇塘县东门街道", ("township",), "all"),
        ("云州市", ("own",), "own"),
        ("云州市", (), ""),
    ],
)
def test_a_level_is_the_narrowest_that_covers_all_named(organ, whose, level):
    assert level_of(whose, rank_of(organ)) == level


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("苇塘县民政局2016年政府信息公开年报", "苇塘县民政局"),
        ("沙洲海关2016年海关政府信息公开年度报告", "沙洲海关"),
        ("2016年度镇政府信息公开年度报告", ""),
        ("2016年苇塘县政府信息公开工作报告", "苇塘县"),
    ],
)
def test_a_title_names_the_organ_once_or_not_at_all(title, organ):
    assert read_cover(document(title)).organ == organ


ORGANS = ["苇塘大学", "苇塘县第一中学", "苇塘县人民政府"]
YEARS = {
    "2017年": 2017,
    "2017年度": 2017,
    "（2017）": 2017,
    "二〇一七年": 2017,
    "二○一七年度": 2017,
    "2016-2017年度": 2017,
    "2016—2017学年": 2017,
    "2016——2017学年度": 2017,
    "2016～2017学年第一学期": 2017,
    "2016/2017学年": 2017,
    "2016至2017学年": 2017,
    "2016年至2017年度": 2017,
    "2016-17学年": 2017,
    "2009—2010学年": 2010,
    "（1999—2000学年度）": 2000,
}
HEADS = {
    "between": "{organ}{years}信息公开工作年度报告",
    "before": "{years}{organ}政府信息公开年度报告",
    "behind": "{organ}信息公开工作年度报告（{bare}）",
    "a line above": "{organ}\n{years}信息公开年度报告",
    "on the line above": "{organ}{years}\n信息公开工作报告",
    "in lines of their own": "{organ}\n{years}\n信息公开工作年度报告",
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("years", YEARS)
@pytest.mark.parametrize("organ", ORGANS)
def test_the_years_of_a_head_are_no_part_of_the_organs_name(organ, years, head):
    text = HEADS[head].format(organ=organ, years=years, bare=years.strip("（）"))
    cover = read_cover(document(f"{text}\n一、概述\n收到申请12件。"))
    assert (cover.organ, cover.year) == (organ, YEARS[years])


# ---- labels


@pytest.mark.parametrize(
    ("text", "printed", "label"),
    [
        ("村级账目类20条，惠民类30条。", "20", "村级账目类"),
        ("县直部门公开信息20条。", "20", "公开信息"),
        ("收到申请75件，涉及自然人72件、商业企业3件。", "72", "涉及自然人"),
        ("收到申请75件，涉及自然人72件、商业企业3件。", "3", "商业企业"),
        ("分三批推荐雾灯项目153个。", "三", ""),
        ("发布未来3天雾情指数。", "3", "雾情指数"),
        ("典型雾情信息6批23件。", "23", "典型雾情信息"),
        ("收到稻螺认养事项6件，办结率100%。", "100%", "办结率"),
    ],
)
def test_a_label_is_the_noun_that_the_report_gives_a_figure(text, printed, label):
    facts, _ = extract(document(f"{TITLE}\n{text}"), load_form("prose-2008"))
    assert [fact.label for fact in facts if fact.printed == printed] == [label]


# ---- what a user adds


def test_a_data_folder_adds_words_and_frames(tmp_path, monkeypatch):
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "words.toml").write_text('[object]\nrequest = "来帖"\n', "utf-8")
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    assert names("收到来帖12件。") == [("12", "requests.received")]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("words.toml", '[noun]\nx = "y"\n', "Unknown class of words 'noun'"),
        ("words.toml", "[object", "cannot be used"),
        ("frames.toml", 'frames = "a | b"\n', "'a | b' has 2 fields; a frame has 7"),
    ],
)
def test_a_bad_file_of_words_is_one_clear_sentence(tmp_path, monkeypatch, file, text, message):
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / file).write_text(text, "utf-8")
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    with pytest.raises(UserError, match=re.escape(message)):
        load_lexicon()
