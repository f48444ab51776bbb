import type { Problem, Request } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { useToast } from '../parts/toast';
import { useWindow } from '../window-context';
import { useWords } from '../words';

type Changed = Request<'settings.change'>;

/** Keeps a changed setting at once, says so, and takes it back when that is wanted. `keep` tells whether it was kept. */
export function useKeep(): { readonly keep: (changed: Changed) => Promise<boolean>; readonly problem: Problem | null } {
  const { ui } = useWords();
  const { settings, putSettings } = useWindow();
  const toast = useToast();
  const change = useAction('settings.change');
  const keep = async (changed: Changed, mayUndo = true): Promise<boolean> => {
    const before: Changed = Object.fromEntries(
      Object.entries(settings).filter(([name]) => Object.hasOwn(changed, name)),
    );
    const outcome = await change.run(changed);
    if (!outcome.ok) return false;
    putSettings(outcome.value);
    toast({
      text: ui.common.saved,
      ...(mayUndo ? { undo: { label: ui.common.undo, run: () => void keep(before, false) } } : {}),
    });
    return true;
  };
  return { keep, problem: change.problem };
}
