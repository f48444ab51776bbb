import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { fenceContents, fenceRequests, fenceSession } from '../../../main/shell/fences';

/** Stands for what Electron hands over: keeps the listeners and handlers that were set. */
class Emitter extends EventEmitter {
  readonly handlers = new Map<string, (...asked: unknown[]) => unknown>();
  keep(name: string): (handler: unknown) => void {
    return (handler) => {
      if (typeof handler === 'function') this.handlers.set(name, handler as (...asked: unknown[]) => unknown);
    };
  }
  ask(name: string, ...asked: unknown[]): unknown {
    const handler = this.handlers.get(name);
    if (handler === undefined) throw new Error(`${name} was never set`);
    return handler(...asked);
  }
}

class Stopper {
  isStopped = false;
  url = 'https://example.org/';
  preventDefault(): void {
    this.isStopped = true;
  }
}

describe('a page', () => {
  const fenced = (): { contents: Emitter; refused: string[] } => {
    const contents = new Emitter();
    const refused: string[] = [];
    fenceContents(
      Object.assign(contents, { setWindowOpenHandler: contents.keep('open') }) as Emitter &
        Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
      (what) => refused.push(what),
    );
    return { contents, refused };
  };

  it.each([
    ['will-navigate', 'navigation'],
    ['will-frame-navigate', 'navigation of a frame'],
    ['will-redirect', 'redirect'],
    ['will-attach-webview', 'webview'],
  ])('cannot cause %s', (event, what) => {
    const { contents, refused } = fenced();
    const stopper = new Stopper();
    contents.emit(event, stopper, event === 'will-attach-webview' ? {} : stopper.url, { src: stopper.url });
    expect(stopper.isStopped).toBe(true);
    expect(refused).toEqual([what]);
  });

  it('cannot open a window', () => {
    expect(fenced().contents.ask('open', { url: 'https://app.globus.org/' })).toEqual({ action: 'deny' });
  });
});

describe('a session', () => {
  const fenced = (): Emitter => {
    const session = new Emitter();
    const names = [
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'setBluetoothPairingHandler',
      'setDisplayMediaRequestHandler',
    ];
    const setters = Object.fromEntries(names.map((name) => [name, session.keep(name)]));
    fenceSession(Object.assign(session, setters) as unknown as Session, () => undefined); // the part of it that is fenced
    return session;
  };

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'fullscreen', 'openExternal'])(
    'refuses the permission %s, asked for or looked up',
    (permission) => {
      const session = fenced();
      const answers: unknown[] = [];
      session.ask('setPermissionRequestHandler', {}, permission, (granted: unknown) => answers.push(granted), {
        requestingUrl: 'app://slipway/',
      });
      expect(answers).toEqual([false]);
      expect(session.ask('setPermissionCheckHandler', {}, permission)).toBe(false);
    },
  );

  it('refuses devices and pairing', () => {
    const session = fenced();
    const answers: unknown[] = [];
    expect(session.ask('setDevicePermissionHandler', {})).toBe(false);
    session.ask('setBluetoothPairingHandler', {}, (answer: unknown) => answers.push(answer));
    expect(answers).toEqual([{ confirmed: false }]);
  });

  it('refuses downloads', () => {
    const stopper = new Stopper();
    fenced().emit('will-download', stopper, { getURL: () => 'https://example.org/x.exe' });
    expect(stopper.isStopped).toBe(true);
  });
});

it.each([
  ['app://slipway/index.html', false],
  ['devtools://devtools/bundled/index.html', false],
  ['https://app.globus.org/', true],
  ['http://127.0.0.1:8080/', true],
  ['file:///etc/hostname', true],
  ['app://slipway.example/', true],
  ['ws://127.0.0.1/', true],
])('a request of the window for %s is stopped: %s', (url, isStopped) => {
  const emitter = new Emitter();
  const webRequest = { onBeforeRequest: emitter.keep('before') };
  fenceRequests({ webRequest } as unknown as Session, 'app://slipway', () => undefined); // the part of it that is fenced
  const answers: unknown[] = [];
  emitter.ask('before', { url }, (answer: unknown) => answers.push(answer));
  expect(answers).toEqual([{ cancel: isStopped }]);
});
