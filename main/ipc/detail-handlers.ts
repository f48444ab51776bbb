/** Answers about one dataset: what it holds, what is left out of it, what has happened to it. */
import { type DatasetDetail, type DatasetView, type Reply } from '../../preload/contract';
import { type Dataset } from '../domain/dataset';
import { type FolderRule } from '../domain/folder-rule';
import { taskLink } from '../domain/web-app';
import { expectedDrives } from '../engine/expected-drives';
import { type HandlerDeps } from './handlers';
import { leftOutReason, presentEvent, presentHistory, presentHolds } from './present';
import { type Handlers } from './register';

const filesInPage = 500;
const leftOutShown = 100;
const historyShown = 200;
/** What is left out is found by walking the dataset, which is not done again for a window that only looks again. */
const leftOutAgeMs = 15_000;

/** @param dataset throws AppError dataset.unknown. */
export function makeDetailHandlers(
  {
    engine,
    ledger,
    settings,
    files,
    clock,
    route,
  }: Pick<HandlerDeps, 'engine' | 'ledger' | 'settings' | 'files' | 'clock' | 'route'>,
  dataset: (id: string) => Dataset,
  view: (dataset: Dataset) => DatasetView,
): Pick<Handlers, 'dataset.read' | 'dataset.files' | 'dataset.leftOut' | 'dataset.taskEvents'> {
  let lookedAt: {
    readonly datasetId: string;
    readonly atMs: number;
    readonly leftOut: Reply<'dataset.leftOut'>;
  } | null = null;

  const folderOf = ({ folderId }: Dataset): FolderRule | undefined =>
    settings.read().folders.find((rule) => rule.id === folderId);
  const filesOf = ({ id, version }: Dataset, after: string | null): DatasetDetail['files'] =>
    ledger.receipt(id, version) === null
      ? ledger
          .manifest(id, version, after, filesInPage)
          .map(({ path, bytes, modifiedAtMs }) => ({ path, bytes, modifiedAtMs, checksum: null, algorithm: null }))
      : ledger
          .receiptFiles(id, version, after, filesInPage)
          .map(({ path, bytes, modifiedAtMs, checksum, algorithm }) => ({
            path,
            bytes,
            modifiedAtMs,
            checksum,
            algorithm,
          }));
  const leftOutOf = async (each: Dataset): Promise<Reply<'dataset.leftOut'>> => {
    const nowMs = clock.monotonicMs();
    if (lookedAt !== null && lookedAt.datasetId === each.id && nowMs - lookedAt.atMs < leftOutAgeMs)
      return lookedAt.leftOut;
    const folder = folderOf(each);
    const look =
      folder === undefined
        ? null
        : await files.look(folder, each.key, expectedDrives(ledger, folder.id)).catch(() => null);
    const leftOut = (look?.leftOut ?? [])
      .slice(0, leftOutShown)
      .map((entry) => ({ path: entry.path, reason: leftOutReason(entry) }));
    lookedAt = { datasetId: each.id, atMs: nowMs, leftOut };
    return leftOut;
  };

  return {
    'dataset.leftOut': ({ datasetId }) => leftOutOf(dataset(datasetId)),
    'dataset.read': ({ datasetId }): Promise<DatasetDetail> => {
      const each = dataset(datasetId);
      const taskId = engine.taskOf(each);
      return Promise.resolve({
        dataset: view(each),
        files: filesOf(each, null),
        history: ledger.history(each.id, historyShown).map(presentHistory),
        versions: ledger.versions(each.id).map((version) => ({ ...version })),
        webLink: taskId === null ? null : taskLink(taskId),
        canFinish: engine.canFinish(each),
        localCopyGone:
          each.goneAtMs === null
            ? null
            : { atMs: each.goneAtMs, isCleanedUp: ledger.cleanUp(each.id, each.version)?.state === 'done' },
        // In a folder that is not watched any more, none of the remedies helps.
        problem:
          folderOf(each) === undefined || each.heldFor === null
            ? null
            : (presentHolds(
                [{ code: each.heldFor.code, total: 1, longest: [each] }],
                () => view(each).name,
                (held) => engine.nextTryMs(held),
              )[0] ?? null),
      });
    },
    'dataset.taskEvents': async ({ datasetId }) => {
      const taskId = engine.taskOf(dataset(datasetId));
      return taskId === null ? null : { taskId, events: (await route.eventsOf(taskId)).map(presentEvent) };
    },
    'dataset.files': ({ datasetId, after }) => Promise.resolve(filesOf(dataset(datasetId), after)),
  };
}
