/** The sign of the app as files beside the built main script. Run when it is built. */
import { drawAppIcon } from './app-icon';
import { pngOf } from './png';

/** Electron finds the `@2x` of a file by itself. */
export const appIconFiles = [
  { name: 'app-icon.png', sizePx: 128 },
  { name: 'app-icon@2x.png', sizePx: 256 },
] as const;

/** @returns each file's name and its bytes. */
export function drawAppIconFiles(): readonly { readonly name: string; readonly png: Uint8Array }[] {
  return appIconFiles.map(({ name, sizePx }) => ({ name, png: pngOf(drawAppIcon(sizePx), sizePx, sizePx) }));
}
