import { expect, it } from 'vitest';
import { watched, World } from '../../fakes/world';

it('an order is written for the destination whose place was looked at, whatever the setup becomes while an id is asked for', async () => {
  const world = new World();
  const { route, settings } = world;
  const calls: string[] = [];
  const readBack = route.readBack.bind(route);
  route.readBack = (collectionId, path) => {
    calls.push(`look at ${collectionId}`);
    return readBack(collectionId, path);
  };
  const send = route.send.bind(route);
  route.send = (order) => {
    calls.push(`send to ${order.destinationCollectionId}`);
    return send(order);
  };
  const issue = route.issueSubmissionId.bind(route);
  route.issueSubmissionId = () => {
    const { destination } = settings.read();
    if (destination !== null) settings.change({ destination: { ...destination, collectionId: 'other' } });
    return issue();
  };
  world.start();
  world.files.write(`${watched}/run/a.tif`, 5);
  await world.live(120_000);
  expect(world.phaseOf('run')).toBe('delivered');
  expect(calls.slice(0, 3)).toEqual(['look at dst', 'look at other', 'send to other']);
});
