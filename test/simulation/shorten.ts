import { type Ledgers } from './ledgers';
import { type Plan } from './plan';
import { type Outcome, play } from './simulation';

/** A failing plan with as few acts and steps as still break the same invariant. */
export async function shortened(
  plan: Plan,
  outcome: Outcome,
  ledgers: Ledgers,
): Promise<{ readonly plan: Plan; readonly outcome: Outcome }> {
  let best = { plan, outcome };
  const tryPlan = async (candidate: Plan): Promise<boolean> => {
    const played = await play(candidate, ledgers);
    if (played.violation?.invariant !== best.outcome.violation?.invariant) return false;
    best = { plan: candidate, outcome: played };
    return true;
  };
  for (let size = Math.ceil(best.plan.acts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < best.plan.acts.length;) {
      const acts = best.plan.acts.filter((_act, at) => at < from || at >= from + size);
      if (!(await tryPlan({ ...best.plan, acts }))) from += size;
    }
  for (let steps = Math.floor(best.plan.steps / 2); steps >= 1; steps = Math.floor(steps / 2)) {
    const fewer = best.plan.steps - steps;
    if (fewer > 0) await tryPlan({ ...best.plan, steps: fewer });
  }
  return best;
}
