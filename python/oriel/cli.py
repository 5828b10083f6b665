"""``oriel detect | forecast | agent | health``. The address and the key come from ORIEL_URL and ORIEL_API_KEY, or from the options."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

import pandas as pd
from elasticsearch import ApiError, TransportError

from .agent import Agent, command_gauge
from .detect import detect
from .forecast import forecast
from .health import check_health
from .publish import publish
from .series import Metric, connect, fetch_series


def parse_metric(text: str) -> tuple[str, Metric]:
    """``count``, ``avg:duration``, ``p95:duration``, or with a name before: ``slow=p95:duration``."""
    name, _, rest = text.rpartition("=")
    kind, _, field = rest.partition(":")
    if kind == "count":
        return name or "count", "count"
    if not field:
        raise argparse.ArgumentTypeError(f"{text!r} names no field: write count, avg:FIELD or p95:FIELD")
    if kind.startswith("p") and kind[1:].replace(".", "").isdigit():
        return name or rest, ("percentile", field, float(kind[1:]))
    return name or rest, (kind, field)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="oriel", description=__doc__)
    parser.add_argument("--url", help="Oriel's address (default: ORIEL_URL, or http://127.0.0.1:3000)")
    parser.add_argument("--api-key", help="default: ORIEL_API_KEY")
    commands = parser.add_subparsers(dest="command", required=True)

    series = argparse.ArgumentParser(add_help=False)
    series.add_argument("index")
    series.add_argument("--metric", action="append", type=parse_metric, help="count, avg:FIELD, p95:FIELD, name=…; may be repeated")
    series.add_argument("--interval", default="5m")
    series.add_argument("--start", default="now-14d")
    series.add_argument("--time-field", default="@timestamp")
    series.add_argument("--query", type=json.loads, help="a filter in Query DSL")
    series.add_argument("--group-by")
    series.add_argument("--entity", default="")
    series.add_argument("--model", default="oriel-python")
    series.add_argument("--results", default="anomaly-results", help="where the results go")
    series.add_argument("--dry-run", action="store_true", help="print, do not write")

    found = commands.add_parser("detect", parents=[series], help="find anomalies and write them back")
    found.add_argument("--least-score", type=float, default=0.0)
    ahead = commands.add_parser("forecast", parents=[series], help="forecast and write it back")
    ahead.add_argument("--horizon", type=int, default=48)
    ahead.add_argument("--level", type=float, default=0.8)

    agent = commands.add_parser("agent", help="push CPU, memory, disk and own metrics")
    agent.add_argument("--index", default="metrics-host")
    agent.add_argument("--interval", type=float, default=10.0)
    agent.add_argument("--times", type=int)
    agent.add_argument("--gauge", action="append", default=[], metavar="NAME=COMMAND")

    health = commands.add_parser("health", help="freshness, rate and cluster state; exit code 0, 1 or 2")
    health.add_argument("index")
    health.add_argument("--time-field", default="@timestamp")
    health.add_argument("--most-minutes", type=float, default=10.0)
    health.add_argument("--publish", metavar="INDEX")
    return parser


def _series(options: argparse.Namespace) -> dict[str, pd.DataFrame]:
    frames = fetch_series(
        connect(options.url, options.api_key),
        options.index,
        dict(options.metric or [("count", "count")]),
        interval=options.interval,
        start=options.start,
        time_field=options.time_field,
        query=options.query,
        group_by=options.group_by,
    )
    return frames if isinstance(frames, dict) else {options.entity: frames}


def _judge(options: argparse.Namespace) -> int:
    client = connect(options.url, options.api_key)
    for entity, frame in _series(options).items():
        if len(frame) < 4:
            print(f"{entity or options.index}: too few intervals to learn from")
            continue
        full = frame.iloc[:-1]  # the last interval is still filling
        results = detect(full) if options.command == "detect" else forecast(full.iloc[:, 0], horizon=options.horizon, level=options.level)
        if options.command == "detect":
            odd = results[results["score"] >= 50]
            print(f"{entity or options.index}: {len(odd)} of {len(results)} intervals are unusual")
            for moment, row in odd.tail(20).iterrows():
                print(f"  {pd.Timestamp(moment):%Y-%m-%d %H:%M} UTC  {row['value']:.6g} instead of {row['expected']:.6g}  score {row['score']:.0f}")
        else:
            print(results.head(12).round(3).to_string())
        if not options.dry_run:
            least = options.least_score if options.command == "detect" else 0.0
            written = publish(client, results, index=options.results, entity=entity, model=options.model, least_score=least)
            print(f"{written} documents written to {options.results}")
    return 0


def _agent(options: argparse.Namespace) -> int:
    agent = Agent(connect(options.url, options.api_key), index=options.index)
    for text in options.gauge:
        name, _, command = text.partition("=")
        agent.gauge(name, command_gauge(command))
    agent.run(options.interval, times=options.times)
    return 0


def _health(options: argparse.Namespace) -> int:
    health = check_health(
        connect(options.url, options.api_key),
        options.index,
        time_field=options.time_field,
        most_minutes=options.most_minutes,
        publish_to=options.publish,
    )
    print(json.dumps(health.to_dict(), indent=2))
    return health.exit_code


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the exit code; 3 where Oriel or the cluster refuses."""
    options = _parser().parse_args(arguments)
    try:
        return {"detect": _judge, "forecast": _judge, "agent": _agent, "health": _health}[options.command](options)
    except KeyboardInterrupt:
        return 130
    except (ApiError, TransportError, ValueError) as error:
        print(f"oriel: {error}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
