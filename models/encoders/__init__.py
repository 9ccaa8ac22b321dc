"""Texts to unit vectors: the int8 encoder that serves, and any sentence-transformers model instead of it."""

from matcher.errors import InvalidInput
from matcher.vectors import TokenEncoder

DEFAULT = "skills-minilm-int8"
STOCK = "minilm-int8"


def load_encoder(name: str = DEFAULT, threads: int = 2) -> TokenEncoder:
    """`skills-minilm-int8` (ours), `minilm-int8` (the stock model), `minilm` (in full precision) or a model folder.

    The first two are ONNX, start without torch and read as many texts at a time as there are threads.

    Raises InvalidInput for a name that is none of these.
    """
    if name in (DEFAULT, STOCK):
        from models.encoders.onnx import load_shipped, load_stock  # noqa: PLC0415 - only what is asked for is imported

        return load_shipped(threads) if name == DEFAULT else load_stock(threads)
    from models.encoders.sentence import load_sentence_transformer  # noqa: PLC0415 - imports torch

    try:
        return load_sentence_transformer(name)
    except (OSError, ValueError) as error:
        raise InvalidInput("encoder", f"{name!r} is no model folder that can be loaded: {error}") from error
