/**
 * The app's menu: the whole of it on macOS; elsewhere it is not shown (window.ts hides the bar) and only lends its keys,
 * which make the page larger and smaller and close the window.
 */
import type { Menu, MenuItemConstructorOptions } from 'electron';
import { type TrayTexts } from './tray-view';

/** Pure. No reload, no developer tools. */
export function appMenu(platform: string, { edit, menu }: TrayTexts): MenuItemConstructorOptions[] {
  const own: MenuItemConstructorOptions[] =
    platform === 'darwin'
      ? [{ role: 'appMenu' }]
      : [{ label: menu.open, submenu: [{ label: menu.quit, accelerator: 'CommandOrControl+Q', role: 'quit' }] }];
  return [
    ...own,
    {
      label: edit.edit,
      submenu: [
        { role: 'undo', label: edit.undo },
        { role: 'redo', label: edit.redo },
        { type: 'separator' },
        { role: 'cut', label: edit.cut },
        { role: 'copy', label: edit.copy },
        { role: 'paste', label: edit.paste },
        { role: 'selectAll', label: edit.selectAll },
      ],
    },
    {
      label: edit.view,
      submenu: [
        { role: 'resetZoom', label: edit.actualSize },
        { role: 'zoomIn', label: edit.larger },
        { role: 'zoomOut', label: edit.smaller },
        { type: 'separator' },
        { role: 'close', label: edit.closeWindow },
      ],
    },
  ];
}

export function setupMenu(
  menu: Pick<typeof Menu, 'setApplicationMenu' | 'buildFromTemplate'>,
  platform: string,
  texts: TrayTexts,
): void {
  menu.setApplicationMenu(menu.buildFromTemplate(appMenu(platform, texts)));
}
