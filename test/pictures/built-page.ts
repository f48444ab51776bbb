/** The built page on a loopback server, in a browser, with a bridge that lives in memory. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { contentSecurityPolicy } from '../../main/shell/app-scheme';
import type { Language } from '../../preload/texts/index';
import type { Pictured } from './page-entry';
import type { Scene } from './scenes';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen for each pixel of the page: 1.5 is "150 %". */
  readonly scale: number;
}

export interface Sight {
  readonly language: Language;
  readonly appearance: 'light' | 'dark';
  readonly size: Size;
}

/** A quarter past ten on an ordinary morning: pictures of the same page are the same every day. */
const pictureTime = new Date('2026-11-24T10:15:00Z');

export class BuiltPage {
  private constructor(
    private readonly folder: string,
    private readonly server: Server,
    private readonly browser: Browser,
    private readonly script: string,
  ) {}

  static async start(): Promise<BuiltPage> {
    const executablePath = process.env['SLIPWAY_BROWSER'] ?? browsers.find((path) => existsSync(path));
    if (executablePath === undefined)
      throw new Error('No Chromium was found. On Debian: apt-get install -y chromium. Elsewhere: set SLIPWAY_BROWSER.');
    const folder = await mkdtemp(join(tmpdir(), 'slipway-page-'));
    await build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    });
    const bundled = await bundle({
      entryPoints: [join(root, 'test/pictures/page-entry.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'chrome114',
      minify: true,
    });
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      if (path === '/favicon.ico') {
        response.writeHead(204).end(); // every browser asks for it, the app never does
        return;
      }
      const file = path === '/' ? 'index.html' : path.slice(1);
      readFile(join(folder, file)).then(
        (content) => {
          response.writeHead(200, {
            'content-type': types[extname(file)] ?? 'application/octet-stream',
            'content-security-policy': contentSecurityPolicy,
          });
          response.end(content);
        },
        () => {
          response.writeHead(404).end();
        },
      );
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    });
    return new BuiltPage(folder, server, browser, bundled.outputFiles[0]?.text ?? '');
  }

  /** Opens a scene and leaves the page as the scene's steps left it. What the page complains of is an error. */
  async open(
    scene: Scene,
    sight: Sight,
  ): Promise<{ page: Page; complaints: readonly string[]; close: () => Promise<void> }> {
    const { language, appearance, size } = sight;
    const context = await this.browser.newContext({
      viewport: { width: size.width, height: size.height },
      deviceScaleFactor: size.scale,
      colorScheme: appearance,
      locale: language === 'de' ? 'de-DE' : 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.clock.setFixedTime(pictureTime);
    const pictured: Pictured = { world: scene.world, language, appearance, silent: scene.silent ?? [] };
    await page.addInitScript(`window.pictured = ${JSON.stringify(pictured)};\n${this.script}`);
    const { port } = this.server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${String(port)}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    page.setDefaultTimeout(6000);
    try {
      await scene.act?.(page, language);
    } catch (thrown) {
      throw new Error(`Scene ${scene.name}: ${String(thrown)} ${complaints.join(' | ')}`, { cause: thrown });
    }
    await page.waitForTimeout(60); // answers that are under way
    return { page, complaints, close: () => context.close() };
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((done) => this.server.close(done));
    await rm(this.folder, { recursive: true, force: true });
  }
}
