import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { FolderDraft, FolderView, Problem } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { useNews } from '../api/use-news';
import { inWords } from '../in-words';
import { Button } from '../parts/button';
import { LineField } from '../line-field';
import { SelectField } from '../parts/field';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useDebounced } from '../use-debounced';
import { LocalFolderField } from '../wizard/path-field';
import { useNowMs, useWords } from '../words';
import { CleanUpFields } from './clean-up-fields';
import { LookBeforeSaving, useFolderSave } from './look-before-saving';
import { Preview } from './preview';
import { asAnswer, readQuietForS, type QuietAnswer } from './quiet-time';
import { RuleFields, type RuleProblemField } from './rule-fields';
import { hasFault, longestNumber, patternLists, readText, type RuleTextName, type RuleTexts } from './rule-texts';

/** Long enough that a path is not looked at after each letter. */
const typingMs = 350;

type ProblemPlace = 'path' | RuleProblemField | null;
/** The field that a refusal belongs to; null when no field can mend it. */
function placeOf(problem: Problem): ProblemPlace {
  if (problem.code.startsWith('folder.badPattern'))
    return patternLists.find((list) => list === problem.facts['list']) ?? null;
  if (problem.code === 'folder.badNamePattern' || problem.code === 'folder.slowNamePattern') return 'namePattern';
  if (problem.code.startsWith('folder.badTemplate') || problem.code === 'dataset.nameClash') return 'template';
  return problem.code.startsWith('folder.') || problem.code === 'collection.notUnderRoot' ? 'path' : null;
}

export interface FolderFormProps {
  /** Null for a new folder. */
  readonly folder: FolderView | null;
  readonly submitLabel: string;
  readonly busyLabel: string;
  readonly onSaved: (folder: FolderView) => void;
  readonly before?: ReactNode;
}

export function FolderForm({ folder, submitLabel, busyLabel, onSaved, before }: FolderFormProps) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const [path, setPath] = useState(folder?.rule.path ?? '');
  const [edited, setEdited] = useState<FolderDraft | null>(folder?.rule ?? null);
  const [quiet, setQuiet] = useState<QuietAnswer | null>(null);
  const [refusal, setRefusal] = useState<ReactNode>(null);
  const [texts, setTexts] = useState<RuleTexts>({});
  const [wasTried, setWasTried] = useState(false);
  const [isMore, setIsMore] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const pathInput = useRef<HTMLInputElement>(null);
  const quietInput = useRef<HTMLInputElement>(null);
  const save = useFolderSave();
  const isSaving = useRef(false);
  const propose = useAction('folder.propose');

  const wholePath = path.trim();
  const lookedAt = useDebounced(wholePath, typingMs);
  const proposal = useCall('folder.propose', lookedAt === '' || edited !== null ? null : { path: lookedAt });
  const presets = useCall('folder.presets', {});
  const proposed = proposal.outcome?.ok === true ? proposal.outcome.value : null;
  const base = edited ?? proposed?.draft ?? null;
  const answer = quiet ?? (base === null ? null : asAnswer(base.quietForS));
  const quietForS = answer === null ? null : readQuietForS(answer);
  const draft = base === null ? null : { ...base, path: wholePath, quietForS: quietForS ?? base.quietForS };
  const isReady = draft !== null && wholePath !== '' && lookedAt === wholePath;
  const asked = useDebounced(isReady ? JSON.stringify(draft) : null, typingMs);
  const stopPreview = useAction('folder.stopPreview');
  const { run: stopLook } = stopPreview;
  const [looked, setLooked] = useState<{ readonly asked: string | null; readonly files: number } | null>(null);
  useNews('folder.looked', ({ files, by }) => {
    if (by === 'preview') setLooked({ asked, files });
  });
  const preview = useCall('folder.preview', asked === null ? null : { draft: JSON.parse(asked) as FolderDraft });

  const changePath = (next: string): void => {
    save.forget();
    propose.forget();
    setRefusal(null);
    setWasTried(false);
    setPath(next);
    if (folder !== null) return;
    setEdited(null); // another folder, another proposal
    setQuiet(null);
    setTexts({});
  };
  const changeDraft = (next: FolderDraft, forgotten: readonly RuleTextName[] = []): void => {
    save.forget();
    setEdited(next);
    if (forgotten.length > 0)
      setTexts((typed) => ({ ...typed, ...Object.fromEntries(forgotten.map((name) => [name, undefined])) }));
  };
  const typeInto = (name: RuleTextName, text: string): void => {
    save.forget();
    setTexts({ ...texts, [name]: text });
    const read = draft === null ? null : readText(name, text, draft);
    if (read?.ok === true) setEdited(read.value);
  };
  const goToWrong = (): void => {
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    wrong?.closest('details')?.setAttribute('open', '');
    wrong?.focus();
  };
  const choosePreset = (name: string): void => {
    const chosen = presets.outcome?.ok === true ? presets.outcome.value.find((preset) => preset.name === name) : null;
    if (chosen === null || chosen === undefined) return;
    setQuiet(null);
    setTexts({});
    changeDraft({ ...chosen.draft, path: wholePath });
  };
  /** Who presses before the proposal came gets it now, instead of being sent away. */
  const proposeNow = async (): Promise<FolderDraft | null> => {
    const outcome = await propose.run({ path: wholePath });
    return outcome.ok ? outcome.value.draft : null;
  };
  const submit = async (): Promise<void> => {
    setWasTried(true);
    if (wholePath === '') {
      setRefusal(inWords(({ ui }) => ui.wizard.localFolderEmpty));
      pathInput.current?.focus();
      return;
    }
    if (quietForS === null && draft !== null) {
      quietInput.current?.focus();
      return;
    }
    if (draft !== null && hasFault(texts, draft)) {
      goToWrong();
      return;
    }
    const rule = draft ?? (await proposeNow());
    if (rule === null) {
      pathInput.current?.focus();
      return;
    }
    isSaving.current = true;
    const outcome = await save.run({ id: folder?.id ?? null, draft: rule });
    isSaving.current = false;
    if (outcome.ok) onSaved(outcome.value);
  };
  const { stop: stopSave } = save;
  useEffect(
    () => () => {
      void stopLook({}); // nobody waits for it any more
      if (isSaving.current) stopSave();
    },
    [stopLook, stopSave],
  );
  const stopped = save.problem?.code === 'folder.saveStopped' ? save.problem : null;
  const refused = stopped === null ? save.problem : null;
  useEffect(() => {
    if (refused !== null) goToWrong();
  }, [refused]);

  const isBusy = save.isBusy || propose.isBusy;
  const wasStopped = preview.outcome?.ok === false && preview.outcome.problem.code === 'folder.lookStopped';
  const lookedProblem =
    refused ??
    propose.problem ??
    (proposal.outcome?.ok === false ? proposal.outcome.problem : null) ??
    (preview.outcome?.ok === false && !wasStopped ? preview.outcome.problem : null);
  const place = lookedProblem === null ? null : placeOf(lookedProblem);
  const said = lookedProblem === null ? null : words.problem(lookedProblem, nowMs);
  const known = presets.outcome?.ok === true ? presets.outcome.value : [];
  const options = known.map((preset) => ({ value: preset.name, text: words.preset(preset.name) }));
  const shownOptions =
    draft === null || options.some((option) => option.value === draft.preset)
      ? options
      : [...options, { value: draft.preset, text: words.preset(draft.preset) }];
  const isProposed = proposed !== null && draft?.preset === proposed.preset;
  return (
    <form
      className="form folder-form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void submit();
      }}
    >
      <LocalFolderField
        value={path}
        inputRef={pathInput}
        hint={ui.wizard.folderHint}
        error={
          refusal ?? (lookedProblem !== null && place === 'path' ? <ProblemLine problem={lookedProblem} /> : undefined)
        }
        onChange={changePath}
        onRefused={setRefusal}
      />
      {proposal.isAsking && (
        <p className="muted card-row" role="status">
          <span className="spinner" aria-hidden="true" /> {ui.rule.presetLooking}
        </p>
      )}
      {draft !== null && answer !== null && (
        <>
          <SelectField
            label={ui.rule.preset}
            value={draft.preset}
            options={shownOptions}
            hint={isProposed ? fill(ui.rule.presetWhy, { why: words.say(proposed.why, nowMs) }) : undefined}
            onChange={choosePreset}
          />
          <div className="quiet">
            <LineField
              longest={longestNumber}
              label={ui.rule.quietTime}
              value={answer.amount}
              inputRef={quietInput}
              hint={ui.rule.quietTimeHint}
              error={quietForS === null ? ui.rule.quietTimeBad : undefined}
              onChange={(amount) => {
                save.forget();
                setQuiet({ ...answer, amount });
              }}
            />
            <SelectField
              label={ui.rule.unit}
              value={answer.unit}
              options={[
                { value: 's', text: ui.rule.unitS },
                { value: 'min', text: ui.rule.unitMin },
                { value: 'h', text: ui.rule.unitH },
              ]}
              onChange={(unit) => {
                setQuiet({ ...answer, unit });
              }}
            />
          </div>
          <details
            className="more"
            open={isMore || (place !== null && place !== 'path')}
            onToggle={(event) => {
              setIsMore(event.currentTarget.open); // what opened for a fault stays open when that is mended
            }}
          >
            <summary>{ui.common.more}</summary>
            <RuleFields
              draft={draft}
              texts={texts}
              onText={typeInto}
              error={
                said !== null && place !== null && place !== 'path'
                  ? { field: place, text: `${said.what} ${said.means} ${said.do}` }
                  : null
              }
              onChange={changeDraft}
            />
            <CleanUpFields draft={draft} texts={texts} onText={typeInto} onChange={changeDraft} />
          </details>
        </>
      )}
      <Preview
        preview={preview.outcome?.ok === true ? preview.outcome.value : null}
        isLoading={asked !== null && preview.isAsking}
        waitsFor={lookedProblem === null ? 'folder' : place === null ? null : 'correction'}
        filesSoFar={looked?.asked === asked ? looked.files : null}
        onStop={() => void stopLook({})}
        stopped={wasStopped && preview.outcome?.ok === false ? preview.outcome.problem : null}
        onAgain={preview.askAgain}
      />
      {lookedProblem !== null && place === null && <ProblemBox problem={lookedProblem} isAlert={wasTried} />}
      <div className="form-actions">
        <LookBeforeSaving save={save} stopped={stopped} />
        {before}
        <Button look="primary" submits isBusy={isBusy}>
          {isBusy ? busyLabel : submitLabel}
        </Button>
      </div>
    </form>
  );
}
