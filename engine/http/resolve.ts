import { parseDateMath } from '../../lib/elastic/date-math';
import { wildcardToRegex } from '../../lib/elastic/wildcard';
import { EsError, indexNotFound } from '../plan/es-error';
import type { IndexMeta } from '../plan/index-meta';
import type { SourceTable } from '../plan/search';
import type { Catalog } from '../store/catalog';
import { visibleSeq } from './visibility';

export interface ResolveOptions {
  ignoreUnavailable?: boolean;
  allowNoIndices?: boolean;
  /** What wildcards reach; default open and not hidden. */
  expand?: { open: boolean; closed: boolean; hidden: boolean };
  /** Closed indices are an error where they are named, unless the caller only looks at metadata. */
  closedAllowed?: boolean;
  /** Names that are aliases are an error, as for deleting. */
  noAliases?: boolean;
}

export interface ResolvedIndex {
  meta: IndexMeta;
  /** Aliases that led here; empty where the index itself was named. Their filters narrow a search. */
  aliases: string[];
}

const openOnly = { open: true, closed: false, hidden: false };
const isHidden = (meta: IndexMeta) => String(meta.settings.hidden) === 'true';

/** A wildcard reaches hidden names only where it is told to, or where it starts with a dot as they do. */
const reaches = (pattern: string, name: string, hidden: boolean, expand: { hidden: boolean }) =>
  !hidden || expand.hidden || (pattern.startsWith('.') && name.startsWith('.'));

function visible(meta: IndexMeta, pattern: string, expand: { open: boolean; closed: boolean; hidden: boolean }): boolean {
  return reaches(pattern, meta.name, isHidden(meta), expand) && (meta.closed ? expand.closed : expand.open);
}

interface Match {
  meta: IndexMeta;
  alias?: string;
}

function matchPattern(metas: IndexMeta[], pattern: string, { expand = openOnly, noAliases }: ResolveOptions): Match[] {
  const regex = wildcardToRegex(pattern);
  return metas.flatMap((meta): Match[] => {
    if (regex.test(meta.name) && visible(meta, pattern, expand)) return [{ meta }];
    if (noAliases || (meta.closed ? !expand.closed : !expand.open)) return [];
    return Object.entries(meta.aliases)
      .filter(([alias, { is_hidden: hidden }]) => regex.test(alias) && reaches(pattern, alias, hidden === true, expand))
      .map(([alias]) => ({ meta, alias }));
  });
}

const invalidName = (name: string, why: string) =>
  new EsError('invalid_index_name_exception', `Invalid index name [${name}], ${why}`, 400, { index: name, index_uuid: '_na_' });

function matchName(metas: IndexMeta[], name: string, options: ResolveOptions): Match[] {
  if (name.startsWith('_')) throw invalidName(name, "must not start with '_'.");
  const own = metas.find((meta) => meta.name === name);
  if (own) return [{ meta: own }];
  const behind = metas.filter((meta) => Object.hasOwn(meta.aliases, name));
  if (behind.length > 0 && options.noAliases && !options.ignoreUnavailable)
    throw new EsError(
      'illegal_argument_exception',
      `The provided expression [${name}] matches an alias, specify the corresponding concrete indices instead.`,
      400,
    );
  return options.noAliases ? [] : behind.map((meta) => ({ meta, alias: name }));
}

const isWild = (part: string) => part === '_all' || part.includes('*');

/** Collects what the parts of an expression name, in their order. */
class Resolution {
  /** By index: the aliases that led there, or undefined where it was named itself. */
  readonly found = new Map<string, Set<string> | undefined>();
  private wildcardSeen = false;

  constructor(
    private readonly metas: IndexMeta[],
    private readonly options: ResolveOptions,
  ) {}

  part(part: string) {
    const exclude = this.wildcardSeen && part.startsWith('-');
    const name = exclude ? part.slice(1) : part;
    const wild = isWild(name);
    this.wildcardSeen ||= wild;
    const matches = wild ? matchPattern(this.metas, name === '_all' ? '*' : name, this.options) : matchName(this.metas, name, this.options);
    if (exclude) for (const { meta } of matches) this.found.delete(meta.name);
    else if (matches.length > 0) for (const match of matches) this.add(match, wild);
    else if (!this.options.ignoreUnavailable && (!wild || this.options.allowNoIndices === false)) throw indexNotFound(name);
  }

  private add({ meta, alias }: Match, wild: boolean) {
    const { closedAllowed, expand, ignoreUnavailable } = this.options;
    if (meta.closed && !wild && !closedAllowed && !expand?.closed) {
      if (ignoreUnavailable) return;
      throw new EsError('index_closed_exception', 'closed', 400, { index: meta.name, index_uuid: meta.uuid });
    }
    const known = this.found.get(meta.name);
    if (alias === undefined) this.found.set(meta.name, undefined);
    else if (known) known.add(alias);
    else if (!this.found.has(meta.name)) this.found.set(meta.name, new Set([alias]));
  }
}

/** `<logs-{now/d}>` with the date that it stands for: Elasticsearch's date math in names, in its default format. */
function withDateMath(expression: string): string {
  return expression.replace(/<([^{<>]*)\{([^{}]+)(?:\{([^{}|]+)(?:\|[^{}]+)?\})?\}([^<>]*)>/g, (_, before, math, format, after) => {
    const ms = parseDateMath(String(math), { nowMs: Date.now() });
    const [year, month, day] = new Date(ms).toISOString().slice(0, 10).split('-');
    const text = String(format ?? 'yyyy.MM.dd')
      .replace(/[yu]{4}/, year ?? '')
      .replace('MM', month ?? '')
      .replace('dd', day ?? '');
    return `${before}${text}${after}`;
  });
}

/** Indices that an expression names: `logs-*,-logs-old,alias`. Throws `index_not_found_exception` and `index_closed_exception`. */
export function resolve(catalog: Catalog, expression: string | undefined, options: ResolveOptions = {}): ResolvedIndex[] {
  const metas = catalog.list();
  const resolution = new Resolution(metas, options);
  const parts = withDateMath(expression ?? '_all')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  for (const part of parts.length > 0 ? parts : ['_all']) resolution.part(part);
  const { found } = resolution;
  if (found.size === 0 && options.allowNoIndices === false && !options.ignoreUnavailable) throw indexNotFound(expression ?? '_all');
  return metas.filter((meta) => found.has(meta.name)).map((meta) => ({ meta, aliases: [...(found.get(meta.name) ?? [])] }));
}

/** The indices alone. */
export const resolveIndices = (catalog: Catalog, expression: string | undefined, options: ResolveOptions = {}): IndexMeta[] =>
  resolve(catalog, expression, options).map(({ meta }) => meta);

/** `ignore_unavailable`, `allow_no_indices` and `expand_wildcards` of a request. */
export function resolveOptions(query: URLSearchParams, otherwise: string = 'open'): ResolveOptions {
  const wanted = (query.get('expand_wildcards') || otherwise).split(',');
  const has = (word: string) => wanted.includes(word) || wanted.includes('all');
  const unknown = wanted.find((word) => !['open', 'closed', 'hidden', 'none', 'all'].includes(word));
  if (unknown !== undefined) throw new EsError('illegal_argument_exception', `No valid expand wildcard value [${unknown}]`, 400);
  return {
    ignoreUnavailable: query.get('ignore_unavailable') === 'true',
    allowNoIndices: query.get('allow_no_indices') !== 'false',
    expand: { open: has('open'), closed: has('closed'), hidden: has('hidden') },
  };
}

/** An index as a search reads it: what its last refresh shows. */
export function toSource(meta: IndexMeta): SourceTable {
  const maxSeq = visibleSeq(meta);
  return {
    index: meta.name,
    table: meta.table,
    shards: Number(meta.settings.number_of_shards ?? 1),
    fields: meta.fields,
    ...(meta.attached ? { placeless: true } : {}),
    ...(maxSeq === undefined ? {} : { maxSeq }),
  };
}

/** The index that a write to `name` goes to: itself, its alias's write index, or the alias's only index. */
export function writeIndex(catalog: Catalog, name: string): string {
  if (catalog.get(name)) return name;
  const behind = catalog.list().filter((meta) => Object.hasOwn(meta.aliases, name));
  const chosen = behind.find((meta) => meta.aliases[name]?.is_write_index);
  if (chosen) return chosen.name;
  if (behind.length > 1 || (behind[0] && behind[0].aliases[name]?.is_write_index === false))
    throw new EsError(
      'illegal_argument_exception',
      `no write index is defined for alias [${name}]. The write index may be explicitly disabled using is_write_index=false or the alias points to multiple indices without one being designated as a write index`,
      400,
    );
  return behind[0]?.name ?? name;
}
