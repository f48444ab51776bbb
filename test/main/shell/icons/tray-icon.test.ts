import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Headline } from '../../../../preload/contract';
import { drawAppIcon } from '../../../../main/shell/icons/app-icon';
import { type Colour } from '../../../../main/shell/icons/paint';
import { pngOf } from '../../../../main/shell/icons/png';
import { colours, drawTrayIcon, type TrayIcon, trayPictures } from '../../../../main/shell/icons/tray-icon';

const states = Headline.options;
const sizes = [16, 20, 22, 24, 32, 44];
const still = (state: TrayIcon['state']): TrayIcon => ({ state, percent: null });

/** WCAG 2.2, "relative luminance". */
function luminance([red, green, blue]: Colour): number {
  const line = (value: number): number =>
    value <= 10.31 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * line(red) + 0.7152 * line(green) + 0.0722 * line(blue);
}
function contrast(a: Colour, b: Colour): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

it.each(states)('%s can be read on a white and on a dark panel, and its white sign on it', (state) => {
  expect(contrast(colours[state], [255, 255, 255])).toBeGreaterThanOrEqual(3);
  expect(contrast(colours[state], [36, 36, 36])).toBeGreaterThanOrEqual(3);
});

describe.each(sizes)('at %i pixels', (size) => {
  it('every state looks different without any colour', () => {
    const pictures = states.map((state) => drawTrayIcon(still(state), size, 'template').filter((_v, i) => i % 4 === 3));
    for (const [i, one] of pictures.entries()) {
      for (const other of pictures.slice(i + 1)) {
        const different = one.filter((alpha, at) => Math.abs(alpha - (other[at] ?? 0)) > 127).length;
        expect(different / one.length).toBeGreaterThan(0.05);
      }
    }
  });

  it.each(states)('%s keeps clear of the corners and fills most of its height', (state) => {
    const pixels = drawTrayIcon(still(state), size, 'colour');
    const alpha = (x: number, y: number): number => pixels[(y * size + x) * 4 + 3] ?? 0;
    expect([alpha(0, 0), alpha(size - 1, 0), alpha(0, size - 1), alpha(size - 1, size - 1)]).toEqual([0, 0, 0, 0]);
    const rows = Array.from({ length: size }, (_unused, y) => y).filter((y) =>
      Array.from({ length: size }, (_u, x) => alpha(x, y)).some((a) => a > 127),
    );
    expect(rows.length / size).toBeGreaterThan(0.65);
  });

  it.each(['paused', 'needsYou'] as const)('the bars of %s have sharp sides', (state) => {
    const pixels = drawTrayIcon(still(state), size, 'template');
    const row = Math.floor(size * 0.45);
    const middle = Array.from({ length: size }, (_u, x) => pixels[(row * size + x) * 4 + 3] ?? 0).slice(
      Math.floor(size * 0.35),
      Math.ceil(size * 0.65),
    );
    expect(middle.every((alpha) => alpha === 0 || alpha === 255)).toBe(true);
    expect(middle).toContain(0);
  });

  it('the ring of sending grows with the percentage', () => {
    const strong = (percent: number): number =>
      drawTrayIcon({ state: 'sending', percent }, size, 'colour').filter((value, i) => i % 4 === 3 && value > 200)
        .length;
    const amounts = [0, 25, 50, 75, 100].map(strong);
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
    expect(new Set(amounts).size).toBe(amounts.length);
  });

  it('a template has no colour of its own', () => {
    for (const state of states) {
      const pixels = drawTrayIcon(still(state), size, 'template');
      expect(pixels.every((value, i) => i % 4 === 3 || value === 0)).toBe(true);
    }
  });
});

/** Alpha as a panel makes it smaller: each pixel is the mean of those that it covers. */
function scaled(alpha: readonly number[], from: number, to: number): number[] {
  const parts = (at: number): { at: number; part: number }[] => {
    const [start, end] = [(at * from) / to, ((at + 1) * from) / to];
    return Array.from({ length: from }, (_unused, i) => ({
      at: i,
      part: Math.min(end, i + 1) - Math.max(start, i),
    })).filter(({ part }) => part > 0);
  };
  const all = Array.from({ length: to }, (_unused, at) => parts(at));
  const area = (from / to) ** 2;
  return all.flatMap((rows) =>
    all.map((columns) =>
      rows.reduce(
        (sum, row) =>
          sum +
          columns.reduce((line, column) => line + (alpha[row.at * from + column.at] ?? 0) * row.part * column.part, 0) /
            area,
        0,
      ),
    ),
  );
}

describe.each([16, 22, 24, 32])('the one picture that a panel of Linux gets, at %i pixels', (size) => {
  const { points } = trayPictures('linux', 1);
  const pictures = states.map((state) => {
    const alpha = [...drawTrayIcon(still(state), points, 'template')].filter((_v, i) => i % 4 === 3);
    return { state, alpha: scaled(alpha, points, size) };
  });

  it('tells the states apart without any colour', () => {
    for (const [i, one] of pictures.entries()) {
      for (const other of pictures.slice(i + 1)) {
        const different = one.alpha.filter((alpha, at) => Math.abs(alpha - (other.alpha[at] ?? 0)) > 127).length;
        expect([one.state, other.state, different / one.alpha.length > 0.05]).toEqual([one.state, other.state, true]);
      }
    }
  });

  it.each(['idle', 'sending', 'waiting', 'paused', 'offline', 'needsYou'] as const)('shows the sign of %s', (state) => {
    const alpha = pictures.find((one) => one.state === state)?.alpha ?? [];
    const inMiddle = alpha.filter((_a, at) => {
      const [x, y] = [at % size, Math.floor(at / size)];
      return Math.abs(x + 0.5 - size / 2) < size / 4 && Math.abs(y + 0.5 - size / 2) < size / 4;
    });
    // Cut out all the way in several places, and the body whole around it.
    expect(inMiddle.filter((a) => a < 90).length).toBeGreaterThanOrEqual(3);
    expect(inMiddle.filter((a) => a > 230).length).toBeGreaterThanOrEqual(3);
  });

  it('is not made larger', () => {
    expect(points).toBeGreaterThanOrEqual(size);
  });
});

it('writes a PNG that holds the very pixels', () => {
  const pixels = drawAppIcon(8);
  const png = pngOf(pixels, 8, 8);
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([8, 8]);
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  for (let y = 0; y < 8; y += 1) {
    expect([...rows.subarray(y * 33 + 1, y * 33 + 33)]).toEqual([...pixels.subarray(y * 32, y * 32 + 32)]);
  }
  expect(png.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082'); // the end chunk with its known checksum
  expect(() => pngOf(pixels, 9, 8)).toThrow(RangeError);
});

it.each([
  ['linux', 1, [48]],
  ['linux', 1.5, [72]],
  ['linux', 2, [96]],
  ['win32', 1, [16]],
  ['win32', 1.5, [24]],
  ['win32', 2, [32]],
  ['darwin', 2, [18, 36]],
])('on %s at scale %s it is drawn in %o pixels', (platform, scale, sizesPx) => {
  const { style, points, scales } = trayPictures(platform, scale);
  expect(scales.map((each) => Math.round(points * each))).toEqual(sizesPx);
  expect(style).toBe(platform === 'darwin' ? 'template' : 'colour');
});
