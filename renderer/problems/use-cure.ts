import type { Problem } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useTell } from '../tell';
import { useWindow } from '../window-context';
import { useWords } from '../words';
import { useLetGo } from './use-let-go';
import { useRelease } from './use-release';

export interface Cure {
  /** What the button says; null when only a person elsewhere can help. */
  readonly label: string | null;
  readonly run: () => void;
  readonly isBusy: boolean;
  /** Why the press did not help. */
  readonly refusal: Problem | null;
}

/** The one press that helps. */
export function useCure(problem: Problem): Cure {
  const { ui, plural } = useWords();
  const { go, openSetup, putStatus } = useWindow();
  const tell = useTell();
  const sendNow = useAction('sending.now');
  const resume = useAction('sending.resume');
  const saveReport = useAction('diagnostics.saveReport');
  const dismiss = useAction('problem.dismiss');
  const release = useRelease();
  const letGo = useLetGo();
  const { act, datasetId, folderId, group } = problem;

  const goOn = async (): Promise<void> => {
    const outcome = await (act === 'resume' ? resume : sendNow).run({});
    if (!outcome.ok) return;
    putStatus(outcome.value);
    tell(({ ui }) => ui.problems.started);
  };
  const report = async (): Promise<void> => {
    const outcome = await saveReport.run({});
    const path = outcome.ok ? outcome.value.path : null;
    if (path !== null) tell(({ ui }) => fill(ui.about.reportSaved, { path }));
  };
  const read = async (): Promise<void> => {
    const outcome = await dismiss.run({ id: problem.id });
    if (outcome.ok) putStatus(outcome.value);
  };
  const run = (): void => {
    switch (act) {
      case 'retry':
      case 'resume':
        void goOn();
        return;
      case 'release':
        if (datasetId !== null) void release.one({ id: datasetId, name: String(problem.facts['name'] ?? '') });
        return;
      case 'releaseAll':
        void release.all(problem.code);
        return;
      case 'letGo':
        void letGo.run(group !== undefined || datasetId === null ? null : [datasetId]);
        return;
      case 'saveReport':
        void report();
        return;
      case 'dismiss':
        void read();
        return;
      case 'openSetup':
        openSetup();
        return;
      case 'openIdentity':
        go({ place: 'settings', part: 'identity' });
        return;
      case 'openCollections':
        go({ place: 'settings', part: 'collections' });
        return;
      case 'openFolders':
      case 'correctRule':
        go(folderId === null ? { place: 'folders' } : { place: 'folders', folderId });
        return;
      case null:
        return;
    }
  };
  return {
    label:
      act === null
        ? null
        : act === 'releaseAll' && group !== undefined
          ? plural(ui.problems.releaseAll, group.total)
          : act === 'letGo' && group !== undefined
            ? plural(ui.problems.letGoAll, group.total)
            : ui.act[act],
    run,
    isBusy: [sendNow, resume, saveReport, dismiss, release, letGo].some((action) => action.isBusy),
    refusal:
      sendNow.problem ?? resume.problem ?? saveReport.problem ?? dismiss.problem ?? release.problem ?? letGo.problem,
  };
}
