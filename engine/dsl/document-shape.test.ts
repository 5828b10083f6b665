import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentShape, valueAt } from './document-shape';

/** What a shape learnt from one text makes of another. */
function readAs(model: string, text: string): unknown {
  const shape = DocumentShape.of(model);
  return shape?.read(text) ? valueAt(shape.root, shape.values) : undefined;
}

const leaf = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(fc.string({ maxLength: 6 }), tie('value'), { maxKeys: 5 }),
})).object as fc.Arbitrary<Record<string, unknown>>;

/** The same structure with other values of the same kinds. */
function varied(value: unknown, salt: number): unknown {
  if (Array.isArray(value)) return value.map((item) => varied(item, salt));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, varied(child, salt)]));
  if (typeof value === 'string') return `${value}${salt}`;
  return typeof value === 'number' ? value / 3 + salt : value === null ? true : null;
}

describe('a document shape', () => {
  test('reads what JSON.parse reads, or says that it does not', () => {
    let read = 0;
    fc.assert(
      fc.property(json, fc.integer({ min: 0, max: 999 }), fc.constantFrom(0, 1), (document, salt, indent) => {
        const spaced = (value: unknown) => (indent ? JSON.stringify(value).replaceAll(/([:,])/g, '$1 ') : JSON.stringify(value));
        const [model, other] = [spaced(document), spaced(varied(document, salt))];
        for (const text of [model, other]) {
          const found = readAs(model, text);
          if (found === undefined) continue;
          read++;
          expect(found).toEqual(JSON.parse(text));
        }
      }),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(2_000);
  });

  test('takes nothing for JSON that JSON.parse refuses', () => {
    const model = '{"a":1,"b":"x","c":{"d":true}}';
    fc.assert(
      fc.property(fc.nat(model.length - 1), fc.constantFrom('', ...'"{}[],:01-.etx \\\t'), fc.constantFrom(0, 1), (at, letter, cut) => {
        const text = model.slice(0, at) + letter + model.slice(at + cut);
        const found = readAs(model, text);
        if (found !== undefined) expect(found).toEqual(JSON.parse(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    ['{"a":1}', '{"a":-0.5}', { a: -0.5 }],
    ['{"a":1}', '{"a":null}', { a: null }],
    ['{"a": "x", "b": [1, 2]}', '{"a": "", "b": [3, false]}', { a: '', b: [3, false] }],
    ['{}', '{}', {}],
    ['{"a":1}', '{"a":"1"}', undefined],
    ['{"a":1}', '{"a":01}', undefined],
    ['{"a":1}', '{"a":1.}', undefined],
    ['{"a":1}', '{"a":1e3}', undefined],
    ['{"a":1}', '{"a":12345678901234567890}', undefined],
    ['{"a":1}', '{"a":1}}', undefined],
    ['{"a":"x"}', '{"a":"x\\n"}', undefined],
    ['{"a":"x"}', '{"a":"x\ty"}', undefined],
    ['{"a":1,"a":2}', '{"a":1,"a":2}', undefined],
    ['{"a":{"b":1}}', '{"a":{"b":2}}', { a: { b: 2 } }],
  ])('learnt from %s reads %s as %j', (model, text, expected) => {
    expect(readAs(model, text)).toEqual(expected);
  });
});
