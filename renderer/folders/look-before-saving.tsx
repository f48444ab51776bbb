import { useCallback, useEffect, useRef, useState } from 'react';
import type { FolderView, Outcome, Problem, Request } from '../../preload/contract';
import { type Action, useAction } from '../api/use-action';
import { useNews } from '../api/use-news';
import { Button } from '../parts/button';
import { ProblemLine } from '../problem-box';
import { useDebounced } from '../use-debounced';
import { useWords } from '../words';
import { FilesSoFar, longLookMs } from './preview';

export interface FolderSave extends Action<'folder.save'> {
  /** How many files were come upon so far; null while nothing is told of that. */
  readonly filesSoFar: number | null;
  readonly stop: () => void;
}

/** Keeps a rule after a look into its folder, which takes long where much is. */
export function useFolderSave(): FolderSave {
  const save = useAction('folder.save');
  const { run: stopSave } = useAction('folder.stopSave');
  const [filesSoFar, setFilesSoFar] = useState<number | null>(null);
  useNews('folder.looked', ({ files, by }) => {
    if (by === 'save') setFilesSoFar(files);
  });
  const run = (request: Request<'folder.save'>): Promise<Outcome<FolderView>> => {
    setFilesSoFar(null);
    return save.run(request);
  };
  const stop = useCallback(() => void stopSave({}), [stopSave]);
  return { ...save, run, filesSoFar: save.isBusy ? filesSoFar : null, stop };
}

export interface LookBeforeSavingProps {
  readonly save: Pick<FolderSave, 'isBusy' | 'filesSoFar' | 'stop'>;
  /** What is said of a look that was stopped; null when none was. */
  readonly stopped: Problem | null;
}

/** How far the look is that comes before saving, with the press that stops it; then that it was stopped. */
export function LookBeforeSaving({ save, stopped }: LookBeforeSavingProps) {
  const { ui } = useWords();
  const isLong = useDebounced(save.isBusy, longLookMs) && save.isBusy;
  const word = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (stopped !== null) word.current?.focus(); // the button that was pressed is gone
  }, [stopped]);
  if (stopped !== null)
    return (
      <p ref={word} tabIndex={-1} className="muted look-before-saving" role="status">
        <ProblemLine problem={stopped} />
      </p>
    );
  if (!isLong) return null;
  return (
    <div className="look-before-saving">
      <p className="muted card-row" role="status">
        <span className="spinner" aria-hidden="true" /> {ui.rule.previewLoading}
      </p>
      {save.filesSoFar !== null && <FilesSoFar files={save.filesSoFar} />}
      <Button onClick={save.stop}>{ui.rule.stopLooking}</Button>
    </div>
  );
}
