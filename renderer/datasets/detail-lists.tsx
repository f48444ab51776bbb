import type { DatasetDetail, Outcome, Reply } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { Progress } from '../parts/progress';
import { ProblemBox } from '../problem-box';
import { useNowMs, useWords } from '../words';

interface ListProps {
  readonly detail: DatasetDetail;
}

export function HistoryList({ detail }: ListProps) {
  const words = useWords();
  const nowMs = useNowMs();
  if (detail.history.length === 0) return <p className="muted">{words.ui.detail.noHistory}</p>;
  return (
    <ol className="history">
      {detail.history.map((entry, at) => (
        <li key={`${String(entry.atMs)} ${String(at)}`}>
          <span>{words.happened(entry.said, nowMs)}</span>
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

/** `leftOut` null: the dataset is being walked for it. */
export function LeftOutList({ leftOut }: { readonly leftOut: Outcome<Reply<'dataset.leftOut'>> | null }) {
  const words = useWords();
  const nowMs = useNowMs();
  const { detail } = words.ui;
  if (leftOut === null)
    return (
      <div role="status">
        <p className="muted">{detail.leftOutLooking}</p>
        <Progress name={detail.leftOutLooking} percent={null} />
      </div>
    );
  if (!leftOut.ok) return <ProblemBox problem={leftOut.problem} />;
  if (leftOut.value.length === 0) return <p className="muted">{detail.noLeftOut}</p>;
  return (
    <ul className="lines">
      {leftOut.value.map((entry) => (
        <li key={entry.path}>
          <span className="line-main mono path">{entry.path}</span>
          <span className="line-sub small muted">{words.say(entry.reason, nowMs)}</span>
        </li>
      ))}
    </ul>
  );
}
