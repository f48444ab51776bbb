import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(async () => {
  const preload = join(__dirname, '../preload/bridge.cjs');
  const window = new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true, preload } });
  await window.loadFile(join(__dirname, '../renderer/index.html'));
});
