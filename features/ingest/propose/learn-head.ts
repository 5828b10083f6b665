import { compileGrok } from '../../../lib/elastic/grok/grok';
import { type Element, elements, host } from './elements';

/** Of the lines, so many have to agree. */
const share = 0.99;
const mostElements = 12;

export interface LearnedHead {
  grok: string;
  /** The field of the time and the formats of the `date` processor. */
  time?: { field: string; formats: string[] };
  fields: string[];
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Numbers the second and later uses of a field: `process.pid`, `process.thread.id`, `field1` … */
function namer(): (name: string) => string {
  const used = new Map<string, number>();
  const second: Record<string, string> = {
    'process.pid': 'process.thread.id',
    'process.thread.name': 'process.title',
    'log.logger': 'log.origin.function',
  };
  return (name) => {
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    if (count === 1) return name;
    return count === 2 && second[name] ? second[name] : `${name}_${count}`;
  };
}

/** The punctuation or blank that nearly all rests begin with. */
function commonLiteral(rests: string[], enough: number): string | undefined {
  const counts = new Map<string, number>();
  for (const rest of rests) {
    const letter = /^[^\w]/.exec(rest)?.[0];
    if (letter) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  return [...counts].find(([, count]) => count >= enough)?.[0];
}

const fits = (element: Element, rests: string[]) => rests.filter((rest) => element.shape.test(rest)).length;

function choose(rests: string[], used: Set<string>, enough: number, afterSyslogTime: boolean): Element | undefined {
  const candidates = afterSyslogTime ? [host, ...elements] : elements;
  return candidates.find((element) => {
    if (used.has(element.name) && !element.repeated) return false;
    if (element.formats && used.has('time')) return false;
    return fits(element, rests) >= enough;
  });
}

/** What a chosen element takes from the beginning of each rest; rests that it does not fit are lost. */
const after = (element: Element, rests: string[]) =>
  rests.flatMap((rest) => {
    const found = element.shape.exec(rest);
    return found ? [rest.slice(found[0].trimEnd().length)] : [];
  });

/**
 * A grok pattern that lines of one program share, built by comparing them: from the left, each part is the first kind of thing (time,
 * level, number, bracket, name …) that at least 99 % of the lines show there, until none is; the rest is the message. Undefined
 * where not even a time or a level is found.
 */
export function learnHead(lines: string[]): LearnedHead | undefined {
  const enough = Math.ceil(lines.length * share);
  const field = namer();
  const used = new Set<string>();
  let rests = lines;
  let grok = '^';
  let time: LearnedHead['time'];
  let syslog = false;
  for (let count = 0; count < mostElements; ) {
    const literal = bracketIsOne(rests, used, enough) ? undefined : commonLiteral(rests, enough);
    if (literal !== undefined) {
      const blank = /\s/.test(literal);
      grok += blank ? '\\s+' : escape(literal);
      rests = rests.filter((rest) => rest.startsWith(literal)).map((rest) => (blank ? rest.trimStart() : rest.slice(literal.length)));
      continue;
    }
    const element = choose(rests, used, enough, syslog);
    syslog = false;
    if (!element) break;
    const pattern = element.grok(field);
    if (element.formats) {
      time = { field: /\(\?<([^>]+)>/.exec(pattern)?.[1] ?? 'timestamp', formats: element.formats };
      used.add('time');
      syslog = element.name === 'syslog';
    }
    used.add(element.name);
    grok += pattern;
    rests = after(element, rests);
    count++;
    if (element.last) break;
  }
  if (!time && !used.has('level')) return undefined;
  const full = `${grok.replace(/(\\s\+)+$/, '')}\\s*%{GREEDYDATA:message}`;
  return { grok: full, ...(time ? { time } : {}), fields: compileGrok([full]).fields };
}

/** True where nearly all rests begin with a bracket that is one field, and does not hold the time or the level. */
function bracketIsOne(rests: string[], used: Set<string>, enough: number): boolean {
  if (rests.filter((rest) => rest.startsWith('[')).length < enough) return false;
  const whole = choose(rests, new Set([...used, 'time']), enough, false);
  return whole !== undefined && ['in brackets', 'place in the code'].includes(whole.name) && !opensTime(rests, used, enough);
}

/** True where the bracket holds the time or the level: then it is a letter, and what it holds comes next. */
function opensTime(rests: string[], used: Set<string>, enough: number): boolean {
  const inner = rests.map((rest) => rest.slice(1));
  return elements
    .slice(0, 12)
    .some((element) => (element.formats ? !used.has('time') : !used.has(element.name)) && fits(element, inner) >= enough);
}
