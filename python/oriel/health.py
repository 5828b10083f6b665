"""Is the data alive? Freshness, rate against the usual, state of the cluster: for cron."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from typing import Any

import pandas as pd
from elasticsearch import ApiError, Elasticsearch, TransportError

from .detect import detect
from .series import fetch_series

LEVELS = ("ok", "warning", "critical")


@dataclass
class Check:
    """One answer: ``status`` is ok, warning or critical; ``value`` is in ``unit``."""

    name: str
    status: str
    sentence: str
    value: float | None = None
    unit: str = ""


@dataclass
class Health:
    """All answers. ``exit_code`` is 0, 1 or 2, as cron jobs and monitoring plugins have it."""

    at: str
    index: str
    checks: list[Check] = field(default_factory=list)

    @property
    def status(self) -> str:
        return LEVELS[max((LEVELS.index(check.status) for check in self.checks), default=0)]

    @property
    def exit_code(self) -> int:
        return LEVELS.index(self.status)

    def to_dict(self) -> dict[str, Any]:
        return {"@timestamp": self.at, "index": self.index, "status": self.status, "checks": [asdict(check) for check in self.checks]}


def _cluster(client: Elasticsearch) -> Check:
    try:
        state = str(client.cluster.health()["status"])
    except (ApiError, TransportError) as error:
        return Check("cluster", "critical", f"the cluster does not answer: {error}")
    level = {"green": "ok", "yellow": "warning"}.get(state, "critical")
    return Check("cluster", level, f"the cluster is {state}")


def _freshness(client: Elasticsearch, index: str, time_field: str, most_minutes: float) -> Check:
    answer = client.search(index=index, size=0, aggs={"newest": {"max": {"field": time_field}}})
    newest = answer["aggregations"]["newest"]["value"]
    if newest is None:
        return Check("freshness", "critical", f"{index} has no documents")
    minutes = (datetime.now(timezone.utc).timestamp() - newest / 1000) / 60
    level = "ok" if minutes <= most_minutes else "warning" if minutes <= 3 * most_minutes else "critical"
    return Check("freshness", level, f"the newest document is {minutes:.1f} minutes old", round(minutes, 2), "minutes")


def _rate(client: Elasticsearch, index: str, time_field: str) -> Check:
    frame = fetch_series(client, index, {"count": "count"}, interval="15m", start="now-14d", time_field=time_field)
    assert isinstance(frame, pd.DataFrame)
    full = frame.iloc[:-1]
    if len(full) < 12:
        return Check("rate", "ok", "there is too little past to tell what is usual")
    last = detect(full).iloc[-1]
    sentence = f"{last['value']:.0f} documents in 15 minutes; usual are {last['expected']:.0f}"
    level = "critical" if last["score"] >= 75 else "warning" if last["score"] >= 50 else "ok"
    return Check("rate", level, sentence, float(last["value"]), "documents")


def check_health(
    client: Elasticsearch, index: str, *, time_field: str = "@timestamp", most_minutes: float = 10.0, publish_to: str | None = None
) -> Health:
    """Cluster state, freshness (warning past ``most_minutes``, critical past three times that), document rate against the usual.

    With ``publish_to`` every check becomes a document there.
    """
    now = datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")
    health = Health(at=now, index=index, checks=[_cluster(client)])
    for check in (lambda: _freshness(client, index, time_field, most_minutes), lambda: _rate(client, index, time_field)):
        try:
            health.checks.append(check())
        except (ApiError, TransportError) as error:
            health.checks.append(Check("search", "critical", f"{index} cannot be searched: {error}"))
            break
    if publish_to:
        for answer in health.checks:
            client.index(index=publish_to, document={"@timestamp": now, "index": index, "severity": LEVELS.index(answer.status), **asdict(answer)})
    return health
