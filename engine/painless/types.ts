const primitives = ['def', 'void', 'boolean', 'byte', 'short', 'char', 'int', 'long', 'float', 'double'];
const boxes = ['Object', 'String', 'CharSequence', 'Boolean', 'Byte', 'Short', 'Character', 'Integer', 'Long', 'Float', 'Double', 'Number'];
const maps = ['Map', 'HashMap', 'LinkedHashMap', 'TreeMap', 'SortedMap', 'Hashtable'];
const sets = ['Set', 'HashSet', 'LinkedHashSet', 'TreeSet', 'SortedSet'];
const lists = ['List', 'ArrayList', 'LinkedList', 'Stack', 'Vector'];
const exceptions = [
  ...[
    'Exception',
    'RuntimeException',
    'NullPointerException',
    'IllegalArgumentException',
    'IllegalStateException',
    'NumberFormatException',
  ],
  ...['IndexOutOfBoundsException', 'ArithmeticException', 'ClassCastException', 'UnsupportedOperationException', 'NoSuchElementException'],
  ...['StringIndexOutOfBoundsException', 'ArrayIndexOutOfBoundsException', 'DateTimeException', 'DateTimeParseException'],
];
const time = [
  'Instant',
  'ZonedDateTime',
  'LocalDateTime',
  'LocalDate',
  'ZoneId',
  'ZoneOffset',
  'DateTimeFormatter',
  'ChronoUnit',
  'ChronoField',
  'Duration',
];
const others = [
  ...[
    'Math',
    'StringBuilder',
    'StringBuffer',
    'StringTokenizer',
    'StringJoiner',
    'Pattern',
    'Matcher',
    'Iterator',
    'ListIterator',
    'Map.Entry',
    'Entry',
  ],
  ...[
    'Collection',
    'Iterable',
    'Collections',
    'Arrays',
    'Objects',
    'Optional',
    'Collectors',
    'Stream',
    'IntStream',
    'Comparator',
    'UUID',
    'Locale',
  ],
  ...['Function', 'Predicate', 'Consumer', 'BiFunction', 'Supplier', 'Processors', 'Base64', 'TimeZone'],
];
const known = new Set([...primitives, ...boxes, ...maps, ...sets, ...lists, ...exceptions, ...time, ...others]);
const made = new Set([
  ...maps.filter((name) => name !== 'Map' && name !== 'SortedMap'),
  ...sets.filter((name) => name !== 'Set' && name !== 'SortedSet'),
]);
for (const name of [
  ...lists.slice(1),
  ...exceptions,
  'StringBuilder',
  'StringBuffer',
  'StringTokenizer',
  'StringJoiner',
  'Object',
  'String',
])
  made.add(name);

/** Packages may be written out: `java.util.List` is `List`. */
export const simpleName = (name: string): string =>
  name.replace(/^java\.(util|lang|time|text|math)(\.(regex|stream|function|format|temporal))?\./, '');

export const isType = (name: string): boolean => known.has(simpleName(name).replace(/(\[\])+$/, ''));
export const isInstantiable = (name: string): boolean => made.has(simpleName(name));
export const isExceptionType = (name: string): boolean => exceptions.includes(simpleName(name));
export const isMapType = (name: string): boolean => maps.includes(name);
export const isSetType = (name: string): boolean => sets.includes(name);
export const isListType = (name: string): boolean => lists.includes(name);
export const isFloatingType = (name: string): boolean => ['float', 'double', 'Float', 'Double'].includes(name);
export const isWholeType = (name: string): boolean => ['byte', 'short', 'int', 'long', 'Byte', 'Short', 'Integer', 'Long'].includes(name);
