"""The receiver proves, acts once, and answers what it did."""

import json
import time

import pytest

from oriel import Webhook
from oriel.webhook import InvalidSignature, sign, verify

SECRET = "whsec_test"
EVENT = {"id": "a:opened:c", "event": "opened", "rule": {"name": "Slow hellos"}, "alert": {"group": ""}}


def request(event=EVENT, secret=SECRET, seconds=None, key="a:opened:c"):
    body = json.dumps(event).encode()
    return {"Oriel-Signature": sign(secret, body, int(time.time() if seconds is None else seconds)), "Idempotency-Key": key}, body


def test_acts_once_however_often_it_comes():
    hook = Webhook(SECRET)
    calls = []

    @hook.on("opened", rule="Slow hellos")
    def add_capacity(event):
        calls.append(event["id"])
        return {"action": "added capacity", "detail": "2 to 4"}

    headers, body = request()
    first = hook.handle(headers, body)
    assert first == (200, {"action": "added capacity", "detail": "2 to 4"})
    assert hook.handle(headers, body) == first
    assert calls == ["a:opened:c"]


def test_other_rules_and_events_are_left_alone():
    hook = Webhook(SECRET)
    hook.on("opened", rule="Another")(lambda event: {"action": "no"})
    hook.on("recovered")(lambda event: {"action": "no"})
    assert hook.handle(*request()) == (200, {})


def test_a_remedy_that_fails_says_so():
    hook = Webhook(SECRET)

    @hook.on("opened")
    def broken(event):
        raise RuntimeError("no machine left")

    assert hook.handle(*request()) == (200, {"action": "broken", "result": "failed", "detail": "no machine left"})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"oriel-signature": "t=1,v1=00"},
        {"oriel-signature": sign("another secret", json.dumps(EVENT).encode(), int(time.time()))},
        {"oriel-signature": sign(SECRET, json.dumps(EVENT).encode(), int(time.time()) - 4_000)},
        {"oriel-signature": sign(SECRET, b"{}", int(time.time()))},
    ],
)
def test_what_is_not_proven_is_refused(headers):
    assert Webhook(SECRET).handle(headers, json.dumps(EVENT).encode())[0] == 401


def test_the_signature_of_the_documentation():
    verify(SECRET, sign(SECRET, "{}", 1_700_000_000), "{}", now=1_700_000_100)
    with pytest.raises(InvalidSignature, match="too old"):
        verify(SECRET, sign(SECRET, "{}", 1_700_000_000), "{}", now=1_700_001_000)
