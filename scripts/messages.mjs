#!/usr/bin/env node
// The messages of the product, as the code says them: arguments of t() and msg(), and what schemas say of bad input.
// `--write` brings lib/i18n/languages/ in step with them; without it, what is missing or left over is listed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const folder = 'lib/i18n/languages';
const schemaSays = /\.(min|max|regex|refine|length|email|url|superRefine|addIssue|int|nonempty)$/;

function* sources(place) {
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    const full = path.join(place, entry.name);
    if (entry.isDirectory()) yield* sources(full);
    // what the environment says wrong is said at the start, to no reader
    else if (full === path.join('lib', 'env.ts')) continue;
    else if (/\.tsx?$/.test(entry.name) && !/\.test\.ts$/.test(entry.name)) yield full;
  }
}

const literal = (node) => (node && (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) ? node.text : undefined);

/** Literals that an argument may be: `t(some ? 'This' : 'That')`. */
function* choices(node) {
  if (!node) return;
  const text = literal(node);
  if (text !== undefined) yield text;
  else if (ts.isConditionalExpression(node)) yield* [...choices(node.whenTrue), ...choices(node.whenFalse)];
  else if (ts.isParenthesizedExpression(node)) yield* choices(node.expression);
}

function* messagesOf(node, inSchema) {
  if (ts.isCallExpression(node)) {
    const name = node.expression.getText();
    if (name === 't' || name === 'msg') yield* choices(node.arguments[0]);
    if (schemaSays.test(name) && inSchema)
      for (const argument of node.arguments) if (/ /.test(literal(argument) ?? '')) yield literal(argument);
  }
  if (
    inSchema &&
    ts.isPropertyAssignment(node) &&
    ['message', 'error'].includes(node.name.getText()) &&
    / /.test(literal(node.initializer) ?? '')
  )
    yield literal(node.initializer);
  for (const child of node.getChildren()) yield* messagesOf(child, inSchema);
}

const found = new Set();
for (const place of ['app', 'components', 'features', 'panels', 'lib'])
  for (const file of sources(place)) {
    const text = readFileSync(file, 'utf8');
    if (!/\bt\(|\bmsg\(|from 'zod'/.test(text)) continue;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
    for (const message of messagesOf(source, /from 'zod'/.test(text))) found.add(message);
  }
const messages = [...found].sort((a, b) => (a < b ? -1 : 1));

/** Names of the values that a message wants. */
const values = (message) =>
  [...new Set([...message.replaceAll(/'[{}]+'?/g, '').matchAll(/\{\s*(\w+)/g)].map(([, name]) => name))].filter((name) =>
    /^[a-z]/.test(name),
  );

const write = process.argv.includes('--write');
const problems = [];
for (const file of readdirSync(folder)) {
  const own = path.join(folder, file);
  const known = JSON.parse(readFileSync(own, 'utf8'));
  const say = (message) => (file === 'en.json' ? message : (known[message] ?? ''));
  if (write) {
    writeFileSync(own, `${JSON.stringify(Object.fromEntries(messages.map((message) => [message, say(message)])), null, 2)}\n`);
    continue;
  }
  for (const message of messages) {
    if (!known[message]) problems.push(`${own}: nothing for ${JSON.stringify(message)}`);
    else if (values(message).some((name) => !known[message].includes(`{${name}`)))
      problems.push(`${own}: a value is missing in what stands for ${JSON.stringify(message)}`);
  }
  for (const message of Object.keys(known))
    if (!found.has(message)) problems.push(`${own}: nothing says ${JSON.stringify(message)} any more`);
}
for (const problem of problems) console.log(problem);
if (write) console.log(`${messages.length} messages`);
else if (problems.length > 0)
  console.log('node scripts/messages.mjs --write brings the files in step; what is then empty wants to be said.');
process.exitCode = problems.length > 0 ? 1 : 0;
