/**
 * Flat shapes as distance functions: how far a point is from the edge of a shape, negative inside, in pixels of the
 * icon. From the distance comes the cover of a pixel, so edges are smooth at any size and straight ones stay sharp
 * when they lie on the pixel grid. Pure.
 */
export type Shape = (x: number, y: number) => number;
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Math.hypot guards against overflow, and takes ten times as long: icons are drawn while the app starts. */
const far = (dx: number, dy: number): number => Math.sqrt(dx * dx + dy * dy);

export const disc =
  (at: Point, radius: number): Shape =>
  (x, y) =>
    far(x - at.x, y - at.y) - radius;

/** A rectangle from `(left, top)` to `(right, bottom)` with round corners. */
export const box =
  (left: number, top: number, right: number, bottom: number, radius = 0): Shape =>
  (x, y) => {
    const dx = Math.abs(x - (left + right) / 2) - (right - left) / 2 + radius;
    const dy = Math.abs(y - (top + bottom) / 2) - (bottom - top) / 2 + radius;
    return far(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
  };

/** A stroke along the points, with round ends and joints. */
export const stroke =
  (points: readonly Point[], width: number): Shape =>
  (x, y) => {
    let nearest = Infinity;
    for (let i = 1; i < points.length; i += 1) {
      const from = points[i - 1];
      const to = points[i];
      if (from === undefined || to === undefined) continue;
      const along = { x: to.x - from.x, y: to.y - from.y };
      const length2 = along.x ** 2 + along.y ** 2;
      const part = Math.max(0, Math.min(1, ((x - from.x) * along.x + (y - from.y) * along.y) / length2));
      nearest = Math.min(nearest, far(x - from.x - along.x * part, y - from.y - along.y * part));
    }
    return nearest - width / 2;
  };

/** A convex shape with corners in clockwise order (y points down), rounded by `radius`. */
export const polygon = (corners: readonly Point[], radius = 0): Shape => {
  const outline = stroke([...corners, ...corners.slice(0, 1)], 0);
  return (x, y) => {
    const isInside = corners.every((corner, i) => {
      const next = corners[(i + 1) % corners.length] ?? corner;
      return (next.x - corner.x) * (y - corner.y) - (next.y - corner.y) * (x - corner.x) >= 0;
    });
    return (isInside ? -outline(x, y) : outline(x, y)) - radius;
  };
};

/** The part of a ring from twelve o'clock clockwise; `turns` from 0 to 1. */
export const arc =
  (at: Point, radius: number, width: number, turns: number): Shape =>
  (x, y) => {
    const ring = Math.abs(far(x - at.x, y - at.y) - radius) - width / 2;
    if (turns >= 1) return ring;
    const turn = (Math.atan2(x - at.x, at.y - y) / (2 * Math.PI) + 1) % 1;
    if (turn <= turns) return ring;
    const end = (angle: number): number =>
      far(x - at.x - radius * Math.sin(angle), y - at.y + radius * Math.cos(angle)) - width / 2;
    return Math.min(end(0), end(turns * 2 * Math.PI));
  };

export const union =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    shapes.reduce((nearest, shape) => Math.min(nearest, shape(x, y)), Infinity);

export const without =
  (shape: Shape, hole: Shape): Shape =>
  (x, y) =>
    Math.max(shape(x, y), -hole(x, y));
