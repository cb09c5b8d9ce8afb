"""Functions of texts whose answers outlive the run that found them.

Most texts of a project are the same from one build to the next, and so is what a pure function says
of them. Whoever runs builds may take the answers of one run and give them to the next.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")

_MOST = 1 << 17
"""How many answers one run holds before it forgets them and finds them anew."""

_IS_LONG = 2000
"""Characters of a text whose digest is found once for all who ask about it."""


class _LongTexts:
    """The digests of long texts."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[str, bytes]] = {}

    def digest_of(self, text: str) -> bytes:
        """Return the digest of a text, which is found once for all who ask about it."""
        # By its identity, which costs nothing; the text is held, so that no other can come to it.
        _, found = self._found.get(id(text), ("", b""))
        if not found:
            found = hashlib.blake2b(_encoded(text)).digest()
            if len(self._found) >= _MOST:
                self.forget()
            self._found[id(text)] = (text, found)
        return found

    def forget(self) -> None:
        """Let go of the texts, when nobody is going to ask about them again."""
        self._found.clear()


LONG_TEXTS = _LongTexts()


class Answers(Generic[Answer]):
    """What was found in texts, by what it depends on.

    A text is known by its digest, so that nothing is held but the answers.
    """

    def __init__(
        self, name: str, pack: Callable[[Answer], Any], unpack: Callable[[Any], Answer]
    ) -> None:
        """Begin with none.

        Args:
            name: What tells them from others.
            pack: Turns an answer into values that JSON can hold.
            unpack: Turns those into the answer.
        """
        self.name = name
        self._pack, self._unpack = pack, unpack
        self._recall: Callable[[], Mapping[str, Any]] = dict
        self._last: Mapping[str, Any] | None = None
        self._now: dict[str, Answer] = {}

    def of(self, find: Callable[[], Answer], *texts: str) -> Answer:
        """Return what is known, or else find it.

        Args:
            find: Finds the answer.
            texts: All that the answer depends on.
        """
        key = _digest(texts)
        if key in self._now:
            return self._now[key]
        kept = self._before().get(key)
        answer = find() if kept is None else self._unpack(kept)
        if len(self._now) >= _MOST:
            self._now.clear()
        self._now[key] = answer
        return answer

    def recall(self, recall: Callable[[], Mapping[str, Any]]) -> None:
        """Begin a run with what another one has learned, and with nothing else.

        Args:
            recall: Returns what `learned` has returned; is called if somebody wants an answer.
        """
        self._recall, self._last, self._now = recall, None, {}

    def learned(self) -> dict[str, Any] | None:
        """Return what was asked in this run, as values that JSON can hold.

        Returns:
            The answers; nothing if they are just those that it began with.
        """
        before = self._before() if self._now else {}
        if not self._now or self._now.keys() == before.keys():
            return None
        return {
            key: before[key] if key in before else self._pack(answer)
            for key, answer in self._now.items()
        }

    def _before(self) -> Mapping[str, Any]:
        if self._last is None:
            self._last = self._recall()
        return self._last


class Remembered(Answers[Answer]):
    """A pure function of texts, with the answers that it has given."""

    def __init__(
        self,
        find: Callable[..., Answer],
        pack: Callable[[Answer], Any],
        unpack: Callable[[Any], Answer],
    ) -> None:
        """Wrap a function.

        Args:
            find: The function; all of its arguments are texts.
            pack: Turns an answer into values that JSON can hold.
            unpack: Turns those into the answer.
        """
        super().__init__(find.__name__, pack, unpack)
        self.__doc__ = find.__doc__
        self._find = find

    def __call__(self, *texts: str) -> Answer:
        """Return what the function says, or has said before."""
        return self.of(lambda: self._find(*texts), *texts)


def remembered(find: Callable[..., Answer]) -> Remembered[Answer]:
    """Make a pure function of texts a remembered one.

    Args:
        find: The function; JSON can hold its answers, and none of them is None.
    """
    return Remembered(find, lambda answer: answer, lambda packed: packed)


def remembered_as(
    pack: Callable[[Answer], Any], unpack: Callable[[Any], Answer]
) -> Callable[[Callable[..., Answer]], Remembered[Answer]]:
    """Return a decorator that makes a pure function of texts a remembered one.

    Args:
        pack: Turns an answer into values that JSON can hold.
        unpack: Turns those into the answer.
    """
    return lambda find: Remembered(find, pack, unpack)


def _digest(texts: tuple[str, ...]) -> str:
    state = hashlib.blake2b(digest_size=16)
    for text in texts:
        data = LONG_TEXTS.digest_of(text) if len(text) >= _IS_LONG else _encoded(text)
        state.update(b"%d\n" % len(data))
        state.update(data)
    return state.hexdigest()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
