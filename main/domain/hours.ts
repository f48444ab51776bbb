/**
 * A part of the day by the clock on the wall: from `fromHour` up to, but not in, `toHour`. It may run over midnight
 * (18 to 7); the same hour twice is the whole day.
 */
export interface HourSpan {
  /** 0 to 23. */
  readonly fromHour: number;
  /** 0 to 23. */
  readonly toHour: number;
}

/** @param hour 0 to 23. */
export function isWithin({ fromHour, toHour }: HourSpan, hour: number): boolean {
  if (fromHour === toHour) return true;
  return fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}

/** When it begins, as a clock shows it: "18:00". */
export function nextStart({ fromHour }: HourSpan): string {
  return `${String(fromHour).padStart(2, '0')}:00`;
}
