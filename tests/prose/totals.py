"""Sentences in which words say what adds up, made from tables, with numbers that do and numbers that do not."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SEED = 20190515
_OLD = 2  # requests carried in; less than what wrong sums are off
_FIELDS = ("水务", "畜牧", "园林", "渔港", "气象", "林草", "盐务")
_LEVELS = ("市直部门", "县区", "乡镇")
_CLOSINGS = ("共", "共计", "合计", "总计", "全年合计", "三项合计")
_LINES = ("{at}.{label}信息：{number}条；", "（{at}）{label}信息{number}条；", "{at}、{label}：{number}条。")
_SUMS = ("合计：{total}条。", "总计{total}条。", "共计：{total}条。")
_TIMES = (
    ("上半年", "下半年"),
    ("1—6月", "7—12月"),
    ("1至6月", "7至12月"),
    ("一季度", "二季度", "三季度", "四季度"),
    ("第一季度", "第二季度", "第三季度", "第四季度"),
)
_FLOWS = (
    "收到申请{head}件（含上年结转{old}件），{done}{parts[0]}件，结转下年度{parts[1]}件。",
    "受理申请{head}件，其中上年度结转{old}件，{done}{parts[0]}件，{parts[1]}件结转下一年度。",
)
_BALANCES = (
    "收到申请{head}件，均为网上提交；上年结转{old}件。全年办结{parts[0]}件。结转下年度继续办理{parts[1]}件。",
    "新收到申请{head}件，结转上年申请{old}件，本年度答复{parts[0]}件，结转至2017年继续办理{parts[1]}件。",
)
_INTRODUCED = (
    "受理申请{total}件，内容主要涉及以下方面：征地{parts[0]}件，拆迁{parts[1]}件，其他{parts[2]}件。",
    "发生行政诉讼{total}件，均已审理完毕：维持{parts[0]}件，撤诉{parts[1]}件，确认违法{parts[2]}件。",
)
_REST = (
    "收到政府信息公开申请{head}件，除{parts[0]}件结转外，其余{parts[1]}件均已答复。",
    "全年收到申请{head}件，除{parts[0]}件仍在办理外，其余{parts[1]}件按期办结。",
)
_UNTIED = (  # nothing says that the last is the sum of what stands before it
    "网站公开信息{parts[0]}条，微信公开信息{parts[1]}条，全年公开信息{total}条。",
    "上半年收到申请{parts[0]}件，上半年办结{parts[1]}件，全年收到申请{total}件。",
    "上半年收到申请{parts[0]}件，下半年收到{parts[1]}件，全年办结{total}件。",
    "3月收到申请{parts[0]}件，9月收到申请{parts[1]}件，全年收到申请{total}件。",
    "印发文件{parts[0]}件，举办培训{parts[1]}期，共计{total}人次参加。",
    "收到申请{parts[0]}件，答复{parts[1]}件，全年公开信息共计{total}条。",
    "2014年收到申请{parts[0]}件，2015年收到{parts[1]}件，2016年共收到{total}件。",
    "收到申请{total}件，答复{parts[0]}件，结转下年度{parts[1]}件。",
    "公开信息{total}条，网站发布{parts[0]}条，微信发布{parts[1]}条。",
    "收到申请{total}件，同时开展以下工作：举办培训{parts[0]}期，编印资料{parts[1]}册。",
    "收到申请{total}件，上年结转{parts[0]}件。收到投诉{parts[1]}件，全部办结。",
    "收到申请{parts[0]}件，上年结转2件，答复{parts[1]}件，结转下年度{parts[0]}件，撤回{total}件。",
    "收到申请{total}件，结转上年申请2件，均已答复。全年答复公众留言{parts[0]}件。结转下年{parts[1]}件。",
    "收到申请{total}件，个人申请{parts[0]}件，网络申请{parts[1]}件。",
    "受理申请{total}件，当面答复{parts[0]}件、邮寄答复{parts[1]}件。",
    "收到申请{total}件，办理结果如下：予以公开{parts[0]}件，不予公开{parts[1]}件，自行撤回{total}件。",
    "公开信息{total}条，均在以下平台发布：网站{parts[0]}条，微博{parts[1]}条。",
    "开展检查{total}次，全部按以下要求落实：整改{parts[0]}次，复查{parts[1]}次，通报{total}次。",
    "收到申请{total}件，涉及以下方面：土地{parts[0]}件，规划9件，重复申请{parts[1]}件，已答复{total}件。",
    "上半年公开信息{parts[0]}条，下半年公开信息{parts[1]}条，全年网站公开信息{total}条。",
    "上半年举办培训班{parts[0]}期，下半年举办{parts[1]}期，全年县级培训班{total}期。",
    "公开文件{parts[0]}件，公告{parts[1]}件。科级以上干部任免共计{total}件。",
    "召开会议{parts[0]}次，开展检查{parts[1]}次，以上工作均按计划完成，共计公开信息{total}次。",
    "甲镇{parts[0]}条；\n乙镇{parts[1]}条。\n二、其他工作\n情况良好。\n继续努力。\n合计：{total}条。",
)

_NEARLY = (  # what is so near a sum that it could be taken for one
    "收到申请30件，上年结转4件，答复28件，结转下年1件，撤回5件。",
    "收到申请27件，办理结果如下：予以公开20件，不予公开9件。",
    "公开信息90条，均在以下平台发布：网站60条，微博50条。",
)


@dataclass(frozen=True, slots=True)
class Total:
    """A sentence, the figures that must add up, and whether they do."""

    text: str
    numbers: frozenset[Decimal]
    holds: bool


def totals() -> Iterator[Total]:
    """Yield closing totals, lines with their sum, halves and quarters, flows and rests, right and wrong."""
    rng = random.Random(_SEED)
    for holds in (True, False):
        for closing in _CLOSINGS:
            for labels in (rng.sample(_FIELDS, 3), list(_LEVELS)):
                total, parts = _numbers(rng, 3, holds)
                listed = "、".join(f"{label}{part}条" for label, part in zip(labels, parts, strict=True))
                yield _total(f"{listed}，{closing}{total}条。", total, parts, holds)
                yield _total(f"{listed}。{closing}{total}条。", total, parts, holds)
        for line in _LINES:
            for end in _SUMS:
                total, parts = _numbers(rng, 4, holds)
                lines = [
                    line.format(at=at, label=label, number=part)
                    for at, (label, part) in enumerate(zip(rng.sample(_FIELDS, 4), parts, strict=True), 1)
                ]
                yield _total("\n".join((*lines, end.format(total=total))), total, parts, holds)
        for times in _TIMES:
            for counted in ("收到申请{}件", "公开信息{}条", "举办培训班{}期"):
                total, parts = _numbers(rng, len(times), holds)
                said = [f"{time}{counted.format(part)}" for time, part in zip(times, parts, strict=True)]
                year = f"全年共{counted.format(total)}"
                yield _total(f"{'，'.join((*said, year))}。", total, parts, holds)
                yield _total(f"{'，'.join((year, *said))}。", total, parts, holds)
        for flow in _FLOWS:
            for done in ("办结", "答复"):
                total, parts = _numbers(rng, 2, holds)
                text = flow.format(head=total, parts=parts, done=done, old=_OLD)
                yield _total(text, total, parts, holds)
        for balance in _BALANCES:
            total, parts = _numbers(rng, 2, holds)
            text = balance.format(head=total - _OLD, parts=parts, old=_OLD)
            yield Total(text, frozenset(map(Decimal, (total - _OLD, _OLD, *parts))), holds)
        for introduced in _INTRODUCED:
            total, parts = _numbers(rng, 3, holds)
            yield _total(introduced.format(total=total, parts=parts), total, parts, holds)
        for rest in _REST:
            total, parts = _numbers(rng, 2, holds)
            yield _total(rest.format(head=total, parts=sorted(parts)), total, parts, holds)


def untied() -> Iterator[str]:
    """Yield sentences whose figures need not add up, and do not."""
    yield from _NEARLY
    rng = random.Random(_SEED)
    for frame in _UNTIED:
        for _ in range(8):
            total, parts = _numbers(rng, 2, False)
            yield frame.format(total=total, parts=parts)


def _numbers(rng: random.Random, count: int, holds: bool) -> tuple[int, list[int]]:
    """Draw parts, and their sum or a number a little off."""
    parts = rng.sample(range(20, 90), count)
    while max(parts) * 2 == sum(parts):  # one must not be the sum of the others
        parts = rng.sample(range(20, 90), count)
    total = sum(parts)
    return (total if holds else total + rng.choice((-1, 1)) * max(1, total // 12)), parts


def _total(text: str, total: int, parts: list[int], holds: bool) -> Total:
    return Total(text, frozenset(map(Decimal, (total, *parts))), holds)
