"""What the example sets up in Oriel: a key, a pipeline, an index, two data views, a dashboard, a connector, a rule."""

from __future__ import annotations

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

LOGS, RESULTS = "hello-logs", "hello-anomalies"

PIPELINE = {
    "description": "Lines of the Flask app as documents",
    "processors": [
        {
            "grok": {
                "field": "message",
                "patterns": [
                    "%{TIMESTAMP_ISO8601:at} %{WORD:event.action} user=%{WORD:user.name} status=%{INT:http.response.status_code:int} "
                    'took=%{NUMBER:event.duration:float}ms "%{WORD:http.request.method} %{NOTSPACE:url.path}"'
                ],
            }
        },
        {"date": {"field": "at", "formats": ["ISO8601"]}},
        {"set": {"field": "event.outcome", "value": "failure", "if": "ctx.http.response.status_code >= 500"}},
        {"remove": {"field": "at"}},
    ],
    "on_failure": [{"set": {"field": "error.message", "value": "{{ _ingest.on_failure_message }}"}}],
}

MAPPINGS = {
    "properties": {
        "@timestamp": {"type": "date"},
        "message": {"type": "text"},
        "user": {"properties": {"name": {"type": "keyword"}}},
        "url": {"properties": {"path": {"type": "keyword"}}},
        "event": {"properties": {"duration": {"type": "double"}, "action": {"type": "keyword"}, "outcome": {"type": "keyword"}}},
        "http": {
            "properties": {
                "response": {"properties": {"status_code": {"type": "integer"}}},
                "request": {"properties": {"method": {"type": "keyword"}}},
            }
        },
    }
}

P95 = {"aggregation": "percentile", "percentile": 95, "field": "event.duration", "format": "duration-ms"}


class Oriel:
    """Oriel's own API, as the person whose name and password it has."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())).open

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """JSON in, JSON out. Raises RuntimeError with Oriel's own sentence."""
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self.url + path, data=data, method=method, headers={"content-type": "application/json"})
        try:
            with self._open(asked, timeout=60) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.read().decode()[:500]}") from error
        return json.loads(text) if text else None

    def sign_in(self, email: str, password: str) -> None:
        token = self.call("GET", "/api/auth/csrf")["csrfToken"]
        form = urllib.parse.urlencode({"csrfToken": token, "email": email, "password": password, "json": "true"}).encode()
        self._open(urllib.request.Request(self.url + "/api/auth/callback/credentials", data=form), timeout=60).read()
        if not self.call("GET", "/api/me"):
            raise RuntimeError("the e-mail or the password is not right")


def _data_view(oriel: Oriel, title: str, pattern: str) -> str:
    found = next((view for view in oriel.call("GET", "/api/data-views") if view["title"] == title), None)
    made = found or oriel.call("POST", "/api/data-views", {"title": title, "pattern": pattern, "timeField": "@timestamp"})
    return str(made["id"])


def _panel(identity: str, kind: str, title: str, place: tuple[int, int, int, int], config: dict[str, Any]) -> dict[str, Any]:
    x, y, w, h = place
    return {"id": identity, "kind": kind, "title": title, "layout": {"x": x, "y": y, "w": w, "h": h}, "config": config}


def _dashboard(oriel: Oriel, logs: str, results: str) -> str:
    source = {"type": "search", "dataView": logs}
    return str(
        oriel.call(
            "POST",
            "/api/dashboards",
            {
                "document": {
                    "version": 2,
                    "title": "Hello app",
                    "description": "The Flask example: how fast it greets, what is unusual, what was done about it.",
                    "tags": ["example"],
                    "timeRange": {"from": "now-6h", "to": "now"},
                    "refreshMs": 10_000,
                    "panels": [
                        _panel("hellos", "metric", "Hellos", (0, 0, 4, 3), {"source": source, "measure": {"aggregation": "count"}}),
                        _panel("p95", "metric", "Response time, p95", (4, 0, 4, 3), {"source": source, "measure": P95, "better": "lower"}),
                        _panel(
                            "people",
                            "metric",
                            "People greeted",
                            (8, 0, 4, 3),
                            {"source": source, "measure": {"aggregation": "cardinality", "field": "user.name"}},
                        ),
                        _panel(
                            "slow",
                            "xy",
                            "Response time, with what Python found",
                            (0, 3, 12, 9),
                            {"source": source, "mark": "line", "measures": [P95], "external": {"dataView": results, "entity": "say_hello"}},
                        ),
                        _panel(
                            "lines",
                            "log-stream",
                            "Lines",
                            (0, 12, 12, 8),
                            {"source": source, "columns": ["user.name"]},
                        ),
                    ],
                }
            },
        )["id"]
    )


def set_up(oriel: Oriel, receiver: str) -> dict[str, str]:
    """Makes all of it; gives ``key``, ``dashboard``, ``rule`` and the webhook's ``secret``."""
    key = oriel.call("POST", "/api/api-keys", {"name": "Hello app", "patterns": ["*"], "canWrite": True, "days": 7})["encoded"]
    made = oriel.call("POST", "/api/connectors", {"kind": "webhook", "name": f"Hello app {key[:6]}", "config": {"url": receiver}})
    logs, results = _data_view(oriel, "Hello logs", LOGS), _data_view(oriel, "Hello anomalies", RESULTS)
    dashboard = _dashboard(oriel, logs, results)
    rule = oriel.call(
        "POST",
        "/api/alert-rules",
        {
            "name": "Slow hellos",
            "intervalSeconds": 2,
            "definition": {
                "severity": "critical",
                "dashboard": dashboard,
                "condition": {"kind": "threshold", "dataView": logs, "measure": P95, "windowSeconds": 10, "operator": "above", "threshold": 400},
                "timing": {"forSeconds": 2, "recoverSeconds": 4},
                "message": "Greetings take too long: {{sentence}}",
            },
            "actions": [{"connector": made["id"], "on": ["opened", "recovered"]}],
        },
    )["id"]
    return {"key": key, "secret": made["secret"], "dashboard": dashboard, "rule": rule}
