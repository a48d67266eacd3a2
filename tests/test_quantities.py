"""Quantities: what is a figure, what it is worth, what is none, and that nothing is left out."""

import subprocess
import sys
from decimal import Decimal
from itertools import pairwise

import cn2an
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xxgk.reading.quantities import decimal_text, find_quantities, interval, resolution, unaccounted


def figures(text: str) -> list[str]:
    """The figures of a text, each as ``printed=value unit qualifier``."""
    found, _ = find_quantities(text)
    return [f"{q.printed}={decimal_text(q.value)}{q.unit} {q.qualifier}" for q in found]


def reasons(text: str) -> dict[str, str]:
    """What was passed over, with the reason."""
    _, excluded = find_quantities(text)
    return {e.printed: e.reason for e in excluded}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共受理4件", "4=4件 exact"),
        ("共受理1,234,567件", "1,234,567=1234567件 exact"),
        ("共受理１，２３４件", "１，２３４=1234件 exact"),
        ("占３２．７％。", "３２．７％=32.7% exact"),
        ("抽查8.45万户", "8.45万=84500户 exact"),
        ("引资93.5亿元", "93.5亿=9350000000元 exact"),
        ("经费375.94万元", "375.94万=3759400元 exact"),
        ("补助2千万元", "2千万=20000000元 exact"),
        ("投入1亿2000万元", "1亿2000万=120000000元 exact"),
        ("投入1亿2000余万元", "1亿2000余万=120000000元 over"),
        ("惠及3万5千人", "3万5千=35000人 exact"),
        ("访问20亿人次", "20亿=2000000000人次 exact"),
        ("发布 2428 条", "2428=2428条 exact"),
        ("收费 7545 万元", "7545 万=75450000元 exact"),
        ("培训 500 余 人", "500 余=500人 over"),
        ("共计1234，", "1234=1234 exact"),
        ("总数：859", "859=859 exact"),
        ("共12，345条", "12，345=12345条 exact"),
        ("粉丝1.2万，", "1.2万=12000 exact"),
        ("5万粉丝", "5万=50000 exact"),
        ("历史最长0件", "0=0件 exact"),
        ("培训1 234人次", "1 234=1234人次 exact"),
        ("约1 234.5万元", "约1 234.5万=12345000元 about"),
        ("当面申请-5件", "5=5件 exact"),
        ("增长-5%", "-5%=-5% exact"),
        ("-5%", "-5%=-5% exact"),
        ("幅度-5个百分点", "-5=-5个百分点 exact"),
        ("申请同比-5件", "-5=-5件 exact"),
        ("占比-5%", "-5%=-5% exact"),
        ("名为歼-20战机3架", "3=3架 exact"),
        ("另有5尊，", "5=5 exact"),
        ("发放5000把扇子", "5000=5000 exact"),
        ("开辟15间阅览室", "15=15间 exact"),
        ("发布26大项", "26=26大项 exact"),
        ("事项9类共计", "9=9类 exact"),
        ("企业5家合计", "5=5家 exact"),
        ("其中1.机构3条", "3=3条 exact"),
        ("三项合计7条", "7=7条 exact"),
        ("四个季度共7条", "7=7条 exact"),
    ],
)
def test_a_printed_number_has_its_value_in_base_units(text: str, expected: str) -> None:
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("占76.72%", "76.72%=76.72% exact"),
        ("占百分之三十", "百分之三十=30% exact"),
        ("占百分之32.5", "百分之32.5=32.5% exact"),
        ("约千分之五", "约千分之五=5‰ about"),
        ("下降3.2个百分点", "3.2=3.2个百分点 exact"),
        ("提高一个百分点", "一=1个百分点 exact"),
        ("增长1.2倍", "1.2=1.2倍 exact"),
        ("同比增减-3.5%", "-3.5%=-3.5% exact"),
        ("增减为－12", "－12=-12 exact"),
    ],
)
def test_rates_and_signs(text: str, expected: str) -> None:
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日均近500条", "近500=500条 nearly"),
        ("将近2万条", "将近2万=20000条 nearly"),
        ("约占12%", "约占12%=12% about"),
        ("较上年增长近三成。", "近三=3成 nearly"),
        ("大约300件", "大约300=300件 about"),
        ("超过1000件", "超过1000=1000件 over"),
        ("逾万人次", "逾万=10000人次 over"),
        ("不超过20日", "不超过20=20日 at_most"),
        ("不足10件", "不足10=10件 at_most"),
        ("不少于2次", "不少于2=2次 at_least"),
        ("100多万条", "100多万=1000000条 over"),
        ("1.3万多条", "1.3万多=13000条 over"),
        ("75万余条", "75万余=750000条 over"),
        ("100余万条", "100余万=1000000条 over"),
        ("5000多件次", "5000多=5000件次 over"),
        ("2.5万件次以上", "2.5万件次以上=25000件次 at_least"),
        ("500条左右", "500条左右=500条 about"),
        ("5个及以上", "5个及以上=5个 at_least"),
        ("80%左右", "80%左右=80% about"),
        ("批复后20日内公开", "20日内=20日 at_most"),
        ("3年内轮训", "3年内=3年 at_most"),
        ("15个工作日以内", "15个工作日以内=15个工作日 at_most"),
        ("3倍多", "3倍多=3倍 over"),
    ],
)
def test_hedges_before_after_and_behind_the_unit(text: str, expected: str) -> None:
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("节约100万元", "100万=1000000元 exact"),
        ("签约300个", "300=300个 exact"),
        ("附近3处", "3=3处 exact"),
        ("近三年", "三=3年 exact"),
        ("契约有3份", "3=3份 exact"),
        ("5期内容", "5=5期 exact"),
        ("3年内容建设", "3=3年 exact"),
        ("3项以下简称清单", "3=3项 exact"),
    ],
)
def test_words_that_only_look_like_hedges(text: str, expected: str) -> None:
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分三批推荐", "三=3批 exact"),
        ("四个平台", "四=4个 exact"),
        ("组织一期培训班", "一=1期 exact"),
        ("办理一件", "一=1件 exact"),
        ("近百万条", "近百万=1000000条 nearly"),
        ("十二件", "十二=12件 exact"),
        ("三百多条", "三百多=300条 over"),
        ("三百多万人", "三百多万=3000000人 over"),
        ("召开两次", "两=2次 exact"),
        ("由七部分组成", "七=7部分 exact"),
        ("千余条", "千余=1000条 over"),
        ("十余万条", "十余万=100000条 over"),
        ("三点五万条", "三点五万=35000条 exact"),
        ("一千二百三十四条", "一千二百三十四=1234条 exact"),
        ("一亿二千万元", "一亿二千万=120000000元 exact"),
        ("行政诉讼为零。", "零=0 exact"),
    ],
)
def test_chinese_numerals_that_count(text: str, expected: str) -> None:
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别为3、12、45件", ["3=3件", "12=12件", "45=45件"]),
        ("分别为3件、12件和45件", ["3=3件", "12=12件", "45=45件"]),
        ("分别为10、20和30。", ["10=10", "20=20", "30=30"]),
        ("分别为1,234、5,678条", ["1,234=1234条", "5,678=5678条"]),
        ("甲、乙各5件", ["5=5件"]),
        ("3至5件", ["3=3件", "5=5件"]),
        ("3-5件", ["3=3件", "5=5件"]),
        ("3至5万件", ["3=30000件", "5万=50000件"]),
        ("三至五万件", ["三=30000件", "五万=50000件"]),
        ("20%—30%", ["20%=20%", "30%=30%"]),
        ("三至五天", ["三=3天", "五=5天"]),
        ("6批23件", ["6=6批", "23=23件"]),
        ("2016年112个部门（全部127个，除15个外）", ["112=112个", "127=127个", "15=15个"]),
    ],
)
def test_lists_and_ranges_share_the_unit_printed_once(text: str, expected: list[str]) -> None:
    assert figures(text) == [f"{figure} exact" for figure in expected]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("340个项目", "个"),
        ("查阅点2002个", "个"),
        ("发布会1016场次", "场次"),
        ("未来3天空气质量", "天"),
        ("3条文件", "条"),
        ("3起诉讼案件", "起"),
        ("10起来信", "起"),
        ("5例行政复议", "例"),
        ("3次要求", "次"),
        ("5项目标任务", "项"),
        ("11市", "市"),
        ("96部门", "部门"),
        ("5个人", "个"),
    ],
)
def test_a_unit_is_cut_where_the_next_word_begins(text: str, unit: str) -> None:
    assert [q.unit for q in find_quantities(text)[0]] == [unit]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("答复30件。公开15、部分公开2、不予公开13。", [("15", "件"), ("2", "件"), ("13", "件")]),
        ("公开6条。图片2、视频4。", [("2", "条"), ("4", "条")]),
        ("公开9条。图片2、视频4。", []),
        ("公开9条。考评得分95，排名3。", []),
        ("答复30件。公开15。", []),
        ("答复30件。\n公开15、部分公开2。", []),
    ],
)
def test_bare_numbers_side_by_side_take_the_unit_of_the_sentence_before(text: str, expected: list) -> None:
    assert [(q.printed, q.unit) for q in find_quantities(text)[0][1:]] == expected


@pytest.mark.parametrize("text", ["依据3条例执行。", "有12人大代表。", "共3条款，", "推进十大项目建设，", "20大项目"])
def test_a_word_that_begins_like_a_unit_is_none(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "printed", "reason"),
    [
        ("2016年", "2016年", "date"),
        ("2016年3月28日", "2016年3月28日", "date"),
        ("2024 年 12 月 31 日", "2024 年 12 月 31 日", "date"),
        ("截至2016年底，", "2016年底", "date"),
        ("2016年版", "2016年版", "date"),
        ("2015—2017年", "2015—2017年", "date"),
        ("2014、2015年", "2014、2015年", "date"),
        ("截至12月31日", "12月31日", "date"),
        ("1-6月", "1-6月", "date"),
        ("于15日前报送", "15日", "date"),
        ("9:00", "9:00", "date"),
        ("上午9时", "9时", "date"),
        ("2014-01-22", "2014-01-22", "date"),
        ("二〇一六年", "二〇一六年", "date"),
        ("三月二十八日", "三月二十八日", "date"),
        ("前三季度", "前三季度", "date"),
        ("国办发〔2016〕19号", "〔2016〕19号", "document_number"),
        ("国令第 711 号", "第 711 号", "document_number"),
        ("（2016年第1号）", "（2016年第1号）", "document_number"),
        ("[2016]", "[2016]", "document_number"),
        ("编号(201401/80754)", "(201401/80754)", "document_number"),
        ("电话:0311-87806535", "0311-87806535", "phone"),
        ("电话12345678", "电话12345678", "phone"),
        ("联系13800138000", "13800138000", "phone"),
        ("电话(0311)87806535", "0311)87806535", "phone"),
        ("索引号：000014349/2019-00012", "索引号：000014349/2019-00012", "document_number"),
        ("2020-01-31 10:23:45", "10:23:45", "date"),
        ("20200131", "20200131", "date"),
        ("3.1 公开情况", "3.1", "ordinal"),
        ("邮编:050011", "邮编:050011", "postcode"),
        ("裕华东路113号", "113号", "address"),
        ("a1@example.gov.cn", "a1@example.gov.cn", "link"),
        ("见http://example.cn/2016/1.html", "http://example.cn/2016/1.html", "link"),
        ("《三年行动方案》", "《三年行动方案》", "title"),
        ("“12366”", "“12366”", "name"),
        ("“114求职通”", "“114求职通”", "name"),
        ("“五公开”", "“五公开”", "name"),
        ("“一处违法、处处受限”", "“一处违法、处处受限”", "name"),
        ('"五公开"、"四品一械"', '"四品一械"', "name"),
        ("两个一百年目标", "两个一百年", "name"),
        ("拨打12345", "12345", "name"),
        ("12345政务服务热线", "12345", "name"),
        ("4G网络", "4G", "name"),
        ("PM2.5浓度", "PM2.5", "name"),
        ("G20峰会", "G20", "name"),
        ("7×24小时", "7×24小时", "name"),
        ("十三五规划", "十三五", "name"),
        ("八项规定精神", "八项规定", "name"),
        ("八大行动", "八大", "name"),
        ("1号线", "1号", "name"),
        ("统一管理", "统一", "word"),
        ("进一步加强", "进一步", "word"),
        ("轮训一遍", "一遍", "word"),
        ("一次性告知", "一次性", "word"),
        ("一事一议", "一事一议", "word"),
        ("零投诉", "零", "word"),
        ("惠及百姓", "百", "word"),
        ("第二十条第（一）项", "第二十条第（一）项", "article"),
        ("第三十三、三十六条", "第三十三、三十六条", "article"),
        ("第20条", "第20条", "article"),
        ("委托第三方", "第三方", "ordinal"),
        ("一是加强领导", "一是", "ordinal"),
        ("（一）情况", "（一）", "ordinal"),
        ("三、主动公开", "三、", "ordinal"),
        ("2、主动公开", "2、", "ordinal"),
        ("1.主动公开", "1.", "ordinal"),
        ("1）信函", "1）", "ordinal"),
        ("排名第3", "第3", "ordinal"),
        ("附件1：", "附件1", "reference"),
        ("见表2。", "表2", "reference"),
        ("- 1 -", "- 1 -", "page"),
        ("省市县三级", "三级", "level"),
        ("今后一个时期", "一个", "vague"),
        ("一批项目", "一批", "vague"),
        ("数十件", "数十", "vague"),
        ("上百家", "上百", "vague"),
        ("几十万条", "几十万", "vague"),
        ("两三件", "两三", "vague"),
        ("三分之二以上", "三分之二", "ratio"),
        ("1：1", "1：1", "ratio"),
        ("3个百分点", "百分点", "unit"),
        ("规章 13 13 524", "524", "cell"),
        ("信息内容本年处理决定数量行政处罚1282行政强制42", "1282", "cell"),
        ("96333电梯平台，", "96333", "unclassified"),
    ],
)
def test_what_is_no_figure_is_named_with_its_reason(text: str, printed: str, reason: str) -> None:
    assert reasons(text)[printed] == reason


def test_a_quoted_sentence_keeps_its_figure() -> None:
    assert figures("称“全年公开信息300条”。") == ["300=300条 exact"]


def test_a_date_in_a_quoted_name_stays_a_date() -> None:
    assert reasons("“2016年五公开”") == {"2016年": "date", "五公开”": "name"}


@pytest.mark.parametrize("text", ["公开的信息内容包括12项。", "处理决定数量12件。", "按申请人情况分，自然人12件。"])
def test_prose_that_names_a_table_heading_keeps_its_figure(text: str) -> None:
    assert [q.value for q in find_quantities(text)[0]] == [12]


def test_the_text_of_a_table_cell_is_a_figure() -> None:
    assert figures("859") == ["859=859 exact"]
    assert figures(" 24252.311082 ") == ["24252.311082=24252.311082 exact"]
    assert figures("251000元") == ["251000=251000元 exact"]
    assert figures("一") == []
    assert figures("-3") == ["-3=-3 exact"]


def test_cells_run_together_are_left_to_the_reader_of_tables_but_the_prose_before_is_read() -> None:
    text = "公开规章13件。信息内容本年新制作数量规章000规范性文件898989元"
    assert figures(text) == ["13=13件 exact"]
    assert reasons(text)["898989"] == "cell"


def test_numerals_that_make_no_number_are_shown() -> None:
    assert reasons("投入5万3亿元，")["5"] == "unclassified"
    assert reasons("共三百百件，")["三百百"] == "unclassified"


@pytest.mark.parametrize("digits", ["1234567890" * 4, "9" * 5000])
def test_a_figure_of_any_length_is_exact(digits: str) -> None:
    (figure,), excluded = find_quantities(f"共{digits}.5万件")
    assert decimal_text(figure.value) == digits + "5000"
    assert excluded == []
    low, high = interval(figure.value, figure.qualifier, figure.printed)
    assert decimal_text(high) == digits + "5500"
    assert decimal_text(low) == digits + "4500"
    assert resolution(figure.printed) == 1000


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("8.45万", "100"), ("32.72%", "0.01"), ("1050175", "1"), ("75万", "10000"), ("5000多", "1000"),
        ("93.5亿", "10000000"), ("1亿2000万", "10000"), ("近百万", "1000000"), ("三批", "1"), ("十二", "1"),
        ("三百多", "100"), ("十二万", "10000"), ("2.5万件次以上", "1000"), ("１．５０％", "0.01"), ("1000", "1"),
    ],
)  # fmt: skip
def test_resolution_is_the_place_of_the_last_significant_digit(printed: str, expected: str) -> None:
    assert decimal_text(resolution(printed)) == expected


def test_resolution_of_what_is_no_figure_says_so() -> None:
    with pytest.raises(ValueError, match="'若干' is no figure"):
        resolution("若干")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4件", "4", "4"),
        ("144%", "143.5", "144.5"),
        ("38.28%", "38.275", "38.285"),
        ("8.45万户", "84450", "84550"),
        ("75万余条", "750000", "760000"),
        ("100多万条", "1000000", "2000000"),
        ("近500条", "400", "500"),
        ("约500条", "400", "600"),
        ("2.5万件次以上", "25000", "Infinity"),
        ("20日内", "-Infinity", "20"),
        ("逾0件", "0", "1"),
    ],
)
def test_interval_holds_what_the_printed_figure_can_stand_for(text: str, low: str, high: str) -> None:
    (figure,), _ = find_quantities(text)
    assert interval(figure.value, figure.qualifier, figure.printed) == (Decimal(low), Decimal(high))


def test_decimal_text_has_no_exponent_and_no_idle_zeros() -> None:
    written = [decimal_text(Decimal(value)) for value in ("1E+6", "0.010", "100", "-0", "-3.50", "1E-7", "0E+3")]
    assert written == ["1000000", "0.01", "100", "0", "-3.5", "0.0000001", "0"]


# --- properties -----------------------------------------------------------------------------------------------

WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


@given(
    whole=st.integers(0, 10**40),
    fraction=st.text("0123456789", max_size=4),
    scale=st.sampled_from([("", 0), ("百", 2), ("万", 4), ("百万", 6), ("亿", 8)]),
    unit=st.sampled_from(["条", "件", "人次", "元", "%", "个百分点", "平方米"]),
    commas=st.booleans(),
    wide=st.booleans(),
)
def test_a_figure_that_was_written_is_read_back(
    whole: int, fraction: str, scale: tuple[str, int], unit: str, commas: bool, wide: bool
) -> None:
    word, power = scale if unit not in ("%", "个百分点") else ("", 0)
    digits = (f"{whole:,}" if commas else str(whole)) + (f".{fraction}" if fraction else "")
    figure = digits + word + (unit if unit == "%" else "")
    figure = figure.translate(WIDE) if wide and not commas else figure
    text = f"全年新增{figure}{'' if unit == '%' else unit}，比上年多。"
    (found,), _ = find_quantities(text)
    assert (found.printed, found.unit, found.qualifier) == (figure, unit, "exact")
    assert decimal_text(found.value) == decimal_text(Decimal(f"{whole}.{fraction or 0}E+{power}"))
    low, high = interval(found.value, found.qualifier, found.printed)
    assert low <= found.value <= high


CHARACTERS = (
    "零〇一二三四五六七八九十百千万亿两几数上多余来近约超个条件次年月日号第级大类分之点内"
    "、，。；：,.:()（）“”《》〔〕-—%/ \n0123456789@a٣\uffff"
)
WORDS = ["２０１６", "2016年", "百分之", "百分点", "以上", "左右", "http://", "信息内容"]
TRAPS = st.lists(st.sampled_from([*CHARACTERS, *WORDS]), max_size=60).map("".join)


@settings(max_examples=400)
@example("万“二2016年约；”")
@given(st.one_of(TRAPS, st.text(max_size=40)))
def test_every_numeral_lies_in_exactly_one_span(text: str) -> None:
    quantities, exclusions = find_quantities(text)
    spans = sorted([*quantities, *exclusions], key=lambda found: found.start)
    assert all(found.start < found.end for found in spans)
    assert all(text[found.start : found.end] == found.printed for found in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert unaccounted(text) == []
    assert quantities == sorted(quantities, key=lambda found: found.start)
    assert exclusions == sorted(exclusions, key=lambda found: found.start)


def test_unaccounted_sees_what_the_finder_has_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xxgk.reading.quantities.find_quantities", lambda text: ([], []))
    assert unaccounted("共12件，三批") == [(1, 3), (5, 6)]


# --- hostile text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern",
    ["一", "9", "1,", "1,111,", "“", "“1", "《一", "近", "1-", "1、", "第一、", "2016、", "1.1.", "a1", "a.", "@",
     "百分之", "三百二十一亿", "1万", "1:", "\n1", "条1", "一一", "-1", "信息内容1"],
)  # fmt: skip
def test_hostile_repetition_is_read_to_its_end(pattern: str) -> None:
    assert unaccounted((pattern * 50_000)[:50_000]) == []


def test_ordinary_reports_do_not_wait_for_cn2an() -> None:
    code = (
        "import sys, xxgk.reading.quantities as q; q.find_quantities('近百万条，三批'); print('cn2an' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


# --- real reports ---------------------------------------------------------------------------------------------


def test_hebei_2016_is_read_to_the_last_numeral(shared_reports) -> None:
    text = (shared_reports / "hebei-2016.txt").read_text(encoding="utf-8")
    quantities, exclusions = find_quantities(text)
    assert unaccounted(text) == []
    assert [e.printed for e in exclusions if e.reason in ("unclassified", "cell")] == []
    assert len(quantities) == 138
    chinese = [q.printed + q.unit for q in quantities if not any(character.isdigit() for character in q.printed)]
    assert chinese == ["七部分", "一期", "近百万条", "四个", "三批"]


@pytest.mark.parametrize("year", ["2013", "2014", "2019", "2021"])
def test_pingtan_tables_set_as_text_hold_no_false_figure(shared_reports, year: str) -> None:
    text = (shared_reports / f"pingtan-{year}-excerpt.txt").read_text(encoding="utf-8")
    quantities, exclusions = find_quantities(text)
    assert unaccounted(text) == []
    assert [e.printed for e in exclusions if e.reason == "unclassified"] == []
    assert len(quantities) == {"2013": 14, "2014": 15, "2019": 0, "2021": 3}[year]


@pytest.mark.parametrize("unit", ["件", "条", "名"])
def test_every_chinese_numeral_below_ten_thousand_is_one_figure(unit: str) -> None:
    wrong = []
    for number in range(10_000):
        found, _ = find_quantities(f"收到政府信息公开申请{cn2an.an2cn(number)}{unit}，其中")
        if [(q.value, q.unit) for q in found] != [(number, unit)]:
            wrong.append(number)
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("核发：照准71件，占71%；驳回29，占29%", ["71=71件 exact", "71%=71% exact", "29=29件 exact", "29%=29% exact"]),
        ("登载信息905条(900、5)", ["905=905条 exact", "900=900条 exact", "5=5条 exact"]),
        ("经网站登载各类信息3300。", ["3300=3300 exact"]),
        ("镇上共受理7申请，", ["7=7 exact"]),
        ("指派60(专岗、兼岗)工作人员", ["60=60 exact"]),
        ("受理5件，附件1，热线12340，", ["5=5件 exact"]),
        ("占总数的比例为6‰", ["6‰=6‰ exact"]),
        ("全镇无一例复议，未发生一起诉讼", []),
        ("8.8粉丝", []),
    ],
)
def test_a_number_without_a_unit_counts_where_its_list_or_noun_says_so(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize("damaged", ["201411日至1231日", "20131231日", "2013年1月1日起至1231日止"])
def test_a_date_that_lost_its_signs_is_no_figure(damaged: str) -> None:
    assert figures(f"统计期限{damaged}，登载7条") == ["7=7条 exact"]
    assert set(reasons(damaged).values()) == {"date"}


def test_a_number_of_many_digits_is_read_whole() -> None:
    digits = "9" * 45
    found, _ = find_quantities(f"登载{digits}条，占3%")
    assert decimal_text(found[0].value) == digits
    assert interval(found[0].value, "over", f"{digits}余")[0] == Decimal(digits)


def test_a_number_after_contact_is_a_phone() -> None:
    assert reasons("联系方式：87650001。") == {"联系方式：87650001": "phone"}
