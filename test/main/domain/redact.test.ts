import { describe, expect, it } from 'vitest';
import { redacted, withoutSecrets } from '../../../main/domain/redact';

const secret = 'q7Zt3nPf0Yw2LrKx9VbEs5/a8JmHc1+dTiOoN6WyR4E=';
const token = 'AgB5mW2kQxV7dLz9rT0yNcE4hJ8uP1sG6fK3oXwYvMqZaIbHl2R7tD9eUj';

describe('a text for others', () => {
  it.each([
    ['plain', `saved ${secret} now`],
    ['percent-encoded', `client_id=x&q=${encodeURIComponent(secret)}`],
    ['base64', btoa(secret)],
  ])('holds no secret that stood there %s', (_how, text) => {
    const clean = withoutSecrets(text, [secret]);
    expect(clean).not.toContain(secret);
    expect(clean).not.toContain(encodeURIComponent(secret));
    expect(clean).not.toContain(btoa(secret));
    expect(clean).toContain(redacted);
  });

  it.each([
    `Authorization: Bearer ${token}`,
    `Authorization: Basic ${btoa('id:some-secret')}`,
    `{"access_token":"short","expires_in":172800}`,
    `grant failed client_secret=hunter2`,
    `token ${token} expired`,
  ])('holds no token: %s', (text) => {
    const clean = withoutSecrets(text, []);
    for (const word of [token, btoa('id:some-secret'), '"short"', 'hunter2']) expect(clean).not.toContain(word);
  });

  it('keeps what helps: names, paths, ids of tasks and checksums', () => {
    const useful = [
      'move dataset="2026-11-24_Embryo-08_Channel-561nm_LongNameOfAnOverview_Final" from="queued"',
      '/data/acquisitions/Zebrafish_Line_Tg(myl7:EGFP)_2026/stack_0417.tif',
      'task 5f0f9f2c-6d8e-11ef-9a3c-0242ac110002 accepted',
      '8f14e45fceea167a5a36dedd4bea2543a1b2c3d4e5f60718293a4b5c6d7e8f90',
    ].join('\n');
    expect(withoutSecrets(useful, [secret])).toBe(useful);
  });
});
