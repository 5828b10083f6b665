const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

const secretKeys = /password|secret|token|authorization|cookie|api[-_]?key/i;

function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      secretKeys.test(key)
        ? '[redacted]'
        : value instanceof Error
          ? { message: value.message, stack: value.stack, cause: value.cause instanceof Error ? value.cause.message : undefined }
          : value,
    ]),
  );
}

/** One JSON line on stderr. Values under keys that look like secrets are never written. */
export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
  const wanted = levels.indexOf((process.env.LOG_LEVEL as Level) ?? 'info');
  if (levels.indexOf(level) < (wanted < 0 ? 1 : wanted)) return;
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...redact(fields) })}\n`);
}
