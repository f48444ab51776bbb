import { z } from 'zod';
import { type Random } from '../model/ports';

/** What can go wrong between client and service, at will. */
export const faultOrder = z.object({
  /**
   * lostAnswer: the work is done, then the connection breaks. slow: the answer comes late. truncated: half the body,
   * then the connection breaks (collection HTTPS: an upload is broken in its middle). reset: the connection breaks before
   * any work. The others answer in place of the service; portalPage is what a captive portal answers for it (200 with a
   * page for browsers); loginPage (the same) and backEnd404 (a 404 that means a failing back-end and stays with its
   * connection) are of collection HTTPS alone.
   */
  kind: z.enum([
    'lostAnswer',
    'slow',
    'truncated',
    'reset',
    'rateLimited',
    'unavailableHtml',
    'serverError',
    'portalPage',
    'loginPage',
    'backEnd404',
  ]),
  /** Which server it hits; absent = all. */
  server: z.enum(['api', 'https']).optional(),
  /** Only this method; absent = any. */
  method: z.string().optional(),
  /** Regular expression for the path; absent = any. */
  path: z.string().refine(isRegExp, 'not a regular expression').optional(),
  /** How many requests it hits; absent = all. */
  times: z.number().int().positive().optional(),
  /** Share of the matching requests that it hits, 0 to 1. */
  rate: z.number().min(0).max(1).optional(),
  /** How many matching requests are let through first. */
  after: z.number().int().nonnegative().optional(),
  delayMs: z.number().nonnegative().optional(),
  /** Retry-After of rateLimited and unavailableHtml, in seconds. */
  retryAfterS: z.number().int().nonnegative().optional(),
  /** HTTP status of serverError and unavailableHtml; refusals with 4xx count as well. */
  status: z.number().int().min(400).max(599).optional(),
  /** Code of serverError's document, such as EndpointError. */
  code: z.string().min(1).optional(),
});
export type FaultOrder = z.infer<typeof faultOrder>;

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

interface Fault {
  readonly id: string;
  readonly order: FaultOrder;
  readonly path: RegExp | null;
  left: number;
  toLetThrough: number;
  hits: number;
}

export class Faults {
  private faults: Fault[] = [];

  constructor(private readonly random: Random) {}

  add(order: FaultOrder): string {
    const id = this.random.uuid();
    this.faults.push({
      id,
      order,
      path: order.path === undefined ? null : new RegExp(order.path),
      left: order.times ?? Number.POSITIVE_INFINITY,
      toLetThrough: order.after ?? 0,
      hits: 0,
    });
    return id;
  }

  clear(): void {
    this.faults = [];
  }

  /** How many requests each fault has hit, by its id. */
  hits(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.faults.map((fault) => [fault.id, fault.hits]));
  }

  /** The fault that hits this request, if any; it counts as used. */
  take(method: string, path: string, server: 'api' | 'https' = 'api'): FaultOrder | null {
    for (const fault of this.faults) {
      if (fault.left <= 0) continue;
      if (fault.order.server !== undefined && fault.order.server !== server) continue;
      if (server === 'api' && (fault.order.kind === 'loginPage' || fault.order.kind === 'backEnd404')) continue;
      if (fault.order.method !== undefined && fault.order.method !== method) continue;
      if (fault.path?.test(path) === false) continue;
      if (fault.toLetThrough > 0) {
        fault.toLetThrough -= 1;
        continue;
      }
      if (fault.order.rate !== undefined && this.random.fraction() >= fault.order.rate) continue;
      fault.left -= 1;
      fault.hits += 1;
      return fault.order;
    }
    return null;
  }
}
