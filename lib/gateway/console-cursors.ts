import type { JsonObject } from '../elastic/wire-types';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import type { DataScope } from './mint-scope';
import { checkIndices } from './scope-check';
import { seal, unseal } from './sealed-handle';

/** Up to 999 seconds or 59 minutes: what a program left open does not stay for hours. */
const keepAlive = /^([1-9]\d{0,2}s|[1-5]?\d?[1-9]m|[1-5]0m)$/;

export function checkKeepAlive(value: unknown): void {
  if (typeof value !== 'string' || !keepAlive.test(value))
    throw new AppError('bad-request', t('A scroll or point in time lasts up to 59m, such as 1m or 30s.'));
}

/** The scope of a key may have been narrowed since: what was opened has to be inside it still. */
function idOf(scope: DataScope, handle: unknown): string {
  if (typeof handle !== 'string') throw new AppError('bad-request', t('Expected the id that a search answered.'));
  const { id, index } = unseal(scope, handle);
  checkIndices(scope, index);
  return id;
}

/** The body of `_search/scroll`, with the cluster's own ids. A list closes several. */
export function unsealScroll(scope: DataScope, body: JsonObject, query: URLSearchParams): JsonObject {
  const given = body.scroll_id ?? query.get('scroll_id');
  const keep = body.scroll ?? query.get('scroll');
  if (keep !== undefined && keep !== null) checkKeepAlive(keep);
  query.delete('scroll_id');
  query.delete('scroll');
  return {
    scroll_id: Array.isArray(given) ? given.map((handle) => idOf(scope, handle)) : idOf(scope, given),
    ...(keep === undefined || keep === null ? {} : { scroll: keep }),
  };
}

/** The `pit` of a search, with the cluster's own id. */
export function unsealPit(scope: DataScope, pit: unknown): JsonObject {
  const { id, keep_alive: keep } = (pit ?? {}) as JsonObject;
  if (keep !== undefined) checkKeepAlive(keep);
  return { id: idOf(scope, id), ...(keep === undefined ? {} : { keep_alive: keep }) };
}

/** The body that closes a point in time, as Elasticsearch or OpenSearch has it. */
export function unsealClosedPit(scope: DataScope, body: JsonObject, isOpenSearch: boolean): JsonObject {
  const id = idOf(scope, body.id);
  return isOpenSearch ? { pit_id: [id] } : { id };
}

/** An answer with the ids that it holds sealed to who asked. OpenSearch's `pit_id` is Elasticsearch's `id` where one was opened. */
export function sealAnswer(scope: DataScope, index: string, path: string, answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const body = { ...(answer as JsonObject) };
  const sealed = (id: unknown) => seal({ subject: scope.subject, index, id: String(id) });
  if (typeof body._scroll_id === 'string') body._scroll_id = sealed(body._scroll_id);
  if (path.endsWith('/_pit')) {
    const { pit_id: opened, ...rest } = body;
    const id = body.id ?? opened;
    return id === undefined ? body : { ...rest, id: sealed(id) };
  }
  if (typeof body.pit_id === 'string') body.pit_id = sealed(body.pit_id);
  return body;
}

/** The indices that a request's handle was opened over: answers are sealed over the same. */
export function indexOfHandle(scope: DataScope, handle: unknown): string {
  return typeof handle === 'string' ? unseal(scope, handle).index : '';
}
