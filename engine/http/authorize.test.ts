import { describe, expect, test } from 'vitest';
import { authorize, keyFor } from './authorize';

const wanted = { key: 'oriel:0123456789abcdef' };
const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('who may ask the engine', () => {
  test('the key passes as ApiKey and as basic authentication, nothing else does', () => {
    expect(() => authorize(`ApiKey ${encoded(wanted.key)}`, wanted)).not.toThrow();
    expect(() => authorize(`Basic ${encoded(wanted.key)}`, wanted)).not.toThrow();
    for (const header of [
      undefined,
      '',
      'ApiKey',
      `ApiKey ${encoded('oriel:wrong')}`,
      `Bearer ${encoded(wanted.key)}`,
      `ApiKey ${wanted.key}`,
    ])
      expect(() => authorize(header, wanted)).toThrow(/credentials/);
    expect(() => authorize(undefined, undefined)).not.toThrow();
  });

  test('other machines are not listened to without a key', () => {
    expect(keyFor('127.0.0.1', {})).toBeUndefined();
    expect(() => keyFor('0.0.0.0', {})).toThrow(/ENGINE_API_KEY/);
    expect(keyFor('0.0.0.0', { ENGINE_API_KEY: wanted.key })).toEqual(wanted);
    expect(() => keyFor('127.0.0.1', { ENGINE_API_KEY: 'short:1' })).toThrow(/16 characters/);
  });
});
