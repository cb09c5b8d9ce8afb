"""Send prompts to a model, and keep with each reply which template it came from."""

from llmkit import ChatModel

from examples.foundation.prompt_templates.prompt_templates import PromptLibrary
from examples.foundation.prompt_templates.render import Prompt
from examples.foundation.prompt_templates.show_steps import HOSTILE, KETTLE, QUESTION

CALLS: tuple[tuple[str, dict[str, object]], ...] = (
    ("answer_from_text", {"document": KETTLE, "question": QUESTION}),
    ("answer_from_text", {"document": KETTLE, "question": "Which colours are there?"}),
    ("answer_from_text", {"document": HOSTILE, "question": "How much does the kettle hold?"}),
    ("find_bugs@1", {"language": "Python", "code": "print(undefined)"}),
)
"""Which template to fill with what: three questions, and a template in an older version."""


async def ask(model: ChatModel, prompt: Prompt) -> str:
    """Send a prompt and return a line that says what came of it."""
    reply = await model.complete(prompt.messages)
    spent = f"{reply.usage.input_tokens} tokens in, {reply.usage.output_tokens} out"
    return f"{prompt.label} ({len(prompt.messages)} messages, {spent})\n  {reply.text}"


async def ask_all(model: ChatModel) -> None:
    """Print what comes of every call."""
    library = PromptLibrary.load()
    for wanted, values in CALLS:
        print(await ask(model, library.render(wanted, **values)))
