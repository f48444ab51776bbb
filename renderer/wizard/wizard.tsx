import { useEffect, useRef, useState } from 'react';
import type { Problem, SettingsView, SetupStep, SetupView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { FolderForm } from '../folders/folder-form';
import { Button } from '../parts/button';
import { Icon, Mark } from '../parts/icon';
import { ProblemBox } from '../problem-box';
import { TryPanel } from '../try-out/try-panel';
import { useWords } from '../words';
import { DestinationForm } from './destination-form';
import { Done } from './done';
import { IdentityForm } from './identity-form';
import { LanguageChoice } from './language-choice';
import { SourceForm } from './source-form';
import { questions, Steps, type Question } from './steps';

export interface WizardProps {
  readonly setup: SetupView;
  readonly settings: SettingsView;
  readonly problems: readonly Problem[];
  readonly onSettings: (settings: SettingsView) => void;
  /** An answer was kept: the setup has to be read again. */
  readonly onKept: () => void;
  readonly onFinish: () => void;
  /** Asks for a setup file, which answers everything at once. */
  readonly onOpenFile: () => void;
  readonly isOpeningFile: boolean;
  /** Null where there is no window to go back to. */
  readonly onLeave: (() => void) | null;
}

const indexOf = (step: SetupStep): number => {
  const at = questions.findIndex((question) => question === step);
  return at === -1 ? questions.length : at;
};

/** One screen, one question: the first thing that is not yet true, unless the operator looks back at an earlier one. */
export function Wizard(props: WizardProps) {
  const { setup, settings, problems, onSettings, onKept, onFinish, onOpenFile, isOpeningFile, onLeave } = props;
  const { ui } = useWords();
  const [lookedBackAt, setLookedBackAt] = useState<Question | null>(null);
  // Who left at one of the last pages comes back to them.
  const [watched, setWatched] = useState(() => (setup.loginAsked ? null : (setup.folders.at(-1) ?? null)));
  const [isTried, setIsTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const isBack = lookedBackAt !== null && indexOf(lookedBackAt) < indexOf(setup.step);
  const firstOpen: Question = setup.step === 'done' ? 'folders' : setup.step;
  const question = isBack ? lookedBackAt : firstOpen;
  const at = indexOf(question);
  const isAnswered = watched !== null && setup.step === 'done' && !isBack;
  const isDone = isAnswered && isTried;
  const screen = isDone ? 'done' : isAnswered ? 'tryOut' : question;
  const isFirstScreen = useRef(true);
  const shownScreen = useRef(screen);
  useEffect(() => {
    shownScreen.current = screen;
    if (isFirstScreen.current) isFirstScreen.current = false;
    else heading.current?.focus();
  }, [screen]);

  /** The setup that is read again while an answer is kept must not take the page away under what its checks noted. */
  const stay = (): void => {
    setLookedBackAt(question);
  };
  const goOn = (): void => {
    const next = questions[at + 1];
    // Who went back while an answer was kept is not thrown forward.
    if (shownScreen.current === screen) setLookedBackAt(isBack && next !== undefined ? next : null);
    onKept();
  };
  const previous = questions[at - 1];
  const back =
    previous === undefined ? undefined : (
      <Button
        look="quiet"
        onClick={() => {
          setLookedBackAt(previous);
        }}
      >
        {ui.wizard.back}
      </Button>
    );
  const words = {
    identity: { title: ui.wizard.identityTitle, lead: ui.wizard.identityLead },
    source: { title: ui.wizard.sourceTitle, lead: ui.wizard.sourceLead },
    destination: { title: ui.wizard.destinationTitle, lead: ui.wizard.destinationLead },
    folders: { title: ui.wizard.foldersTitle, lead: ui.wizard.foldersLead },
    tryOut: { title: ui.tryOut.title, lead: ui.tryOut.lead },
    done: { title: ui.wizard.doneTitle, lead: ui.wizard.doneLead },
  }[screen];
  const keychainCode = setup.secret === 'locked' || setup.secret === 'unavailable' ? `secret.${setup.secret}` : null;

  return (
    <div className="wizard">
      <header className="wizard-rail">
        <div className="brand">
          <Mark size={34} />
          <div>
            <p className="brand-name">{ui.app.name}</p>
            <p className="small muted">{ui.wizard.title}</p>
          </div>
        </div>
        <Steps setup={setup} shown={isAnswered ? null : question} onGo={setLookedBackAt} />
        <LanguageChoice settings={settings} onSettings={onSettings} />
      </header>
      <main className="wizard-main" id="content">
        <div className="wizard-page" key={screen}>
          {isDone && (
            <span className="done-mark">
              <Icon name="check" size={30} />
            </span>
          )}
          {!isAnswered && (
            <p className="wizard-count small">{fill(ui.wizard.stepOf, { number: at + 1, total: questions.length })}</p>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {words.title}
          </h1>
          <p className="wizard-lead">{words.lead}</p>
          {!isAnswered &&
            problems
              .filter(({ isOfOwnRecords }) => isOfOwnRecords)
              .map((problem) => <ProblemBox key={problem.id} isAlert={false} problem={problem} />)}
          {!isAnswered && keychainCode !== null && (
            <ProblemBox
              isAlert={false}
              problem={{
                id: keychainCode,
                code: keychainCode,
                facts: {},
                act: null,
                datasetId: null,
                folderId: null,
                sinceMs: null,
                requestId: null,
              }}
              actions={
                <Button icon="retry" onClick={onKept}>
                  {ui.common.again}
                </Button>
              }
            />
          )}
          {screen === 'identity' && (
            <IdentityForm
              setup={setup}
              submitLabel={ui.wizard.checkAndContinue}
              onSaved={goOn}
              onCheck={stay}
              before={
                <Button look="quiet" icon="receipt" isBusy={isOpeningFile} onClick={onOpenFile}>
                  {ui.setupFile.openButton}
                </Button>
              }
            />
          )}
          {screen === 'source' && (
            <SourceForm
              setup={setup}
              submitLabel={ui.wizard.checkAndContinue}
              onSaved={goOn}
              onCheck={stay}
              before={back}
            />
          )}
          {screen === 'destination' && (
            <DestinationForm
              setup={setup}
              submitLabel={ui.wizard.checkAndContinue}
              onSaved={goOn}
              onCheck={stay}
              before={back}
            />
          )}
          {screen === 'folders' && (
            <FolderForm
              folder={null}
              submitLabel={ui.wizard.startWatching}
              busyLabel={ui.wizard.starting}
              onSaved={(folder) => {
                setWatched(folder);
                setLookedBackAt(null);
                onKept();
              }}
              before={back}
            />
          )}
          {screen === 'tryOut' && (
            <TryPanel
              folders={setup.folders.filter((folder) => folder.id === watched?.id)}
              otherWay={ui.tryOut.orReal}
              beside={(worked, isBusy) =>
                isBusy ? null : (
                  <Button
                    look={worked ? 'primary' : 'quiet'}
                    onClick={() => {
                      setIsTried(true);
                    }}
                  >
                    {worked ? ui.tryOut.next : ui.tryOut.skip}
                  </Button>
                )
              }
            />
          )}
          {isDone && (
            <Done
              setup={setup}
              settings={settings}
              onSettings={onSettings}
              onFinish={onFinish}
              onAddAnother={() => {
                setIsTried(false);
                setWatched(null);
              }}
            />
          )}
          {onLeave !== null && !isAnswered && (
            <p className="wizard-leave">
              <Button look="quiet" onClick={onLeave}>
                {ui.wizard.leave}
              </Button>
            </p>
          )}
        </div>
      </main>
    </div>
  );
}
