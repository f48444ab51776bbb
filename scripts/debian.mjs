import { ask } from './children.mjs';

/** What Electron links against or opens at run time (ldd of its executable, and libsecret for the keychain). */
const windowPackages = [
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcairo2',
  'libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libgbm1',
  'libglib2.0-0',
  'libgtk-3-0',
  'libnotify4',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libsecret-1-0',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
  'libxss1',
];

/** A screen, a session bus and a keyring of our own; fonts, because a picture of a window without letters says nothing. */
const virtualScreenPackages = ['dbus', 'dbus-x11', 'fonts-dejavu-core', 'gnome-keyring', 'xauth', 'xvfb'];

/** A modern browser for accessibility and pictures, and a panel that others wrote to see our tray icon in. */
const testPackages = ['chromium', 'imagemagick', 'xfce4-panel', 'xfconf'];

export function systemPackages({ virtualScreen, tests }) {
  return [...windowPackages, ...(virtualScreen ? virtualScreenPackages : []), ...(tests ? testPackages : [])];
}

/** Which of these packages are not installed; none where the system is not Debian's kind. Newer releases add `t64` to some names. */
export async function missingPackages(names) {
  const list = await ask('dpkg-query', ['-W', '-f', '${db:Status-Status} ${Package}\n']);
  if (list === null) return [];
  const installed = new Set(
    list
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .map((line) => line.slice('installed '.length)),
  );
  const missing = names.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
  return Promise.all(missing.map(async (name) => ((await isKnown(`${name}t64`)) ? `${name}t64` : name)));
}

async function isKnown(name) {
  return (await ask('apt-cache', ['show', name])) !== null;
}
