"""A trained encoder to int8 ONNX: token states out, weights quantised per channel."""

import tempfile
from pathlib import Path
from typing import Any

OPSET = 17


def export_int8(model: Any, target: Path) -> None:  # noqa: ANN401 - typing it would import torch
    """`model` is a BERT of transformers; writes one ONNX file. Needs the extra `train`."""
    import torch  # noqa: PLC0415 - seconds to import
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - needs onnx
    from transformers import AutoModel  # noqa: PLC0415 - imports torch

    class States(torch.nn.Module):
        def __init__(self, network: Any) -> None:  # noqa: ANN401 - as above
            super().__init__()
            self.network = network

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:  # noqa: ANN401 - as above
            fed = {"input_ids": input_ids, "attention_mask": attention_mask, "token_type_ids": token_type_ids}
            return self.network(**fed).last_hidden_state

    names = ["input_ids", "attention_mask", "token_type_ids"]
    ids = torch.ones((2, 16), dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        model.float().save_pretrained(folder)
        network = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False).eval()
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            States(network),
            (ids, ids, torch.zeros_like(ids)),
            str(full),
            dynamo=False,
            input_names=names,
            output_names=["states"],
            opset_version=OPSET,
            dynamic_axes=dict.fromkeys([*names, "states"], axes),
        )
        quantize_dynamic(full, target, weight_type=QuantType.QInt8, per_channel=True)
