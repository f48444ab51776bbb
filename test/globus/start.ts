import { randomInt } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ControlAction,
  type ControlOrder,
  type ControlReply,
  type ControlWorld,
  runControlAction,
} from './control-actions';
import { nodeDisk } from './disk/node-disk';
import { hasHttpsDoor, startCollectionHttps } from './http/collection-https';
import { startControlService } from './http/control-service';
import { Faults } from './http/faults';
import { startService } from './http/service';
import { type EntityType } from './model/collections';
import { type Doubts } from './model/doubts';
import { uuidOf } from './model/identities';
import { type Limits } from './model/limits';
import { GlobusModel } from './model/model';
import { type Clock, type Disk } from './model/ports';
import { seededRandom } from './model/random';
import { Pump } from './pump';
import { addCollections, type CollectionOrder, standardCollections } from './standard-collections';

export interface ClientOrder {
  readonly id: string;
  readonly secret: string;
  readonly name?: string;
  readonly mayUseClientCredentials?: boolean;
}

export interface PracticeOrder {
  /** Absent: the standard set below `folder`. */
  readonly collections?: readonly CollectionOrder[];
  /** The first one is the app's. Absent: one with a made-up id and secret. */
  readonly clients?: readonly ClientOrder[];
  /** Where the standard collections' folders are. Absent: a temporary folder that `stop` removes. */
  readonly folder?: string;
  readonly doubts?: Partial<Doubts>;
  readonly limits?: Partial<Limits>;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly controlPort?: number;
  /** Same seed, same ids. Absent: other ids every time. */
  readonly seed?: number;
  readonly clock?: Clock;
  readonly disk?: Disk;
  /** Told about errors that are neither refusals nor ordered faults. Absent: they are thrown as uncaught exceptions. */
  readonly onBug?: (thrown: unknown) => void;
}

export interface PracticeCollection {
  readonly id: string;
  readonly name: string;
  readonly kind: EntityType;
  /** Local folder that stands for it; '' for a GCSv5 endpoint. */
  readonly root: string;
  /** Base URL of its files over HTTPS (plain http here), for collections of a data centre. */
  readonly httpsServer: string | null;
}

export interface PracticeGlobus {
  readonly authUrl: string;
  readonly transferUrl: string;
  readonly controlUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly collections: readonly PracticeCollection[];
  /** The model itself, for looks and changes in the same process. After a change call `poke`. */
  readonly model: GlobusModel;
  readonly control: <N extends ControlAction>(name: N, order: ControlOrder<N>) => ControlReply<N>;
  /** Faults at will, for further servers that share the model. */
  readonly faults: Faults;
  /** Stops this together with the rest: a further server, a pretend program. */
  attach(part: { stop(): Promise<void> }): void;
  /** Lets waiting tasks look at the world again at once. */
  poke(): void;
  /** The collection of this name. Throws when there is none. */
  collection(name: string): PracticeCollection;
  stop(): Promise<void>;
}

const throwLater = (thrown: unknown): void => {
  queueMicrotask(() => {
    throw thrown;
  });
};

/** Starts Auth, Transfer, the control API and each data centre collection's HTTPS server, all on 127.0.0.1. */
export async function startPracticeGlobus(order: PracticeOrder = {}): Promise<PracticeGlobus> {
  const random = seededRandom(order.seed ?? randomInt(2 ** 32));
  const model = new GlobusModel({
    clock: order.clock ?? { nowMs: () => Date.now() },
    disk: order.disk ?? nodeDisk,
    random,
    ...(order.doubts === undefined ? {} : { doubts: order.doubts }),
    ...(order.limits === undefined ? {} : { limits: order.limits }),
  });
  const clients = order.clients ?? [{ id: random.uuid(), secret: Buffer.from(random.text(32)).toString('base64') }];
  const [app] = clients;
  if (app === undefined) throw new RangeError('At least one client is needed');
  for (const client of clients) {
    const { id, secret, name = 'Practice application', mayUseClientCredentials = true } = client;
    model.auth.addClient({ id, secret, name, mayUseClientCredentials });
  }
  const lab = uuidOf('the practice lab');
  model.auth.addIdentity({
    id: lab,
    username: 'lab@practice.invalid',
    name: 'Practice Lab',
    email: 'lab@practice.invalid',
    organization: 'Practice lab',
    identityProvider: uuidOf('practice.invalid'),
    identityType: 'login',
    status: 'used',
  });
  const isTemporary = order.folder === undefined && order.collections === undefined;
  const folder = order.folder ?? (isTemporary ? mkdtempSync(join(realpathSync(tmpdir()), 'practice-globus-')) : '');
  const ids = addCollections(model, order.collections ?? standardCollections(folder), { app: app.id, lab });

  const faults = new Faults(random);
  const world: ControlWorld = { model, faults };
  const onBug = order.onBug ?? throwLater;
  const pump = new Pump(model, onBug);
  const onRequest = (): void => pump.poke();
  const service = await startService({ model, faults, port: order.port ?? 0, onRequest, onBug });
  const control = await startControlService({ world, port: order.controlPort ?? 0, onRequest });
  const withDoor = ids.map((id) => model.collections.get(id)).filter(hasHttpsDoor);
  const doors = await Promise.all(
    withDoor.map(async (collection) => {
      const door = await startCollectionHttps({ model, faults, collectionId: collection.id, port: 0, onBug });
      collection.httpsServer = door.url;
      return door;
    }),
  );
  const attached: { stop(): Promise<void> }[] = [...doors];
  const collections = ids.map((id): PracticeCollection => {
    const { displayName, entityType, root, httpsServer } = model.collections.get(id);
    return { id, name: displayName, kind: entityType, root, httpsServer };
  });

  return {
    authUrl: service.url,
    transferUrl: service.url,
    controlUrl: control.url,
    clientId: app.id,
    clientSecret: app.secret,
    collections,
    model,
    control: (name, request) => {
      const reply = runControlAction(world, name, request);
      pump.poke();
      return reply;
    },
    faults,
    attach: (part) => {
      attached.push(part);
    },
    poke: onRequest,
    collection: (name) => {
      const found = collections.find((one) => one.name === name);
      if (found === undefined) throw new RangeError(`No collection is named '${name}'`);
      return found;
    },
    stop: async () => {
      pump.stop();
      await Promise.all([...attached, service, control].map((part) => part.stop()));
      if (isTemporary) rmSync(folder, { recursive: true, force: true });
    },
  };
}
