/** The test that sends a small dataset end to end. */
import { type CallName, type TryStep, type TryView } from '../../preload/contract';
import { type FolderRule } from '../domain/folder-rule';
import { AppError } from '../domain/problem';
import { type Reason } from '../domain/settle';
import { tryPrefix } from '../domain/try-names';
import { planOf, tryOut, type Step, type TryResult } from '../setup/try-out';
import { type HandlerDeps } from './handlers';
import { presentProblem, presentReason } from './present';
import { type Handlers } from './register';

type TryCall = Extract<CallName, `setup.try${string}`>;

export function makeTryHandlers(deps: HandlerDeps): Pick<Handlers, TryCall> {
  const { settings } = deps;
  let running: Promise<TryView> | null = null;
  let isStopped = false;
  const rule = (id: string): FolderRule => {
    const found = settings.read().folders.find((folder) => folder.id === id);
    if (found === undefined) throw new AppError('folder.gone', { path: id });
    return found;
  };
  const run = async (folder: FolderRule): Promise<TryView> => {
    const tell = (steps: readonly Step[], reason: Reason | null): void => {
      deps.tellSteps({ steps: steps.map(presentStep), reason: reason && presentReason(reason) });
    };
    return presentTry(await tryOut(deps, settings.read(), folder, tell, () => isStopped));
  };
  return {
    'setup.tryPlan': ({ folderId }) => {
      const now = settings.read();
      const { localPath, destinationPath } = planOf(now, rule(folderId), `${tryPrefix}…`);
      return Promise.resolve({ localPath, destinationPath, collection: now.destination?.name ?? '' });
    },
    // A second press while one runs looks at the same test.
    'setup.tryOut': async ({ folderId }) => {
      const folder = rule(folderId);
      isStopped = false;
      running ??= run(folder).finally(() => {
        running = null;
      });
      return running;
    },
    'setup.tryStop': () => {
      isStopped = true;
      return Promise.resolve({});
    },
  };
}

function presentStep({ step, state, error }: Step): TryStep {
  return { step, state, problem: error && presentProblem(error) };
}
function presentTry({ steps, receipt, left }: TryResult): TryView {
  return {
    steps: steps.map(presentStep),
    receipt: receipt && {
      ...receipt,
      files: receipt.files.map(({ path, bytes, checksum, algorithm }) => ({ path, bytes, checksum, algorithm })),
    },
    left: { ...left },
  };
}
