import { ScriptLimit } from './script-error';

/** Steps (turns of a loop, calls) that one run of a script may take; Painless has the same number for its loops. */
const mostSteps = 1_000_000;
const mostCalls = 200;

/** Counts what one run costs. */
export class Meter {
  private steps = 0;
  private calls = 0;

  start(): void {
    this.steps = 0;
    this.calls = 0;
  }

  step(): void {
    if (++this.steps > mostSteps)
      throw new ScriptLimit('The maximum number of statements that can be executed in a loop has been reached.');
  }

  call<T>(run: () => T): T {
    this.step();
    if (++this.calls > mostCalls) throw new ScriptLimit(`functions may call one another no deeper than ${mostCalls}`);
    try {
      return run();
    } finally {
      this.calls--;
    }
  }
}
