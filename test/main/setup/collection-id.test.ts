import { expect, it } from 'vitest';
import { collectionIdIn } from '../../../main/setup/collection-id';

const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
const other = '0f2a1b3c-6d8e-41ef-9a3c-0242ac110002';

it.each([
  id,
  ` ${id.toUpperCase()}\n`,
  `https://app.globus.org/collections/${id}`,
  `https://app.globus.org/file-manager/collections/${id}/overview`,
  `https://app.globus.org/file-manager?two_pane=true&origin_id=${id}&origin_path=%2Fx%2F&destination_id=${other}`,
  `See https://app.globus.org/activity/${other} and use ${id}`,
])('takes the collection out of %j', (pasted) => {
  expect(collectionIdIn(pasted)).toBe(id);
});

it.each([
  '',
  `${id} ${other}`,
  'https://app.globus.org/file-manager',
  `https://app.globus.org/activity/${id}`,
  `https://app.globus.org/activity/${id}/overview`,
  `https://app.globus.org/groups/${id}/about`,
  `https://app.globus.org.example.org/collections/${id}`,
])('takes %j for no collection', (pasted) => {
  expect(() => collectionIdIn(pasted)).toThrow(expect.objectContaining({ code: 'collection.badId' }) as Error);
});
