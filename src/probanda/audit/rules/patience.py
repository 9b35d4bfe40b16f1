"""How long a rule may look: one that a strange text keeps busy is stopped, and the others still answer.

The reader of files runs in a child process with limits; rules run in the process that answers. Where the system
has an alarm (and only in the main thread, where Python hears it) a rule is stopped in the middle of its work;
elsewhere it is stopped between two of its answers.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Patience", "TooLong"]

#: A report of 100 pages takes 7 seconds with all rules together; a file of 2,000 pages two minutes.
_SECONDS = 40.0
_SECONDS_PER_CHARACTER = 5e-5
#: All rules together may take so many times what one may.
_ALL = 4


class TooLong(Exception):  # noqa: N818 - a state, not a mistake
    """A rule was stopped."""


class Patience:
    """The time that one rule, and all together, may take over a text.

    Args:
        length: of the text, in characters.
        seconds: that one rule may take over a short text.
        clock: the seconds passed since some moment.
    """

    def __init__(
        self,
        length: int,
        seconds: float = _SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.each = seconds + length * _SECONDS_PER_CHARACTER
        self._clock = clock
        self._end = clock() + _ALL * self.each
        self._until = self._end

    @contextmanager
    def over_one(self) -> Iterator[None]:
        """Within it, `TooLong` is raised when a rule's time is up.

        Raises:
            TooLong: at once when the time of all rules is up.
        """
        left = min(self.each, self._end - self._clock())
        if left <= 0:
            raise TooLong
        self._until = self._clock() + left
        heard = hasattr(signal, "setitimer") and (
            threading.current_thread() is threading.main_thread()
        )
        if not heard:
            yield
            return
        before = signal.signal(signal.SIGALRM, _stop)
        pending, every = signal.setitimer(signal.ITIMER_REAL, left)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, pending, every)
            signal.signal(signal.SIGALRM, before)

    def check(self) -> None:
        """Between two answers.

        Raises:
            TooLong: the rule's time is up.
        """
        if self._clock() > self._until:
            raise TooLong


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooLong
