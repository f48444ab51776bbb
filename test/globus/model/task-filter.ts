import { badRequest } from './globus-error';
import { globToRegExp, timeRange } from './listing';
import { parseTimeMs } from './times';

export type TaskDocument = Record<string, unknown>;
type Test = (task: TaskDocument) => boolean;

function labelTest(value: string): Test {
  const tests = value.split(',').map((part): Test => {
    const [, mark = '', text = ''] = /^(!~|~|!=|!|=)?(.*)$/s.exec(part) ?? [];
    const label = (task: TaskDocument): string => (typeof task['label'] === 'string' ? task['label'] : '');
    const loose = globToRegExp(/[*?[]/.test(text) ? text.toLowerCase() : `*${text.toLowerCase()}*`);
    if (mark === '~') return (task) => loose.test(label(task).toLowerCase());
    if (mark === '!~') return (task) => !loose.test(label(task).toLowerCase());
    if (mark === '!' || mark === '!=') return (task) => label(task) !== text;
    return (task) => label(task) === text;
  });
  return (task) => tests.some((test) => test(task));
}

function timeTest(key: string, value: string): Test {
  const { fromMs, untilMs } = timeRange(value);
  return (task) => {
    const text = task[key];
    const ms = typeof text === 'string' ? parseTimeMs(text) : null;
    if (ms === null) return fromMs === null && untilMs === null;
    return (fromMs === null || ms >= fromMs) && (untilMs === null || ms < untilMs);
  };
}

/** `key:value` clauses joined by `/`. Throws 400 for keys or values that mean nothing. */
export function taskTest(filters: readonly string[]): Test {
  const clauses = filters.flatMap((filter) => splitClauses(filter));
  const tests = clauses.map(({ key, value }): Test => {
    const values = value.split(',');
    if (key === 'task_id') return (task) => values.includes(String(task['task_id']));
    if (key === 'type') return choiceTest(key, values, ['TRANSFER', 'DELETE']);
    if (key === 'status') return choiceTest(key, values, ['ACTIVE', 'INACTIVE', 'SUCCEEDED', 'FAILED']);
    if (key === 'label') return labelTest(value);
    if (key === 'request_time' || key === 'completion_time') return timeTest(key, value);
    throw badRequest(`Invalid filter key '${key}'`);
  });
  return (task) => tests.every((test) => test(task));
}

function choiceTest(key: string, values: readonly string[], choices: readonly string[]): Test {
  const wrong = values.find((value) => !choices.includes(value));
  if (wrong !== undefined) throw badRequest(`Invalid ${key} '${wrong}' in filter`);
  return (task) => values.includes(String(task[key]));
}

/** A clause without a key, as a label with a `/` leaves behind, is refused. */
function splitClauses(filter: string): readonly { key: string; value: string }[] {
  return filter
    .split('/')
    .filter((clause) => clause !== '')
    .map((clause) => {
      const cut = clause.indexOf(':');
      if (cut < 1) throw badRequest(`Invalid filter '${clause}'`);
      return { key: clause.slice(0, cut), value: clause.slice(cut + 1) };
    });
}
