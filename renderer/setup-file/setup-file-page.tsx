import { useEffect, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type {
  OpenedSetupView,
  Outcome,
  Problem,
  SettingsView,
  SetupFileView,
  SetupPart,
  SetupUse,
  SetupView,
} from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useNews } from '../api/use-news';
import { inWords, type Saying } from '../in-words';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Icon, Mark } from '../parts/icon';
import { ProblemBox } from '../problem-box';
import { PartGrants } from '../wizard/check-report';
import { Done } from '../wizard/done';
import { LanguageChoice } from '../wizard/language-choice';
import { secretShape } from '../wizard/pasted';
import { isPassing } from '../wizard/problem-field';
import { wrongSecrets } from '../wizard/refusals';
import { SourceForm } from '../wizard/source-form';
import { TryAgainLine } from '../wizard/try-again-line';
import { useChanges } from '../wizard/use-changes';
import { useGrantWatch } from '../wizard/use-grant-watch';
import { useTryAgain } from '../wizard/use-try-again';
import { useWords } from '../words';
import { FileRows } from './file-rows';
import { ReplaceQuestion } from './replace-question';
import { SecretField, type SecretKind } from './secret-field';
import type { OpenedSetupState } from './use-opened-setup';

export interface SetupFilePageProps {
  readonly opened: OpenedSetupState;
  readonly setup: SetupView;
  readonly settings: SettingsView;
  readonly onSettings: (settings: SettingsView) => void;
  /** Something of the file is in use now: everything has to be read again. */
  readonly onKept: () => void;
  readonly onLeave: () => void;
  readonly onAddFolder: () => void;
}

/** One screen from a setup file to a computer that works: what it says, the secret, one button. */
export function SetupFilePage(props: SetupFilePageProps) {
  const { opened, setup, settings, onSettings, onKept, onLeave, onAddFolder } = props;
  const { ui } = useWords();
  const [last, setLast] = useState<{ readonly opening: number; readonly use: SetupUse } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { file, refusal } = opened.view ?? { file: null, refusal: null };
  // What was found of one file is not said of another that was opened since.
  const used = file === null || last?.opening !== file.opening ? null : last.use;
  const isDone = used?.done === true;
  const openNow = useRef<number | null>(null);
  useEffect(() => {
    openNow.current = file?.opening ?? null;
  }, [file]);
  useEffect(() => {
    if (isDone) heading.current?.focus();
  }, [isDone]);
  return (
    <div className="wizard">
      <header className="wizard-rail wizard-rail-low">
        <div className="brand">
          <Mark size={34} />
          <div>
            <p className="brand-name">{ui.app.name}</p>
            <p className="small muted">{ui.wizard.title}</p>
          </div>
        </div>
        <LanguageChoice settings={settings} onSettings={onSettings} />
      </header>
      <main className="wizard-main" id="content">
        <div className="wizard-page">
          {isDone && (
            <span className="done-mark">
              <Icon name="check" size={30} />
            </span>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {isDone ? ui.wizard.doneTitle : ui.setupFile.title}
          </h1>
          <p className="wizard-lead">
            {isDone ? ui.wizard.doneLead : file === null ? ui.setupFile.refusedLead : <Lead file={file} />}
          </p>
          {isDone && used.loginProblem !== null && <ProblemBox problem={used.loginProblem} />}
          {isDone ? (
            <Done
              setup={setup}
              settings={settings}
              onSettings={onSettings}
              onFinish={onLeave}
              onAddAnother={onAddFolder}
            />
          ) : file !== null ? (
            <UseForm
              key={file.opening}
              file={file}
              opened={opened}
              setup={setup}
              used={used}
              onUsed={(next) => {
                setLast({ opening: file.opening, use: next });
                onKept();
                // What another file would change is told anew: this one is in use now.
                if (!next.done || openNow.current !== file.opening) opened.readAgain();
              }}
              onLooked={(next) => {
                setLast({ opening: file.opening, use: next });
              }}
              onKept={onKept}
              onLeave={onLeave}
            />
          ) : (
            <Refusal refusal={refusal} opened={opened} onLeave={onLeave} />
          )}
        </div>
      </main>
    </div>
  );
}

function Lead({ file }: { readonly file: SetupFileView }) {
  const { ui } = useWords();
  const { kept, inFile } = file.secret;
  const lead = kept ? ui.setupFile.leadKept : inFile ? ui.setupFile.leadPassphrase : ui.setupFile.leadSecret;
  return <>{fill(lead, { name: file.name })}</>;
}

function Refusal(props: {
  readonly refusal: OpenedSetupView['refusal'];
  readonly opened: OpenedSetupState;
  readonly onLeave: () => void;
}) {
  const { refusal, opened, onLeave } = props;
  const { ui } = useWords();
  return (
    <div className="form">
      {refusal !== null && <ProblemBox problem={refusal} />}
      <div className="form-actions">
        <Button look="quiet" onClick={onLeave}>
          {ui.setupFile.back}
        </Button>
        <Button look="primary" isBusy={opened.isPicking} onClick={opened.pick}>
          {ui.setupFile.another}
        </Button>
      </div>
    </div>
  );
}

interface UseFormProps {
  readonly file: SetupFileView;
  readonly opened: OpenedSetupState;
  readonly setup: SetupView;
  readonly used: SetupUse | null;
  readonly onUsed: (used: SetupUse) => void;
  /** It was tried by itself, and nothing was kept. */
  readonly onLooked: (looked: SetupUse) => void;
  readonly onKept: () => void;
  readonly onLeave: () => void;
}

function UseForm({ file, opened, setup, used, onUsed, onLooked, onKept, onLeave }: UseFormProps) {
  const words = useWords();
  const { ui } = words;
  const say = ui.setupFile;
  const use = useAction('setup.fileUse');
  const again = useAction('setup.fileLook');
  const changes = useChanges();
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<SecretKind>(file.secret.inFile ? 'passphrase' : 'secret');
  const [isOther, setIsOther] = useState(false);
  const [mayReplace, setMayReplace] = useState(false);
  const [refusal, setRefusal] = useState<ReactNode>(null);
  const [undecided, setUndecided] = useState<ReactNode>(null);
  const [running, setRunning] = useState<readonly SetupPart[]>([]);
  const [isByHand, setIsByHand] = useState(false);
  const [keptSome, setKeptSome] = useState(false);
  const secretInput = useRef<HTMLInputElement>(null);
  const decision = useRef<HTMLParagraphElement>(null);
  useNews('setup.filePart', ({ parts }) => {
    setRunning(parts);
  });
  const parts = use.isBusy ? running : (used?.parts ?? []);
  const asksSecret = !file.secret.kept || isOther || parts.some((one) => isAboutSecret(one.problem));
  useEffect(() => {
    if (undecided !== null && refusal === null) decision.current?.focus();
  }, [undecided, refusal]);
  const grants = used?.grants ?? [];
  const failed = use.isBusy ? 0 : parts.filter((one) => one.state === 'failed').length;
  const keptText = file.replaces ? say.nothingChanged : keptSome ? say.keptSoFar : say.nothingKept;
  const change = (value: string): void => {
    changes.count();
    setRefusal(null);
    setTyped(value);
  };
  /** The row of the file that tells it may be out of sight from the field. */
  const saidOf = (problem: Problem): Saying => {
    const nowMs = Date.now();
    return (words) => {
      const { what, do: remedy } = words.problem(problem, nowMs);
      return `${what} ${remedy}`;
    };
  };
  const decide = (): Saying | null => {
    const lost = file.source?.isThere === false ? file.source.localPath : undefined;
    const open = lost ?? file.folders.find((folder) => folder.path !== null && !folder.isThere)?.path ?? null;
    if (open !== null) return ({ ui }) => fill(ui.setupFile.decideFolder, { path: open });
    if (file.folders.every((folder) => folder.path === null)) return ({ ui }) => ui.setupFile.allLeftOut;
    return file.replaces && file.changes.length > 0 && !mayReplace ? ({ ui }) => ui.setupFile.decideReplace : null;
  };
  const wrongSecret = (): Saying | null => {
    if (!asksSecret) return null;
    if (kind === 'passphrase') return typed === '' ? ({ ui }) => ui.setupFile.passphraseEmpty : null;
    const wrong = wrongSecrets[secretShape(typed)];
    return wrong === null ? null : ({ ui }) => ui.wizard[wrong];
  };
  const request = {
    opening: file.opening,
    secret: asksSecret && kind === 'secret' ? typed : null,
    passphrase: asksSecret && kind === 'passphrase' ? typed : null,
    mayReplace: mayReplace || file.changes.length === 0,
  };
  const submit = async (): Promise<void> => {
    changes.count(); // a look under way is no news any more
    const open = decide();
    const wrong = wrongSecret();
    setUndecided(open === null ? null : inWords(open));
    setRefusal(wrong === null ? null : inWords(wrong));
    if (wrong !== null) secretInput.current?.focus();
    if (open !== null || wrong !== null) return;
    setRunning([]);
    const outcome = await use.run(request);
    if (!outcome.ok) return;
    const isSignedIn = outcome.value.parts[0]?.state === 'ok';
    const problem = outcome.value.parts[0]?.problem ?? null;
    if (problem !== null && isAboutSecret(problem)) setRefusal(inWords(saidOf(problem)));
    setKeptSome(isSignedIn && !file.replaces);
    if (isSignedIn && !file.replaces) setTyped(''); // it is in the keychain now
    flushSync(() => {
      onUsed(outcome.value); // what failed takes room: the field is brought into sight after it
    });
    if (!isSignedIn) secretInput.current?.focus();
  };
  const look = async (): Promise<Outcome<SetupUse> | null> => {
    const isStillAsked = changes.mark();
    const outcome = await again.run(request);
    return isStillAsked() ? outcome : null;
  };
  /** What nobody pressed for is kept no sooner than all of it holds. */
  const heard = (looked: SetupUse): void => {
    if (looked.done) void submit();
    else onLooked(looked);
  };
  const watch = useGrantWatch<SetupUse>(grants.length > 0 && !use.isBusy, look, heard);
  const failures = [use.problem, ...parts.map((one) => one.problem)].filter((problem) => problem !== null);
  const tryAgain = useTryAgain({
    isDue: grants.length === 0 && failures.some(isPassing), // a permission that is missing is looked for anyway
    isBusy: use.isBusy || again.isBusy,
    answers: JSON.stringify(request),
    byItself: () =>
      void look().then((outcome) => {
        if (outcome?.ok === true) heard(outcome.value);
      }),
    byPress: () => void submit(),
  });
  const place: OpenedSetupState['place'] = async (request) => {
    changes.count();
    setUndecided(null);
    await opened.place(request);
  };
  const otherWay: ReactNode = asksSecret && file.secret.inFile && (
    <Button
      look="quiet"
      onClick={() => {
        change('');
        setKind(kind === 'secret' ? 'passphrase' : 'secret');
      }}
    >
      {kind === 'secret' ? say.usePassphrase : say.useSecret}
    </Button>
  );
  return (
    <>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!use.isBusy) void submit();
        }}
      >
        <FileRows
          file={file}
          parts={parts}
          isBusy={use.isBusy}
          onPlace={(request) => {
            void place(request);
          }}
          onByHand={
            file.replaces || setup.clientId !== file.clientId
              ? null
              : () => {
                  setIsByHand(true);
                }
          }
        />
        <p role="status" className={failed > 0 ? 'file-status check-problem' : 'file-status muted'}>
          {use.isBusy ? say.working : failed > 0 ? `${words.plural(say.someFailed, failed)} ${keptText}` : ''}
        </p>
        {!use.isBusy && <PartGrants grants={grants} lookedAtMs={watch.lookedAtMs} />}
        {file.replaces && (
          <ReplaceQuestion
            changes={file.changes}
            isYes={mayReplace}
            onChange={(yes) => {
              changes.count();
              setUndecided(null);
              setMayReplace(yes);
            }}
          />
        )}
        {asksSecret ? (
          <div className="secret-ways">
            <SecretField
              key={kind}
              file={file}
              kind={kind}
              value={typed}
              error={refusal}
              inputRef={secretInput}
              onChange={change}
              onRefused={setRefusal}
            />
            {otherWay}
          </div>
        ) : (
          <p className="file-kept">
            <Icon name="check" size={18} /> <span>{say.secretKept}</span>
            <Button
              look="quiet"
              onClick={() => {
                setIsOther(true);
              }}
            >
              {say.otherSecret}
            </Button>
          </p>
        )}
        {use.problem !== null && <ProblemBox problem={use.problem} />}
        {undecided !== null && (
          <p className="check-problem" role="alert" tabIndex={-1} ref={decision}>
            {undecided}
          </p>
        )}
        <div className="form-actions">
          <TryAgainLine {...tryAgain} />
          <Button look="quiet" onClick={onLeave}>
            {say.notNow}
          </Button>
          <Button look="primary" submits isBusy={use.isBusy}>
            {use.isBusy ? say.checking : say.start}
          </Button>
        </div>
      </form>
      {isByHand && (
        <Dialog
          title={say.byHandTitle}
          closeLabel={ui.common.close}
          isWide
          onClose={() => {
            setIsByHand(false);
          }}
        >
          <SourceForm
            setup={setup}
            submitLabel={ui.settings.checkAndSave}
            onSaved={() => {
              setIsByHand(false);
              onKept();
              void place({ place: 'sourceByHand' });
            }}
          />
        </Dialog>
      )}
    </>
  );
}

/** The secret was not taken, so it has to be given again, also where the keychain holds one. */
function isAboutSecret(problem: Problem | null): boolean {
  return problem !== null && /^(secret\.|setupFile\.wrongPassphrase|globus\.signInRefused)/.test(problem.code);
}
