import { type PersonalView } from '../../preload/contract';
import { type PersonalWay } from '../setup/personal-way';
import { presentCollection } from './present';

/** The way, with the very line that sets Globus Connect Personal up where it has a command line. Pure. */
export function presentPersonal(
  way: PersonalWay,
  here: { readonly platform: string; readonly isPractice: boolean },
): PersonalView {
  const { installed, folders, collection, fits, registered } = way;
  const setupKey = registered?.setupKey ?? null;
  return {
    installed,
    folders: [...folders],
    collection: collection === null ? null : presentCollection(collection),
    fits,
    paused: collection?.isPaused === true,
    registered:
      registered === null || setupKey === null
        ? null
        : { collectionId: registered.id, name: registered.name, setupKey, command: commandFor(setupKey, here) },
    problem: null,
  };
}

/** On Windows and macOS the key is pasted into the program's own window. */
function commandFor(
  setupKey: string,
  { platform, isPractice }: { readonly platform: string; readonly isPractice: boolean },
): string | null {
  if (isPractice) return `npm run pretend-gcp -- -setup ${setupKey} -control CONTROL_URL`;
  return platform === 'linux' ? `./globusconnectpersonal -setup ${setupKey} && ./globusconnectpersonal -start` : null;
}
