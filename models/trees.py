"""Boosted trees as an ONNX graph: fitted with scikit-learn, scored without it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import onnxruntime

from matcher.logistic import Probabilities


@dataclass(frozen=True, slots=True, eq=False)
class TreeScorer:
    """A Scorer: the sum of the trees' leaves is the log-odds."""

    session: onnxruntime.InferenceSession
    model: bytes
    """What the session was made from."""

    def probability(self, rows: npt.ArrayLike) -> Probabilities:
        values = np.asarray(rows, dtype=np.float32)
        [logits] = self.session.run(None, {"rows": values})
        result: Probabilities = 1 / (1 + np.exp(-logits[:, 0].astype(np.float64)))
        return result


def load_trees(model: bytes) -> TreeScorer:
    """Raises what onnxruntime raises for what is no model."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return TreeScorer(onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"]), model)
