/** Where the window stood last, if it can still be seen there. Pure. */
import * as z from 'zod';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const wholeNumber = z.number().int().min(-100_000).max(100_000);
/** As the settings keep it; pixels of the screen before scaling. */
export const WindowPlace = z.object({
  x: wholeNumber,
  y: wholeNumber,
  width: wholeNumber,
  height: wholeNumber,
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof WindowPlace>;

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
  const parsed = WindowPlace.safeParse(kept);
  const place = parsed.success ? parsed.data : null;
  const screen = place === null ? undefined : screens.find((area) => holdsTitleBar(area, place));
  const room = screen ?? screens[0] ?? { x: 0, y: 0, width: usualWidth, height: usualHeight };
  return {
    width: between(smallestWidth, place?.width ?? usualWidth, room.width),
    height: between(smallestHeight, place?.height ?? usualHeight, room.height),
    at: place !== null && screen !== undefined ? { x: place.x, y: place.y } : null,
    maximized: place?.maximized ?? false,
  };
}

function holdsTitleBar(area: Area, place: Area): boolean {
  const sharedWidth = Math.min(area.x + area.width, place.x + place.width) - Math.max(area.x, place.x);
  return sharedWidth >= grip.width && place.y >= area.y && place.y + grip.height <= area.y + area.height;
}

function between(least: number, wanted: number, most: number): number {
  return Math.max(least, Math.min(wanted, most));
}
