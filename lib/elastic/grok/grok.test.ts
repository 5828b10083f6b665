import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileGrok, grokPatterns } from './grok';
import { explicitOptionals } from './optional-groups';

const shared = path.resolve(import.meta.dirname, '../../../../shared/data/grok-patterns');

describe('grok', () => {
  test.each(['disabled', 'v1'] as const)('every shipped pattern is an expression (%s)', (set) => {
    for (const name of Object.keys(grokPatterns(set))) expect(() => compileGrok([`%{${name}}`], { set }), name).not.toThrow();
  });

  // the files themselves, where they are at hand; they are not needed to build or to run
  test.skipIf(!existsSync(shared))('the shipped patterns are those of the files', () => {
    for (const [set, folder] of [
      ['disabled', 'legacy'],
      ['v1', 'ecs-v1'],
    ] as const) {
      const lines = readdirSync(path.join(shared, folder)).flatMap((file) =>
        readFileSync(path.join(shared, folder, file), 'utf8').split('\n'),
      );
      const named = lines.filter((line) => /^\w+\s/.test(line)).map((line) => /^(\w+)\s+(.*)$/.exec(line) as RegExpExecArray);
      for (const [, name = '', pattern] of named) expect(grokPatterns(set)[name], name).toBe(pattern);
    }
  });

  test('says where each value stands', () => {
    const line = '127.0.0.1 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 203';
    const captures = compileGrok(['%{COMMONAPACHELOG}']).match(line) ?? [];
    expect(Object.fromEntries(captures.map(({ field, value }) => [field, value]))).toMatchObject({
      clientip: '127.0.0.1',
      verb: 'GET',
      response: '200',
    });
    for (const { start, end, value } of captures) expect(line.slice(start, end)).toBe(String(value));
  });

  test('fields of the common schema', () => {
    const captures = compileGrok(['%{SYSLOGLINE}'], { set: 'v1' }).match('Mar  7 04:02:01 web sshd[1234]: hello') ?? [];
    expect(captures.map(({ field, value }) => [field, value])).toEqual(
      expect.arrayContaining([
        ['process.pid', 1234],
        ['host.hostname', 'web'],
      ]),
    );
  });

  test('a group with a class in it may be repeated', () => {
    expect(
      compileGrok(['(?<sd>(?:\\[[^\\]]*\\])+) %{WORD:w}'])
        .match('[a b="c"][d] ok')
        ?.map(({ value }) => value),
    ).toEqual(['[a b="c"][d]', 'ok']);
  });

  test('a quantified group may match nothing, as in Oniguruma', () => {
    expect(explicitOptionals('a(.*?)? [)?(](x)??')).toBe('a(?:(.*?)|) [)?(](?:|(x))');
    expect(compileGrok([':(%{DATA})? %{GREEDYDATA:rest}']).match(': one two')?.[0]?.value).toBe('one two');
  });
});
