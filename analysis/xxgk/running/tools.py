"""What whoever has notebooks run lends to the executor."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tools:
    """What whoever has notebooks run lends to the executor: names, so that they travel and are imported where needed.

    Attributes
    ----------
    preload
        Module that the process which others are forked from imports; it calls `xxgk.running.child.warm_up`.
    render
        ``module:function`` that makes a page, as a text, of an executed notebook, the file name of the notebook and
        what the job is `about`.
    lend
        ``module:function`` that is called in each process before the notebook runs, with a function: this has a
        request done by a process that has done such before, and returns the answer, or None where that was lost.
    serve
        ``module:function`` that answers a request there.
    first
        The request that such a process gets ready with.
    """

    preload: str
    render: str
    lend: str
    serve: str
    first: object
