/**
 * A listener on the session bus. A client of our own, because all that the app asks is "who is there?", and all that it
 * tells is one number: the packages on offer bring up to twenty others and a native part for that. Whatever goes wrong ends the listening, never the app.
 */
import { connect, type Socket } from 'node:net';
import { encodeCall, encodeSignal, type Message, type Signal, takeMessage, type Value } from './wire';

export interface Bus {
  /** Null: an error was the answer, or the bus is gone. */
  readonly call: (to: Omit<Parameters<typeof encodeCall>[0], 'serial'>) => Promise<readonly Value[] | null>;
  /** Heard by whoever listens; nobody answers. */
  readonly tell: (signal: Omit<Signal, 'serial'>) => void;
  readonly close: () => void;
}

interface Heard {
  readonly ready: (bus: Bus) => void;
  readonly signal: (message: Message) => void;
  /** Once, when the bus cannot be reached or is gone; not after `close`. */
  readonly gone: () => void;
}

export const busName = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** @param socketName for `net.connect`. @param userId of this process; the bus lets nobody else in. */
export function listenOnBus(socketName: string, userId: number, heard: Heard): () => void {
  const waiting = new Map<number, (values: readonly Value[] | null) => void>();
  let serial = 0;
  let received: Buffer = Buffer.alloc(0);
  let isIn = false;
  let isClosed = false;

  const end = (isGone: boolean): void => {
    if (isClosed) return;
    isClosed = true;
    socket?.destroy();
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
    if (isGone) heard.gone();
  };
  const call: Bus['call'] = (to) =>
    new Promise((resolve) => {
      if (isClosed || socket === null) {
        resolve(null);
        return;
      }
      serial += 1;
      waiting.set(serial, resolve);
      socket.write(encodeCall({ ...to, serial }));
    });
  const tell: Bus['tell'] = (signal) => {
    if (isClosed) return;
    serial += 1;
    socket?.write(encodeSignal({ ...signal, serial }));
  };
  const take = (message: Message): void => {
    if (message.kind === 'signal') heard.signal(message);
    if (message.answerTo === null) return;
    waiting.get(message.answerTo)?.(message.kind === 'answer' ? message.values : null);
    waiting.delete(message.answerTo);
  };
  const hear = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    if (!isIn) {
      const line = received.indexOf('\r\n');
      if (line < 0) return;
      if (!received.subarray(0, line).toString('latin1').startsWith('OK ')) throw new RangeError('the bus refused us');
      received = received.subarray(line + 2);
      isIn = true;
      socket?.write('BEGIN\r\n');
      void call({ ...busName, member: 'Hello', strings: [] }).then((answer) => {
        if (answer !== null) heard.ready({ call, tell, close: () => end(false) });
      });
    }
    for (let taken = takeMessage(received); taken !== null; taken = takeMessage(received)) {
      received = taken.rest;
      take(taken.message);
    }
  };

  const socket = open(socketName);
  if (socket === null) {
    queueMicrotask(() => end(true));
    return () => end(false);
  }
  socket.on('connect', () => socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(userId)).toString('hex')}\r\n`));
  socket.on('data', (chunk) => {
    try {
      hear(chunk);
    } catch {
      end(true); // not a bus that we understand
    }
  });
  socket.on('error', () => end(true));
  socket.on('close', () => end(true));
  return () => end(false);
}

function open(socketName: string): Socket | null {
  try {
    return connect(socketName).unref(); // the app does not stay up for it
  } catch {
    return null; // a name that this system cannot express
  }
}
