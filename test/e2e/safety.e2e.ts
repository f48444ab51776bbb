/** What the page may not do, tried in a real window; each rule is tried from inside the page, as an attacker would. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calls } from '../../preload/contract';
import { contentSecurityPolicy } from '../../main/shell/app-scheme';
import { buildShellApp, outside, testEnv } from './shell-app/shell-app';
import { type Program, RunningApp, packagedApp } from './support/app';

let folder = '';
let shell: Program;
let server: Server;
/** Whatever reached the web server of the test: nothing ever must. */
const visits: string[] = [];
let web = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-safety-'));
  const program = join(folder, 'app');
  await mkdir(program);
  shell = await buildShellApp(program);
  server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const isPackaged = process.env.SLIPWAY_PACKAGED !== undefined || existsSync('out/linux-unpacked/slipway');
if (!isPackaged) console.log('skipped for the packaged app: there is none; run "npm run package" first');
const programs = [
  { name: 'the shell alone', program: () => shell, isShell: true },
  ...(isPackaged ? [{ name: 'the packaged app', program: packagedApp, isShell: false }] : []),
];

describe.each(programs)('$name', ({ program, isShell }) => {
  let app: RunningApp;
  beforeAll(async () => {
    const dataFolder = join(folder, isShell ? 'data-shell' : 'data-packaged');
    app = await RunningApp.launch(dataFolder, { program: program(), env: testEnv });
    await app.window.waitForLoadState();
  });
  afterAll(() => app.stop());

  const inPage = <T>(script: string): Promise<T> => app.window.evaluate(script) as Promise<T>;
  const pageCount = (): Promise<number> =>
    app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);

  it('shows its own page, under its own name', async () => {
    expect(app.window.url()).toMatch(/^app:\/\/slipway\/index\.html/);
    const titles = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((w) => w.getTitle()),
    );
    expect(titles).toEqual(['Slipway']);
  });

  it('runs the page in a sandbox, apart from the bridge, with web security', async () => {
    const [preferences] = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => {
        const contents: object = each.webContents;
        return (contents as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
      }),
    );
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    expect(preferences?.['webviewTag'] ?? false).toBe(false);
    expect(preferences?.['nodeIntegrationInSubFrames'] ?? false).toBe(false);
  });

  it('gives the page no Node and no Electron', async () => {
    const names = [
      'require',
      'module',
      'process',
      'Buffer',
      'global',
      '__dirname',
      'setImmediate',
      'electron',
      'ipcRenderer',
    ];
    expect(await inPage(`[${names.map((name) => `typeof ${name}`).join()}]`)).toEqual(names.map(() => 'undefined'));
  });

  it('gives the page one name of its own: the bridge, with the calls of the contract', async () => {
    const added = await inPage<string[]>(`(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      return Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && !/^\\d+$/.test(name));
    })()`);
    expect(added).toEqual(['slipway']);
    expect(await inPage('Object.keys(slipway).sort()')).toEqual(['calls', 'on']);
    expect((await inPage<string[]>('Object.keys(slipway.calls)')).sort()).toEqual(Object.keys(calls).sort());
  });

  it('hears no news but those of the contract', async () => {
    expect(
      await inPage(`(() => { try { slipway.on('no.such', () => 0); return 'heard' } catch { return 'refused' } })()`),
    ).toBe('refused');
  });

  it('sends the strict policy with its page', async () => {
    const header = `fetch('app://slipway/index.html').then((answer) => answer.headers.get('content-security-policy'))`;
    expect(await inPage(header)).toBe(contentSecurityPolicy);
  });

  it('runs no script that was put into the page', async () => {
    await inPage(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.wasRun = true">');
    })()`);
    await app.window.waitForTimeout(200);
    expect(await inPage('window.wasRun')).toBeUndefined();
    expect(
      await inPage(`new Promise((resolve) => {
      const script = document.createElement('script');
      script.src = 'data:text/javascript,window.wasRun=true';
      script.onerror = () => resolve('refused');
      script.onload = () => resolve('run');
      document.body.append(script);
    })`),
    ).toBe('refused');
  });

  it.each([
    'file:///etc/hostname',
    'WEB/fetch',
    'https://app.globus.org/',
    'app://other/index.html',
    'data:text/plain,x',
    'blob:app://slipway/x',
  ])('cannot fetch %s', async (address) => {
    const script = `fetch(${JSON.stringify(address.replace('WEB', web))}).then(() => 'fetched', () => 'refused')`;
    expect(await inPage(script)).toBe('refused');
  });

  it.each([
    ['image', `Object.assign(new Image(), { src: 'WEB/image' })`],
    ['web socket', `new WebSocket('WEB/socket'.replace('http', 'ws'))`],
    ['beacon', `navigator.sendBeacon('WEB/beacon', 'x')`],
    ['frame', `document.body.append(Object.assign(document.createElement('iframe'), { src: 'WEB/frame' }))`],
    [
      'style',
      `document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'WEB/style' }))`,
    ],
    ['worker', `new Worker(URL.createObjectURL(new Blob(['fetch("WEB/worker")'])))`],
    [
      'form',
      `(() => { const form = document.createElement('form'); form.action = 'WEB/form'; form.method = 'post'; document.body.append(form); form.submit(); })()`,
    ],
  ])('cannot reach the web by %s', async (_what, script) => {
    const before = visits.length;
    await inPage(`(() => { try { ${script.replaceAll('WEB', web)} } catch { return } })()`).catch(() => undefined);
    await app.window.waitForTimeout(250);
    expect(visits.slice(before)).toEqual([]);
    expect(app.window.url()).toMatch(/^app:\/\/slipway\/index\.html/);
  });

  it('cannot reach the web even without its policy: requests have a lock of their own', async () => {
    const session = await app.window.context().newCDPSession(app.window);
    await session.send('Page.setBypassCSP', { enabled: true });
    await app.window.reload();
    const before = visits.length;
    const isBypassed = `import('data:text/javascript,export default 1').then(() => true, () => false)`;
    expect(await inPage(isBypassed)).toBe(true); // the policy is really off
    expect(await inPage(`fetch('${web}/bypassed').then(() => 'fetched', () => 'refused')`)).toBe('refused');
    expect(visits.slice(before)).toEqual([]);
    await session.send('Page.setBypassCSP', { enabled: false });
    await app.window.reload();
    expect(await inPage(isBypassed)).toBe(false);
  });

  it.each(['WEB/gone', 'file:///etc/hostname', 'app://other/index.html', 'app://slipway/page.css', 'data:text/html,x'])(
    'stays where it is when told to go to %s',
    async (address) => {
      const before = app.window.url();
      await inPage(`void (location.href = ${JSON.stringify(address.replace('WEB', web))})`);
      await app.window.waitForTimeout(250);
      expect(app.window.url()).toBe(before);
      expect(await inPage('typeof slipway')).toBe('object');
    },
  );

  it.each(['WEB/window', 'about:blank', 'app://slipway/index.html', 'https://app.globus.org/'])(
    'opens no window at %s',
    async (address) => {
      const before = await pageCount();
      expect(await inPage(`window.open(${JSON.stringify(address.replace('WEB', web))}) === null`)).toBe(true);
      await inPage(`(() => {
        const link = Object.assign(document.createElement('a'), { href: ${JSON.stringify(address.replace('WEB', web))}, target: '_blank' });
        document.body.append(link);
        link.click();
        link.remove();
      })()`);
      await app.window.waitForTimeout(200);
      expect(await pageCount()).toBe(before);
    },
  );

  it('embeds nothing', async () => {
    const before = await pageCount();
    await inPage(`document.body.append(Object.assign(document.createElement('webview'), { src: '${web}/webview' }))`);
    await app.window.waitForTimeout(200);
    expect(await pageCount()).toBe(before);
  });

  it('downloads nothing', async () => {
    await app.electron.evaluate(({ BrowserWindow }) => {
      const seen: boolean[] = [];
      Object.assign(globalThis, { downloads: seen });
      for (const each of BrowserWindow.getAllWindows())
        each.webContents.session.on('will-download', (event) => seen.push(event.defaultPrevented));
    });
    await inPage(`(() => {
      const link = Object.assign(document.createElement('a'), { href: 'data:text/plain,x', download: 'x.txt' });
      document.body.append(link);
      link.click();
      link.remove();
    })()`);
    await app.window.waitForTimeout(300);
    const seen = await app.electron.evaluate(() => (globalThis as { downloads?: boolean[] }).downloads);
    expect(seen).toEqual([true]);
  });

  it.each(['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'clipboard-write'])(
    'has no permission for %s',
    async (name) => {
      const asked = `navigator.permissions.query({ name: '${name}' }).then(({ state }) => state, () => 'unknown')`;
      expect(await inPage(asked)).not.toBe('granted');
    },
  );

  it.each([
    [
      'the place',
      `new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('given'), () => resolve('refused')))`,
    ],
    ['the camera', `navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', () => 'refused')`],
    ['the screen', `navigator.mediaDevices.getDisplayMedia().then(() => 'given', () => 'refused')`],
    ['the clipboard', `navigator.clipboard.readText().then(() => 'given', () => 'refused')`],
    ['notices', `Notification.requestPermission().then((state) => (state === 'granted' ? 'given' : 'refused'))`],
    ['a serial port', `navigator.serial.requestPort().then(() => 'given', () => 'refused')`],
    ['a USB device', `navigator.usb.requestDevice({ filters: [] }).then(() => 'given', () => 'refused')`],
    [
      'a HID device',
      `navigator.hid.requestDevice({ filters: [] }).then((found) => (found.length > 0 ? 'given' : 'refused'), () => 'refused')`,
    ],
  ])('is not given %s', async (_what, script) => {
    expect(await inPage(`Promise.resolve().then(() => ${script}).catch(() => 'refused')`)).toBe('refused');
  });

  it.each([
    '../outside.js',
    'assets/../../outside.js',
    '%2e%2e/outside.js',
    '..%2foutside.js',
    '..%5coutside.js',
    'assets/..%2f..%2foutside.js',
    '/outside.js',
    'link.js',
    'index.html%00.js',
    '../package.json',
    '../main/main.cjs',
    '..%2fmain%2fmain.cjs',
    'assets',
    '.',
  ])('reads nothing at app://slipway/%s but its own page', async (path) => {
    const read = `async () => { const answer = await fetch('app://slipway/${path}'); return [answer.status, await answer.text()]; }`;
    const [status, text] = await inPage<[number, string]>(`(${read})().catch(() => [0, ''])`);
    // The engine itself takes `.` for the root, and no address with a NUL for an address.
    expect(status).toBe(path === '.' ? 200 : path.includes('%00') ? 0 : 404);
    expect(text).not.toContain(outside);
  });

  it('answers its own page, and refuses what is not asked as the contract says', async () => {
    expect(await inPage(`slipway.calls['link.open']({ link: 'file:///etc/passwd' })`)).toMatchObject({
      ok: false,
      problem: { code: 'input.wrong' },
    });
    expect(await inPage(`slipway.calls['status.read']({})`)).toMatchObject({ ok: true });
    expect(JSON.stringify(await inPage(`slipway.calls['status.read']({})`))).not.toContain('not for the page');
  });

  it('does not answer another window, even one with the same page and bridge', async () => {
    const appFolder = await app.electron.evaluate(({ app: running }) => running.getAppPath());
    const preload = join(appFolder, isShell ? 'bridge.cjs' : 'dist/preload/bridge.cjs');
    const answer = await app.electron.evaluate(async ({ BrowserWindow }, path) => {
      const preferences = { preload: path, partition: 'window', sandbox: true };
      const stranger = new BrowserWindow({ show: false, webPreferences: preferences });
      await stranger.loadURL('app://slipway/index.html');
      const answered: unknown = await stranger.webContents.executeJavaScript(
        `slipway.calls['status.read']({}).then(() => 'answered', (error) => error.message)`,
      );
      stranger.destroy();
      return answered;
    }, preload);
    expect(answer).toMatch(/Refused status\.read/);
  });
});

describe.each(programs)('$name, with a debugger on its command line', ({ program, isShell }) => {
  const start = (env: Record<string, string>): Promise<{ status: number | null; output: string }> => {
    const flags = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : [];
    const args = [
      ...flags,
      ...program().args,
      `--user-data-dir=${join(folder, isShell ? 'data-debugger-shell' : 'data-debugger')}`,
      '--remote-debugging-port=48123',
    ];
    const child = spawn(program().executable, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()));
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      child.once('exit', (status) => {
        clearTimeout(timer);
        resolve({ status, output });
      });
    });
  };
  const isOpen = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(48123, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });

  it.each([
    ['nothing else', {}],
    ['practice alone', { ...testEnv, SLIPWAY_TEST: '' }],
    ['the word "test" alone', { SLIPWAY_TEST: '1' }],
  ])('does not start with %s, and the port stays shut', async (_what, env) => {
    let wasOpen = false;
    const looking = setInterval(() => void isOpen().then((open) => (wasOpen ||= open)), 20);
    const { status, output } = await start(env);
    clearInterval(looking);
    expect(status).toBe(isShell ? 3 : 2);
    expect(output).toContain('remote-debugging-port');
    expect(wasOpen).toBe(false);
  });
});
