import { expect, it } from 'vitest';
import { asCollectionId, folderPath } from '../../../main/setup/collection-id';

const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';

it.each([id, ` ${id.toUpperCase()}\n`])('takes %j for the id that it is', (typed) => {
  expect(asCollectionId(typed)).toBe(id);
});

it.each(['', 'core-archive', `${id} ${id}`, `${id}9`, `https://app.globus.org/collections/${id}`])(
  'makes no id of %j: to read links is for the page, where the operator sees what came of it',
  (typed) => {
    expect(() => asCollectionId(typed)).toThrow(expect.objectContaining({ code: 'collection.badId' }) as Error);
  },
);

it.each([
  ['', '/'],
  [' in/box ', '/in/box/'],
  ['/~/x', '/~/x/'],
  ['~/x/', '~/x/'],
  ['/a..b/.c/', '/a..b/.c/'],
])('takes %j for the folder %j', (typed, path) => {
  expect(folderPath(typed)).toBe(path);
});

it.each(['..', '/inbox/../other/', './inbox', '/inbox/.', `/${'x'.repeat(5000)}`])(
  'makes no folder of %.20j, which would lead elsewhere than it says, or nowhere',
  (typed) => {
    expect(() => folderPath(typed)).toThrow(expect.objectContaining({ code: 'collection.badPath' }) as Error);
  },
);
