"""Oriel from Python: series out of Elasticsearch, models over them, their results back, and scripts that act on alerts."""

from .agent import Agent
from .detect import detect
from .forecast import forecast
from .health import check_health
from .publish import publish
from .series import connect, fetch_series
from .webhook import Webhook

__all__ = ["Agent", "Webhook", "check_health", "connect", "detect", "fetch_series", "forecast", "publish"]
