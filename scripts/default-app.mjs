/**
 * What `electron FOLDER` runs: loads the app of that folder under its own name and version. Goes, as CommonJS, into the
 * engine that comes without Electron's own starter; Electron's does the same and more.
 */
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  process.stderr.write('Usage: electron FOLDER\n');
  app.exit(1);
} else {
  const appFolder = resolve(folder);
  const cardFile = join(appFolder, 'package.json');
  const card = JSON.parse(readFileSync(cardFile, 'utf8'));
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  app.setName(card.productName ?? card.name);
  app.setVersion(card.version);
  app.setAppPath(appFolder);
  createRequire(cardFile)(join(appFolder, card.main));
}
