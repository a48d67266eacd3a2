"""What looks like a figure and is none, as data: patterns with their reason, in the order they are applied."""

import re
from functools import cache

from xxgk.reading.quantities.lexicon import CHINESE, HAN, UNIT, UNIT_CHARACTERS

# Takes the place of what a rule has claimed, so that later rules see only what is left.
CLAIMED = "\uffff"
# Takes the place of a numeral before its unit while the rules for words are applied: it is one figure, whatever
# word its characters make (the 一百一 of 一百一十五件 is like 一心一意).
NUMBER = "\ufffe"

_ONES = "一二三四五六七八九"
_DIGIT = "[一二两三四五六七八九]"
_N = rf"(?:[0-9]{{1,4}}(?![0-9])|[{CHINESE}]{{1,6}})"
_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"
_DAY = r"[0-9]{1,2}\s?[日号]"
_TO = r"\s?(?:[、,，和及与至到]|[~～—–-]{1,2})\s?"
# 15日 is a day of a month, 15日内 and 延长15日 are durations.
_NO_LIMIT = "(?!内|以内|之内|以上|左右|均|多)"
_NO_UNIT = rf"(?!\s?[{UNIT_CHARACTERS}]|[.%{CHINESE}])"
_NO_FIGURE_INSIDE = rf"(?![^“”\"\n]{{0,30}}[0-9][0-9.,]{{0,15}}[十百千万亿]{{0,4}}[{UNIT_CHARACTERS}])"
_CLAUSE = rf"(?:^|(?<=[。;:,，、!?\s{CLAIMED}]))"

_DATES = (
    rf"{_YEAR}(?:{_TO}{_YEAR}){{1,8}}\s?(?:年(?:度|底|末|初)?|{_NO_UNIT})",
    rf"{_YEAR}\s?年(?:\s?[0-9]{{1,2}}\s?月(?:[份底初末])?(?:\s?{_DAY})?)?(?:[度底初末版]|[上下]半年)?",
    rf"(?<![0-9])(?:19|20)[0-9]{{2}}[01][0-9][0-3][0-9](?![0-9]){_NO_UNIT}",
    # Dates that lost signs in copying: 201211日, 20101231日, 至1231日.
    rf"(?<![0-9.])(?:19|20)[0-9]{{2}}[0-9]{{1,4}}\s?日|(?<=[年至到起止从自])[01]?[0-9]{{3}}\s?日{_NO_LIMIT}",
    rf"{_YEAR}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}(?![0-9])",
    r"(?<![0-9])[0-9]{2}\s?年(?=\s?[0-9]{1,2}\s?月)|(?<![0-9])0[0-9]年|(?<![0-9])[0-9]{2,4}\s?年代",
    rf"(?<![0-9.])(?:[0-9]{{1,2}}{_TO})?[0-9]{{1,2}}\s?月(?:[份底初末]|[上中下]旬)?(?:\s?{_DAY})?",
    rf"(?<![0-9.延长期续满每示近过约])(?:[0-9]{{1,2}}{_TO})?[0-9]{{1,2}}\s?日{_NO_LIMIT}",
    rf"[一二][〇零九][{_ONES}〇零]{{2}}年|(?<![{CHINESE}])[{_ONES}十]{{1,3}}日{_NO_LIMIT}",
    rf"(?<![{CHINESE}])[{_ONES}十]{{1,3}}月(?:[{_ONES}十]{{1,3}}[日号])?[份底初末]?",
    rf"[前第]?[一二三四1-4](?:[、至和][二三四2-4])?季度|(?<![{CHINESE}0-9])[两三四2-4]个季度|[{CHINESE}]{{1,4}}年代|{_N}世纪",
    r"(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])",
    r"(?<![0-9])[0-9]{1,2}[点时](?=[0-9]{1,2}分|[整半钟前后至到])|(?<=[午晚晨日])[0-9]{1,2}[点时](?:[0-9]{1,2}分)?",
)
_DOCUMENT_NUMBERS = (
    rf"[〔\[【(]\s?{_YEAR}\s?年?\s?[〕\]】)]\s?(?:第\s?)?[0-9]{{1,5}}\s?号",
    rf"\({_YEAR}年?第[0-9]{{1,5}}号\)|[〔\[【]{_YEAR}[〕\]】]|\([0-9]{{4,6}}/[0-9]{{3,8}}\)",
    rf"第\s?{_N}\s?号|(?<![0-9])[0-9]{{1,4}}号(?=文|令|公告)",
)
_IDENTIFIERS = r"(?:索引号|编号|代码|账号|QQ群?号?)\s?:?\s?[0-9A-Za-z][0-9A-Za-z/_-]{3,40}(?![.万亿%])"
_PHONES = (
    r"(?<![0-9])0[0-9]{2,3}\s?[-–—)]\s?[0-9]{5,8}(?![0-9])(?:[-转][0-9]{1,5})?",
    rf"(?<![0-9])400-?[0-9]{{3}}-?[0-9]{{4}}(?![0-9]){_NO_UNIT}",
    rf"(?<![0-9.])1[3-9][0-9]{{9}}(?![0-9]){_NO_UNIT}",
    rf"(?:电话|传真|热线|手机|联系方式|联系人)[^0-9\n]{{0,3}}[0-9]{{7,12}}(?![0-9]){_NO_UNIT}",
)
_ADDRESSES = (
    r"(?<=[路街道巷弄村园区])\s{0,2}[0-9]{1,5}(?:-[0-9]{1,5})?\s?号[楼院]?",
    r"(?<![0-9])[0-9]{1,4}(?:号楼|号院|室(?!外|内))",
)
_NAMES = (
    # A quoted name (五公开, 四品一械, 114求职通), not a quoted sentence with a figure in it.
    rf"“{_NO_FIGURE_INSIDE}[^“”\n]{{1,30}}”|\"{_NO_FIGURE_INSIDE}[^\"\n。;，]{{1,12}}\"",
    rf"(?<![A-Za-z0-9])[A-Za-z]{{1,20}}+[-+.]?[0-9]{{1,10}}+(?:\.[0-9]{{1,4}})?+(?!\s?[{UNIT_CHARACTERS}])[A-Za-z0-9]{{0,10}}",
    r"(?<![0-9.])[0-9]{1,6}+(?:\.[0-9]{1,3})?+(?!GB|MB|TB|KB|km|kg)[A-Za-z]{1,10}[0-9]{0,4}",
    r"(?<![0-9A-Z])[0-9A-Z]{1,3}(?:\+[0-9A-Z]{1,3}){1,6}|(?<![0-9])[0-9]{1,3}[×*·•][0-9]{1,3}(?:小时)?",
    r"(?<![0-9.])[0-9]{1,4}(?:\.[0-9]{1,4}){2,6}|(?<![0-9.])[0-9]{1,3}\.[0-9]{1,3}版",
    rf"(?<![0-9.])12[0-9]{{3}}(?![0-9余多]){_NO_UNIT}(?=[{HAN}])|(?<=热线|拨打|平台)[0-9]{{3,5}}(?![0-9]){_NO_UNIT}",
    r"(?<![0-9.])1[12][0-9](?=报警|联动|急救|指挥|接处警|查询|求职)",
    # Slogans and form labels that hold a numeral with a unit, printed without quotation marks.
    r"一点号|八项规定|四个全面|四个意识|四个自信|两个维护|两个确立|两个一百年|九年义务|三次产业|三个代表|三类内部事务|四类过程性|最多跑[一1]次|只跑[一1]次",
    rf"十[一二三四五]五(?=”|规划|时期|期间|以来|末|开局)|[{CHINESE}]{{1,3}}届|[三五]年(?=行动|规划|计划|滚动)",
    r"(?:五一|六一|七一|八一|十一)(?=期间|假|节|国庆|小长假)|(?<![0-9])[0-9]{1,5}\s?号(?!码)",
    rf"(?:[0-9]{{1,3}}|[{CHINESE}]{{1,3}})大(?!项(?!目)|类|批|中|小|型|于|约)",
)
_BELOW_TEN_THOUSAND = rf"(?:{_DIGIT}千)?(?:[零〇]?{_DIGIT}百)?(?:[零〇]?{_DIGIT}?十)?(?:[零〇]?{_DIGIT})?"
# A numeral of two characters or more that is well formed and stands before a unit which makes no date of it.
NUMERAL_BEFORE_UNIT = (
    rf"(?<![{CHINESE}第几数])(?=[{CHINESE}]{{2}})(?=[{CHINESE}]*[十百千万亿])"
    rf"{_BELOW_TEN_THOUSAND}(?:[万亿]{_BELOW_TEN_THOUSAND}){{0,2}}(?![{CHINESE}几])(?=[多余]?\s?(?![日年周])(?:{UNIT}))"
)
_RATIOS = (
    rf"(?<![{CHINESE}])[{_ONES}十]{{1,3}}分之[{_ONES}十]{{1,3}}",
    r"(?<![0-9.:/])[0-9]{1,4}(?:\.[0-9]{1,2})?[:/][0-9]{1,4}(?:\.[0-9]{1,2})?(?![0-9.:/])",
)
_WORDS = (
    "[统单唯同逐任之专划合归某每这那该另上下前新如万其不周星期]一|(?<!今)后一",
    rf"一[{HAN}]一[{HAN}]|[两三四五六七八九](?![{UNIT_CHARACTERS}])[{HAN}]一[{HAN}]",
    "一[定般致切直旦律并同贯]|进一步|一体化|一站式|一把手|一方面|一遍|一次性|一次办|一件事|一条[龙心]|一家[人亲]|四处|十分|百分百|万分|百日",
)
_ARTICLES = (
    rf"第\s?{_N}\s?(?:[、和及至到]\s?第?{_N}\s?){{0,6}}条(?:之{_N})?(?:第?{_N}款)?(?:第?\(?{_N}\)?项)?",
    rf"第\s?\(?{_N}\)?\s?[款项章节编](?!目)",
)
_NUMBERED = (rf"第\s?{_N}(?:[、和至到-]{_N}){{0,6}}(?:方|时间)?",)
_ORDINALS = (
    rf"{_CLAUSE}[{_ONES}十]{{1,3}}(?:是|要|则)",
    rf"\(\s?(?:[0-9]{{1,2}}|[{_ONES}十]{{1,3}})\s?\)",
    rf"^[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}{_NO_UNIT}(?=\s?[{HAN}])",
    rf"^(?:[0-9]{{1,3}}|[{CHINESE}]{{1,3}})[、.．)](?![0-9{CHINESE}])",
    rf"(?<![{CHINESE}共计分第])[{_ONES}十]{{1,3}}、(?![{CHINESE}])",
    rf"(?<=[。;:])\s?[0-9]{{1,2}}[、.](?=[{HAN}])|(?<=[{HAN}])[0-9]{{1,2}}[.．](?=[{HAN}])",
    rf"[一二](?:[、和至到][二三四五]){{1,3}}(?=[期次类批])|二(?=[期次类等])|(?<![目以之此日年月天])前\s?{_N}\s?[名位强]",
)
# How many figures a sum has: 三项合计, 上述两家共收到.
_SUMMANDS = (
    rf"(?:(?<=[,，。;:\n])|(?<=上述)|(?<=以上)|^)[{_ONES}两2-9]个?(?:[项类种家者]|部门|单位|[区县市])"
    r"(?=合计|共计|总计|相加|加起来)",
    rf"(?:(?<=上述)|(?<=以上))[{_ONES}两2-9]个?(?:[项类种家]|部门|单位|[区县市])(?=共)",
)
# 无一例 says that there was none: the numeral counts nothing.
_NONE = (
    r"(?:(?<=[无未])|(?<=没有)|(?<=未有)|(?<=未收到)|(?<=未发生)|(?<=未出现)|(?<=未接到))一(?=[件例起宗条次个项名](?!外))",
)
# 数, 几 and 上 make a number vague; 一 before these is "a", unless 共 or 仅 says that it counts.
_VAGUE = (
    rf"(?<![总件次人条户项倍指级])数[十百千万亿]{{1,3}}(?![{_ONES}])|(?<![以网线])上[百千万亿]{{1,3}}(?!分)",
    rf"几[十百千万亿]{{0,3}}|[{CHINESE}]{{1,4}}几|成百上千|成千上万",
    rf"(?<![{CHINESE}])(?:一二|一两|两三|二三|三四|三五|四五|五六|六七|七八|八九)"
    rf"(?:[十百千万亿]{{1,3}}[多余]?|(?=[多余{UNIT_CHARACTERS}]))",
    rf"(?<![{CHINESE}点共仅各])一(?:系列|部分|方面|大批|个(?!月|工作日|百分点|小时)"
    "|[些种批项类套段组起片层把面支本轮]|[年天日](?!以?内|以上))",
)
RULES = (
    ("link", (r"(?:https?://|www\.)[!-~]{1,2000}+", r"(?<![\w.%+-])[A-Za-z0-9_.%+-]{1,64}+@[A-Za-z0-9.-]{1,253}")),
    ("document_number", (*_DOCUMENT_NUMBERS, _IDENTIFIERS)),
    ("phone", _PHONES),
    ("postcode", (r"(?:邮编|邮政编码)\s?:?\s?[0-9]{6}(?![0-9])",)),
    ("address", _ADDRESSES),
    ("page", (r"^[^\S\n]{0,9}[-–—]\s?[0-9]{1,4}\s?[-–—][^\S\n]{0,9}$",)),
    ("date", _DATES),
    ("title", (r"《[^《》\n]{1,120}》", r"〈[^〈〉\n]{1,80}〉")),
    ("article", _ARTICLES),
    ("ordinal", _NUMBERED),
    ("number", (NUMERAL_BEFORE_UNIT,)),
    ("none", _NONE),
    ("ratio", _RATIOS),
    ("name", _NAMES),
    ("word", _WORDS),
    ("ordinal", _ORDINALS),
    ("reference", (rf"(?<![代发列填报])(?:附件|附表|附录|表|图)\s?[0-9]{{1,3}}(?:-[0-9]{{1,3}})?(?![0-9]){_NO_UNIT}",)),
    ("summands", _SUMMANDS),
    ("level", (rf"(?<![0-9{CHINESE}])[{_ONES}两1-5](?:[、和][{_ONES}1-5])?级(?!别)",)),
    ("vague", _VAGUE),
)
# What a match of any rule can begin with: looking at that first makes reading several times faster.
_BEGINNING = (
    rf"(?=[\sA-Za-z0-9_.%+{CHINESE}第前后数上几成邮电传热手联最只进表附图"
    r"统单唯同逐任之专划合归某每这那该另新如其不周星期索编代账\"“《〈〔\[【(–—-])"
)


@cache
def compiled_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the rules, on first use: that takes longer than to read a report.

    Returns
    -------
    tuple of tuple
        Reason and pattern, in the order in which they are to be applied.
    """
    return tuple(
        (reason, re.compile(f"{_BEGINNING}(?:{'|'.join(patterns)})", re.MULTILINE)) for reason, patterns in RULES
    )
