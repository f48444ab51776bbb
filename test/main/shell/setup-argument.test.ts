import { expect, it } from 'vitest';
import { setupFileIn } from '../../../main/shell/setup-argument';

it.each<[string, readonly string[], string | null]>([
  ['--setup FILE', ['--setup', 'lab.slipway-setup'], '/home/operator/lab.slipway-setup'],
  ['--setup=FILE with any name', ['--setup=/tmp/lab.json'], '/tmp/lab.json'],
  ['a double click', ['/home/op/lab.slipway-setup'], '/home/op/lab.slipway-setup'],
  ['a double click on Windows, in capitals', ['LAB.SLIPWAY-SETUP'], '/home/operator/LAB.SLIPWAY-SETUP'],
  [
    'a second start, whose switches the engine moved to the front',
    ['--setup', '--user-data-dir=/d', '--no-sandbox', '/tmp/lab.json'],
    '/tmp/lab.json',
  ],
  ['the checkout in front of it', ['.', '--setup', 'lab.json'], '/home/operator/lab.json'],
  ['another file', ['/home/op/data.tif'], null],
  ['nothing', ['--background'], null],
  ['--setup without a file', ['--setup'], null],
])('%s is understood', (_what, args, expected) => {
  expect(setupFileIn(args, '/home/operator')).toBe(expected);
});
