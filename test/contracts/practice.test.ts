import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../main/domain/problem';
import { type DoubtName, doubtChoices, doubtNames } from '../globus/model/doubts';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus, startPracticeGlobus } from '../globus/start';
import { writeTree } from '../practice-globus/world';
import { Contract, contractSteps, type ContractStep, problemIn, tidyUp } from './globus-contract';
import { quickClock } from './quick-clock';

/** Every choice of every doubt, the likeliest of all first. */
const settings: readonly (readonly [DoubtName, string])[] = doubtNames.flatMap((name) =>
  doubtChoices[name].slice(1).map((value) => [name, value] as const),
);

let globus: PracticeGlobus;
let contract: Contract;
beforeEach(async () => {
  globus = await startPracticeGlobus({ limits: { retryFirstMs: 20, retryLongestMs: 100 } });
  process.env['GLOBUS_SDK_SERVICE_URL_AUTH'] = globus.authUrl;
  process.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'] = globus.transferUrl;
  const source = globus.collection(standardNames.source);
  writeTree(source.root, {
    'scope/run/a.tif': 'aaaa',
    'scope/run/b #é.tif': 'b'.repeat(70_000),
    'scope/run/empty': '',
  });
  contract = new Contract({
    credentials: { clientId: globus.clientId, secret: globus.clientSecret },
    clock: quickClock,
    sourceId: source.id,
    destinationId: globus.collection(standardNames.destination).id,
    sourceFolder: '/scope/run/',
    destinationFolder: '/',
    mayHideDestination: true,
  });
});
afterEach(async () => {
  await globus.stop();
  delete process.env['GLOBUS_SDK_SERVICE_URL_AUTH'];
  delete process.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'];
});

const isKnownAndAccepted = async (one: Contract, taskId: string): Promise<void> => {
  expect(await one.until(taskId, (news) => news.state !== 'running')).toMatchObject({ state: 'succeeded' });
};

/** What only a service can be asked that does what it is told. */
const practiceSteps: readonly ContractStep[] = [
  {
    name: 'a collection without permission is called that',
    run: async ({ service, destination }) => {
      const closed = { ...destination, id: globus.collection(standardNames.closed).id };
      expect(await problemIn(service.list(closed, '/'))).toBe('collection.notPermitted');
      const readOnly = { ...destination, id: globus.collection(standardNames.readOnly).id };
      expect(await problemIn(service.makeFolder(readOnly, '/new/'))).toBe('collection.notPermitted');
    },
  },
  {
    name: 'a consent that is missing is asked for, and the call goes on',
    run: async ({ service, destination }) => {
      const mapped = { ...destination, id: globus.collection(standardNames.mapped).id };
      expect((await service.list(mapped, '/')).map(({ name }) => name)).toContain('inbox');
    },
  },
  {
    name: 'a token that was revoked, a 429 and a lost answer are got over',
    run: async (one) => {
      globus.control('token.revoke', {});
      expect(await one.service.list(one.destination, one.folder)).not.toEqual([]);
      globus.control('fault.add', { kind: 'rateLimited', times: 1, retryAfterS: 1 });
      expect(await one.service.list(one.destination, one.folder)).not.toEqual([]);
      const order = await one.order({}, 'lost');
      globus.control('fault.add', { kind: 'lostAnswer', method: 'POST', path: '/transfer$', times: 1 });
      const { taskId } = await one.route.send(order);
      await isKnownAndAccepted(one, taskId);
      expect(globus.control('counters', {}).tasksPerSubmission[order.submissionId]).toBe(1);
    },
  },
  {
    name: 'an order to a personal endpoint that is away is refused as that or waits, and arrives in the end',
    run: async (one) => {
      const collectionId = one.ground.sourceId;
      globus.control('gcp.connect', { collectionId, isConnected: false });
      const order = await one.order({}, 'away');
      const sent = await one.route.send(order).catch((thrown: unknown) => thrown);
      if (sent instanceof AppError) expect(sent.code).toBe('collection.offline');
      globus.control('gcp.connect', { collectionId, isConnected: true });
      const { taskId } = await one.route.send(order);
      await isKnownAndAccepted(one, taskId);
      expect(globus.control('counters', {}).tasksPerSubmission[order.submissionId]).toBe(1);
    },
  },
  {
    name: 'too many open tasks are a matter of waiting',
    run: async (one) => {
      globus.control('limit.set', { pendingTasksPerIdentity: 1 });
      const items = [{ datasetId: 'x', sourcePath: '/none/', destinationPath: `${one.folder}x/`, isFolder: true }];
      const { taskId } = await one.route.send(await one.order({ items }));
      expect(await problemIn(one.route.send(await one.order({}, 'more')))).toBe('globus.busy');
      await one.route.stop(taskId);
    },
  },
];

async function runAll(): Promise<void> {
  for (const step of [...contractSteps, ...practiceSteps]) {
    try {
      await step.run(contract);
    } catch (thrown) {
      throw new Error(`Not kept: ${step.name}`, { cause: thrown });
    }
  }
  globus.control('limit.set', { pendingTasksPerIdentity: 100 });
  await tidyUp(contract);
  expect(await contract.route.readBack(contract.destination.id, contract.folder)).toBeNull();
}

describe('the practice Globus keeps the contract', () => {
  it('as it most likely is', runAll);

  it.each(settings)('with %s: %s', async (name, value) => {
    globus.control('doubt.set', { name, value });
    await runAll();
  });

  it('and would be caught breaking it', async () => {
    globus.control('fault.add', { kind: 'serverError', path: '/successful_transfers$' });
    await expect(runAll()).rejects.toThrow('an order sent twice');
  });
});
