"""What the user can mend: one clear sentence, no traceback."""

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """A mistake that the user can mend; the message is the whole explanation.

    Parameters
    ----------
    message
        The sentence in English.
    zh
        The same in Chinese, where it is to follow the user's language.
    """

    def __init__(self, message: str, zh: str = "") -> None:
        super().__init__(message, zh)
        self.message, self.zh = message, zh

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
        What the name stands for, e.g. ``"report"``.
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
    hint = f" Did you mean {near[0]}?" if near else ""
    return UserError(f"Unknown {kind} {str(value)!r}. Known: {', '.join(names) or 'none'}.{hint}")
