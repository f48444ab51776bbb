import { useEffect, useMemo, useState } from 'react';
import type { SetupView } from '../preload/contract';
import { useLive, type Live } from './api/use-live';
import { useNews } from './api/use-news';
import { PinGate } from './lock/pin-gate';
import { MainWindow } from './main-window';
import { Button } from './parts/button';
import { Toaster } from './parts/toast';
import { ProblemBox } from './problem-box';
import { DropZone } from './setup-file/drop-zone';
import { SetupFilePage } from './setup-file/setup-file-page';
import { useOpenedSetup } from './setup-file/use-opened-setup';
import { useTheme } from './use-theme';
import { type GoTo } from './window-context';
import { Wizard } from './wizard/wizard';
import { useWords, wordsFor, WordsContext } from './words';

/** True when an answer is missing that only the wizard asks for, also its last one; a locked keychain alone is none. */
function needsWizard(setup: SetupView): boolean {
  const isAnswered = setup.clientId !== null && setup.source !== null && setup.destination !== null;
  return !setup.loginAsked || (setup.step !== 'done' && !(isAnswered && setup.folders.length > 0));
}

/** @param systemLocale such as `navigator.language`; decides where the operator chose nothing. */
export function App({ systemLocale }: { readonly systemLocale: string }) {
  const live = useLive();
  // From the first moment on: what the tray leads to may be asked for before there is a window to lead it.
  const [asked, setAsked] = useState<GoTo | null>(null);
  useNews('place.opened', setAsked);
  const language = live.settings?.language ?? 'system';
  const words = useMemo(() => wordsFor(language, systemLocale), [language, systemLocale]);
  useTheme(live.settings?.appearance ?? 'system');
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);
  return (
    <WordsContext value={words}>
      <Toaster label={words.ui.app.notifications} closeLabel={words.ui.common.close}>
        <PinGate>
          <Content
            live={live}
            asked={asked}
            onArrived={() => {
              setAsked(null);
            }}
          />
        </PinGate>
      </Toaster>
    </WordsContext>
  );
}

interface ContentProps {
  readonly live: Live;
  readonly asked: GoTo | null;
  readonly onArrived: () => void;
}

function Content({ live, asked, onArrived }: ContentProps) {
  const { ui } = useWords();
  // Asked for once, at the start: later only the operator opens the setup again.
  const [wizard, setWizard] = useState<'asNeeded' | 'open' | 'closed'>('asNeeded');
  const opened = useOpenedSetup();
  // A file that is in use is no longer open, but its last screen is looked at until it is left.
  const [isAtFile, setIsAtFile] = useState(false);
  if (opened.isOpen && !isAtFile) setIsAtFile(true);
  const { status, setup, settings } = live;
  if (status === null || setup === null || settings === null || opened.view === null)
    return (
      <main className="start" id="content">
        {live.refusal === null ? (
          <>
            <p role="status" className="muted">
              {ui.app.loading}
            </p>
            <p className="muted takes-longer">{ui.app.checking}</p>
          </>
        ) : (
          <>
            <h1>{ui.app.startFailed}</h1>
            <ProblemBox
              problem={live.refusal}
              actions={
                <Button icon="retry" onClick={live.readAllAgain}>
                  {ui.app.tryAgain}
                </Button>
              }
            />
          </>
        )}
      </main>
    );
  const isAnswered = !needsWizard(setup);
  if (wizard === 'asNeeded' && isAnswered) setWizard('closed');
  const openWindow = (): void => {
    setWizard('closed');
  };
  return (
    <div className="app">
      {status.practice && (
        <section className="practice" aria-label={ui.app.practiceTitle}>
          <strong>{ui.app.practiceTitle}</strong>
          <span>{ui.app.practiceText}</span>
        </section>
      )}
      <DropZone onFile={opened.take} />
      {isAtFile ? (
        <SetupFilePage
          opened={opened}
          setup={setup}
          settings={settings}
          onSettings={live.putSettings}
          onKept={live.readAllAgain}
          onLeave={() => {
            opened.close();
            setIsAtFile(false);
          }}
          onAddFolder={() => {
            setIsAtFile(false);
            setWizard('open');
          }}
        />
      ) : wizard === 'open' || (wizard === 'asNeeded' && !isAnswered) ? (
        <Wizard
          onOpenFile={opened.pick}
          isOpeningFile={opened.isPicking}
          setup={setup}
          settings={settings}
          problems={status.problems}
          onSettings={live.putSettings}
          onKept={() => {
            setWizard('open'); // it stays until it is left, so that its last screen is seen
            live.readSetupAgain();
          }}
          onFinish={openWindow}
          onLeave={isAnswered ? openWindow : null}
        />
      ) : (
        <MainWindow
          live={{ ...live, status, setup, settings }}
          asked={asked}
          onArrived={onArrived}
          onOpenFile={opened.pick}
          onOpenSetup={() => {
            setWizard('open');
          }}
        />
      )}
    </div>
  );
}
