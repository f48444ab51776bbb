/**
 * Start at login: a switch of the system on Windows and macOS, an autostart entry on Linux. Started so, the app opens no
 * window of its own.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { App } from 'electron';

/** The argument that login adds. */
export const backgroundArgument = '--background';

export interface LoginItem {
  readonly isOn: () => Promise<boolean>;
  readonly set: (on: boolean) => Promise<void>;
}

/** Pure. Whether this start was made by the system and no window was asked for. */
export function startsInBackground(args: readonly string[], wasOpenedAtLogin: boolean): boolean {
  return wasOpenedAtLogin || args.includes(backgroundArgument);
}

/** @param program absolute path of what to start; inside an AppImage, that of the image (`APPIMAGE`). */
export function loginItem(
  platform: NodeJS.Platform,
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  linux: { readonly configFolder: string; readonly program: string },
): LoginItem {
  if (platform === 'linux') return autostart(join(linux.configFolder, 'autostart', 'slipway.desktop'), linux.program);
  const args = [backgroundArgument];
  return {
    isOn: () => Promise.resolve(app.getLoginItemSettings({ args }).openAtLogin),
    set: (on) => {
      app.setLoginItemSettings({ openAtLogin: on, args });
      return Promise.resolve();
    },
  };
}

/** `$XDG_CONFIG_HOME`, or `.config` in the home folder. Source: XDG Base Directory Specification. */
export function configFolderOf(env: Readonly<Record<string, string | undefined>>, homeFolder: string): string {
  const named = env['XDG_CONFIG_HOME'];
  return named !== undefined && named.startsWith('/') ? named : join(homeFolder, '.config');
}

/** @param file absolute path of the entry. */
export function autostart(file: string, program: string): LoginItem {
  return {
    isOn: async () => {
      try {
        return isEntryOn(await readFile(file, 'utf8'));
      } catch {
        return false; // no entry, or none that the desktop could read either
      }
    },
    set: async (on) => {
      if (!on) {
        await rm(file, { force: true });
        return;
      }
      await mkdir(dirname(file), { recursive: true });
      const unfinished = `${file}.new`; // half an entry at login would start nothing
      await writeFile(unfinished, autostartEntry(program));
      await rename(unfinished, file);
    },
  };
}

/** Pure. Desktops have switches of their own, which write into the same entry. */
export function isEntryOn(entry: string): boolean {
  const lines = entry.split('\n').map((line) =>
    line
      .replace(/\s*=\s*/, '=')
      .trim()
      .toLowerCase(),
  );
  return !lines.includes('hidden=true') && !lines.includes('x-gnome-autostart-enabled=false');
}

/** Pure. Source: Desktop Entry Specification 1.5. */
export function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Slipway',
    'Comment=Pushes finished instrument data to a Globus collection',
    'Comment[de]=Schickt fertige Gerätedaten an eine Globus-Sammlung',
    `Exec=${quotedForExec(program)} ${backgroundArgument}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Quoted for the Exec rule, then its backslashes doubled again for the rule of all string values; `%` is a field code. */
function quotedForExec(program: string): string {
  const quoted = program.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${quoted.replaceAll('\\', '\\\\')}"`;
}
