"""How far words govern: to the next heading within a paragraph, to the organ that acts, to what is named again."""

import pytest
from statutory import document
from xxgk.reading.extract import extract
from xxgk.reading.forms import load_form

ORGAN = "苇塘新区管理委员会"
TOTAL = "全区主动公开政府信息2608条。"


def facts(text: str, organ: str = ORGAN) -> list[tuple[str, str, str]]:
    """The printed figures of a text with their indicators and levels."""
    found, _ = extract(document(f"{organ}2016年政府信息公开工作年度报告\n{text}"), load_form("prose-2008"))
    return [(fact.printed, fact.indicator, fact.level) for fact in found]


@pytest.mark.parametrize("number", ["二、", "（二）", "(2)", "7、", "②"])
def test_the_first_sentence_of_a_paragraph_governs_up_to_the_next_heading_within_it(number):
    opening = "通过政府网站及时公开资产管理的信息。"
    assert ("2608", "disclosure.channel.website", "all") in facts(f"{opening}全年主动公开政府信息2608条。")
    assert ("2608", "disclosure.total", "all") in facts(f"{opening}{number}主动公开情况。{TOTAL}")


def test_the_total_is_the_figure_that_names_government_information_in_full():
    items = "全年共发布信息166条。教育方面的工作也有进展，全年共发布12条信息。截至年底，共发布信息467条。"
    named = {printed: indicator for printed, indicator, _ in facts(items + TOTAL)}
    assert named == {"166": "", "12": "", "467": "", "2608": "disclosure.total"}


def test_a_set_that_is_named_again_is_not_all_of_its_channel():
    again = "在新区管委会网站主动公开的2608条政府信息中，规划类21条。"
    assert [one for one in facts(TOTAL + again) if one[0] == "2608"] == [
        ("2608", "disclosure.total", "all"),
        ("2608", "", "all"),
    ]
    assert ("2608", "disclosure.channel.website", "all") in facts("在新区管委会网站主动公开政府信息2608条。")


def test_what_two_organs_count_together_has_no_name():
    assert [indicator for _, indicator, _ in facts("区管委会、县政府公开办主动公开信息数为62条。")] == [""]
    assert [indicator for _, indicator, _ in facts("区管委会办公室主动公开信息数为62条。")] == ["disclosure.total"]


def test_who_gave_the_orders_is_not_whose_the_figure_is():
    for lead in ("按照省政府办公厅要求设立文件库，", "根据市政府的部署，"):
        ((_, indicator, level),) = facts(f"{lead}集中公开现行有效规范性文件393件。")
        assert (indicator, level) == ("normative.in_force", "all")


def test_a_list_that_is_kept_of_what_was_made_counts_what_was_made():
    assert [one[1] for one in facts("动态更新本年度制发的规范性文件88件。")] == ["normative.issued"]
    assert [one[1] for one in facts("公开规范性文件88件。")] == ["disclosure.normative"]


@pytest.mark.parametrize(
    ("organ", "text"),
    [
        ("安和市", "全市收到申请610件，其中市政府95件，市级部门300件，县区215件。"),
        ("安和省", "省政府公开信息95条，省直部门公开信息300条。"),
        ("安和县", "县政府收到申请7件，县直部门收到申请32件。"),
        ("安和县人民政府办公室", "各乡镇、县直各部门收到申请32件，县政府办公室收到申请7件。"),
    ],
)
def test_organs_of_one_level_that_a_sentence_counts_apart_do_not_contradict_each_other(organ, text):
    assert [one[1] for one in facts(text, organ) if one[0] in ("95", "300", "7", "32")] == ["", ""]
    alone = text.replace("95", "40").replace("300", "40").replace("7件", "32件")
    assert all(one[1] for one in facts(alone, organ))  # equal figures contradict nothing


def test_a_government_beside_those_below_it_is_one_organ_of_its_county():
    together = facts("县政府收到申请7件，各乡镇收到申请32件。", "安和县")
    assert [one[2] for one in together] == ["county", "township"]
    assert facts("县政府收到申请7件。", "安和县") == [("7", "requests.received", "all")]


NONES = [("未收到", "requests.received", "all"), ("没有", "review.total", "all")]
THIS_YEAR = "未收到政府信息公开申请，没有行政复议。"


@pytest.mark.parametrize(
    "opening",
    [
        "公开信息91条，比去年增加11条，",
        "公开信息91条，较上年多11条，",
        "公开信息由去年的80条增加到91条，",
        "公开信息91条，与上年持平，",
        "公开信息91条，与去年相比，",
        "去年未收到复查申请；",
        "去年公开信息91条，本年",
    ],
)
def test_a_comparison_with_another_year_leaves_the_nones_behind_it_to_this_one(opening):
    assert facts(opening + THIS_YEAR)[-2:] == NONES


@pytest.mark.parametrize("opening", ["去年", "去年公开信息也少，", "上半年我委"])
def test_nones_of_another_time_are_no_facts_of_this_one(opening):
    assert facts("公开信息91条。" + opening + THIS_YEAR)[1:] == []


@pytest.mark.parametrize(("words", "way"), [("上年度无结转", "in"), ("无结转下年度办理的申请", "out")])
def test_a_stated_none_of_what_was_carried_says_which_way(words, way):
    found = facts(f"收到申请7件，{words}，没有行政复议。")
    assert [one[1] for one in found] == ["requests.received", f"requests.carried_{way}", "review.total"]


@pytest.mark.parametrize("result", ["不予公开", "无法提供", "不予处理"])
@pytest.mark.parametrize(("first", "second"), [(14, 6), (6, 6)])
def test_the_rest_behind_results_of_requests_takes_no_result_and_no_name_from_them(result, first, second):
    found = facts(f"同意公开80件，{result}{first}件，其他{second}件。")
    assert [bool(indicator) for _, indicator, _ in found] == [True, True, False]


@pytest.mark.parametrize("rest", ["其他6件", "其它6件"])
def test_the_rest_behind_channels_of_requests_came_by_other_ways(rest):
    found = facts(f"收到申请40件，其中网上申请28件，信函申请6件，{rest}。")
    ways = ["online", "letter", "other"]
    assert [indicator for _, indicator, _ in found] == [
        "requests.received",
        *(f"requests.channel.{way}" for way in ways),
    ]


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("依申请公开零受理", "零受理"),
        ("信息公开申请零发生", "零发生"),
        ("未发生一件信息公开申请", "未发生"),
        ("未接到要求获取政府信息的申请", "未接到"),
    ],
)
def test_a_report_may_say_in_many_words_that_no_request_came(words, printed):
    assert facts(f"{words}。") == [(printed, "requests.received", "all")]


@pytest.mark.parametrize("words", ["公开服务零距离", "未接到要求办理低保的申请", "受理零星商品"])
def test_other_words_with_a_none_state_none_of_requests(words):
    assert facts(f"公开信息91条，{words}。")[1:] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("维持行政复议9件，撤销4件。共计13件。", {"9": "upheld", "4": "revoked", "13": "review.total"}),
        ("网络申请64件，信函申请27件，合计91件。", {"64": "online", "27": "letter", "91": "requests.received"}),
        ("收取复制费310元、邮寄费85元，共395元。", {"310": "", "85": "", "395": "fees.collected"}),
        ("召开政府信息公开工作会议4次、推进会3次，共7次。", {"4": "", "3": "", "7": "organisation.meetings"}),
    ],
)
def test_what_closes_a_list_is_named_by_what_its_parts_have_in_common(text, named):
    assert all(indicator.endswith(named[printed]) for printed, indicator, _ in facts(text))
    assert {printed for printed, indicator, _ in facts(text) if indicator} == {one for one in named if named[one]}


def test_a_set_that_is_only_named_again_counts_nothing_itself():
    text = "新收申请41件，上年结转4件。45件中已办结43件，转下年2件。"
    assert [(printed, indicator.rpartition(".")[2]) for printed, indicator, _ in facts(text)] == [
        ("41", "received"),
        ("4", "carried_in"),
        ("45", ""),
        ("43", "closed"),
        ("2", "carried_out"),
    ]


def test_of_cases_on_other_matters_only_those_about_disclosure_count():
    for text in ("行政诉讼案件16件，涉及政府信息公开的5件。", "行政诉讼16件，其中涉及政府信息公开5件。"):
        assert [(printed, indicator) for printed, indicator, _ in facts(text)] == [("16", ""), ("5", "lawsuit.total")]


def test_what_a_case_cost_is_no_case():
    assert facts("没有产生诉讼代理费，未支付行政诉讼律师费。") == []
    assert [indicator for _, indicator, _ in facts("没有产生行政诉讼。")] == ["lawsuit.total"]


def test_a_growth_against_an_earlier_year_is_not_the_years():
    text = "受理申请63件，比2015年增长12.5%，较前年增长5%，比2014年增长50%。"
    assert [one for one in facts(text) if one[1].endswith(".growth")] == [("12.5%", "requests.received.growth", "all")]
    repeated = "受理申请45件，发生行政复议2件，受理量增长50%。"
    assert facts(repeated)[-1] == ("50%", "requests.received.growth", "all")


@pytest.mark.parametrize("way", ["按时", "按期"])
@pytest.mark.parametrize("later", ["延期答复5件", "经批准延期办结5件"])
def test_what_was_answered_in_time_is_not_all_where_some_took_longer(way: str, later: str):
    assert ("36", "", "all") in facts(f"受理申请41件，其中{way}答复36件，{later}。")
    assert ("36", "requests.answered", "all") in facts(f"受理申请41件，{way}答复36件。")


@pytest.mark.parametrize("other", ["引发行政诉讼{}件", "历年累计受理申请{}件", "收到举报投诉{}件"])
@pytest.mark.parametrize("number", [5, 17])
def test_another_count_behind_a_semicolon_is_no_part(other: str, number: int):
    text = f"引发行政复议28件，其中被纠错3件，纠错率10.7%；{other.format(number)}。"
    found, _ = extract(document(f"{ORGAN}2016年政府信息公开工作年度报告\n{text}"), load_form("prose-2008"))
    assert [fact.of for fact in found if fact.printed == str(number)] == [""]


@pytest.mark.parametrize("all_of_them", ["", "公民、法人和其他组织"])
def test_requests_of_citizens_are_not_all_beside_those_of_others(all_of_them: str):
    found = facts("按申请人分，公民申请82件，占96.5%；法人和其他组织申请3件，占3.5%。")
    assert [name for printed, name, _ in found if printed in ("82", "3")] == ["", ""]
    assert ("90", "requests.received", "all") in facts(f"收到{all_of_them}申请90件，自然人申请20件。")


def test_a_sum_of_several_years_is_not_the_years():
    found = facts("受理信息公开申请2014年21件、2015年35件、2016年48件，三年共104件。")
    assert ("48", "requests.received", "all") in found
    assert ("104", "", "all") in found


@pytest.mark.parametrize("none", ["无涉及政府信息公开的案件", "均不涉及政府信息公开", "没有一件涉及信息公开"])
def test_cases_of_which_none_is_about_disclosure_have_no_name(none: str):
    assert ("12", "", "all") in facts(f"全年办理行政复议案件12件，{none}。")
    assert ("12", "review.total", "all") in facts("因政府信息公开引发行政复议案件12件，没有发生行政诉讼。")


def test_results_of_a_narrower_set_of_cases_have_no_name():
    assert ("6", "lawsuit.other.withdrawn", "all") in facts("行政诉讼33件，其中驳回起诉5件、撤诉6件。")
    assert ("6", "", "all") in facts("行政诉讼一审33件，其中驳回起诉5件、撤诉6件。")
