/**
 * What a time is compared with: nothing (''), the same length just before (`previous`), the same time a day, week, month or year
 * earlier, or a time of its own as an ISO 8601 interval in UTC (`2026-11-01T00:00:00Z/2026-11-02T00:00:00Z`).
 */
export const comparePattern = /^(|previous|1d|1w|1M|1y|\d{4}-\d{2}-\d{2}T[\d:.]+Z\/\d{4}-\d{2}-\d{2}T[\d:.]+Z)$/;
