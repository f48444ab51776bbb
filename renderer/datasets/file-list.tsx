import { memo, useEffect, useRef, useState } from 'react';
import type { DatasetDetail } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { Button } from '../parts/button';
import { Progress } from '../parts/progress';
import { ProblemBox } from '../problem-box';
import { useWords } from '../words';

/** As many come with each answer. */
const filesInPage = 500;
/** Lines of a list that nobody reads to its end; all files are in the receipt. */
const mostShown = 20_000;

type Files = DatasetDetail['files'];
interface Pages {
  /** Of which list: another dataset, or another version of it, begins anew. */
  readonly of: string;
  readonly pages: readonly Files[];
}

/** The files of a dataset, a page at a time, or one page after the other until it is stopped. */
export function FileList({ detail }: { readonly detail: DatasetDetail }) {
  const words = useWords();
  const { ui } = words;
  const readMore = useAction('dataset.files');
  const [isRunning, setIsRunning] = useState(false);
  const goesOn = useRef(false);
  useEffect(
    () => () => {
      goesOn.current = false;
    },
    [],
  );
  const { id, version, state, files: total } = detail.dataset;
  const of = `${id} ${String(version)} ${state}`;
  const [more, setMore] = useState<Pages>({ of, pages: [] });
  const pages = more.of === of ? [detail.files, ...more.pages] : [detail.files];
  const shown = pages.reduce((sum, page) => sum + page.length, 0);
  const most = Math.min(total, mostShown);

  /** @returns the path of the last file that came; null when there is no more. */
  const readPage = async (after: string): Promise<string | null> => {
    const outcome = await readMore.run({ datasetId: id, after });
    if (!outcome.ok) return null;
    setMore((before) => ({ of, pages: [...(before.of === of ? before.pages : []), outcome.value] }));
    return outcome.value.at(-1)?.path ?? null;
  };
  const readAll = async (after: string): Promise<void> => {
    goesOn.current = true;
    setIsRunning(true);
    let last: string | null = after;
    for (let count = shown; last !== null && count < most && goesOn.current; count += filesInPage)
      last = await readPage(last);
    setIsRunning(false);
  };

  const last = pages.at(-1)?.at(-1)?.path;
  if (last === undefined) return <p className="muted">{ui.detail.noFiles}</p>;
  const rest = most - shown;
  const told = fill(ui.detail.firstFiles, { shown: words.number(shown), total: words.number(total) });
  return (
    <>
      <ul className="lines">
        {pages.map((page) => (
          <FilePage key={page[0]?.path} files={page} />
        ))}
      </ul>
      {readMore.problem !== null && <ProblemBox problem={readMore.problem} />}
      {shown < total && (
        <div className="lines-more">
          <p className="muted small" role="status">
            {told}
          </p>
          {isRunning && <Progress name={ui.detail.loadingFiles} percent={(shown * 100) / most} valueText={told} />}
          {isRunning ? (
            <Button
              onClick={() => {
                goesOn.current = false;
              }}
            >
              {ui.common.stop}
            </Button>
          ) : (
            rest > 0 && (
              <div className="lines-more-actions">
                <Button isBusy={readMore.isBusy} onClick={() => void readPage(last)}>
                  {words.plural(ui.detail.moreFiles, Math.min(rest, filesInPage))}
                </Button>
                {rest > filesInPage && (
                  <Button look="quiet" isBusy={readMore.isBusy} onClick={() => void readAll(last)}>
                    {words.plural(ui.detail.allFiles, rest)}
                  </Button>
                )}
              </div>
            )
          )}
        </div>
      )}
    </>
  );
}

/** Drawn once: a page that is there does not change when another one comes. */
const FilePage = memo(function FilePage({ files }: { readonly files: Files }) {
  const words = useWords();
  return files.map((file) => (
    <li key={file.path}>
      <span className="line-main path">{file.path}</span>
      <span className="line-side nums">{words.bytes(file.bytes)}</span>
      <span className="line-sub small muted">
        {words.dateTime(file.modifiedAtMs)}
        {file.checksum !== null && (
          <span className="mono path" title={file.checksum}>
            {' · '}
            {file.algorithm} {file.checksum.slice(0, 12)}…
          </span>
        )}
      </span>
    </li>
  ));
});
