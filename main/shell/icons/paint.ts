/** Shapes to pixels. Pure. */
import { type Shape } from './shapes';

/** Red, green, blue from 0 to 255. */
export type Colour = readonly [number, number, number];

export interface Layer {
  readonly shape: Shape;
  /** 'hole' takes away what lies below, so that the panel shows through. */
  readonly ink: Colour | 'hole';
  /** 0 to 1; 1 when left out. */
  readonly strength?: number;
}

/** Points looked at in each direction of a pixel that an edge crosses. */
const samples = 6;
/** From the middle of a pixel. */
const toCorner = Math.SQRT1_2;

/** @returns RGBA, not premultiplied, `size` x `size` pixels. */
export function paint(layers: readonly Layer[], size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) pixels.set(pixelAt(layers, x, y), (y * size + x) * 4);
  }
  return pixels;
}

function pixelAt(layers: readonly Layer[], x: number, y: number): readonly number[] {
  let [red, green, blue, alpha] = [0, 0, 0, 0]; // colours are multiplied by alpha until the end
  for (const { shape, ink, strength = 1 } of layers) {
    const cover = coverOf(shape, x, y) * strength;
    const [r, g, b] = ink === 'hole' ? [0, 0, 0] : ink;
    red = red * (1 - cover) + r * cover;
    green = green * (1 - cover) + g * cover;
    blue = blue * (1 - cover) + b * cover;
    alpha = alpha * (1 - cover) + (ink === 'hole' ? 0 : cover);
  }
  if (alpha === 0) return [0, 0, 0, 0];
  return [red / alpha, green / alpha, blue / alpha, alpha * 255].map(Math.round);
}

/** The part of a pixel that lies inside the shape, 0 to 1. */
function coverOf(shape: Shape, x: number, y: number): number {
  const distance = shape(x + 0.5, y + 0.5);
  if (distance > toCorner) return 0; // an edge further away than the pixel's corner cannot cross it
  if (distance < -toCorner) return 1;
  let inside = 0;
  for (let i = 0; i < samples; i += 1) {
    for (let j = 0; j < samples; j += 1) {
      if (shape(x + (i + 0.5) / samples, y + (j + 0.5) / samples) < 0) inside += 1;
    }
  }
  return inside / samples ** 2;
}
