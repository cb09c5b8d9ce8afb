"""Choose who looks at a picture: by what each can do, where it runs and what it costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from llmkit import Image, LLMKitError, Message
from llmkit.token_estimate import estimate_input_tokens
from llmkit.vision import check_images

from examples.multimodal.streaming_providers.candidates import Candidate
from examples.multimodal.streaming_providers.fitting import fit
from examples.multimodal.streaming_providers.in_words import in_words

Form = Literal["pictures", "words"]
"""How pictures are sent: as they are made to fit, or as their descriptions."""


class NoProviderError(LLMKitError):
    """Nobody in the catalogue can take the request."""

    code = "no_provider"
    sentence = "nobody can take the request"


@dataclass(frozen=True, slots=True)
class Need:
    """A question about pictures, and what matters to whoever asks."""

    question: str
    """What is asked."""
    images: Sequence[Image]
    """The pictures, as large as they came."""
    fitted: bool = True
    """Whether pictures are made as small as the model sees them; what else would be paid for twice,
    in bytes and in waiting."""
    edge: int | None = None
    """The longest side that is enough for this task, in pixels; None is all that a model sees."""
    in_house: bool = False
    """Whether pictures and their descriptions must stay on our machines."""
    words_will_do: bool = True
    """Whether a model that reads descriptions is better than no answer."""
    answer_tokens: int = 120
    """The longest answer; it counts for the cost."""
    most_dollars: Decimal | None = None
    """What an answer may cost at the most, by the estimate."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One candidate, with what would be sent to it."""

    candidate: Candidate
    """Who would be asked."""
    form: Form
    """How the pictures would be sent."""
    messages: Sequence[Message] = field(repr=False)
    """What would be sent."""
    tokens_in: int
    """About how many tokens that is."""
    dollars: Decimal
    """What the answer costs at the most, by the estimate."""


@dataclass(frozen=True, slots=True)
class Choice:
    """All who can be asked, the best first, and why the others cannot."""

    offers: Sequence[Offer]
    """Those who see come before those who read; among equals the cheaper one."""
    refused: Mapping[str, str]
    """Name of a candidate to the reason."""

    @property
    def best(self) -> Offer:
        """The one to ask."""
        return self.offers[0]


def choose(candidates: Sequence[Candidate], need: Need) -> Choice:
    """Return whom to ask, with the messages ready to be sent.

    Args:
        candidates: The models to choose from.
        need: The question, its pictures and the bounds.

    Raises:
        NoProviderError: Nobody can take it; the reason of each is told.
    """
    offers: list[Offer] = []
    refused: dict[str, str] = {}
    for candidate in candidates:
        try:
            offers.append(offer_of(candidate, need))
        except LLMKitError as error:
            own = isinstance(error, NoProviderError)
            refused[candidate.name] = error.detail if own else f"{error.sentence}: {error.detail}"
    if not offers:
        told = "; ".join(f"{name}: {why}" for name, why in refused.items())
        raise NoProviderError("choose", told or "the catalogue is empty")
    offers.sort(key=lambda offer: (offer.form == "words", offer.dollars))
    return Choice(offers, refused)


def offer_of(candidate: Candidate, need: Need) -> Offer:
    """Return what one candidate would be sent, and what that costs.

    Raises:
        LLMKitError: It cannot be asked, for the reason in the error.
    """
    if need.in_house and not candidate.in_house:
        raise NoProviderError("offer", "pictures must stay in the house")
    form: Form = "pictures" if candidate.vision else "words"
    if form == "pictures":
        images = fitted(need, candidate) if need.fitted else need.images
        messages = [Message.user(need.question, images=images)]
        check_images(candidate.provider, candidate.model, messages)
    elif not need.words_will_do:
        raise NoProviderError("offer", "it cannot see, and descriptions will not do")
    else:
        messages = in_words([Message.user(need.question, images=need.images)])
    tokens = estimate_input_tokens(messages, provider=candidate.provider, model=candidate.model)
    dollars = candidate.dollars_for(tokens, need.answer_tokens)
    if need.most_dollars is not None and dollars > need.most_dollars:
        raise NoProviderError("offer", f"${dollars:.5f} is more than ${need.most_dollars}")
    return Offer(candidate, form, messages, tokens, dollars)


def fitted(need: Need, candidate: Candidate) -> list[Image]:
    """Return the pictures as small as the candidate sees them, or as the task needs them."""
    provider, model = candidate.provider, candidate.model
    return [fit(image, provider, model, edge=need.edge) for image in need.images]
