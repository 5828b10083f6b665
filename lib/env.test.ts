import { describe, expect, test } from 'vitest';
import { isLocalMode, parseEnvironment } from './env';

describe('the environment', () => {
  test('is complete with nothing set', () => {
    expect(parseEnvironment({})).toMatchObject({ ORIEL_PORT: 3000, ORIEL_HOST: '127.0.0.1' });
  });

  test.each([
    [{ ORIEL_PORT: 'x' }, /^ORIEL_PORT must be a port number/],
    [{ ORIEL_PORT: '99999' }, /^ORIEL_PORT must be 1 to 65535/],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL must be a postgresql/],
    [{ ELASTICSEARCH_URL: 'shop' }, /^ELASTICSEARCH_URL must be an http/],
    [{ NEXTAUTH_SECRET: 'short' }, /^NEXTAUTH_SECRET must have at least 32/],
    [{ ELASTICSEARCH_USERNAME: 'a' }, /ELASTICSEARCH_PASSWORD is missing/],
    [{ OIDC_ISSUER: 'https://id.example.com' }, /OIDC_CLIENT_ID is missing/],
  ])('%j is one clear line', (source, message) => {
    expect(() => parseEnvironment(source)).toThrow(message);
  });

  test('only loopback is local', () => {
    expect([isLocalMode({ ORIEL_HOST: '127.0.0.1' }), isLocalMode({ ORIEL_HOST: '0.0.0.0' })]).toEqual([true, false]);
  });
});
