import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Answer, type Exchange, jsonAnswer, readExchange } from './exchange';
import { type FaultOrder } from './faults';

/** A server on 127.0.0.1 that can break its own connections. */
export interface Listener {
  readonly url: string;
  stop(): Promise<void>;
}

/** How requests are answered, whatever brings them. */
export interface Serving {
  /** Answers a request. What it throws becomes an answer through `onError`. */
  readonly answer: (exchange: Exchange) => Answer;
  readonly onError: (thrown: unknown, path: string) => Answer;
  /** The fault for this request, if any, and the answers that stand in for the service. */
  readonly faultFor?: (exchange: Exchange) => FaultOrder | null;
  readonly standIn?: (fault: FaultOrder, exchange: Exchange) => Answer | null;
  /** Milliseconds for the Date header. */
  readonly nowMs: () => number;
}

export interface ListenerOrder extends Serving {
  /** 0 = any free port. */
  readonly port: number;
}

/** The answer to a request that `fault` hits; null when its connection breaks before any work. */
export function answerTo(serving: Serving, exchange: Exchange, fault: FaultOrder | null): Answer | null {
  if (fault?.kind === 'reset') return null;
  const instead = fault === null ? null : (serving.standIn?.(fault, exchange) ?? null);
  if (instead !== null) return instead;
  try {
    return serving.answer(exchange);
  } catch (thrown) {
    return serving.onError(thrown, exchange.path);
  }
}

/** Headers of an answer as it leaves. */
export function headersOf(answer: Answer, bodyBytes: number, nowMs: number): Record<string, string> {
  return { date: new Date(nowMs).toUTCString(), 'content-length': String(bodyBytes), ...answer.headers };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function startListener(order: ListenerOrder): Promise<Listener> {
  return serveOnLoopback(order.port, (message, response) => {
    const path = (message.url ?? '/').split('?')[0] ?? '/';
    const handle = async (): Promise<void> => {
      let exchange: Exchange;
      try {
        exchange = await readExchange(message);
      } catch (thrown) {
        if (!message.destroyed || message.complete) send(response, order.onError(thrown, path), null, order.nowMs());
        return;
      }
      await respond(order, exchange, response);
    };
    handle().catch(() => response.destroy());
  });
}

/** Listens on 127.0.0.1; port 0 = any free one. */
export async function serveOnLoopback(
  wantedPort: number,
  handle: (message: IncomingMessage, response: ServerResponse) => void,
): Promise<Listener> {
  const server = createServer(handle);
  server.keepAliveTimeout = 30_000;
  await listen(server, wantedPort);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function respond(order: ListenerOrder, exchange: Exchange, response: ServerResponse): Promise<void> {
  const fault = order.faultFor?.(exchange) ?? null;
  if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
  else if (fault?.kind === 'slow') await sleep(1000);
  const answer = answerTo(order, exchange, fault);
  if (answer === null) response.socket?.resetAndDestroy();
  else send(response, exchange.method === 'HEAD' ? { ...answer, body: '' } : answer, fault, order.nowMs());
}

function send(response: ServerResponse, answer: Answer, fault: FaultOrder | null, nowMs: number): void {
  if (fault?.kind === 'lostAnswer') {
    response.socket?.destroy();
    return;
  }
  const body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body);
  response.writeHead(answer.status, headersOf(answer, body.length, nowMs));
  if (fault?.kind !== 'truncated') {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

/** The last resort for what is no refusal: a plain 500 without any detail of the program. */
export const internalError = (): Answer =>
  jsonAnswer(500, { code: 'InternalServerError', message: 'The service had an internal error' });
