import { describe, expect, test } from 'vitest';
import { joinLines } from './join-lines';
import { propose } from './propose';

const processorsOf = (text: string) => propose(text).pipeline.processors.map((processor) => Object.keys(processor)[0]);

describe('what lines are taken for', () => {
  test.each<[string, string, RegExp, string[]]>([
    [
      'JSON',
      '{"time":"2026-01-01T00:00:00Z","a":1}\n{"time":"2026-01-01T00:00:01Z","a":2}\n',
      /JSON.*time says when/,
      ['json', 'remove', 'date'],
    ],
    [
      'CSV',
      'when,city,sold\n2026-01-01,Bern,3\n2026-01-02,"Zug, old",4\n',
      /columns, "," between them: when, city, sold/,
      ['csv', 'convert', 'date', 'remove'],
    ],
    ['columns by semicolons', 'name;size\na;1\nb;2\n', /columns, ";" between them/, ['csv', 'convert', 'set', 'remove']],
    [
      'an access log',
      '10.0.0.1 - ann [17/May/2026:10:05:03 +0000] "GET /a HTTP/1.1" 200 12 "-" "curl/8"\n10.0.0.2 - - [17/May/2026:10:05:04 +0000] "POST /b HTTP/1.1" 404 - "-" "curl/8"\n',
      /web access log/,
      ['set', 'grok', 'date', 'remove'],
    ],
    [
      'syslog',
      '<34>1 2026-10-11T22:14:15.003Z host su - ID47 - failed for root\n<34>1 2026-10-11T22:14:16.003Z host su 12 - [a b="c"] ok\n',
      /RFC 5424/,
      ['set', 'grok', 'date', 'remove'],
    ],
    ['key=value', 'level=info took=3ms path=/a\nlevel=warn took=9ms path=/b\n', /key=value pairs$/, ['kv', 'set']],
    [
      'a head with pairs',
      '2026-01-01T00:00:00Z INFO a=1 b="two words"\n2026-01-01T00:00:01Z WARN a=2 b=x\n',
      /and key=value pairs/,
      ['set', 'grok', 'date', 'remove', 'kv'],
    ],
    ['prose', 'nothing to see here\nreally not\n', /plain text/, ['set']],
  ])('%s', (_, text, format, processors) => {
    expect(propose(text).format).toMatch(format);
    expect(processorsOf(text)).toEqual(processors);
  });

  test('stack traces belong to the line before', () => {
    const text =
      '2026-01-01 10:00:00,123 ERROR [main] a.B: broken\njava.lang.X: no\n\tat a.B.c(B.java:3)\nCaused by: y\n2026-01-01 10:00:01,000 INFO [main] a.B: fine\n';
    const made = propose(text.replace('java.lang.X: no\n', ''));
    expect(made.begins).toBeDefined();
    const begins = /^\d{4}-/;
    expect(joinLines(text.trim().split('\n'), (line) => begins.test(line)).map((event) => event.split('\n').length)).toEqual([4, 1]);
  });
});
