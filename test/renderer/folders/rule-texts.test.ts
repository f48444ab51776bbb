import { describe, expect, it } from 'vitest';
import { faultOf, hasFault, readText, textOf, type RuleTextName } from '../../../renderer/folders/rule-texts';
import { aFolder } from '../../fakes/page-world';

const draft = aFolder().rule;
const deep = { ...draft, datasetIs: { kind: 'atDepth' as const, depth: 2 } };
const files = { ...draft, datasetIs: { kind: 'eachFile' as const, together: [] } };
const cleaned = { ...draft, cleanUp: { afterDays: 30, how: 'trash' as const, asks: true } };

describe('a text of a rule', () => {
  it.each<[RuleTextName, string, typeof draft, object]>([
    ['exclude', '  *.tmp \n\n*.log\r\n', draft, { exclude: ['*.tmp', '*.log'] }],
    [
      'together',
      '.wiff, .wiff.scan\n.a;.bb',
      files,
      {
        datasetIs: {
          together: [
            ['.wiff', '.wiff.scan'],
            ['.a', '.bb'],
          ],
        },
      },
    ],
    ['depth', ' 3 ', deep, { datasetIs: { kind: 'atDepth', depth: 3 } }],
    ['readAtMost', '12,5', draft, { readAtMostMBps: 12.5 }],
    ['pauseAbove', ' ', { ...draft, pauseAboveMBps: 4 }, { pauseAboveMBps: null }],
    ['template', ' {station}/{dataset}\t', draft, { destinationTemplate: '{station}/{dataset}' }],
    ['afterDays', '0', cleaned, { cleanUp: { afterDays: 0, how: 'trash', asks: true } }],
  ])('of %s is read as people write it: %j', (name, text, before, after) => {
    const read = readText(name, text, before);
    expect(read).toMatchObject({ ok: true, value: after });
  });

  it.each<[RuleTextName, string, typeof draft, object]>([
    ['include', `ok\n${'x'.repeat(301)}`, draft, { kind: 'longLine', count: 301, limit: 300 }],
    ['sentinels', 'a\n'.repeat(21), draft, { kind: 'manyLines', count: 21, limit: 20 }],
    ['together', '.wiff .wiff.scan\n.lonely', files, { kind: 'endings', line: '.lonely' }],
    ['depth', '', deep, { kind: 'wholeNumber', least: 1, most: 20 }],
    ['depth', '21', deep, { kind: 'wholeNumber' }],
    ['depth', '1.5', deep, { kind: 'wholeNumber' }],
    ['readAtMost', '0', draft, { kind: 'speed' }],
    ['readAtMost', '-1', draft, { kind: 'speed' }],
    ['readAtMost', '1e-9', draft, { kind: 'speed' }],
    ['pauseAbove', 'fast', draft, { kind: 'speed' }],
    ['template', '  ', draft, { kind: 'noTemplate' }],
    ['afterDays', '', cleaned, { kind: 'wholeNumber', least: 0, most: 3650 }],
    ['afterDays', '3651', cleaned, { kind: 'wholeNumber' }],
  ])('of %s that means nothing keeps the rule as it was: %j', (name, text, before, fault) => {
    expect(readText(name, text, before)).toMatchObject({ ok: false, fault });
    expect(faultOf(name, { [name]: text }, before)).toMatchObject(fault);
  });

  it('never makes of an emptied field that files go on the day of their delivery', () => {
    expect(readText('afterDays', '', cleaned).ok).toBe(false);
    expect(hasFault({ afterDays: '' }, cleaned)).toBe(true);
  });

  it('that belongs to another kind of rule is no fault of this one', () => {
    expect(hasFault({ depth: 'x', together: '.a', afterDays: 'x' }, draft)).toBe(false);
  });

  it('is shown as it would be typed', () => {
    expect(textOf('exclude', { ...draft, exclude: ['*.tmp', '*.log'] })).toBe('*.tmp\n*.log');
    expect(textOf('readAtMost', draft)).toBe('');
    expect(textOf('afterDays', cleaned)).toBe('30');
    expect(textOf('depth', deep)).toBe('2');
  });
});
