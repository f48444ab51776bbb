/** Answers about what a person decides: that something is finished, that it goes on, taking that back, and what only wants to be read. */
import { type DatasetView } from '../../preload/contract';
import { type Dataset, type Hold } from '../domain/dataset';
import { type HandlerDeps } from './handlers';
import { type Handlers } from './register';

export type HeldCalls =
  | 'dataset.finish'
  | 'dataset.release'
  | 'dataset.releaseAll'
  | 'dataset.holdAgain'
  | 'dataset.letGo'
  | 'problem.dismiss';

/** As many can be taken back with one press; whoever lets more go at once meant it. */
const mostTakenBack = 1000;

/** @param view of a dataset on record; throws AppError dataset.unknown. */
export function makeHeldHandlers(
  { engine, ledger, settings, status }: Pick<HandlerDeps, 'engine' | 'ledger' | 'settings' | 'status'>,
  view: (datasetId: string) => DatasetView,
): Pick<Handlers, HeldCalls> {
  /** What the latest release let go had been held for. */
  const heldFor = new Map<string, Hold>();
  const release = (datasetId: string, hold: Hold | null): boolean => {
    const isReleased = engine.release(datasetId) !== null;
    if (hold !== null && isReleased) heldFor.set(datasetId, hold);
    return isReleased;
  };
  const heldAs = (code: string): readonly Dataset[] => {
    const watched = new Set(settings.read().folders.map((folder) => folder.id));
    return ledger
      .inPhase('held', -1)
      .filter((dataset) => dataset.heldFor?.code === code && watched.has(dataset.folderId));
  };
  return {
    'dataset.finish': ({ datasetId }) => {
      engine.finish(datasetId);
      return Promise.resolve(view(datasetId));
    },
    'dataset.release': ({ datasetId }) => {
      view(datasetId);
      heldFor.clear();
      release(datasetId, ledger.dataset(datasetId)?.heldFor ?? null);
      return Promise.resolve(view(datasetId));
    },
    'dataset.releaseAll': ({ code }) => {
      heldFor.clear();
      const held = heldAs(code);
      const released = ledger.atomically(() => held.filter((dataset) => release(dataset.id, dataset.heldFor)));
      return Promise.resolve({
        released: released.length,
        datasetIds: released.slice(0, mostTakenBack).map(({ id }) => id),
      });
    },
    'dataset.holdAgain': ({ datasetIds }) => {
      const held = datasetIds.filter((datasetId) => {
        const hold = heldFor.get(datasetId);
        return hold !== undefined && engine.holdAgain(datasetId, hold) !== null;
      });
      return Promise.resolve({ held: held.length });
    },
    'dataset.letGo': async ({ datasetIds }) => {
      let letGo = 0;
      let refusal: unknown = null;
      for (const id of datasetIds ?? heldAs('dataset.goneUnsent').map((dataset) => dataset.id))
        try {
          if (await engine.letGo(id)) letGo += 1;
        } catch (thrown) {
          refusal = thrown; // its folder is away: the others go all the same
        }
      if (letGo === 0 && refusal !== null) throw refusal;
      return { letGo };
    },
    'problem.dismiss': ({ id }) => {
      status.dismiss(id);
      return Promise.resolve(status.read());
    },
  };
}
