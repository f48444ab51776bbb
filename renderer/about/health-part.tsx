import { useState, type ReactNode } from 'react';
import type { HealthView } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { Button } from '../parts/button';
import { Icon, type IconName } from '../parts/icon';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useWords } from '../words';

const signs: Readonly<Record<HealthView['state'], IconName>> = { ok: 'check', failed: 'cross', notRun: 'minus' };

/** Everything that sending relies on, looked at when somebody asks for it. */
export function HealthPart({ facts }: { readonly facts: ReactNode }) {
  const words = useWords();
  const { ui } = words;
  const check = useAction('diagnostics.check');
  const [health, setHealth] = useState<readonly HealthView[] | null>(null);
  const run = async (): Promise<void> => {
    const outcome = await check.run({});
    if (outcome.ok) setHealth(outcome.value);
  };
  const failed = health?.filter(({ state }) => state === 'failed').length ?? 0;
  const summary = check.isBusy
    ? ui.health.running
    : health === null
      ? ''
      : failed === 0
        ? ui.health.allOk
        : words.plural(ui.health.failedCount, failed);
  return (
    <section className="card settings-part" aria-labelledby="about-health">
      <div className="settings-head">
        <h2 id="about-health">{ui.about.health}</h2>
        <Button icon="checking" isBusy={check.isBusy} onClick={() => void run()}>
          {ui.health.check}
        </Button>
      </div>
      {facts}
      <p role="status" className={summary === '' ? 'unseen' : 'checks-summary'}>
        {summary}
      </p>
      {check.problem !== null && <ProblemBox problem={check.problem} />}
      {health !== null && (
        <ul className="health" aria-label={ui.about.health}>
          {health.map(({ check: name, state, problem }) => (
            <li key={name} className={`check check-${state}`}>
              <Icon name={signs[state]} />
              <div>
                <span>{ui.health[name]}</span> <span className="check-word">{ui.checks[state]}</span>
                {problem !== null && (
                  <p className="check-problem">
                    <ProblemLine problem={problem} />
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
