import { describe, expect, it } from 'vitest';
import { readApiError } from '../../../main/adapters/globus-http/api-error';

const waitOf = (headers: Record<string, string>): number | null =>
  readApiError(429, '{}', new Headers(headers)).retryAfterMs;

describe('how long a refusal asks to wait', () => {
  it('is told in seconds, and an hour at the most', () => {
    expect(waitOf({ 'retry-after': '7' })).toBe(7_000);
    expect(waitOf({ 'retry-after': '86400' })).toBe(3_600_000);
    expect(waitOf({ 'retry-after': '-3' })).toBe(0);
  });
  it('or as a date, which counts from the date of the answer: the clock of this computer may be years off', () => {
    const date = 'Mon, 05 Jan 2015 08:00:00 GMT';
    expect(waitOf({ date, 'retry-after': 'Mon, 05 Jan 2015 08:00:30 GMT' })).toBe(30_000);
    expect(waitOf({ 'retry-after': 'Mon, 05 Jan 2015 08:00:30 GMT' })).toBeNull();
  });
  it('or not at all', () => {
    expect(waitOf({})).toBeNull();
    expect(waitOf({ 'retry-after': 'soon' })).toBeNull();
  });
});

describe('a refusal in which fields are null', () => {
  it('still says what it is, and what it wants', () => {
    const consent = readApiError(
      403,
      '{"code":"ConsentRequired","message":null,"request_id":null,"required_scopes":["data_access"],"authorization_parameters":null}',
      new Headers(),
    );
    expect([consent.code, consent.message, consent.requestId, consent.requiredScopes]).toEqual([
      'ConsentRequired',
      'ConsentRequired',
      null,
      ['data_access'],
    ]);
    const within = readApiError(
      403,
      '{"code":"ConsentRequired","required_scopes":null,"authorization_parameters":{"required_scopes":["data_access"]}}',
      new Headers(),
    );
    expect(within.requiredScopes).toEqual(['data_access']);
  });
  it('of Auth tells its code', () => {
    const codeOf = (body: string): string => readApiError(401, body, new Headers()).code;
    expect(codeOf('{"errors":[{"code":"UNAUTHORIZED","id":null,"title":null,"detail":null}]}')).toBe('UNAUTHORIZED');
    expect(codeOf('{"error":"unauthorized_client","error_description":null}')).toBe('unauthorized_client');
  });
});
