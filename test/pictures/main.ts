/**
 * `npm run screenshots -- --out DIR [--only PART] [--size WIDTHxHEIGHT[-PERCENT]]`: a picture of every screen and state.
 * `npm run screenshots -- --readme`: the few that the README shows, into docs/.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { languages } from '../../preload/texts/index';
import { BuiltPage, type Size } from './built-page';
import { scenes } from './scenes';

const sizes: readonly Size[] = [
  { name: '1280x800', width: 1280, height: 800, scale: 1 },
  { name: '1920x1080-150', width: 1280, height: 720, scale: 1.5 },
  { name: '900x640', width: 900, height: 640, scale: 1 },
];

/** The sizes of that name, or the one that it spells: pixels of the screen, and how much larger than one each is shown. */
function sizesNamed(name: string): readonly Size[] {
  const known = sizes.filter((one) => one.name.includes(name));
  const spelt = /^(\d+)x(\d+)(?:-(\d+))?$/.exec(name);
  if (known.length > 0 || spelt === null) return known;
  const scale = Number(spelt[3] ?? 100) / 100;
  return [{ name, width: Math.round(Number(spelt[1]) / scale), height: Math.round(Number(spelt[2]) / scale), scale }];
}

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    readme: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    size: { type: 'string', default: '' },
    language: { type: 'string', default: '' },
    appearance: { type: 'string', default: '' },
  },
});
/** What the README shows, small enough for a page that is read on a telephone. */
const readmeSize: Size = { name: 'readme', width: 1080, height: 660, scale: 1 };
const readmePictures = [
  { file: 'now-light', scene: 'now-sending', appearance: 'light' },
  { file: 'now-dark', scene: 'now-sending', appearance: 'dark' },
  { file: 'permission', scene: 'wizard-destination-no-permission', appearance: 'light' },
  { file: 'receipt', scene: 'dataset-delivered', appearance: 'light' },
] as const;

async function takeForReadme(folder: string): Promise<number> {
  const page = await BuiltPage.start();
  try {
    for (const { file, scene: name, appearance } of readmePictures) {
      const scene = scenes.find((one) => one.name === name);
      if (scene === undefined) throw new Error(`There is no scene ${name}`);
      const opened = await page.open(scene, { language: 'en', appearance, size: readmeSize });
      await opened.page.screenshot({ path: join(folder, `${file}.png`) });
      await opened.close();
    }
  } finally {
    await page.stop();
  }
  console.log(`${String(readmePictures.length)} pictures in ${folder}`);
  return 0;
}

async function takeAll(out: string): Promise<number> {
  const chosen = scenes.filter((scene) => new RegExp(values.only).test(scene.name));
  const page = await BuiltPage.start();
  let pictures = 0;
  const complaints: string[] = [];
  try {
    for (const size of sizesNamed(values.size))
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
  if (pictures === 0) console.error('No screen matches what --only, --size, --language and --appearance say.');
  console.log(`${String(pictures)} pictures of ${String(chosen.length)} scenes in ${out}`);
  return complaints.length === 0 && pictures > 0 ? 0 : 1;
}

const work = values.readme
  ? takeForReadme(fileURLToPath(new URL('../../docs', import.meta.url)))
  : values.out === undefined
    ? null
    : takeAll(values.out);
if (work === null) {
  console.error('Say where the pictures shall go: npm run screenshots -- --out DIR');
  process.exitCode = 2;
} else {
  void work.then((status) => {
    process.exitCode = status;
  });
}
