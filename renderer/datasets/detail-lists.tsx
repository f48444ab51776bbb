import type { DatasetDetail } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useNowMs, useWords } from '../words';

interface ListProps {
  readonly detail: DatasetDetail;
}

export function FileList({ detail }: ListProps) {
  const words = useWords();
  const { ui } = words;
  if (detail.files.length === 0) return <p className="muted">{ui.detail.noFiles}</p>;
  return (
    <>
      <ul className="lines">
        {detail.files.map((file) => (
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
      {detail.dataset.files > detail.files.length && (
        <p className="muted small">
          {fill(ui.detail.firstFiles, {
            shown: words.number(detail.files.length),
            total: words.number(detail.dataset.files),
          })}
        </p>
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
