import { parse as parseCsv } from 'csv-parse/sync';
import { parseIsoDate } from '../../../lib/elastic/date-math';
import { compileGrok } from '../../../lib/elastic/grok/grok';
import { type Message, msg, t } from '../../../lib/i18n/t';
import { joinLines } from './join-lines';
import { learnHead } from './learn-head';

type Json = Record<string, unknown>;

export interface Proposal {
  /** What was recognised, in words. */
  format: string;
  kind: 'json' | 'csv' | 'lines';
  pipeline: { description: string; processors: Json[]; on_failure?: Json[] };
  /** Lines that begin an event, for stack traces; absent where every line is one. */
  begins?: string;
  /** The first line names columns and is no event. */
  hasHeader: boolean;
}

const remembered = 'event.original';
const failed = [{ set: { field: 'error.message', value: '{{{_ingest.on_failure_message}}}' } }];
const share = 0.95;

const access = [
  '^%{IPORHOST:source.address} (?:-|%{NOTSPACE}) (?:-|%{NOTSPACE:user.name}) \\[%{HTTPDATE:timestamp}\\]',
  '"(?:%{WORD:http.request.method} %{NOTSPACE:url.original}(?: HTTP/%{NUMBER:http.version})?|%{DATA})"',
  '%{INT:http.response.status_code:int} (?:-|%{INT:http.response.body.bytes:long})(?: "(?:-|%{DATA:http.request.referrer})" "(?:-|%{DATA:user_agent.original})")?',
].join(' ');

/** Formats that many programs share, tried before lines are compared. */
const known: { format: Message; grok: string; formats: string[]; more?: Json[] }[] = [
  {
    format: msg('web access log (Apache, nginx)'),
    grok: access,
    formats: ['dd/MMM/yyyy:HH:mm:ss Z'],
  },
  {
    format: msg('nginx error log'),
    grok: '^(?<timestamp>\\d{4}/\\d{2}/\\d{2} \\d{2}:\\d{2}:\\d{2}) \\[%{WORD:log.level}\\] %{POSINT:process.pid:int}#%{NONNEGINT:process.thread.id:int}: (?:\\*%{NUMBER:nginx.connection_id:long} )?%{GREEDYDATA:message}',
    formats: ['yyyy/MM/dd HH:mm:ss'],
  },
  {
    format: msg('syslog (RFC 5424)'),
    grok: '^<%{NONNEGINT:log.syslog.priority:int}>%{POSINT:log.syslog.version:int} (?:-|%{TIMESTAMP_ISO8601:timestamp}) (?:-|%{NOTSPACE:host.hostname}) (?:-|%{NOTSPACE:process.name}) (?:-|%{NOTSPACE:process.pid}) (?:-|%{NOTSPACE:event.code}) (?:-|(?<log.syslog.structured_data>(?:\\[[^\\]]*\\])+)) ?%{GREEDYDATA:message}',
    formats: ['ISO8601'],
  },
  {
    format: msg('syslog (RFC 3164)'),
    grok: '^<%{NONNEGINT:log.syslog.priority:int}>(?<timestamp>\\w{3} [ \\d]\\d \\d{2}:\\d{2}:\\d{2}) %{NOTSPACE:host.hostname} (?<process.name>[^\\s:\\[\\]]+)(?:\\[%{POSINT:process.pid:int}\\])?: ?%{GREEDYDATA:message}',
    formats: ['MMM dd HH:mm:ss', 'MMM  d HH:mm:ss'],
  },
];

const grokProcessors = (grok: string, time: { field: string; formats: string[] } | undefined, more: Json[] = []): Json[] => [
  { set: { field: remembered, value: '{{{message}}}' } },
  { grok: { field: 'message', patterns: [grok] } },
  ...(time
    ? [{ date: { field: time.field, formats: time.formats, target_field: '@timestamp' } }, { remove: { field: time.field } }]
    : [{ set: { field: '@timestamp', value: '{{{_ingest.timestamp}}}' } }]),
  ...more,
];

const proposal = (format: string, kind: Proposal['kind'], processors: Json[], rest: Partial<Proposal> = {}): Proposal => ({
  format,
  kind,
  pipeline: { description: t('Made from sample lines: {format}', { format }), processors, on_failure: failed },
  hasHeader: false,
  ...rest,
});

const timeNames = /^(@timestamp|timestamp|time|date|datetime|ts|created_?at|eventtime|when)$/i;
const asTime = (value: unknown): string[] | undefined => {
  if (typeof value === 'number') return value > 1e12 ? ['UNIX_MS'] : value > 1e9 ? ['UNIX'] : undefined;
  if (typeof value !== 'string') return undefined;
  if (/^1\d{12}$/.test(value)) return ['UNIX_MS'];
  if (/^1\d{9}(\.\d+)?$/.test(value)) return ['UNIX'];
  if (/^\d{4}-\d{2}-\d{2}/.test(value) && parseIsoDate(value.replace(' ', 'T')) !== undefined)
    return ['ISO8601', 'yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm:ss.SSS', 'yyyy-MM-dd'];
  return undefined;
};

/** The field that says when, by its name and its values. */
function timeOf(rows: Json[]): { field: string; formats: string[] } | undefined {
  const [first = {}] = rows;
  const names = Object.keys(first);
  for (const field of [...names.filter((name) => timeNames.test(name)), ...names]) {
    const formats = asTime(first[field]);
    if (formats && rows.every((row) => asTime(row[field]) !== undefined)) return { field, formats };
  }
  return undefined;
}

const whenever = { set: { field: '@timestamp', value: '{{{_ingest.timestamp}}}', override: false } };

function proposeJson(lines: string[]): Proposal | undefined {
  const rows: Json[] = [];
  for (const line of lines) {
    try {
      const row: unknown = JSON.parse(line);
      if (typeof row !== 'object' || row === null || Array.isArray(row)) return undefined;
      rows.push(row as Json);
    } catch {
      return undefined;
    }
  }
  const time = timeOf(rows);
  return proposal(time ? t('JSON, one object a line; {field} says when', { field: time.field }) : t('JSON, one object a line'), 'json', [
    { json: { field: 'message', add_to_root: true } },
    // an object may have a message of its own; then that stays
    ...(rows.some((row) => 'message' in row) ? [] : [{ remove: { field: 'message' } }]),
    ...(time ? [{ date: { field: time.field, formats: time.formats, target_field: '@timestamp' } }] : [whenever]),
  ]);
}

const fieldName = (column: string, at: number) =>
  column
    .trim()
    .replace(/[^\p{L}\p{N}_@.-]+/gu, '_')
    .replace(/^[._]+|[._]+$/g, '') || `column_${at + 1}`;

function proposeCsv(lines: string[]): Proposal | undefined {
  for (const separator of [',', ';', '\t', '|']) {
    let rows: string[][];
    try {
      rows = parseCsv(lines.join('\n'), { delimiter: separator, relax_column_count: false }) as string[][];
    } catch {
      continue;
    }
    const [header = [], ...data] = rows;
    if (header.length < 2 || data.length === 0) continue;
    const isHeader = header.every(
      (name) => name.trim() !== '' && Number.isNaN(Number(name)) && asTime(name) === undefined && name.length <= 60,
    );
    if (!isHeader || new Set(header).size < header.length) continue;
    const names = header.map(fieldName);
    const records = data.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
    const time = timeOf(records);
    const numeric = names.filter(
      (name) =>
        name !== time?.field &&
        records.some((row) => row[name] !== '') &&
        records.every((row) => row[name] === '' || !Number.isNaN(Number(row[name]))),
    );
    return proposal(
      separator === '\t'
        ? t('columns, a tab between them: {names}', { names: names.slice(0, 6).join(', ') })
        : t('columns, "{separator}" between them: {names}', { separator, names: names.slice(0, 6).join(', ') }),
      'csv',
      [
        { csv: { field: 'message', target_fields: names, ...(separator === ',' ? {} : { separator }) } },
        ...numeric.map((name) => ({
          convert: { field: name, type: records.every((row) => /^-?\d*$/.test(row[name] ?? '')) ? 'long' : 'double', ignore_missing: true },
        })),
        ...(time ? [{ date: { field: time.field, formats: time.formats, target_field: '@timestamp' } }] : [whenever]),
        { remove: { field: 'message' } },
      ],
      { hasHeader: true },
    );
  }
  return undefined;
}

const matching = (grok: string, lines: string[]) => {
  const compiled = compileGrok([grok]);
  return lines.filter((line) => compiled.match(line)).length / lines.length;
};

const pair = /(?:^|[\s,])[\w.-]+=(?:"[^"]*"|\S*)/g;
const pairs = (text: string) => text.match(pair)?.length ?? 0;
/** Pairs in the message, once the head is cut off. */
const kv = {
  kv: {
    field: 'message',
    field_split: '\\s+(?=[\\w.-]+=)',
    value_split: '=',
    target_field: 'labels',
    strip_brackets: true,
    ignore_failure: true,
  },
};

function proposeLines(lines: string[]): Proposal {
  for (const { format, grok, formats } of known)
    if (matching(grok, lines) >= share) return proposal(t(format), 'lines', grokProcessors(grok, { field: 'timestamp', formats }));
  const head = learnHead(lines);
  const rest = head ? compileGrok([head.grok]) : undefined;
  const messages = lines.map((line) => (rest ? String(rest.match(line)?.find(({ field }) => field === 'message')?.value ?? '') : line));
  const hasPairs = messages.filter((message) => pairs(message) >= 2).length >= lines.length * share;
  if (head) {
    const parts = head.fields.filter((field) => field !== 'message').join(', ');
    return proposal(
      hasPairs ? t('lines with {parts} and key=value pairs', { parts }) : t('lines with {parts}', { parts }),
      'lines',
      grokProcessors(head.grok, head.time, hasPairs ? [kv] : []),
      {
        ...(head.time ? { begins: head.grok } : {}),
      },
    );
  }
  if (hasPairs) return proposal(t('key=value pairs'), 'lines', [kv, whenever]);
  return proposal(t('plain text'), 'lines', [whenever]);
}

/**
 * A pipeline for lines of which nothing is known but themselves: JSON, columns, a format that many programs share, or a grok pattern
 * built by comparing the lines. Stack traces are put to the line that they belong to first. `text` is a sample; a last half line is left out.
 */
export function propose(text: string): Proposal {
  const all = text.split(/\r?\n/);
  const lines = (text.endsWith('\n') || all.length === 1 ? all : all.slice(0, -1)).filter((line) => line.trim() !== '').slice(0, 1_000);
  if (lines.length === 0) return proposal(t('nothing'), 'lines', [whenever]);
  const structured = proposeJson(lines) ?? (lines.length > 1 ? proposeCsv(lines) : undefined);
  if (structured) return structured;
  const events = joinLines(lines);
  const made = proposeLines(events.map((event) => event.split('\n')[0] ?? ''));
  return events.length === lines.length ? { ...made, begins: undefined } : { ...made, begins: made.begins ?? '^\\S' };
}
