import { createHash } from 'node:crypto';

/** A person or an application known to Auth. An application's identity id is its client id. */
export interface Identity {
  readonly id: string;
  readonly username: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly organization: string | null;
  readonly identityProvider: string;
  readonly identityType: string;
  readonly status: 'used' | 'unused' | 'private';
}

export const clientsIdentityProvider = '3a5d7c1e-90b2-4f64-8a17-6c2b8e0f41d9';

export const clientIdentity = (clientId: string, name: string): Identity => ({
  id: clientId,
  username: `${clientId}@clients.auth.globus.org`,
  name,
  email: null,
  organization: null,
  identityProvider: clientsIdentityProvider,
  identityType: 'client',
  status: 'used',
});

/** Names that were worked out already: every document of a task or collection has one or two of them. */
const usernames = new Map<string, string>();

/** The short user name that Transfer derives from an identity: `u_` and 26 base32 characters of the UUID's 16 bytes. */
export function transferUsername(identityId: string): string {
  const known = usernames.get(identityId);
  if (known !== undefined) return known;
  const isUuid = /^[0-9a-f-]{36}$/i.test(identityId);
  const digits = 'abcdefghijklmnopqrstuvwxyz234567';
  let bits = BigInt(`0x${(isUuid ? identityId : uuidOf(identityId)).replaceAll('-', '')}`) << 2n;
  let text = '';
  for (let index = 0; index < 26; index += 1) {
    text = digits.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  const name = `u_${text}`;
  usernames.set(identityId, name);
  return name;
}

/** A stable UUID made from text, for ids that must stay the same between starts. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
