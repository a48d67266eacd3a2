"""The words that decide what a number is: numerals, units and hedges."""

import re

from xxgk.reading.quantities.script import fold

# Numerals that the completeness contract counts. 几 and 数 are vague by themselves and are not among them.
CHINESE = "零〇一二三四五六七八九十百千万亿两"
NUMERAL = re.compile(rf"\d|[{CHINESE}]")
HAN = "一-鿿"

# Full-width ASCII except the comma, which joins clauses, save before three digits.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != 0xFF0C}
_WIDE_COMMA = re.compile(r"(?<=[0-9０-９])，(?=[0-9０-９]{3}(?![0-9０-９]))")

# Powers of ten that follow a number.
SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}

# Each unit with what may not follow it, because the two are then the beginning of another word: 条例, but 条文件.
UNITS = {
    "个百分点": "", "百分点": "", "个工作日": "", "工作日": "", "个小时": "", "小时": "", "个月": "", "个": "",
    "学时": "", "课时": "", "分钟": "", "周年": "", "天": "然|津", "日": "", "周": "边", "年": "级|代|度|轻|龄",
    "条次": "", "条": "例(?!行)|款(?!项)|文(?!件|字|章)|目(?!录|标)|龙|心", "件次": "", "件": "", "人次": "",
    "人份": "", "人": "民|大代|才|员(?!工)|口(?!头)", "场次": "",
    "场": "所|地(?!方|震|区)|景|合(?!作|计)|面(?!向)|馆", "班次": "", "批次": "",
    "批": "复(?!查|核|议)|准|示(?!范)|评(?!估|审|定|选|价|议)|判|发(?!放|布|出|展|送)|量",
    "次": "数(?!据|字)|日(?!常)|要(?!求)|序|性", "项目": "标|录", "项": "目(?!标|录)", "户次": "",
    "户": "口|籍|主(?!动)|型|外", "套": "餐|路|取", "篇次": "", "篇": "幅|章", "宗": "教|旨", "倍": "增",
    "期": "间|限|末|初|望|货|刊(?!物|登|发)|满(?!意|足)|待|内(?!容|部)|盼",
    "例": "如|外(?!地|来|籍)|行(?!政)|子", "起": "来(?!信|访|电|自)|始|草|点|步|到|止|算|底|诉(?!讼)",
    "家次": "", "家": "庭|长(?!期)|乡(?!镇|村)|具(?!有|备|体)|园(?!林|区)|属(?!地|于)|电(?!力|信|视|子|商|影)",
    "名次": "", "名": "单(?!位|独)|录(?!用|入|取)|称(?!职)|义(?!务)|牌|优(?!秀|良)|誉|列(?!席)", "份": "额|子",
    "册": "", "部分": "", "部门": "", "部": "委|署|级|队|长|位|属", "方面": "", "页次": "", "页": "面|码",
    "元": "旦|宵", "公里": "", "千米": "", "米": "", "平方公里": "", "平方米": "", "立方米": "", "公顷": "",
    "亩": "", "公斤": "", "千克": "", "吨": "", "千瓦时": "", "千瓦": "", "辆次": "", "辆": "", "架次": "",
    "台次": "", "台套": "", "台": "阶|账|湾|州|风(?!机|扇|电)", "岁": "",
    "成": "立|为|员|果|功|效|绩|交|本|都|长|品|人|像|就|熟|不|分|型|套|批|[一二三四五六七八九半]", "座": "谈|位|右|椅",
    "处": "理|罚|分(?!布|散)|置(?!换)|级|室|长|于|在", "卷": "入|烟",
    "本": "级|市|省|年|次|区|县|报告|地|机关|单位|部门", "张": "贴|榜", "幅": "度",
    "组": "织|成|建|长|委|合(?!同)", "支": "持|出|付|部|撑|援", "轮次": "", "轮": "训|流|岗|换(?!届)|值|候",
    "大类": "", "类": "别|型|似|同", "种": "类|植|子|养|粮", "笔": "记|试|者", "门": "户|诊|店|面|槛|票|口|前",
    "所": "有|在(?!建)|得|属|需|谓|以|列|涉|述|长", "间次": "", "位": "于|居(?!民)|置|列(?!席)|次",
    "课": "题|程|本|堂", "集": "中|体|团|合|约|市|群|成|资|聚|散", "款": "项|式|待", "封": "闭|锁|面(?!向)|顶",
    "遍": "布|及", "板块": "", "版块": "", "栏目": "", "栋": "", "棵": "", "株": "", "点位": "", "单位": "",
    "省份": "", "城市": "", "街道": "", "社区": "", "乡镇": "", "企业": "", "学校": "", "段": "落|时|长",
    "℃": "", "GB": "", "MB": "", "TB": "", "KB": "", "字": "体|号|样|符|幕", "版": "本|块|面|权",
    "通": "过|知|报|告|道|用|信|畅", "块": "", "节": "约|能|目|日|省|点|水|假", "艘": "", "头": "条", "堂": "",
    "兆": "", "美元": "", "语种": "", "频道": "", "窗口": "", "网站": "", "平台": "", "专栏": "", "标段": "",
    "街镇": "", "科室": "", "县区": "", "大项": "目", "小项": "目", "小类": "", "间": "接|隔|断|歇|或|距",
    "幢": "", "盏": "", "枚": "", "桌": "", "匹": "", "扇": "", "档": "案|次(?!节目)", "架": "构|空|设",
    "道": "路|德|理|教|歉|口|具", "面": "向|积|临|对|谈|试|貌|签|商|审", "盒": "", "箱": "", "瓶": "", "袋": "",
    "桶": "", "根": "据|本|源", "具": "有|备|体", "杆": "", "眼": "前", "口": "径|头|岸|号|述|罩|腔",
    "分": "之|为|别|类|析|布|局|级|解|配|公|支|工|享|成|期|批|项|组|区|层|散|管|钟|送",
}  # fmt: skip
# Nouns that need no classifier after digits (11市); after a Chinese numeral they are a word (三省, 两区).
PLACES = {
    "省": "级|委|政|直|内|长|厅|外", "市": "级|委|政|直|场|民|属|长|内|外|值|区", "县": "级|委|政|直|域|长|内|处",
    "区": "级|委|政|直|域|长|内|块|位|别", "镇": "级|区|长", "乡": "级|村|镇|长", "村": "级|民|务|庄",
}  # fmt: skip
# Units after which 内 is a limit, 近 means "the last" and 一 is indefinite.
DURATIONS = {"日", "天", "年", "周", "个月", "小时", "个小时", "分钟", "工作日", "个工作日", "周年"}
# Units of rates, which no number of a list takes over from its neighbour.
RATES = {"%", "‰", "个百分点", "倍", "成"}
# Nouns of what the reports count: digits behind them at the end of a phrase are a figure (政务信息4200。).
NOUNS = (
    "信息", "申请", "案件", "诉讼", "复议", "文件", "人员", "条数", "总数", "投诉", "举报", "咨询", "费用", "收到",
    "受理", "发生",
)  # fmt: skip
# 零 before these is nought; before others it begins a word (零部件, 零成本, 零售). 零件 is one itself, save behind a
# noun of what the reports count or one of COUNTS_ZERO.
COUNTED_FROM_ZERO = {
    "件", "条", "名", "次", "人次", "件次", "宗", "起", "份", "元", "例", "项", "篇", "期", "场", "人", "个"
}  # fmt: skip
COUNTS_ZERO = (":", "其中", "办理", "办结", "答复", "公开", "处理", "结转", "收取", "有")

# Hedges with what they say; the longest is tried first.
BEFORE = {
    "超过": "over", "超": "over", "逾": "over", "突破": "over", "多于": "over", "高于": "over", "大于": "over",
    "将近": "nearly", "接近": "nearly", "近": "nearly",
    "大约": "about", "大概": "about", "约": "about", "约占": "about", "约为": "about", "约有": "about",
    "至少": "at_least", "不少于": "at_least", "不低于": "at_least", "不小于": "at_least", "不下": "at_least",
    "不超过": "at_most", "不多于": "at_most", "不高于": "at_most", "不大于": "at_most", "不足": "at_most",
    "不到": "at_most", "不满": "at_most", "未满": "at_most", "少于": "at_most", "低于": "at_most", "小于": "at_most",
    "至多": "at_most", "最多": "at_most",
}  # fmt: skip
# Characters that make another word of a one-character hedge: 附近, 节约, 签约, 赶超.
NOT_AFTER = {
    "近": "附最临靠邻相远亲就", "约": "节预合签条违履制集公邀契婚缔爽", "约有": "契", "约为": "节", "超": "高赶反",
}  # fmt: skip
AFTER = {"多": "over", "余": "over", "来": "about"}
TAIL = {
    "以上": "at_least", "以下": "at_most", "以内": "at_most", "之内": "at_most", "内": "at_most",
    "左右": "about", "上下": "about", "多": "over", "余": "over",
}  # fmt: skip


def alternatives(words: dict[str, str]) -> str:
    """Write units as one pattern: the longest first, each kept from being the start of another word.

    Parameters
    ----------
    words
        Unit and what may not follow it.

    Returns
    -------
    str
        A regular expression without groups of its own.
    """
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(word + (f"(?!{words[word]})" if words[word] else "") for word in longest_first)


UNIT = alternatives(UNITS)
# The units of one character, where a glance at the next character is enough.
UNIT_CHARACTERS = "".join(unit for unit in UNITS if len(unit) == 1)


def normalise(text: str) -> str:
    """Write full-width signs in their narrow form and traditional characters as simplified ones; the length stays."""
    return text if text.isascii() else _WIDE_COMMA.sub(",", fold(text)).translate(_NARROW)
