import { type Evidence, type LedgerDataset } from './check';

interface Line {
  readonly atMs: number;
  readonly what: string;
}

/** So many datasets have their story told; one is enough as a rule. */
const storiesAtMost = 3;

/**
 * What happened to each dataset that a violation names, in order of time, with the round and the milliseconds since the
 * first: what the instrument wrote, what the ledger recorded, what Globus was asked for. `roundsBeganMs` are ms since 1970.
 */
export function storiesOf(
  violations: readonly string[],
  evidence: Evidence,
  roundsBeganMs: readonly number[],
): readonly string[] {
  const told = violations.join('\n');
  const named = evidence.datasets.filter(
    (dataset) => told.includes(dataset.path) || tasksOf(dataset, evidence).some((task) => told.includes(task.taskId)),
  );
  return named.slice(0, storiesAtMost).flatMap((dataset) => {
    const lines = linesOf(dataset, evidence).map(({ atMs, what }) => {
      const round = roundsBeganMs.filter((beganMs) => beganMs <= atMs).length;
      return `  round ${String(round)}, ${String(Math.round(atMs - (roundsBeganMs[0] ?? 0)))} ms: ${what}`;
    });
    return [`what happened to ${dataset.path}:`, ...lines];
  });
}

function linesOf(dataset: LedgerDataset, evidence: Evidence): readonly Line[] {
  const lines: Line[] = [
    ...(evidence.written.changes.get(dataset.path) ?? []).map(({ endedMs, files, bytes }) => ({
      atMs: endedMs,
      what: `the instrument has written ${String(files)} files, ${String(bytes)} bytes`,
    })),
    ...dataset.history.map(({ atMs, event }) => ({ atMs, what: `the ledger says "${event}"` })),
    ...tasksOf(dataset, evidence).map((task) => ({
      atMs: task.requestMs,
      what: `task ${task.taskId} was made; it ${task.status} and copied ${String(task.copied.length)} files`,
    })),
  ];
  return lines.sort((one, other) => one.atMs - other.atMs);
}

function tasksOf(dataset: LedgerDataset, evidence: Evidence): Evidence['tasks'] {
  const ids = new Set(dataset.orders.map((order) => order.submissionId));
  return evidence.tasks.filter((task) => ids.has(task.submissionId));
}
