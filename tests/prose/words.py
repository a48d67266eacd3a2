"""The words that generated sentences are made of: frames, slots, lists, other business, roles."""

from dataclasses import dataclass

TITLE = "禾安市2016年政府信息公开工作年度报告"


@dataclass(frozen=True, slots=True)
class Frame:
    """One indicator's sentence: the words that may fill each slot, and how its number may be written.

    ``kinds`` may stand before the object; ``levels`` tells whether the sentence may speak of one level of organs.
    """

    indicator: str
    act: tuple[str, ...]
    object: tuple[str, ...]
    unit: tuple[str, ...]
    by: tuple[str, ...] = ("",)
    value: int = 1200
    levels: bool = True
    kinds: tuple[str, ...] = ("",)


_REQUESTS = ("政府信息公开申请", "信息公开申请", "依申请公开申请", "公开政府信息的申请")
_INFORMATION = ("政府信息", "政务信息", "信息")
_NORMATIVE = ("规范性文件", "行政规范性文件")
_REVIEWS = ("因政府信息公开引起的行政复议", "因政府信息公开提起的行政复议案件")
_LAWSUITS = ("因政府信息公开引起的行政诉讼", "因政府信息公开提起的行政诉讼案件")
_COURSES = ("政府信息公开培训班", "信息公开业务培训")
_ALL_KINDS = ("", "各类", "有关")
_SITES = ("通过政府网站", "利用门户网站", "在政府门户网站")

FRAMES = (
    Frame("requests.received", ("收到", "受理", "接到", "接收"), _REQUESTS, ("件", "宗", "份"), kinds=_ALL_KINDS),
    Frame("requests.answered", ("答复", "书面答复", "依法答复"), _REQUESTS, ("件", "宗"), kinds=_ALL_KINDS),
    Frame("requests.closed", ("办结", "办理完毕"), _REQUESTS, ("件", "宗"), kinds=_ALL_KINDS),
    Frame(
        "disclosure.total", ("主动公开", "新增主动公开", "依法主动公开"), _INFORMATION, ("条", "件"), kinds=_ALL_KINDS
    ),
    Frame(
        "disclosure.channel.website", ("公开", "发布", "主动公开"), _INFORMATION, ("条",), _SITES, kinds=("", "各类")
    ),
    Frame(
        "disclosure.channel.gazette", ("公开", "主动公开"), _INFORMATION, ("条",), ("通过政府公报", "利用政府公报"), 240
    ),
    Frame("disclosure.channel.wechat", ("公开",), _INFORMATION, ("条",), ("通过政务微信", "利用微信公众号")),
    Frame("disclosure.channel.weibo", ("公开",), _INFORMATION, ("条",), ("通过政务微博", "利用官方微博")),
    Frame("normative.issued", ("制发", "制定", "出台"), _NORMATIVE, ("件", "份"), value=37, kinds=_ALL_KINDS),
    Frame("disclosure.normative", ("主动公开", "公布"), _NORMATIVE, ("件",), value=37, kinds=_ALL_KINDS),
    Frame("outreach.press_conferences", ("召开", "举办", "举行"), ("新闻发布会",), ("场", "次"), value=24),
    Frame("outreach.online_interviews", ("举办", "组织", "开展"), ("在线访谈",), ("场", "期", "次"), value=24),
    Frame("outreach.interpretations", ("发布", "刊发"), ("政策解读", "政策解读稿件"), ("篇", "条"), value=240),
    Frame("organisation.training_sessions", ("举办", "组织", "开展"), _COURSES, ("期", "次"), value=24),
    Frame("organisation.reading_points", ("设立", "设置"), ("政府信息查阅点", "公共查阅点"), ("个", "处"), value=37),
    Frame("organisation.staff.full_time", ("配备", "安排"), ("专职工作人员", "专职人员"), ("名", "人"), value=37),
    Frame("organisation.staff.part_time", ("配备", "安排"), ("兼职工作人员", "兼职人员"), ("名", "人"), value=240),
    Frame("review.total", ("发生", "收到"), _REVIEWS, ("件", "起"), value=37),
    Frame("lawsuit.total", ("发生", "收到"), _LAWSUITS, ("件", "起"), value=37),
    Frame("requests.channel.online", ("收到", "受理"), ("申请",), ("件",), ("通过网络",), 240, levels=False),
    Frame("requests.channel.letter", ("收到", "受理"), ("申请",), ("件",), ("通过信函",), 240, levels=False),
)

WHEN = ("", "2016年，", "全年，", "本年度，", "2016年度，", "年内，")
WHOSE = (
    ("全市", "all"),
    ("全市各级行政机关", "all"),
    ("市级部门", "municipal"),
    ("各县（市、区）", "county"),
    ("各乡镇（街道）", "township"),
)
COUNTED = ("", "共", "累计", "总共")
ORDERS = (
    "{when}{whose}{by}{counted}{act}{kind}{object}{number}{unit}。",
    "{whose}{when}{by}{counted}{act}{kind}{object}{number}{unit}。",
    "{when}{by}{whose}{counted}{act}{kind}{object}{number}{unit}。",
    "{when}{whose}{by}{act}{kind}{object}{counted}{number}{unit}。",
    "{when}{whose}{by}{act}的{object}{counted}有{number}{unit}。",
)
NUMBER_FIRST = "{when}{whose}{by}{counted}{act}{number}{unit}{object}。"
WRITTEN = {
    1200: ("1200", "1,200", "1200余", "一千二百", "0.12万", "１２００", "约1200"),
    240: ("240", "二百四十", "240多", "２４０"),
    37: ("37", "三十七", "３７"),
    24: ("24", "二十四", "２４"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole and its parts, each ``(words, indicator, value)``; the parts fill the whole."""

    whole: tuple[str, str, int]
    parts: tuple[tuple[str, str, int], ...]
    unit: str


LISTINGS = (
    Listing(
        ("收到政府信息公开申请", "requests.received", 96),
        (
            ("当面申请", "requests.channel.in_person", 11),
            ("信函申请", "requests.channel.letter", 28),
            ("网络申请", "requests.channel.online", 57),
        ),
        "件",
    ),
    Listing(
        ("主动公开政府信息", "disclosure.total", 1300),
        (
            ("政府网站公开", "disclosure.channel.website", 870),
            ("政务微博公开", "disclosure.channel.weibo", 140),
            ("政务微信公开", "disclosure.channel.wechat", 210),
            ("其他方式公开", "disclosure.channel.other", 80),
        ),
        "条",
    ),
    Listing(
        ("答复政府信息公开申请", "requests.answered", 88),
        (
            ("同意公开", "requests.outcome.granted", 41),
            ("同意部分公开", "requests.outcome.partial", 17),
            ("不同意公开", "requests.outcome.refused", 9),
            ("申请信息不存在", "requests.outcome.not_exist", 21),
        ),
        "件",
    ),
    Listing(
        ("办结政府信息公开申请", "requests.closed", 64),
        (("按时办结", "requests.closed.on_time", 59), ("延期办结", "requests.closed.extended", 5)),
        "件",
    ),
)


# Other business in our frames; the last ones are no words at all.
FOREIGN = {
    "requests": (
        "行政许可申请",
        "廉租住房申请",
        "不动产登记申请",
        "低保申请",
        "群众来信",
        "信访事项",
        "市长热线工单",
        "市长信箱来信",
        "会计资格考试报名",
        "政府采购投诉",
        "12345热线诉求",
        "稻螺认养申请",
        "雾灯租借申请",
        "坡萝登记",
    ),
    "events": ("安全生产培训班", "会计人员继续教育培训", "消防演练", "招聘会", "雾灯试航", "民兵训练", "坡萝品鉴会"),
    "items": ("招标公告", "天气预报", "拟录用人员名单", "蔬菜价格", "雾灯航次", "党务", "村务", "坡萝花期"),
}
FOREIGN_FRAMES = {
    "requests": (
        "收到{object}{n}件",
        "受理{object}{n}件，办结{m}件",
        "答复{object}{n}件，其中当面答复{m}件",
        "共接到{n}件{object}",
        "收到{object}{n}件，其中网上{m}件、当面{k}件",
        "办理{object}{n}件，按时办结率98.5%",
        "上年结转{object}{n}件",
    ),
    "events": ("举办{object}{n}期，{m}人次参加", "共组织{object}{n}次", "开展{object}{n}场，参加{m}人次"),
    "items": ("公布{object}{n}条", "主动公开{object}{n}项", "通过网站发布{object}{n}条，其中微信发布{m}条"),
}


# What stands for a count of the year in each role, and the numbers in it that never are one.
ROLES = (
    ("{said}90{unit}，比上年增加17{unit}。", (90,), (17,)),
    ("{said}90{unit}，较2015年减少17{unit}，下降15.9%。", (90,), (17,)),
    ("{said}比上年减少17{unit}，为90{unit}。", (90,), (17,)),
    ("{said}由107{unit}减少到90{unit}。", (90,), (107,)),
    ("{said}从2015年的73{unit}增加到2016年的90{unit}。", (90,), (73,)),
    ("{said}90{unit}，2015年为73{unit}。", (90,), (73,)),
    ("2017年计划{said}130{unit}。", (), (130,)),
    ("要求每月{said}不少于14{unit}。", (), (14,)),
    ("{said}90{unit}，人均14{unit}。", (90,), (14,)),
    ("{said}90{unit}，同比增长23.3%。", (90,), (23,)),
    ("上半年{said}44{unit}。", (), (44,)),
    ("第三季度{said}29{unit}。", (), (29,)),
    ("{said}90{unit}，占全省的7%。", (90,), (7,)),
    ("《条例》施行以来累计{said}870{unit}，本年90{unit}。", (90,), (870,)),
    ("2014年、2015年、2016年分别{said}61{unit}、73{unit}和90{unit}。", (90,), (61, 73)),
    ("{said}90{unit}，平均用时11天。", (90,), (11,)),
)


# Nones: the indicators that are 0, the ways to say so, the objects. `{when}` stands where a sentence begins.
NONES = (
    (
        ("requests.received",),
        (
            "未收到{object}", "没有收到{object}", "未接到{object}", "尚未收到任何{object}", "没有公民提出{object}",
            "无{object}", "收到{object}0件", "受理{object}零件", "收到的{object}为零", "未收到有关{object}的事项",
        ),
        ("政府信息公开申请", "信息公开申请", "公开政府信息的申请"),
    ),
    (
        ("review.total",),
        (
            "未发生{object}", "没有发生{object}", "无{object}", "无一例{object}", "未出现{object}的情况",
            "{object}为零", "发生{object}0件", "没有{object}发生", "未有{object}",
        ),
        ("因政府信息公开引起的行政复议", "涉及政府信息公开的行政复议案件"),
    ),
    (
        ("lawsuit.total",),
        ("未发生{object}", "没有出现过{object}", "无{object}", "无一起{object}", "{object}为0件", "不存在{object}"),
        ("因政府信息公开引起的行政诉讼", "涉及政府信息公开的行政诉讼案件"),
    ),
    (
        ("review.total", "lawsuit.total"),
        ("未发生{object}", "没有发生{object}的情况", "无{object}", "无一例{object}", "{object}均为0件"),
        (
            "因政府信息公开引起的行政复议和行政诉讼", "因政府信息公开引起的行政复议、诉讼",
            "涉及政府信息公开的行政复议或行政诉讼案件",
        ),
    ),
    (
        ("fees.collected",),
        ("未收取{object}", "没有收取任何{object}", "未向申请人收取{object}", "收取{object}0元"),
        ("依申请公开费用", "政府信息公开检索、复制等费用"),
    ),
    (
        (),
        ("{object}",),
        (
            "未收到人大代表建议和政协提案", "未发生与行政诉讼有关的费用支出", "未发现失密泄密事件",
            "无涉及国家秘密的公文",
            "没有因公开不及时被通报批评", "不存在应公开而未公开的信息", "无人参加雾灯试航", "未收到稻螺认养申请",
        ),
    ),
)  # fmt: skip
