import { describe, expect, test } from 'vitest';
import { EsError } from '../plan/es-error';
import { compilePainless } from './painless';
import { toJson } from './values';

const run = (source: string, ctx: unknown = {}, params: unknown = {}) => toJson(compilePainless(source, ['ctx', 'params'])(ctx, params));

function failure(source: string, ctx: unknown = {}): EsError {
  try {
    run(source, ctx);
  } catch (error) {
    if (error instanceof EsError) return error;
    throw error;
  }
  throw new Error(`no failure: ${source}`);
}

describe('values', () => {
  test.each<[string, unknown, unknown?]>([
    ['5 / 2', 2],
    ['5 / 2.0', 2.5],
    ['def x = 4.0; x / 3', 4 / 3],
    ['-7 / 2', -3],
    ['7 % 3', 1],
    ['0x1F ^ 1', 30],
    ["'a' + 1 + 2.0 + null + true", 'a12.0nulltrue'],
    ['1e10 + ""', '1.0E10'],
    ["char c = (char)65; c == (char)'A' && c < 66", true],
    ['(int)3.9', 3],
    ['(byte)200', -56],
    ['float t = 0; t += Float.parseFloat("0.1"); t += Float.parseFloat("0.004"); t', 0.104],
    ["['b': [1, 2], 'a': ['x': null]].toString()", '{b=[1, 2], a={x=null}}'],
    ["'a,b,,'.split(',').length", 2],
    ["'x'.compareTo('y') < 0", true],
    ['ctx.a?.b?.c == null', true],
    ["ctx.a ?: 'none'", 'none'],
    ["ctx['x.y']", 1, { 'x.y': 1 }],
    ['ctx.list.0', 'first', { list: ['first'] }],
    ['ctx.list[-1]', 3, { list: [1, 2, 3] }],
    ["'12' ==~ /[0-9]+/ ? '.id' : '.name'", '.id'],
    ['Matcher m = /(\\w+)@(\\w+)/.matcher(ctx.mail); m.find() ? m.group(2) : null', 'example', { mail: 'ann@example' }],
    ["String.format('%05.1f|%-3s|%d', new def[] {2.55, 'a', 7})", '002.5|a  |7'],
    ["Instant.parse('2024-01-01T00:00:00Z').toEpochMilli()", 1_704_067_200_000],
    ["ZonedDateTime.parse('2024-01-01T01:30:00+02:00').withZoneSameInstant(ZoneId.of('UTC')).getHour()", 23],
    ['ctx.l.stream().filter(x -> x > 1).map(x -> x * 2).collect(Collectors.toList())', [4, 6], { l: [1, 2, 3] }],
    ["def s = new HashSet(); s.add('a'); s.add('a'); s.size()", 1],
  ])('%s', (source, expected, ctx) => {
    expect(run(source, ctx)).toEqual(expected);
  });
});

describe('statements', () => {
  test.each<[string, string, unknown, unknown]>([
    ['loops and continue', 'for (int i = 0; i < 5; i++) { if (i % 2 == 0) continue; ctx.n += i }', { n: 0 }, { n: 4 }],
    ['while and break', 'int i = 0; while (true) { if (++i > 3) break } ctx.i = i', {}, { i: 4 }],
    [
      'for each over a map',
      'for (def e : ctx.m.entrySet()) { ctx.out.add(e.getKey() + e.getValue()) }',
      { m: { a: 1, b: 2 }, out: [] },
      { m: { a: 1, b: 2 }, out: ['a1', 'b2'] },
    ],
    [
      'an iterator that removes',
      "Iterator i = ctx.m.entrySet().iterator(); while (i.hasNext()) { if (i.next().getValue() == '?') i.remove() }",
      { m: { a: '?', b: 1 } },
      { m: { b: 1 } },
    ],
    [
      'functions that call one another',
      'int f(int n) { return n <= 1 ? 1 : n * g(n - 1) } int g(int n) { return f(n) } ctx.f = f(5)',
      {},
      { f: 120 },
    ],
    [
      'a lambda that sees what is around it',
      'def seen = []; ctx.l.forEach(v -> { seen.add(v.toString()) }); ctx.l = seen',
      { l: [1, 'a'] },
      { l: ['1', 'a'] },
    ],
    [
      'catch',
      "try { Integer.parseInt('x') } catch (NumberFormatException e) { ctx.why = e.getMessage() }",
      {},
      { why: 'For input string: "x"' },
    ],
    [
      'nulls out of a tree',
      'void clean(Map m) { for (def v : m.values()) { if (v instanceof Map) clean(v) } m.values().removeIf(v -> v == null) } clean(ctx)',
      { a: null, b: { c: null, d: 1 } },
      { b: { d: 1 } },
    ],
  ])('%s', (_, source, ctx, expected) => {
    run(source, ctx);
    expect(toJson(ctx)).toEqual(expected);
  });
});

describe('refused when it is compiled, with the position', () => {
  test.each([
    ['ctx.a +', 7],
    ['java.lang.System.exit(1)', 16],
    ['def x = 1; y + 1', 11],
    ["ctx.foo.launch('x')", 7],
    ['foo(1)', 0],
    ['new ProcessBuilder()', 4],
    ['def x = 1; def x = 2', 15],
    ["'never closed", 0],
    ['Math.nope(1)', 0],
    ['String f() { return ctx.a } f()', 20],
    ['/(/.matcher("a")', 0],
  ])('%s', (source, offset) => {
    const { type, message, extra } = failure(source);
    expect([type, message, (extra.position as { offset: number }).offset]).toEqual(['script_exception', 'compile error', offset]);
  });
});

describe('faults and limits when it runs', () => {
  test.each<[string, string, unknown?]>([
    ['ctx.a.b', 'null_pointer_exception'],
    ['1 / 0', 'arithmetic_exception'],
    ['[1].get(3)', 'index_out_of_bounds_exception'],
    ["if ('text') return 1", 'class_cast_exception'],
    ['int i = 0; while (true) { i++ }', 'painless_error'],
    ['int f(int n) { return f(n + 1) } f(0)', 'painless_error'],
    ["String s = 'aaaaaaaa'; while (true) { s += s }", 'painless_error'],
    ['def l = [1]; while (true) { l.addAll(l) }', 'painless_error'],
    ["try { while (true) { ctx.n = 1 } } catch (Exception e) { return 'caught' }", 'painless_error'],
    ["throw new IllegalArgumentException('no')", 'illegal_argument_exception'],
    ['int x = 1.5;', 'class_cast_exception'],
  ])('%s', (source, type, ctx) => {
    const error = failure(source, ctx);
    expect((error.extra.caused_by as { type: string }).type).toBe(type);
  });
});

describe('nothing of JavaScript can be reached', () => {
  test.each([
    'ctx.constructor',
    "ctx['constructor']",
    'ctx.__proto__',
    "ctx.get('__proto__')",
    'ctx.toString.constructor',
    "''.constructor",
    '[].constructor.constructor',
    "ctx.hasOwnProperty('a')",
    'def f = x -> x; f.constructor',
    'def f = x -> x; f.call(1)',
    "new HashMap()['__proto__']['polluted'] = 1",
    "ctx.put('__proto__', ['polluted': 1])",
    '(1).constructor',
    'process.exit()',
    'globalThis.process',
    "require('fs')",
    'this.constructor',
  ])('%s', (source) => {
    let result: unknown = null;
    try {
      result = run(source, {});
    } catch (error) {
      expect(error).toBeInstanceOf(EsError);
    }
    expect(typeof result).not.toBe('function');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(result === null || result === undefined).toBe(true);
  });
});
