"""Yes, no, can't tell: Kleene's three values, for questions about what is only partly known."""

from __future__ import annotations

from enum import Enum


class Answer(Enum):
    """The answer to a question about dates.

    It refuses to be used as a truth value, so that "can't tell" never passes for yes or no:
    write ``before(a, b) is Answer.YES``. ``&``, ``|`` and ``~`` follow Kleene's strong logic.

    >>> Answer.NO & Answer.CANNOT_TELL, Answer.YES & Answer.CANNOT_TELL, ~Answer.YES
    (<Answer.NO: 'no'>, <Answer.CANNOT_TELL: 'cannot tell'>, <Answer.NO: 'no'>)
    """

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"

    def __bool__(self) -> bool:
        raise TypeError(
            "an Answer is yes, no or can't tell, not true or false: "
            "compare it, as in `answer is Answer.YES`"
        )

    def __and__(self, other: object) -> Answer:
        if not isinstance(other, Answer):
            return NotImplemented
        if self is Answer.NO or other is Answer.NO:
            return Answer.NO
        return Answer.YES if self is other is Answer.YES else Answer.CANNOT_TELL

    def __or__(self, other: object) -> Answer:
        if not isinstance(other, Answer):
            return NotImplemented
        return ~(~self & ~other)

    def __invert__(self) -> Answer:
        return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(self, self)

    @classmethod
    def of(cls, *, surely: bool, possibly: bool) -> Answer:
        """YES if it holds in every case, NO if in none, else CANNOT_TELL."""
        if surely:
            return cls.YES
        return cls.CANNOT_TELL if possibly else cls.NO
