/** Every code that Globus is known to give an event, or a fault, of a task (REFERENCE 4.4); others may come. */
export const eventCodes = [
  'ABEND', 'ACL_CHANGED', 'AMBIGUOUS_PATH', 'AUTH', 'CANCELED', 'CLOCK', 'CONNECT_FAILED', 'CONNECTION_BROKEN',
  'CONNECTION_RESET', 'ENDPOINT_ERROR', 'ENDPOINT_TOO_BUSY', 'EXPIRED', 'EXTERNAL_CHECKSUM_MISMATCH', 'FILE_ACCESS',
  'FILE_NOT_FOUND', 'FILE_SIZE_CHANGED', 'GC_NOT_CONNECTED', 'GC_PAUSED', 'GSI_DN_MISMATCH', 'INTERNAL_ERROR',
  'INVALID_PATH_NAME', 'INVALID_SERVICE_CREDENTIAL', 'INVALID_SYMLINK', 'IS_A_DIRECTORY', 'IS_A_FILE', 'LIMIT_EXCEEDED',
  'MPU_NOT_FOUND', 'NO_APPEND_FILESYSTEM', 'NO_CREDENTIALS', 'NO_PHYSICALS', 'NO_SPACE_LEFT', 'NOT_A_DIRECTORY',
  'NOT_A_FILE', 'NOT_A_SYMLINK', 'PAUSED', 'PERMISSION_DENIED', 'PROGRESS', 'QUOTA_EXCEEDED', 'STARTED', 'SUCCEEDED',
  'TIMEOUT', 'UNKNOWN', 'UNPAUSED', 'VERIFY_CHECKSUM',
] as const; // prettier-ignore
export type EventCode = (typeof eventCodes)[number];

/** One thing that the service tells of a task. */
export interface TaskEvent {
  /** In capitals. */
  readonly code: string;
  /** Null when the time that the service gives cannot be read. */
  readonly atMs: number | null;
  readonly isError: boolean;
  /** In the service's own few words. */
  readonly description: string;
  /** For experts: lines of a server, or JSON. */
  readonly details: string;
}

export function isKnownEvent(code: string): code is EventCode {
  return (eventCodes as readonly string[]).includes(code);
}
