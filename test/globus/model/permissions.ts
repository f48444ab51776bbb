import { type Collection, type CollectionTable, isEndpoint, isGuest, type Role } from './collections';
import { asFolder, isBelow } from './paths';
import { parseTimeMs } from './times';

/** Roles that someone holds, the owner's implied ones included. A guest inherits nothing from its host. */
export function rolesOf(collection: Collection, identityId: string): readonly Role[] {
  const held = collection.roles
    .filter((role) => role.principalType === 'identity' && role.principal === identityId)
    .map((role) => role.role);
  if (collection.ownerId === identityId || held.includes('administrator')) {
    const all: readonly Role[] = ['administrator', 'access_manager', 'activity_manager', 'activity_monitor'];
    return isGuest(collection) ? all : all.filter((role) => role !== 'access_manager');
  }
  return [...new Set(held)];
}

const managing: readonly Role[] = ['administrator', 'restricted_administrator', 'access_manager'];
export const maySeeRules = (collection: Collection, identityId: string): boolean =>
  rolesOf(collection, identityId).some((role) => managing.includes(role));
export const mayChangeRules = (collection: Collection, identityId: string): boolean =>
  rolesOf(collection, identityId).some((role) => role === 'administrator' || role === 'access_manager');
export const isAdministrator = (collection: Collection, identityId: string): boolean =>
  rolesOf(collection, identityId).includes('administrator');

/** Rules that count for an identity now. */
function rulesFor(collection: Collection, identityId: string, nowMs: number): Collection['rules'] {
  return collection.rules.filter((rule) => {
    const isForThem =
      rule.principalType === 'all_authenticated_users' ||
      rule.principalType === 'anonymous' ||
      (rule.principalType === 'identity' && rule.principal === identityId);
    const endMs = rule.expirationDate === null ? null : parseTimeMs(rule.expirationDate);
    return isForThem && (endMs === null || endMs > nowMs);
  });
}

/** May the identity do this at this path? Rules only add up: a deeper `r` takes nothing from a broader `rw`. */
export function isAllowed(
  collection: Collection,
  identityId: string,
  path: string,
  need: 'r' | 'rw',
  nowMs: number,
): boolean {
  if (isEndpoint(collection)) return false;
  if (collection.entityType === 'GCP_mapped_collection') {
    return collection.ownerId === identityId && isAccessible(collection, path, need);
  }
  if (collection.entityType === 'GCSv5_mapped_collection') return true;
  if (mayChangeRules(collection, identityId)) return true;
  return rulesFor(collection, identityId, nowMs).some(
    (rule) => isBelow(rule.path, path) && (need === 'r' || rule.permissions === 'rw'),
  );
}

/** Does the config-paths of a Globus Connect Personal open this path? */
function isAccessible(collection: Collection, path: string, need: 'r' | 'rw'): boolean {
  if (collection.accessible === null) return true;
  return collection.accessible.some(
    (folder) => isBelow(asFolder(folder.path), path) && (need === 'r' || folder.mayWrite),
  );
}

/** Does a rule lie somewhere below this folder, so that a listing may at least show the way there? */
export const hasAnyPermission = (collection: Collection, identityId: string, nowMs: number): boolean =>
  isGuest(collection)
    ? rulesFor(collection, identityId, nowMs).length > 0
    : collection.entityType === 'GCSv5_mapped_collection' || collection.ownerId === identityId;

/** Does the identity see the document of this collection? */
export function isVisible(
  table: CollectionTable,
  collection: Collection,
  identityId: string,
  nowMs: number,
  plainPrincipalSees: boolean,
): boolean {
  if (collection.isPublic || rolesOf(collection, identityId).length > 0) return true;
  if (isEndpoint(collection)) return table.all().some((other) => other.endpointId === collection.id && other.isPublic);
  return plainPrincipalSees && isGuest(collection) && hasAnyPermission(collection, identityId, nowMs);
}
