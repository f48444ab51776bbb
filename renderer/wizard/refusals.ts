/** Why what was given cannot be used, for the fields that share a reason. */
import { fill } from '../../preload/texts/index';
import type { Saying } from '../in-words';
import type { secretShape } from './pasted';

export function tooLong({ length }: string): Saying {
  return ({ ui, bytes }) => fill(ui.common.tooLong, { size: bytes(length) });
}

/** By the shape of what was given for a secret; null where it can be tried. */
export const wrongSecrets = {
  empty: 'secretEmpty',
  isId: 'secretIsId',
  bad: 'secretBad',
  usual: null,
  unusual: null,
} as const satisfies Record<ReturnType<typeof secretShape>, string | null>;
