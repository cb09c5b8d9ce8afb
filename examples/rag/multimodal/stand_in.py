"""A stand-in for a model that sees. It looks at nothing; it checks that there was something to see.

Each reply is given only if the very pictures and passages that it speaks of came with the question.
So an answer shows that they were found and sent. It says nothing about how well a model reads them.
"""

from collections.abc import Callable, Sequence

from llmkit import Message, Reply, Script
from llmkit.script import last_user_images, last_user_text

from examples.rag.multimodal.corpus import Corpus, Picture
from examples.rag.multimodal.drawings import as_image, photograph
from examples.rag.multimodal.retriever import Query

SIGN = as_image(photograph("sign-lake"), alt="A guest's photograph of a sign")
LAKE = as_image(photograph("scene-lake", 2), alt="A guest's photograph of a lake")

QUERIES = (
    Query("May I bring my dog?"),
    Query("Which month is the wettest?"),
    Query("How long does it take where this points?", SIGN),
    Query(photo=LAKE),
    Query("What is the password of the wireless network?"),
)
"""What guests ask: words, words that a picture answers, both, a photograph alone, and something
that nobody wrote down."""


def script_over(corpus: Corpus) -> Script:
    """Return the replies to `QUERIES`, each under the condition that its sources were sent."""
    dog, rain, sign, lake, _ = QUERIES
    return Script(
        (
            Reply(
                "Yes; it sleeps in the shed, not in the rooms [dogs].",
                when=asked(corpus, dog, "dogs"),
                times=None,
            ),
            Reply(
                "July, with about 190 mm [chart-rain].",
                when=asked(corpus, rain, "chart-rain"),
                times=None,
            ),
            Reply(
                "That is the sign of the walk to Mirror Lake [sign-lake]. It takes an hour and a "
                "half [lake-trail].",
                when=asked(corpus, sign, "sign-lake", "lake-trail"),
                times=None,
            ),
            Reply(
                "That looks like Mirror Lake in the evening [scene-lake]. The walk there takes an "
                "hour and a half, and you may bathe at the northern shore [lake-trail].",
                when=asked(corpus, lake, "scene-lake", "lake-trail"),
                times=None,
            ),
        ),
        otherwise=lambda _: Reply("I do not know."),
    )


def asked(corpus: Corpus, query: Query, *names: str) -> Callable[[Sequence[Message]], bool]:
    """Return a condition: this was asked, and these sources were sent with it.

    Args:
        corpus: Where the sources are.
        query: The question. Its photograph must be the first image.
        names: The sources. Of a picture, the pixels must be there and not only the words.
    """
    pictures = [
        item.image.data for name in names if isinstance(item := corpus.items[name], Picture)
    ]

    def was_sent(messages: Sequence[Message]) -> bool:
        text = last_user_text(messages)
        data = [image.data for image in last_user_images(messages)]
        return (
            query.text in text
            and (query.photo is None or data[:1] == [query.photo.data])
            and all(f"[{name}]" in text for name in names)
            and all(one in data for one in pictures)
        )

    return was_sent
