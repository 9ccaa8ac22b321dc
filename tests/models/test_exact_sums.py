"""Int8 products are added up without overflow, whatever processor does it: what is read does not hang on that."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from models.encoders.onnx import session_of

LONG = 384
LARGEST = 127


def test_sums_of_the_largest_products_are_exact() -> None:
    """By pairs they are 64,770, which 16 bits with a sign do not hold."""
    weights = np.full((LONG, 8), LARGEST, dtype=np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])],
        "sums",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [1, LONG])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [1, 8])],
        [numpy_helper.from_array(weights, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    most = np.full((1, LONG), 255, dtype=np.uint8)
    [found] = session_of(model.SerializeToString()).run(None, {"x": most})
    assert found.tolist() == [[255 * LARGEST * LONG] * 8]
