import { readFileSync } from 'node:fs';
import { Client, type ClientOptions } from '@elastic/elasticsearch';
import { env } from '../env';
import { AppError } from '../errors/app-error';
import { t } from '../i18n/t';
import { mapError } from './map-error';
import { OpenSearchConnection } from './opensearch';

export interface Cluster {
  client: Client;
  distribution: 'elasticsearch' | 'opensearch' | 'embedded';
  version: string;
}

const shared = globalThis as unknown as { orielCluster?: Promise<Cluster> };

function connectionOptions(): ClientOptions {
  const settings = env();
  if (!settings.ELASTICSEARCH_URL)
    throw new AppError('cluster-unreachable', t('No cluster is configured. Set ELASTICSEARCH_URL or start Oriel with npm start.'));
  const auth = settings.ELASTICSEARCH_API_KEY
    ? { apiKey: settings.ELASTICSEARCH_API_KEY }
    : settings.ELASTICSEARCH_USERNAME
      ? { username: settings.ELASTICSEARCH_USERNAME, password: settings.ELASTICSEARCH_PASSWORD ?? '' }
      : undefined;
  return {
    node: settings.ELASTICSEARCH_URL,
    auth,
    requestTimeout: 60_000,
    maxRetries: 0,
    ...(settings.ELASTICSEARCH_CA_FILE ? { tls: { ca: readFileSync(settings.ELASTICSEARCH_CA_FILE) } } : {}),
  };
}

interface Info {
  name?: string;
  version?: { number?: string; distribution?: string; build_flavor?: string };
}

/** Asks once what answers, through the tolerant connection, and picks the client by it. */
async function connect(): Promise<Cluster> {
  const options = connectionOptions();
  const tolerant = new Client({ ...options, Connection: OpenSearchConnection });
  let info: Info;
  try {
    info = (await tolerant.info()) as Info;
  } catch (error) {
    throw mapError(error);
  }
  const version = info.version?.number ?? 'unknown';
  if (info.version?.distribution === 'opensearch') return { client: tolerant, distribution: 'opensearch', version };
  await tolerant.close();
  return { client: new Client(options), distribution: info.version?.build_flavor === 'oriel' ? 'embedded' : 'elasticsearch', version };
}

/** The one connection of this process. A failed attempt is forgotten, so that the next request tries again. */
export function cluster(): Promise<Cluster> {
  shared.orielCluster ??= connect().catch((error) => {
    shared.orielCluster = undefined;
    throw error;
  });
  return shared.orielCluster;
}
