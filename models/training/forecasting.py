"""How far shares fall from what was expected of them, on half of the monthly series of demand beside the project."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from matcher.forecasting import FEWEST_PERIODS, MAX_HORIZON, SCORES, foreseeable
from matcher.intervals import Array
from matcher.local_level import LocalLevel
from matcher.periods import Grain
from models.training.data import shared_data

SKILLS = "jobsdf_demand_r0.parquet"
SKILLS_BY_FIELD = "jobsdf_demand_r1.parquet"
SEED = 9


def read_demand(name: str = SKILLS) -> tuple[npt.NDArray[np.int64], Array]:
    """The field (rows,) and the monthly counts (rows, months) of each series. Raises SourceUnavailable."""
    table = pq.read_table(shared_data() / "timeseries" / name)
    months = [column for column in table.column_names if column[:1].isdigit()]
    counts = np.column_stack([table[month].to_numpy() for month in months]).astype(np.float64)
    return table[table.column_names[0]].to_numpy(), counts


def fitted_half(rows: int) -> npt.NDArray[np.bool_]:
    """Whether a series is among those that are fitted on; the others are held out."""
    result: npt.NDArray[np.bool_] = np.random.default_rng(SEED).permutation(rows) % 2 == 0
    return result


def errors_of(asking: Array, ads: Array, grain: Grain, origins: range, horizon: int = MAX_HORIZON) -> list[Array]:
    """For each origin, the number of periods that were known: (skills, horizon) errors in spreads."""
    found = []
    for known in origins:
        enough = foreseeable(asking[:, :known], ads[:known], grain)
        outlook = LocalLevel().outlook(asking[enough, :known], ads[:known], horizon, grain.per_year)
        came = asking[enough, known : known + horizon] / ads[known : known + horizon]
        found.append((came - outlook.level[:, None]) / outlook.spread)
    return found


def fitted_scores() -> Mapping[float, tuple[tuple[float, ...], tuple[float, ...]]]:
    """What SCORES should be, to two places."""
    _, counts = read_demand()
    fewest = FEWEST_PERIODS[Grain.MONTH]
    origins = range(fewest, counts.shape[1] - MAX_HORIZON + 1)
    errors = np.concatenate(errors_of(counts[fitted_half(len(counts))], counts.sum(axis=0), Grain.MONTH, origins))
    ends = {confidence: ((1 - confidence) / 2, (1 + confidence) / 2) for confidence in SCORES}
    quantiles = {confidence: np.quantile(errors, both, axis=0).round(2) for confidence, both in ends.items()}
    return {confidence: (tuple(low.tolist()), tuple(high.tolist())) for confidence, (low, high) in quantiles.items()}
