import { type AccessCheck } from './access-check';
import { type AuthModel } from './auth';
import { type Collection, type CollectionTable, isGcp, isGuest, makeCollection, type Role } from './collections';
import { type Doubts } from './doubts';
import { endpointDocument, gcsDomain, serverDocument } from './endpoint-document';
import { badRequest, GlobusError, permissionDenied } from './globus-error';
import { uuidOf } from './identities';
import { type Limits } from './limits';
import { asFolder, Jail, normalPath, withoutSlash } from './paths';
import { hasAnyPermission, isAdministrator, isVisible, rolesOf } from './permissions';
import { type Clock, type Disk, type Random } from './ports';

type Document = Record<string, unknown>;

export const searchScopes = [
  'all',
  'my-endpoints',
  'my-gcp-endpoints',
  'recently-used',
  'in-use',
  'shared-by-me',
  'shared-with-me',
  'hide-no-permissions',
  'administered-by-me',
] as const;
export type SearchScope = (typeof searchScopes)[number];

export interface SearchQuery {
  readonly fulltext: string | null;
  readonly scope: SearchScope;
  readonly ownerId: string | null;
  readonly hostId: string | null;
  readonly entityType: string | null;
  readonly nonFunctional: boolean | null;
  readonly limit: number;
  readonly offset: number;
}

export interface EndpointChange {
  displayName?: string | undefined;
  description?: string | null | undefined;
  organization?: string | null | undefined;
  contactEmail?: string | null | undefined;
  keywords?: string | null | undefined;
  isPublic?: boolean | undefined;
  forceEncryption?: boolean | undefined;
  disableVerify?: boolean | undefined;
  defaultDirectory?: string | null | undefined;
  subscriptionId?: string | null | undefined;
}

interface Deps {
  readonly clock: Clock;
  readonly random: Random;
  readonly disk: Disk;
  readonly doubts: Doubts;
  readonly limits: Limits;
  readonly auth: AuthModel;
  readonly collections: CollectionTable;
  readonly access: AccessCheck;
  /** Collections that an identity used in tasks, newest first, and those in unfinished tasks. */
  readonly usedBy: (identityId: string) => { recent: readonly string[]; inUse: readonly string[] };
}

/** Endpoint documents, search, registration of Globus Connect Personal and its guests, roles. */
export class Endpoints {
  constructor(private readonly deps: Deps) {}

  private document(collection: Collection, identityId: string): Document {
    return endpointDocument(collection, {
      collections: this.deps.collections,
      doubts: this.deps.doubts,
      identityId,
      ownerString: (id) => this.deps.auth.identities.get(id)?.username ?? `${id}@clients.auth.globus.org`,
    });
  }

  get(identityId: string, id: string): Document {
    return this.document(this.deps.access.visible(identityId, id), identityId);
  }

  serverList(identityId: string, id: string): Document {
    const collection = this.deps.access.visible(identityId, id);
    const server = serverDocument(collection, gcsDomain(collection.endpointId ?? id));
    return { DATA_TYPE: 'endpoint_server_list', endpoint: id, DATA: [server] };
  }

  search(identityId: string, query: SearchQuery): Document {
    if (query.scope === 'all' && (query.fulltext ?? '').trim() === '') {
      throw badRequest("filter_fulltext is required when filter_scope is 'all'");
    }
    const owns = ['my-endpoints', 'my-gcp-endpoints', 'shared-by-me'].includes(query.scope);
    if (query.ownerId !== null && owns) {
      throw badRequest(`filter_owner_id cannot be used with filter_scope '${query.scope}'`);
    }
    if (query.entityType !== null && query.nonFunctional !== null) {
      throw badRequest('filter_entity_type and filter_non_functional cannot be used together');
    }
    const nowMs = this.deps.clock.nowMs();
    const plainSees = this.deps.doubts.plainPrincipalSeesGuest === 'visible';
    const found = this.deps.collections
      .all()
      .filter((one) => isVisible(this.deps.collections, one, identityId, nowMs, plainSees))
      .filter((one) => this.isInScope(one, identityId, query.scope, nowMs))
      .filter((one) => query.ownerId === null || one.ownerId === query.ownerId)
      .filter((one) => query.hostId === null || one.hostId === query.hostId)
      .filter((one) => query.entityType === null || one.entityType === query.entityType)
      .filter((one) => query.nonFunctional === null || (one.entityType === 'GCSv5_endpoint') === query.nonFunctional)
      .map((one) => this.document(one, identityId))
      .filter((document) => matchesText(document, query.fulltext ?? ''))
      .slice(0, this.deps.limits.searchResults);
    const page = found.slice(query.offset, query.offset + query.limit);
    return {
      DATA_TYPE: 'endpoint_list',
      limit: query.limit,
      offset: query.offset,
      has_next_page: query.offset + query.limit < found.length,
      DATA: page.map((document) => ({ ...document, _rank: 1 })),
    };
  }

  private isInScope(collection: Collection, identityId: string, scope: SearchScope, nowMs: number): boolean {
    const isOwner = collection.ownerId === identityId;
    const used = this.deps.usedBy(identityId);
    switch (scope) {
      case 'all':
        return true;
      case 'my-endpoints':
        return isOwner;
      case 'my-gcp-endpoints':
        return isOwner && collection.entityType === 'GCP_mapped_collection';
      case 'recently-used':
        return used.recent.includes(collection.id);
      case 'in-use':
        return used.inUse.includes(collection.id);
      case 'shared-by-me':
        return isOwner && isGuest(collection);
      case 'shared-with-me':
        return !isOwner && isGuest(collection) && hasAnyPermission(collection, identityId, nowMs);
      case 'hide-no-permissions':
        return rolesOf(collection, identityId).length > 0 || hasAnyPermission(collection, identityId, nowMs);
      case 'administered-by-me':
        return isAdministrator(collection, identityId);
    }
  }

  /** Registers a Globus Connect Personal. Its root is known only after the program was set up with the key. */
  createGcp(identityId: string, change: EndpointChange & { displayName: string }): Document {
    const setupKey = this.deps.random.uuid();
    const collection = makeCollection({
      id: this.deps.random.uuid(),
      entityType: 'GCP_mapped_collection',
      displayName: change.displayName,
      ownerId: identityId,
      pathStyle: 'absolute',
      gcpConnected: false,
      setupKey,
      createdMs: this.deps.clock.nowMs(),
    });
    applyChange(collection, change);
    this.deps.collections.add(collection);
    return {
      DATA_TYPE: 'endpoint_create_result',
      code: 'Created',
      message: 'Endpoint created',
      id: collection.id,
      globus_connect_setup_key: setupKey,
    };
  }

  createGuest(
    identityId: string,
    order: EndpointChange & { displayName: string; hostId: string; hostPath: string },
  ): Document {
    const host = this.deps.access.visible(identityId, order.hostId);
    if (!isGcp(host) || isGuest(host)) {
      throw new GlobusError(409, 'NotSupported', 'A shared endpoint can be created on Globus Connect Personal only');
    }
    if (!isAdministrator(host, identityId)) throw permissionDenied('Only the owner of the host may share its folders');
    if (host.subscriptionId === null) {
      throw new GlobusError(403, 'PermissionDenied', 'The host endpoint is not managed: sharing needs a subscription');
    }
    this.deps.access.openForOperation(identityId, host.id, 'ls');
    const hostPath = asFolder(normalPath(host, order.hostPath));
    const collection = makeCollection({
      id: this.deps.random.uuid(),
      entityType: 'GCP_guest_collection',
      displayName: order.displayName,
      ownerId: identityId,
      root: this.localFolder(host, hostPath),
      hostId: host.id,
      hostPath,
      subscriptionId: host.subscriptionId,
      createdMs: this.deps.clock.nowMs(),
    });
    applyChange(collection, order);
    this.deps.collections.add(collection);
    return {
      DATA_TYPE: 'endpoint_create_result',
      code: 'Created',
      message: 'Shared endpoint created',
      id: collection.id,
    };
  }

  private localFolder(host: Collection, hostPath: string): string {
    try {
      return withoutSlash(new Jail(host, this.deps).target(hostPath));
    } catch {
      throw new GlobusError(404, 'NotFound', `Path '${hostPath}' not found on the host endpoint`);
    }
  }

  /** Sets or takes away the subscription; `DEFAULT` is the only one there is. Throws 400 when there are several. */
  subscribe(identityId: string, id: string, subscriptionId: string | null): Document {
    if (subscriptionId !== 'DEFAULT') return this.update(identityId, id, { subscriptionId });
    const all = this.deps.collections.all().flatMap((one) => one.subscriptionId ?? []);
    const [first, ...others] = new Set(all);
    if (first === undefined) throw badRequest('You do not have access to a subscription');
    if (others.length > 0) {
      throw badRequest(
        `Please specify the subscription ID to use. You currently have access to: ${[first, ...others].join(', ')}`,
      );
    }
    return this.update(identityId, id, { subscriptionId: first });
  }

  update(identityId: string, id: string, change: EndpointChange): Document {
    const collection = this.administered(identityId, id);
    applyChange(collection, change);
    this.deps.collections.version += 1;
    return { DATA_TYPE: 'result', code: 'Updated', message: 'Endpoint updated successfully' };
  }

  delete(identityId: string, id: string): Document {
    const collection = this.administered(identityId, id);
    for (const guest of this.deps.collections.guestsOf(collection)) this.deps.collections.remove(guest.id);
    this.deps.collections.remove(id);
    return { DATA_TYPE: 'result', code: 'Deleted', message: 'Endpoint deleted successfully' };
  }

  private administered(identityId: string, id: string): Collection {
    const collection = this.deps.access.visible(identityId, id);
    if (!isAdministrator(collection, identityId))
      throw permissionDenied('You are not an administrator of this endpoint');
    if (!isGcp(collection)) {
      throw new GlobusError(409, 'NotSupported', 'Globus Connect Server endpoints are managed through GCS Manager');
    }
    return collection;
  }

  roleList(identityId: string, id: string): Document {
    const collection = this.deps.access.visible(identityId, id);
    if (!isAdministrator(collection, identityId)) {
      throw permissionDenied('Only administrators may see the roles of this endpoint');
    }
    return {
      DATA_TYPE: 'role_list',
      endpoint: id,
      length: this.roles(collection).length,
      DATA: this.roles(collection),
    };
  }

  private roles(collection: Collection): readonly Document[] {
    const owner = {
      id: uuidOf(`${collection.id} owner`),
      principal: collection.ownerId,
      role: 'administrator' as Role,
    };
    return [{ ...owner, principalType: 'identity' }, ...collection.roles].map((role) => ({
      DATA_TYPE: 'role',
      id: role.id,
      principal_type: role.principalType,
      principal: role.principal,
      role: role.role,
    }));
  }

  role(identityId: string, id: string, roleId: string): Document {
    const list = this.roleList(identityId, id)['DATA'] as readonly Document[];
    const role = list.find((one) => one['id'] === roleId);
    if (role === undefined)
      throw new GlobusError(404, 'RoleNotFound', `Role '${roleId}' was not found on the endpoint`);
    return role;
  }

  createRole(
    identityId: string,
    id: string,
    order: { principal: string; principalType: 'identity' | 'group'; role: Role },
  ): Document {
    const collection = this.administered(identityId, id);
    const isThere = collection.roles.some((role) => role.principal === order.principal && role.role === order.role);
    if (isThere) throw new GlobusError(409, 'Exists', 'This principal already has this role');
    const role = { id: this.deps.random.uuid(), ...order };
    collection.roles.push(role);
    this.deps.collections.version += 1;
    const { principalType, ...rest } = role;
    return { DATA_TYPE: 'role', ...rest, principal_type: principalType };
  }

  deleteRole(identityId: string, id: string, roleId: string): Document {
    const collection = this.administered(identityId, id);
    const index = collection.roles.findIndex((role) => role.id === roleId);
    if (index < 0) throw new GlobusError(404, 'RoleNotFound', `Role '${roleId}' was not found on the endpoint`);
    collection.roles.splice(index, 1);
    this.deps.collections.version += 1;
    return { DATA_TYPE: 'result', code: 'Deleted', message: `Role '${roleId}' deleted successfully` };
  }
}

function applyChange(collection: Collection, change: EndpointChange): void {
  if (change.displayName !== undefined) collection.displayName = change.displayName;
  if (change.description !== undefined) collection.description = change.description;
  if (change.organization !== undefined) collection.organization = change.organization;
  if (change.contactEmail !== undefined) collection.contactEmail = change.contactEmail;
  if (change.keywords !== undefined) collection.keywords = change.keywords;
  if (change.isPublic !== undefined) collection.isPublic = change.isPublic;
  if (change.forceEncryption !== undefined) collection.forceEncryption = change.forceEncryption;
  if (change.disableVerify !== undefined) collection.disableVerify = change.disableVerify;
  if (change.defaultDirectory !== undefined) collection.defaultDirectory = change.defaultDirectory;
  if (change.subscriptionId !== undefined) collection.subscriptionId = change.subscriptionId;
}

const searchedFields = [
  'display_name',
  'canonical_name',
  'description',
  'organization',
  'department',
  'keywords',
  'owner_string',
  'tlsftp_server',
  'id',
];

/** All words of the query must be the beginning of some word of the document; punctuation does not count. */
function matchesText(document: Document, query: string): boolean {
  const words = (text: string): string[] =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const found = searchedFields.flatMap((field) => words(String(document[field] ?? '')));
  return words(query).every((word) => found.some((one) => one.startsWith(word)));
}
