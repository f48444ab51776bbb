/** What the wizard and the checks ask of the service. All throw AppError with codes globus.* and collection.*. */
export interface CollectionFacts {
  readonly id: string;
  readonly name: string;
  /** The service's own word, such as GCSv5_guest_collection. */
  readonly kind: string;
  readonly owner: string | null;
  readonly ownerId: string | null;
  /** Null where the service does not tell (data-centre collections). */
  readonly isConnected: boolean | null;
  readonly holdsData: boolean;
  /** Globus Connect Personal that its owner paused; null where there is none or the service does not tell. */
  readonly isPaused?: boolean | null;
  /** The collection that a guest collection of Globus Connect Personal sits on. */
  readonly hostId?: string | null;
  /** It holds protected data and may ask for a login that only a person can give. */
  readonly isHighAssurance?: boolean | null;
  /** Where files can be put and fetched directly; null where the collection does not offer it. */
  readonly httpsServer?: string | null;
  /** Of a registered Globus Connect Personal that nobody has set up yet; only its owner is told. */
  readonly setupKey?: string | null;
}

export interface RemoteEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes: number;
  /** Milliseconds since 1970, to the second; null when the service does not tell. */
  readonly modifiedAtMs: number | null;
}

/** The size of the file that `fileThereAndBack` puts there. */
export const probeBytes = 1024;

export interface Credentials {
  readonly clientId: string;
  readonly secret: string;
}

export interface Globus {
  /** A real token request with these credentials, nothing kept. Throws globus.signInRefused and its kin. */
  tryCredentials(credentials: Credentials): Promise<void>;
  /** The credentials or something about them changed: forget tokens. */
  forgetTokens(): void;
  collection(id: string): Promise<CollectionFacts>;
  sharedCollections(): Promise<readonly CollectionFacts[]>;
  /** Those of Globus Connect Personal that belong to this application. */
  ownPersonal(): Promise<readonly CollectionFacts[]>;
  /** Registers a computer: Globus Connect Personal is set up on it with the key, once, and belongs to this application. */
  registerPersonal(name: string): Promise<{ readonly id: string; readonly setupKey: string }>;
  list(collection: CollectionFacts, path: string): Promise<readonly RemoteEntry[]>;
  makeFolder(collection: CollectionFacts, path: string): Promise<'made' | 'existed'>;
  /**
   * Puts a small file there over the collection's own server, reads it back, compares, and takes it away again.
   * 'notTried' where the collection has no such server.
   */
  fileThereAndBack(collection: CollectionFacts, path: string): Promise<'notTried' | undefined>;
  /** Takes one empty folder away again and waits for it; used for our own probes only. */
  removeProbe(collection: CollectionFacts, path: string): Promise<void>;
  /** Milliseconds that this computer's clock is ahead of the service's, from the latest answer; null before one. */
  clockAheadMs(): number | null;
}
