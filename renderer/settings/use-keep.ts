import type { Problem, Request } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { useTell } from '../tell';
import { useWindow } from '../window-context';

type Changed = Request<'settings.change'>;

/** Keeps a changed setting at once, says so, and takes it back when that is wanted. `keep` tells whether it was kept. */
export function useKeep(): { readonly keep: (changed: Changed) => Promise<boolean>; readonly problem: Problem | null } {
  const { settings, putSettings } = useWindow();
  const tell = useTell();
  const change = useAction('settings.change');
  const keep = async (changed: Changed, mayUndo = true): Promise<boolean> => {
    const before: Changed = Object.fromEntries(
      Object.entries(settings).filter(([name]) => Object.hasOwn(changed, name)),
    );
    const outcome = await change.run(changed);
    if (!outcome.ok) return false;
    putSettings(outcome.value);
    tell(({ ui }) => ui.common.saved, mayUndo ? () => void keep(before, false) : undefined);
    return true;
  };
  return { keep, problem: change.problem };
}
