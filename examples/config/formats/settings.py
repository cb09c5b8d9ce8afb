"""The settings of an assistant: what can be set, within which bounds, and what each affects."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    SecretStr,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a type accepts, where bounds and choices do not say it by themselves."""

    words: str
    """The rule as readers of a message or of the reference see it."""


def refuse_truth(value: object) -> object:
    """Return a value unless it is a truth value, which Python counts as 0 or 1.

    Raises:
        PydanticCustomError: It is one, as YAML makes of an unquoted `yes`.
    """
    if isinstance(value, bool):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


def split_commas(value: object) -> object:
    """Return the parts of a text, since a variable cannot hold a list; else the value itself."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def refuse_credentials(url: HttpUrl | None) -> HttpUrl | None:
    """Return an address unless a user name or a password is part of it.

    Raises:
        PydanticCustomError: It is; addresses are printed, and secrets are not.
    """
    if url is not None and (url.username or url.password):
        raise PydanticCustomError("credentials_in_url", "URL should hold no credentials")
    return url


WholeNumber = Annotated[int, BeforeValidator(refuse_truth)]
Address = Annotated[
    HttpUrl | None,
    AfterValidator(refuse_credentials),
    Allowed("begins with http:// or https://, holds no password"),
]
CollectionName = Annotated[
    str,
    Field(pattern=r"^[a-z0-9][a-z0-9_-]{2,62}$"),
    Allowed("3 to 63 of a-z, 0-9, _ and -, not beginning with _ or -"),
]
Folders = Annotated[
    tuple[Path, ...],
    BeforeValidator(split_commas),
    Allowed("any; in a variable, with commas between them"),
]


class Section(BaseModel):
    """The base of every group of settings: no unknown keys, no later changes, no values in errors.

    The text below each field is its description, which the reference is made from.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, use_attribute_docstrings=True
    )


class Provider(Section):
    """Who answers, and how long we wait for it."""

    name: Literal["simulated", "ollama", "openai", "anthropic"] = "simulated"
    """who answers; `simulated` is offline and says what a script says"""
    model: str | None = Field(default=None, min_length=1)
    """which model answers; none stands for the one that llmkit knows for the provider"""
    base_url: Address = None
    """where requests go; none stands for the address that the provider's SDK knows"""
    api_key: SecretStr | None = None
    """who pays for the calls"""
    timeout: WholeNumber = Field(default=120, ge=10, le=600)
    """seconds that one attempt may take: more keeps users waiting, less cuts off long answers"""
    retries: WholeNumber = Field(default=3, ge=0, le=10)
    """further attempts after a failure that may pass: each may take `timeout` and is billed"""


class VectorStore(Section):
    """Where passages are kept and how many are found."""

    kind: Literal["chroma", "faiss"] = "chroma"
    """which library keeps the vectors: files of one cannot be read by the other"""
    directory: Path = Path("data/vectors")
    """where its files are: another folder is another, empty store"""
    collection: CollectionName = "documents"
    """which set of documents is searched"""
    top_k: WholeNumber = Field(default=4, ge=1, le=50)
    """passages for each question: more of them make a longer and dearer prompt"""


class FilesystemServer(Section):
    """An MCP server that reads files for the model."""

    enabled: bool = False
    """whether the model may ask for files"""
    folders: Folders = ()
    """which folders the model can see, with all that is in them"""
    read_only: bool = True
    """whether the model can read only; without it, the model can overwrite files"""


class WebSearchServer(Section):
    """An MCP server that searches the web for the model."""

    enabled: bool = False
    """whether the model may search; what it searches for leaves your network"""
    api_key: SecretStr | None = None
    """who pays for the searches"""
    results: WholeNumber = Field(default=5, ge=1, le=20)
    """hits for each search: more of them make a longer and dearer prompt"""


class McpServers(Section):
    """Which tools the model gets from servers that speak the Model Context Protocol."""

    filesystem: FilesystemServer = FilesystemServer()
    web_search: WebSearchServer = WebSearchServer()


class Logging(Section):
    """What is written to the log."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    """the least important message that is written"""
    format: Literal["text", "json"] = "text"
    """lines for people, or one JSON object a line for machines"""
    prompts: bool = False
    """whether questions of users are written; not allowed in prod"""


class Settings(BaseSettings):
    """All settings of the assistant.

    Made by hand, they take what they are given and read nothing; `load` says what to read.
    """

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    profile: Literal["dev", "prod"] = "dev"
    """which profile file is laid over the file, and whether the rules for prod hold"""
    provider: Provider = Provider()
    vector_store: VectorStore = VectorStore()
    mcp: McpServers = McpServers()
    logging: Logging = Logging()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  # the signature is that of the library
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources of settings that are made by hand: their arguments alone."""
        return (init_settings,)
