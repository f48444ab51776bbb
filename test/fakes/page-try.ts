/** The test that sends a small dataset, played on a world. */
import type { CallName, TryStep } from '../../preload/contract';
import type { Answers, Tell } from './page-answers';
import { mayAt, refuse } from './page-checks';
import { aProblem, type PageWorld, type WorldCollection } from './page-world';

const names = ['write', 'order', 'copy', 'prove', 'cleanUp'] as const;

export function tryAnswers(world: PageWorld, tell: Tell): Pick<Answers, Extract<CallName, `setup.try${string}`>> {
  const there = (): WorldCollection =>
    world.collections.find((one) => one.id === world.destination?.collectionId) ?? refuse('setup.notFinished');
  const pathOf = (id: string): string =>
    world.folders.find((one) => one.id === id)?.rule.path ?? refuse('folder.gone', { path: id });
  const below = (name: string): string => `${world.destination?.path ?? '/'}${name}/`;
  return {
    'setup.tryPlan': ({ folderId }) => ({
      localPath: `${pathOf(folderId)}/.slipway-try-…`,
      destinationPath: below('.slipway-try-…'),
      collection: there().name,
    }),
    'setup.tryOut': ({ folderId }) => {
      pathOf(folderId);
      const may = mayAt(there(), world.destination?.path ?? '/') === 'rw';
      const failed = aProblem('task.refused', { facts: { path: below('.slipway-try-4be1a0c2') } });
      const steps = names.map((step): TryStep => {
        if (may || step === 'write' || step === 'order' || step === 'cleanUp')
          return { step, state: 'ok', problem: null };
        return step === 'copy' ? { step, state: 'failed', problem: failed } : { step, state: 'notRun', problem: null };
      });
      tell('setup.tryStep', { steps, reason: null });
      const checksum = '9b2cf535f27731c974343645a3985328';
      return {
        steps,
        receipt: may
          ? {
              taskId: '5f0f9f2c-6d8e-11ef-9a3c-0242ac110002',
              destinationPath: below('.slipway-try-4be1a0c2'),
              seconds: 7,
              files: [
                { path: 'slipway-test.txt', bytes: 91, checksum, algorithm: 'MD5' },
                { path: 'slipway-test.bin', bytes: 4096, checksum: checksum.replace('9b', '3c'), algorithm: 'MD5' },
              ],
            }
          : null,
        left: { local: null, destination: null },
      };
    },
    'setup.tryStop': () => ({}),
  };
}
