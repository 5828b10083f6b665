"""Results back into an index, in the form that Oriel's charts overlay (docs/anomaly-contract.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pandas as pd
from elasticsearch import Elasticsearch, helpers

MAPPINGS: dict[str, Any] = {
    "properties": {
        "@timestamp": {"type": "date"},
        "entity": {"type": "keyword"},
        "model": {"type": "keyword"},
        "kind": {"type": "keyword"},
        "metric": {"type": "keyword"},
        "sentence": {"type": "text"},
        **{name: {"type": "double"} for name in ("score", "value", "expected", "lower", "upper")},
    }
}


def _documents(results: pd.DataFrame, index: str, entity: str, model: str) -> Iterator[dict[str, Any]]:
    kind = "anomaly" if "score" in results.columns else "forecast"
    for moment, row in results.iterrows():
        time = pd.Timestamp(moment).tz_convert("UTC").isoformat().replace("+00:00", "Z")
        source = {name: value for name, value in row.items() if value is not None and value == value}
        identity = hashlib.sha256(f"{kind}\0{model}\0{entity}\0{time}".encode()).hexdigest()[:32]
        yield {
            "_op_type": "index",
            "_index": index,
            "_id": identity,
            "_source": {"@timestamp": time, "entity": entity, "model": model, "kind": kind, **source},
        }


def publish(
    client: Elasticsearch,
    results: pd.DataFrame,
    *,
    index: str = "anomaly-results",
    entity: str = "",
    model: str = "oriel-python",
    least_score: float = 0.0,
) -> int:
    """Writes what ``detect`` or ``forecast`` gave; how many documents.

    A point that is published again replaces its former self: the id is made of kind, model, entity and time. ``least_score`` leaves out
    the points below it. The index is made where it does not exist.
    """
    kept = results[results["score"] >= least_score] if "score" in results.columns else results
    if not client.indices.exists(index=index):
        client.indices.create(index=index, mappings=MAPPINGS)
    written, _ = helpers.bulk(client, _documents(kept, index, entity, model), chunk_size=2_000)
    client.indices.refresh(index=index)
    return int(written)
