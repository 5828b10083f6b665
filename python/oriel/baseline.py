"""What is usual for a moment of the day and the kind of day, robustly."""

from __future__ import annotations

import numpy as np
import pandas as pd

_MAD = 1.4826  # a normal distribution's standard deviation, from its median absolute deviation


def step_of(index: pd.DatetimeIndex) -> pd.Timedelta:
    """The distance of the points. Raises ValueError for fewer than three, or an index without order."""
    if len(index) < 3 or not index.is_monotonic_increasing:
        raise ValueError("a series needs at least three points in the order of time")
    return pd.Timedelta(np.median(np.diff(index.asi8)), unit=index.unit)


def phases(index: pd.DatetimeIndex, step: pd.Timedelta, weekly: bool) -> np.ndarray:
    """The place of each point in the day; weekends apart where there is enough past."""
    slots = max(1, int(pd.Timedelta(days=1) / step))
    day = ((index - index.normalize()) / step).astype(int).to_numpy() % slots
    return day + slots * (index.dayofweek.to_numpy() >= 5) if weekly else day


def usual(series: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """``(expected, scale)`` for every point. With two days of past or more: medians by time of day, smoothed over neighbours and
    moved by the slow level; with less: a running median. The scale is the residuals' median absolute deviation, never zero."""
    index = pd.DatetimeIndex(series.index)
    step = step_of(index)
    span = index[-1] - index[0]
    filled = series.astype("float64").interpolate(limit_direction="both")
    if span >= pd.Timedelta(days=2):
        phase = phases(index, step, weekly=span >= pd.Timedelta(days=14))
        reach = max(1, int(pd.Timedelta(minutes=30) / step))
        by_phase = filled.groupby(phase).median()
        profile = by_phase.rolling(2 * reach + 1, center=True, min_periods=1).median()
        seasonal = profile.reindex(phase).to_numpy()
        days = max(3, int(pd.Timedelta(days=1) / step))
        level = (filled - seasonal).rolling(days, center=True, min_periods=days // 4 or 1).median().fillna(0.0).to_numpy()
        expected = seasonal + level
    else:
        window = max(5, min(61, len(filled) // 4 * 2 + 1))
        expected = filled.rolling(window, center=True, min_periods=1).median().to_numpy()
    residual = series.to_numpy(dtype="float64") - expected
    known = residual[~np.isnan(residual)]
    spread = _MAD * float(np.median(np.abs(known - np.median(known)))) if known.size else 0.0
    floor = max(1e-9, 0.01 * float(np.nanmedian(np.abs(series.to_numpy(dtype="float64")))) if known.size else 1e-9)
    if span < pd.Timedelta(days=2):
        return expected, _as_wide_as_it_is(residual, np.full(len(expected), max(spread, floor)))
    # counts and times scatter more where they are larger: the scale is measured by time of day, over an hour and a half around it
    around = max(1, int(pd.Timedelta(minutes=45) / step))
    sizes = pd.Series(np.abs(residual)).groupby(phase).median().rolling(2 * around + 1, center=True, min_periods=1).median()
    local = np.nan_to_num(_MAD * sizes.reindex(phase).to_numpy(), nan=spread)
    return expected, _as_wide_as_it_is(residual, np.maximum(local, max(floor, 0.7 * spread)))


def _as_wide_as_it_is(residual: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Widens scales that the middle of the residuals made, where their tails are heavier than a normal distribution's: the 98th
    percentile lies at 2.33 of its deviations. Up to two points in a hundred may be anomalies without widening it."""
    sizes = np.abs(residual / scale)
    known = sizes[~np.isnan(sizes)]
    tail = float(np.quantile(known, 0.98)) / 2.33 if known.size >= 50 else 1.0
    return scale * float(np.clip(tail * 1.1, 1.0, 4.0))
