import { badArgument, ScriptFault } from './script-error';
import { Stream } from './stream';
import {
  checkLength,
  compare,
  Entry,
  equal,
  floating,
  isMap,
  itemsOf,
  type Json,
  keyOf,
  MapView,
  mostItems,
  PainlessIterator,
  PainlessSet,
  readKey,
  toNumber,
  toText,
  writeKey,
} from './values';

export type Lambda = (...args: unknown[]) => unknown;

export const truth = (value: unknown): boolean => value === true;
export const lambda = (value: unknown): Lambda => {
  if (typeof value === 'function') return value as Lambda;
  throw badArgument('expected a lambda or a method reference');
};

function place(list: unknown[], index: unknown): number {
  const at = toNumber(index);
  const wanted = at < 0 ? list.length + at : at;
  if (!Number.isInteger(wanted) || wanted < 0 || wanted >= list.length)
    throw new ScriptFault('index_out_of_bounds_exception', `Index ${at} out of bounds for length ${list.length}`);
  return wanted;
}

const push = (list: unknown[], item: unknown) => {
  checkLength(list.length + 1, mostItems);
  list.push(item);
  return true;
};

export const comparator = (given: unknown) =>
  given === undefined || given === null ? compare : (left: unknown, right: unknown) => toNumber(lambda(given)(left, right));

/** What a list, a set and a view of a map share. */
const collectionMethods: Record<string, (self: unknown, args: unknown[]) => unknown> = {
  size: (self) => itemsOf(self).length,
  isEmpty: (self) => itemsOf(self).length === 0,
  contains: (self, [item]) => itemsOf(self).some((one) => equal(one, item)),
  containsAll: (self, [items]) => itemsOf(items).every((item) => itemsOf(self).some((one) => equal(one, item))),
  forEach: (self, [run]) => {
    for (const item of [...itemsOf(self)]) lambda(run)(item);
    return null;
  },
  each: (self, [run]) => {
    for (const item of [...itemsOf(self)]) lambda(run)(item);
    return self;
  },
  any: (self, [test]) => itemsOf(self).some((item) => truth(lambda(test)(item))),
  every: (self, [test]) => itemsOf(self).every((item) => truth(lambda(test)(item))),
  find: (self, [test]) => itemsOf(self).find((item) => truth(lambda(test)(item))) ?? null,
  findAll: (self, [test]) => itemsOf(self).filter((item) => truth(lambda(test)(item))),
  collect: (self, [make]) => itemsOf(self).map((item) => lambda(make)(item)),
  join: (self, [separator]) => itemsOf(self).map(toText).join(toText(separator)),
  sum: (self) => floating(itemsOf(self).reduce<number>((sum, item) => sum + toNumber(item), 0)),
  stream: (self) => new Stream([...itemsOf(self)]),
  toArray: (self) => [...itemsOf(self)],
  iterator: (self) => new PainlessIterator([...itemsOf(self)], (item) => removeItem(self, item)),
};

function removeItem(self: unknown, item: unknown): boolean {
  if (self instanceof PainlessSet) return self.members.delete(keyOf(item));
  if (self instanceof MapView) {
    if (item instanceof Entry) return delete self.map[item.key];
    let done = false;
    return self.removeIf((one) => {
      if (done || !equal(one, item)) return false;
      done = true;
      return true;
    });
  }
  const list = self as unknown[];
  const at = list.findIndex((one) => equal(one, item));
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

function removeWhere(list: unknown[], test: (item: unknown) => boolean): boolean {
  const kept = list.filter((item) => !test(item));
  const removed = kept.length < list.length;
  list.splice(0, list.length, ...kept);
  return removed;
}

export const listMethods: Record<string, (self: unknown[], args: unknown[]) => unknown> = {
  ...collectionMethods,
  add: (list, [first, second]) => {
    if (second === undefined) return push(list, first);
    list.splice(toNumber(first), 0, second);
    return null;
  },
  addAll: (list, [first, second]) => {
    const items = [...itemsOf(second ?? first)];
    checkLength(list.length + items.length, mostItems);
    list.splice(second === undefined ? list.length : toNumber(first), 0, ...items);
    return items.length > 0;
  },
  clear: (list) => {
    list.length = 0;
    return null;
  },
  get: (list, [at]) => list[place(list, at)] ?? null,
  getLength: (list) => list.length,
  getFirst: (list) => list[place(list, 0)] ?? null,
  getLast: (list) => list[place(list, -1)] ?? null,
  indexOf: (list, [item]) => list.findIndex((one) => equal(one, item)),
  lastIndexOf: (list, [item]) => list.findLastIndex((one) => equal(one, item)),
  remove: (list, [item]) => (typeof item === 'number' ? (list.splice(place(list, item), 1)[0] ?? null) : removeItem(list, item)),
  removeAll: (list, [items]) => removeWhere(list, (item) => itemsOf(items).some((one) => equal(one, item))),
  removeIf: (list, [test]) => removeWhere(list, (item) => truth(lambda(test)(item))),
  replaceAll: (list, [make]) => {
    for (let at = 0; at < list.length; at++) list[at] = lambda(make)(list[at]);
    return null;
  },
  retainAll: (list, [items]) => removeWhere(list, (item) => !itemsOf(items).some((one) => equal(one, item))),
  set: (list, [at, item]) => {
    const before = list[place(list, at)];
    list[place(list, at)] = item;
    return before ?? null;
  },
  sort: (list, [order]) => {
    list.sort(comparator(order));
    return null;
  },
  subList: (list, [from, to]) => list.slice(toNumber(from), toNumber(to)),
  clone: (list) => [...list],
  push: (list, [item]) => {
    push(list, item);
    return item;
  },
  pop: (list) => list.pop() ?? null,
};

export const setMethods: Record<string, (self: PainlessSet, args: unknown[]) => unknown> = {
  ...collectionMethods,
  add: (set, [item]) => {
    checkLength(set.members.size + 1, mostItems);
    return set.add(item);
  },
  addAll: (set, [items]) => {
    let added = false;
    for (const item of itemsOf(items)) added = set.add(item) || added;
    return added;
  },
  clear: (set) => {
    set.members.clear();
    return null;
  },
  contains: (set, [item]) => set.members.has(keyOf(item)),
  remove: (set, [item]) => set.members.delete(keyOf(item)),
  removeIf: (set, [test]) => {
    const before = set.members.size;
    for (const [key, item] of [...set.members]) if (truth(lambda(test)(item))) set.members.delete(key);
    return set.members.size < before;
  },
  retainAll: (set, [items]) => {
    const kept = new PainlessSet(itemsOf(items));
    const before = set.members.size;
    for (const key of [...set.members.keys()]) if (!kept.members.has(key)) set.members.delete(key);
    return set.members.size < before;
  },
};

export const viewMethods: Record<string, (self: MapView, args: unknown[]) => unknown> = {
  ...collectionMethods,
  removeIf: (view, [test]) => view.removeIf((item) => truth(lambda(test)(item))),
  remove: (view, [item]) => removeItem(view, item),
};

const put = (map: Json, key: unknown, value: unknown): unknown => {
  const before = readKey(map, key);
  writeKey(map, key, value);
  return before;
};

export const mapMethods: Record<string, (self: Json, args: unknown[]) => unknown> = {
  clear: (map) => {
    for (const key of Object.keys(map)) delete map[key];
    return null;
  },
  computeIfAbsent: (map, [key, make]) => {
    if (readKey(map, key) === null) writeKey(map, key, lambda(make)(key));
    return readKey(map, key);
  },
  computeIfPresent: (map, [key, make]) => {
    if (readKey(map, key) !== null) writeKey(map, key, lambda(make)(key, readKey(map, key)));
    return readKey(map, key);
  },
  compute: (map, [key, make]) => {
    writeKey(map, key, lambda(make)(key, readKey(map, key)));
    return readKey(map, key);
  },
  containsKey: (map, [key]) => Object.hasOwn(map, toText(key)),
  containsValue: (map, [value]) => Object.keys(map).some((key) => equal(readKey(map, key), value)),
  count: (map, [test]) => Object.keys(map).filter((key) => truth(lambda(test)(key, readKey(map, key)))).length,
  entrySet: (map) => new MapView(map, 'entries'),
  every: (map, [test]) => Object.keys(map).every((key) => truth(lambda(test)(key, readKey(map, key)))),
  findAll: (map, [test]) => Object.fromEntries(Object.entries(map).filter(([key, value]) => truth(lambda(test)(key, value)))),
  collect: (map, [make]) => Object.keys(map).map((key) => lambda(make)(key, readKey(map, key))),
  forEach: (map, [run]) => {
    for (const key of Object.keys(map)) lambda(run)(key, readKey(map, key));
    return null;
  },
  get: (map, [key]) => readKey(map, key),
  getOrDefault: (map, [key, other]) => (Object.hasOwn(map, toText(key)) ? readKey(map, key) : other),
  isEmpty: (map) => Object.keys(map).length === 0,
  keySet: (map) => new MapView(map, 'keys'),
  merge: (map, [key, value, join]) => {
    const before = readKey(map, key);
    writeKey(map, key, before === null ? value : lambda(join)(before, value));
    return readKey(map, key);
  },
  put: (map, [key, value]) => put(map, key, value),
  putAll: (map, [other]) => {
    for (const [key, value] of Object.entries((isMap(other) ? other : {}) as Json)) writeKey(map, key, value);
    return null;
  },
  putIfAbsent: (map, [key, value]) => (readKey(map, key) === null ? put(map, key, value) : readKey(map, key)),
  remove: (map, [key]) => {
    const before = readKey(map, key);
    delete map[toText(key)];
    return before;
  },
  replace: (map, [key, value]) => (Object.hasOwn(map, toText(key)) ? put(map, key, value) : null),
  replaceAll: (map, [make]) => {
    for (const key of Object.keys(map)) writeKey(map, key, lambda(make)(key, readKey(map, key)));
    return null;
  },
  size: (map) => Object.keys(map).length,
  values: (map) => new MapView(map, 'values'),
};

export const entryMethods: Record<string, (self: Entry, args: unknown[]) => unknown> = {
  getKey: (entry) => entry.key,
  getValue: (entry) => entry.value,
  setValue: (entry, [value]) => put(entry.map, entry.key, value),
};

export const iteratorMethods: Record<string, (self: PainlessIterator, args: unknown[]) => unknown> = {
  hasNext: (iterator) => iterator.hasNext(),
  next: (iterator) => iterator.next(),
  remove: (iterator) => {
    iterator.remove();
    return null;
  },
};
