import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import type { CheckView, PersonalView, SetupView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { inWords } from '../in-words';
import { Box } from '../parts/box';
import { Button } from '../parts/button';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useWords } from '../words';
import { CheckLines, GrantPanel } from './check-report';
import { CollectionField } from './collection-field';
import { LocalFolderField, PathField } from './path-field';
import { asFolderPath, pathInPersonal } from './pasted';
import { PersonalCard } from './personal-card';
import { fieldOfProblem, problemOf, type CheckedField } from './problem-field';
import { TryAgainLine } from './try-again-line';
import { usePlaceCheck } from './use-place-check';

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
  const [refusals, setRefusals] = useState<Readonly<Partial<Record<CheckedField, ReactNode>>>>({});
  const collectionInput = useRef<HTMLInputElement>(null);
  const localPathInput = useRef<HTMLInputElement>(null);
  const pathInput = useRef<HTMLInputElement>(null);
  const checks = useRef<HTMLElement>(null);
  const focus = (field: CheckedField): void => {
    ({ collection: collectionInput, localPath: localPathInput, path: pathInput })[field].current?.focus();
  };

  const request = {
    collection: fields.collection,
    localPath: fields.localPath.trim(),
    collectionPath: asFolderPath(fields.path.trim()),
  };
  const check = usePlaceCheck({
    answers: JSON.stringify(request),
    save: () => save.run(request),
    look: () => look.run(request),
    isSaving: save.isBusy,
    isLooking: look.isBusy,
    checks,
    onCheck,
    onSaved,
    onPress: () => void submit(),
  });
  const { report, refusal, wasGranted, isKept, problem, wrongField, watch, tryAgain } = check;
  useEffect(() => {
    if (report !== null && !report.ok) lookAgain(); // what is said of this computer has to fit to what was found
  }, [report]);
  const grant = report?.grant ?? null;
  const change = (changed: Partial<Fields>): void => {
    check.changed();
    setRefusals({});
    setTyped((before) => ({ ...before, ...changed })); // a link brings two answers at once
  };
  const refuse = (field: CheckedField, why: ReactNode): void => {
    setRefusals((others) => ({ ...others, [field]: why }));
  };
  const submit = async (): Promise<void> => {
    const empty = (
      [
        ['collection', 'collectionEmpty'],
        ['localPath', 'localFolderEmpty'],
        ['path', 'collectionPathEmpty'],
      ] as const
    ).filter(([field]) => fields[field].trim() === '');
    setRefusals(Object.fromEntries(empty.map(([field, why]) => [field, inWords(({ ui }) => ui.wizard[why])])));
    const [firstEmpty] = empty;
    if (firstEmpty !== undefined) {
      focus(firstEmpty[0]);
      return;
    }
    const outcome = await check.press();
    if (outcome === null) return;
    const found = problemOf(outcome);
    const field = found === null ? null : fieldOfProblem(found);
    if (field === null) checks.current?.focus();
    else focus(field);
  };
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
        clientId={setup.clientId}
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
      {wasGranted && report?.ok === true && (
        <Box tone="good" title={fill(ui.wizard.grantDone, { button: submitLabel })} isAlert />
      )}
      {refusal !== null && wrongField === null && <ProblemBox problem={refusal} />}
      <TryAgainLine {...tryAgain} />
      <div className="form-actions">
        {isKept ? (
          <Button
            icon="retry"
            onClick={() => {
              void submit();
            }}
          >
            {ui.wizard.checkAgain}
          </Button>
        ) : (
          before
        )}
        <Button look="primary" submits isBusy={save.isBusy}>
          {save.isBusy ? ui.wizard.checking : isKept ? ui.wizard.goOn : submitLabel}
        </Button>
      </div>
    </form>
  );
}
