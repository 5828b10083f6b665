/** A part of a line's head that can be told by its shape. */
export interface Element {
  name: string;
  /** Matches at the beginning of what is left of a line. */
  shape: RegExp;
  /** The same as grok, with the names of its fields. */
  grok: (field: (name: string) => string) => string;
  /** For times: the formats of the `date` processor. */
  formats?: string[];
  /** What is left after it is the message. */
  last?: boolean;
  /** May come more than once. */
  repeated?: boolean;
}

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';
const clock = '\\d{2}:\\d{2}:\\d{2}';
const end = '(?=$|[\\s\\]|,;"\')-])';

const time = (name: string, shape: string, pattern: string, formats: string[]): Element => ({
  name,
  shape: new RegExp(`^(?:${shape})${end}`),
  grok: (field) => `(?<${field('timestamp')}>${pattern})`,
  formats,
});

/** Times, the more exact first. */
const times: Element[] = [
  time(
    'ISO 8601',
    `\\d{4}-\\d{2}-\\d{2}[T ]${clock}(?:[.,]\\d{1,9})?(?: ?(?:Z|[+-]\\d{2}:?\\d{2}))?`,
    `\\d{4}-\\d{2}-\\d{2}[T ]${clock}(?:[.,]\\d{1,9})?(?:Z|[+-]\\d{2}:?\\d{2})?`,
    ['ISO8601', 'yyyy-MM-dd HH:mm:ss,SSS', 'yyyy-MM-dd HH:mm:ss.SSS', 'yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm:ss.SSSSSS'],
  ),
  time('year/month/day', `\\d{4}/\\d{2}/\\d{2} ${clock}(?:\\.\\d{1,6})?`, `\\d{4}/\\d{2}/\\d{2} ${clock}(?:\\.\\d{1,6})?`, [
    'yyyy/MM/dd HH:mm:ss',
    'yyyy/MM/dd HH:mm:ss.SSS',
    'yyyy/MM/dd HH:mm:ss.SSSSSS',
  ]),
  time('access log', `\\d{2}/${month}/\\d{4}:${clock} [+-]\\d{4}`, `\\d{2}/\\w{3}/\\d{4}:${clock} [+-]\\d{4}`, ['dd/MMM/yyyy:HH:mm:ss Z']),
  time(
    'asctime',
    `[A-Z][a-z]{2} ${month} [ \\d]\\d ${clock}(?:\\.\\d{1,6})? \\d{4}`,
    `\\w{3} \\w{3} [ \\d]\\d ${clock}(?:\\.\\d{1,6})? \\d{4}`,
    ['EEE MMM dd HH:mm:ss yyyy', 'EEE MMM  d HH:mm:ss yyyy', 'EEE MMM dd HH:mm:ss.SSSSSS yyyy'],
  ),
  time('syslog', `${month} [ \\d]\\d ${clock}`, `\\w{3} [ \\d]\\d ${clock}`, ['MMM dd HH:mm:ss', 'MMM  d HH:mm:ss', 'MMM d HH:mm:ss']),
  time('month-day', `\\d{2}-\\d{2} ${clock}\\.\\d{3}`, `\\d{2}-\\d{2} ${clock}\\.\\d{3}`, ['MM-dd HH:mm:ss.SSS']),
  time('month.day', `\\d{1,2}\\.\\d{2} ${clock}`, `\\d{1,2}\\.\\d{2} ${clock}`, ['MM.dd HH:mm:ss', 'M.dd HH:mm:ss']),
  time('compact', '\\d{6} \\d{6}', '\\d{6} \\d{6}', ['yyMMdd HHmmss']),
  time('epoch milliseconds', '1[0-9]{12}', '\\d{13}', ['UNIX_MS']),
  time('epoch seconds', '1[0-9]{9}(?:\\.\\d+)?', '\\d{10}(?:\\.\\d+)?', ['UNIX']),
];

const levels =
  'trace|debug|info|information|notice|warn|warning|err|error|severe|crit|critical|alert|emerg|emergency|fatal|verbose|fine|finest|config';

/** Everything else, in the order in which it is tried. */
const others: Element[] = [
  {
    name: 'level',
    shape: new RegExp(`^(?:${levels})(?=$|[\\s\\]:|,)-])`, 'i'),
    grok: (field) => `%{WORD:${field('log.level')}}`,
  },
  { name: 'level letter', shape: /^[VDIWEFAT](?=[\s/|])/, grok: (field) => `(?<${field('log.level')}>[A-Z])` },
  {
    name: 'place in the code',
    // [Node:Class@line], as log4j writes it
    shape: /^\[[^\s]*?:\S*@\d+\]/,
    grok: (field) =>
      `\\[%{DATA:${field('process.thread.name')}}:%{DATA:${field('log.logger')}}@%{INT:${field('log.origin.file.line')}:int}\\]`,
  },
  { name: 'address', shape: /^(?:\d{1,3}\.){3}\d{1,3}(?=$|[\s:\]|,-])/, grok: (field) => `%{IP:${field('source.ip')}}` },
  {
    name: 'number',
    shape: /^\d{1,9}(?=[\s\]|,;])/,
    grok: (field) => `%{INT:${field('process.pid')}:int}`,
    repeated: true,
  },
  {
    name: 'program',
    shape: /^[^\s:[\]]+: /,
    grok: (field) => `(?<${field('process.name')}>[^\\s:\\[\\]]+):`,
    last: true,
  },
  {
    name: 'program and number',
    shape: /^[^\s:[\]]+(?:\[\d+\])?: /,
    grok: (field) => `(?<${field('process.name')}>[^\\s:\\[\\]]+)(?:\\[%{POSINT:${field('process.pid')}:int}\\])?:`,
    last: true,
  },
  {
    name: 'in brackets',
    shape: /^\[[^\]]{1,120}\]/,
    grok: (field) => `\\[(?<${field('process.thread.name')}>[^\\]]*)\\]`,
    repeated: true,
  },
  {
    name: 'logger',
    shape: /^[\w.$/-]+(?:\([\w.$-]*\))?: ?/,
    grok: (field) => `(?<${field('log.logger')}>[^\\s:]+):`,
    last: true,
  },
  {
    name: 'name before a dash',
    shape: /^\S[^\n]{0,59}? - /,
    grok: (field) => `%{DATA:${field('process.name')}} -`,
    last: true,
  },
  {
    name: 'name before a colon',
    shape: /^[^:[\]{}"]{1,60}: ?/,
    grok: (field) => `(?<${field('log.logger')}>[^:]{1,60}):`,
    last: true,
  },
];

/** A word that stands behind the time of a syslog line: the host. */
export const host: Element = {
  name: 'host',
  shape: /^[A-Za-z0-9][\w.-]*(?= [^\s:[\]]+(?:\[\d+\])?:| \S)/,
  grok: (field) => `%{NOTSPACE:${field('host.hostname')}}`,
};

export const elements: Element[] = [...times, ...others];
