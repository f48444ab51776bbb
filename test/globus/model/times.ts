/** Tasks, events and permissions: `2021-09-02T18:04:49+00:00`. */
export const isoTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+00:00`;

/** File documents: `2018-04-04 18:30:26+00:00`. */
export const fileTime = (ms: number): string => isoTime(ms).replace('T', ' ');

/** Milliseconds of an ISO 8601 time; a missing zone means UTC. Null when it is none. */
export function parseTimeMs(text: string): number | null {
  const trimmed = text.trim().replace(' ', 'T');
  if (!/^\d{4}-\d{2}-\d{2}/.test(trimmed)) return null;
  const isDateOnly = trimmed.length === 10;
  const hasZone = isDateOnly || /(Z|[+-]\d{2}:?\d{2})$/i.test(trimmed);
  const ms = Date.parse(hasZone ? trimmed : `${trimmed}Z`);
  return Number.isNaN(ms) ? null : ms;
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
