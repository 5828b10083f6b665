import { EsError } from '../plan/es-error';
import { HeldContexts, parseKeepAlive } from './points-in-time';
import { type EngineReply, type EngineRequest, type Handler, jsonBody, ok } from './request';
import { search } from './search';

const node = 'b3JpZWwtbm9kZS0wMDAwMDE';

interface Task {
  id: number;
  action: string;
  description: string;
  startedMs: number;
  stop: AbortController;
}

const running = new Map<number, Task>();
let lastId = 0;

const actions: [RegExp, string][] = [
  [/\/_msearch$/, 'indices:data/read/msearch'],
  [/\/_search(\/scroll)?$|\/_async_search$/, 'indices:data/read/search'],
  [/\/_count$/, 'indices:data/read/search'],
  [/\/_delete_by_query$/, 'indices:data/write/delete/byquery'],
  [/\/_update_by_query$/, 'indices:data/write/update/byquery'],
  [/\/_reindex$/, 'indices:data/write/reindex'],
  [/\/_sql$/, 'indices:data/read/sql'],
];

/** Runs a request as a task that `_tasks` lists and can cancel, where it is of a kind that may take long. */
export async function asTask<T>(path: string, signal: AbortSignal, body: (signal: AbortSignal) => Promise<T> | T): Promise<T> {
  const action = actions.find(([pattern]) => pattern.test(path))?.[1];
  if (!action) return body(signal);
  const task: Task = { id: ++lastId, action, description: path, startedMs: Date.now(), stop: new AbortController() };
  running.set(task.id, task);
  try {
    return await body(AbortSignal.any([signal, task.stop.signal]));
  } finally {
    running.delete(task.id);
  }
}

const show = (task: Task) => ({
  node,
  id: task.id,
  type: 'transport',
  action: task.action,
  description: task.description,
  start_time_in_millis: task.startedMs,
  running_time_in_nanos: (Date.now() - task.startedMs) * 1_000_000,
  cancellable: true,
  cancelled: task.stop.signal.aborted,
  headers: {},
});

function chosen(request: EngineRequest): Task[] {
  const wanted = (request.query.get('actions') ?? '*').split(',').map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`));
  return [...running.values()].filter(({ action }) => wanted.some((pattern) => pattern.test(action)));
}

function grouped(request: EngineRequest, tasks: Task[]): EngineReply {
  const entries = Object.fromEntries(tasks.map((task) => [`${node}:${task.id}`, show(task)]));
  if (request.query.get('group_by') === 'none') return ok({ tasks: Object.values(entries) });
  if (request.query.get('group_by') === 'parents') return ok({ tasks: entries });
  return ok({
    nodes: {
      [node]: {
        name: 'oriel',
        transport_address: '127.0.0.1:9300',
        host: '127.0.0.1',
        ip: '127.0.0.1:9300',
        roles: ['data', 'ingest', 'master'],
        tasks: entries,
      },
    },
  });
}

function taskNamed(request: EngineRequest): Task {
  const id = request.path.task ?? '';
  const [owner, number] = id.split(':');
  const foreign =
    owner === node ? '' : ` belongs to the node [${owner}] which isn't part of the cluster and there is no record of the task`;
  const task = owner === node ? running.get(Number(number)) : undefined;
  if (!task)
    throw new EsError(
      'resource_not_found_exception',
      foreign === '' ? `task [${id}] isn't running and hasn't stored its results` : `task [${id}]${foreign}`,
      404,
    );
  return task;
}

function cancel(request: EngineRequest): EngineReply {
  const tasks = request.path.task === undefined ? chosen(request) : [taskNamed(request)];
  for (const task of tasks) task.stop.abort();
  return grouped(request, tasks);
}

interface AsyncSearch {
  startedMs: number;
  expiresMs: number;
  stop: AbortController;
  done?: { status: number; body: unknown };
}

const searches = new HeldContexts<AsyncSearch>(Date.now);

function asyncAnswer(id: string | undefined, own: AsyncSearch): EngineReply {
  const { done } = own;
  const failed = done !== undefined && done.status >= 400;
  return ok(
    {
      ...(id === undefined ? {} : { id }),
      is_partial: done === undefined || failed,
      is_running: done === undefined,
      start_time_in_millis: own.startedMs,
      expiration_time_in_millis: own.expiresMs,
      ...(done && !failed ? { completion_time_in_millis: Date.now(), response: done.body } : {}),
      ...(done === undefined
        ? {
            response: {
              took: Date.now() - own.startedMs,
              timed_out: false,
              _shards: { total: 1, successful: 0, skipped: 0, failed: 0 },
              hits: { total: { value: 0, relation: 'gte' }, max_score: null, hits: [] },
            },
          }
        : {}),
      ...(failed ? { error: (done.body as { error: unknown }).error } : {}),
    },
    failed ? done.status : 200,
  );
}

const waitFor = (text: string | null, otherwise: number) => (text === null ? otherwise : parseKeepAlive(text, otherwise));

/** Starts a search that outlives its request; answers at once what is there after `wait_for_completion_timeout`. */
async function submit(request: EngineRequest) {
  const keepMs = waitFor(request.query.get('keep_alive'), 432_000_000);
  const own: AsyncSearch = { startedMs: Date.now(), expiresMs: Date.now() + keepMs, stop: new AbortController() };
  const query = new URLSearchParams(
    [...request.query].filter(([key]) => !['wait_for_completion_timeout', 'keep_alive', 'keep_on_completion'].includes(key)),
  );
  const finished = Promise.resolve(search({ ...request, query, signal: own.stop.signal })).then(
    ({ status, body }) => {
      own.done = { status, body };
    },
    (error: unknown) => {
      const known = error instanceof EsError ? error : new EsError('exception', String(error), 500);
      own.done = { status: known.status, body: known.toBody() };
    },
  );
  const patience = new Promise((resolve) => setTimeout(resolve, waitFor(request.query.get('wait_for_completion_timeout'), 1_000)).unref());
  await Promise.race([finished, patience]);
  if (own.done && request.query.get('keep_on_completion') !== 'true') return asyncAnswer(undefined, own);
  return asyncAnswer(searches.open(own, keepMs), own);
}

async function read(request: EngineRequest) {
  const id = request.path.id ?? '';
  const own = searches.get(id);
  const wait = request.query.get('wait_for_completion_timeout');
  const end = Date.now() + (wait === null ? 0 : waitFor(wait, 0));
  while (!own.done && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  return asyncAnswer(id, own);
}

function status(request: EngineRequest) {
  const id = request.path.id ?? '';
  const own = searches.get(id);
  return ok({
    id,
    is_running: own.done === undefined,
    is_partial: own.done === undefined,
    start_time_in_millis: own.startedMs,
    expiration_time_in_millis: own.expiresMs,
    ...(own.done ? { completion_status: own.done.status } : {}),
  });
}

function forget(request: EngineRequest) {
  const id = request.path.id ?? '';
  searches.get(id).stop.abort();
  searches.close(id);
  return ok({ acknowledged: true });
}

const clear: Handler = (request) => {
  jsonBody(request.text);
  return cancel(request);
};

export const taskRoutes: [string, string, Handler][] = [
  ['GET', '/_tasks', (request) => grouped(request, chosen(request))],
  ['POST', '/_tasks/_cancel', clear],
  ['POST', '/_tasks/:task/_cancel', clear],
  ['GET', '/_tasks/:task', (request) => ok({ completed: false, task: show(taskNamed(request)) })],
  ['POST', '/_async_search', submit],
  ['POST', '/:index/_async_search', submit],
  ['GET', '/_async_search/status/:id', status],
  ['GET', '/_async_search/:id', read],
  ['DELETE', '/_async_search/:id', forget],
];
