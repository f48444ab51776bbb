import { useState } from 'react';
import type { DatasetDetail } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { Button } from '../parts/button';
import { ProblemBox } from '../problem-box';
import { useNowMs, useWords } from '../words';

/** As many come with each answer. */
const filesInPage = 500;

interface ListProps {
  readonly detail: DatasetDetail;
}

export function FileList({ detail }: ListProps) {
  const words = useWords();
  const { ui } = words;
  const readMore = useAction('dataset.files');
  // Of this very list: another dataset, or another version of it, begins anew.
  const key = `${detail.dataset.id} ${String(detail.dataset.version)} ${detail.dataset.state}`;
  const [more, setMore] = useState<{ readonly key: string; readonly files: DatasetDetail['files'] } | null>(null);
  const files = more?.key === key ? [...detail.files, ...more.files] : detail.files;
  const last = files.at(-1);
  const rest = detail.dataset.files - files.length;
  const showMore = async (): Promise<void> => {
    const outcome = await readMore.run({ datasetId: detail.dataset.id, after: last?.path ?? null });
    if (outcome.ok) setMore({ key, files: [...files.slice(detail.files.length), ...outcome.value] });
  };
  if (last === undefined) return <p className="muted">{ui.detail.noFiles}</p>;
  return (
    <>
      <ul className="lines">
        {files.map((file) => (
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
        ))}
      </ul>
      {readMore.problem !== null && <ProblemBox problem={readMore.problem} />}
      {rest > 0 && (
        <div className="lines-more">
          <p className="muted small" role="status">
            {fill(ui.detail.firstFiles, {
              shown: words.number(files.length),
              total: words.number(detail.dataset.files),
            })}
          </p>
          <Button isBusy={readMore.isBusy} onClick={() => void showMore()}>
            {words.plural(ui.detail.moreFiles, Math.min(rest, filesInPage))}
          </Button>
        </div>
      )}
    </>
  );
}

export function HistoryList({ detail }: ListProps) {
  const words = useWords();
  const nowMs = useNowMs();
  if (detail.history.length === 0) return <p className="muted">{words.ui.detail.noHistory}</p>;
  return (
    <ol className="history">
      {detail.history.map((entry, at) => (
        <li key={`${String(entry.atMs)} ${String(at)}`}>
          <span>{words.say(entry.said, nowMs)}</span>
          <span className="small muted nums">{words.dateTime(entry.atMs)}</span>
        </li>
      ))}
    </ol>
  );
}

export function VersionList({ detail }: ListProps) {
  const words = useWords();
  const { ui } = words;
  if (detail.versions.length === 0) return <p className="muted">{ui.detail.noVersions}</p>;
  return (
    <ul className="lines">
      {detail.versions.map((version) => (
        <li key={version.version}>
          <span className="line-main">{fill(ui.detail.versionLine, { version: version.version })}</span>
          <span className="line-side nums">{words.dateTime(version.deliveredAtMs)}</span>
          <span className="line-sub small muted">
            {words.plural(ui.common.files, version.files)} · {words.bytes(version.bytes)} ·{' '}
            <span className="mono path">{version.taskId}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

export function LeftOutList({ detail }: ListProps) {
  const words = useWords();
  const nowMs = useNowMs();
  if (detail.leftOut.length === 0) return <p className="muted">{words.ui.detail.noLeftOut}</p>;
  return (
    <ul className="lines">
      {detail.leftOut.map((entry) => (
        <li key={entry.path}>
          <span className="line-main mono path">{entry.path}</span>
          <span className="line-sub small muted">{words.say(entry.reason, nowMs)}</span>
        </li>
      ))}
    </ul>
  );
}
