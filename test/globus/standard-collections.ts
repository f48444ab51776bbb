import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type EntityType } from './model/collections';
import { uuidOf } from './model/identities';
import { type GlobusModel } from './model/model';

/** A collection as a starter asks for it. */
export interface CollectionOrder {
  readonly id?: string;
  readonly name: string;
  readonly kind: EntityType;
  /** Local folder; made when missing. For a guest with `host` it is the folder below the host's root. */
  readonly root: string;
  readonly pathStyle?: 'relative' | 'absolute' | 'windows';
  /** Name of the mapped collection that a guest sits on. */
  readonly host?: string;
  /** `app`, `lab` or an identity id. */
  readonly owner?: string;
  readonly isPublic?: boolean;
  readonly highAssurance?: boolean;
  readonly subscriptionId?: string;
  /** Rights given at start. `app` is the app's client identity. */
  readonly permissions?: readonly {
    readonly principal: string;
    readonly path: string;
    readonly permissions: 'r' | 'rw';
  }[];
}

/** Names of the standard set, for tests and the demo. */
export const standardNames = {
  source: 'Practice microscope PC',
  endpoint: 'Practice data centre',
  mapped: 'Practice storage',
  destination: 'Practice instrument inbox',
  readOnly: 'Practice reference data',
  closed: 'Practice private archive',
  owned: 'Practice shared results',
} as const;

/**
 * The usual world: a Globus Connect Personal owned by the app, and a data centre with a mapped collection and guests of
 * every permission that the app can meet.
 */
export function standardCollections(folder: string): readonly CollectionOrder[] {
  const storage = join(folder, 'storage');
  const rw = [{ principal: 'app', path: '/', permissions: 'rw' }] as const;
  const r = [{ principal: 'app', path: '/', permissions: 'r' }] as const;
  const guest = { kind: 'GCSv5_guest_collection', host: standardNames.mapped, owner: 'lab' } as const;
  return [
    {
      name: standardNames.source,
      kind: 'GCP_mapped_collection',
      root: join(folder, 'microscope'),
      owner: 'app',
      subscriptionId: uuidOf('the practice subscription'),
    },
    { name: standardNames.endpoint, kind: 'GCSv5_endpoint', root: '', owner: 'lab', isPublic: true },
    { name: standardNames.mapped, kind: 'GCSv5_mapped_collection', root: storage, owner: 'lab', isPublic: true },
    { ...guest, name: standardNames.destination, root: join(storage, 'inbox'), permissions: rw },
    { ...guest, name: standardNames.readOnly, root: join(storage, 'reference'), permissions: r },
    { ...guest, name: standardNames.closed, root: join(storage, 'archive') },
    { ...guest, name: standardNames.owned, root: join(storage, 'results'), owner: 'app' },
  ];
}

export interface People {
  readonly app: string;
  readonly lab: string;
}

/** Puts the collections into the model. Returns them in the order they were asked for. */
export function addCollections(
  model: GlobusModel,
  orders: readonly CollectionOrder[],
  people: People,
): readonly string[] {
  const ids = new Map(orders.map((order) => [order.name, order.id ?? model.random.uuid()]));
  const identity = (who: string): string => (who === 'app' ? people.app : who === 'lab' ? people.lab : who);
  const endpointName = orders.find((order) => order.kind === 'GCSv5_endpoint')?.name;
  for (const order of orders) {
    if (order.root !== '') mkdirSync(order.root, { recursive: true });
    const root = order.root === '' ? '' : realpathSync(order.root);
    const host = order.host === undefined ? null : orders.find((one) => one.name === order.host);
    if (host === undefined)
      throw new RangeError(`Collection '${order.name}' sits on '${order.host ?? ''}', which is unknown`);
    const isGcs = order.kind.startsWith('GCSv5_') && order.kind !== 'GCSv5_endpoint';
    model.addCollection({
      id: ids.get(order.name) ?? model.random.uuid(),
      entityType: order.kind,
      displayName: order.name,
      organization: 'Practice lab',
      ownerId: identity(order.owner ?? 'app'),
      root,
      pathStyle: order.pathStyle ?? 'relative',
      hostId: host === null ? null : (ids.get(host.name) ?? null),
      hostPath: host === null ? null : pathBelow(realpathSync(host.root), root),
      endpointId: isGcs && endpointName !== undefined ? (ids.get(endpointName) ?? null) : null,
      isPublic: order.isPublic ?? false,
      highAssurance: order.highAssurance ?? false,
      subscriptionId: order.subscriptionId ?? null,
      rules: (order.permissions ?? []).map((rule) => ({
        id: model.random.uuid(),
        path: rule.path.endsWith('/') ? rule.path : `${rule.path}/`,
        permissions: rule.permissions,
        principalType: 'identity',
        principal: identity(rule.principal),
        createdMs: model.clock.nowMs(),
        expirationDate: null,
      })),
    });
  }
  return orders.map((order) => ids.get(order.name) ?? '');
}

function pathBelow(hostRoot: string, root: string): string {
  if (!`${root}/`.startsWith(`${hostRoot}/`))
    throw new RangeError(`${root} is not inside its host's folder ${hostRoot}`);
  return `${root.slice(hostRoot.length)}/`;
}
