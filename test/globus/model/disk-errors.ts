import { GlobusError } from './globus-error';
import { PathNotAllowed } from './paths';
import { diskErrorCode } from './ports';

/** Event codes of REFERENCE section 4.4 that the practice Globus can bring about. */
export type EventCode =
  | 'CANCELED'
  | 'ENDPOINT_ERROR'
  | 'EXPIRED'
  | 'EXTERNAL_CHECKSUM_MISMATCH'
  | 'FILE_NOT_FOUND'
  | 'FILE_SIZE_CHANGED'
  | 'GC_NOT_CONNECTED'
  | 'GC_PAUSED'
  | 'AUTH'
  | 'CONNECT_FAILED'
  | 'INVALID_PATH_NAME'
  | 'INVALID_SYMLINK'
  | 'IS_A_DIRECTORY'
  | 'IS_A_FILE'
  | 'NO_CREDENTIALS'
  | 'NO_SPACE_LEFT'
  | 'NOT_A_DIRECTORY'
  | 'NOT_A_FILE'
  | 'PAUSED'
  | 'PERMISSION_DENIED'
  | 'PROGRESS'
  | 'QUOTA_EXCEEDED'
  | 'STARTED'
  | 'SUCCEEDED'
  | 'UNPAUSED'
  | 'VERIFY_CHECKSUM';

/** What went wrong with one piece of a task. */
export class TaskFault extends Error {
  override readonly name = 'TaskFault';
  constructor(
    readonly code: EventCode,
    /** The text of the event's `details`. */
    readonly details: string,
    /** A fatal fault ends the task. */
    readonly isFatal = false,
  ) {
    super(details);
  }
}

const codeOfDiskError: Readonly<Record<string, EventCode>> = {
  ENOENT: 'FILE_NOT_FOUND',
  EACCES: 'PERMISSION_DENIED',
  EPERM: 'PERMISSION_DENIED',
  EROFS: 'PERMISSION_DENIED',
  EISDIR: 'IS_A_DIRECTORY',
  ENOTDIR: 'NOT_A_DIRECTORY',
  EEXIST: 'IS_A_FILE',
  ENOSPC: 'NO_SPACE_LEFT',
  EDQUOT: 'QUOTA_EXCEEDED',
  ELOOP: 'INVALID_SYMLINK',
  ENAMETOOLONG: 'INVALID_PATH_NAME',
  EILSEQ: 'INVALID_PATH_NAME',
  EINVAL: 'INVALID_PATH_NAME',
};

export interface Place {
  readonly name: string;
  readonly id: string;
}

const gridFtpDetail: Partial<Record<EventCode, string>> = {
  FILE_NOT_FOUND:
    '550-GlobusError: v=1 c=PATH_NOT_FOUND\\r\\n550-GridFTP-Errno: 2\\r\\n550-GridFTP-Reason: System error in stat\\r\\n550-GridFTP-Error-String: No such file or directory\\r\\n550 End.\\r\\n',
  PERMISSION_DENIED:
    '550-GlobusError: v=1 c=PERMISSION_DENIED\\r\\n550-GridFTP-Error: Path not allowed.\\r\\n550 End.\\r\\n',
  NO_SPACE_LEFT: '451-GlobusError: v=1 c=NO_SPACE_LEFT\\r\\n451 End.\\r\\n',
  QUOTA_EXCEEDED: '451-GlobusError: v=1 c=QUOTA_EXCEEDED\\r\\n451 End.\\r\\n',
};

/** The lines that a GridFTP server's failure becomes. */
export function gridFtpText(order: {
  action: string;
  place: Place;
  path: string;
  command: string;
  code: EventCode;
  message?: string;
}): string {
  const detail = gridFtpDetail[order.code] ?? `550-GlobusError: v=1 c=${order.code}\\r\\n550 End.\\r\\n`;
  return [
    `Error (${order.action})`,
    `Endpoint: ${order.place.name} (${order.place.id})`,
    'Server: 127.0.0.1:443',
    `File: ${order.path}`,
    `Command: ${order.command} ${order.path}`,
    `Message: ${order.message ?? 'Fatal FTP Response'}`,
    '---',
    `Details: ${detail}`,
  ].join('\n');
}

/** The event code of whatever a disk call threw. */
export function eventCodeOf(thrown: unknown): EventCode {
  if (thrown instanceof PathNotAllowed) return 'PERMISSION_DENIED';
  if (thrown instanceof GlobusError)
    return thrown.code.endsWith('InvalidPath') ? 'INVALID_PATH_NAME' : 'ENDPOINT_ERROR';
  return codeOfDiskError[diskErrorCode(thrown)] ?? 'ENDPOINT_ERROR';
}

/** Turns anything thrown while a piece of work ran into the fault that the task reports. */
export function faultOf(thrown: unknown, action: string, place: Place, path: string, command: string): TaskFault {
  if (thrown instanceof TaskFault) return thrown;
  const code = eventCodeOf(thrown);
  return new TaskFault(code, gridFtpText({ action, place, path, command, code }));
}
