import { type AnalysisSettings, type Analyzer, analyzerNamed, customAnalyzer } from '../dsl/analysis/analyzer';
import { analysisOf, normalized } from '../dsl/analysis/index-analysis';
import type { Settings, Token } from '../dsl/analysis/token';
import { indexAnalyzer } from '../dsl/analysis/token-text';
import { EsError, illegalArgument, indexNotFound } from '../plan/es-error';
import { type EngineRequest, type Handler, jsonBody, ok } from './request';
import { writeIndex } from './resolve';

interface Wanted {
  analyzer: Analyzer;
  /** A whole analyzer was named: it is shown as one. */
  name?: string;
}

const plain = (analyzer: Analyzer, name: string): Wanted => ({ analyzer, name });

function wantedAnalyzer(request: EngineRequest, body: Settings, own: AnalysisSettings | undefined): Wanted {
  if (typeof body.analyzer === 'string') return plain(analyzerNamed(body.analyzer, own), body.analyzer);
  if (typeof body.field === 'string') {
    const meta = request.context.catalog.get(writeIndex(request.context.catalog, request.path.index ?? ''));
    const field = meta?.fields.get(body.field);
    if (field?.type === 'text') return plain(indexAnalyzer(field), field.analyzer ?? 'default');
    return plain(analyzerNamed('keyword'), 'keyword');
  }
  if (body.normalizer !== undefined)
    return plain({ ...customAnalyzer({ tokenizer: 'keyword', filter: [] }, own ?? {}) }, String(body.normalizer));
  if (body.tokenizer !== undefined || body.filter !== undefined || body.char_filter !== undefined)
    return { analyzer: customAnalyzer(body, own ?? {}) };
  return plain(analyzerNamed('standard'), 'standard');
}

const show = (tokens: Token[]) =>
  tokens.map(({ text, start, end, type, position }) => ({ token: text, start_offset: start, end_offset: end, type, position }));

interface Stage {
  name: string;
  tokens: Token[];
}

/** What each part made of the texts, the tokenizer first. Places go on from one text to the next. */
function stages(analyzer: Analyzer, texts: string[]): { texts: string[]; stages: Stage[] } {
  const clean = texts.map((text) => analyzer.charFilters.reduce((out, { run }) => run(out), text));
  const joined = (perText: Token[][]): Token[] => {
    let [offset, place] = [0, 0];
    return perText.flatMap((tokens, at) => {
      const moved = tokens.map((token) => ({
        ...token,
        start: token.start + offset,
        end: token.end + offset,
        position: token.position + place,
      }));
      offset += (clean[at]?.length ?? 0) + 1;
      place = (moved.at(-1)?.position ?? place - 1) + 1 + (at < perText.length - 1 ? analyzer.gap : 0);
      return moved;
    });
  };
  let current = clean.map((text) => analyzer.tokenizer.run(text));
  const all: Stage[] = [{ name: analyzer.tokenizer.name, tokens: joined(current) }];
  for (const { name, run } of analyzer.filters) {
    current = current.map((tokens) => run(tokens));
    all.push({ name, tokens: joined(current) });
  }
  return { texts: clean, stages: all };
}

function tooMany(limit: number): EsError {
  return new EsError(
    'illegal_state_exception',
    `The number of tokens produced by calling _analyze has exceeded the allowed maximum of [${limit}]. This limit can be set by changing the [index.analyze.max_token_count] index level setting.`,
    500,
  );
}

const analyzeText: Handler = (request) => {
  const body = jsonBody(request.text);
  const given = body.text ?? request.query.get('text');
  if (given === undefined || given === null)
    throw new EsError('action_request_validation_exception', 'Validation Failed: 1: text is missing;', 400);
  const { index } = request.path;
  const meta = index === undefined ? undefined : request.context.catalog.get(writeIndex(request.context.catalog, index));
  if (index !== undefined && !meta) throw indexNotFound(index);
  if (index === undefined && (body.field !== undefined || body.normalizer !== undefined))
    throw illegalArgument('analysis based on a specific field or normalizer requires an index');
  const own = meta ? analysisOf(meta.settings) : undefined;
  const texts = (Array.isArray(given) ? given : [given]).map(String);
  if (typeof body.normalizer === 'string') {
    const field = {
      path: '',
      type: 'keyword' as const,
      column: '',
      columnType: 'VARCHAR' as const,
      list: false,
      indexed: true,
      normalizer: body.normalizer,
      ...(own ? { analysis: own } : {}),
    };
    return ok({
      tokens: texts.map((text) => ({
        token: normalized(field, text),
        start_offset: 0,
        end_offset: text.length,
        type: 'word',
        position: 0,
      })),
    });
  }
  const wanted = wantedAnalyzer(request, body, own);
  const result = stages(wanted.analyzer, texts);
  const limit = Number(meta?.settings['analyze.max_token_count'] ?? 10_000);
  if (result.stages.some(({ tokens }) => tokens.length > limit)) throw tooMany(limit);
  const last = result.stages.at(-1)?.tokens ?? [];
  if (body.explain !== true) return ok({ tokens: show(last) });
  if (wanted.name !== undefined) return ok({ detail: { custom_analyzer: false, analyzer: { name: wanted.name, tokens: show(last) } } });
  const [first, ...rest] = result.stages;
  return ok({
    detail: {
      custom_analyzer: true,
      charfilters: wanted.analyzer.charFilters.map(({ name }) => ({ name, filtered_text: result.texts })),
      tokenizer: { name: first?.name, tokens: show(first?.tokens ?? []) },
      tokenfilters: rest.map(({ name, tokens }) => ({ name, tokens: show(tokens) })),
    },
  });
};

export const analyzeRoutes: [string, string, Handler][] = [
  ['GET,POST', '/_analyze', analyzeText],
  ['GET,POST', '/:index/_analyze', analyzeText],
];
