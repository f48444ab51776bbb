/** Where the window stood last, if it can still be seen there. Pure. */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As the settings keep it; pixels of the screen before scaling. */
export interface WindowPlace extends Area {
  readonly maximized: boolean;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Null: the system puts the window where it thinks best. */
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly maximized: boolean;
}

export const smallestWidth = 720;
export const smallestHeight = 520;
const usualWidth = 1120;
const usualHeight = 760;
/** This much of the title bar must be on a screen, or nobody could drag the window back. */
const grip = { width: 120, height: 32 };

/**
 * @param kept what the settings hold, whatever that is.
 * @param screens the work areas of the screens that are connected now.
 */
export function frameFor(kept: unknown, screens: readonly Area[]): Frame {
  const place = isPlace(kept) ? kept : null;
  const screen = place === null ? undefined : screens.find((area) => holdsTitleBar(area, place));
  const room = screen ?? screens[0] ?? { x: 0, y: 0, width: usualWidth, height: usualHeight };
  return {
    width: between(smallestWidth, place?.width ?? usualWidth, room.width),
    height: between(smallestHeight, place?.height ?? usualHeight, room.height),
    at: place !== null && screen !== undefined ? { x: place.x, y: place.y } : null,
    maximized: place?.maximized ?? false,
  };
}

/** By hand: this is the first thing that is needed at a start, and the library for it is larger than all that comes before. */
function isPlace(kept: unknown): kept is WindowPlace {
  if (typeof kept !== 'object' || kept === null) return false;
  const { x, y, width, height, maximized } = kept as Readonly<Record<keyof WindowPlace, unknown>>;
  return [x, y, width, height].every(isPixels) && typeof maximized === 'boolean';
}

function isPixels(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(Number(value)) <= 100_000;
}

function holdsTitleBar(area: Area, place: Area): boolean {
  const sharedWidth = Math.min(area.x + area.width, place.x + place.width) - Math.max(area.x, place.x);
  return sharedWidth >= grip.width && place.y >= area.y && place.y + grip.height <= area.y + area.height;
}

function between(least: number, wanted: number, most: number): number {
  return Math.max(least, Math.min(wanted, most));
}
