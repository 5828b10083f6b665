import type {
  ConnectionRequestOptions,
  ConnectionRequestOptionsAsStream,
  ConnectionRequestParams,
  ConnectionRequestResponse,
  ConnectionRequestResponseAsStream,
} from '@elastic/transport';
import { UndiciConnection } from '@elastic/transport';

type Headers = Record<string, string | string[] | undefined>;

function plainMediaTypes(headers: Headers | undefined): Headers {
  const plain: Headers = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    plain[name] =
      typeof value === 'string'
        ? value
            .replace('application/vnd.elasticsearch+x-ndjson; compatible-with=9', 'application/x-ndjson')
            .replace('application/vnd.elasticsearch+json; compatible-with=9', 'application/json')
        : value;
  }
  return plain;
}

/**
 * OpenSearch refuses Elasticsearch's media types with 406 — after it has done what was asked — and sends no product header,
 * without which the client throws. So the types are rewritten on the way out and the header is added on the way in.
 */
export class OpenSearchConnection extends UndiciConnection {
  override async request(params: ConnectionRequestParams, options: ConnectionRequestOptions): Promise<ConnectionRequestResponse>;
  override async request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptionsAsStream,
  ): Promise<ConnectionRequestResponseAsStream>;
  // biome-ignore lint/suspicious/noExplicitAny: one body serves both overloads of the transport
  override async request(params: ConnectionRequestParams, options: any): Promise<any> {
    const path = params.path.replace(/^(\/[^?]*)\/_pit(\?|$)/, '$1/_search/point_in_time$2').replace(/^\/_pit$/, '/_search/point_in_time');
    const response = await super.request(
      { ...params, path, headers: plainMediaTypes(params.headers as Headers) as ConnectionRequestParams['headers'] },
      options,
    );
    response.headers['x-elastic-product'] = 'Elasticsearch';
    return response;
  }
}
