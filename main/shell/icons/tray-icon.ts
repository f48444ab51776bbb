/**
 * The tray icon of each state, told by its outline and its sign as well as by its colour. Drawn for the very size that
 * is asked for: bars and arrows keep to whole pixels, so that they are sharp at 16 pixels too. Pure.
 */
import type { StatusView } from '../../../preload/contract';
import { type Colour, type Layer, paint } from './paint';
import { arc, box, disc, type Point, polygon, type Shape, stroke, union, without } from './shapes';

export interface TrayIcon {
  readonly state: StatusView['headline'];
  /** 0 to 100; null when it is not known or nothing is being sent. */
  readonly percent: number | null;
}

/** 'template': black on nothing, for the menu bar of macOS, which colours it. */
export type IconStyle = 'colour' | 'template';

/** Mid tones: each keeps 3:1 against white and against a dark panel, and white signs keep 3:1 on it. */
export const colours = {
  setup: [124, 98, 200],
  idle: [26, 149, 84],
  sending: [46, 132, 230],
  waiting: [116, 130, 147],
  paused: [190, 116, 8],
  offline: [116, 130, 147],
  needsYou: [222, 62, 56],
} as const satisfies Record<TrayIcon['state'], Colour>;

const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];

/** Places in the icon, which is thought of as 16 by 16 whatever its size. */
interface Grid {
  readonly size: number;
  /** Sixteenths of the icon, in pixels. */
  readonly at: (x: number, y: number) => Point;
  readonly of: (sixteenths: number) => number;
  /** The same, at the nearest whole pixel; at least one. */
  readonly whole: (sixteenths: number) => number;
}

function gridOf(size: number): Grid {
  const of = (sixteenths: number): number => (sixteenths * size) / 16;
  return {
    size,
    of,
    at: (x, y) => ({ x: of(x), y: of(y) }),
    whole: (sixteenths) => Math.max(1, Math.round(of(sixteenths))),
  };
}

/** What an icon is made of: a body in the colour of its state, and a sign cut into it. */
interface Drawing {
  readonly body: Shape;
  readonly faint?: Shape;
  readonly sign?: Shape;
}

/** @returns RGBA, not premultiplied, `sizePx` x `sizePx` pixels. */
export function drawTrayIcon(icon: TrayIcon, sizePx: number, style: IconStyle): Uint8Array {
  const drawing = drawings[icon.state](gridOf(sizePx), icon.percent);
  const ink = style === 'template' ? black : colours[icon.state];
  const layers: Layer[] = [];
  if (drawing.faint !== undefined) layers.push({ shape: drawing.faint, ink, strength: 0.35 });
  layers.push({ shape: drawing.body, ink });
  if (drawing.sign !== undefined) layers.push({ shape: drawing.sign, ink: style === 'template' ? 'hole' : white });
  return paint(layers, sizePx);
}

const drawings: Readonly<Record<TrayIcon['state'], (grid: Grid, percent: number | null) => Drawing>> = {
  /** A cog. */
  setup: (grid) => {
    const middle = grid.at(8, 8);
    const teeth = Array.from({ length: 8 }, (_unused, i) => {
      const angle = (i * Math.PI) / 4;
      const reach = (r: number): Point => ({
        x: middle.x + grid.of(r) * Math.sin(angle),
        y: middle.y + grid.of(r) * Math.cos(angle),
      });
      return stroke([reach(3), reach(6.4)], grid.of(2.7));
    });
    return { body: without(union(disc(middle, grid.of(5.4)), ...teeth), disc(middle, grid.of(2.3))) };
  },

  /** A tick on a disc. */
  idle: (grid) => ({
    body: wholeDisc(grid),
    sign: stroke([grid.at(4.6, 8.4), grid.at(7, 10.8), grid.at(11.5, 5.6)], grid.of(2)),
  }),

  /** An arrow upwards; a ring around it fills as the data goes. */
  sending: (grid, percent) => {
    if (percent === null) return { body: wholeDisc(grid), sign: arrowUp(grid, 4, 12.2, 3.6) };
    const width = grid.whole(2);
    const middle = { x: grid.size / 2, y: grid.size / 2 };
    const radius = discRadius(grid) - width / 2;
    return {
      faint: arc(middle, radius, width, 1),
      body: union(arc(middle, radius, width, Math.max(0.02, percent / 100)), arrowUp(grid, 4, 12, 3)),
    };
  },

  /** A clock. */
  waiting: (grid) => ({
    body: wholeDisc(grid),
    sign: stroke([grid.at(8, 3.9), grid.at(8, 8.4), grid.at(11, 10.2)], grid.of(1.9)),
  }),

  /** Two bars on a square. */
  paused: (grid) => {
    const edge = Math.round(grid.of(1));
    const bar = grid.whole(2);
    const gap = grid.size - 2 * Math.round((grid.size - grid.whole(2.2)) / 2); // as even or odd as the icon, so that both bars are sharp
    const top = Math.round(grid.of(4.2));
    const left = (grid.size - gap) / 2 - bar;
    const right = (grid.size + gap) / 2;
    return {
      body: box(edge, edge, grid.size - edge, grid.size - edge, grid.of(3.2)),
      sign: union(
        box(left, top, left + bar, grid.size - top, grid.of(0.4)),
        box(right, top, right + bar, grid.size - top, grid.of(0.4)),
      ),
    };
  },

  /** A cloud with a cross. */
  offline: (grid) => {
    const floor = Math.round(grid.of(13.4));
    const cloud = union(
      disc({ x: grid.of(4.1), y: floor - grid.of(3.9) }, grid.of(3.9)),
      disc(grid.at(7.9, 7), grid.of(4.9)),
      disc({ x: grid.of(12), y: floor - grid.of(3.8) }, grid.of(3.8)),
      box(grid.of(4.1), grid.of(8), grid.of(12), floor),
    );
    const cross = union(
      stroke([grid.at(5.9, 6.4), grid.at(10.1, 10.6)], grid.of(1.8)),
      stroke([grid.at(10.1, 6.4), grid.at(5.9, 10.6)], grid.of(1.8)),
    );
    return { body: cloud, sign: cross };
  },

  /** A warning triangle. */
  needsYou: (grid) => {
    const middle = grid.size / 2;
    const odd = grid.size % 2; // the bar is as even or odd as the icon, so that both its sides are sharp
    const bar = Math.max(2 - odd, 2 * Math.floor((grid.of(2.2) - odd) / 2 + 0.25) + odd);
    const dot = Math.round(grid.of(12.6)) - bar;
    const top = Math.round(grid.of(4.8));
    return {
      body: polygon([grid.at(8, 2), grid.at(14.4, 13.4), grid.at(1.6, 13.4)], grid.of(1.4)),
      sign: union(
        box(
          middle - bar / 2,
          top,
          middle + bar / 2,
          Math.min(Math.round(grid.of(10)), dot - grid.whole(1)),
          grid.of(0.5),
        ),
        box(middle - bar / 2, dot, middle + bar / 2, dot + bar, grid.of(0.5)),
      ),
    };
  },
};

/** Half a pixel of air up to 16 pixels, one above: round edges that touch the border look cut off. */
function discRadius(grid: Grid): number {
  return grid.size / 2 - (grid.size <= 20 ? 0.5 : 1);
}

function wholeDisc(grid: Grid): Shape {
  return disc({ x: grid.size / 2, y: grid.size / 2 }, discRadius(grid));
}

function arrowUp(grid: Grid, top: number, bottom: number, halfWidth: number): Shape {
  const tip = grid.at(8, top + 0.7);
  const wing = top + 0.7 + halfWidth;
  return union(
    stroke([grid.at(8 - halfWidth, wing), tip, grid.at(8 + halfWidth, wing)], grid.of(1.9)),
    stroke([tip, grid.at(8, bottom - 0.7)], grid.whole(1.9)),
  );
}

/**
 * Points of a tray icon at a scale of 1: what Windows and the menu bar of macOS use. Panels of Linux scale the one picture
 * that the engine hands over to 16, 22, 24, 32 or more: made smaller it stays sharp, made larger it does not, and 48 is
 * three times 16 and twice 24.
 */
const trayPoints = { win32: 16, linux: 48, darwin: 18 };

/** How an icon is drawn for a system: each `sizesPx` is one picture of it. Pure. */
export function trayPictures(platform: string, scale: number): { style: IconStyle; points: number; scales: number[] } {
  if (platform === 'darwin') return { style: 'template', points: trayPoints.darwin, scales: [1, 2] };
  // Windows and Linux are handed the first picture only, whatever their scale: so it has that very size.
  return {
    style: 'colour',
    points: Math.round((platform === 'win32' ? trayPoints.win32 : trayPoints.linux) * scale),
    scales: [1],
  };
}
