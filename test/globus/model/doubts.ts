/**
 * What is not known of the live service (REFERENCE section 16 and claims marked UNVERIFIED). Each doubt is a switch; the
 * first choice is the likeliest one and the default. The app has to work with every choice.
 */
export const doubtChoices = {
  /** HTTP status of an accepted submission. */
  acceptedStatus: ['202', '200'],
  /** HTTP status of a repeated submission. */
  duplicateStatus: ['200', '202'],
  /** Same submission id, other body. */
  submissionIdReused: ['duplicate', 'badRequest'],
  /** A submission id that the service never gave out. */
  submissionIdUnknown: ['accept', 'badRequest'],
  /** What counts as "identical paths" for 409 Conflict. */
  conflictCompares: ['paths', 'pathsAndOptions'],
  /** Is `checksum` filled in successful_transfers when one was computed? */
  successChecksum: ['present', 'null'],
  /** Is `limit` heeded by successful_transfers? It is not documented; Globus's older Python SDK sends it. */
  successLimit: ['heeded', 'ignored'],
  /** `next_marker` of the last page. */
  lastMarker: ['null', 'zero', 'absent'],
  /** Are dependent scopes echoed in a token's `scope`? */
  dependentScopes: ['dropped', 'echoed'],
  /** A token request without `scope`. */
  scopeAbsent: ['badRequest', 'transferToken'],
  /** Body of the refusal of an unknown scope. */
  unknownScopeBody: ['oauth', 'errors', 'both'],
  /** Does a new token request kill the older tokens of the client? */
  olderTokens: ['live', 'revoked'],
  /** May a plain client introspect its own Transfer token? */
  introspectOwnToken: ['allowed', 'inactive'],
  /** Submission to a Globus Connect Personal that is offline. */
  gcpOffline: ['refuse', 'queue'],
  /** Does someone who only holds a permission see a private guest collection's document? */
  plainPrincipalSeesGuest: ['visible', 'hidden'],
  /** Is `https_server` part of what a plain principal sees? */
  plainPrincipalSeesHttps: ['visible', 'null'],
  /** HTTP status of mkdir. */
  mkdirStatus: ['202', '200'],
  /** mkdir below a folder that is missing. */
  mkdirParentMissing: ['notFound404', 'externalError502'],
  /** ls of something missing. */
  lsMissing: ['clientErrorNotFound404', 'notFound404', 'externalError502'],
  /** ls outside the permission rules. */
  lsDenied: ['endpointPermissionDenied403', 'externalError502'],
  /** The `resource` of answers. */
  resourceStyle: ['versioned', 'plain'],
  /** Do codes of 4xx answers carry `ClientError.`? */
  clientErrorPrefix: ['asListed', 'always', 'never'],
  /** No Authorization header at Transfer. */
  noCredentials: ['authenticationFailed401', 'badRequest400'],
  /** Body of a 429. */
  rateLimitBody: ['json', 'html'],
  /** Retry-After on a 429. */
  rateLimitRetryAfter: ['present', 'absent'],
  /** Cancel of a task that still runs. */
  cancelRunning: ['canceled', 'cancelAccepted'],
  /** Cancel of a task that is finished. */
  cancelFinished: ['taskComplete200', 'conflict409'],
  /** Letter case of rare nice_status values. */
  niceStatusCase: ['upper', 'lower', 'title'],
  /** Too many unfinished tasks: status and code. */
  tooManyPending: ['409', '403', '429'],
  /** A permission that exists already. */
  accessExistsStatus: ['409', '400'],
  /** Status of POST /endpoint and /shared_endpoint. */
  endpointCreateStatus: ['201', '200'],
  /** A transfer between two Globus Connect Personal collections without a subscription. */
  gcpToGcp: ['refuse', 'accept'],
  /** Unknown additional keys in every document. */
  extraFields: ['present', 'absent'],
  /** Do task documents in lists carry DATA_TYPE? */
  listedTaskDataType: ['present', 'absent'],
  /** Collection HTTPS: body of 401 and 403. */
  httpsDeniedBody: ['json', 'html', 'empty'],
  /** Collection HTTPS: status of a DELETE that worked. */
  httpsDeleteStatus: ['200', '204'],
  /** Collection HTTPS: PUT below a folder that is missing. */
  httpsParentMissing: ['refused', 'created'],
  /** Collection HTTPS: what a broken upload leaves. */
  httpsBrokenPut: ['shortFile', 'nothing'],
  /** Collection HTTPS: a request without good authorization and without X-Requested-With. */
  httpsLoginPage: ['page200', 'redirect302', 'denied401'],
  /** First letter of a Windows path, `/c/Data` instead of `/C/Data`. */
  windowsDriveCase: ['upperOnly', 'any'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type DoubtName = keyof typeof doubtChoices;
export type Doubts = { [N in DoubtName]: (typeof doubtChoices)[N][number] };

const isDoubtName = (name: string): name is DoubtName => Object.hasOwn(doubtChoices, name);

export const doubtNames: readonly DoubtName[] = Object.keys(doubtChoices).filter(isDoubtName);

/** Sets one doubt. Throws with the allowed values when name or value is unknown. */
export function setDoubt(doubts: Doubts, name: string, value: string): void {
  if (!isDoubtName(name)) throw new RangeError(`No doubt is named '${name}'. Known: ${doubtNames.join(', ')}`);
  const choices: readonly string[] = doubtChoices[name];
  if (!choices.includes(value)) throw new RangeError(`Doubt '${name}' is one of: ${choices.join(', ')}`);
  Object.assign(doubts, { [name]: value });
}

/** All doubts at their likeliest value, with `settings` on top. */
export function makeDoubts(settings: Partial<Doubts> = {}): Doubts {
  const first = Object.fromEntries(doubtNames.map((name) => [name, doubtChoices[name][0]])) as Doubts;
  for (const [name, value] of Object.entries(settings)) setDoubt(first, name, value);
  return first;
}
