import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const css = (name: string): string => readFileSync(new URL(`../../renderer/${name}`, import.meta.url), 'utf8');
const rules = [...`${css('theme.css')}${css('parts/parts.css')}`.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
  .map(([, selector = '', body = '']) => ({ selector: selector.trim(), body }))
  .filter(({ selector }) => selector.endsWith('::backdrop'));

it('a dialog has its veil in the oldest engine as well, where a backdrop inherits no colour', () => {
  const used = rules.flatMap(({ body }) => [...body.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
  expect(used).toEqual(['--veil']);
  for (const theme of ['', "[data-theme='dark']"])
    expect(rules.filter(({ selector, body }) => selector.includes(theme) && body.includes('--veil:'))).not.toEqual([]);
});
