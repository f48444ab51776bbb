/**
 * The page's own scheme. `app://slipway/` shows the files of one folder and nothing else: a `file://` page could read
 * the whole disk, this one cannot.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import type { Protocol } from 'electron';

const scheme = 'app';
const host = 'slipway';
/** Where the page lives; also the only sender that `main/ipc` listens to. */
export const appOrigin = `${scheme}://${host}`;

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Refused in the page already, before the permission fences are asked: on the oldest engine a mere question for a USB
 * device can end the whole app.
 */
export const permissionsPolicy = [
  'accelerometer',
  'bluetooth',
  'camera',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'window-management',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** What the renderer is built of. Anything else in its folder (source maps, notes) is not for the page. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Letters, digits, `_`, `-` and inner dots: no `..`, no `%2f`, no NUL, no drive or stream of Windows can be spelt. */
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** The names below the page's folder that an address means, or null when it means nothing there. Pure. */
export function namesIn(address: string): readonly string[] | null {
  const start = `${appOrigin}/`;
  if (!address.startsWith(start)) return null;
  const path = address.slice(start.length).split(/[?#]/, 1)[0] ?? '';
  const names = path === '' ? ['index.html'] : path.split('/');
  return names.every((name) => plainName.test(name)) ? names : null;
}

/**
 * @param folder absolute path of the built renderer. Answers 404 to whatever is not a plain file inside it. Three small
 *   files for each window, read at once: at a start the threads that read files for Node are late.
 */
export function answerFrom(folder: string, request: { method: string; url: string }): Response {
  const names = request.method === 'GET' ? namesIn(request.url) : null;
  const type = names === null ? undefined : contentTypes[extname(names.at(-1) ?? '').toLowerCase()];
  if (names === null || type === undefined) return reply(404, 'text/plain; charset=utf-8', 'Not found');
  try {
    const root = realpathSync(folder);
    const file = realpathSync(join(root, ...names)); // a link that leads out of the folder shows its true place here
    if (!file.startsWith(root + sep)) return reply(404, 'text/plain; charset=utf-8', 'Not found');
    return reply(200, type, new Uint8Array(readFileSync(file)));
  } catch {
    return reply(404, 'text/plain; charset=utf-8', 'Not found'); // the page needs to know no more than that
  }
}

function reply(status: number, type: string, body: string | Uint8Array<ArrayBuffer>): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy,
      'permissions-policy': permissionsPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-cache',
    },
  });
}

/** Before `ready`: makes `app:` a secure origin of its own, with none of the privileges that weaken one. */
export function declareAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** After `ready`, on the session of the window. */
export function serveAppScheme(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(scheme, (request) => answerFrom(folder, request));
}
