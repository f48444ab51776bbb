import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SettingsView, SetupView, StatusView } from '../preload/contract';
import { AboutPage } from './about/about-page';
import type { Live } from './api/use-live';
import { useNews } from './api/use-news';
import { DatasetsPage } from './datasets/datasets-page';
import { noFilter, type DatasetFilter } from './datasets/filter';
import { FoldersPage } from './folders/folders-page';
import { Navigation } from './navigation';
import { NowPage } from './now/now-page';
import { ProblemsPage } from './problems/problems-page';
import { SettingsPage } from './settings/settings-page';
import { places, WindowContext, type GoTo, type WindowState } from './window-context';
import { useWords } from './words';

export interface MainWindowProps {
  readonly live: Live & { readonly status: StatusView; readonly setup: SetupView; readonly settings: SettingsView };
  readonly onOpenSetup: () => void;
  readonly onOpenFile: () => void;
}

/** The page that the window was opened for: `#problems`, `#datasets/DATASET_ID`. */
export function placeIn(hash: string): GoTo {
  const [name = '', dataset] = hash.replace(/^#/, '').split('/');
  const place = places.find((one) => one === name) ?? 'now';
  return dataset === undefined ? { place } : { place, datasetId: decodeURIComponent(dataset) };
}

export function MainWindow({ live, onOpenSetup, onOpenFile }: MainWindowProps) {
  const { ui } = useWords();
  const [at, setAt] = useState<GoTo>(() => placeIn(window.location.hash));
  const [filter, setFilter] = useState<DatasetFilter>(noFilter);
  const content = useRef<HTMLElement>(null);

  const go = useCallback((to: GoTo) => {
    setAt(to);
    if (to.folderId !== undefined) setFilter({ ...noFilter, folderId: to.folderId });
    content.current?.scrollTo(0, 0);
  }, []);
  useNews('place.opened', ({ place, datasetId }) => {
    go(datasetId === null ? { place } : { place, datasetId });
  });

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const place = places[Number(event.key) - 1];
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || place === undefined) return;
      event.preventDefault();
      go({ place });
    };
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', press);
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
      go,
      openSetup: onOpenSetup,
      openSetupFile: onOpenFile,
    }),
    [status, setup, settings, putStatus, putSettings, readSetupAgain, go, onOpenSetup, onOpenFile],
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
