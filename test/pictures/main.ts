/** `npm run screenshots -- --out DIR [--only PART]`: a picture of every screen and state. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { languages } from '../../preload/texts/index';
import { BuiltPage, type Size } from './built-page';
import { scenes } from './scenes';

const sizes: readonly Size[] = [
  { name: '1280x800', width: 1280, height: 800, scale: 1 },
  { name: '1920x1080-150', width: 1280, height: 720, scale: 1.5 },
  { name: '900x640', width: 900, height: 640, scale: 1 },
];

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    only: { type: 'string', default: '' },
    size: { type: 'string', default: '' },
    language: { type: 'string', default: '' },
    appearance: { type: 'string', default: '' },
  },
});
async function takeAll(out: string): Promise<number> {
  const chosen = scenes.filter((scene) => new RegExp(values.only).test(scene.name));
  const page = await BuiltPage.start();
  let pictures = 0;
  const complaints: string[] = [];
  try {
    for (const size of sizes.filter((one) => one.name.includes(values.size)))
      for (const language of languages.filter((one) => one.includes(values.language)))
        for (const appearance of (['light', 'dark'] as const).filter((one) => one.includes(values.appearance))) {
          const folder = join(out, `${size.name}-${language}-${appearance}`);
          await mkdir(folder, { recursive: true });
          for (const scene of chosen) {
            const opened = await page.open(scene, { language, appearance, size });
            await opened.page.screenshot({ path: join(folder, `${scene.name}.png`) });
            complaints.push(...opened.complaints.map((text) => `${scene.name} ${language} ${appearance}: ${text}`));
            await opened.close();
            pictures += 1;
          }
        }
  } finally {
    await page.stop();
  }
  for (const complaint of complaints) console.error(complaint);
  console.log(`${String(pictures)} pictures of ${String(chosen.length)} scenes in ${out}`);
  return complaints.length === 0 && pictures > 0 ? 0 : 1;
}

if (values.out === undefined) {
  console.error('Say where the pictures shall go: npm run screenshots -- --out DIR');
  process.exitCode = 2;
} else {
  void takeAll(values.out).then((status) => {
    process.exitCode = status;
  });
}
