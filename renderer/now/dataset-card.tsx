import type { DatasetView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { isWarning } from '../../preload/texts/words';
import { Badge } from '../parts/badge';
import { Icon } from '../parts/icon';
import { Progress } from '../parts/progress';
import { datasetLooks, warningLook } from '../states';
import { useWindow } from '../window-context';
import { useNowMs, useWords } from '../words';

/** How far a dataset is, by bytes, or by files where there are no bytes. Null when nothing is known. */
export function percentOf(dataset: DatasetView): number | null {
  const [done, total] = dataset.bytes > 0 ? [dataset.bytesDone, dataset.bytes] : [dataset.filesDone, dataset.files];
  return total === 0 ? null : Math.min(100, (100 * done) / total);
}

/** Part of it may have arrived: how far it is, is worth a bar. */
export function isOnTheWay({ state }: DatasetView): boolean {
  return state === 'sending' || state === 'paused' || state === 'checking';
}

function OpenDataset({ dataset }: { readonly dataset: DatasetView }) {
  const { ui } = useWords();
  const { go } = useWindow();
  return (
    <button
      type="button"
      className="dataset-name"
      title={fill(ui.now.open, { name: dataset.name })}
      onClick={() => {
        go({ place: 'datasets', datasetId: dataset.id });
      }}
    >
      {dataset.name}
    </button>
  );
}

/** A dataset on its way: what it does, how far it is, or what it waits for. */
export function DatasetCard({ dataset }: { readonly dataset: DatasetView }) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs(5000);
  const warns = dataset.reason !== null && isWarning(dataset.reason);
  const look = warns ? warningLook : datasetLooks[dataset.state];
  const isMoving = isOnTheWay(dataset);
  const of = (done: string, total: string): string => fill(ui.now.doneOf, { done, total });
  return (
    <li className="dataset-card">
      <div className="dataset-top">
        <OpenDataset dataset={dataset} />
        <Badge tone={look.tone} icon={look.icon}>
          {ui.state[dataset.state]}
        </Badge>
      </div>
      {isMoving && (
        <Progress
          name={fill(ui.now.datasetProgress, { name: dataset.name })}
          percent={percentOf(dataset)}
          valueText={of(words.bytes(dataset.bytesDone), words.bytes(dataset.bytes))}
        />
      )}
      <p className="dataset-facts small muted">
        {dataset.reason !== null && dataset.reason.code !== dataset.state && (
          <span className="dataset-reason">{words.say(dataset.reason, nowMs)}</span>
        )}
        <span className="nums">
          {isMoving
            ? of(words.number(dataset.filesDone), words.plural(ui.common.files, dataset.files))
            : words.plural(ui.common.files, dataset.files)}
        </span>
        <span className="nums">
          {isMoving ? of(words.bytes(dataset.bytesDone), words.bytes(dataset.bytes)) : words.bytes(dataset.bytes)}
        </span>
        <span>{dataset.folderName}</span>
      </p>
    </li>
  );
}

export function DeliveredLine({ dataset, nowMs }: { readonly dataset: DatasetView; readonly nowMs: number }) {
  const words = useWords();
  const { ui } = words;
  return (
    <li className="delivered-line">
      <span className="tone-good">
        <Icon name="check" />
      </span>
      <div className="delivered-words">
        <OpenDataset dataset={dataset} />
        <span className="small muted mono path">{dataset.destinationPath}</span>
      </div>
      <span className="small muted nums delivered-facts">
        {words.plural(ui.common.files, dataset.files)} · {words.bytes(dataset.bytes)}
        {dataset.deliveredAtMs !== null && ` · ${words.ago(dataset.deliveredAtMs, nowMs)}`}
      </span>
    </li>
  );
}
