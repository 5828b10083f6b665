"""A monitoring agent: CPU, memory, disk and whatever else a function can measure, into an index."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError, helpers

Gauge = Callable[[], float]
_MOST_WAITING = 10_000


def _cpu_times() -> tuple[float, float] | None:
    """Busy and total seconds since the start of the machine; None where there is no /proc."""
    try:
        with open("/proc/stat", encoding="ascii") as file:
            fields = [float(field) for field in file.readline().split()[1:]]
    except (OSError, ValueError):
        return None
    return sum(fields) - fields[3] - fields[4], sum(fields)


def _memory() -> dict[str, float]:
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            facts = {line.split(":")[0]: float(line.split()[1]) * 1024 for line in file}
    except (OSError, ValueError, IndexError):
        return {}
    total, available = facts.get("MemTotal", 0.0), facts.get("MemAvailable", 0.0)
    return {"system.memory.total": total, "system.memory.used.bytes": total - available, "system.memory.used.pct": (total - available) / total} if total else {}


def command_gauge(command: str) -> Gauge:
    """A gauge that runs a command and reads the first number that it prints."""

    def measure() -> float:
        done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=10, check=True)  # noqa: S602 - the administrator's own
        return float(done.stdout.split()[0])

    return measure


class Agent:
    """Measures and sends. What could not be sent waits (the newest 10,000 measurements) and goes with the next ones."""

    def __init__(self, client: Elasticsearch, *, index: str = "metrics-host", host: str | None = None, disks: tuple[str, ...] = ("/",)) -> None:
        self._client = client
        self._index = index
        self._host = host or socket.gethostname()
        self._disks = disks
        self._gauges: dict[str, Gauge] = {}
        self._last_cpu = _cpu_times()
        self._waiting: deque[dict[str, Any]] = deque(maxlen=_MOST_WAITING)

    def gauge(self, name: str, measure: Gauge) -> None:
        """Adds a metric of one's own; ``measure`` gives its number, every time."""
        self._gauges[name] = measure

    def measure(self) -> dict[str, Any]:
        """One measurement as a document. A gauge that fails is left out and named in ``errors``."""
        document: dict[str, Any] = {
            "@timestamp": datetime.now(timezone.utc).isoformat().replace("+00:00", "Z"),
            "host.name": self._host,
            **_memory(),
        }
        now, before = _cpu_times(), self._last_cpu
        self._last_cpu = now
        if now and before and now[1] > before[1]:
            document["system.cpu.total.pct"] = max(0.0, (now[0] - before[0]) / (now[1] - before[1]))
        if hasattr(os, "getloadavg"):
            document["system.load.1"] = os.getloadavg()[0]
        for disk in self._disks:
            usage = shutil.disk_usage(disk)
            name = "root" if disk == "/" else disk.strip("/").replace("/", "_")
            document[f"system.disk.{name}.used.pct"] = usage.used / usage.total if usage.total else 0.0
        for name, measure in self._gauges.items():
            try:
                document[name] = float(measure())
            except Exception as error:  # noqa: BLE001 - one broken gauge must not stop the others
                document.setdefault("errors", []).append(f"{name}: {error}")
        return document

    def push(self) -> int:
        """Measures once and sends all that waits; how many documents arrived. Raises nothing that another try would mend."""
        self._waiting.append(self.measure())
        batch = list(self._waiting)
        try:
            written, _ = helpers.bulk(self._client, ({"_index": self._index, "_source": document} for document in batch))
        except (ApiError, TransportError, helpers.BulkIndexError):
            return 0
        for _ in batch:
            self._waiting.popleft()
        return int(written)

    def run(self, interval: float = 10.0, *, times: int | None = None) -> None:
        """Pushes every ``interval`` seconds, until stopped or ``times`` times."""
        done = 0
        while times is None or done < times:
            started = time.monotonic()
            self.push()
            done += 1
            if times is None or done < times:
                time.sleep(max(0.0, interval - (time.monotonic() - started)))
