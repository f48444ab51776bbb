/** Two Electron apps to hold against each other: ours as it is built, and one that opens an empty window and no more. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In either app: tells when its window can be used, and does what is asked for on stdin. Runs inside Electron. */
const probe = `
const { app, BrowserWindow } = require('electron');
const say = (what, value = null) => process.stdout.write('PROBE ' + JSON.stringify({ what, atMs: Date.now(), value }) + '\\n');
const untilUsable = \`new Promise((usable) => {
  const look = () => requestAnimationFrame(document.querySelector('h1') === null ? look : () => requestAnimationFrame(usable));
  look();
})\`;
app.on('browser-window-created', (event, window) => {
  window.webContents.once('dom-ready', () => {
    void window.webContents.executeJavaScript(untilUsable).then(() => say('usable'));
  });
});
let unread = '';
process.stdin.setEncoding('utf8').on('data', (text) => {
  const lines = (unread + text).split('\\n');
  unread = lines.pop();
  for (const line of lines) obey(JSON.parse(line));
});
function obey({ order, script }) {
  const windows = BrowserWindow.getAllWindows();
  if (order === 'close') for (const window of windows) { window.once('closed', () => say('closed')); window.close(); }
  if (order === 'run') void windows[0].webContents.executeJavaScript(script).then((value) => say('ran', value), (error) => say('failed', String(error)));
}
`;

const empty = `${probe}
app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  say('ready');
  if (process.argv.includes('--no-window')) return;
  const window = new BrowserWindow({ show: false, width: 1120, height: 760 });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('data:text/html,<!doctype html><title>empty</title><h1>Nothing</h1>');
});
`;

function writeProgram(folder: string, name: string, main: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, productName: name, version: '0.0.0', main: 'main.cjs' }),
  );
  writeFileSync(join(folder, 'main.cjs'), main);
  return folder;
}

/** The folders of both, as the engine takes them. @param built absolute path of the built main script. */
export function writePrograms(folder: string, built: string): { readonly empty: string; readonly slipway: string } {
  return {
    empty: writeProgram(join(folder, 'empty'), 'empty', empty),
    slipway: writeProgram(join(folder, 'slipway'), 'Slipway', `${probe}\nrequire(${JSON.stringify(built)});\n`),
  };
}
