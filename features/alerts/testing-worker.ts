import { startAlerts } from './runs/scheduler';

/** A process that runs rules and sends messages and nothing else, for the tests that need several or kill one. */
startAlerts();
setInterval(() => undefined, 60_000);
