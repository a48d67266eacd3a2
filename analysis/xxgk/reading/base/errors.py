"""What the user can mend: one clear sentence, no traceback."""

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """A mistake that the user can mend; the message is the whole explanation."""


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
