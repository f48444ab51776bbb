/** Drawn icons as Electron's images, in the pixels that the system will show. */
import { join } from 'node:path';
import { nativeImage, type NativeImage } from 'electron';
import { appIconFiles } from './app-icon-files';
import { drawBadge } from './badge-icon';
import { pngOf } from './png';
import { drawTrayIcon, type TrayIcon, trayPictures } from './tray-icon';

export function trayImage(icon: TrayIcon, platform: string, scale: number): NativeImage {
  const { style, points, scales } = trayPictures(platform, scale);
  const image = nativeImage.createEmpty();
  for (const scaleFactor of scales) {
    const sizePx = Math.round(points * scaleFactor);
    image.addRepresentation({ scaleFactor, buffer: pngOf(drawTrayIcon(icon, sizePx, style), sizePx, sizePx) });
  }
  image.setTemplateImage(style === 'template');
  return image;
}

/** @param count at least 1. */
export function badgeImage(count: number): NativeImage {
  const image = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const sizePx = 16 * scaleFactor;
    image.addRepresentation({ scaleFactor, buffer: pngOf(drawBadge(count, sizePx), sizePx, sizePx) });
  }
  return image;
}

/** For the window and the task bar; drawn when the app is built (scripts/build.mjs), since it takes a tenth of a second. */
export function appImage(): NativeImage {
  return nativeImage.createFromPath(join(__dirname, appIconFiles[0].name)); // and the one for twice the pixels beside it
}
