import type { FolderView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { ProblemBox } from '../problem-box';
import { folderLooks } from '../states';
import { useSought } from '../use-sought';
import { useWindow } from '../window-context';
import { useNowMs, useWords } from '../words';
import { LeftOut } from './left-out';

export interface FolderCardProps {
  readonly folder: FolderView;
  readonly onEdit: () => void;
  readonly onPause: (paused: boolean) => void;
  readonly onRemove: () => void;
  readonly onCleanUp: () => void;
}

export function FolderCard({ folder, onEdit, onPause, onRemove, onCleanUp }: FolderCardProps) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const { at, go } = useWindow();
  const card = useSought<HTMLLIElement>(at.place === 'folders' && at.folderId === folder.id ? at : null);
  const showOnDisk = useAction('folder.showOnDisk');
  const look = folderLooks[folder.state];
  const { name, rule, datasets } = folder;
  const stateText = {
    watching: ui.folders.watching,
    scanning: ui.folders.scanning,
    driveAway: ui.folders.driveAway,
    missing: ui.folders.missing,
    unreadable: ui.folders.unreadable,
    badRule: ui.folders.badRule,
    paused: ui.folders.pausedState,
  }[folder.state];
  return (
    <li className="card folder-card" ref={card} tabIndex={-1}>
      <div className="folder-top">
        <div className="folder-words">
          <h2 className="path">{name}</h2>
          <p className="mono small muted path">{rule.path}</p>
        </div>
        <Badge tone={look.tone} icon={look.icon}>
          {stateText}
        </Badge>
      </div>
      {showOnDisk.problem !== null && <ProblemBox problem={showOnDisk.problem} />}
      {folder.problem !== null && <ProblemBox problem={folder.problem} isAlert={false} />}
      {folder.state === 'badRule' && <p>{fill(ui.folders.badRuleText, { path: rule.path })}</p>}
      <dl className="folder-facts">
        <div>
          <dt>{ui.folders.datasets}</dt>
          <dd className="nums">
            {fill(ui.folders.countsText, {
              waiting: words.number(datasets.waiting),
              sending: words.number(datasets.sending),
              delivered: words.number(datasets.delivered),
            })}
            {datasets.paused > 0 && ` · ${words.plural(ui.folders.countsPaused, datasets.paused)}`}
            {datasets.needsYou > 0 && (
              <strong className="tone-bad">
                {' · '}
                {words.plural(ui.folders.countsNeedsYou, datasets.needsYou)}
              </strong>
            )}
          </dd>
        </div>
        <div>
          <dt>{ui.folders.rule}</dt>
          <dd>
            {fill(ui.folders.ruleText, {
              preset: words.preset(rule.preset),
              quiet: words.duration(rule.quietForS * 1000),
            })}
          </dd>
        </div>
        <div>
          <dt>{ui.folders.lastDelivered}</dt>
          <dd className="nums">
            {folder.lastDeliveredAtMs === null ? ui.now.never : words.ago(folder.lastDeliveredAtMs, nowMs)}
          </dd>
        </div>
        <div>
          <dt>{ui.folders.free}</dt>
          <dd className="nums">{folder.freeBytes === null ? ui.folders.freeUnknown : words.bytes(folder.freeBytes)}</dd>
        </div>
      </dl>
      <LeftOut entries={folder.leftOut} />
      <div className="folder-actions">
        <Button fullName={fill(ui.folders.editThing, { name })} onClick={onEdit}>
          {ui.folders.edit}
        </Button>
        <Button
          fullName={fill(folder.paused ? ui.folders.resumeThing : ui.folders.pauseThing, { name })}
          onClick={() => {
            onPause(!folder.paused);
          }}
        >
          {folder.paused ? ui.folders.resume : ui.folders.pause}
        </Button>
        <Button
          look="quiet"
          fullName={fill(ui.folders.showDatasetsThing, { name })}
          onClick={() => {
            go({ place: 'datasets', folderId: folder.id });
          }}
        >
          {ui.folders.showDatasets}
        </Button>
        {folder.state !== 'missing' && (
          <Button
            look="quiet"
            fullName={fill(ui.folders.showOnDiskThing, { name })}
            isBusy={showOnDisk.isBusy}
            onClick={() => void showOnDisk.run({ id: folder.id })}
          >
            {ui.folders.showOnDisk}
          </Button>
        )}
        {rule.cleanUp !== null && (
          <Button look="quiet" fullName={fill(ui.cleanUp.openThing, { name })} onClick={onCleanUp}>
            {ui.cleanUp.open}
          </Button>
        )}
        <Button
          look="quiet"
          className="folder-remove"
          fullName={fill(ui.folders.removeThing, { name })}
          onClick={onRemove}
        >
          {ui.folders.remove}
        </Button>
      </div>
    </li>
  );
}
