"""Processes that help: an error comes back from them as what it is, whatever led to it."""

import threading
from collections.abc import Iterator

import pytest
from xxgk.publishing.builds.tools import TOOLS
from xxgk.running.isolation import call_isolated
from xxgk.running.processes import Helper
from xxgk.running.tools import Tools


class WithCauseError(Exception):
    """An error that takes along what led to it; Dask teaches every error to do so."""

    def __reduce__(self) -> tuple[object, ...]:
        return _with_cause, (*self.args, self.__cause__, self.__context__)


def _with_cause(words: str, cause: BaseException | None, context: BaseException | None) -> WithCauseError:
    error = WithCauseError(words)
    error.__cause__, error.__context__ = cause, context
    return error


class LockedError(Exception):
    """An error that cannot be sent, for it holds what belongs to one process alone."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.lock = threading.Lock()


class TwoWordsError(Exception):
    """An error that can be sent, but not made again from what was sent."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def fail(kind: str) -> None:
    """Raise an error; of the first request, that a helper gets ready with, nothing comes."""
    if kind == "caused":
        try:
            raise LockedError("deep")
        except LockedError as error:
            raise WithCauseError("on top") from error
    if kind == "in passing":
        try:
            raise LockedError("deep")
        except LockedError:
            raise WithCauseError("on top")  # noqa: B904 - that it is not named is the case here
    if kind == "locked":
        raise LockedError("held")
    if kind == "two words":
        raise TwoWordsError("two", "words")


SENT = {
    "caused": (WithCauseError, "on top"),
    "in passing": (WithCauseError, "on top"),
    "locked": (RuntimeError, "LockedError: held"),
    "two words": (RuntimeError, "TwoWordsError: two words"),
}


@pytest.fixture(scope="module")
def helper() -> Iterator[Helper]:
    """A process that raises what it is asked for."""
    helper = Helper(Tools("", "", "", f"{__name__}:fail", "nothing"))
    yield helper
    helper.close()


@pytest.mark.parametrize("kind", SENT)
def test_a_helpers_error_comes_back_without_what_led_to_it(kind: str, helper: Helper) -> None:
    answer = helper.answer(kind, 30)
    assert (type(answer), str(answer)) == SENT[kind]
    assert (answer.__cause__, answer.__context__) == (None, None)


@pytest.mark.parametrize("kind", SENT)
def test_an_error_of_a_process_apart_is_raised_here(kind: str) -> None:
    expected, words = SENT[kind]
    with pytest.raises(expected) as caught:
        call_isolated(fail, kind, tools=TOOLS, environment={}, seconds=30)
    assert str(caught.value) == words
