"""Texts to unit vectors: the int8 encoder that serves, and any sentence-transformers model instead of it."""

from matcher.errors import InvalidInput
from matcher.linking import PartEncoder

DEFAULT = "minilm-int8"


def load_encoder(name: str = DEFAULT) -> PartEncoder:
    """`minilm-int8` (ONNX, starts without torch), `minilm` (the same model in full precision) or a model folder.

    Raises InvalidInput for a name that is none of these.
    """
    if name == DEFAULT:
        from models.encoders.onnx import load_onnx_minilm  # noqa: PLC0415 - only what is asked for is imported

        return load_onnx_minilm()
    from models.encoders.sentence import load_sentence_transformer  # noqa: PLC0415 - imports torch

    try:
        return load_sentence_transformer(name)
    except (OSError, ValueError) as error:
        raise InvalidInput("encoder", f"{name!r} is no model folder that can be loaded: {error}") from error
