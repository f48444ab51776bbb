import { assertPatterns, type FolderRule } from './folder-rule';
import { assertLanding } from './landing';
import { AppError, asAppError } from './problem';
import { assertWhole } from './source-path';

type RuleByItself = Parameters<typeof assertPatterns>[0] &
  Parameters<typeof assertLanding>[0] &
  Pick<FolderRule, 'path'>;

/** What can be said of a rule whatever lies in its folder. Throws as `assertWhole`, `assertPatterns` and `assertLanding`. */
export function assertMeant(rule: RuleByItself): void {
  assertWhole(rule.path);
  assertPatterns(rule);
  assertLanding(rule);
}

/** What is wrong with a rule that was saved: an earlier Slipway may have taken what is refused by now, or read it in another way. */
export function faultOfRule(rule: RuleByItself): AppError | null {
  const known = knownFaults.get(rule);
  if (known !== undefined) return known;
  let fault: AppError | null = null;
  try {
    assertMeant(rule);
  } catch (thrown) {
    const { code, facts } = asAppError(thrown);
    fault = new AppError(code, { ...facts, path: rule.path }, { cause: thrown });
  }
  knownFaults.set(rule, fault);
  return fault;
}
/** Asked for each row of a list: the patterns of a rule are compiled once. */
const knownFaults = new WeakMap<object, AppError | null>();
