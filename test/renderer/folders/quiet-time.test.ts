import { expect, it } from 'vitest';
import { asAnswer, readQuietForS } from '../../../renderer/folders/quiet-time';

it.each([
  [90, '90', 's'],
  [300, '5', 'min'],
  [14_400, '4', 'h'],
])('says %i seconds as people do', (quietForS, amount, unit) => {
  expect(asAnswer(quietForS)).toEqual({ amount, unit });
});

it.each([
  ['2', 's', 2],
  ['1,5', 'min', 90],
  ['0.5', 'h', 1800],
  ['', 's', null],
  ['0', 's', null],
  ['-3', 'min', null],
  ['soon', 'min', null],
  ['169', 'h', null],
] as const)('reads %j %s', (amount, unit, quietForS) => {
  expect(readQuietForS({ amount, unit })).toBe(quietForS);
});
