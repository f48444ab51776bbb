import type { CheckReport, CheckView, Outcome, Problem } from '../../preload/contract';

export type CheckedField = 'collection' | 'localPath' | 'path';

/** The field that the operator has to mend; null for what no field can mend (permissions, network, clock). */
export function fieldOfProblem(problem: Problem): CheckedField | null {
  switch (problem.code) {
    case 'collection.unknown':
    case 'collection.badId':
    case 'collection.wrongKind':
    case 'collection.bothEnds':
      return 'collection';
    case 'collection.folderMissing':
    case 'collection.notAFolder':
    case 'collection.badPath':
    case 'collection.badPathBackslash':
    case 'collection.otherPlace':
      return 'path';
    case 'collection.notUnderRoot':
    case 'folder.gone':
    case 'folder.notThere':
    case 'folder.notWhole':
    case 'folder.unreadable':
    case 'folder.notAFolder':
    case 'folder.outsideSource':
    case 'folder.already':
      return 'localPath';
    default:
      return null;
  }
}

/** Everything holds, and something is told all the same: the operator reads it before going on. */
export function isNoted(report: CheckReport): boolean {
  return report.ok && report.checks.some((check) => check.state === 'warned' || isUndecided(check));
}
/** Both are empty, so nothing tells whether they are the same place. */
export function isUndecided({ check, state }: CheckView): boolean {
  return check === 'samePlace' && state === 'skipped';
}

/** The first problem of a report, or of the refusal to make one. */
export function firstProblem(report: CheckReport | null, refusal: Problem | null): Problem | null {
  return refusal ?? report?.checks.find((check) => check.state === 'failed')?.problem ?? null;
}

export function problemOf(outcome: Outcome<CheckReport>): Problem | null {
  return outcome.ok ? firstProblem(outcome.value, null) : outcome.problem;
}

const passing =
  /^(globus\.(unreachable|nameLookup|proxy|tls|busy|broken)|collection\.(offline|paused|failing)|personal\.paused)$/;
/** The service or a collection is away, not the answer wrong: the same answers may hold in a while. */
export function isPassing(problem: Pick<Problem, 'code'> | null): boolean {
  return problem !== null && passing.test(problem.code);
}
