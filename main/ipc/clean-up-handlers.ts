/** Answers about the clean-up of local files: what could go, what would, and what went. */
import { type CleanUpView, type Said } from '../../preload/contract';
import { type reasonsEn } from '../../preload/texts/en';
import { type CleanUp, type Refusal } from '../domain/clean-up';
import { type Dataset, nameOf } from '../domain/dataset';
import { type DryRun } from '../engine/dry-runs';
import { type Reason } from '../domain/settle';
import { type HandlerDeps } from './handlers';
import { presentReason } from './present';
import { type Handlers } from './register';

type CleanUpCalls = Extract<keyof Handlers, `cleanUp.${string}`>;

const rowsShown = 500;
const actsShown = 100;

// A refusal without words for it does not compile.
const words = {
  changed: 'staysChanged',
  noChecksum: 'staysNoChecksum',
  unknownAlgorithm: 'staysUnknownChecksum',
  unreadable: 'staysUnreadable',
  gone: 'staysGone',
  choice: 'staysChoice',
} as const satisfies Record<Refusal, keyof typeof reasonsEn>;
const saidOf = (reason: Refusal, path: string): Said => ({ code: words[reason], facts: { file: path } });

/** What of a look still stands: a dataset that went since, or was delivered anew, was not looked at as it is now. */
function stillDue(run: DryRun, due: readonly Dataset[]): DryRun | null {
  const versions = new Map(due.map(({ id, version }) => [id, version]));
  const rows = run.rows.filter(({ datasetId, version }) => versions.get(datasetId) === version);
  const dropped = run.rows.length - rows.length;
  if (!run.isRunning && dropped > 0 && rows.length === 0) return null;
  return { ...run, datasets: run.datasets - dropped, rows };
}

const told = (reason: Reason | null): Said | null => reason && presentReason(reason);

/** @param changed after anything that the window has to look at again. */
export function makeCleanUpHandlers(
  { engine, ledger, settings }: Pick<HandlerDeps, 'engine' | 'ledger' | 'settings'>,
  changed: () => void,
): Pick<Handlers, CleanUpCalls> {
  const { cleaning } = engine;
  const nameIn = (folderId: string, key: string): string =>
    nameOf(key, settings.read().folders.find((folder) => folder.id === folderId)?.path ?? '');
  const rowOf = (folderId: string, dataset: Dataset): CleanUpView['due']['rows'][number] => ({
    datasetId: dataset.id,
    name: nameIn(folderId, dataset.key),
    files: dataset.summary?.files ?? 0,
    bytes: dataset.summary?.bytes ?? 0,
    deliveredAtMs: dataset.deliveredAtMs ?? 0,
  });
  const actOf = (folderId: string, act: CleanUp): CleanUpView['acts'][number] => {
    const name = nameIn(folderId, ledger.dataset(act.datasetId)?.key ?? '');
    return {
      datasetId: act.datasetId,
      name,
      state: act.state,
      atMs: act.atMs,
      files: act.files,
      bytes: act.bytes,
      refusal: act.reason === null ? null : saidOf(act.reason, act.path ?? name),
      reason: told(cleaning.reasonOf(act)),
    };
  };
  const view = (folderId: string): CleanUpView => {
    const due = cleaning.due(folderId);
    const looked = cleaning.dryRuns.of(folderId);
    const run = looked && stillDue(looked, due);
    return {
      due: {
        datasets: due.length,
        files: due.reduce((sum, dataset) => sum + (dataset.summary?.files ?? 0), 0),
        bytes: due.reduce((sum, dataset) => sum + (dataset.summary?.bytes ?? 0), 0),
        rows: due.slice(0, rowsShown).map((dataset) => rowOf(folderId, dataset)),
      },
      dryRun: run && {
        isRunning: run.isRunning,
        reason: told(cleaning.reasonOfDryRun(folderId)),
        datasets: run.datasets,
        rows: run.rows.map(({ datasetId, name, files, bytes, folders, refusal }) => ({
          datasetId,
          name,
          files,
          bytes,
          folders,
          refusal: refusal && saidOf(refusal.reason, refusal.path),
        })),
      },
      acts: ledger.latestCleanUps(folderId, actsShown).map((act) => actOf(folderId, act)),
    };
  };
  return {
    'cleanUp.read': ({ folderId }) => Promise.resolve(view(folderId)),
    'cleanUp.dryRun': ({ folderId }) => {
      void cleaning.dryRuns.start(folderId); // tells its progress, and its end, through the engine's news
      return Promise.resolve(view(folderId));
    },
    'cleanUp.stopDryRun': ({ folderId }) => {
      cleaning.dryRuns.stop(folderId);
      return Promise.resolve(view(folderId));
    },
    'cleanUp.agree': ({ folderId, datasetIds }) => {
      cleaning.agree(datasetIds ?? cleaning.due(folderId).map((dataset) => dataset.id));
      changed();
      return Promise.resolve(view(folderId));
    },
  };
}
