import { type GlobusError } from '../model/globus-error';
import { type GlobusModel } from '../model/model';
import { type Answer, type Exchange, htmlAnswer, jsonAnswer } from './exchange';

type Document = Record<string, unknown>;

/** An answer of Transfer as it leaves: subset of fields, request id and resource for results, unknown extra keys. */
export function decorate(document: Document, exchange: Exchange, model: GlobusModel): Document {
  const asked = exchange.query.get('fields');
  const fields = asked === null || asked === '' ? null : asked.split(',');
  const items = document['DATA'];
  const isList = Array.isArray(items) && document['DATA_TYPE'] !== 'endpoint';
  const out: Document = isList
    ? { ...document, DATA: items.map((item: unknown) => decorateItem(item, fields, model)) }
    : pick(document, fields);
  if (typeof document['code'] === 'string') {
    out['request_id'] = model.random.text(9);
    out['resource'] = resourceOf(exchange.path, model);
  }
  return withExtra(out, model);
}

function decorateItem(item: unknown, fields: readonly string[] | null, model: GlobusModel): unknown {
  if (typeof item !== 'object' || item === null) return item;
  return withExtra(pick(item as Document, fields), model);
}

function pick(document: Document, fields: readonly string[] | null): Document {
  if (fields === null) return { ...document };
  return Object.fromEntries(Object.entries(document).filter(([key]) => key === 'DATA_TYPE' || fields.includes(key)));
}

/** A key that no client knows, as the service adds them without notice. */
function withExtra(document: Document, model: GlobusModel): Document {
  if (model.doubts.extraFields === 'present') document['practice_extra'] = { unknown: [1, 'two', null] };
  return document;
}

function resourceOf(path: string, model: GlobusModel): string {
  const decoded = ((): string => {
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  })();
  return model.doubts.resourceStyle === 'plain' ? decoded.replace(/^\/v0\.10/, '') : decoded;
}

function codeOf(error: GlobusError, model: GlobusModel): string {
  const { clientErrorPrefix } = model.doubts;
  const isClientError = error.status >= 400 && error.status < 500;
  if (clientErrorPrefix === 'never') return error.code.replace(/^ClientError\./, '');
  if (clientErrorPrefix === 'always' && isClientError && !error.code.startsWith('ClientError.')) {
    return `ClientError.${error.code}`;
  }
  return error.code;
}

/** The error document of Transfer. */
export function transferErrorAnswer(error: GlobusError, path: string, model: GlobusModel): Answer {
  const document = {
    code: codeOf(error, model),
    message: error.message,
    request_id: model.random.text(9),
    resource: resourceOf(path, model),
    ...error.extra,
  };
  return jsonAnswer(error.status, withExtra(document, model));
}

/** 429 in the form that the doubts ask for. */
export function rateLimitedAnswer(retryAfterS: number, path: string, model: GlobusModel): Answer {
  const headers: Record<string, string> =
    model.doubts.rateLimitRetryAfter === 'present' ? { 'retry-after': String(retryAfterS) } : {};
  if (model.doubts.rateLimitBody === 'html') return htmlAnswer(429, '429 Too Many Requests', headers);
  const document = {
    code: 'ClientError.RateLimitExceeded',
    message: 'Too many requests',
    request_id: model.random.text(9),
    resource: resourceOf(path, model),
  };
  return jsonAnswer(429, document, headers);
}
