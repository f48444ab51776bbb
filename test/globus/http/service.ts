import { AuthError } from '../model/auth-error';
import { GlobusError } from '../model/globus-error';
import { type GlobusModel } from '../model/model';
import { addAuthRoutes } from './auth-routes';
import { rateLimitedAnswer, transferErrorAnswer } from './decorate';
import { type Answer, bearerOf, type Exchange, htmlAnswer, jsonAnswer } from './exchange';
import { type FaultOrder, type Faults } from './faults';
import { internalError, type Listener, type Serving, startListener } from './listener';
import { RateMeter } from './rate-meter';
import { Router } from './router';
import { addTransferRoutes, noRoute, wrongMethod } from './transfer-routes';

/** Errors of Auth's routes have Auth's form, all others Transfer's. */
const isAuthPath = (path: string): boolean => path.startsWith('/v2/');

export function errorAnswer(thrown: unknown, path: string, model: GlobusModel): Answer {
  if (thrown instanceof AuthError) return jsonAnswer(thrown.status, thrown.document(model.random.uuid()));
  if (thrown instanceof GlobusError) {
    if (!isAuthPath(path)) return transferErrorAnswer(thrown, path, model);
    const errors = [
      {
        status: String(thrown.status),
        id: model.random.uuid(),
        code: 'BAD_REQUEST',
        title: 'Bad Request',
        detail: thrown.message,
      },
    ];
    return jsonAnswer(thrown.status, { errors, error: 'bad_request', error_description: thrown.message });
  }
  return internalError();
}

function standIn(fault: FaultOrder, path: string, model: GlobusModel): Answer | null {
  const retryAfterS = fault.retryAfterS ?? 1;
  switch (fault.kind) {
    case 'rateLimited':
      return rateLimitedAnswer(retryAfterS, path, model);
    case 'unavailableHtml':
      return htmlAnswer(
        fault.status ?? 503,
        `${String(fault.status ?? 503)} Service Temporarily Unavailable`,
        fault.retryAfterS === undefined ? {} : { 'retry-after': String(fault.retryAfterS) },
      );
    case 'serverError':
      return transferErrorAnswer(
        new GlobusError(fault.status ?? 500, fault.code ?? 'InternalServerError', 'The service had an internal error'),
        path,
        model,
      );
    case 'portalPage':
      return htmlAnswer(200, 'Sign in to this network');
    case 'lostAnswer':
    case 'slow':
    case 'truncated':
    case 'reset':
    case 'loginPage':
    case 'backEnd404':
      return null;
  }
}

export interface ServiceOrder {
  readonly model: GlobusModel;
  readonly faults: Faults;
  /** Told after each request, because it may have brought work. */
  readonly onRequest: () => void;
  /** Gets what is neither refusal nor fault. */
  readonly onBug: (thrown: unknown) => void;
}

/** Auth and Transfer as answers to requests, without any connection. */
export function serviceOf(order: ServiceOrder): Serving {
  const { model, faults } = order;
  const router = new Router();
  addAuthRoutes(router, model);
  addTransferRoutes(router, model);
  const meter = new RateMeter(model);

  const answer = (exchange: Exchange): Answer => {
    const found = router.find(exchange);
    model.counters.request(found.name);
    const limited = meter.refusal(bearerOf(exchange));
    if (limited !== null) return rateLimitedAnswer(limited, exchange.path, model);
    try {
      if (found.kind === 'route') return found.run();
    } finally {
      order.onRequest();
    }
    throw found.kind === 'otherMethod' ? wrongMethod(exchange) : noRoute(exchange);
  };

  return {
    answer,
    onError: (thrown, path) => {
      if (!(thrown instanceof GlobusError) && !(thrown instanceof AuthError)) order.onBug(thrown);
      return errorAnswer(thrown, path, model);
    },
    faultFor: (exchange) => faults.take(exchange.method, exchange.path),
    standIn: (fault, exchange) => {
      model.counters.request(`${exchange.method} (fault ${fault.kind})`);
      return standIn(fault, exchange.path, model);
    },
    nowMs: () => model.clock.nowMs() + model.auth.clockSkewMs,
  };
}

/** Serves Auth and Transfer on one loopback port; 0 = any free one. */
export function startService(order: ServiceOrder & { readonly port: number }): Promise<Listener> {
  return startListener({ port: order.port, ...serviceOf(order) });
}
