import { EsError } from '../plan/es-error';
import { aliasRoutes } from './aliases';
import { analyzeRoutes } from './analyze';
import { bulkRoutes } from './bulk';
import { byQueryRoutes } from './by-query';
import { catRoutes } from './cat';
import { catNodeRoutes } from './cat-node';
import { clusterRoutes } from './cluster';
import { dataStreamRoutes } from './data-streams';
import { documentRoutes } from './documents';
import { explainRoutes } from './explain';
import { getRoutes } from './get-documents';
import { settingRoutes } from './index-settings';
import { statsRoutes } from './index-stats';
import { indexRoutes } from './indices';
import { ingestRoutes } from './ingest';
import { mappingRoutes } from './mappings';
import { vectorTileRoutes } from './mvt';
import { nodeRoutes } from './nodes';
import { parquetRoutes } from './parquet';
import type { Handler } from './request';
import { searchRoutes } from './search';
import { sqlRoutes } from './sql';
import { stateRoutes } from './state';
import { taskRoutes } from './tasks';
import { templateRoutes } from './templates';
import { termsEnumRoutes } from './terms-enum';

interface Route {
  methods: string[];
  parts: string[];
  handler: Handler;
}

const routes: Route[] = [
  ...clusterRoutes,
  ...stateRoutes,
  ...sqlRoutes,
  ...searchRoutes,
  ...documentRoutes,
  ...bulkRoutes,
  ...getRoutes,
  ...byQueryRoutes,
  ...explainRoutes,
  ...analyzeRoutes,
  ...catRoutes,
  ...catNodeRoutes,
  ...dataStreamRoutes,
  ...termsEnumRoutes,
  ...templateRoutes,
  ...ingestRoutes,
  ...taskRoutes,
  ...aliasRoutes,
  ...settingRoutes,
  ...mappingRoutes,
  ...statsRoutes,
  ...nodeRoutes,
  ...vectorTileRoutes,
  ...parquetRoutes,
  ...indexRoutes,
].map(([methods, path, handler]) => ({ methods: methods.split(','), parts: path.split('/').filter(Boolean), handler }));

/** Methods and paths of everything that is answered. */
export const routeTable = () => routes.map(({ methods, parts }) => ({ methods, path: `/${parts.join('/')}` }));

function matchParts(parts: string[], segments: string[]): Record<string, string> | undefined {
  if (parts.length !== segments.length) return undefined;
  const path: Record<string, string> = {};
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? '';
    const segment = segments[at] ?? '';
    if (part.startsWith(':')) {
      if (part === ':index' && segment.startsWith('_') && segment !== '_all') return undefined;
      path[part.slice(1)] = segment;
    } else if (part !== segment) return undefined;
  }
  return path;
}

/** The handler of a request and its path variables. Throws 400 for unknown paths and 405 for wrong methods, as Elasticsearch does. */
export function route(method: string, pathname: string): { handler: Handler; path: Record<string, string> } {
  const segments = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const allowed = new Set<string>();
  for (const candidate of routes) {
    const path = matchParts(candidate.parts, segments);
    if (!path) continue;
    if (candidate.methods.includes(method)) return { handler: candidate.handler, path };
    for (const one of candidate.methods) allowed.add(one);
  }
  if (allowed.size > 0)
    throw new EsError(
      'method_not_allowed_exception',
      `Incorrect HTTP method for uri [${pathname}] and method [${method}], allowed: [${[...allowed].join(', ')}]`,
      405,
    );
  throw new EsError('illegal_argument_exception', `no handler found for uri [${pathname}] and method [${method}]`, 400);
}
