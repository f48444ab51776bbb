import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import type { CheckReport, CheckView, Outcome, PersonalView, SetupView } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { Box } from '../parts/box';
import { Button } from '../parts/button';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useWords } from '../words';
import { CheckLines, GrantPanel } from './check-report';
import { CollectionField } from './collection-field';
import { LocalFolderField, PathField } from './path-field';
import { asFolderPath, pathInPersonal } from './pasted';
import { PersonalCard } from './personal-card';
import { fieldOfProblem, firstProblem, isNoted, isPassing, problemOf, type CheckedField } from './problem-field';
import { TryAgainLine } from './try-again-line';
import { useChanges } from './use-changes';
import { useGrantWatch } from './use-grant-watch';
import { useTryAgain } from './use-try-again';

const expectedChecks: readonly CheckView['check'][] = ['collection', 'reachable', 'list', 'samePlace'];

const lookEveryMs = 5000;

interface Fields {
  readonly collection: string;
  readonly localPath: string;
  readonly path: string;
}

/** What Globus Connect Personal tells about itself, as answers: only those that it makes certain. */
function proposed(personal: PersonalView | null): Fields {
  const usable = personal !== null && (personal.fits === 'ownedByUs' || personal.fits === 'guestReadable');
  const localPath = personal?.folders[0] ?? '';
  return {
    collection: usable ? (personal.collection?.id ?? '') : '',
    localPath,
    path: pathFor(personal, localPath),
  };
}

/** The own collection of this computer names folders as the computer does; a guest collection starts at its folder. */
function pathFor(personal: PersonalView | null, localPath: string): string {
  if (localPath === '') return '';
  return personal?.fits === 'ownedByUs' ? pathInPersonal(localPath) : '/';
}

export interface SourceFormProps {
  readonly setup: SetupView;
  readonly submitLabel: string;
  readonly onSaved: () => void;
  /** An answer is about to be tried, and kept when it holds. */
  readonly onCheck?: () => void;
  readonly before?: ReactNode;
}

export function SourceForm({ setup, submitLabel, onSaved, onCheck, before }: SourceFormProps) {
  const { ui } = useWords();
  const found = useCall('setup.findPersonal', {});
  const save = useAction('setup.saveSource');
  const look = useAction('setup.checkSource');
  const personal = found.outcome?.ok === true ? found.outcome.value : null;
  const [typed, setTyped] = useState<Partial<Fields>>(
    setup.source === null
      ? {}
      : {
          collection: setup.source.collection.id,
          localPath: setup.source.localPath,
          path: setup.source.collectionPath,
        },
  );
  // What only happens outside of this window is looked for by itself.
  const isAwaited =
    personal !== null && (personal.registered !== null || personal.paused || personal.collection?.connected === false);
  const lookAgain = useEffectEvent(found.askAgain);
  useEffect(() => {
    if (!isAwaited) return undefined;
    const timer = setInterval(() => {
      lookAgain();
    }, lookEveryMs);
    return () => {
      clearInterval(timer);
    };
  }, [isAwaited]);
  const offer = proposed(personal);
  const localPath = typed.localPath ?? offer.localPath;
  const fields: Fields = {
    collection: typed.collection ?? offer.collection,
    localPath,
    path: typed.path ?? pathFor(personal, localPath),
  };
  const [wasGranted, setWasGranted] = useState(false);
  /** What was answered last; it stays in sight while it is tried again by itself. */
  const [last, setLast] = useState<Outcome<CheckReport> | null>(null);
  const [refusals, setRefusals] = useState<Readonly<Partial<Record<CheckedField, string>>>>({});
  const collectionInput = useRef<HTMLInputElement>(null);
  const localPathInput = useRef<HTMLInputElement>(null);
  const pathInput = useRef<HTMLInputElement>(null);
  const checks = useRef<HTMLElement>(null);
  const focus = (field: CheckedField): void => {
    ({ collection: collectionInput, localPath: localPathInput, path: pathInput })[field].current?.focus();
  };

  const changes = useChanges();
  const change = (changed: Partial<Fields>): void => {
    changes.count();
    setLast(null);
    setWasGranted(false);
    setRefusals({});
    setTyped({ ...typed, ...changed });
  };
  const refuse = (field: CheckedField, text: string): void => {
    setRefusals((others) => ({ ...others, [field]: text }));
  };
  const request = {
    collection: fields.collection,
    localPath: fields.localPath.trim(),
    collectionPath: asFolderPath(fields.path.trim()),
  };
  /** Tries it in main, and keeps it there when all of it holds. Null when it was kept, or is no news any more. */
  const keep = async (): Promise<Outcome<CheckReport> | null> => {
    onCheck?.();
    const isStillAsked = changes.mark();
    const outcome = await save.run(request);
    if (isStillAsked()) setLast(outcome);
    if (!outcome.ok || !outcome.value.ok) return isStillAsked() ? outcome : null;
    if (isStillAsked() && isNoted(outcome.value)) checks.current?.focus();
    else onSaved(); // kept is kept, whatever was changed in the meantime
    return null;
  };
  /** Looks only: what nobody pressed for is kept no sooner than it holds, and not when it was changed meanwhile. */
  const tryByItself = async (): Promise<void> => {
    const isStillAsked = changes.mark();
    const outcome = await look.run(request);
    if (!isStillAsked()) return;
    if (outcome.ok && outcome.value.ok) await keep();
    else setLast(outcome);
  };
  const submit = async (): Promise<void> => {
    const empty: readonly (readonly [CheckedField, string])[] = (
      [
        ['collection', ui.wizard.collectionEmpty],
        ['localPath', ui.wizard.localFolderEmpty],
        ['path', ui.wizard.collectionPathEmpty],
      ] as const
    ).filter(([field]) => fields[field].trim() === '');
    setRefusals(Object.fromEntries(empty));
    const [firstEmpty] = empty;
    if (firstEmpty !== undefined) {
      focus(firstEmpty[0]);
      return;
    }
    setWasGranted(false);
    changes.count(); // a look under way is no news any more
    const outcome = await keep();
    if (outcome === null) return;
    const problem = problemOf(outcome);
    const field = problem === null ? null : fieldOfProblem(problem);
    if (field === null) checks.current?.focus();
    else focus(field);
  };
  const shown = save.isBusy ? null : last;
  const report = shown?.ok === true ? shown.value : null;
  const refusal = shown?.ok === false ? shown.problem : null;
  const grant = report?.grant ?? null;
  const watch = useGrantWatch(
    grant !== null,
    () => look.run(request),
    (next) => {
      setLast({ ok: true, value: next });
      setWasGranted(next.grant === null);
    },
  );

  // Kept, but not gone on yet: what is noted would be gone with the page.
  const isKept = report !== null && isNoted(report) && !wasGranted;
  const problem = firstProblem(report, refusal);
  const wrongField = problem === null ? null : fieldOfProblem(problem);
  const tryAgain = useTryAgain({
    isDue: isPassing(last === null ? null : problemOf(last)),
    isBusy: save.isBusy || look.isBusy,
    answers: JSON.stringify(request),
    byItself: () => void tryByItself(),
    byPress: () => void submit(),
  });
  const errorOf = (field: CheckedField): ReactNode =>
    refusals[field] ?? (problem !== null && wrongField === field ? <ProblemLine problem={problem} /> : undefined);
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isKept) onSaved();
        else if (!save.isBusy) void submit();
      }}
    >
      <PersonalCard
        personal={personal}
        refusal={found.outcome?.ok === false ? found.outcome.problem : null}
        identity={setup.identity}
        isLooking={found.isAsking}
        onLookAgain={found.askAgain}
        onRegistered={found.askAgain}
      />
      <CollectionField
        value={fields.collection}
        hint={ui.wizard.collectionSourceHint}
        side="origin"
        name={
          [personal?.collection, setup.source?.collection].find((one) => one?.id === fields.collection)?.name ?? null
        }
        error={errorOf('collection')}
        inputRef={collectionInput}
        onChange={(collection) => {
          change({ collection });
        }}
        onPath={(path) => {
          change({ path });
        }}
        onRefused={(why) => {
          refuse('collection', why);
        }}
      />
      <LocalFolderField
        value={fields.localPath}
        hint={ui.wizard.localFolderHint}
        error={errorOf('localPath')}
        inputRef={localPathInput}
        onChange={(next) => {
          change({ localPath: next });
        }}
        onRefused={(why) => {
          refuse('localPath', why);
        }}
      />
      <PathField
        label={ui.wizard.collectionPath}
        value={fields.path}
        hint={ui.wizard.collectionPathHint}
        error={errorOf('path')}
        inputRef={pathInput}
        onChange={(path) => {
          change({ path });
        }}
        onRefused={(why) => {
          refuse('path', why);
        }}
      />
      {(save.isBusy || report !== null) && (
        <CheckLines
          placeRef={checks}
          isDecisive={isKept || (report !== null && !report.ok && wrongField === null)}
          report={report}
          expected={expectedChecks}
          isSaidElsewhere={(check) => check.problem !== null && fieldOfProblem(check.problem) !== null}
        />
      )}
      {grant !== null && <GrantPanel grant={grant} lookedAtMs={watch.lookedAtMs} />}
      {wasGranted && report?.ok === true && <Box tone="good" title={ui.wizard.grantDone} isAlert />}
      {refusal !== null && wrongField === null && <ProblemBox problem={refusal} />}
      <TryAgainLine {...tryAgain} />
      <div className="form-actions">
        {!isKept && before}
        <Button look="primary" submits isBusy={save.isBusy}>
          {save.isBusy ? ui.wizard.checking : isKept ? ui.wizard.goOn : submitLabel}
        </Button>
      </div>
    </form>
  );
}
