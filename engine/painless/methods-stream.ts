import { comparator, lambda, truth } from './methods-collections';
import { badArgument, ScriptFault } from './script-error';
import { Collector, Optional, Stream } from './stream';
import { PainlessSet, toNumber } from './values';

export const optionalMethods: Record<string, (self: Optional, args: unknown[]) => unknown> = {
  isPresent: (self) => self.value !== null && self.value !== undefined,
  isEmpty: (self) => self.value === null || self.value === undefined,
  get: (self) => {
    if (self.value === null || self.value === undefined) throw new ScriptFault('no_such_element_exception', 'No value present');
    return self.value;
  },
  orElse: (self, [other]) => self.value ?? other,
  ifPresent: (self, [run]) => (self.value === null || self.value === undefined ? null : lambda(run)(self.value)),
};

export const streamMethods: Record<string, (self: Stream, args: unknown[]) => unknown> = {
  allMatch: ({ items }, [test]) => items.every((item) => truth(lambda(test)(item))),
  anyMatch: ({ items }, [test]) => items.some((item) => truth(lambda(test)(item))),
  collect: ({ items }, [collector]) => {
    if (!(collector instanceof Collector)) throw badArgument('collect needs one of Collectors');
    return collector.finish(items);
  },
  count: ({ items }) => items.length,
  distinct: ({ items }) => new Stream([...new PainlessSet(items).members.values()]),
  filter: ({ items }, [test]) => new Stream(items.filter((item) => truth(lambda(test)(item)))),
  findFirst: ({ items }) => new Optional(items[0] ?? null),
  findAny: ({ items }) => new Optional(items[0] ?? null),
  flatMap: ({ items }, [make]) => new Stream(items.flatMap((item) => (lambda(make)(item) as Stream).items)),
  forEach: ({ items }, [run]) => {
    for (const item of items) lambda(run)(item);
    return null;
  },
  limit: ({ items }, [most]) => new Stream(items.slice(0, toNumber(most))),
  map: ({ items }, [make]) => new Stream(items.map((item) => lambda(make)(item))),
  mapToInt: ({ items }, [make]) => new Stream(items.map((item) => lambda(make)(item))),
  mapToLong: ({ items }, [make]) => new Stream(items.map((item) => lambda(make)(item))),
  mapToDouble: ({ items }, [make]) => new Stream(items.map((item) => lambda(make)(item))),
  max: ({ items }, [order]) => new Optional([...items].sort(comparator(order)).at(-1) ?? null),
  min: ({ items }, [order]) => new Optional([...items].sort(comparator(order))[0] ?? null),
  noneMatch: ({ items }, [test]) => !items.some((item) => truth(lambda(test)(item))),
  reduce: ({ items }, [start, join]) => items.reduce((left, item) => lambda(join)(left, item), start),
  skip: ({ items }, [count]) => new Stream(items.slice(toNumber(count))),
  sorted: ({ items }, [order]) => new Stream([...items].sort(comparator(order))),
  sum: ({ items }) => items.reduce<number>((sum, item) => sum + toNumber(item), 0),
  toArray: ({ items }) => items,
  toList: ({ items }) => items,
};
