import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { type Collection, hasDataAccess, isGuest } from '../model/collections';
import { GlobusError } from '../model/globus-error';
import { type GlobusModel } from '../model/model';
import { isBelow, Jail, normalPath } from '../model/paths';
import { type FileFact } from '../model/ports';
import { dataAccessScope, httpsScope } from '../model/scopes';
import { type ByteRange, contentRange, rangesOf } from './collection-https-ranges';
import {
  backEndAnswer,
  badPathAnswer,
  deniedAnswer,
  folderAnswer,
  HttpsRefusal,
  loginPage,
  methodAnswer,
  rangeAnswer,
  refusalOf,
  signInAnswer,
} from './collection-https-refusal';
import { Upload } from './collection-https-upload';
import { type Answer, htmlAnswer } from './exchange';
import { type FaultOrder, type Faults } from './faults';
import { internalError, type Listener, serveOnLoopback } from './listener';

interface HttpsOrder {
  readonly model: GlobusModel;
  readonly faults: Faults;
  readonly collectionId: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly onBug: (thrown: unknown) => void;
}

const pieceBytes = 256 * 1024;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The HTTPS door of one collection of a data centre: files only, by their collection path. On a port of its own. */
export function startCollectionHttps(order: HttpsOrder): Promise<Listener> {
  const door = new CollectionDoor(order);
  return serveOnLoopback(order.port, (message, response) => {
    door.handle(message, response).catch((thrown: unknown) => {
      order.onBug(thrown);
      if (response.headersSent) response.destroy();
      else send(response, internalError());
    });
  });
}

class CollectionDoor {
  private readonly model: GlobusModel;
  /** Connections whose back-end fails: it goes on failing until the client opens a new one. */
  private readonly sick = new WeakSet<Socket>();

  constructor(private readonly order: HttpsOrder) {
    this.model = order.model;
  }

  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = message;
    const cut = url.indexOf('?');
    const rawPath = cut < 0 ? url : url.slice(0, cut);
    const fault = this.order.faults.take(method, rawPath, 'https');
    this.model.counters.request(`HTTPS ${method}`);
    if (fault !== null) await sleep(fault.delayMs ?? (fault.kind === 'slow' ? 1000 : 0));
    if (fault?.kind === 'reset') {
      message.socket.resetAndDestroy();
      return;
    }
    if (fault?.kind === 'backEnd404') this.sick.add(message.socket);
    const instead = this.sick.has(message.socket) ? backEndAnswer(rawPath) : standIn(fault);
    if (instead !== null) {
      message.resume();
      send(response, method === 'HEAD' ? { ...instead, body: '' } : instead);
      return;
    }
    const collection = this.model.collections.find(this.order.collectionId);
    if (collection === null) {
      message.resume();
      send(response, backEndAnswer(rawPath));
      return;
    }
    try {
      await this.serve(
        collection,
        { message, response, rawPath, isDownload: url.slice(cut).includes('download') },
        fault,
      );
    } catch (thrown) {
      if (message.socket.destroyed) return;
      const answer = refusalOf(thrown, collection, rawPath, this.model.doubts);
      if (answer === null) throw thrown;
      if (!message.complete) {
        response.setHeader('connection', 'close');
        message.resume();
      }
      send(response, method === 'HEAD' ? { ...answer, body: '' } : answer);
    }
  }

  private async serve(collection: Collection, call: Call, fault: FaultOrder | null): Promise<void> {
    const { message, response } = call;
    const path = this.pathOf(collection, call.rawPath);
    const method = message.method ?? 'GET';
    const isWrite = method === 'PUT' || method === 'DELETE';
    this.authorize(collection, message, path, isWrite ? 'rw' : 'r');
    let answer: Answer;
    switch (method) {
      case 'GET':
      case 'HEAD':
        await this.download(collection, path, call, fault);
        return;
      case 'PUT':
        answer = await this.upload(collection, path, message, fault);
        break;
      case 'DELETE':
        answer = this.remove(collection, path);
        break;
      default:
        answer = methodAnswer();
    }
    if (fault?.kind === 'lostAnswer') response.socket?.destroy();
    else send(response, answer);
  }

  /** The collection path, with each part decoded. Nothing in it may lead to another folder than it shows. */
  private pathOf(collection: Collection, rawPath: string): string {
    let parts: readonly string[];
    try {
      parts = rawPath.split('/').map((part) => decodeURIComponent(part));
    } catch {
      throw new HttpsRefusal(badPathAnswer());
    }
    const isHarmless = rawPath.startsWith('/') && parts.every((part) => !/[/\0]/.test(part) && part !== '..');
    if (!isHarmless) throw new HttpsRefusal(badPathAnswer());
    return normalPath(collection, parts.join('/'));
  }

  private authorize(collection: Collection, message: IncomingMessage, path: string, need: 'r' | 'rw'): void {
    const { auth, access, clock, doubts } = this.model;
    const bearer = /^Bearer +(\S+)$/i.exec(message.headers.authorization ?? '')?.[1];
    const token = bearer === undefined ? null : auth.liveToken(bearer);
    const isGood = token?.resourceServer === collection.id && token.scopes.includes(httpsScope(collection.id));
    if (token === null || !isGood) {
      if (bearer === undefined && need === 'r' && isOpenToAll(collection, path, clock.nowMs())) return;
      const isScript = message.headers['x-requested-with'] !== undefined;
      throw new HttpsRefusal(signInAnswer(isScript, doubts));
    }
    if (hasDataAccess(collection) && !auth.hasConsent(token.identityId, dataAccessScope(collection.id))) {
      throw new GlobusError(403, 'ConsentRequired', 'Missing required data_access consent');
    }
    access.usable(token.identityId, collection.id);
    if (!access.allows(token.identityId, collection, path, need)) {
      throw new HttpsRefusal(deniedAnswer(403, 'PermissionDenied', 'Path not allowed', doubts));
    }
  }

  private async upload(
    collection: Collection,
    path: string,
    message: IncomingMessage,
    fault: FaultOrder | null,
  ): Promise<Answer> {
    const announced = Number(message.headers['content-length'] ?? 2);
    const stopAfterBytes = fault?.kind === 'truncated' ? Math.floor(announced / 2) : null;
    try {
      await new Upload(this.model, collection, path).receive(message, stopAfterBytes);
    } catch (thrown) {
      if (stopAfterBytes !== null) message.socket.destroy();
      throw thrown;
    }
    return { status: 200, headers: {}, body: '' };
  }

  private remove(collection: Collection, path: string): Answer {
    const local = new Jail(collection, this.model).entry(path);
    const fact = this.model.disk.lstat(local);
    if (fact === null) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    if (fact.kind === 'dir') throw new HttpsRefusal(folderAnswer());
    this.model.disk.remove(local);
    return { status: Number(this.model.doubts.httpsDeleteStatus), headers: {}, body: '' };
  }

  private fileAt(collection: Collection, path: string): { local: string; fact: FileFact } {
    const local = new Jail(collection, this.model).target(path);
    const fact = this.model.disk.lstat(local);
    if (fact === null) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    if (fact.kind !== 'file') throw new HttpsRefusal(folderAnswer());
    return { local, fact };
  }

  private async download(collection: Collection, path: string, call: Call, fault: FaultOrder | null): Promise<void> {
    const { message, response } = call;
    const { local, fact } = this.fileAt(collection, path);
    const ranges = rangesOf(message.headers.range, fact.sizeBytes);
    if (ranges === 'refused') throw new HttpsRefusal(rangeAnswer());
    const headers: Record<string, string> = {
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      ...(call.isDownload ? { 'content-disposition': 'attachment' } : {}),
    };
    const pieces = piecesOf(ranges, fact.sizeBytes, this.model.random.text(20), headers);
    const bytes = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
    response.writeHead(ranges === null ? 200 : 206, { ...headers, 'content-length': String(bytes) });
    if (message.method === 'HEAD') {
      response.end();
      return;
    }
    const stopAfterBytes = fault?.kind === 'truncated' || fault?.kind === 'lostAnswer' ? Math.floor(bytes / 2) : bytes;
    await this.write(local, pieces, stopAfterBytes, response);
    if (stopAfterBytes < bytes) response.socket?.destroy();
    else response.end();
  }

  private async write(local: string, pieces: readonly Piece[], most: number, response: ServerResponse): Promise<void> {
    const file = this.model.disk.openRead(local);
    try {
      let left = most;
      for (const piece of pieces) {
        const end = lengthOf(piece);
        for (let done = 0; done < end && left > 0;) {
          const want = Math.min(pieceBytes, end - done, left);
          const buffer = typeof piece === 'string' ? Buffer.from(piece) : Buffer.alloc(want);
          const count = typeof piece === 'string' ? buffer.length : file.read(buffer, piece.from + done);
          if (count === 0 || response.destroyed) return;
          const isRoom = response.write(buffer.subarray(0, Math.min(count, left)));
          done += count;
          left -= count;
          if (!isRoom) await drained(response);
        }
      }
    } finally {
      file.close();
    }
  }
}

interface Call {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly rawPath: string;
  readonly isDownload: boolean;
}

/** What a body is made of: text between the parts, and bytes of the file. */
type Piece = string | ByteRange;
const lengthOf = (piece: Piece): number =>
  typeof piece === 'string' ? Buffer.byteLength(piece) : piece.to - piece.from + 1;

/** The body for the asked ranges; puts the headers that belong to it into `headers`. */
function piecesOf(
  ranges: readonly ByteRange[] | null,
  sizeBytes: number,
  boundary: string,
  headers: Record<string, string>,
): readonly Piece[] {
  const [first, ...others] = ranges ?? [];
  if (first === undefined) return [{ from: 0, to: sizeBytes - 1 }];
  if (others.length === 0) {
    headers['content-range'] = contentRange(first);
    return [first];
  }
  headers['content-type'] = `multipart/byteranges; boundary=${boundary}`;
  const parts = [first, ...others].flatMap((range): Piece[] => [
    `\r\n--${boundary}\r\nContent-Type: application/octet-stream\r\nContent-Range: ${contentRange(range)}\r\n\r\n`,
    range,
  ]);
  return [...parts, `\r\n--${boundary}--\r\n`];
}

/** Resolves when more can be written, or nobody listens any more. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });

const isOpenToAll = (collection: Collection, path: string, nowMs: number): boolean =>
  isGuest(collection) &&
  collection.rules.some(
    (rule) =>
      rule.principalType === 'anonymous' &&
      isBelow(rule.path, path) &&
      (rule.expirationDate === null || Date.parse(rule.expirationDate) > nowMs),
  );

function standIn(fault: FaultOrder | null): Answer | null {
  const retryAfter: Record<string, string> =
    fault?.retryAfterS === undefined ? {} : { 'retry-after': String(fault.retryAfterS) };
  switch (fault?.kind) {
    case 'loginPage':
      return loginPage();
    case 'rateLimited':
      return htmlAnswer(429, '429 Too Many Requests', retryAfter);
    case 'unavailableHtml':
      return htmlAnswer(503, '503 Service Temporarily Unavailable', retryAfter);
    case 'serverError':
      return htmlAnswer(fault.status ?? 500, fault.code ?? 'Internal Server Error');
    default:
      return null;
  }
}

function send(response: ServerResponse, answer: Answer): void {
  const body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body);
  response.writeHead(answer.status, { 'content-length': String(body.length), ...answer.headers });
  response.end(body);
}

export const hasHttpsDoor = (collection: Collection): boolean =>
  collection.entityType === 'GCSv5_mapped_collection' || collection.entityType === 'GCSv5_guest_collection';
