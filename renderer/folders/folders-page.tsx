import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FolderView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { useRefresh } from '../api/use-refresh';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Empty } from '../parts/empty';
import { useTell } from '../tell';
import { ProblemBox } from '../problem-box';
import { useWindow } from '../window-context';
import { useWords } from '../words';
import { CleanUpDialog } from './clean-up-dialog';
import { FolderCard } from './folder-card';
import { FolderForm } from './folder-form';
import { LookBeforeSaving, useFolderSave } from './look-before-saving';

/** What becomes of the datasets of a folder that is no longer watched. */
function LeftUnfinished({ folder }: { readonly folder: FolderView }) {
  const words = useWords();
  const { removeWaiting, removeSending, removeAgain } = words.ui.folders;
  const { waiting, needsYou, sending, paused } = folder.datasets;
  const onTheWay = sending + paused;
  if (waiting + needsYou + onTheWay === 0) return null;
  return (
    <>
      {waiting + needsYou > 0 && <p>{words.plural(removeWaiting, waiting + needsYou)}</p>}
      {onTheWay > 0 && <p>{words.plural(removeSending, onTheWay)}</p>}
      <p>{removeAgain}</p>
    </>
  );
}

/** `addsAtOnce`: the operator came here to add a folder. */
export function FoldersPage({ addsAtOnce }: { readonly addsAtOnce: boolean }) {
  const { ui } = useWords();
  const { readSetupAgain } = useWindow();
  const tell = useTell();
  const heading = useRef<HTMLHeadingElement>(null);
  const listed = useCall('folder.list', {});
  useRefresh(listed.askAgain);
  const pause = useAction('folder.pause');
  const remove = useAction('folder.remove');
  const save = useFolderSave();
  /** What is taken back is looked into once more before it is kept. */
  const [undo, setUndo] = useState<(() => Promise<void>) | null>(null);
  const [edits, setEdits] = useState<FolderView | 'new' | null>(addsAtOnce ? 'new' : null);
  const [cleans, setCleans] = useState<FolderView | null>(null);
  const [removes, setRemoves] = useState<FolderView | null>(null);
  const refresh = (): void => {
    listed.askAgain();
    readSetupAgain();
  };
  const close = (): void => {
    setEdits(null);
  };
  const setPaused = async (folder: FolderView, paused: boolean, mayUndo: boolean): Promise<void> => {
    const outcome = await pause.run({ id: folder.id, paused });
    if (!outcome.ok) return;
    refresh();
    tell(
      ({ ui }) => fill(paused ? ui.folders.paused : ui.folders.resumed, { name: folder.name }),
      mayUndo ? () => void setPaused(folder, !paused, false) : undefined,
    );
  };
  const removeNow = async (folder: FolderView): Promise<void> => {
    const outcome = await remove.run({ id: folder.id });
    if (!outcome.ok) return;
    flushSync(() => {
      setRemoves(null);
    });
    heading.current?.focus(); // the button that led here goes with its card
    refresh();
    tell(
      ({ ui }) => fill(ui.folders.removed, { name: folder.name }),
      () => {
        takeBack(() => watchAgain(folder));
      },
    );
  };
  /** The same folder has the same id for ever, so nothing that was delivered from it is forgotten. */
  const watchAgain = async (folder: FolderView): Promise<void> => {
    const outcome = await save.run({ id: null, draft: folder.rule });
    if (!outcome.ok) return;
    if (folder.paused) await pause.run({ id: outcome.value.id, paused: true });
    refresh();
    tell(({ ui }) => fill(ui.folders.watchedAgain, { name: folder.name }));
  };
  const restoreRule = async (before: FolderView): Promise<void> => {
    if (!(await save.run({ id: before.id, draft: before.rule })).ok) return;
    refresh();
    tell(({ ui }) => fill(ui.folders.restored, { name: before.name }));
  };
  const takeBack = (how: () => Promise<void>): void => {
    setUndo(() => how);
    void how();
  };
  const folders = listed.outcome?.ok === true ? listed.outcome.value : null;
  const add = (
    <Button
      look="primary"
      icon="plus"
      onClick={() => {
        setEdits('new');
      }}
    >
      {ui.folders.add}
    </Button>
  );
  return (
    <div className="page-inner">
      <header className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {ui.folders.title}
        </h1>
        {folders !== null && folders.length > 0 && <div className="page-actions">{add}</div>}
      </header>
      {listed.outcome?.ok === false && <ProblemBox problem={listed.outcome.problem} />}
      {pause.problem !== null && <ProblemBox problem={pause.problem} />}
      <LookBeforeSaving save={save} stopped={null} />
      {save.problem !== null && (
        <ProblemBox
          problem={save.problem}
          actions={
            save.problem.code === 'folder.saveStopped' && undo !== null ? (
              <Button icon="retry" onClick={() => void undo()}>
                {ui.app.tryAgain}
              </Button>
            ) : undefined
          }
        />
      )}
      {folders?.length === 0 && (
        <div className="card">
          <Empty icon="folders" title={ui.folders.empty} text={ui.folders.emptyText} action={add} />
        </div>
      )}
      {folders !== null && folders.length > 0 && (
        <ul className="folder-list">
          {folders.map((folder) => (
            <FolderCard
              key={folder.id}
              folder={folder}
              onCleanUp={() => {
                setCleans(folder);
              }}
              onEdit={() => {
                setEdits(folder);
              }}
              onPause={(paused) => void setPaused(folder, paused, true)}
              onRemove={() => {
                remove.forget();
                setRemoves(folder);
              }}
            />
          ))}
        </ul>
      )}
      {edits !== null && (
        <Dialog
          title={edits === 'new' ? ui.folders.editorAdd : fill(ui.folders.editorChange, { name: edits.name })}
          closeLabel={ui.common.close}
          onClose={close}
          isWide
        >
          <FolderForm
            folder={edits === 'new' ? null : edits}
            submitLabel={edits === 'new' ? ui.folders.saveAdd : ui.folders.saveChange}
            busyLabel={ui.common.saving}
            before={
              <Button look="quiet" onClick={close}>
                {ui.common.cancel}
              </Button>
            }
            onSaved={(saved) => {
              close();
              refresh();
              tell(
                ({ ui }) => fill(ui.folders.saved, { name: saved.name }),
                edits === 'new'
                  ? undefined
                  : () => {
                      takeBack(() => restoreRule(edits));
                    },
              );
            }}
          />
        </Dialog>
      )}
      {cleans !== null && (
        <CleanUpDialog
          folder={cleans}
          onClose={() => {
            setCleans(null);
          }}
        />
      )}
      {removes !== null && (
        <Dialog
          title={fill(ui.folders.removeTitle, { name: removes.name })}
          closeLabel={ui.common.close}
          onClose={() => {
            setRemoves(null);
          }}
          actions={
            <>
              <Button
                look="quiet"
                onClick={() => {
                  setRemoves(null);
                }}
              >
                {ui.common.cancel}
              </Button>
              <Button look="danger" isBusy={remove.isBusy} onClick={() => void removeNow(removes)}>
                {ui.folders.remove}
              </Button>
            </>
          }
        >
          <div className="form">
            <p className="path">{fill(ui.folders.removeText, { path: removes.rule.path })}</p>
            <LeftUnfinished folder={folders?.find(({ id }) => id === removes.id) ?? removes} />
            {remove.problem !== null && <ProblemBox problem={remove.problem} />}
          </div>
        </Dialog>
      )}
    </div>
  );
}
