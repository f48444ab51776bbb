import * as z from 'zod';
import { listKinds } from '../../domain/folder-rule';
import { type Settings } from '../../domain/settings';
import { ownTestName } from '../../domain/try-names';
import { OrderShape } from '../order-shape';

const Hour = z.number().int().min(0).max(23);
const HourSpan = z.object({ fromHour: Hour, toHour: Hour });
const PinHash = z.object({ salt: z.string().min(1), hash: z.string().min(1), guardsPause: z.boolean() });
const Choice = z.object({ collectionId: z.string().min(1), name: z.string(), kind: z.string() });
const DatasetIs = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('topLevel') }),
  z.object({ kind: z.literal('eachFile'), together: z.array(z.array(z.string().min(2)).min(2)).default([]) }),
  z.object({ kind: z.literal('atDepth'), depth: z.number().int().min(1) }),
  z.object({ kind: z.literal('whole') }),
]);
const Folder = z.object({
  id: z.string().min(1),
  path: z.string().min(1),
  preset: z.string(),
  datasetIs: DatasetIs,
  include: z.array(z.string()),
  exclude: z.array(z.string()),
  quietForMs: z.number().min(0),
  sentinels: z.array(z.string()),
  sendLast: z.array(z.string()),
  destinationTemplate: z.string(),
  namePattern: z.string().nullable(),
  paused: z.boolean(),
  // Files written before these existed hold none of them: what they say stays as it was.
  notWhile: z.array(z.string()).default([]),
  mustBeClosed: z.boolean().default(false),
  lists: z.enum(listKinds).nullable().default(null),
  readAtMostMBps: z.number().positive().nullable().default(null),
  pauseAboveMBps: z.number().positive().nullable().default(null),
  cleanUp: z
    .object({ afterDays: z.number().min(0), how: z.enum(['trash', 'delete']), asks: z.boolean() })
    .nullable()
    .default(null),
});
const OwnTest = z.object({
  name: z.string().regex(ownTestName),
  files: z.array(z.object({ path: z.string(), bytes: z.number() })),
  folder: z.string().nullable(),
  there: Choice.extend({ path: z.string().min(1) }).nullable(),
  order: OrderShape.nullable(),
  taskId: z.string().nullable(),
  clientId: z.string().nullable(),
});

/**
 * The settings file. Unknown keys of a newer version are refused, not dropped in silence: `version` guards them. What a
 * file of version 1 did not have at first has a default, so that older files stay good.
 */
export const SettingsShape: z.ZodType<Settings> = z.object({
  version: z.literal(1),
  station: z.string(),
  clientId: z.string().nullable(),
  replacedClientIds: z.array(z.string()).default([]),
  // What one of another kind left is not worth all the rest.
  ownTests: z.array(OwnTest).default([]).catch([]),
  source: Choice.extend({ localPath: z.string().min(1), collectionPath: z.string().min(1) }).nullable(),
  destination: Choice.extend({ path: z.string().min(1) }).nullable(),
  folders: z.array(Folder),
  pause: z.object({ untilMs: z.number().nullable() }).nullable(),
  sendingHours: HourSpan.nullable().default(null),
  language: z.enum(['system', 'en', 'de']),
  appearance: z.enum(['system', 'light', 'dark']),
  openAtLogin: z.boolean(),
  // Who set up an older version was asked.
  loginAsked: z.boolean().default(true),
  notifyDeliveries: z.boolean(),
  notifyProblems: z.boolean().default(true),
  notifySilently: z.boolean().default(false),
  quietHours: HourSpan.nullable().default(null),
  noTrayRead: z.boolean().default(false),
  lock: PinHash.nullable().default(null),
  window: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number(), maximized: z.boolean() })
    .nullable(),
});

export function emptySettings(station: string): Settings {
  return {
    version: 1,
    station,
    clientId: null,
    replacedClientIds: [],
    ownTests: [],
    source: null,
    destination: null,
    folders: [],
    pause: null,
    sendingHours: null,
    language: 'system',
    appearance: 'system',
    openAtLogin: false,
    loginAsked: false,
    notifyDeliveries: false,
    notifyProblems: true,
    notifySilently: false,
    quietHours: null,
    noTrayRead: false,
    lock: null,
    window: null,
  };
}
