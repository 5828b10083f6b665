/** `java.util.stream.Stream`, over a list that is there already. */
export class Stream {
  constructor(readonly items: unknown[]) {}
}

/** What `Collectors.…` gives: how a stream becomes one value. */
export class Collector {
  constructor(readonly finish: (items: unknown[]) => unknown) {}
}

export class Optional {
  constructor(readonly value: unknown) {}
}
