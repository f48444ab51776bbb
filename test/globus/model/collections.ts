import { noSuchEndpoint } from './globus-error';

export type EntityType =
  | 'GCSv5_endpoint'
  | 'GCSv5_mapped_collection'
  | 'GCSv5_guest_collection'
  | 'GCP_mapped_collection'
  | 'GCP_guest_collection';

export type Role =
  'administrator' | 'restricted_administrator' | 'access_manager' | 'activity_manager' | 'activity_monitor';

export interface RoleDocument {
  readonly id: string;
  readonly principalType: 'identity' | 'group';
  readonly principal: string;
  readonly role: Role;
}

export interface AccessRule {
  readonly id: string;
  /** Starts and ends with `/`, relative to the collection's root. */
  readonly path: string;
  permissions: 'r' | 'rw';
  readonly principalType: 'identity' | 'group' | 'all_authenticated_users' | 'anonymous';
  readonly principal: string;
  readonly createdMs: number;
  expirationDate: string | null;
}

export interface PauseRule {
  readonly id: string;
  readonly message: string;
  readonly identityId: string | null;
  readonly pauseLs: boolean;
  readonly pauseMkdir: boolean;
  readonly pauseRename: boolean;
  readonly pauseTaskDelete: boolean;
  readonly pauseTaskTransferRead: boolean;
  readonly pauseTaskTransferWrite: boolean;
  readonly startedMs: number;
}

/** What a collection's storage does wrong when a test asks for it. */
export interface StorageTrouble {
  /** Bytes that can still be written; null = no limit. */
  freeBytes: number | null;
  /** What is said when they are used up. */
  fullCode: 'NO_SPACE_LEFT' | 'QUOTA_EXCEEDED';
  /** Collection paths (folder prefixes or files) that the storage itself refuses. */
  deniedPaths: readonly string[];
  /** Refuses every sign-in with 530, as a domain policy does. */
  loginRefused: boolean;
  /** Identity policy that fails with AuthPolicyFailed; null = none. */
  failingPolicyId: string | null;
  /** What else the refusal says that it wants. */
  policyDemands: { readonly domains?: readonly string[] | undefined; readonly mfa?: boolean | undefined };
}

/**
 * One entry of Transfer's endpoint table. `GCSv5_endpoint` is a server and holds no data; all others are collections
 * over the local folder `root`.
 */
export interface Collection {
  readonly id: string;
  readonly entityType: EntityType;
  displayName: string;
  description: string | null;
  organization: string | null;
  contactEmail: string | null;
  keywords: string | null;
  ownerId: string;
  /** Local folder that stands for the collection; '' for a GCSv5 endpoint. */
  root: string;
  /**
   * `relative`: `/` is `root`. `absolute`: paths are the local ones, and only those inside `root` are reachable.
   * `windows`: as `relative`, with a drive letter as first part and the characters that Windows forbids refused.
   */
  readonly pathStyle: 'relative' | 'absolute' | 'windows';
  /** Globus Connect Personal: what its config-paths opens, as collection paths. Null = everything, for reading and writing. */
  accessible: readonly { readonly path: string; readonly mayWrite: boolean }[] | null;
  /** The folder that `/~/` means, as a collection path; null = the default directory or the root. */
  home: string | null;
  /** The mapped collection that a guest collection sits on. */
  readonly hostId: string | null;
  /** The guest's root as a path of its host. */
  readonly hostPath: string | null;
  /** The GCSv5 endpoint that serves this collection. */
  readonly endpointId: string | null;
  isPublic: boolean;
  highAssurance: boolean;
  forceEncryption: boolean;
  forceVerify: boolean;
  disableVerify: boolean;
  defaultDirectory: string | null;
  subscriptionId: string | null;
  /** Base URL for straight HTTPS; null when the collection has none. */
  httpsServer: string | null;
  /** Globus Connect Personal only: the setup key, until it was used. */
  setupKey: string | null;
  gcpConnected: boolean;
  gcpPaused: boolean;
  readonly roles: RoleDocument[];
  readonly rules: AccessRule[];
  readonly pauseRules: PauseRule[];
  readonly trouble: StorageTrouble;
  createdMs: number;
}

export const isGcp = (collection: Collection): boolean => collection.entityType.startsWith('GCP_');
export const isGuest = (collection: Collection): boolean => collection.entityType.endsWith('_guest_collection');
export const isEndpoint = (collection: Collection): boolean => collection.entityType === 'GCSv5_endpoint';
export const hasDataAccess = (collection: Collection): boolean =>
  collection.entityType === 'GCSv5_mapped_collection' && !collection.highAssurance;

export type NewCollection = Pick<Collection, 'id' | 'entityType' | 'displayName' | 'ownerId'> & Partial<Collection>;

/** A collection with the usual values for everything that `order` leaves out. */
export function makeCollection(order: NewCollection): Collection {
  return {
    description: null,
    organization: null,
    contactEmail: null,
    keywords: null,
    root: '',
    pathStyle: 'relative',
    accessible: null,
    home: null,
    hostId: null,
    hostPath: null,
    endpointId: null,
    isPublic: false,
    highAssurance: false,
    forceEncryption: false,
    forceVerify: false,
    disableVerify: false,
    defaultDirectory: null,
    subscriptionId: null,
    httpsServer: null,
    setupKey: null,
    gcpConnected: true,
    gcpPaused: false,
    roles: [],
    rules: [],
    pauseRules: [],
    trouble: {
      freeBytes: null,
      fullCode: 'NO_SPACE_LEFT',
      deniedPaths: [],
      loginRefused: false,
      failingPolicyId: null,
      policyDemands: {},
    },
    createdMs: 0,
    ...order,
  };
}

/** All endpoints and collections by id. `version` grows with every change that can alter someone's rights. */
export class CollectionTable {
  private readonly byId = new Map<string, Collection>();
  version = 0;

  add(collection: Collection): Collection {
    this.byId.set(collection.id, collection);
    this.version += 1;
    return collection;
  }

  remove(id: string): void {
    this.byId.delete(id);
    this.version += 1;
  }

  find(id: string): Collection | null {
    return this.byId.get(id) ?? null;
  }

  /** Throws 404 EndpointNotFound. */
  get(id: string): Collection {
    const collection = this.byId.get(id);
    if (collection === undefined) throw noSuchEndpoint(id);
    return collection;
  }

  all(): readonly Collection[] {
    return [...this.byId.values()];
  }

  /** The mapped collection below a guest, or the collection itself. */
  hostOf(collection: Collection): Collection {
    return collection.hostId === null ? collection : (this.byId.get(collection.hostId) ?? collection);
  }

  /** A guest on Globus Connect Personal is as connected as its host. */
  isConnected(collection: Collection): boolean {
    return !isGcp(collection) || this.hostOf(collection).gcpConnected;
  }

  isGcpPaused(collection: Collection): boolean {
    return isGcp(collection) && this.hostOf(collection).gcpPaused;
  }

  guestsOf(collection: Collection): readonly Collection[] {
    return this.all().filter((other) => other.hostId === collection.id);
  }
}
