"""An executor of notebooks: each in a fresh process, many at a time, as fast as the machine allows.

It knows nothing of what the notebooks are about: what it needs from outside is named by `xxgk.running.tools.Tools` or
passed as an argument, and it imports nothing of the package but itself.
"""


class RunningError(Exception):
    """A mistake in a notebook, its parameters or an output folder; the message says what to mend."""
