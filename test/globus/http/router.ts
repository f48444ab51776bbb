import { type Answer, type Exchange } from './exchange';

export type Handler = (exchange: Exchange, ids: Readonly<Record<string, string>>) => Answer;

interface Route {
  readonly method: string;
  readonly parts: readonly string[];
  readonly handler: Handler;
}

export type Found =
  | { readonly kind: 'route'; readonly name: string; readonly run: () => Answer }
  | { readonly kind: 'otherMethod'; readonly name: string }
  | { readonly kind: 'nothing'; readonly name: string };

/** Routes as `METHOD /a/:id/b`, with `:id` for one part of any text. */
export class Router {
  private readonly routes: Route[] = [];

  on(pattern: string, handler: Handler): void {
    const [method = '', path = ''] = pattern.split(' ');
    this.routes.push({ method, parts: path.split('/').filter((part) => part !== ''), handler });
  }

  find(exchange: Exchange): Found {
    let isOtherMethod = false;
    for (const route of this.routes) {
      const ids = match(route.parts, exchange.segments);
      if (ids === null) continue;
      if (route.method !== exchange.method) {
        isOtherMethod = true;
        continue;
      }
      const shape = route.parts.map((part) => (part.startsWith(':') ? '*' : part)).join('/');
      return { kind: 'route', name: `${route.method} /${shape}`, run: () => route.handler(exchange, ids) };
    }
    return { kind: isOtherMethod ? 'otherMethod' : 'nothing', name: `${exchange.method} (no route)` };
  }
}

function match(parts: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (parts.length !== segments.length) return null;
  const ids: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) ids[part.slice(1)] = segment;
    else if (part !== segment) return null;
  }
  return ids;
}
