import type { Problem } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useTell } from '../tell';

export interface Release {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** True when it was let go; it was said, with the way back. */
  readonly one: (dataset: { readonly id: string; readonly name: string }) => Promise<boolean>;
  readonly all: (code: string) => Promise<boolean>;
}

/** Lets held datasets go on, says so, and takes it back where nothing was ordered yet. */
export function useRelease(): Release {
  const tell = useTell();
  const release = useAction('dataset.release');
  const releaseAll = useAction('dataset.releaseAll');
  const holdAgain = useAction('dataset.holdAgain');
  const takeBack = async (datasetIds: string[]): Promise<void> => {
    const outcome = await holdAgain.run({ datasetIds });
    if (!outcome.ok) return;
    const { held } = outcome.value;
    tell(({ ui, plural }) => (held === 0 ? ui.problems.tooLate : plural(ui.problems.heldAgain, held)));
  };
  return {
    isBusy: release.isBusy || releaseAll.isBusy,
    problem: release.problem ?? releaseAll.problem ?? holdAgain.problem,
    one: async ({ id, name }) => {
      const outcome = await release.run({ datasetId: id });
      if (outcome.ok)
        tell(
          ({ ui }) => fill(ui.detail.released, { name }),
          () => void takeBack([id]),
        );
      return outcome.ok;
    },
    all: async (code) => {
      const outcome = await releaseAll.run({ code });
      if (!outcome.ok) return false;
      const { released, datasetIds } = outcome.value;
      tell(
        ({ ui, plural }) => plural(ui.problems.released, released),
        datasetIds.length === 0 ? undefined : () => void takeBack(datasetIds),
      );
      return true;
    },
  };
}
