import { timingSafeEqual } from 'node:crypto';
import { EsError } from '../plan/es-error';

/** Who may ask: the holder of one key, as Elasticsearch's clients send it. */
export interface EngineKey {
  /** `id:secret`. */
  key: string;
}

const same = (given: string, wanted: string) => {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Lets `Authorization: ApiKey base64(id:secret)` and basic authentication with the same pair pass. Throws `security_exception` (401). */
export function authorize(header: string | undefined, wanted: EngineKey | undefined): void {
  if (!wanted) return;
  const match = /^(ApiKey|Basic)\s+([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '');
  const given = match ? Buffer.from(match[2] ?? '', 'base64').toString('utf8') : '';
  if (match && same(given, wanted.key)) return;
  throw new EsError(
    'security_exception',
    match ? 'unable to authenticate with the given credentials' : 'missing authentication credentials for REST request',
    401,
    { header: { 'WWW-Authenticate': ['Basic realm="security" charset="UTF-8"', 'ApiKey'] } },
  );
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** The key of the environment. Throws where the engine would listen to other machines without one. */
export function keyFor(host: string, environment: Record<string, string | undefined>): EngineKey | undefined {
  const key = environment.ENGINE_API_KEY;
  if (key !== undefined && !/^[^:\s]+:\S{16,}$/.test(key))
    throw new Error('ENGINE_API_KEY must be id:secret, the secret 16 characters or more.');
  if (key === undefined && !loopback.has(host))
    throw new Error(`The engine would listen on ${host} for everybody. Set ENGINE_API_KEY to id:secret, or listen on 127.0.0.1.`);
  return key === undefined ? undefined : { key };
}
