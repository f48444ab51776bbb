/** The sign of the app: an arrow that leaves the water's edge up a slip. For the window, the task bar and the packages. */
import { type Colour, paint } from './paint';
import { box, polygon, stroke, union } from './shapes';

const blue: Colour = [20, 92, 170];
const pale: Colour = [126, 190, 250];
const white: Colour = [255, 255, 255];

/** @returns RGBA, not premultiplied, `sizePx` x `sizePx` pixels. */
export function drawAppIcon(sizePx: number): Uint8Array {
  const of = (sixteenths: number): number => (sixteenths * sizePx) / 16;
  const at = (x: number, y: number): { x: number; y: number } => ({ x: of(x), y: of(y) });
  const plate = box(of(0.6), of(0.6), of(15.4), of(15.4), of(3.4));
  const slip = polygon([at(13, 9.6), at(13, 12.9), at(3, 12.9)], of(0.45));
  const arrow = union(
    stroke([at(3.6, 9.6), at(10.9, 5.2)], of(1.7)),
    stroke([at(7.4, 4.5), at(10.9, 5.2), at(9.9, 8.6)], of(1.7)),
  );
  return paint(
    [
      { shape: plate, ink: blue },
      { shape: slip, ink: pale },
      { shape: arrow, ink: white },
    ],
    sizePx,
  );
}
