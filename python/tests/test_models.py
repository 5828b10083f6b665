"""The models on series whose truth is known."""

import numpy as np
import pandas as pd
import pytest

from oriel import detect, forecast


def daily(days: int = 10, step: str = "5min", seed: int = 3, noise: float = 4.0) -> pd.Series:
    index = pd.date_range("2026-03-02", periods=int(pd.Timedelta(days=days) / pd.Timedelta(step)), freq=step, tz="UTC")
    hours = index.hour + index.minute / 60
    course = 100 + 60 * np.sin((hours - 9) / 24 * 2 * np.pi)
    return pd.Series(course + np.random.default_rng(seed).normal(0, noise, len(index)), index=index)


@pytest.mark.parametrize("seed", range(5))
def test_finds_a_slow_spell_and_little_else(seed):
    series = daily(seed=seed)
    spell = slice(2000, 2012)
    series.iloc[spell] += 70
    odd = detect(series)["score"] >= 50
    assert odd.iloc[spell].mean() > 0.8
    assert odd.drop(series.index[spell]).mean() < 0.005


def test_a_quiet_series_has_no_anomaly():
    results = detect(daily(seed=11))
    assert (results["score"] >= 50).mean() < 0.002
    inside = (results["value"] >= results["lower"]) & (results["value"] <= results["upper"])
    assert inside.mean() > 0.97


def test_several_metrics_name_the_one_that_is_odd():
    frame = pd.DataFrame({"count": daily(seed=1), "errors": daily(seed=2) / 10})
    frame.iloc[1500:1506, 1] *= 4
    results = detect(frame, target="errors")
    assert set(results.loc[results["score"] >= 50, "metric"]) == {"errors"}
    assert results["score"].iloc[1502] >= 50


def test_gaps_are_no_zeros():
    series = daily(seed=4)
    series.iloc[800:830] = np.nan
    results = detect(series)
    assert (results["score"].iloc[780:850] < 50).all()


def test_short_series():
    with pytest.raises(ValueError, match="three points"):
        detect(daily(days=1).head(2))
    assert len(detect(daily(days=1).head(40))) == 40


def test_the_forecast_band_holds_what_it_says():
    inside = []
    for seed in range(6):
        series = daily(days=12, seed=seed, noise=6)
        ahead = forecast(series.iloc[:-288], horizon=288, level=0.8)
        actual = series.iloc[-288:].to_numpy()
        inside.append(((actual >= ahead["lower"]) & (actual <= ahead["upper"])).mean())
        assert np.abs(ahead["expected"].to_numpy() - actual).mean() < 12
    assert 0.7 <= float(np.mean(inside)) <= 0.95


def test_forecast_refuses_nonsense():
    with pytest.raises(ValueError, match="fraction"):
        forecast(daily(days=2), level=80)
