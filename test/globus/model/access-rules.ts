import { type AccessCheck } from './access-check';
import { type AccessRule, type Collection, type CollectionTable, isGuest } from './collections';
import { type Doubts } from './doubts';
import { badRequest, GlobusError, permissionDenied } from './globus-error';
import { uuidOf } from './identities';
import { type Limits } from './limits';
import { mayChangeRules, maySeeRules, rolesOf } from './permissions';
import { type Clock, type Random } from './ports';
import { isoTime } from './times';

type Document = Record<string, unknown>;

export interface NewRule {
  readonly path: string;
  readonly permissions: 'r' | 'rw';
  readonly principalType: AccessRule['principalType'];
  readonly principal: string;
  readonly expirationDate: string | null;
}

interface Deps {
  readonly clock: Clock;
  readonly random: Random;
  readonly doubts: Doubts;
  readonly limits: Limits;
  readonly collections: CollectionTable;
  readonly access: AccessCheck;
}

/** Permissions of guest collections, for those who may manage them. */
export class AccessRules {
  constructor(private readonly deps: Deps) {}

  private managed(identityId: string, collectionId: string, change: boolean): Collection {
    const collection = this.deps.access.visible(identityId, collectionId);
    const may = change ? mayChangeRules(collection, identityId) : maySeeRules(collection, identityId);
    if (!may) throw permissionDenied('You do not have permission to manage access rules of this endpoint');
    if (!isGuest(collection)) {
      throw new GlobusError(409, 'NotSupported', 'Access rules exist on guest collections only');
    }
    return collection;
  }

  private rule(collection: Collection, ruleId: string): AccessRule {
    const rule = collection.rules.find((one) => one.id === ruleId);
    if (rule === undefined) {
      throw new GlobusError(404, 'AccessRuleNotFound', `Access rule '${ruleId}' was not found on the endpoint`);
    }
    return rule;
  }

  list(identityId: string, collectionId: string): Document {
    const collection = this.managed(identityId, collectionId, false);
    const rules = [...this.roleRules(collection), ...collection.rules.map(ruleDocument)];
    return { DATA_TYPE: 'access_list', endpoint: collectionId, length: rules.length, DATA: rules };
  }

  /** Administrators and access managers hold rw on `/` without a rule of their own. */
  private roleRules(collection: Collection): Document[] {
    const owner = { id: uuidOf(`${collection.id} owner`), principal: collection.ownerId, role: 'administrator' };
    const managers = collection.roles.filter((role) => role.role === 'administrator' || role.role === 'access_manager');
    return [owner, ...managers].map((role) => ({
      DATA_TYPE: 'access',
      id: null,
      path: '/',
      permissions: 'rw',
      principal_type: 'identity',
      principal: role.principal,
      role_id: role.id,
      role_type: role.role,
      create_time: isoTime(collection.createdMs),
      expiration_date: null,
    }));
  }

  get(identityId: string, collectionId: string, ruleId: string): Document {
    return ruleDocument(this.rule(this.managed(identityId, collectionId, false), ruleId));
  }

  create(identityId: string, collectionId: string, order: NewRule): Document {
    const collection = this.managed(identityId, collectionId, true);
    if (!order.path.startsWith('/')) throw badRequest(`Invalid path '${order.path}': it must start with /`);
    if (/[\0\r\n]/.test(order.path) || order.path.split('/').includes('..')) {
      throw badRequest(`Invalid path '${order.path}'`);
    }
    if (order.principalType === 'identity' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(order.principal)) {
      throw badRequest(`Invalid principal '${order.principal}': an identity is named by its id`);
    }
    const path = order.path.endsWith('/') ? order.path : `${order.path}/`;
    const isThere = collection.rules.some(
      (rule) => rule.path === path && rule.principal === order.principal && rule.principalType === order.principalType,
    );
    if (isThere) {
      throw new GlobusError(
        Number(this.deps.doubts.accessExistsStatus),
        'Exists',
        'This principal already has an access rule for this path',
      );
    }
    if (collection.rules.length >= this.deps.limits.accessRulesPerCollection) {
      throw new GlobusError(409, 'LimitExceeded', 'The collection has as many access rules as it may have');
    }
    const rule: AccessRule = { ...order, path, id: this.deps.random.uuid(), createdMs: this.deps.clock.nowMs() };
    collection.rules.push(rule);
    this.deps.collections.version += 1;
    return {
      DATA_TYPE: 'access_create_result',
      code: 'Created',
      access_id: rule.id,
      message: 'Access rule created successfully.',
    };
  }

  update(
    identityId: string,
    collectionId: string,
    ruleId: string,
    change: { permissions?: 'r' | 'rw' | undefined; expirationDate?: string | null | undefined },
  ): Document {
    const rule = this.rule(this.managed(identityId, collectionId, true), ruleId);
    if (change.permissions !== undefined) rule.permissions = change.permissions;
    if (change.expirationDate !== undefined) rule.expirationDate = change.expirationDate;
    this.deps.collections.version += 1;
    return { DATA_TYPE: 'result', code: 'Updated', message: `Access rule '${ruleId}' updated successfully` };
  }

  delete(identityId: string, collectionId: string, ruleId: string): Document {
    const collection = this.deps.access.visible(identityId, collectionId);
    const isRestricted = rolesOf(collection, identityId).includes('restricted_administrator');
    const managed = this.managed(identityId, collectionId, !isRestricted);
    const rule = this.rule(managed, ruleId);
    managed.rules.splice(managed.rules.indexOf(rule), 1);
    this.deps.collections.version += 1;
    return { DATA_TYPE: 'result', code: 'Deleted', message: `Access rule '${ruleId}' deleted successfully` };
  }
}

function ruleDocument(rule: AccessRule): Document {
  return {
    DATA_TYPE: 'access',
    id: rule.id,
    path: rule.path,
    permissions: rule.permissions,
    principal_type: rule.principalType,
    principal: rule.principal,
    role_id: null,
    role_type: null,
    create_time: isoTime(rule.createdMs),
    expiration_date: rule.expirationDate,
  };
}
