/** What needs a person in a world in memory, and how it is let go on and taken back. */
import type { HeldCalls } from '../../main/ipc/held-handlers';
import type { DatasetView, Problem, Reply, Request, StatusView } from '../../preload/contract';
import type { PageWorld } from './page-world';

type HeldAnswers = { readonly [N in HeldCalls]: (request: Request<N>) => Reply<N> };

/** What a dataset is held for, be it alone or one of many with the same cause. */
export function heldFor(problems: readonly Problem[], datasetId: string): Problem | null {
  for (const { group, ...problem } of problems) {
    if (problem.datasetId === datasetId) return problem;
    const mine = group?.first.find((one) => one.datasetId === datasetId);
    if (mine !== undefined) return { ...problem, facts: mine.facts, datasetId, requestId: null };
  }
  return null;
}

export function heldAnswers(
  world: PageWorld,
  dataset: (id: string) => DatasetView,
  status: () => StatusView,
  tellAll: () => void,
): HeldAnswers {
  let taken: { readonly problems: readonly Problem[]; readonly datasets: readonly DatasetView[] } | null = null;
  const release = (problems: readonly Problem[], ids: readonly string[]): void => {
    taken = { problems, datasets: ids.map((id) => ({ ...dataset(id) })) };
    for (const id of ids)
      Object.assign(dataset(id), {
        state: 'waiting',
        reason: { code: 'firstLook', facts: { quiet: 0, needed: 300_000 } },
      });
    world.problems = world.problems.filter((problem) => !problems.includes(problem));
    tellAll();
  };
  return {
    'dataset.finish': ({ datasetId }) => {
      Object.assign(dataset(datasetId), { reason: { code: 'next', facts: {} } });
      tellAll();
      return dataset(datasetId);
    },
    'dataset.release': ({ datasetId }) => {
      release(
        world.problems.filter((problem) => problem.datasetId === datasetId),
        [datasetId],
      );
      return dataset(datasetId);
    },
    'dataset.releaseAll': ({ code }) => {
      const problems = world.problems.filter((problem) => problem.code === code && problem.group !== undefined);
      const datasetIds = problems.flatMap((problem) => problem.group?.first.map((one) => one.datasetId) ?? []);
      release(problems, datasetIds);
      return { released: datasetIds.length, datasetIds };
    },
    'dataset.holdAgain': ({ datasetIds }) => {
      const back = taken?.datasets.filter((one) => datasetIds.includes(one.id)) ?? [];
      for (const one of back) Object.assign(dataset(one.id), one);
      world.problems = [...world.problems, ...(taken?.problems ?? [])];
      taken = null;
      tellAll();
      return { held: back.length };
    },
    'dataset.letGo': ({ datasetIds }) => {
      const before = world.datasets.length;
      const isMeant = ({ id, reason }: DatasetView): boolean =>
        datasetIds?.includes(id) ?? reason?.code === 'dataset.goneUnsent';
      world.datasets = world.datasets.filter((one) => !isMeant(one));
      const isLeft = (id: string | null): boolean => world.datasets.some((one) => one.id === id);
      world.problems = world.problems.filter(
        ({ act, group, datasetId }) =>
          act !== 'letGo' || isLeft(datasetId) || group?.first.some((one) => isLeft(one.datasetId)) === true,
      );
      tellAll();
      return { letGo: before - world.datasets.length };
    },
    'problem.dismiss': ({ id }) => {
      world.problems = world.problems.filter((problem) => problem.id !== id);
      tellAll();
      return status();
    },
  };
}
