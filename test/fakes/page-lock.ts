/** The PIN of a world in memory, as main keeps it. */
import type { LockView, News, NewsName, Reply, Request } from '../../preload/contract';
import { refuse } from './page-checks';
import type { PageWorld } from './page-world';

type LockCalls = 'lock.read' | 'lock.open' | 'lock.close' | 'lock.set' | 'lock.remove';
type LockAnswers = { readonly [N in LockCalls]: (request: Request<N>) => Reply<N> };

export function lockAnswers(
  world: PageWorld,
  tell: <N extends NewsName>(name: N, message: News<N>) => void,
): LockAnswers {
  const told = (lock: Partial<LockView>): LockView => {
    world.lock = { ...world.lock, ...lock };
    tell('lock.changed', world.lock);
    return world.lock;
  };
  return {
    'lock.read': () => world.lock,
    'lock.open': ({ pin }) => (pin === world.pin ? told({ isOpen: true }) : refuse('lock.wrongPin')),
    'lock.close': () => told({ isOpen: false }),
    'lock.set': ({ pin, guardsPause }) => {
      if (!/^\d{4,12}$/.test(pin)) refuse('lock.badPin');
      world.pin = pin;
      return told({ isOn: true, isOpen: true, guardsPause });
    },
    'lock.remove': () => {
      world.pin = null;
      return told({ isOn: false, isOpen: false, guardsPause: false });
    },
  };
}
