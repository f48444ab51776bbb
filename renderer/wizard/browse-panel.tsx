import { useEffect, useRef, useState } from 'react';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { Breadcrumb } from '../parts/breadcrumb';
import { Button } from '../parts/button';
import { LineField } from '../line-field';
import { Icon } from '../parts/icon';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useWords } from '../words';
import { asFolderPath, lastName } from './pasted';

/** What file systems take. */
const longestName = 255;

export interface BrowsePanelProps {
  readonly collection: string;
  readonly startPath: string;
  readonly onUse: (path: string) => void;
}

/** The folders of a collection: go in, go up, make one, take one. */
export function BrowsePanel({ collection, startPath, onUse }: BrowsePanelProps) {
  const words = useWords();
  const { ui } = words;
  const [path, setPath] = useState(asFolderPath(startPath));
  const panel = useRef<HTMLElement>(null);
  const [newName, setNewName] = useState('');
  const [isNameWrong, setIsNameWrong] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const listed = useCall('setup.browse', { collection, path });
  const make = useAction('setup.makeFolder');
  const view = listed.outcome?.ok === true ? listed.outcome.value : null;
  const isListed = view !== null;
  useEffect(() => {
    if (isListed) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [isListed]);
  const go = (to: string): void => {
    make.forget();
    setPath(asFolderPath(to));
  };
  const makeFolder = async (): Promise<void> => {
    const name = newName.trim();
    const isWrong = /^\.*$/.test(name) || name.includes('/');
    setIsNameWrong(isWrong);
    if (isWrong) {
      nameInput.current?.focus();
      return;
    }
    const made = `${path}${name}/`;
    const outcome = await make.run({ collection, path: made });
    if (!outcome.ok) return;
    setNewName('');
    setPath(made);
  };
  return (
    <section className="card browse" ref={panel} aria-label={ui.wizard.browseTitle}>
      <Breadcrumb label={ui.wizard.browsePath} topName={ui.wizard.browseTop} path={path} onGo={go} />
      {listed.outcome?.ok === false && (
        <ProblemBox
          problem={listed.outcome.problem}
          actions={
            <Button
              icon="retry"
              onClick={() => {
                listed.askAgain();
              }}
            >
              {ui.common.again}
            </Button>
          }
        />
      )}
      {listed.outcome === null && (
        <p className="muted card-row" role="status">
          <span className="spinner" aria-hidden="true" /> {ui.common.loading}
        </p>
      )}
      {view !== null && (
        <ul className="browse-list">
          {view.parent !== null && (
            <li>
              <button
                type="button"
                className="browse-entry"
                onClick={() => {
                  go(view.parent ?? '/');
                }}
              >
                <Icon name="up" size={18} />
                {fill(ui.wizard.browseUp, {
                  name: asFolderPath(view.parent) === '/' ? ui.wizard.browseTop : lastName(view.parent),
                })}
              </button>
            </li>
          )}
          {view.folders.map((folder) => (
            <li key={folder.path}>
              <button
                type="button"
                className="browse-entry"
                onClick={() => {
                  go(folder.path);
                }}
              >
                <Icon name="folders" size={18} />
                <span className="path">{folder.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {view !== null && view.folders.length === 0 && <p className="muted small">{ui.wizard.browseEmpty}</p>}
      {view !== null && view.files > 0 && (
        <p className="muted small">{words.plural(ui.wizard.browseFiles, view.files)}</p>
      )}
      <div
        className="browse-foot"
        onKeyDown={(event) => {
          // Enter in the name makes the folder; it must not send the form around this panel.
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          void makeFolder();
        }}
      >
        <LineField
          label={ui.wizard.newFolder}
          longest={longestName}
          value={newName}
          inputRef={nameInput}
          error={
            isNameWrong ? (
              ui.wizard.newFolderEmpty
            ) : make.problem === null ? undefined : (
              <ProblemLine problem={make.problem} />
            )
          }
          onChange={(name) => {
            make.forget();
            setIsNameWrong(false);
            setNewName(name);
          }}
          trailing={
            <Button
              icon="plus"
              isBusy={make.isBusy}
              onClick={() => {
                void makeFolder();
              }}
            >
              {ui.wizard.newFolderMake}
            </Button>
          }
        />
        <Button
          look="primary"
          icon="check"
          disabled={view === null}
          onClick={() => {
            onUse(path);
          }}
        >
          {ui.wizard.browseUse}
        </Button>
      </div>
    </section>
  );
}
