import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { sessionBusSocket } from '../../../../main/shell/dbus/address';
import { encodeCall, encodeSignal, takeMessage } from '../../../../main/shell/dbus/wire';

/** Another implementation of the format, which knows nothing of ours. */
interface Other {
  marshall(message: object): Buffer;
  unmarshall(bytes: Buffer): Record<string, unknown>;
}
const other = createRequire(import.meta.url)('@homebridge/dbus-native/lib/message.js') as Other;

const call = {
  serial: 7,
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'AddMatch',
};

describe('a call', () => {
  it.each([[["type='signal'"]], [['a', 'bc']], [['größer', '']]])('with %o is read alike by others', (strings) => {
    const read = other.unmarshall(encodeCall({ ...call, strings }));
    expect(read).toMatchObject({
      serial: 7,
      type: 1,
      destination: call.destination,
      path: call.path,
      interface: call.interface,
      member: call.member,
    });
    expect(read['body'] ?? []).toEqual(strings);
  });
});

describe('a signal', () => {
  it.each([
    ['a', { count: 3, 'count-visible': true }],
    ['application://slipway.desktop', { count: 2 ** 40, 'count-visible': false }],
    ['größer', {}],
  ])('about %s with %o is read alike by others', (subject, table) => {
    const named = { path: '/a/b', interface: 'org.example.Launcher', member: 'Update' };
    const read = other.unmarshall(encodeSignal({ ...named, serial: 9, subject, table }));
    expect(read).toMatchObject({ serial: 9, type: 4, ...named, signature: 'sa{sv}' });
    const [about, entries] = read['body'] as [string, [string, [unknown, [unknown]]][]];
    expect(about).toBe(subject);
    expect(Object.fromEntries(entries.map(([name, [, [value]]]) => [name, value]))).toEqual(table);
  });
});

describe('a message of others', () => {
  const signal = {
    type: 4,
    serial: 3,
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'NameOwnerChanged',
    signature: 'sss',
    body: ['org.kde.StatusNotifierWatcher', '', ':1.5'],
  };
  const answer = { type: 2, serial: 4, replySerial: 7, signature: 'v', body: [['b', true]] };

  it('is a signal with its names and values', () => {
    expect(takeMessage(other.marshall(signal))?.message).toEqual({
      kind: 'signal',
      answerTo: null,
      interface: 'org.freedesktop.DBus',
      member: 'NameOwnerChanged',
      values: ['org.kde.StatusNotifierWatcher', '', ':1.5'],
    });
  });

  it.each([
    ['b', true, true],
    ['u', 4, 4],
    ['s', 'x', 'x'],
    ['v', ['b', true], true],
    ['v', ['s', 'x'], 'x'],
  ])('is an answer with a value of type %s', (signature, sent, read) => {
    expect(takeMessage(other.marshall({ ...answer, signature, body: [sent] }))?.message).toMatchObject({
      kind: 'answer',
      answerTo: 7,
      values: [read],
    });
  });

  it('is read up to the first value that we have no use for', () => {
    const sent = { ...answer, signature: 'sas', body: ['first', ['list']] };
    expect(takeMessage(other.marshall(sent))?.message.values).toEqual(['first']);
  });

  it('is taken off piece by piece, however the bytes arrive', () => {
    const bytes = Buffer.concat([other.marshall(signal), other.marshall(answer)]);
    let received = Buffer.alloc(0) as Buffer;
    const kinds: string[] = [];
    for (const byte of bytes) {
      received = Buffer.concat([received, Buffer.of(byte)]);
      const taken = takeMessage(received);
      if (taken === null) continue;
      received = taken.rest;
      kinds.push(taken.message.kind);
    }
    expect(kinds).toEqual(['signal', 'answer']);
    expect(received).toHaveLength(0);
  });

  it('is refused when it is none, or larger than any that we asked for', () => {
    expect(() => takeMessage(Buffer.from('HTTP/1.1 400 Bad Request'))).toThrow(RangeError);
    const huge = Buffer.from(other.marshall(signal));
    huge.writeUInt32LE(2 ** 31, 4);
    expect(() => takeMessage(huge)).toThrow('more than a megabyte');
    const lying = Buffer.from(other.marshall(signal));
    lying.writeUInt32LE(5000, 20); // a length inside the header
    expect(() => takeMessage(lying)).toThrow(RangeError);
  });
});

it.each([
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, '/run/user/1000/bus'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/a%20b,guid=12' }, '/tmp/a b'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-x,guid=12' }, '\0/tmp/dbus-x'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=localhost,port=1;unix:path=/x' }, '/x'],
  [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=%zz' }, null],
  [{ DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }, null],
  [{ DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '/run/user/5' }, '/run/user/5/bus'],
  [{}, null],
])('the session bus of %o is at %o', (env, socket) => {
  expect(sessionBusSocket(env)).toBe(socket);
});
