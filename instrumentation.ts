/** Runs once when the web server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { speakTheReadersLanguage } = await import('./lib/i18n/speak');
  speakTheReadersLanguage();
  const { endWithSupervisor } = await import('./lib/supervised');
  endWithSupervisor();
  if (process.env.ORIEL_JOBS !== '0') {
    const { startAlerts } = await import('./features/alerts/runs/scheduler');
    startAlerts();
  }
  if (process.env.ORIEL_SYSLOG || process.env.ORIEL_OTLP) {
    const { startListeners } = await import('./features/ingest/listeners/start');
    startListeners();
  }
  if (process.env.ORIEL_LIVE_SAMPLE !== '1') return;
  const { startLiveWriter } = await import('./features/samples/live-writer');
  startLiveWriter();
}
