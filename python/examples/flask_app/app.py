"""A Flask app that greets people, and is slow when more of them come than it has workers for."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timezone
from pathlib import Path

from flask import Flask, Response, jsonify, request

from oriel import Webhook

WORK_SECONDS = 0.04


class Workers:
    """So many greetings at once; the others wait. ``capacity`` is the setting that the remedy changes."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._busy = 0
        self._free = threading.Condition()

    def __enter__(self) -> None:
        with self._free:
            self._free.wait_for(lambda: self._busy < self.capacity)
            self._busy += 1

    def __exit__(self, *_: object) -> None:
        with self._free:
            self._busy -= 1
            self._free.notify()

    def resize(self, capacity: int) -> None:
        with self._free:
            self.capacity = capacity
            self._free.notify_all()


def line_of(user: str, status: int, seconds: float, at: datetime | None = None) -> str:
    """One line of the log, as it lies in the file."""
    moment = (at or datetime.now(timezone.utc)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return f'{moment} say_hello user={user} status={status} took={seconds * 1000:.1f}ms "GET /hello/{user}"'


def create_app(log: Path, secret: str, capacity: int = 2) -> Flask:
    """The app, its log file and the webhook that adds capacity when the rule “Slow hellos” opens."""
    app = Flask(__name__)
    workers = Workers(capacity)
    app.extensions["workers"] = workers
    writing = threading.Lock()
    hook = Webhook(secret)

    def write(line: str) -> None:
        with writing, log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    @app.get("/hello/<user>")
    def say_hello(user: str) -> Response:
        started = time.perf_counter()
        with workers:
            time.sleep(WORK_SECONDS)
        write(line_of(user, 200, time.perf_counter() - started))
        return jsonify(hello=user)

    @hook.on("opened", rule="Slow hellos")
    def add_capacity(event: dict) -> dict:
        before = workers.capacity
        workers.resize(before * 6)
        return {"action": "added capacity", "detail": f"{before} to {workers.capacity} workers, because {event['alert']['sentence']}"}

    @app.post("/oriel")
    def from_oriel() -> tuple[Response, int]:
        status, answer = hook.handle(dict(request.headers), request.get_data())
        return jsonify(answer), status

    return app
