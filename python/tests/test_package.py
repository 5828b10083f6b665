"""The package against the engine of this checkout."""

import json
from datetime import datetime, timedelta, timezone

import pandas as pd
import pytest
from elasticsearch import helpers

from oriel import Agent, check_health, connect, detect, fetch_series, forecast, publish
from oriel.cli import main, parse_metric


@pytest.fixture(scope="module")
def client(engine_url):
    return connect(engine_url)


@pytest.fixture(scope="module")
def hellos(client):
    index = "py-hellos"
    now = datetime.now(timezone.utc).replace(second=0, microsecond=0)

    def documents():
        for minute in range(3 * 24 * 60):
            at = now - timedelta(minutes=minute)
            slow = 300 <= minute < 330
            for user in ("ann", "bob"):
                yield {"_index": index, "_source": {"@timestamp": at.isoformat(), "user": user, "duration_ms": 900.0 if slow else 100.0 + minute % 7}}

    client.indices.create(index=index, mappings={"properties": {"@timestamp": {"type": "date"}, "user": {"type": "keyword"}, "duration_ms": {"type": "double"}}})
    helpers.bulk(client, documents(), chunk_size=4_000)
    client.indices.refresh(index=index)
    return index


def test_fetch_detect_publish(client, hellos):
    frame = fetch_series(client, hellos, {"slow": ("percentile", "duration_ms", 95), "count": "count"}, interval="5m", start="now-3d")
    assert isinstance(frame, pd.DataFrame) and list(frame.columns) == ["slow", "count"]
    results = detect(frame.iloc[1:-1])
    odd = results[results["score"] >= 50]
    assert 4 <= len(odd) <= 9 and (odd["value"] > 800).all()
    for _ in range(2):
        assert publish(client, results, index="py-results", entity="hellos") == len(results)
    assert client.count(index="py-results")["count"] == len(results)
    publish(client, forecast(frame["slow"].iloc[1:-1], horizon=12), index="py-results", entity="hellos")
    assert client.count(index="py-results", query={"term": {"kind": "forecast"}})["count"] == 12


def test_groups(client, hellos):
    frames = fetch_series(client, hellos, {"count": "count"}, interval="1h", group_by="user")
    assert isinstance(frames, dict) and set(frames) == {"ann", "bob"}


def test_command_line(engine_url, hellos, capsys):
    metric = ["--metric", "p95=p95:duration_ms"]
    assert main(["--url", engine_url, "detect", hellos, *metric, "--start", "now-3d", "--entity", "cli", "--results", "py-cli"]) == 0
    assert "intervals are unusual" in capsys.readouterr().out
    assert main(["--url", engine_url, "health", hellos]) in (0, 1, 2)
    health = json.loads(capsys.readouterr().out)
    assert {check["name"] for check in health["checks"]} == {"cluster", "freshness", "rate"}
    assert main(["--url", engine_url, "detect", "no-such-index"]) == 3
    assert "no such index" in capsys.readouterr().err


def test_health_of_stale_data(client):
    client.index(index="py-stale", document={"@timestamp": "2026-01-01T00:00:00Z"}, refresh=True)
    health = check_health(client, "py-stale", publish_to="py-health")
    assert (health.status, health.exit_code) == ("critical", 2)
    client.indices.refresh(index="py-health")
    assert client.count(index="py-health")["count"] == len(health.checks)


def test_agent_keeps_what_could_not_be_sent(client):
    agent = Agent(client, index="py-metrics")
    agent.gauge("queue.length", lambda: 7)
    agent.gauge("broken", lambda: 1 / 0)
    away = connect("http://127.0.0.1:9", max_retries=0)
    agent._client = away
    assert agent.push() == 0
    agent._client = client
    assert agent.push() == 2
    client.indices.refresh(index="py-metrics")
    newest = client.search(index="py-metrics", sort="@timestamp:desc", size=1)["hits"]["hits"][0]["_source"]
    assert newest["queue.length"] == 7 and 0 <= newest["system.disk.root.used.pct"] <= 1
    assert newest["errors"] == ["broken: division by zero"]


def test_metrics_of_the_command_line():
    assert parse_metric("count") == ("count", "count")
    assert parse_metric("slow=p99.5:took") == ("slow", ("percentile", "took", 99.5))
    assert parse_metric("avg:took") == ("avg:took", ("avg", "took"))
