/** One measured figure beside its yardstick. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The figure it is held against, in the same unit; null where the goal is a figure of its own. */
  readonly yardstick: number | null;
  /** `value` divided by `yardstick`, or by `goal` when there is no yardstick. */
  readonly ratio: number;
  /** What `ratio` must reach when there is a yardstick, otherwise what `value` must reach. */
  readonly goal: number;
  readonly holds: boolean;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A figure of which more is better. */
export function row(order: { name: string; value: number; unit: string; yardstick?: number; goal: number }): Row {
  const { name, value, unit, yardstick, goal } = order;
  const ratio = value / (yardstick ?? goal);
  return {
    name,
    value: rounded(value),
    unit,
    yardstick: yardstick === undefined ? null : rounded(yardstick),
    ratio: rounded(ratio),
    goal,
    holds: yardstick === undefined ? value >= goal : ratio >= goal,
  };
}

/** A figure of which less is better. */
export function costRow(order: { name: string; value: number; unit: string; yardstick?: number; goal: number }): Row {
  const { name, value, unit, yardstick, goal } = order;
  const ratio = value / (yardstick ?? goal);
  return {
    name,
    value: rounded(value),
    unit,
    yardstick: yardstick === undefined ? null : rounded(yardstick),
    ratio: rounded(ratio),
    goal,
    holds: yardstick === undefined ? value <= goal : ratio <= goal,
  };
}
