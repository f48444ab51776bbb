import * as z from 'zod';
import { isFolderName } from '../domain/destination-path';
import { listKinds } from '../domain/folder-rule';
import { AppError } from '../domain/problem';
import { stationOf, type SetupFile, type SetupFolder } from '../domain/setup-file';
import { costLimit, type LockedSecret, lockSecret, unlockSecret } from './locked-secret';

/** Characters of text. The largest honest file holds some folders with their rules: a few thousand. */
export const longestSetupFile = 1_000_000;
const knownVersion = 1;

const Uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
const Path = z.string().min(1).max(32_767);
const Choice = z.strictObject({ collectionId: Uuid, name: z.string().max(500), kind: z.string().max(100) });
const Patterns = z.array(z.string().min(1).max(300)).max(100);
const Speed = z.number().positive().max(1_000_000);
const Hour = z.number().int().min(0).max(23);
const HourSpan = z.strictObject({ fromHour: Hour, toHour: Hour });
const Folder: z.ZodType<SetupFolder> = z.strictObject({
  path: Path,
  preset: z.string().max(60),
  datasetIs: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('topLevel') }),
    z.strictObject({
      kind: z.literal('eachFile'),
      together: z
        .array(z.array(z.string().min(2).max(100)).min(2).max(20))
        .max(50)
        .default([]),
    }),
    z.strictObject({ kind: z.literal('atDepth'), depth: z.number().int().min(1).max(20) }),
    z.strictObject({ kind: z.literal('whole') }),
  ]),
  include: Patterns,
  exclude: Patterns,
  quietForMs: z
    .number()
    .min(1000)
    .max(7 * 86_400_000),
  sentinels: Patterns,
  notWhile: Patterns.default([]),
  sendLast: Patterns,
  destinationTemplate: z.string().min(1).max(1000),
  namePattern: z.string().max(500).nullable(),
  mustBeClosed: z.boolean().default(false),
  lists: z.enum(listKinds).nullable().default(null),
  readAtMostMBps: Speed.nullable().default(null),
  pauseAboveMBps: Speed.nullable().default(null),
  cleanUp: z
    .strictObject({ afterDays: z.number().min(0).max(36_500), how: z.enum(['trash', 'delete']), asks: z.boolean() })
    .nullable()
    .default(null),
});
const Bytes = (count: number): z.ZodType<string> => z.string().refine((text) => isBase64(text, count));
const Locked: z.ZodType<LockedSecret> = z
  .strictObject({
    kdf: z.literal('scrypt'),
    n: z
      .number()
      .int()
      .min(2 ** 14)
      .max(costLimit.n)
      .refine((n) => Number.isInteger(Math.log2(n))),
    r: z.number().int().min(1).max(costLimit.r),
    p: z.number().int().min(1).max(costLimit.p),
    cipher: z.literal('aes-256-gcm'),
    salt: Bytes(16),
    nonce: Bytes(12),
    data: z.string().min(1).max(2000),
    tag: Bytes(16),
  })
  .refine(({ n, r }) => 128 * n * r <= costLimit.bytes);
/** Strict: a field that is mistyped by hand is named, not passed over. What only a part of all labs uses may be left out. */
const Shape = z.strictObject({
  slipwaySetup: z.literal(knownVersion),
  station: z.string().min(1).max(100),
  clientId: Uuid,
  source: Choice.extend({ localPath: Path, collectionPath: Path }).nullable(),
  destination: Choice.extend({ path: Path }),
  folders: z.array(Folder).min(1).max(100),
  sendingHours: HourSpan.nullable().default(null),
  language: z.enum(['system', 'en', 'de']).default('system'),
  appearance: z.enum(['system', 'light', 'dark']).default('system'),
  openAtLogin: z.boolean().default(true),
  notifyDeliveries: z.boolean().default(false),
  notifyProblems: z.boolean().default(true),
  notifySilently: z.boolean().default(false),
  quietHours: HourSpan.nullable().default(null),
  lockedSecret: Locked.optional(),
});

export interface ReadSetup {
  readonly file: SetupFile;
  /** Null when the secret is not in the file. */
  readonly locked: LockedSecret | null;
  /** The secret of a locked file. Throws setupFile.wrongPassphrase. */
  readonly unlock: (passphrase: string) => Promise<string>;
}

/**
 * Throws AppError setupFile.*, which names the field where there is one. Nothing is changed by reading.
 *
 * @param hostName of the computer that opens the file: its station may be named after it.
 */
export function readSetupFile(name: string, text: string, hostName: string): ReadSetup {
  if (text.length > longestSetupFile) throw new AppError('setupFile.tooLarge', { name, bytes: text.length });
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new AppError('setupFile.otherKind', { name }, { cause });
  }
  if (typeof json !== 'object' || json === null || !('slipwaySetup' in json))
    throw new AppError('setupFile.otherKind', { name });
  const version = json.slipwaySetup;
  if (typeof version === 'number' && version > knownVersion)
    throw new AppError('setupFile.newer', { name, found: version, known: knownVersion });
  const parsed = Shape.safeParse(json);
  if (!parsed.success) throw new AppError('setupFile.badField', { name, field: fieldOf(parsed.error) });
  const { lockedSecret, ...file } = parsed.data;
  const station = stationOf(file, hostName);
  if (!isFolderName(station)) throw new AppError('setupFile.badStation', { name, station });
  // As it was written, before anything that a later version knows is filled in.
  const written = Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'lockedSecret'));
  return {
    file: { ...file, clientId: file.clientId.toLowerCase() },
    locked: lockedSecret ?? null,
    unlock: async (passphrase) => {
      if (lockedSecret === undefined) throw new AppError('secret.missing');
      return unlockSecret(lockedSecret, passphrase, written);
    },
  };
}

/** The text of a setup file; with `lock`, the secret in it opens with the passphrase alone. */
export async function writeSetupFile(
  file: SetupFile,
  lock: { readonly secret: string; readonly passphrase: string } | null,
): Promise<string> {
  const lockedSecret = lock === null ? {} : { lockedSecret: await lockSecret(lock.secret, lock.passphrase, file) };
  return `${JSON.stringify({ ...file, ...lockedSecret }, null, 2)}\n`;
}

/** Such as `folders.0.path`; of unknown fields, their own name. */
function fieldOf(error: z.ZodError): string {
  const issue = error.issues[0];
  const path = issue?.path.map(String) ?? [];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...path, ...unknown].join('.').slice(0, 200) || 'slipwaySetup';
}
function isBase64(text: string, bytes: number): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length === bytes;
}
