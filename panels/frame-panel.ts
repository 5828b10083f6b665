/** A panel as its frame takes it. */
export interface FramePanel {
  id: string;
  kind: string;
  title: string;
  subtitle: string;
  config: Record<string, unknown>;
  /** A time that it keeps to, as the dashboard says it; the server reads it. */
  time?: unknown;
  /** That time in words. */
  timeWords?: string;
}
