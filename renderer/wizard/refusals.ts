/** Why what was given cannot be used, for the fields that share a reason. */
import { fill } from '../../preload/texts/index';
import type { Saying } from '../in-words';
import { cleanSecret, isLink, readIdentity, secretShape } from './pasted';

export function tooLong({ length }: string): Saying {
  return ({ ui, bytes }) => fill(ui.common.tooLong, { size: bytes(length) });
}

/** The secret in what was pasted for one, or why there is none. */
export function pastedSecret(text: string): string | Saying {
  if (isLink(text)) return ({ ui }) => ui.wizard.secretIsLink;
  const { secret, clientId } = readIdentity(text);
  const alone = cleanSecret(text);
  if (secret === null && clientId.kind !== 'none' && secretShape(alone) !== 'isId')
    return ({ ui }) => ui.wizard.secretAmongOthers;
  return secret ?? alone;
}

/** By the shape of what was given for a secret; null where it can be tried. */
export const wrongSecrets = {
  empty: 'secretEmpty',
  isId: 'secretIsId',
  bad: 'secretBad',
  usual: null,
  unusual: null,
} as const satisfies Record<ReturnType<typeof secretShape>, string | null>;
