/**
 * Ends this process with the one that started it, which holds its stdin open and reads its output. Where that process was killed
 * there is nobody to write to: every log line would fail, and the report of that failure too.
 */
export function endWithSupervisor(): void {
  if (process.env.ORIEL_SUPERVISED !== '1') return;
  process.stdin.resume().once('end', () => process.exit(1));
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1));
}
