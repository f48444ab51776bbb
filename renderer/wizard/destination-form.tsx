import { useRef, useState, type ReactNode } from 'react';
import type { CheckReport, CheckView, Outcome, SetupView } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { Box } from '../parts/box';
import { Button } from '../parts/button';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useWords } from '../words';
import { BrowsePanel } from './browse-panel';
import { CheckLines, GrantPanel } from './check-report';
import { CollectionField } from './collection-field';
import { PathField } from './path-field';
import { asFolderPath } from './pasted';
import { fieldOfProblem, firstProblem, isNoted, isPassing, problemOf } from './problem-field';
import { SharedCollections } from './shared-collections';
import { TryAgainLine } from './try-again-line';
import { useChanges } from './use-changes';
import { useGrantWatch } from './use-grant-watch';
import { useTryAgain } from './use-try-again';

const expectedChecks: readonly CheckView['check'][] = [
  'collection',
  'reachable',
  'list',
  'makeFolder',
  'file',
  'cleanUp',
];

export interface DestinationFormProps {
  readonly setup: SetupView;
  readonly submitLabel: string;
  readonly onSaved: () => void;
  /** An answer is about to be tried, and kept when it holds. */
  readonly onCheck?: () => void;
  readonly before?: ReactNode;
}

export function DestinationForm({ setup, submitLabel, onSaved, onCheck, before }: DestinationFormProps) {
  const { ui } = useWords();
  const save = useAction('setup.saveDestination');
  const look = useAction('setup.checkDestination');
  const make = useAction('setup.makeFolder');
  const [collection, setCollection] = useState(setup.destination?.collection.id ?? '');
  const [path, setPath] = useState(setup.destination?.path ?? '/');
  /** What was answered last; it stays in sight while it is tried again by itself. */
  const [last, setLast] = useState<Outcome<CheckReport> | null>(null);
  const [refusals, setRefusals] = useState<{ readonly collection?: string; readonly path?: string }>({});
  const [isBrowsing, setIsBrowsing] = useState(false);
  const [wasGranted, setWasGranted] = useState(false);
  const collectionInput = useRef<HTMLInputElement>(null);
  const pathInput = useRef<HTMLInputElement>(null);
  const checks = useRef<HTMLElement>(null);

  const changes = useChanges();

  const start = (): void => {
    changes.count();
    make.forget();
    setLast(null);
    setRefusals({});
    setWasGranted(false);
  };
  const chooseCollection = (id: string): void => {
    if (id === collection) {
      setRefusals({});
      return;
    }
    start();
    setCollection(id);
  };
  const choosePath = (next: string): void => {
    start();
    setPath(next);
  };
  const request = { collection, path: asFolderPath(path.trim()) };
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
    const noCollection = collection === '';
    const noPath = path.trim() === '';
    setRefusals({
      ...(noCollection ? { collection: ui.wizard.collectionEmpty } : {}),
      ...(noPath ? { path: ui.wizard.destinationFolderEmpty } : {}),
    });
    if (noCollection || noPath) {
      (noCollection ? collectionInput : pathInput).current?.focus();
      return;
    }
    setWasGranted(false);
    changes.count(); // a look under way is no news any more
    const outcome = await keep();
    if (outcome === null) return;
    const problem = problemOf(outcome);
    const field = problem === null ? null : fieldOfProblem(problem);
    if (field === 'collection') collectionInput.current?.focus();
    if (field === 'path') pathInput.current?.focus();
    if (field === null) checks.current?.focus();
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
  const makeMissing = async (): Promise<void> => {
    const outcome = await make.run(request);
    if (outcome.ok) await submit();
  };
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
      <SharedCollections
        chosen={collection}
        identity={setup.identity}
        sourceId={setup.source?.collection.id ?? null}
        onChoose={chooseCollection}
      />
      <CollectionField
        value={collection}
        hint={ui.wizard.collectionHint}
        side="destination"
        error={
          refusals.collection ??
          (problem !== null && wrongField === 'collection' ? <ProblemLine problem={problem} /> : undefined)
        }
        inputRef={collectionInput}
        onChange={chooseCollection}
        onPath={choosePath}
        onRefused={(why) => {
          setRefusals({ ...refusals, collection: why });
        }}
      />
      <PathField
        label={ui.wizard.destinationFolder}
        value={path}
        hint={ui.wizard.destinationFolderHint}
        error={
          refusals.path ?? (problem !== null && wrongField === 'path' ? <ProblemLine problem={problem} /> : undefined)
        }
        inputRef={pathInput}
        onChange={choosePath}
        onRefused={(why) => {
          setRefusals({ ...refusals, path: why });
        }}
        trailing={
          <Button
            icon="folders"
            aria-expanded={isBrowsing}
            disabled={collection === ''}
            onClick={() => {
              setIsBrowsing(!isBrowsing);
            }}
          >
            {ui.common.browse}
          </Button>
        }
      />
      {problem?.code === 'collection.folderMissing' && (
        <div>
          <Button
            icon="plus"
            isBusy={make.isBusy}
            onClick={() => {
              void makeMissing();
            }}
          >
            {ui.wizard.makeThisFolder}
          </Button>
        </div>
      )}
      {make.problem !== null && <ProblemBox problem={make.problem} />}
      {isBrowsing && collection !== '' && (
        <BrowsePanel
          key={collection}
          collection={collection}
          startPath={path}
          onUse={(used) => {
            choosePath(used);
            setIsBrowsing(false);
            pathInput.current?.focus();
          }}
        />
      )}
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
