import type { TimeRange } from './time-range';

/** `1w`, `36h`: how far back, as date math says it. */
export const backPattern = /^[1-9]\d{0,3}[smhdwMy]$/;

const moved = (moment: string, back: string) =>
  moment.startsWith('now') || moment.includes('||') ? `${moment}-${back}` : `${moment}||-${back}`;

/** The same time, earlier. */
export const earlier = ({ from, to }: TimeRange, back: string): TimeRange => ({ from: moved(from, back), to: moved(to, back) });
