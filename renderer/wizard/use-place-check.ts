import { type RefObject, useState } from 'react';
import type { CheckReport, Outcome, Problem } from '../../preload/contract';
import { type CheckedField, fieldOfProblem, firstProblem, isNoted, isPassing, problemOf } from './problem-field';
import { useChanges } from './use-changes';
import { type GrantWatch, useGrantWatch } from './use-grant-watch';
import { type TryAgain, useTryAgain } from './use-try-again';

export interface PlaceQuestion {
  /** Tells one set of answers from another. */
  readonly answers: string;
  /** Tries the answers in main, and keeps them there when all of it holds. */
  readonly save: () => Promise<Outcome<CheckReport>>;
  /** The same without keeping anything. */
  readonly look: () => Promise<Outcome<CheckReport>>;
  readonly isSaving: boolean;
  readonly isLooking: boolean;
  /** Where the lines of the report stand. */
  readonly checks: RefObject<HTMLElement | null>;
  /** An answer is about to be tried, and kept when it holds. */
  readonly onCheck: (() => void) | undefined;
  readonly onSaved: () => void;
  /** "Try now" was pressed. */
  readonly onPress: () => void;
}

export interface PlaceCheck {
  /** An answer is changed: what was found of the others is no news any more. */
  readonly changed: () => void;
  /** Somebody presses for it. Null when it was kept, or is no news any more. */
  readonly press: () => Promise<Outcome<CheckReport> | null>;
  readonly report: CheckReport | null;
  readonly refusal: Problem | null;
  readonly wasGranted: boolean;
  /** Kept, but not gone on yet: what is noted would be gone with the page. */
  readonly isKept: boolean;
  readonly problem: Problem | null;
  readonly wrongField: CheckedField | null;
  readonly watch: GrantWatch;
  readonly tryAgain: TryAgain;
}

/** One place of the setup while it is asked for: tried when somebody presses, and by itself while what it lacks may come. */
export function usePlaceCheck(question: PlaceQuestion): PlaceCheck {
  const { answers, save, look, isSaving, isLooking, checks, onCheck, onSaved, onPress } = question;
  /** What was answered last; it stays in sight while it is tried again by itself. */
  const [last, setLast] = useState<Outcome<CheckReport> | null>(null);
  const [wasGranted, setWasGranted] = useState(false);
  const changes = useChanges();
  const keep = async (): Promise<Outcome<CheckReport> | null> => {
    onCheck?.();
    const isStillAsked = changes.mark();
    const outcome = await save();
    if (isStillAsked()) setLast(outcome);
    if (!outcome.ok || !outcome.value.ok) return isStillAsked() ? outcome : null;
    if (isStillAsked() && isNoted(outcome.value)) checks.current?.focus();
    else onSaved(); // kept is kept, whatever was changed in the meantime
    return null;
  };
  /** Looks only: what nobody pressed for is kept no sooner than it holds, and not when it was changed meanwhile. */
  const tryByItself = async (): Promise<void> => {
    const isStillAsked = changes.mark();
    const outcome = await look();
    if (!isStillAsked()) return;
    if (outcome.ok && outcome.value.ok) await keep();
    else setLast(outcome);
  };
  const shown = isSaving ? null : last;
  const report = shown?.ok === true ? shown.value : null;
  const refusal = shown?.ok === false ? shown.problem : null;
  const problem = firstProblem(report, refusal);
  const watch = useGrantWatch((report?.grant ?? null) !== null, look, (next) => {
    setLast({ ok: true, value: next });
    setWasGranted(next.grant === null);
  });
  const tryAgain = useTryAgain({
    isDue: isPassing(last === null ? null : problemOf(last)),
    isBusy: isSaving || isLooking,
    answers,
    byItself: () => void tryByItself(),
    byPress: onPress,
  });
  return {
    changed: () => {
      changes.count();
      setLast(null);
      setWasGranted(false);
    },
    press: () => {
      setWasGranted(false);
      changes.count(); // a look under way is no news any more
      return keep();
    },
    report,
    refusal,
    wasGranted,
    isKept: report !== null && isNoted(report) && !wasGranted,
    problem,
    wrongField: problem === null ? null : fieldOfProblem(problem),
    watch,
    tryAgain,
  };
}
