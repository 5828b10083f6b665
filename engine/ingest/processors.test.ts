import { describe, expect, test } from 'vitest';
import { EsError } from '../plan/es-error';
import type { IngestDocument, Json } from './document';
import { runPipeline } from './pipeline';
import { eachWithinTime } from './within-time';

function run(processors: Json[], source: Json, rest: Json = {}): IngestDocument | undefined {
  const document: IngestDocument = {
    index: 'logs-app-default',
    id: undefined,
    source: structuredClone(source),
    ingest: { timestamp: '2026-01-01T00:00:00.000Z' },
  };
  return runPipeline({ processors, ...rest }, document, { find: () => undefined, path: ['p'] });
}

describe('what a processor makes of a document', () => {
  test.each<[string, Json, Json, Json]>([
    [
      'set with a template',
      { set: { field: 'a.b', value: '{{x}}-{{{y.z}}}' } },
      { x: 1, y: { z: '"q"' } },
      { x: 1, y: { z: '"q"' }, a: { b: '1-"q"' } },
    ],
    ['set escapes for JSON', { set: { field: 'a', value: '{{x}}' } }, { x: 'say "hi"' }, { x: 'say "hi"', a: 'say \\"hi\\"' }],
    ['set copies', { set: { field: 'b', copy_from: 'a' } }, { a: { n: [1] } }, { a: { n: [1] }, b: { n: [1] } }],
    ['set leaves what is there', { set: { field: 'a', value: 2, override: false } }, { a: 1 }, { a: 1 }],
    ['remove', { remove: { field: ['a', 'b.c'] } }, { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3 } }],
    ['remove keeps', { remove: { keep: ['b.c'] } }, { a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } }],
    ['rename', { rename: { field: 'a', target_field: 'b.c' } }, { a: 1 }, { b: { c: 1 } }],
    ['append', { append: { field: 'a', value: ['x', '{{b}}'], allow_duplicates: false } }, { a: 'x', b: 'y' }, { a: ['x', 'y'], b: 'y' }],
    ['convert', { convert: { field: 'a', type: 'long' } }, { a: ['12', '0x1f'] }, { a: [12, 31] }],
    ['convert by itself', { convert: { field: 'a', type: 'auto' } }, { a: ['12', '1.5', 'true', 'x'] }, { a: [12, 1.5, true, 'x'] }],
    ['dot_expander', { dot_expander: { field: 'a.b' } }, { 'a.b': 1, a: { b: 2 } }, { a: { b: [2, 1] } }],
    [
      'dot_expander of all',
      { dot_expander: { field: '*', override: true } },
      { 'a.b': 1, 'c.d.e': 2 },
      { a: { b: 1 }, c: { d: { e: 2 } } },
    ],
    ['gsub', { gsub: { field: 'a', pattern: '(\\d+)-', replacement: '$1+' } }, { a: '1-2-3' }, { a: '1+2+3' }],
    ['split', { split: { field: 'a', separator: ',\\s*' } }, { a: 'x, y,z,,' }, { a: ['x', 'y', 'z'] }],
    ['split keeps the end', { split: { field: 'a', separator: ',', preserve_trailing: true } }, { a: 'x,,' }, { a: ['x', '', ''] }],
    ['join', { join: { field: 'a', separator: '/' } }, { a: ['x', 1] }, { a: 'x/1' }],
    ['bytes', { bytes: { field: 'a' } }, { a: '1.5kb' }, { a: 1536 }],
    ['html_strip', { html_strip: { field: 'a' } }, { a: '<b>a</b> &amp; &lt;c&gt;' }, { a: 'a & <c>' }],
    ['urldecode', { urldecode: { field: 'a' } }, { a: 'a%20b+c' }, { a: 'a b c' }],
    [
      'grok',
      { grok: { field: 'm', patterns: ['%{IP:ip} %{NUMBER:n:int} %{NUMBER:f:float}'] } },
      { m: '10.0.0.1 42 0.25' },
      { m: '10.0.0.1 42 0.25', ip: '10.0.0.1', n: 42, f: 0.25 },
    ],
    [
      'grok with own patterns',
      { grok: { field: 'm', patterns: ['%{WHO:user.name}@(?<host>\\S+)'], pattern_definitions: { WHO: '[a-z]+' } } },
      { m: 'ann@db-1' },
      { m: 'ann@db-1', user: { name: 'ann' }, host: 'db-1' },
    ],
    [
      'dissect',
      { dissect: { field: 'm', pattern: '[%{ts}] %{+name/2} %{+name/1->} %{?skip}:%{*k}=%{&k}', append_separator: ' ' } },
      { m: '[now] Doe Jane   x:size=7' },
      { m: '[now] Doe Jane   x:size=7', ts: 'now', name: 'Jane Doe', size: '7' },
    ],
    [
      'json',
      { json: { field: 'm', target_field: 'j' } },
      { m: '{"a":[1,{"b":null}]}' },
      { m: '{"a":[1,{"b":null}]}', j: { a: [1, { b: null }] } },
    ],
    [
      'json to the root',
      { json: { field: 'm', add_to_root: true, add_to_root_conflict_strategy: 'merge' } },
      { m: '{"a":{"y":2}}', a: { x: 1 } },
      { m: '{"a":{"y":2}}', a: { x: 1, y: 2 } },
    ],
    [
      'kv',
      { kv: { field: 'm', field_split: ' ', value_split: '=', strip_brackets: true, exclude_keys: ['c'] } },
      { m: 'a=1 b="x" c=2 a=3' },
      { m: 'a=1 b="x" c=2 a=3', a: ['1', '3'], b: 'x' },
    ],
    [
      'csv',
      { csv: { field: 'm', target_fields: ['a', 'b', 'c'], empty_value: '-' } },
      { m: 'x,,"y, ""z"""' },
      { m: 'x,,"y, ""z"""', a: 'x', b: '-', c: 'y, "z"' },
    ],
    [
      'date',
      { date: { field: 'm', formats: ['dd/MMM/yyyy:HH:mm:ss Z'] } },
      { m: '17/May/2015:10:05:03 +0200' },
      { m: '17/May/2015:10:05:03 +0200', '@timestamp': '2015-05-17T08:05:03.000Z' },
    ],
    [
      'date in a zone',
      { date: { field: 'm', formats: ['ISO8601'], timezone: 'Europe/Berlin', target_field: 't' } },
      { m: '2026-07-01T12:00:00' },
      { m: '2026-07-01T12:00:00', t: '2026-07-01T12:00:00.000+02:00' },
    ],
    [
      'date of UNIX seconds',
      { date: { field: 'm', formats: ['UNIX'] } },
      { m: '1438948984.5' },
      { m: '1438948984.5', '@timestamp': '2015-08-07T12:03:04.500Z' },
    ],
    ['foreach', { foreach: { field: 'l', processor: { uppercase: { field: '_ingest._value' } } } }, { l: ['a', 'b'] }, { l: ['A', 'B'] }],
    [
      'foreach over a map',
      { foreach: { field: 'm', processor: { set: { field: '_ingest._value.seen', value: true } } } },
      { m: { a: {}, b: {} } },
      { m: { a: { seen: true }, b: { seen: true } } },
    ],
    ['sort', { sort: { field: 'l', order: 'desc' } }, { l: [1, 10, 2] }, { l: [10, 2, 1] }],
    ['script', { script: { source: 'ctx.total = ctx.a + params.more', params: { more: 2 } } }, { a: 1 }, { a: 1, total: 3 }],
    [
      'uri_parts',
      { uri_parts: { field: 'u' } },
      { u: 'https://ann:pw@example.org:8443/a%20b/c.tar.gz?q=1#top' },
      {
        u: 'https://ann:pw@example.org:8443/a%20b/c.tar.gz?q=1#top',
        url: {
          original: 'https://ann:pw@example.org:8443/a%20b/c.tar.gz?q=1#top',
          domain: 'example.org',
          fragment: 'top',
          path: '/a b/c.tar.gz',
          extension: 'gz',
          port: 8443,
          query: 'q=1',
          scheme: 'https',
          user_info: 'ann:pw',
          username: 'ann',
          password: 'pw',
        },
      },
    ],
    [
      'network_direction',
      { network_direction: { internal_networks: ['private'] } },
      { source: { ip: '10.1.2.3' }, destination: { ip: '8.8.8.8' } },
      { source: { ip: '10.1.2.3' }, destination: { ip: '8.8.8.8' }, network: { direction: 'outbound' } },
    ],
    [
      'community_id (the example of its specification)',
      { community_id: {} },
      { source: { ip: '128.232.110.120', port: 34855 }, destination: { ip: '66.35.250.204', port: 80 }, network: { transport: 'TCP' } },
      {
        source: { ip: '128.232.110.120', port: 34855 },
        destination: { ip: '66.35.250.204', port: 80 },
        network: { transport: 'TCP', community_id: '1:LQU9qZlK+B5F3KDmev6m5PMibrg=' },
      },
    ],
    [
      'registered_domain',
      { registered_domain: { field: 'fqdn', target_field: 'url' } },
      { fqdn: 'www.shop.example.co.uk' },
      {
        fqdn: 'www.shop.example.co.uk',
        url: { domain: 'www.shop.example.co.uk', registered_domain: 'example.co.uk', top_level_domain: 'co.uk', subdomain: 'www.shop' },
      },
    ],
    [
      'user_agent',
      { user_agent: { field: 'ua', properties: ['name', 'version', 'os'] } },
      { ua: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36' },
      {
        ua: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
        user_agent: { name: 'Chrome', version: '120.0.0.0', os: { name: 'Mac OS X', version: '10.15.7', full: 'Mac OS X 10.15.7' } },
      },
    ],
    ['geoip without a database', { geoip: { field: 'ip' } }, { ip: '8.8.8.8' }, { ip: '8.8.8.8' }],
    [
      'a name that JavaScript knows',
      { set: { field: '__proto__.polluted', value: true } },
      { a: 1 },
      JSON.parse('{"a":1,"__proto__":{"polluted":true}}') as Json,
    ],
  ])('%s', (_, processor, source, expected) => {
    const made = run([processor], source)?.source;
    expect(JSON.parse(JSON.stringify(made))).toEqual(expected);
    expect(({} as Json).polluted).toBeUndefined();
  });
});

describe('where a document goes', () => {
  test('date_index_name', () => {
    const made = run([{ date_index_name: { field: 'd', index_name_prefix: 'logs-', date_rounding: 'M' } }], {
      d: '2026-03-07T10:00:00.000Z',
    });
    expect(made?.index).toBe('logs-2026-03');
  });

  test('reroute ends the pipeline', () => {
    const made = run([{ reroute: { dataset: '{{service}}', namespace: 'prod' } }, { set: { field: 'late', value: true } }], {
      service: 'Nginx-Access',
    });
    expect([made?.index, made?.source.late]).toEqual(['logs-nginx_access-prod', undefined]);
  });

  test('drop under a condition', () => {
    expect(run([{ drop: { if: "ctx.level == 'debug'" } }], { level: 'debug' })).toBeUndefined();
    expect(run([{ drop: { if: "ctx.level == 'debug'" } }], { level: 'info' })?.source).toEqual({ level: 'info' });
  });

  test('metadata', () => {
    const made = run([{ set: { field: '_id', value: '{{a}}' } }, { script: { source: "ctx._index = 'other'; ctx.was = ctx._id" } }], {
      a: 7,
    });
    expect([made?.index, made?.id, made?.source]).toEqual(['other', '7', { a: 7, was: '7' }]);
  });
});

describe('failures', () => {
  const message = (processor: Json, source: Json = {}) => {
    try {
      run([processor], source);
    } catch (error) {
      if (error instanceof EsError) return error.message;
      throw error;
    }
    throw new Error('no failure');
  };

  test.each<[Json, Json, RegExp]>([
    [{ grok: { field: 'm', patterns: ['%{NOPE}'] } }, {}, /Unable to find pattern \[NOPE\]/],
    [{ grok: { field: 'm', patterns: ['%{A}'], pattern_definitions: { A: '%{B}', B: '%{A}' } } }, {}, /circular reference/],
    [{ grok: { field: 'm', patterns: ['%{IP:ip}'] } }, { m: 'none' }, /Provided Grok expressions do not match field value: \[none\]/],
    [{ set: { field: 'a' } }, {}, /\[value\] required property is missing/],
    [{ set: { field: 'a', value: 1, colour: 'red' } }, {}, /doesn't support one or more provided configuration parameters \[colour\]/],
    [{ date: { field: 'm', formats: ['yyyy-QQ'] } }, {}, /Invalid format/],
    [{ date: { field: 'm', formats: ['ISO8601'] } }, { m: 'soon' }, /unable to parse date \[soon\]/],
    [{ rename: { field: 'a', target_field: 'b' } }, {}, /field \[a\] doesn't exist/],
    [{ rename: { field: 'a', target_field: 'b' } }, { a: 1, b: 2 }, /field \[b\] already exists/],
    [{ lowercase: { field: 'a' } }, { a: 1 }, /cannot be cast to \[java.lang.String\]/],
    [{ set: { field: 'a.b', value: 1 } }, { a: 'x' }, /cannot set \[b\] with parent object of type \[java.lang.String\]/],
    [{ uppercase: { field: 'a', if: 'ctx.b.c == 1' } }, { a: 'x' }, /runtime error/],
    [{ fail: { message: 'no {{a}}' } }, { a: 'luck' }, /no luck/],
    [{ ghost: {} }, {}, /No processor type exists with name \[ghost\]/],
  ])('%j', (processor, source, expected) => {
    expect(message(processor, source)).toMatch(expected);
  });

  test('on_failure sees what happened; ignore_failure goes on', () => {
    const handler = [
      {
        set: {
          field: 'error',
          value: '{{_ingest.on_failure_processor_type}}/{{_ingest.on_failure_processor_tag}}: {{_ingest.on_failure_message}}',
        },
      },
    ];
    const failing = { fail: { message: 'oops', tag: 't1' } };
    expect(run([{ fail: { ...failing.fail, on_failure: handler } }, { set: { field: 'after', value: 1 } }], {})?.source).toEqual({
      error: 'fail/t1: oops',
      after: 1,
    });
    expect(run([failing, { set: { field: 'after', value: 1 } }], {}, { on_failure: handler })?.source).toEqual({ error: 'fail/t1: oops' });
    expect(run([{ fail: { message: 'x', ignore_failure: true } }, { set: { field: 'after', value: 1 } }], {})?.source).toEqual({
      after: 1,
    });
  });

  test('an expression without end is stopped, the documents beside it are not', () => {
    const texts = ['ok', `${'a'.repeat(40)}!`, 'fine'];
    const seen: string[] = [];
    eachWithinTime(
      texts.length,
      (at) => {
        /^(a+)+$/.test(texts[at] as string);
        seen.push(texts[at] as string);
      },
      (at) => seen.push(`late ${at}`),
    );
    expect(seen).toEqual(['ok', 'late 1', 'fine']);
  }, 20_000);
});
