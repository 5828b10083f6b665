"""Time series out of Elasticsearch, by aggregations alone: what comes over the wire is a row per interval, never documents."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Union

import pandas as pd
from elasticsearch import Elasticsearch

Metric = Union[str, "tuple[str, str]", "tuple[str, str, float]"]
"""``"count"``, ``("avg", field)`` (or sum, min, max, cardinality), or ``("percentile", field, 95)``."""


def connect(url: str | None = None, api_key: str | None = None, **options: Any) -> Elasticsearch:
    """A client. ``url`` is Oriel's address (its ``/api/es`` is added) or a cluster's own, ending in ``/api/es`` or not.

    Both default to the environment: ``ORIEL_URL`` and ``ORIEL_API_KEY``. With an API key the address is taken for Oriel's.
    """
    address = (url or os.environ.get("ORIEL_URL") or "http://127.0.0.1:3000").rstrip("/")
    key = api_key or os.environ.get("ORIEL_API_KEY")
    if key and not address.endswith("/api/es"):
        address = f"{address}/api/es"
    return Elasticsearch(address, api_key=key, request_timeout=60, **options)


def _aggregation(metric: Metric) -> dict[str, Any] | None:
    if metric == "count":
        return None
    if isinstance(metric, str) or len(metric) < 2:
        raise ValueError(f"a metric is 'count' or (aggregation, field), not {metric!r}")
    kind, field = metric[0], metric[1]
    if kind == "percentile":
        return {"percentiles": {"field": field, "percents": [metric[2] if len(metric) > 2 else 95.0]}}
    if kind not in {"avg", "sum", "min", "max", "cardinality"}:
        raise ValueError(f"unknown aggregation {kind!r}: use avg, sum, min, max, cardinality or percentile")
    return {kind: {"field": field}}


def _value(bucket: Mapping[str, Any], name: str, metric: Metric) -> float | None:
    if metric == "count":
        return float(bucket["doc_count"])
    answer = bucket[name]
    value = next(iter(answer["values"].values())) if "values" in answer else answer["value"]
    return None if value is None or value != value else float(value)


def _frame(buckets: list[Mapping[str, Any]], metrics: Mapping[str, Metric]) -> pd.DataFrame:
    index = pd.to_datetime([bucket["key"] for bucket in buckets], unit="ms", utc=True)
    data = {name: [_value(bucket, name, metric) for bucket in buckets] for name, metric in metrics.items()}
    return pd.DataFrame(data, index=pd.DatetimeIndex(index, name="@timestamp"), dtype="float64")


def fetch_series(
    client: Elasticsearch,
    index: str,
    metrics: Mapping[str, Metric] | None = None,
    *,
    interval: str = "5m",
    start: str = "now-14d",
    end: str = "now",
    time_field: str = "@timestamp",
    query: Mapping[str, Any] | None = None,
    group_by: str | None = None,
    groups: int = 50,
) -> pd.DataFrame | dict[str, pd.DataFrame]:
    """A frame with a row per interval (UTC starts, the last one may be half full) and a column per metric.

    Intervals without documents count 0 and measure NaN. With ``group_by``: a frame for each of the ``groups`` largest values.
    ``query`` is a filter in Query DSL.
    """
    wanted = dict(metrics or {"count": "count"})
    inner = {name: aggregation for name, metric in wanted.items() if (aggregation := _aggregation(metric))}
    histogram: dict[str, Any] = {
        "x": {
            "date_histogram": {"field": time_field, "fixed_interval": interval, "min_doc_count": 0},
            **({"aggs": inner} if inner else {}),
        }
    }
    aggregations = {"groups": {"terms": {"field": group_by, "size": groups}, "aggs": histogram}} if group_by else histogram
    clauses: list[Mapping[str, Any]] = [{"range": {time_field: {"gte": start, "lt": end}}}]
    if query:
        clauses.append(query)
    answer = client.search(index=index, size=0, query={"bool": {"filter": clauses}}, aggs=aggregations)
    if not group_by:
        return _frame(answer["aggregations"]["x"]["buckets"], wanted)
    return {str(bucket["key"]): _frame(bucket["x"]["buckets"], wanted) for bucket in answer["aggregations"]["groups"]["buckets"]}
