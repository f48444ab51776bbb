import { type AuthModel } from './auth';
import { type Collection, type CollectionTable, hasDataAccess, isEndpoint, isGcp, type PauseRule } from './collections';
import { type Doubts } from './doubts';
import { GlobusError, noSuchEndpoint, permissionDenied } from './globus-error';
import { PathNotAllowed } from './paths';
import { hasAnyPermission, isAllowed, isVisible } from './permissions';
import { type Clock } from './ports';
import { dataAccessScope, transferAllScope } from './scopes';
import { TaskFault } from './disk-errors';

interface Deps {
  readonly clock: Clock;
  readonly doubts: Doubts;
  readonly auth: AuthModel;
  readonly collections: CollectionTable;
}

const pausedBy: Readonly<Record<'ls' | 'mkdir' | 'rename', (rule: PauseRule) => boolean>> = {
  ls: (rule) => rule.pauseLs,
  mkdir: (rule) => rule.pauseMkdir,
  rename: (rule) => rule.pauseRename,
};

/** Who may see, open, read and write what. */
export class AccessCheck {
  constructor(private readonly deps: Deps) {}

  /** The collection, when the identity may see its document; otherwise 404, as if it did not exist. */
  visible(identityId: string, collectionId: string): Collection {
    const { collections, clock, doubts } = this.deps;
    const collection = collections.get(collectionId);
    const plainSees = doubts.plainPrincipalSeesGuest === 'visible';
    if (!isVisible(collections, collection, identityId, clock.nowMs(), plainSees)) throw noSuchEndpoint(collectionId);
    return collection;
  }

  /** Checks that come before any path is looked at: policy, consent, connection, pause rules. */
  openForOperation(identityId: string, collectionId: string, operation: 'ls' | 'mkdir' | 'rename'): Collection {
    const collection = this.usable(identityId, collectionId);
    if (!this.deps.collections.isConnected(collection)) {
      const family = { ls: 'DirListingFailed', mkdir: 'MkdirFailed', rename: 'RenameFailed' }[operation];
      throw new GlobusError(
        502,
        `ExternalError.${family}.GCDisconnected`,
        'The GCP endpoint is not currently connected to Globus',
      );
    }
    const rule = this.pauseRuleFor(collection, identityId, pausedBy[operation]);
    if (rule !== null) throw new GlobusError(409, 'OperationPaused', rule.message);
    if (this.deps.collections.isGcpPaused(collection)) {
      throw new GlobusError(502, 'ExternalError.DirListingFailed.GCPaused', 'The GCP endpoint is paused');
    }
    return collection;
  }

  /** The collection when data operations on it are possible at all for this identity. */
  usable(identityId: string, collectionId: string): Collection {
    const { collections, auth } = this.deps;
    const collection = collections.get(collectionId);
    if (isEndpoint(collection)) {
      throw new GlobusError(
        400,
        'ClientError.BadRequest',
        `Endpoint '${collectionId}' is a GCSv5 endpoint and has no data; use one of its collections`,
      );
    }
    if (collection.trouble.failingPolicyId !== null) {
      const { domains, mfa } = collection.trouble.policyDemands;
      throw new GlobusError(403, 'AuthPolicyFailed', 'Failing collection authentication policy', {
        authorization_parameters: {
          session_message: 'Failing collection authentication policy',
          session_required_policies: collection.trouble.failingPolicyId,
          ...(domains === undefined ? {} : { session_required_single_domain: domains }),
          ...(mfa === true ? { session_required_mfa: true } : {}),
        },
      });
    }
    if (hasDataAccess(collection) && !auth.hasConsent(identityId, dataAccessScope(collection.id))) {
      const scopes = [`${transferAllScope}[*${dataAccessScope(collection.id)}]`];
      throw new GlobusError(403, 'ConsentRequired', 'Missing required data_access consent', {
        required_scopes: scopes,
        authorization_parameters: { session_message: 'Missing required data_access consent', required_scopes: scopes },
      });
    }
    if (collection.trouble.loginRefused) {
      throw new GlobusError(502, 'ExternalError.DirListingFailed.LoginFailed', loginFailedText(collection));
    }
    if (collection.entityType === 'GCP_mapped_collection' && collection.ownerId !== identityId) {
      throw permissionDenied('Only the owner of a Globus Connect Personal mapped collection may use it');
    }
    if (isGcp(collection) && collection.root === '') {
      throw new GlobusError(
        502,
        'ExternalError.DirListingFailed.GCDisconnected',
        'The GCP endpoint is not currently connected to Globus',
      );
    }
    return collection;
  }

  /** Does the identity hold any right on this collection's data? */
  allowsSomething(identityId: string, collection: Collection): boolean {
    return hasAnyPermission(collection, identityId, this.deps.clock.nowMs());
  }

  allows(identityId: string, collection: Collection, path: string, need: 'r' | 'rw'): boolean {
    return isAllowed(collection, identityId, path, need, this.deps.clock.nowMs());
  }

  /** Throws PathNotAllowed when no rule gives the right. */
  need(identityId: string, collection: Collection, path: string, need: 'r' | 'rw'): void {
    if (!this.allows(identityId, collection, path, need)) throw new PathNotAllowed(path);
  }

  /** Throws a fault with the storage's own code when `bytes` more do not fit. */
  needSpace(collection: Collection, bytes: number): void {
    for (const { trouble } of new Set([collection, this.deps.collections.hostOf(collection)])) {
      if (trouble.freeBytes !== null && trouble.freeBytes < Math.max(bytes, 1)) {
        throw new TaskFault(trouble.fullCode, spaceText(collection, trouble.fullCode));
      }
    }
  }

  takeSpace(collection: Collection, bytes: number): void {
    if (bytes <= 0) return;
    this.needSpace(collection, bytes);
    const host = this.deps.collections.hostOf(collection);
    for (const storage of new Set([collection, host])) {
      if (storage.trouble.freeBytes !== null) storage.trouble.freeBytes -= bytes;
    }
  }

  pauseRuleFor(collection: Collection, identityId: string, counts: (rule: PauseRule) => boolean): PauseRule | null {
    const host = this.deps.collections.hostOf(collection);
    const rules = host === collection ? collection.pauseRules : [...collection.pauseRules, ...host.pauseRules];
    return rules.find((rule) => counts(rule) && (rule.identityId === null || rule.identityId === identityId)) ?? null;
  }
}

const spaceText = (collection: Collection, code: string): string =>
  `Error (transfer)\nEndpoint: ${collection.displayName} (${collection.id})\nServer: 127.0.0.1:443\nMessage: ${
    code === 'QUOTA_EXCEEDED' ? 'Disk quota exceeded' : 'No space left on device'
  }\n---\nDetails: 451-GlobusError: v=1 c=${code}\\r\\n451 End.\\r\\n`;

export const loginFailedText = (collection: Collection): string =>
  `Command Failed: Error (login)\nEndpoint: ${collection.displayName} (${collection.id})\nServer: 127.0.0.1:443\n` +
  'Message: Login Failed\n---\nDetails: 530-Login incorrect. : GlobusError: v=1 c=LOGIN_DENIED\\r\\n' +
  '530-GridFTP-Message: None of your authenticated identities are from domains allowed by resource policies\\r\\n';
