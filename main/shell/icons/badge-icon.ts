/** The number on the task bar of Windows, which takes a small picture and no number. Pure. */
import { type Colour, paint } from './paint';
import { disc, type Point, type Shape, stroke, union } from './shapes';
import { colours } from './tray-icon';

const white: Colour = [255, 255, 255];
/** Above it the picture says "9+": two digits cannot be read at 16 pixels. */
export const mostOnBadge = 9;

/** Each digit as strokes between corners, each corner two digits: to the right (0 to 2) and down (0 to 4). */
const digits = [
  '00 20 24 04 00',
  '01 10 14',
  '00 20 22 02 04 24',
  '00 20 24 04, 02 22',
  '00 02 22, 20 24',
  '20 00 02 22 24 04',
  '20 00 04 24 22 02',
  '00 20 14',
  '00 20 24 04 00, 02 22',
  '04 24 20 00 02 22',
];
const plus = '02 22, 11 13';

/** @param count at least 1. @returns RGBA, not premultiplied, `sizePx` x `sizePx` pixels. */
export function drawBadge(count: number, sizePx: number): Uint8Array {
  const of = (sixteenths: number): number => (sixteenths * sizePx) / 16;
  const sign = (strokes: string, left: number, unit: number): Shape =>
    union(
      ...strokes.split(', ').map((corners) =>
        stroke(
          corners.split(' ').map(([x, y]): Point => ({
            x: of(left + Number(x) * unit),
            y: of(8 + (Number(y) - 2) * unit),
          })),
          of(1.7),
        ),
      ),
    );
  const digit = digits[Math.min(count, mostOnBadge)] ?? '';
  const text =
    count > mostOnBadge ? union(sign(digit, 2.8, 1.9), sign(plus, 9, 1.9)) : sign(digit, count === 1 ? 6 : 5.7, 2.3);
  const plate = disc({ x: sizePx / 2, y: sizePx / 2 }, of(7.8));
  return paint(
    [
      { shape: plate, ink: colours.needsYou },
      { shape: text, ink: white },
    ],
    sizePx,
  );
}
