import { z } from 'zod';
import { faultOrder, type Faults } from './http/faults';
import { type Collection } from './model/collections';
import { doubtNames, setDoubt } from './model/doubts';
import { type GlobusModel } from './model/model';
import { makePauseRule } from './model/pause-rules';
import { summaryOf } from './model/task-summary';

/** What an action may touch. */
export interface ControlWorld {
  readonly model: GlobusModel;
  readonly faults: Faults;
}

const id = z.string().min(1);
const nothing = z.object({});
const action = <A extends z.ZodType, R>(
  request: A,
  run: (world: ControlWorld, order: z.output<A>) => R,
): { request: A; run: (world: ControlWorld, order: z.output<A>) => R } => ({ request, run });

const numberOrNull = z.number().nullable();

/** Rights or storage changed: running tasks look again. */
function changed(world: ControlWorld): Record<string, never> {
  world.model.collections.version += 1;
  return {};
}

function collectionView(collection: Collection): Record<string, unknown> {
  return {
    id: collection.id,
    name: collection.displayName,
    kind: collection.entityType,
    root: collection.root,
    ownerId: collection.ownerId,
    gcpConnected: collection.gcpConnected,
    gcpPaused: collection.gcpPaused,
    httpsServer: collection.httpsServer,
    setupKey: collection.setupKey,
  };
}

/** Every action of the control API: its order, checked, and what it does. The client's types are made from this table. */
export const controlActions = {
  'fault.add': action(faultOrder, ({ faults }, order) => ({ faultId: faults.add(order) })),
  'fault.clear': action(nothing, ({ faults }) => {
    faults.clear();
    return {};
  }),
  'fault.hits': action(nothing, ({ faults }) => faults.hits()),

  'token.revoke': action(z.object({ clientId: id.optional() }), ({ model }, order) => ({
    revoked: model.auth.revokeTokens(order),
  })),
  'token.expireIn': action(z.object({ seconds: z.number() }), ({ model }, order) => {
    model.auth.expireTokensIn(order.seconds);
    return {};
  }),
  'token.lifetime': action(z.object({ seconds: z.number().positive() }), ({ model }, order) => {
    model.limits.tokenLifetimeS = order.seconds;
    return {};
  }),
  'secret.add': action(
    z.object({ clientId: id, name: id.optional(), value: id.optional() }),
    ({ model }, { clientId, name, value }) => {
      const secret = model.auth.addSecret(clientId, name ?? 'added', value);
      return { secretId: secret.id, secret: secret.value };
    },
  ),
  'secret.remove': action(z.object({ clientId: id, secret: id }), ({ model }, { clientId, secret }) => {
    const known = model.auth.client(clientId).secrets.find((one) => one.value === secret || one.id === secret);
    model.auth.removeSecret(clientId, known?.id ?? secret);
    return {};
  }),
  'client.add': action(
    z.object({ clientId: id, secret: id, name: id, mayUseClientCredentials: z.boolean().optional() }),
    ({ model }, order) => {
      const { clientId, secret, name, mayUseClientCredentials } = order;
      model.auth.addClient({ id: clientId, secret, name, mayUseClientCredentials: mayUseClientCredentials ?? true });
      return {};
    },
  ),
  'clock.skew': action(z.object({ skewMs: z.number() }), ({ model }, order) => {
    model.auth.clockSkewMs = order.skewMs;
    return {};
  }),

  'collection.list': action(nothing, ({ model }) => ({ collections: model.collections.all().map(collectionView) })),
  'collection.pause': action(
    z.object({
      collectionId: id,
      message: z.string().optional(),
      identityId: id.optional(),
      ls: z.boolean().optional(),
      mkdir: z.boolean().optional(),
      rename: z.boolean().optional(),
      delete: z.boolean().optional(),
      read: z.boolean().optional(),
      write: z.boolean().optional(),
    }),
    (world, order) => {
      const rule = makePauseRule({
        id: world.model.random.uuid(),
        message: order.message ?? 'Paused for maintenance',
        startedMs: world.model.clock.nowMs(),
        identityId: order.identityId ?? null,
        pauseLs: order.ls ?? false,
        pauseMkdir: order.mkdir ?? false,
        pauseRename: order.rename ?? false,
        pauseTaskDelete: order.delete ?? true,
        pauseTaskTransferRead: order.read ?? true,
        pauseTaskTransferWrite: order.write ?? true,
      });
      world.model.collections.get(order.collectionId).pauseRules.push(rule);
      changed(world);
      return { ruleId: rule.id };
    },
  ),
  'collection.unpause': action(z.object({ collectionId: id }), (world, order) => {
    world.model.collections.get(order.collectionId).pauseRules.length = 0;
    return changed(world);
  }),
  /** `freeBytes` null takes the limit away. */
  'collection.space': action(
    z.object({
      collectionId: id,
      freeBytes: numberOrNull,
      code: z.enum(['NO_SPACE_LEFT', 'QUOTA_EXCEEDED']).optional(),
    }),
    (world, order) => {
      const { trouble } = world.model.collections.get(order.collectionId);
      trouble.freeBytes = order.freeBytes;
      trouble.fullCode = order.code ?? 'NO_SPACE_LEFT';
      return changed(world);
    },
  ),
  /** Paths that the storage itself refuses, whatever the permissions say. */
  'collection.deny': action(z.object({ collectionId: id, paths: z.array(z.string()) }), (world, order) => {
    world.model.collections.get(order.collectionId).trouble.deniedPaths = order.paths;
    return changed(world);
  }),
  'collection.login': action(z.object({ collectionId: id, isRefused: z.boolean() }), (world, order) => {
    world.model.collections.get(order.collectionId).trouble.loginRefused = order.isRefused;
    return changed(world);
  }),
  /** `domains` and `mfa`: what the refusal says that the policy wants; without them it only names the policy. */
  'collection.policy': action(
    z.object({
      collectionId: id,
      failingPolicyId: id.nullable(),
      domains: z.array(z.string()).optional(),
      mfa: z.boolean().optional(),
    }),
    (world, { collectionId, failingPolicyId, domains, mfa }) => {
      Object.assign(world.model.collections.get(collectionId).trouble, {
        failingPolicyId,
        policyDemands: { domains, mfa },
      });
      return changed(world);
    },
  ),
  'collection.assurance': action(z.object({ collectionId: id, isHigh: z.boolean() }), (world, order) => {
    world.model.collections.get(order.collectionId).highAssurance = order.isHigh;
    return changed(world);
  }),
  'collection.httpsServer': action(z.object({ collectionId: id, url: z.url().nullable() }), (world, order) => {
    world.model.collections.get(order.collectionId).httpsServer = order.url;
    return changed(world);
  }),
  /** Spoils the bytes of the next `times` copies to files of this name (`*` and `?` allowed). */
  'corruption.add': action(
    z.object({
      collectionId: id.optional(),
      name: z.string().optional(),
      times: z.number().int().positive().optional(),
    }),
    ({ model }, order) => {
      model.corruption.add({
        collectionId: order.collectionId ?? null,
        name: order.name ?? '*',
        times: order.times ?? 1,
      });
      return {};
    },
  ),
  'corruption.clear': action(nothing, ({ model }) => {
    model.corruption.clear();
    return {};
  }),

  'gcp.connect': action(z.object({ collectionId: id, isConnected: z.boolean() }), (world, order) => {
    world.model.collections.get(order.collectionId).gcpConnected = order.isConnected;
    return changed(world);
  }),
  'gcp.pause': action(z.object({ collectionId: id, isPaused: z.boolean() }), (world, order) => {
    world.model.collections.get(order.collectionId).gcpPaused = order.isPaused;
    return changed(world);
  }),
  /** What the installed program does with its key: from now on the collection stands for `root`. */
  'gcp.setup': action(
    z.object({
      setupKey: id,
      root: id,
      home: id.optional(),
      accessible: z.array(z.object({ path: id, mayWrite: z.boolean() })).optional(),
    }),
    (world, order) => {
      const found = world.model.collections.all().find((one) => one.setupKey === order.setupKey);
      if (found === undefined) throw new RangeError('This setup key is unknown or was used already');
      found.root = order.root;
      found.home = order.home ?? null;
      found.accessible = order.accessible ?? null;
      found.setupKey = null;
      found.gcpConnected = false;
      changed(world);
      return { collectionId: found.id, ownerId: found.ownerId };
    },
  ),
  /** What a changed config-paths opens, after the program was started anew. Null opens everything. */
  'gcp.accessible': action(
    z.object({
      collectionId: id,
      accessible: z.array(z.object({ path: id, mayWrite: z.boolean() })).nullable(),
      root: id.optional(),
    }),
    (world, order) => {
      const collection = world.model.collections.get(order.collectionId);
      collection.accessible = order.accessible;
      collection.root = order.root ?? collection.root;
      return changed(world);
    },
  ),

  /** Sets the one rule of a principal for a path; `none` takes it away. */
  'permission.set': action(
    z.object({
      collectionId: id,
      principal: z.string(),
      path: z.string().startsWith('/'),
      permissions: z.enum(['r', 'rw', 'none']),
      principalType: z.enum(['identity', 'all_authenticated_users', 'anonymous']).optional(),
    }),
    (world, order) => {
      const { rules } = world.model.collections.get(order.collectionId);
      const path = order.path.endsWith('/') ? order.path : `${order.path}/`;
      const at = rules.findIndex((rule) => rule.path === path && rule.principal === order.principal);
      if (at >= 0) rules.splice(at, 1);
      if (order.permissions !== 'none') {
        rules.push({
          id: world.model.random.uuid(),
          path,
          permissions: order.permissions,
          principalType: order.principalType ?? 'identity',
          principal: order.principal,
          createdMs: world.model.clock.nowMs(),
          expirationDate: null,
        });
      }
      return changed(world);
    },
  ),

  'doubt.set': action(z.object({ name: z.string(), value: z.string() }), ({ model }, order) => {
    setDoubt(model.doubts, order.name, order.value);
    return { ...model.doubts };
  }),
  'doubt.list': action(nothing, ({ model }) => ({ names: doubtNames, doubts: { ...model.doubts } })),
  'limit.set': action(
    z
      .object({
        runningTransfersPerIdentity: z.number().int().positive(),
        runningDeletesPerIdentity: z.number().int().positive(),
        pendingTasksPerIdentity: z.number().int().positive(),
        lsEntries: z.number().int().positive(),
        successfulTransfersPerPage: z.number().int().positive(),
        historyKeptMs: z.number().positive(),
        retryFirstMs: z.number().positive(),
        retryLongestMs: z.number().positive(),
        niceStatusKeptMs: z.number().nonnegative(),
        throttleBytesPerSecond: z.number().positive().nullable(),
        chunkBytes: z.number().int().positive(),
        requestsPerSecond: z.number().positive().nullable(),
      })
      .partial(),
    ({ model }, order) => {
      Object.assign(model.limits, order);
      return { ...model.limits };
    },
  ),

  /** Every transfer task that was ever made, oldest first, with the files that it copied. */
  'task.list': action(nothing, ({ model }) => ({
    tasks: model.tasks.all().flatMap((task) => summaryOf(task) ?? []),
  })),
  'task.inactive': action(z.object({ taskId: id, isInactive: z.boolean() }), ({ model }, order) => {
    model.setInactive(order.taskId, order.isInactive);
    return {};
  }),
  'task.cancelAsAdmin': action(z.object({ taskId: id, message: z.string() }), ({ model }, order) => {
    model.cancelAsAdmin(order.taskId, order.message);
    return {};
  }),

  counters: action(nothing, ({ model }) => model.counters.report()),
  'counters.reset': action(nothing, ({ model }) => {
    model.counters.reset();
    return {};
  }),
} as const;

export type ControlAction = keyof typeof controlActions;
export type ControlOrder<N extends ControlAction> = z.input<(typeof controlActions)[N]['request']>;
export type ControlReply<N extends ControlAction> = ReturnType<(typeof controlActions)[N]['run']>;

/** Checks the order and runs the action. Throws ZodError, RangeError or the model's refusals. */
export function runControlAction<N extends ControlAction>(
  world: ControlWorld,
  name: N,
  order: ControlOrder<N>,
): ControlReply<N> {
  // The table pairs each schema with its own run; TypeScript cannot follow that pairing through an index.
  const entry = controlActions[name] as unknown as {
    request: { parse(value: unknown): unknown };
    run(world: ControlWorld, order: unknown): ControlReply<N>;
  };
  return entry.run(world, entry.request.parse(order));
}

export const isControlAction = (name: string): name is ControlAction => Object.hasOwn(controlActions, name);
