#!/usr/bin/env node
// What no linter knows: how long routes may be, which words no file name may hold, that every error code and every panel kind is whole.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const problems = [];
const bannedNames = /(^|[-.])(utils?|helpers?|common|manager|v2|new|legacy|misc)([-.]|$)/;

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'generated') yield* walk(full);
    } else yield full;
  }
}

for (const folder of ['app', 'components', 'features', 'panels', 'lib', 'engine']) {
  for (const file of walk(folder)) {
    const name = path.basename(file);
    const lines = readFileSync(file, 'utf8').split('\n').length - 1;
    if (bannedNames.test(name) && !file.includes('fixtures'))
      problems.push(`${file}: the name says nothing; name it after what it exports`);
    if (name === 'page.tsx' && lines > 40) problems.push(`${file}: ${lines} lines; a page has at most 40`);
    if (name === 'route.ts' && lines > 60) problems.push(`${file}: ${lines} lines; a route has at most 60`);
    if (/\.tsx$/.test(name) && /#[0-9a-f]{3,8}\b/i.test(readFileSync(file, 'utf8')) && !file.startsWith('app/layout'))
      problems.push(`${file}: a colour in hex; use a token`);
  }
}

const codes = [...readFileSync('lib/errors/app-error.ts', 'utf8').matchAll(/^ {2}'?([a-z-]+)'?: \d{3},$/gm)].map((match) => match[1]);
for (const code of codes)
  if (!existsSync(`docs/errors/${code}.md`)) problems.push(`docs/errors/${code}.md is missing: every error code has a page`);

const kinds = readdirSync('panels', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map((entry) => entry.name);
for (const kind of kinds) {
  for (const file of ['definition.ts', 'schema.ts', 'view.tsx', 'editor.tsx'])
    if (!existsSync(path.join('panels', kind, file))) problems.push(`panels/${kind}/${file} is missing`);
  for (const registry of ['registry.ts', 'views.tsx', 'editors.tsx'])
    if (!readFileSync(path.join('panels', registry), 'utf8').includes(`./${kind}/`))
      problems.push(`panels/${registry} does not know ${kind}`);
}

for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
