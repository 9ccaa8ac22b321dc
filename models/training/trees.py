"""Fit boosted trees, and write them down as an ONNX graph."""

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from models.trees import TreeScorer, load_trees

TREES = 300
RATE = 0.04
LEAVES = 8
SMALLEST_LEAF = 40
L2 = 5.0
OPSET = 17
ML_OPSET = 3


def fit_trees(  # noqa: PLR0913 - how they grow
    rows: npt.NDArray[np.float64],
    right: npt.NDArray[np.bool_],
    weight: npt.NDArray[np.float64] | None = None,
    *,
    trees: int = TREES,
    rate: float = RATE,
    leaves: int = LEAVES,
    smallest_leaf: int = SMALLEST_LEAF,
) -> TreeScorer:
    """Gradient-boosted trees on (n, features) rows; the same data give the same trees."""
    fitted = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=rate,
        max_leaf_nodes=leaves,
        min_samples_leaf=smallest_leaf,
        l2_regularization=L2,
        early_stopping=False,
        random_state=0,
    ).fit(rows, right, sample_weight=weight)
    return load_trees(as_onnx(fitted))


def as_onnx(fitted: Any) -> bytes:
    """The trees of a binary HistGradientBoostingClassifier as one TreeEnsembleRegressor that sums to the log-odds."""
    from onnx import TensorProto, helper  # noqa: PLC0415 - only training needs it

    nodes: dict[str, list[Any]] = {name: [] for name in ("treeids", "nodeids", "featureids", "values", "modes")}
    links: dict[str, list[int]] = {"truenodeids": [], "falsenodeids": []}
    leaves: dict[str, list[Any]] = {name: [] for name in ("treeids", "nodeids", "ids", "weights")}
    for tree, (predictor,) in enumerate(fitted._predictors):
        for place, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            nodes["treeids"].append(tree)
            nodes["nodeids"].append(place)
            nodes["featureids"].append(0 if leaf else int(node["feature_idx"]))
            nodes["values"].append(0.0 if leaf else float(node["num_threshold"]))
            nodes["modes"].append("LEAF" if leaf else "BRANCH_LEQ")
            links["truenodeids"].append(0 if leaf else int(node["left"]))
            links["falsenodeids"].append(0 if leaf else int(node["right"]))
            if leaf:
                for name, value in zip(leaves, (tree, place, 0, float(node["value"])), strict=True):
                    leaves[name].append(value)
    attributes: dict[str, Any] = {f"nodes_{name}": own for name, own in (nodes | links).items()}
    attributes |= {f"target_{name}": own for name, own in leaves.items()}
    ensemble = helper.make_node(
        "TreeEnsembleRegressor",
        ["rows"],
        ["logits"],
        domain="ai.onnx.ml",
        n_targets=1,
        aggregate_function="SUM",
        base_values=[float(np.ravel(fitted._baseline_prediction)[0])],
        **attributes,
    )
    rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, [None, fitted.n_features_in_])
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [None, 1])
    graph = helper.make_graph([ensemble], "trees", [rows], [logits])
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", ML_OPSET)]
    model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
    return model
