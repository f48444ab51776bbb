import { useLayoutEffect, useRef } from 'react';
import type { DatasetDetail } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { useRefresh } from '../api/use-refresh';
import { Copy } from '../copy';
import { isOnTheWay, percentOf } from '../now/dataset-card';
import { Badge } from '../parts/badge';
import { Box } from '../parts/box';
import { Button, IconButton } from '../parts/button';
import { Progress } from '../parts/progress';
import { Tabs } from '../parts/tabs';
import { NextTry, ProblemBox } from '../problem-box';
import { useLetGo } from '../problems/use-let-go';
import { useRelease } from '../problems/use-release';
import { datasetLooks } from '../states';
import { useWindow } from '../window-context';
import { useNowMs, useWords } from '../words';
import { HistoryList, LeftOutList, VersionList } from './detail-lists';
import { FileList } from './file-list';
import { FinishButton } from './finish-button';
import { ReceiptPart } from './receipt-part';
import { TaskEvents } from './task-events';

export interface DatasetDetailsProps {
  readonly datasetId: string;
  readonly onClose: () => void;
}

/** Everything that is known about one dataset, beside the list. */
export function DatasetDetails({ datasetId, onClose }: DatasetDetailsProps) {
  const { ui } = useWords();
  const read = useCall('dataset.read', { datasetId });
  useRefresh(read.askAgain);
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus(); // one that is gone takes no focus
    };
  }, []);
  const name = read.outcome?.ok === true ? read.outcome.value.dataset.name : datasetId;
  return (
    <aside
      ref={panel}
      className="details"
      tabIndex={-1}
      aria-label={fill(ui.detail.label, { name })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="details-head">
        <h2 className="path">{read.outcome === null ? ui.common.loading : name}</h2>
        <IconButton name={ui.detail.close} icon="cross" onClick={onClose} />
      </div>
      {read.outcome?.ok === false && <ProblemBox problem={read.outcome.problem} />}
      {read.outcome?.ok === true && <Details detail={read.outcome.value} onChanged={read.askAgain} onClose={onClose} />}
    </aside>
  );
}

interface DetailsProps {
  readonly detail: DatasetDetail;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

function Details({ detail, onChanged, onClose }: DetailsProps) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs(5000);
  const { status } = useWindow();
  const { dataset } = detail;
  const showInFolder = useAction('dataset.showInFolder');
  const openInGlobus = useAction('dataset.openInGlobus');
  const release = useRelease();
  const letGo = useLetGo();
  const leftOut = useCall('dataset.leftOut', { datasetId: dataset.id }).outcome;
  const look = datasetLooks[dataset.state];
  const reasonTitle = {
    needsYou: ui.detail.reasonNeedsYou,
    waiting: ui.detail.reason,
    sending: ui.detail.reasonMoving,
    paused: ui.detail.reasonPaused,
    checking: ui.detail.reasonMoving,
    delivered: ui.detail.reasonDelivered,
  }[dataset.state];
  const isMoving = isOnTheWay(dataset);
  const refusal = [showInFolder, openInGlobus, release, letGo].find((action) => action.problem !== null);
  const problem =
    detail.problem ??
    (dataset.state === 'paused' ? status.problems.find(({ code }) => code === dataset.reason?.code) : undefined);
  const asked = { datasetId: dataset.id };
  // By the state above it, or by the problem.
  const isSaid = dataset.reason?.code === dataset.state || problem !== undefined;
  const tryAgain = async (): Promise<void> => {
    if (await release.one(dataset)) onChanged();
  };
  const forget = async (): Promise<void> => {
    if (await letGo.run([dataset.id])) onClose(); // there is nothing left to be shown
  };
  const goOnButton =
    dataset.reason?.code === 'dataset.goneUnsent' ? (
      <Button look="primary" icon="check" isBusy={letGo.isBusy} onClick={() => void forget()}>
        {ui.act.letGo}
      </Button>
    ) : (
      <Button look="primary" icon="retry" isBusy={release.isBusy} onClick={() => void tryAgain()}>
        {ui.detail.release}
      </Button>
    );
  return (
    <div className="details-body">
      <div className="details-state">
        <Badge tone={look.tone} icon={look.icon}>
          {ui.state[dataset.state]}
        </Badge>
        {dataset.version > 1 && (
          <span className="muted small">{fill(ui.datasets.version, { version: dataset.version })}</span>
        )}
      </div>
      {problem !== undefined && (
        <ProblemBox problem={problem} isAlert={false} actions={dataset.state === 'needsYou' ? goOnButton : undefined} />
      )}
      {problem?.triesAgainMs !== undefined && (
        <p className="small muted nums">
          <NextTry atMs={problem.triesAgainMs} />
        </p>
      )}
      {dataset.reason !== null && !isSaid && (
        <Box
          tone={dataset.state === 'needsYou' ? 'bad' : 'neutral'}
          title={reasonTitle}
          actions={dataset.state === 'needsYou' ? goOnButton : undefined}
        >
          <p className="path">{words.say(dataset.reason, nowMs)}</p>
        </Box>
      )}
      {isMoving && (
        <div>
          <Progress
            name={fill(ui.now.datasetProgress, { name: dataset.name })}
            percent={percentOf(dataset)}
            valueText={fill(ui.now.doneOf, { done: words.bytes(dataset.bytesDone), total: words.bytes(dataset.bytes) })}
          />
          <p className="small muted nums">
            {fill(ui.now.doneOf, { done: words.bytes(dataset.bytesDone), total: words.bytes(dataset.bytes) })}
          </p>
        </div>
      )}
      <div className="details-actions">
        <Button icon="folders" isBusy={showInFolder.isBusy} onClick={() => void showInFolder.run(asked)}>
          {ui.detail.showInFolder}
        </Button>
        {detail.canFinish && <FinishButton dataset={dataset} onFinished={onChanged} />}
        {detail.webLink !== null && (
          <Button icon="link" isBusy={openInGlobus.isBusy} onClick={() => void openInGlobus.run(asked)}>
            {ui.detail.openInGlobus}
          </Button>
        )}
      </div>
      {refusal?.problem !== undefined && refusal.problem !== null && <ProblemBox problem={refusal.problem} />}
      <dl className="facts">
        <div>
          <dt>{ui.detail.from}</dt>
          <dd className="mono path">{dataset.localPath}</dd>
        </div>
        <div>
          <dt>{ui.detail.to}</dt>
          <dd className="mono path">{dataset.destinationPath}</dd>
        </div>
        <div>
          <dt>{ui.detail.size}</dt>
          <dd className="nums">
            {words.plural(ui.common.files, dataset.files)} · {words.bytes(dataset.bytes)}
          </dd>
        </div>
        <div>
          <dt>{ui.detail.found}</dt>
          <dd className="nums">{words.dateTime(dataset.foundAtMs)}</dd>
        </div>
        <div>
          <dt>{ui.detail.changed}</dt>
          <dd className="nums">{words.dateTime(dataset.changedAtMs)}</dd>
        </div>
        {dataset.deliveredAtMs !== null && (
          <div>
            <dt>{ui.detail.delivered}</dt>
            <dd className="nums">{words.dateTime(dataset.deliveredAtMs)}</dd>
          </div>
        )}
        {detail.localCopyGone !== null && (
          <div>
            <dt>{ui.detail.here}</dt>
            <dd className="nums">
              {fill(detail.localCopyGone.isCleanedUp ? ui.detail.hereCleanedUp : ui.detail.hereNoMore, {
                time: words.dateTime(detail.localCopyGone.atMs),
              })}
            </dd>
          </div>
        )}
        {dataset.taskId !== null && (
          <div>
            <dt>{ui.detail.task}</dt>
            <dd className="task-id">
              <span className="mono path">{dataset.taskId}</span>
              <Copy text={dataset.taskId} thing={ui.detail.task} />
            </dd>
          </div>
        )}
      </dl>
      <ReceiptPart key={dataset.version} datasetId={dataset.id} versions={detail.versions} />
      <Tabs
        label={ui.detail.tabs}
        tabs={[
          {
            key: 'files',
            title: ui.detail.filesTab,
            count: words.number(dataset.files),
            content: <FileList detail={detail} />,
          },
          {
            key: 'history',
            title: ui.detail.historyTab,
            content: (
              <>
                <HistoryList detail={detail} />
                <TaskEvents
                  key={dataset.taskId}
                  dataset={dataset}
                  onSee={detail.webLink === null ? null : () => void openInGlobus.run(asked)}
                />
              </>
            ),
          },
          {
            key: 'versions',
            title: ui.detail.versionsTab,
            count: words.number(detail.versions.length),
            content: <VersionList detail={detail} />,
          },
          {
            key: 'leftOut',
            title: ui.detail.leftOutTab,
            ...(leftOut?.ok === true ? { count: words.number(leftOut.value.length) } : {}),
            content: <LeftOutList leftOut={leftOut} />,
          },
        ]}
      />
    </div>
  );
}
