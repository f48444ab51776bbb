import { expect } from 'vitest';
import { GlobusHttp } from '../../main/adapters/globus-http/globus-http';
import { RequestBudget } from '../../main/adapters/globus-http/request-budget';
import { GlobusService } from '../../main/adapters/globus-http/globus-service';
import { TransferRoute } from '../../main/adapters/route-transfer/transfer-route';
import { type Order } from '../../main/domain/order';
import { AppError, type ProblemCode } from '../../main/domain/problem';
import { type FileProof } from '../../main/domain/proof';
import { type TaskNews } from '../../main/domain/task-news';
import { type Clock } from '../../main/ports/clock';
import { type CollectionFacts, type Credentials } from '../../main/ports/globus';

/** A Globus to hold to the contract, and two of its collections that the credentials may use. */
export interface ContractGround {
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly sourceId: string;
  readonly destinationId: string;
  /** A folder of the source, with `/` at its end, that holds a few small files and no folder. */
  readonly sourceFolder: string;
  /** A folder of the destination, with `/` at its end, that is there and may be written. */
  readonly destinationFolder: string;
  /** A private collection may stay unseen to one who only holds a permission (REFERENCE 16). */
  readonly mayHideDestination: boolean;
}

/** The app's own adapters on a ground, and what the steps share. */
export class Contract {
  readonly service: GlobusService;
  readonly route: TransferRoute;
  readonly folder: string;
  readonly destination: CollectionFacts;
  private readonly wait: (ms: number) => Promise<void>;

  constructor(readonly ground: ContractGround) {
    const { clock, credentials, destinationId } = ground;
    const http = new GlobusHttp({
      budget: new RequestBudget(clock),
      fetch: globalThis.fetch,
      clock,
      log: { note: () => undefined },
      credentials: () => Promise.resolve(credentials),
    });
    this.service = new GlobusService(http, clock);
    this.route = new TransferRoute(http);
    this.folder = `${ground.destinationFolder}slipway-contract-${crypto.randomUUID()}/`;
    this.destination = {
      id: destinationId,
      name: 'the destination',
      kind: 'unknown',
      owner: null,
      ownerId: null,
      isConnected: null,
      holdsData: true,
    };
    this.wait = (ms) => new Promise((resolve) => void clock.wakeAfter(ms, resolve));
  }

  async order(change: Partial<Order> = {}, name = 'run'): Promise<Order> {
    const { sourceId, sourceFolder } = this.ground;
    const submissionId = await this.route.issueSubmissionId();
    const item = {
      datasetId: name,
      sourcePath: sourceFolder,
      destinationPath: `${this.folder}${name}/`,
      isFolder: true,
    };
    return {
      submissionId,
      label: `Slipway contract ${submissionId}`,
      sourceCollectionId: sourceId,
      destinationCollectionId: this.destination.id,
      items: [item],
      filters: [],
      ...change,
    };
  }

  /** Follows a task until `holds`. */
  async until(taskId: string, holds: (news: TaskNews) => boolean): Promise<TaskNews> {
    for (let poll = 0; poll < 300; poll += 1) {
      const news = (await this.route.follow([taskId])).get(taskId);
      if (news === undefined) throw new Error('A task that was accepted is not known');
      if (holds(news)) return news;
      await this.wait(2000);
    }
    throw new Error('The task did not come to what was expected');
  }
}

/** Runs the work and gives the problem it ends in. */
export async function problemIn(work: Promise<unknown>): Promise<ProblemCode> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
  throw new Error('No problem came, where one was expected');
}

export interface ContractStep {
  readonly name: string;
  run(contract: Contract): Promise<void>;
}

/** What the app relies on, in an order in which each step may build on those before. About thirty requests. */
export const contractSteps: readonly ContractStep[] = [
  {
    name: 'right credentials are taken, and wrong ones refused as such',
    run: async ({ service, ground }) => {
      await service.tryCredentials(ground.credentials);
      const wrong = { ...ground.credentials, secret: 'd3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jvbmcgd3Jvbmchb2s=' };
      expect(await problemIn(service.tryCredentials(wrong))).toBe('globus.signInRefused');
    },
  },
  {
    name: 'an answer tells what time it is',
    run: async ({ route, ground }) => {
      const timeMs = await route.timeMs();
      expect(Math.abs((timeMs ?? Infinity) - ground.clock.nowMs())).toBeLessThan(120_000);
    },
  },
  {
    name: 'collections tell their kind, and an unknown one is called unknown',
    run: async ({ service, ground }) => {
      expect(await service.collection(ground.sourceId)).toMatchObject({ id: ground.sourceId, holdsData: true });
      expect(await problemIn(service.collection(crypto.randomUUID()))).toBe('collection.unknown');
      const seen = await service.collection(ground.destinationId).catch((thrown: unknown) => thrown);
      if (seen instanceof AppError && ground.mayHideDestination) expect(seen.code).toBe('collection.unknown');
      else expect(seen).toMatchObject({ id: ground.destinationId, holdsData: true });
    },
  },
  {
    name: 'a folder is made once, found the second time, and not made without its parent',
    run: async ({ service, destination, folder }) => {
      expect(await service.makeFolder(destination, folder)).toBe('made');
      expect(await service.makeFolder(destination, folder)).toBe('existed');
      expect(await problemIn(service.makeFolder(destination, `${folder}none/deep/`))).toBe('collection.folderMissing');
      expect(await service.list(destination, folder)).toEqual([]);
    },
  },
  {
    name: 'a missing folder is read as missing',
    run: async ({ route, destination, folder }) => {
      expect(await route.readBack(destination.id, `${folder}none/`)).toBeNull();
    },
  },
  {
    name: 'an order sent twice makes one task, which ends with every file proven and there',
    run: async (contract) => {
      const { route, service, ground, destination, folder } = contract;
      const order = await contract.order();
      const { taskId } = await route.send(order);
      expect(await route.send(order)).toEqual({ taskId });
      const news = await contract.until(taskId, (one) => one.state !== 'running');
      const source = await service.list({ ...destination, id: ground.sourceId }, ground.sourceFolder);
      expect(source.length).toBeGreaterThan(0);
      expect(news).toMatchObject({
        state: 'succeeded',
        filesFound: source.length,
        filesDone: source.length,
        fatal: null,
      });
      const events = await route.eventsOf(taskId);
      expect(events.map(({ code }) => code)).toEqual(expect.arrayContaining(['SUCCEEDED', 'STARTED']));
      const times = events.map(({ atMs }) => atMs ?? Number.NaN);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      const proofs: FileProof[] = [];
      for await (const page of route.prove(taskId)) proofs.push(...page);
      const wanted = source.map(({ name, bytes }) => ({ destinationPath: `${folder}run/${name}`, bytes }));
      expect(proofs.map(({ destinationPath, bytes }) => ({ destinationPath, bytes }))).toEqual(
        expect.arrayContaining(wanted),
      );
      expect(proofs).toHaveLength(wanted.length);
      for (const { checksum } of proofs) if (checksum !== null) expect(checksum).toMatch(/^[0-9a-f]{32,128}$/);
      const there = await route.readBack(destination.id, `${folder}run/`);
      expect(new Set(there)).toEqual(new Set(source));
      expect(await problemIn(service.list(destination, `${folder}run/${source[0]?.name ?? ''}`))).toMatch(
        /^collection\./,
      );
    },
  },
  {
    name: 'an order for what is there already copies nothing and succeeds',
    run: async (contract) => {
      const { taskId } = await contract.route.send(await contract.order());
      const news = await contract.until(taskId, (one) => one.state !== 'running');
      expect(news.state).toBe('succeeded');
      expect(news.bytesDone).toBe(0);
      expect(news.filesDone).toBe(news.filesFound);
    },
  },
  {
    name: 'a task without its source says so, keeps others from its paths, and can be stopped, twice',
    run: async (contract) => {
      const { route, ground, folder } = contract;
      const sourcePath = `${ground.sourceFolder}none-${crypto.randomUUID()}/`;
      const items = [{ datasetId: 'none', sourcePath, destinationPath: `${folder}none/`, isFolder: true }];
      const order = await contract.order({ items });
      const { taskId } = await route.send(order);
      const news = await contract.until(taskId, (one) => one.fault !== null);
      expect(news).toMatchObject({ state: 'running', fault: 'FILE_NOT_FOUND' });
      const events = await route.eventsOf(taskId);
      expect(events.find(({ code }) => code === 'FILE_NOT_FOUND')).toMatchObject({ isError: true });
      expect(await problemIn(route.eventsOf(crypto.randomUUID()))).toBe('task.vanished');
      const again = { ...order, submissionId: await route.issueSubmissionId() };
      const refused: unknown = await route.send(again).catch((thrown: unknown) => thrown);
      expect(refused).toMatchObject({ code: 'task.conflict', facts: { task: taskId } });
      await route.stop(taskId);
      const stopped = await contract.until(taskId, (one) => one.state !== 'running');
      expect(stopped.state).toBe('failed');
      expect(stopped.fatal?.code.toUpperCase()).toContain('CANCEL');
      await route.stop(taskId);
    },
  },
];

/** The last step, whatever became of the others: what was made at the destination goes away. */
export async function tidyUp({ service, destination, folder }: Contract): Promise<void> {
  await service.removeProbe(destination, folder);
}
