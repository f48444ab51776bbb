import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { contentOf, largeFileBytes, planAcquisitions } from './acquisitions';

function hashOf(seed: number, path: string, bytes: number, partBytes: number): string {
  const hash = createHash('sha256');
  for (const part of contentOf(seed, path, bytes, partBytes)) hash.update(part);
  return hash.digest('hex');
}

it('plans three acquisitions of several hundred files, one of them of 200 MB', () => {
  const plan = planAcquisitions(1);
  const files = plan.flatMap((acquisition) => acquisition.files);
  expect(plan).toHaveLength(3);
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter(({ bytes }) => bytes === largeFileBytes)).toHaveLength(1);
  for (const { files: own } of plan) expect(new Set(own.map(({ path }) => path)).size).toBe(own.length);
});

it('plans the same for the same seed, and other sizes for another', () => {
  expect(planAcquisitions(7)).toEqual(planAcquisitions(7));
  expect(planAcquisitions(7)).not.toEqual(planAcquisitions(8));
});

it('writes content that depends on seed and path, not on the size of the parts', () => {
  expect(hashOf(1, 'a', 10_000, 4096)).toBe(hashOf(1, 'a', 10_000, 999));
  expect(hashOf(1, 'a', 10_000, 4096)).not.toBe(hashOf(1, 'b', 10_000, 4096));
  expect(hashOf(1, 'a', 10_000, 4096)).not.toBe(hashOf(2, 'a', 10_000, 4096));
});
