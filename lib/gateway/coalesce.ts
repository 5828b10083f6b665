interface Shared<T> {
  promise: Promise<T>;
  controller: AbortController;
  waiting: number;
}

/** Identical requests in flight are one. It is cancelled when the last of those who wait has gone. */
export class Coalescer<T> {
  private readonly flights = new Map<string, Shared<T>>();

  run(key: string, signal: AbortSignal | undefined, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    let flight = this.flights.get(key);
    if (!flight) {
      const controller = new AbortController();
      flight = { controller, waiting: 0, promise: start(controller.signal).finally(() => this.flights.delete(key)) };
      flight.promise.catch(() => undefined);
      this.flights.set(key, flight);
    }
    return this.join(key, flight, signal);
  }

  private join(key: string, flight: Shared<T>, signal: AbortSignal | undefined): Promise<T> {
    flight.waiting++;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        if (--flight.waiting === 0) {
          this.flights.delete(key);
          flight.controller.abort();
        }
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      flight.promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  }
}
