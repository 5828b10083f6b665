import { createInterface } from 'node:readline';
import { KqlSyntaxError } from '../lib/query/kql/syntax-error';
import { kqlToDsl } from '../lib/query/kql/to-dsl';

function answer(line: string): unknown {
  try {
    const expression: unknown = JSON.parse(line);
    if (typeof expression !== 'string') return { error: 'Each line is one JSON string.', at: 0 };
    return kqlToDsl(expression);
  } catch (error) {
    if (error instanceof KqlSyntaxError) return { error: error.message, at: error.at };
    return { error: 'Each line is one JSON string.', at: 0 };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim()) process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}
