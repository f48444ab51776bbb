import { expect, it } from 'vitest';
import { asFileName } from '../../../main/domain/file-name';

it('makes a name of its own of every text, in every script', () => {
  expect(asFileName('run 7/a: "x"')).toBe('run_7_a_x_');
  expect(asFileName('שלום')).toBe('שלום');
  expect(asFileName('測定')).not.toBe(asFileName('結果'));
});

it('leaves room for a version and an ending', () => {
  for (const long of ['x'.repeat(255), '測'.repeat(85), '😀'.repeat(63)])
    expect(new TextEncoder().encode(asFileName(long)).length).toBeLessThanOrEqual(180);
});
