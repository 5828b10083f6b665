"""A forecast: the usual course of the day from where the series stands now, with a band that its own past errors give."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .baseline import phases, step_of


def _profile(values: pd.Series, step: pd.Timedelta, weekly: bool) -> pd.Series:
    return values.groupby(phases(pd.DatetimeIndex(values.index), step, weekly)).median()


def _predict(past: pd.Series, index: pd.DatetimeIndex, step: pd.Timedelta) -> np.ndarray:
    span = past.index[-1] - past.index[0]
    if span < pd.Timedelta(days=1):
        return np.full(len(index), float(past.tail(max(3, len(past) // 4)).median()))
    weekly = span >= pd.Timedelta(days=14)
    profile = _profile(past, step, weekly)
    recent = past.tail(max(3, int(pd.Timedelta(hours=3) / step)))
    offset = float((recent - profile.reindex(phases(pd.DatetimeIndex(recent.index), step, weekly)).to_numpy()).median())
    # where the series stands now fades within a day: after that the profile alone speaks
    fade = np.exp(-np.arange(1, len(index) + 1) * (step / pd.Timedelta(hours=8)))
    known = profile.reindex(phases(index, step, weekly)).interpolate(limit_direction="both").fillna(float(past.median())).to_numpy()
    return known + np.nan_to_num(offset) * fade


def forecast(series: pd.Series, *, horizon: int = 48, level: float = 0.8) -> pd.DataFrame:
    """The next ``horizon`` intervals: ``expected`` with a band ``lower``–``upper`` that should hold ``level`` of the values.

    The band is made of the errors that the same method made on the last days of the series (at most four backtests).
    Raises ValueError for fewer than three points and for levels outside 0 to 1.
    """
    if not 0 < level < 1:
        raise ValueError("level is a fraction between 0 and 1")
    past = series.astype("float64").interpolate(limit_direction="both").dropna()
    step = step_of(pd.DatetimeIndex(past.index))
    ahead = pd.date_range(past.index[-1] + step, periods=horizon, freq=step, name="@timestamp")
    errors: list[np.ndarray] = []
    for back in range(1, 5):
        cut = len(past) - back * horizon
        if cut < max(10, horizon):
            break
        actual = past.iloc[cut : cut + horizon]
        errors.append(actual.to_numpy() - _predict(past.iloc[:cut], pd.DatetimeIndex(actual.index), step))
    spread = np.concatenate(errors) if errors else past.diff().dropna().to_numpy()
    tail = (1 - level) / 2
    low, high = (float(np.quantile(spread, q)) if spread.size else 0.0 for q in (tail, 1 - tail))
    expected = _predict(past, ahead, step)
    return pd.DataFrame({"expected": expected, "lower": expected + min(low, 0.0), "upper": expected + max(high, 0.0)}, index=ahead)
