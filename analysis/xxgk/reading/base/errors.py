"""What the user can mend: one clear sentence, no traceback."""

from collections.abc import Iterable
from difflib import get_close_matches

# The names of things in Chinese, where a sentence says that there is no such thing.
_ZH = {
    "argument": "参数",
    "command": "命令",
    "dataset": "数据集",
    "engine": "执行方式",
    "form": "版本",
    "format": "格式",
    "key": "键",
    "lang": "语言",
    "language": "语言",
    "level": "层级",
    "notebook": "笔记本",
    "option": "选项",
    "organ": "机关",
    "parameter": "参数",
    "report": "报告",
}


class UserError(Exception):
    """A mistake that the user can mend; the message is the whole explanation.

    Parameters
    ----------
    message
        The sentence in English.
    zh
        The same in Chinese, where it is to follow the user's language.
    mistyped
        What was typed names nothing, or what it cannot be used for; the command says that in English unless a language
        was typed, too.
    """

    def __init__(self, message: str, zh: str = "", mistyped: bool = False) -> None:
        super().__init__(message, zh, mistyped)
        self.message, self.zh, self.mistyped = message, zh, mistyped

    def __str__(self) -> str:
        return self.message

    def sentence(self, lang: str) -> str:
        """Give the explanation in a language, ``zh`` or ``en``; in English where there is no other."""
        return self.zh if lang == "zh" and self.zh else self.message


def unknown(kind: str, value: object, known: Iterable[str]) -> UserError:
    """Build the error for a name that does not exist.

    Parameters
    ----------
    kind
        What the name stands for, e.g. ``"report"`` or ``"option of xxgk check"``.
    value
        The name as given.
    known
        The names that exist.

    Returns
    -------
    UserError
        Names the value, what is allowed and, where one is near, the likely intention.
    """
    names = list(known)
    near = get_close_matches(str(value), names, n=1, cutoff=0.5)
    hint, hint_zh = (f" Did you mean {near[0]}?", f"是否指 {near[0]}？") if near else ("", "")
    noun, _, whose = kind.partition(" of ")
    noun = _ZH.get(noun, noun)
    return UserError(
        f"Unknown {kind} {str(value)!r}. Known: {', '.join(names) or 'none'}.{hint}",
        f"没有{noun} {str(value)!r}{f'（{whose}）' if whose else ''}。已有：{'、'.join(names) or '无'}。{hint_zh}",
        mistyped=True,
    )
