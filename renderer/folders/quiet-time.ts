/** A quiet time as people say it: an amount and a unit. Pure. */
export const quietUnits = { s: 1, min: 60, h: 3600 } as const;
export type QuietUnit = keyof typeof quietUnits;

export interface QuietAnswer {
  readonly amount: string;
  readonly unit: QuietUnit;
}

const leastS = 1;
const mostS = 7 * 86_400;

/** The largest unit that divides it: 300 s is 5 min, 90 s stays 90 s. */
export function asAnswer(quietForS: number): QuietAnswer {
  const unit = quietForS % quietUnits.h === 0 ? 'h' : quietForS % quietUnits.min === 0 ? 'min' : 's';
  return { amount: String(quietForS / quietUnits[unit]), unit };
}

/** In s; null when it is no number, or out of bounds. */
export function readQuietForS({ amount, unit }: QuietAnswer): number | null {
  const number = Number(amount.trim().replace(',', '.'));
  const quietForS = number * quietUnits[unit];
  if (amount.trim() === '' || !Number.isFinite(quietForS)) return null;
  return quietForS < leastS || quietForS > mostS ? null : quietForS;
}
