import { asAppError } from '../domain/problem';
import { type CollectionFacts, type Globus } from '../ports/globus';

/** What the local files of Globus Connect Personal say. A hint: the service decides. */
export interface LocalPersonal {
  readonly installed: boolean;
  readonly collectionId: string | null;
  readonly folders: readonly string[];
}

/** The way in which this application could read this computer, as far as it is there already. */
export interface PersonalWay {
  readonly installed: boolean;
  readonly folders: readonly string[];
  /** What could be read from, or why not yet: its own collection, or a guest collection shared with the application. */
  readonly collection: CollectionFacts | null;
  readonly fits: 'ownedByUs' | 'guestReadable' | 'ownedByPerson' | 'none';
  /** Registered by us for this computer, and not set up yet. */
  readonly registered: CollectionFacts | null;
}

/** The name that a computer is registered under; by it a registration is found again after a crash. */
export function registeredName(hostName: string): string {
  return `Slipway ${hostName}`.slice(0, 128);
}

/**
 * Looks at this computer and asks Globus: a collection that belongs to this application is best; else a guest collection
 * on this computer's own, shared with the application; else there is a collection of a person, or none. Throws AppError
 * globus.* and secret.*.
 */
export async function findPersonalWay(
  globus: Globus,
  local: LocalPersonal,
  clientId: string | null,
  hostName: string,
): Promise<PersonalWay> {
  const { installed, folders } = local;
  const none: PersonalWay = { installed, folders, collection: null, fits: 'none', registered: null };
  if (local.collectionId === null) return { ...none, registered: await openRegistration(globus, hostName) };
  const own = await seen(globus, local.collectionId);
  if (own !== null && own.ownerId === clientId) return { ...none, collection: own, fits: 'ownedByUs' };
  const guest = (await globus.sharedCollections()).find((shared) => shared.hostId === local.collectionId);
  if (guest !== undefined) return { ...none, collection: guest, fits: 'guestReadable' };
  return { ...none, collection: own, fits: 'ownedByPerson', registered: await openRegistration(globus, hostName) };
}

async function openRegistration(globus: Globus, hostName: string): Promise<CollectionFacts | null> {
  const mine = (await globus.ownPersonal()).filter((one) => one.name === registeredName(hostName));
  for (const { id } of mine) {
    const found = await globus.collection(id); // a search need not tell the key
    if (typeof found.setupKey === 'string') return found;
  }
  return null;
}

/** A person's private collection is invisible to us: installed, but not ours to read. */
async function seen(globus: Globus, id: string): Promise<CollectionFacts | null> {
  try {
    return await globus.collection(id);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === 'collection.unknown') return null;
    throw error;
  }
}
