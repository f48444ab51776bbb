import type { Problem } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { useToast } from '../parts/toast';
import { useWords } from '../words';

export interface LetGo {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** This dataset, or with null all that are gone and were never sent. True when it is told no more; it was said. */
  readonly run: (datasetId: string | null) => Promise<boolean>;
}

/** Takes what was removed on purpose off the list. */
export function useLetGo(): LetGo {
  const { ui, plural } = useWords();
  const toast = useToast();
  const letGo = useAction('dataset.letGo');
  return {
    isBusy: letGo.isBusy,
    problem: letGo.problem,
    run: async (datasetId) => {
      const outcome = await letGo.run({ datasetId });
      if (outcome.ok) toast({ text: plural(ui.problems.letGo, outcome.value.letGo) });
      return outcome.ok && outcome.value.letGo > 0;
    },
  };
}
