import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sessionBusSocket } from '../../../main/shell/dbus/address';
import { needsNewIcon, type TrayHost, watchTrayHost } from '../../../main/shell/tray-host';
import { hasBusDaemon, startBus } from './dbus/real-bus';
import { TrayDesktop } from './dbus/tray-desktop';

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

function watch(socket: string | null, userId = process.getuid?.() ?? 0): TrayHost[] {
  const told: TrayHost[] = [];
  endings.push(watchTrayHost(socket, userId, (host) => told.push(host)));
  return told;
}
const becomes = (told: readonly TrayHost[], expected: readonly TrayHost[]): Promise<void> =>
  vi.waitFor(() => expect(told).toEqual(expected), { timeout: 15_000, interval: 10 });

if (!hasBusDaemon) console.log('skipped: there is no dbus-daemon here to play the session bus');
describe.skipIf(!hasBusDaemon)('on a real session bus', () => {
  const bus = async (): Promise<{ address: string; socket: string | null; stop: () => void }> => {
    const started = await startBus();
    endings.push(started.stop);
    return { ...started, socket: sessionBusSocket({ DBUS_SESSION_BUS_ADDRESS: started.address }) };
  };

  it('tells a desktop that is there', async () => {
    const { address, socket } = await bus();
    await TrayDesktop.appear(address);
    await becomes(watch(socket), ['present']);
  });

  it('tells a desktop that comes late, goes, and comes again', async () => {
    const { address, socket } = await bus();
    const told = watch(socket);
    await becomes(told, ['absent']);
    const desktop = await TrayDesktop.appear(address);
    await becomes(told, ['absent', 'present']);
    desktop.vanish();
    await becomes(told, ['absent', 'present', 'absent']);
    await TrayDesktop.appear(address);
    await becomes(told, ['absent', 'present', 'absent', 'present']);
  });

  it('does not take a service without anybody to show the icon for a tray, until somebody joins', async () => {
    const { address, socket } = await bus();
    const desktop = await TrayDesktop.appear(address, false);
    const told = watch(socket);
    await becomes(told, ['absent']);
    desktop.hostJoins();
    await becomes(told, ['absent', 'present']);
  });

  it('says unknown when the bus goes away', async () => {
    const { socket, stop } = await bus();
    const told = watch(socket);
    await becomes(told, ['absent']);
    stop();
    await becomes(told, ['absent', 'unknown']);
  });

  it('says unknown when the bus does not let it in', async () => {
    const { socket } = await bus();
    await becomes(watch(socket, 4_000_000), ['unknown']);
  });
});

it('says unknown without a bus, with a socket that is not there, and with one that talks nonsense', async () => {
  await becomes(watch(null), ['unknown']);
  await becomes(watch('/nowhere/at/all'), ['unknown']);
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bus-'));
  for (const nonsense of ['HTTP/1.1 400\r\n\r\n', 'OK 1\r\nHTTP/1.1 400 Bad Request\r\n\r\n']) {
    const path = join(folder, `bus-${nonsense.length}`);
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(nonsense);
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    endings.push(() => server.close());
    await becomes(watch(path), ['unknown']);
  }
  await rm(folder, { recursive: true, force: true });
});

it.each<[TrayHost, TrayHost, boolean]>([
  ['absent', 'present', true],
  ['unknown', 'present', true],
  ['present', 'present', false],
  ['present', 'absent', false],
  ['absent', 'unknown', false],
])('an icon made with the host %s is made anew when it is %s: %s', (made, now, isNew) => {
  expect(needsNewIcon(made, now)).toBe(isNew);
});
