import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { SettingsView, SetupView, StatusView } from '../preload/contract';
import { AboutPage } from './about/about-page';
import type { Live } from './api/use-live';
import { useNews } from './api/use-news';
import { DatasetsPage } from './datasets/datasets-page';
import { noFilter, states, type DatasetFilter } from './datasets/filter';
import { FoldersPage } from './folders/folders-page';
import { Navigation } from './navigation';
import { NowPage } from './now/now-page';
import { ProblemsPage } from './problems/problems-page';
import { SettingsPage } from './settings/settings-page';
import { places, WindowContext, type GoTo, type WindowState } from './window-context';
import { useWords } from './words';

export interface MainWindowProps {
  readonly live: Live & { readonly status: StatusView; readonly setup: SetupView; readonly settings: SettingsView };
  /** A place that was asked for and not yet shown. */
  readonly asked: GoTo | null;
  readonly onArrived: () => void;
  readonly onOpenSetup: () => void;
  readonly onOpenFile: () => void;
}

/** What the window was opened for: `#problems`, `#datasets?datasetId=ID`. */
export function placeIn(hash: string): GoTo {
  const [name, query] = hash.replace(/^#/, '').split(/\?(.*)/s);
  const shown = new URLSearchParams(query);
  return {
    place: places.find((one) => one === name) ?? 'now',
    datasetId: shown.get('datasetId') ?? undefined,
    folderId: shown.get('folderId') ?? undefined,
    problemId: shown.get('problemId') ?? undefined,
    state: states.find((one) => one === shown.get('state')),
    part: (['identity', 'collections'] as const).find((one) => one === shown.get('part')),
  };
}

/** The list of datasets as it was, unless only some of them are meant. */
function filterFor({ place, folderId, state }: GoTo, before: DatasetFilter): DatasetFilter {
  if (place !== 'datasets' || (folderId === undefined && state === undefined)) return before;
  return { ...noFilter, folderId: folderId ?? null, states: state === undefined ? [] : [state] };
}

/** What is filled in there goes with its page: no other one comes before it is closed. */
function openForm(): Element | null {
  return document.querySelector('dialog[open]');
}

/** What was typed counts as when the field is left by hand: it goes with its page, or with the window. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
}

export function MainWindow({ live, asked, onArrived, onOpenSetup, onOpenFile }: MainWindowProps) {
  const { ui } = useWords();
  const [at, setAt] = useState<GoTo>(() => asked ?? placeIn(window.location.hash));
  const [filter, setFilter] = useState<DatasetFilter>(() => filterFor(at, noFilter));
  const content = useRef<HTMLElement>(null);

  const go = useCallback((to: GoTo) => {
    leaveField();
    setAt(to);
    setFilter((before) => filterFor(to, before));
    content.current?.scrollTo(0, 0);
  }, []);
  useNews('place.opened', (to) => {
    const form = openForm();
    if (form === null) go(to);
    else form.addEventListener('close', () => go(to), { once: true });
  });
  const arrive = useEffectEvent(onArrived);
  useEffect(() => {
    if (asked !== null) arrive();
  }, [asked]);

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const place = places[Number(event.key) - 1];
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || place === undefined) return;
      event.preventDefault();
      if (openForm() !== null) return;
      go({ place });
    };
    window.addEventListener('keydown', press);
    window.addEventListener('beforeunload', leaveField);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('beforeunload', leaveField);
    };
  }, [go]);

  const { status, setup, settings, putStatus, putSettings, readSetupAgain } = live;
  const state: WindowState = useMemo(
    () => ({
      status,
      setup,
      settings,
      putStatus,
      putSettings,
      readSetupAgain,
      at,
      go,
      openSetup: onOpenSetup,
      openSetupFile: onOpenFile,
    }),
    [status, setup, settings, putStatus, putSettings, readSetupAgain, at, go, onOpenSetup, onOpenFile],
  );
  const chooseDataset = (datasetId: string | null): void => {
    setAt(datasetId === null ? { place: 'datasets' } : { place: 'datasets', datasetId });
  };
  return (
    <WindowContext value={state}>
      <a
        className="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault(); // the address tells the first page; it is no place to keep
          content.current?.focus();
        }}
      >
        {ui.app.skipToContent}
      </a>
      <div className="window">
        <Navigation place={at.place} />
        <main className={`page page-${at.place}`} id="content" tabIndex={-1} ref={content}>
          {at.place === 'now' && <NowPage />}
          {at.place === 'datasets' && (
            <DatasetsPage
              filter={filter}
              onFilter={setFilter}
              chosenId={at.datasetId ?? null}
              onChoose={chooseDataset}
            />
          )}
          {at.place === 'folders' && <FoldersPage addsAtOnce={at.adds === true} />}
          {at.place === 'problems' && <ProblemsPage />}
          {at.place === 'settings' && <SettingsPage />}
          {at.place === 'about' && <AboutPage />}
        </main>
      </div>
    </WindowContext>
  );
}
