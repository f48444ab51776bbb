import type { Problem } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { useTell } from '../tell';

export interface LetGo {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** Null: all that there are. True when one of them at least is told no more; how many was said. */
  readonly run: (datasetIds: string[] | null) => Promise<boolean>;
}

/** Takes what was removed on purpose off the list. */
export function useLetGo(): LetGo {
  const tell = useTell();
  const letGo = useAction('dataset.letGo');
  return {
    isBusy: letGo.isBusy,
    problem: letGo.problem,
    run: async (datasetIds) => {
      const outcome = await letGo.run({ datasetIds });
      if (!outcome.ok) return false;
      const gone = outcome.value.letGo;
      tell(({ ui, plural }) => (gone === 0 ? ui.problems.thereAgain : plural(ui.problems.letGo, gone)));
      return gone > 0;
    },
  };
}
