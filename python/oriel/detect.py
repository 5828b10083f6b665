"""Anomalies: a seasonal baseline for each metric, and an isolation forest over what is left of all of them together."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.ensemble import IsolationForest

from .baseline import usual

_HALF = 4.0  # so many scales from the usual are a score of 50
_BAND = 3.0


def _by_distance(distance: np.ndarray) -> np.ndarray:
    """0 to 100: 50 at four scales, 75 at eight, 87 at twelve."""
    return 100.0 * (1.0 - np.power(2.0, -np.nan_to_num(distance) / _HALF))


def _by_forest(residuals: np.ndarray, seed: int) -> np.ndarray:
    """0 to 100: how easily a point is cut off from all others in the space of residuals and their steps; 50 at the far end of the usual.

    scikit-learn's IsolationForest (Liu, Ting, Zhou 2008); its scores are compared with their own spread, not with a fixed share of
    contamination, so that a quiet series has no anomaly.
    """
    steps = np.vstack([np.zeros(residuals.shape[1]), np.diff(residuals, axis=0)])
    features = np.nan_to_num(np.clip(np.hstack([residuals, steps]), -50, 50))
    forest = IsolationForest(n_estimators=150, random_state=seed).fit(features)
    odd = -forest.score_samples(features)
    middle = float(np.median(odd))
    spread = float(np.quantile(odd, 0.9)) - middle
    return _by_distance(np.maximum(0.0, (odd - middle) / max(spread, 1e-6)) / 1.5)


def detect(series: pd.DataFrame | pd.Series, *, target: str | None = None, seed: int = 7) -> pd.DataFrame:
    """Judges every point of a series, or of several that belong together.

    ``series`` has a row per interval in the order of time (UTC) and a column per metric; NaN is a gap, not a zero. The result has the
    same rows with ``value``, ``expected``, ``lower``, ``upper`` of the ``target`` (the first column unless told otherwise), ``score``
    (0 to 100; 50 and more is an anomaly) and ``metric``, the one that is farthest from its usual.
    Raises ValueError for fewer than three points.
    """
    frame = series.to_frame("value") if isinstance(series, pd.Series) else series
    name = target or str(frame.columns[0])
    baselines = {column: usual(frame[column]) for column in frame.columns}
    distances = np.column_stack([(frame[column].to_numpy(dtype="float64") - expected) / scale for column, (expected, scale) in baselines.items()])
    filled = np.nan_to_num(np.abs(distances))
    score = _by_distance(filled.max(axis=1))
    if len(frame) >= 50:
        forest = _by_forest(distances, seed)
        # the forest may raise what the baseline finds odd already; alone it would call every rare hour an anomaly
        score = np.where(filled.max(axis=1) >= 2.5, np.maximum(score, np.minimum(forest, score * 1.25)), score)
    expected, scale = baselines[name]
    return pd.DataFrame(
        {
            "value": frame[name].to_numpy(dtype="float64"),
            "expected": expected,
            "lower": expected - _BAND * scale,
            "upper": expected + _BAND * scale,
            "score": np.round(score, 1),
            "metric": np.asarray([str(column) for column in frame.columns])[filled.argmax(axis=1)],
        },
        index=frame.index,
    )
