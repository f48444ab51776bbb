import { type IncomingMessage } from 'node:http';
import { GlobusError } from '../model/globus-error';

/** One request, with its path taken apart and its body read. */
export interface Exchange {
  readonly method: string;
  /** The path as sent, without query. */
  readonly path: string;
  /** Decoded parts of the path; an encoded slash stays inside its part. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A larger body is refused before it is read to its end. */
const largestBodyBytes = 256 * 1024 * 1024;

export const jsonAnswer = (status: number, document: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(document),
});

export const htmlAnswer = (status: number, title: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
});

/** Reads a request. Throws a 400 or 413 GlobusError when path, query or body cannot be understood. */
export async function readExchange(message: IncomingMessage): Promise<Exchange> {
  const body = await readBody(message);
  return exchangeOf(message.method ?? 'GET', message.url ?? '/', message.headers, body);
}

/** `target` is the path with its query; names of headers are in lower case. Throws a 400 GlobusError for a bad path. */
export function exchangeOf(method: string, target: string, headers: Exchange['headers'], body: Buffer): Exchange {
  const cut = target.indexOf('?');
  const path = cut < 0 ? target : target.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1));
  return { method, path, segments: decodeSegments(path), query, headers, body };
}

function decodeSegments(path: string): readonly string[] {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map((part) => decodeURIComponent(part));
  } catch {
    throw new GlobusError(400, 'ClientError.BadRequest', 'The path of the request is not valid percent-encoding');
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of message) {
    if (!Buffer.isBuffer(part)) continue;
    bytes += part.length;
    if (bytes > largestBodyBytes) throw new GlobusError(413, 'ClientError.RequestTooLarge', 'The request is too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The JSON object in the body. Throws 400 when there is none. */
export function jsonBody(exchange: Exchange): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(exchange.body));
  } catch {
    throw new GlobusError(400, 'ClientError.BadRequest', 'The body is not valid JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new GlobusError(400, 'ClientError.BadRequest', 'The body must be a JSON object');
  }
  return parsed as Record<string, unknown>;
}

export const bearerOf = (exchange: Exchange): string | null =>
  /^Bearer +(\S+)$/i.exec(exchange.headers.authorization ?? '')?.[1] ?? null;
