"""An executor of notebooks: each in a fresh process, many at a time, as fast as the machine allows.

It knows nothing of what the notebooks are about: what it needs from outside is named by `xxgk.running.tools.Tools` or
passed as an argument, and it imports nothing of the package but itself.
"""


class RunningError(Exception):
    """A mistake in a notebook, its parameters or an output folder; the message says what to mend.

    Parameters
    ----------
    message
        The sentence in English.
    zh
        The same in Chinese.
    """

    def __init__(self, message: str, zh: str = "") -> None:
        super().__init__(message, zh)
        self.zh = zh

    def __str__(self) -> str:
        return self.args[0]

    def sentence(self, lang: str) -> str:
        """Give the explanation in a language, ``zh`` or ``en``; in English where there is no other."""
        return self.zh if lang == "zh" and self.zh else str(self)
