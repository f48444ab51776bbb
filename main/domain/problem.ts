/**
 * What can go wrong, and who can cure it. The words for people are in `preload/texts`, under the same codes; the
 * compiler refuses a code that has no text (`main/ipc/present.ts`).
 *
 * wait: it heals by itself, try again later. operator: hold until a person acts. bug: hold, and ask for a report.
 */
export type Cure = 'wait' | 'operator' | 'bug';

export const problems = {
  'globus.unreachable': 'wait',
  'globus.nameLookup': 'wait',
  'globus.proxy': 'wait',
  'globus.tls': 'wait',
  'globus.busy': 'wait',
  'globus.broken': 'wait',
  'globus.signInRefused': 'operator',
  'globus.clientMayNot': 'operator',
  'globus.scopeUnknown': 'operator',
  'globus.clockOff': 'operator',
  'globus.policy': 'operator',
  'globus.domainPolicy': 'operator',
  'globus.highAssurance': 'operator',
  'globus.consent': 'operator',
  'globus.badAnswer': 'bug',
  'globus.badRequest': 'bug',
  'collection.unknown': 'operator',
  'collection.badId': 'operator',
  'collection.wrongKind': 'operator',
  'collection.bothEnds': 'operator',
  'collection.notPermitted': 'operator',
  'collection.readOnly': 'operator',
  'collection.folderMissing': 'operator',
  'collection.notAFolder': 'operator',
  'collection.badPath': 'operator',
  'collection.badPathBackslash': 'operator',
  'collection.tooManyEntries': 'operator',
  'collection.offline': 'wait',
  'collection.paused': 'wait',
  'collection.full': 'operator',
  'collection.failing': 'wait',
  'collection.otherPlace': 'operator',
  'collection.notUnderRoot': 'operator',
  'collection.probeLeft': 'operator',
  'personal.paused': 'wait',
  'secret.missing': 'operator',
  'secret.locked': 'operator',
  'secret.unavailable': 'operator',
  'secret.badShape': 'operator',
  'clientId.badShape': 'operator',
  'folder.gone': 'operator',
  'folder.notThere': 'operator',
  'folder.notWhole': 'operator',
  'folder.unreadable': 'operator',
  'folder.notTrashed': 'operator',
  'folder.notDeleted': 'operator',
  'folder.driveAway': 'operator',
  'folder.ownDriveAway': 'operator',
  'folder.notAFolder': 'operator',
  'folder.already': 'operator',
  'folder.outsideSource': 'operator',
  'folder.badPattern': 'operator',
  'folder.badPatternBackslash': 'operator',
  'folder.badPatternBracket': 'operator',
  'folder.badPatternFolder': 'operator',
  'folder.badPatternNegated': 'operator',
  'folder.badPatternPath': 'operator',
  'folder.badPatternSeveral': 'operator',
  'folder.badTemplate': 'operator',
  'folder.unwritable': 'operator',
  'folder.lookStopped': 'operator',
  'folder.saveStopped': 'operator',
  'try.tooLong': 'operator',
  'try.stopped': 'operator',
  'try.leftHere': 'operator',
  'try.leftThere': 'operator',
  'folder.badTemplateBlank': 'operator',
  'folder.badTemplateEmpty': 'operator',
  'folder.badTemplateBrace': 'operator',
  'folder.badTemplateDots': 'operator',
  'folder.badTemplateBackslash': 'operator',
  'folder.badTemplateEnd': 'operator',
  'folder.badNamePattern': 'operator',
  'folder.badName': 'operator',
  'folder.slowNamePattern': 'operator',
  'folder.nameDoesNotFit': 'operator',
  'dataset.badName': 'operator',
  'dataset.tooLong': 'operator',
  'dataset.nameClash': 'operator',
  'dataset.alikeNames': 'operator',
  'dataset.occupied': 'operator',
  'dataset.tooManyItems': 'operator',
  'dataset.tooManyAmongOthers': 'operator',
  'dataset.gone': 'operator',
  'dataset.goneUnsent': 'operator',
  'dataset.unknown': 'bug',
  'task.conflict': 'wait',
  'task.otherStuck': 'operator',
  'task.paused': 'wait',
  'task.pausedByAdmin': 'wait',
  'task.missingSource': 'operator',
  'task.refused': 'operator',
  'task.noSpace': 'operator',
  'task.badPath': 'operator',
  'task.failed': 'operator',
  'task.canceled': 'operator',
  'task.expired': 'operator',
  'task.vanished': 'operator',
  'task.notProven': 'operator',
  'task.noChecksum': 'operator',
  'setup.notFinished': 'operator',
  'setupFile.unreadable': 'operator',
  'setupFile.tooLarge': 'operator',
  'setupFile.otherKind': 'operator',
  'setupFile.newer': 'operator',
  'setupFile.badField': 'operator',
  'setupFile.badStation': 'operator',
  'setupFile.wrongPassphrase': 'operator',
  'setupFile.weakPassphrase': 'operator',
  'setupFile.folderOpen': 'operator',
  'setupFile.noCollectionHere': 'operator',
  'setupFile.closed': 'operator',
  'setupFile.notConfirmed': 'operator',
  'settings.damaged': 'operator',
  'settings.unreadable': 'operator',
  'settings.noFolder': 'operator',
  'file.unwritable': 'operator',
  'settings.unwritable': 'operator',
  'settings.badStation': 'operator',
  'ledger.newer': 'operator',
  'ledger.damaged': 'operator',
  'ledger.inUse': 'operator',
  'ledger.full': 'wait',
  'ledger.readOnly': 'operator',
  'ledger.gone': 'operator',
  'lock.closed': 'operator',
  'lock.wrongPin': 'operator',
  'lock.tooOften': 'operator',
  'lock.badPin': 'operator',
  'input.wrong': 'bug',
  'app.bug': 'bug',
} as const satisfies Record<string, Cure>;

export type ProblemCode = keyof typeof problems;
export type Facts = Readonly<Record<string, string | number>>;

/** Nothing of the service was reached: the network, or something in it, is in the way. */
export function isOffline(code: string): boolean {
  return /^globus\.(unreachable|nameLookup|proxy|tls)$/.test(code);
}

/** The collection wants another login than that of an application; no permission helps. */
export function isLoginRefused(code: string): boolean {
  return /^globus\.(policy|domainPolicy|highAssurance)$/.test(code);
}

export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly code: ProblemCode,
    readonly facts: Facts = {},
    options?: ErrorOptions & { readonly requestId?: string | null },
  ) {
    super(`${code} ${JSON.stringify(facts)}`, options); // for the log; people read the texts
    this.requestId = options?.requestId ?? null;
  }
  /** Globus's own id of the request that failed; what their support asks for. */
  readonly requestId: string | null;
  get cure(): Cure {
    return problems[this.code];
  }
}

/** Of one collection, and not of the service as a whole: what has to do with others goes on. */
export function isOfCollection(code: ProblemCode): boolean {
  return /^(collection|personal)\./.test(code);
}

/** The rule of a folder says what cannot be meant: who changes the rule mends it. */
export function isOfRule(code: ProblemCode): boolean {
  return /^folder\.(bad(Pattern|Template|NamePattern)|slowNamePattern|notWhole)/.test(code);
}

/** Of what Slipway itself keeps on this computer: whoever set it up before would wonder why it is asked anew. */
export function isOfOwnRecords(code: ProblemCode): boolean {
  return /^(settings|ledger)\./.test(code);
}

/** Anything thrown, as a problem: what is not one of ours is a bug of ours. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('app.bug', { detail: detail.slice(0, 500) }, { cause: thrown });
}
