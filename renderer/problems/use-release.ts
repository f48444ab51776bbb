import type { Problem } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useToast } from '../parts/toast';
import { useWords } from '../words';

export interface Release {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** True when it was let go; it was said, with the way back. */
  readonly one: (dataset: { readonly id: string; readonly name: string }) => Promise<boolean>;
  readonly all: (code: string) => Promise<boolean>;
}

/** Lets held datasets go on, says so, and takes it back where nothing was ordered yet. */
export function useRelease(): Release {
  const { ui, plural } = useWords();
  const toast = useToast();
  const release = useAction('dataset.release');
  const releaseAll = useAction('dataset.releaseAll');
  const holdAgain = useAction('dataset.holdAgain');
  const takeBack = async (datasetIds: string[]): Promise<void> => {
    const outcome = await holdAgain.run({ datasetIds });
    if (!outcome.ok) return;
    const { held } = outcome.value;
    toast({ text: held === 0 ? ui.problems.tooLate : plural(ui.problems.heldAgain, held) });
  };
  const said = (text: string, datasetIds: string[]): void => {
    toast({
      text,
      ...(datasetIds.length === 0 ? {} : { undo: { label: ui.common.undo, run: () => void takeBack(datasetIds) } }),
    });
  };
  return {
    isBusy: release.isBusy || releaseAll.isBusy,
    problem: release.problem ?? releaseAll.problem ?? holdAgain.problem,
    one: async ({ id, name }) => {
      const outcome = await release.run({ datasetId: id });
      if (outcome.ok) said(fill(ui.detail.released, { name }), [id]);
      return outcome.ok;
    },
    all: async (code) => {
      const outcome = await releaseAll.run({ code });
      if (outcome.ok) said(plural(ui.problems.released, outcome.value.released), outcome.value.datasetIds);
      return outcome.ok;
    },
  };
}
