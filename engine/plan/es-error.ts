/** A failure in Elasticsearch's own shape: `type` and HTTP status as the cluster would give them. */
export class EsError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message);
  }

  toBody() {
    const cause = { type: this.type, reason: this.message, ...this.extra };
    return { error: { root_cause: [cause], ...cause }, status: this.status };
  }
}

export const parsingError = (reason: string) => new EsError('parsing_exception', reason, 400);
export const illegalArgument = (reason: string) => new EsError('illegal_argument_exception', reason, 400);
export const indexNotFound = (index: string) =>
  new EsError('index_not_found_exception', `no such index [${index}]`, 404, {
    'resource.type': 'index_or_alias',
    'resource.id': index,
    index_uuid: '_na_',
    index,
  });
