import { type Collection } from '../model/collections';
import { eventCodeOf, gridFtpText, TaskFault } from '../model/disk-errors';
import { type Doubts } from '../model/doubts';
import { GlobusError } from '../model/globus-error';
import { PathNotAllowed } from '../model/paths';
import { diskErrorCode } from '../model/ports';
import { type Answer, htmlAnswer, jsonAnswer } from './exchange';

/** Thrown when a request cannot be taken: answered as it is. */
export class HttpsRefusal extends Error {
  override readonly name = 'HttpsRefusal';
  constructor(readonly answer: Answer) {
    super(`HTTP ${String(answer.status)}`);
  }
}

const textAnswer = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
});

/** 401 and 403, in the form that the doubts ask for. */
export function deniedAnswer(status: 401 | 403, code: string, message: string, doubts: Doubts): Answer {
  if (doubts.httpsDeniedBody === 'empty') return { status, headers: {}, body: '' };
  if (doubts.httpsDeniedBody === 'html') return htmlAnswer(status, `${String(status)} ${message}`);
  return jsonAnswer(status, { code, message });
}

export const loginPage = (): Answer => htmlAnswer(200, 'Log in to continue');

/** What someone without good authorization gets: made for browsers unless the client says that it is none. */
export function signInAnswer(isScript: boolean, doubts: Doubts): Answer {
  if (isScript || doubts.httpsLoginPage === 'denied401') {
    return deniedAnswer(401, 'AuthenticationFailed', 'Token is not active', doubts);
  }
  if (doubts.httpsLoginPage === 'page200') return loginPage();
  return { status: 302, headers: { location: 'https://auth.practice.invalid/v2/oauth2/authorize' }, body: '' };
}

/** The 404 that says nothing of the file. */
export const backEndAnswer = (path: string): Answer =>
  textAnswer(404, `Error with ${path}\n550-GlobusError: v=1 c=ENDPOINT_ERROR\n550 GCS Manager Internal Error`);

export const methodAnswer = (): Answer => ({ status: 405, headers: { allow: 'GET, HEAD, PUT, DELETE' }, body: '' });
export const rangeAnswer = (): Answer => textAnswer(416, 'The requested range cannot be satisfied');
export const badPathAnswer = (): Answer => textAnswer(400, '500-GlobusError: v=1 c=INVALID_PATH_NAME');
export const folderAnswer = (): Answer =>
  textAnswer(400, '550-GlobusError: v=1 c=IS_A_DIRECTORY\n550 Not a plain file');

/** The answer to whatever the storage or the checks threw; null for what is no refusal. */
export function refusalOf(thrown: unknown, collection: Collection, path: string, doubts: Doubts): Answer | null {
  if (thrown instanceof HttpsRefusal) return thrown.answer;
  if (thrown instanceof GlobusError) {
    if (thrown.status === 400) return badPathAnswer();
    return deniedAnswer(403, thrown.code, thrown.message, doubts);
  }
  const isOfDisk = thrown instanceof TaskFault || thrown instanceof PathNotAllowed || diskErrorCode(thrown) !== 'EIO';
  if (!isOfDisk) return null;
  const code = thrown instanceof TaskFault ? thrown.code : eventCodeOf(thrown);
  const place = { name: collection.displayName, id: collection.id };
  const text = gridFtpText({ action: 'transfer', place, path, command: 'STAT', code });
  if (code === 'PERMISSION_DENIED') return deniedAnswer(403, 'PermissionDenied', 'Path not allowed', doubts);
  if (code === 'FILE_NOT_FOUND' || code === 'NOT_A_DIRECTORY') return textAnswer(404, text);
  if (code === 'IS_A_DIRECTORY') return folderAnswer();
  if (code === 'NO_SPACE_LEFT' || code === 'QUOTA_EXCEEDED') return textAnswer(507, text);
  return textAnswer(500, text);
}
