/** KQL that cannot be read; `at` is the offset of the character at which reading stopped. */
export class KqlSyntaxError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
    this.name = 'KqlSyntaxError';
  }
}
