"""The network that an int8 ONNX graph of ours holds, so that training can go on from what ships.

Weights come back as they were rounded: the network gives the graph's states but for the rounding of activations.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

PREFIX = "network."
QUANTISED, SCALE, ZERO = "_quantized", "_scale", "_zero_point"
_BETWEEN = ("Cast", "Mul")
"""What stands between a product of whole numbers and the sum with its bias."""


def read_network(graph: Path, config: Path) -> Any:  # noqa: ANN401 - transformers has no types for it
    """The BERT of a graph that `export_int8` wrote; `config`: a model folder of the same width.

    Raises ValueError for a graph that lacks a weight.
    """
    import torch  # noqa: PLC0415 - seconds to import
    from transformers import AutoConfig, AutoModel  # noqa: PLC0415 - imports torch

    weights = dict(_weights(graph))
    shape = AutoConfig.from_pretrained(config, local_files_only=True)
    shape.num_hidden_layers = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
    network = AutoModel.from_config(shape, attn_implementation="sdpa")  # type: ignore[no-untyped-call]
    network.pooler = None
    missing, unknown = network.load_state_dict(
        {name: torch.from_numpy(np.array(own, dtype=np.float32)) for name, own in weights.items()}, strict=False
    )
    if missing or unknown:
        raise ValueError(f"{graph} is no graph of ours: it lacks {missing[:3]}, and has {unknown[:3]}")
    network.embeddings.word_embeddings.weight.requires_grad_(False)
    return network


def _weights(graph: Path) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    import onnx  # noqa: PLC0415 - of the extra `train`
    from onnx import numpy_helper  # noqa: PLC0415 - as above

    model = onnx.load(str(graph)).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.initializer}

    def rounded(name: str) -> npt.NDArray[np.float32]:
        whole = held[name + QUANTISED].astype(np.float32) - held[name + ZERO].astype(np.float32)
        return np.asarray(whole * held[name + SCALE], dtype=np.float32)

    for name, value in held.items():
        if name.startswith(PREFIX) and not name.endswith((QUANTISED, SCALE, ZERO)):
            yield name.removeprefix(PREFIX), value
        elif name.startswith(PREFIX) and name.endswith(QUANTISED):
            yield name.removeprefix(PREFIX).removesuffix(QUANTISED), rounded(name.removesuffix(QUANTISED))
    for bias, name in _products(model, held):
        yield bias.removeprefix(PREFIX).removesuffix("bias") + "weight", rounded(name).T


def _products(model: Any, held: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - onnx's own
    """(name of the bias, name of the weights) of each product: the exporter loses what the weights were called."""
    taken = {fed: node for node in model.node for fed in node.input}
    for node in model.node:
        if node.op_type != "MatMulInteger":
            continue
        follows = taken[node.output[0]]
        while follows.op_type in _BETWEEN:
            follows = taken[follows.output[0]]
        for bias in (name for name in follows.input if name in held):
            yield bias, node.input[1].removesuffix(QUANTISED)
