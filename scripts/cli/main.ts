import { parseArgs } from 'node:util';
import { type CodeItem, type CodeKind, codeKinds } from '../../features/code/schema';
import { type Folder, readFolder, writeItem } from './files';
import { planSteps, type Step } from './plan';

const usage = `oriel export|import|diff|validate|apply FOLDER [--url http://127.0.0.1:3000] [--dry-run] [--prune]

  export    writes every dashboard and data view into FOLDER, one file each
  validate  checks the files; needs no Oriel
  diff      shows what import would change; ends with 1 where something would
  import    creates and updates what the files have
  apply     the same, and with --prune deletes what they do not have
  --dry-run says what would happen, and does nothing

ORIEL_API_KEY holds a key; one that may write for import and apply.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: process.env.ORIEL_URL ?? 'http://127.0.0.1:3000' },
    'dry-run': { type: 'boolean', default: false },
    prune: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [command, folder] = positionals;
const url = values.url.replace(/\/+$/, '');

async function call<T>(method: string, route: string, body?: unknown): Promise<T> {
  const apiKey = process.env.ORIEL_API_KEY;
  if (!apiKey) throw new Error('ORIEL_API_KEY is not set. Make a key under API keys.');
  const response = await fetch(url + route, {
    method,
    headers: { authorization: `ApiKey ${apiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause) => {
    throw new Error(`No Oriel answers at ${url}. Name it with --url.`, { cause });
  });
  const answer = (await response.json().catch(() => ({}))) as T & { detail?: string };
  if (!response.ok) throw new Error(answer.detail ?? `${method} ${route} was answered with ${response.status}`);
  return answer;
}

async function everything(): Promise<Record<CodeKind, CodeItem[]>> {
  const lists = await Promise.all(codeKinds.map((kind) => call<{ items: CodeItem[] }>('GET', `/api/code/${kind}`)));
  return Object.fromEntries(codeKinds.map((kind, at) => [kind, lists[at]?.items ?? []])) as Record<CodeKind, CodeItem[]>;
}

/** The folder, where all of it is right; else says what is not, and throws. */
function rightFolder(): Folder {
  const read = readFolder(folder as string);
  for (const { file, message } of read.problems) console.error(`${file}: ${message}`);
  if (read.problems.length > 0) throw new Error(`${read.problems.length} of the files cannot be read; nothing was changed.`);
  return read;
}

async function exportAll(): Promise<void> {
  const found = await everything();
  let changed = 0;
  for (const kind of codeKinds)
    for (const item of found[kind])
      if (writeItem(folder as string, kind, item, kind === 'dashboards' ? `${url}/api/schemas/dashboard` : undefined)) changed++;
  console.log(`${codeKinds.map((kind) => `${found[kind].length} ${kind.replace('-', ' ')}`).join(', ')}; ${changed} files changed`);
}

async function run(steps: Step[]): Promise<void> {
  for (const { kind, id, what, item } of steps) {
    console.log(`${values['dry-run'] ? 'would ' : ''}${what} ${kind}/${id}`);
    if (values['dry-run']) continue;
    const route = `/api/code/${kind}/${encodeURIComponent(id)}`;
    if (what === 'delete') await call('DELETE', route);
    else await call('PUT', route, item?.content);
  }
  if (steps.length === 0) console.log('nothing to do');
}

const commands: Record<string, () => Promise<void>> = {
  export: exportAll,
  validate: async () => {
    const { items } = rightFolder();
    console.log(`${items.dashboards.length} dashboards, ${items['data-views'].length} data views: all right`);
  },
  diff: async () => {
    const steps = planSteps(rightFolder().items, await everything()).filter(({ what }) => what !== 'delete' || values.prune);
    for (const { diff } of steps) console.log(diff);
    console.log(`${steps.length} would change`);
    process.exitCode = steps.length > 0 ? 1 : 0;
  },
  import: async () => run(planSteps(rightFolder().items, await everything()).filter(({ what }) => what !== 'delete')),
  apply: async () => run(planSteps(rightFolder().items, await everything()).filter(({ what }) => what !== 'delete' || values.prune)),
};

const chosen = commands[command ?? ''];
if (!chosen || !folder || values.help) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  try {
    await chosen();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
