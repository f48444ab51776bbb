import { auth } from '@globus/sdk';
import * as z from 'zod';
import { AppError } from '../../domain/problem';
import { type Clock } from '../../ports/clock';
import { type Credentials } from '../../ports/globus';
import { type Log } from '../../ports/log';
import { GlobusApiError, readApiError } from './api-error';
import { type About, doorProblemOf, problemOf, signInProblemOf } from './problem-of';
import { type RequestBudget } from './request-budget';

export const transferServer = 'transfer.api.globus.org';
export const transferScope = 'urn:globus:auth:scope:transfer.api.globus.org:all';

/** What the SDK takes as its last argument; everything in `fetch.options` reaches fetch as it is. */
export interface SdkOptions {
  readonly fetch: {
    readonly options: {
      readonly signal: AbortSignal;
      readonly redirect: 'manual';
      readonly headers: Record<string, string>;
      readonly __callable: typeof fetch;
    };
  };
}
/** Each counts our requests for itself: the Transfer API, and Auth for each application that asks. */
type Service = 'transfer' | `auth ${string}`;
type SdkCall = (sdk: SdkOptions) => Promise<Response>;

export interface GlobusHttpDeps {
  /** Electron's net.fetch in the app (system proxies count), Node's fetch elsewhere. Never the SDK's own transport, which hangs on a truncated answer. */
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** One for all that this computer asks, whoever asks it. */
  readonly budget: RequestBudget;
  /** Throws AppError secret.* when there is none. */
  readonly credentials: () => Promise<Credentials>;
}

export interface CallOptions {
  readonly about?: About;
  /** How often a request that failed in transit or with 429/5xx is repeated. */
  readonly repeats?: number;
  readonly timeoutMs?: number;
}

const Token = z.object({
  access_token: z.string().min(1),
  expires_in: z.number(),
  resource_server: z.string(),
  scope: z.string().nullish(),
});
const TokenAnswer = Token.extend({ other_tokens: z.array(Token).nullish() });

/** Renewed so long before its end that no request in flight can outlive it. */
const renewBeforeMs = 5 * 60_000;
const requestTimeoutMs = 60_000;
/** A longer wait than this is not spent inside a request: whoever asked waits, and shows it. */
const waitInsideMs = 10_000;

/**
 * The one way to Globus: adds the token, a time limit and the fetch of our choice to a call of the SDK, reads the
 * answer with a schema, and turns everything else into an AppError.
 */
export class GlobusHttp {
  readonly #deps: GlobusHttpDeps;
  readonly #tokens = new Map<string, { readonly text: string; readonly endsAtMs: number }>();
  readonly #underWay = new Map<string, Promise<string>>();
  #generation = 0;
  /** The service's time in its latest answer, and when that came, on the clock that never jumps. */
  #heard: { readonly theirsMs: number; readonly atMs: number } | null = null;
  /** A service that asked us to stay away for a while gets no request until then; the same refusal is told at once. */
  readonly #away = new Map<Service, { readonly untilMs: number; readonly error: GlobusApiError }>();
  readonly #ending = new AbortController();

  constructor(deps: GlobusHttpDeps) {
    this.#deps = deps;
  }

  /** What time it is at the service by its latest answer, whatever became of the clock here since; null before one. */
  serviceTimeMs(): number | null {
    // Whole: it is written into the ledger, and the clock that never jumps counts in parts of a millisecond.
    return this.#heard && Math.round(this.#heard.theirsMs + this.#deps.clock.monotonicMs() - this.#heard.atMs);
  }
  clockAheadMs(): number | null {
    const theirsMs = this.serviceTimeMs();
    return theirsMs === null ? null : this.#deps.clock.nowMs() - theirsMs;
  }
  forgetTokens(): void {
    this.#generation += 1;
    this.#tokens.clear();
    this.#underWay.clear();
    this.#away.clear(); // the limit is one of the identity
  }

  /** The app ends: requests that wait for an answer are given up, and none goes out any more. */
  stop(): void {
    this.#ending.abort();
  }

  /** A token request with these credentials and nothing kept. */
  async tryCredentials(credentials: Credentials): Promise<void> {
    await this.#requestTokens(credentials, transferScope);
  }

  /**
   * One API call. 401: a new token, once. ConsentRequired: the scopes are asked for, once. Lost connections, 429 and
   * 5xx of the service: repeated with jitter. Throws AppError.
   */
  async call<T>(name: string, schema: z.ZodType<T>, send: SdkCall, options: CallOptions = {}): Promise<T> {
    const repeats = options.repeats ?? 2;
    let hasNewToken = false;
    let hasConsent = false;
    for (let attempt = 0; ; attempt += 1) {
      const bearer = await this.#token(transferServer, transferScope);
      try {
        return await this.#once(
          'transfer',
          name,
          schema,
          send,
          { Authorization: `Bearer ${bearer}` },
          options.timeoutMs ?? requestTimeoutMs,
        );
      } catch (thrown) {
        if (!(thrown instanceof GlobusApiError)) throw thrown;
        if (thrown.status === 401 && !hasNewToken) {
          hasNewToken = true;
          if (this.#tokens.get(transferServer)?.text === bearer) this.#tokens.delete(transferServer);
          continue;
        }
        if (thrown.hasCode('ConsentRequired') && thrown.requiredScopes.length > 0 && !hasConsent) {
          hasConsent = true;
          // The service records the consent; the token we hold works from then on (REFERENCE 1.4).
          await this.#requestTokens(await this.#deps.credentials(), thrown.requiredScopes.join(' '));
          continue;
        }
        if (attempt < repeats && this.#isWorthWaitingFor(thrown)) {
          await this.#pause(thrown.retryAfterMs ?? jitter(attempt, this.#deps.clock.random()));
          continue;
        }
        this.#deps.log.note('globus refused', {
          call: name,
          status: thrown.status,
          code: thrown.code,
          request: thrown.requestId ?? '',
        });
        throw problemOf(thrown, options.about);
      }
    }
  }

  /**
   * One request for one file to a collection's own server (REFERENCE 11). Throws AppError; nothing is repeated, since an
   * upload that broke may have left a part.
   */
  async atCollection(method: 'GET' | 'PUT' | 'DELETE', at: AtCollection, body?: Uint8Array): Promise<Uint8Array> {
    const { collection, path } = at;
    const bearer = await this.#token(collection.id, `https://auth.globus.org/scopes/${collection.id}/https`);
    await this.#deps.budget.take();
    const abort = new AbortController();
    const cancel = this.#deps.clock.wakeAfter(requestTimeoutMs, () => {
      abort.abort();
    });
    try {
      const response = await this.#deps.fetch(addressOf(at), {
        method,
        redirect: 'manual',
        signal: abort.signal,
        // Without the second header an answer may be a login page for browsers instead of a refusal.
        headers: { Authorization: `Bearer ${bearer}`, 'X-Requested-With': 'XMLHttpRequest' },
        ...(body === undefined ? {} : { body: Buffer.from(body) }),
      });
      const answer = new Uint8Array(await response.arrayBuffer());
      const isPage = method === 'PUT' && answer.length > 0;
      if (response.ok && !isPage) return answer;
      const text = new TextDecoder().decode(answer.slice(0, 20_000));
      throw doorProblemOf(response.status, text, response.headers, { collection, path });
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw problemOf(new GlobusApiError(0, 'NoAnswer', detail, null, null, [], '', { cause }), { collection, path });
    } finally {
      cancel();
    }
  }

  /** Cached, one request at a time per resource server, renewed before its end. */
  #token(server: string, scope: string): Promise<string> {
    const known = this.#tokens.get(server);
    if (known !== undefined && known.endsAtMs > this.#deps.clock.monotonicMs()) return Promise.resolve(known.text);
    const underWay = this.#underWay.get(server);
    if (underWay !== undefined) return underWay;
    const generation = this.#generation;
    const asked = (async (): Promise<string> => {
      const tokens = await this.#requestTokens(await this.#deps.credentials(), scope);
      const mine = tokens.find((token) => token.resource_server === server);
      if (mine === undefined) throw new AppError('globus.badAnswer', { detail: `no token for ${server}` });
      if (generation === this.#generation) {
        const lifeMs = mine.expires_in * 1000;
        const endsAtMs = this.#deps.clock.monotonicMs() + Math.max(lifeMs / 2, lifeMs - renewBeforeMs);
        this.#tokens.set(server, { text: mine.access_token, endsAtMs });
      }
      return mine.access_token;
    })();
    this.#underWay.set(server, asked);
    const done = (): void => {
      if (this.#underWay.get(server) === asked) this.#underWay.delete(server);
    };
    asked.then(done, done);
    return asked;
  }

  async #requestTokens(credentials: Credentials, scope: string): Promise<readonly z.infer<typeof Token>[]> {
    const basic = btoa(`${credentials.clientId}:${credentials.secret}`);
    // The SDK types this call for another grant only; it sends exactly what the client-credentials grant wants.
    const payload = { grant_type: 'client_credentials', scope } as never;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await this.#once(
          `auth ${credentials.clientId}`,
          'token',
          TokenAnswer,
          (sdk) => auth.oauth2.token.token({ payload }, sdk as never),
          { Authorization: `Basic ${basic}` },
          30_000,
        );
        return [answer, ...(answer.other_tokens ?? [])];
      } catch (thrown) {
        if (!(thrown instanceof GlobusApiError)) throw thrown;
        if (attempt < 1 && this.#isWorthWaitingFor(thrown)) {
          await this.#pause(thrown.retryAfterMs ?? jitter(attempt, this.#deps.clock.random()));
          continue;
        }
        throw signInProblemOf(thrown);
      }
    }
  }

  #isWorthWaitingFor(error: GlobusApiError): boolean {
    return error.isWorthRepeating && !this.#ending.signal.aborted && (error.retryAfterMs ?? 0) <= waitInsideMs;
  }

  async #once<T>(
    service: Service,
    name: string,
    schema: z.ZodType<T>,
    send: SdkCall,
    headers: Record<string, string>,
    timeoutMs: number,
  ): Promise<T> {
    this.#assertWelcome(service);
    if (!this.#ending.signal.aborted) await this.#deps.budget.take();
    this.#assertWelcome(service); // another call may have been sent away meanwhile
    if (this.#ending.signal.aborted)
      throw new GlobusApiError(0, 'NoAnswer', `${name}: Slipway ends`, null, null, [], '');
    const abort = new AbortController();
    const end = (): void => {
      abort.abort();
    };
    this.#ending.signal.addEventListener('abort', end);
    const cancel = this.#deps.clock.wakeAfter(timeoutMs, () => {
      abort.abort();
    });
    let response: Response;
    let text: string;
    try {
      response = await send({
        fetch: { options: { signal: abort.signal, redirect: 'manual', headers, __callable: this.#deps.fetch } },
      });
      text = await response.text();
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      throw new GlobusApiError(0, 'NoAnswer', `${name}: ${detail}`, null, null, [], '', { cause });
    } finally {
      cancel();
      this.#ending.signal.removeEventListener('abort', end);
    }
    this.#readClock(response.headers.get('date'));
    if (!response.ok) {
      const error = readApiError(response.status, text, response.headers);
      this.#stayAway(service, error);
      throw error;
    }
    return readAnswer(name, schema, text);
  }

  #stayAway(service: Service, error: GlobusApiError): void {
    if (!error.isOfTheMoment || error.isOfCollection) return; // it is about what was asked, not about us
    if (error.retryAfterMs === null || error.retryAfterMs <= waitInsideMs) return;
    const untilMs = this.#deps.clock.monotonicMs() + error.retryAfterMs;
    this.#away.set(service, { untilMs, error });
  }
  #assertWelcome(service: Service): void {
    const away = this.#away.get(service);
    if (away !== undefined && this.#deps.clock.monotonicMs() < away.untilMs) throw away.error;
  }

  #readClock(date: string | null): void {
    const theirsMs = date === null ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(theirsMs)) this.#heard = { theirsMs, atMs: this.#deps.clock.monotonicMs() };
  }
  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.#deps.clock.wakeAfter(delayMs, resolve));
  }
}

export interface AtCollection {
  readonly collection: { readonly id: string; readonly name: string };
  /** The address that the collection's document names. */
  readonly server: string;
  readonly path: string;
}

/** Throws AppError when the address is no https one: a token does not go anywhere else, but to this very computer. */
function addressOf({ collection, server, path }: AtCollection): URL {
  const url = new URL(path.split('/').map(encodeURIComponent).join('/'), server);
  const isHere = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !isHere)
    throw new AppError('collection.failing', { name: collection.name, path, detail: 'unsafeAddress' });
  return url;
}

function readAnswer<T>(name: string, schema: z.ZodType<T>, text: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError('globus.badAnswer', { detail: `${name} was not answered with JSON` }, { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('globus.badAnswer', { detail: `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}` });
}

function jitter(attempt: number, random: number): number {
  return Math.round(500 * 2 ** attempt * (0.5 + random));
}
