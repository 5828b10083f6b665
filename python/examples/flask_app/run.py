"""The whole loop with one command: raw lines, documents, a model, an overlay, an alert, a remedy, a recovery.

    python python/examples/flask_app/run.py                        # starts an Oriel of its own
    python python/examples/flask_app/run.py --oriel URL --email … --password …
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "python"))

from app import WORK_SECONDS, create_app, line_of
from elasticsearch import Elasticsearch, helpers
from oriel_setup import LOGS, MAPPINGS, PIPELINE, RESULTS, Oriel, set_up
from werkzeug.serving import make_server

from oriel import connect, detect, fetch_series, publish  # noqa: E402

PEOPLE = ["ann", "bob", "chen", "dora", "eli", "fatima", "george", "hana"]


def say(text: str) -> None:
    print(f"{datetime.now():%H:%M:%S}  {text}", flush=True)


def start_oriel(home: str, port: int) -> tuple[subprocess.Popen[str], str]:
    """An Oriel of its own, with an administrator; its process and its address."""
    environment = {**os.environ, "ORIEL_HOME": home, "ORIEL_PORT": str(port), "ORIEL_OUTGOING_ALLOW": "127.0.0.1"}
    process = subprocess.Popen(["node", "scripts/start.mjs"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"(http\S+)/setup\?token=(\S+)", line)
        if found:
            threading.Thread(target=lambda out=process.stdout: [None for _ in out], daemon=True).start()
            person = {"token": found[2], "name": "Mira", "email": "mira@example.com", "password": "correct-horse-battery"}
            Oriel(found[1]).call("POST", "/api/setup", person)
            return process, found[1]
    raise RuntimeError("Oriel did not start")


def backfill(client: Elasticsearch, now: datetime) -> int:
    """Three days of raw lines from before, with a slow spell of twenty minutes three hours ago."""
    rng = random.Random(5)
    spell = (now - timedelta(hours=3), now - timedelta(hours=2, minutes=40))

    def actions():
        at = now - timedelta(days=3)
        while at < now - timedelta(seconds=30):
            at += timedelta(seconds=rng.uniform(8, 32))
            busy = 1 + 0.5 * math.sin((at.hour + at.minute / 60 - 9) / 24 * 2 * math.pi)
            seconds = WORK_SECONDS * busy * rng.uniform(0.9, 1.5) * (12 if spell[0] <= at < spell[1] else 1)
            yield {"_index": LOGS, "_source": {"message": line_of(rng.choice(PEOPLE), 200, seconds, at)}}

    written, _ = helpers.bulk(client, actions(), chunk_size=2_000)
    return written


class Shipper(threading.Thread):
    """Follows the log file and sends its new lines, twice a second."""

    def __init__(self, client: Elasticsearch, log: Path) -> None:
        super().__init__(daemon=True)
        self._client, self._log, self._place = client, log, 0
        self.running = True

    def run(self) -> None:
        while self.running:
            with self._log.open(encoding="utf-8") as file:
                file.seek(self._place)
                lines = [line for line in file.read().split("\n")[:-1]]
            if lines:
                helpers.bulk(self._client, ({"_index": LOGS, "_source": {"message": line}} for line in lines))
                self._place += sum(len(line.encode()) + 1 for line in lines)
            time.sleep(0.5)


class Visitors(threading.Thread):
    """People who come again and again; ``count`` of them at once."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self._url, self.count, self._here = url, 2, 0
        self.running = True

    def _visit(self, place: int) -> None:
        rng = random.Random(place)
        while self.running and place < self.count:
            urllib.request.urlopen(f"{self._url}/hello/{rng.choice(PEOPLE)}", timeout=60).read()
            time.sleep(rng.uniform(0.1, 0.3))
        self._here -= 1

    def run(self) -> None:
        while self.running:
            while self._here < self.count:
                threading.Thread(target=self._visit, args=(self._here,), daemon=True).start()
                self._here += 1
            time.sleep(0.2)


def wait_for_alert(oriel: Oriel, rule: str, status: str, seconds: float) -> dict:
    """The alert of the rule, once it is that far. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        path = "/api/alerts?history=1" if status == "recovered" else "/api/alerts"
        found = next((alert for alert in oriel.call("GET", path) if alert["ruleId"] == rule and alert["status"] == status), None)
        if found:
            return dict(oriel.call("GET", f"/api/alerts/{found['id']}"))
        time.sleep(0.5)
    raise TimeoutError(f"the alert was not {status} within {seconds} s")


def loop(oriel: Oriel) -> dict[str, object]:
    """Everything, in order; the facts that a test wants to know."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    folder = Path(tempfile.mkdtemp(prefix="oriel-hello-"))
    log = folder / "hello.log"
    log.touch()
    server = make_server("127.0.0.1", 0, lambda environ, start: app(environ, start), threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    made = set_up(oriel, f"{url}/oriel")
    app = create_app(log, made["secret"])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = connect(oriel.url, made["key"])

    client.ingest.put_pipeline(id="hello-lines", **PIPELINE)
    client.options(ignore_status=404).indices.delete(index=LOGS)
    client.options(ignore_status=404).indices.delete(index=RESULTS)
    client.indices.create(index=LOGS, mappings=MAPPINGS, settings={"default_pipeline": "hello-lines"})
    say(f"{backfill(client, datetime.now(timezone.utc))} raw lines of three days went through the pipeline")
    client.indices.refresh(index=LOGS)

    frame = fetch_series(client, LOGS, {"p95": ("percentile", "event.duration", 95)}, interval="5m", start="now-3d")
    results = detect(frame.iloc[1:-1])
    odd = results[results["score"] >= 50]
    publish(client, results, index=RESULTS, entity="say_hello", model="oriel-python")
    say(f"oriel detect: {len(odd)} of {len(results)} intervals are unusual, the worst {odd['value'].max():.0f} ms instead of {odd['expected'].mean():.0f}")

    shipper, visitors = Shipper(client, log), Visitors(url)
    shipper.start()
    visitors.start()
    say("visitors come; two workers greet them")
    time.sleep(6)
    visitors.count = 40
    started = time.monotonic()
    say("twenty times as many come")
    opened = wait_for_alert(oriel, made["rule"], "open", 60)
    say(f"the alert is open after {time.monotonic() - started:.1f} s: {opened['sentence']}")
    recovered = wait_for_alert(oriel, made["rule"], "recovered", 90)
    say(f"recovered after {time.monotonic() - started:.1f} s, with {app.extensions['workers'].capacity} workers")
    time.sleep(2)  # so that the app hears of the recovery, too
    visitors.running = shipper.running = False
    oriel.call("PATCH", f"/api/alert-rules/{made['rule']}", {"enabled": False})
    server.shutdown()
    for event in recovered["events"]:
        say(f"  {event['kind']:>10}  {event['text']}")
    return {
        "dashboard": f"{oriel.url}/dashboards/{made['dashboard']}",
        "alert": f"{oriel.url}/alerts/{recovered['id']}",
        "anomalies": len(odd),
        "capacity": app.extensions["workers"].capacity,
        "events": [event["kind"] for event in recovered["events"]],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--oriel", help="the address of an Oriel that runs, with 127.0.0.1 in its ORIEL_OUTGOING_ALLOW")
    parser.add_argument("--email", default="mira@example.com")
    parser.add_argument("--password", default=os.environ.get("ORIEL_PASSWORD", "correct-horse-battery"))
    parser.add_argument("--port", type=int, default=3210, help="of the Oriel that it starts itself")
    parser.add_argument("--json", action="store_true", help="print the facts as one JSON line at the end")
    parser.add_argument("--stop", action="store_true", help="stop the Oriel it started once all is done")
    options = parser.parse_args()
    process = None
    if options.oriel:
        url = options.oriel
    else:
        say("starting an Oriel (the first time this builds it)")
        process, url = start_oriel(tempfile.mkdtemp(prefix="oriel-hello-home-"), options.port)
    try:
        oriel = Oriel(url)
        oriel.sign_in(options.email, options.password)
        facts = loop(oriel)
        print(json.dumps(facts) if options.json else f"\nThe dashboard: {facts['dashboard']}\nThe alert:     {facts['alert']}")
        if process and not options.stop:
            say(f"Oriel goes on at {url}, as {options.email} with the password {options.password}; Ctrl-C ends it")
            process.wait()
        return 0
    except KeyboardInterrupt:
        return 130
    finally:
        if process:
            process.terminate()
            process.wait(timeout=30)


if __name__ == "__main__":
    sys.exit(main())
