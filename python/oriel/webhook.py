"""What Oriel sends when an alert opens or recovers: proven, taken once, answered with what was done."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

Event = dict[str, Any]
Remedy = Callable[[Event], Any]

_HEADER = re.compile(r"^t=(\d+),v1=([0-9a-f]{64})$")


class InvalidSignature(Exception):
    """The message is not from this Oriel, was changed, or is too old."""


def sign(secret: str, body: bytes | str, seconds: int) -> str:
    """The header that Oriel sends: HMAC-SHA256 over ``<seconds>.<body>``."""
    raw = body.encode() if isinstance(body, str) else body
    return f"t={seconds},v1={hmac.new(secret.encode(), f'{seconds}.'.encode() + raw, hashlib.sha256).hexdigest()}"


def verify(secret: str, signature: str | None, body: bytes | str, *, tolerance: int = 300, now: float | None = None) -> None:
    """Raises InvalidSignature unless the signature fits and is no more than ``tolerance`` seconds off."""
    found = _HEADER.match(signature or "")
    if not found:
        raise InvalidSignature("the header oriel-signature is missing or malformed")
    seconds = int(found[1])
    if abs((time.time() if now is None else now) - seconds) > tolerance:
        raise InvalidSignature("the message is too old, or the clocks differ")
    if not hmac.compare_digest(sign(secret, body, seconds), signature or ""):
        raise InvalidSignature("the signature does not fit")


class Webhook:
    """Remedies by event. ``handle`` is all that a web framework has to call.

    >>> hook = Webhook("whsec_…")
    >>> @hook.on("opened", rule="Slow hellos")
    ... def add_capacity(event):
    ...     return {"action": "added capacity", "detail": "2 → 4"}
    """

    def __init__(self, secret: str, *, tolerance: int = 300, remembered: int = 1_000) -> None:
        self._secret = secret
        self._tolerance = tolerance
        self._remembered = remembered
        self._remedies: list[tuple[str, str | None, Remedy]] = []
        self._answers: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def on(self, event: str = "opened", *, rule: str | None = None) -> Callable[[Remedy], Remedy]:
        """Registers a remedy for an event: ``opened``, ``recovered``, ``acknowledged``; of one rule, or of all."""

        def register(remedy: Remedy) -> Remedy:
            self._remedies.append((event, rule, remedy))
            return remedy

        return register

    def _run(self, event: Event) -> dict[str, Any]:
        fitting = [
            remedy
            for kind, rule, remedy in self._remedies
            if kind == event.get("event") and (rule is None or rule == event.get("rule", {}).get("name"))
        ]
        if not fitting:
            return {}
        reports = []
        for remedy in fitting:
            try:
                report = remedy(event)
            except Exception as error:  # noqa: BLE001 - whatever a remedy does, Oriel is told
                reports.append({"action": remedy.__name__, "result": "failed", "detail": str(error)})
                continue
            reports.append(report if isinstance(report, dict) else {"action": remedy.__name__, "detail": "" if report is None else str(report)})
        failed = next((report for report in reports if report.get("result") == "failed"), None)
        return failed or reports[0]

    def handle(self, headers: Mapping[str, str], body: bytes | str) -> tuple[int, dict[str, Any]]:
        """``(status, answer)``. A message that comes twice (same ``idempotency-key``) is acted on once and answered the same."""
        lower = {name.lower(): value for name, value in headers.items()}
        try:
            verify(self._secret, lower.get("oriel-signature"), body, tolerance=self._tolerance)
        except InvalidSignature as error:
            return 401, {"error": str(error)}
        event: Event = json.loads(body)
        key = lower.get("idempotency-key") or str(event.get("id"))
        if key not in self._answers:
            self._answers[key] = self._run(event)
            while len(self._answers) > self._remembered:
                self._answers.popitem(last=False)
        return 200, self._answers[key]
