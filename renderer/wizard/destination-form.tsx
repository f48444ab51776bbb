import { useRef, useState, type ReactNode } from 'react';
import type { CheckView, SetupView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { inWords } from '../in-words';
import { Box } from '../parts/box';
import { Button } from '../parts/button';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useWords } from '../words';
import { BrowsePanel } from './browse-panel';
import { CheckLines, GrantPanel } from './check-report';
import { CollectionField } from './collection-field';
import { PathField } from './path-field';
import { asFolderPath } from './pasted';
import { fieldOfProblem, problemOf } from './problem-field';
import { SharedCollections } from './shared-collections';
import { TryAgainLine } from './try-again-line';
import { usePlaceCheck } from './use-place-check';

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

const noCollection = inWords(({ ui }) => ui.wizard.collectionEmpty);

export function DestinationForm({ setup, submitLabel, onSaved, onCheck, before }: DestinationFormProps) {
  const { ui } = useWords();
  const save = useAction('setup.saveDestination');
  const look = useAction('setup.checkDestination');
  const make = useAction('setup.makeFolder');
  const [collection, setCollection] = useState(setup.destination?.collection.id ?? '');
  const [path, setPath] = useState(setup.destination?.path ?? '/');
  const [refusals, setRefusals] = useState<{ readonly collection?: ReactNode; readonly path?: ReactNode }>({});
  const [isBrowsing, setIsBrowsing] = useState(false);
  const collectionInput = useRef<HTMLInputElement>(null);
  const pathInput = useRef<HTMLInputElement>(null);
  const checks = useRef<HTMLElement>(null);

  const request = { collection, path: asFolderPath(path.trim()) };
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
  const grant = report?.grant ?? null;

  const start = (): void => {
    check.changed();
    make.forget();
    setRefusals({});
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
  const submit = async (): Promise<void> => {
    const hasCollection = collection !== '';
    const noPath = path.trim() === '';
    setRefusals({
      ...(hasCollection ? {} : { collection: noCollection }),
      ...(noPath ? { path: inWords(({ ui }) => ui.wizard.destinationFolderEmpty) } : {}),
    });
    if (!hasCollection || noPath) {
      (hasCollection ? pathInput : collectionInput).current?.focus();
      return;
    }
    const outcome = await check.press();
    if (outcome === null) return;
    const found = problemOf(outcome);
    const field = found === null ? null : fieldOfProblem(found);
    if (field === 'collection') collectionInput.current?.focus();
    if (field === 'path') pathInput.current?.focus();
    if (field === null) checks.current?.focus();
  };
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
        clientId={setup.clientId}
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
            aria-expanded={isBrowsing && collection !== ''}
            onClick={() => {
              setIsBrowsing(collection !== '' && !isBrowsing);
              if (collection !== '') return;
              setRefusals({ ...refusals, collection: noCollection });
              collectionInput.current?.focus();
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
      {wasGranted && report?.ok === true && (
        <Box tone="good" title={fill(ui.wizard.grantDone, { button: submitLabel })} isAlert />
      )}
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
