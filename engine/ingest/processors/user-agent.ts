import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'yaml';
import { isAbsent, readText, writeField } from '../document';
import type { ProcessorType } from '../step';

/** One rule of ua-parser's regexes.yaml: https://github.com/ua-parser/uap-core/blob/master/docs/specification.md. */
interface Rule {
  regex: string;
  regex_flag?: string;
  family_replacement?: string;
  v1_replacement?: string;
  v2_replacement?: string;
  v3_replacement?: string;
  os_replacement?: string;
  os_v1_replacement?: string;
  os_v2_replacement?: string;
  os_v3_replacement?: string;
  os_v4_replacement?: string;
  device_replacement?: string;
}
type Compiled = Rule & { expression: RegExp };

interface Rules {
  user_agent_parsers: Compiled[];
  os_parsers: Compiled[];
  device_parsers: Compiled[];
}

let loaded: Rules | undefined;

function rules(): Rules {
  if (!loaded) {
    const file = createRequire(import.meta.url).resolve('uap-core/regexes.yaml');
    const given = parse(readFileSync(file, 'utf8')) as Record<keyof Rules, Rule[]>;
    const compile = (list: Rule[]) => list.map((rule) => ({ ...rule, expression: new RegExp(rule.regex, rule.regex_flag ?? '') }));
    loaded = {
      user_agent_parsers: compile(given.user_agent_parsers),
      os_parsers: compile(given.os_parsers),
      device_parsers: compile(given.device_parsers),
    };
  }
  return loaded;
}

function first(list: Compiled[], text: string): [Compiled, RegExpExecArray] | undefined {
  for (const rule of list) {
    const found = rule.expression.exec(text);
    if (found) return [rule, found];
  }
  return undefined;
}

/** `$1` of a replacement, or the group itself where there is no replacement. */
function part(replacement: string | undefined, found: RegExpExecArray, group: number): string | undefined {
  const text =
    replacement === undefined ? found[group] : replacement.replace(/\$(\d)/g, (_, place: string) => found[Number(place)] ?? '').trim();
  return text === undefined || text === '' ? undefined : text;
}

const versionOf = (parts: (string | undefined)[]) => {
  const end = parts.indexOf(undefined);
  return (end < 0 ? parts : parts.slice(0, end)).join('.') || undefined;
};

export interface UserAgent {
  name: string;
  version?: string;
  os?: { name: string; version?: string; full?: string };
  device: { name: string };
}

const parsed = new Map<string, UserAgent>();

function read(text: string): UserAgent {
  const { user_agent_parsers: agents, os_parsers: systems, device_parsers: devices } = rules();
  const agent = first(agents, text);
  const system = first(systems, text);
  const device = first(devices, text);
  const version =
    agent &&
    versionOf([
      part(agent[0].v1_replacement, agent[1], 2),
      part(agent[0].v2_replacement, agent[1], 3),
      part(agent[0].v3_replacement, agent[1], 4),
      agent[1][5],
    ]);
  const osName = system && part(system[0].os_replacement, system[1], 1);
  const osVersion =
    system &&
    versionOf([
      part(system[0].os_v1_replacement, system[1], 2),
      part(system[0].os_v2_replacement, system[1], 3),
      part(system[0].os_v3_replacement, system[1], 4),
      part(system[0].os_v4_replacement, system[1], 5),
    ]);
  return {
    name: (agent && part(agent[0].family_replacement, agent[1], 1)) ?? 'Other',
    ...(version ? { version } : {}),
    ...(osName ? { os: { name: osName, ...(osVersion ? { version: osVersion, full: `${osName} ${osVersion}` } : {}) } } : {}),
    device: { name: (device && part(device[0].device_replacement, device[1], 1)) ?? 'Other' },
  };
}

/** What a User-Agent header says, by ua-parser's rules. */
export function parseUserAgent(text: string): UserAgent {
  let found = parsed.get(text);
  if (!found) {
    found = read(text.slice(0, 2_048));
    if (parsed.size > 1_000) parsed.clear();
    parsed.set(text, found);
  }
  return found;
}

const userAgent: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field') ?? 'user_agent';
  const ignoreMissing = options.flag('ignore_missing', false);
  const properties = options.optionalList('properties') ?? ['name', 'os', 'device', 'original', 'version'];
  options.flag('extract_device_type', false);
  if (options.has('regex_file')) throw options.refuse('regex_file', 'is not supported: the rules are those of ua-parser');
  return (document) => {
    if (isAbsent(document, field, ignoreMissing)) return true;
    const text = readText(document, field, 'parse user-agent');
    const all: Record<string, unknown> = { ...structuredClone(parseUserAgent(text)), original: text };
    writeField(document, target, Object.fromEntries(properties.filter((name) => all[name] !== undefined).map((name) => [name, all[name]])));
    return true;
  };
};

export const userAgentProcessors: Record<string, ProcessorType> = { user_agent: userAgent };
