import { useEffect, type RefObject } from 'react';
import type { CheckReport, CheckView, Grant, PartGrant } from '../../preload/contract';
import { CopyLine } from '../copy';
import { Icon } from '../parts/icon';
import { ProblemLine } from '../problem-box';
import { useWords } from '../words';
import { isNoted, isUndecided } from './problem-field';

const signs = { ok: 'check', failed: 'cross', warned: 'problems', skipped: 'minus', notRun: 'minus' } as const;

export interface CheckLinesProps {
  /** Where the focus goes when a check failed that no field can mend, or noted something. */
  readonly placeRef: RefObject<HTMLElement | null>;
  /** What is to be read stands here and below: a check failed that no field can mend, or noted something. */
  readonly isDecisive: boolean;
  /** Null while the checks run. */
  readonly report: CheckReport | null;
  readonly expected: readonly CheckView['check'][];
  /** True for problems that are said at a field, so that they are not said twice. */
  readonly isSaidElsewhere?: (check: CheckView) => boolean;
}

/** Every check on a line of its own, told by sign and word. */
export function CheckLines({ placeRef, isDecisive, report, expected, isSaidElsewhere }: CheckLinesProps) {
  const words = useWords();
  const { ui } = words;
  useEffect(() => {
    if (isDecisive) placeRef.current?.scrollIntoView({ block: 'start' });
  }, [isDecisive, placeRef]);
  const failed = report?.checks.filter((check) => check.state === 'failed').length ?? 0;
  const summary =
    report === null
      ? ui.wizard.checksRunning
      : failed === 0 && report.ok
        ? isNoted(report)
          ? ui.wizard.checksNoted
          : ui.wizard.checksOk
        : words.plural(ui.wizard.checksFailed, failed);
  return (
    <section className="checks" ref={placeRef} tabIndex={-1} aria-label={ui.wizard.checksTitle}>
      <p role="status" className="checks-summary">
        {summary}
      </p>
      <ul>
        {report === null
          ? expected.map((check) => (
              <li key={check} className="check check-running">
                <span className="spinner" aria-hidden="true" />
                <span>
                  {ui.checks[check]} <span className="unseen">{ui.checks.running}</span>
                </span>
              </li>
            ))
          : report.checks.map((check) => (
              <li key={check.check} className={`check check-${isUndecided(check) ? 'warned' : check.state}`}>
                <Icon name={isUndecided(check) ? signs.warned : signs[check.state]} />
                <div>
                  <span>{ui.checks[check.check]}</span>{' '}
                  <span className="check-word">
                    {isUndecided(check) ? ui.checks.skippedEmpty : ui.checks[check.state]}
                  </span>
                  {check.problem !== null && isSaidElsewhere?.(check) !== true && (
                    <p className="check-problem">
                      <ProblemLine problem={check.problem} />
                    </p>
                  )}
                </div>
              </li>
            ))}
      </ul>
    </section>
  );
}

/** One panel for each place that lacks a permission, named by the place. */
export function PartGrants(props: {
  readonly grants: readonly PartGrant[];
  readonly lookedAtMs: number | null;
  readonly isWatched?: boolean;
}) {
  const { ui } = useWords();
  return props.grants.map((grant) => (
    <GrantPanel
      key={grant.part}
      grant={grant}
      place={`${grant.part === 'source' ? ui.setupFile.source : ui.setupFile.destination}: ${grant.subject}`}
      lookedAtMs={props.lookedAtMs}
      isWatched={props.isWatched}
    />
  ));
}

/** What to send to the owner of a collection, while Slipway keeps looking by itself. */
export function GrantPanel(props: {
  readonly grant: Grant;
  /** Which place it is about, where there are several. */
  readonly place?: string;
  readonly lookedAtMs: number | null;
  /** False while something else asks again, and says when. */
  readonly isWatched?: boolean | undefined;
}) {
  const words = useWords();
  const { ui } = words;
  const { grant, place, lookedAtMs, isWatched = true } = props;
  const title = grant.isSeen ? ui.wizard.grantTitle : ui.wizard.grantTitleUnseen;
  return (
    <section className="grant" aria-label={place === undefined ? title : `${title}. ${place}`}>
      <h2>{title}</h2>
      {place !== undefined && <p className="path">{place}</p>}
      <p>{ui.wizard.grantText}</p>
      <CopyLine label={ui.wizard.grantCommand} text={grant.command} />
      <CopyLine label={ui.wizard.grantLink} text={grant.webLink} />
      <CopyLine label={ui.wizard.grantIdentity[grant.permissions]} text={grant.identity} />
      {isWatched && (
        <p className="grant-watch small muted">
          <span className="pulse" aria-hidden="true" />
          {ui.wizard.grantWatching}{' '}
          {lookedAtMs !== null &&
            ui.wizard.grantAsked.replace(
              '{time}',
              new Intl.DateTimeFormat(words.locale, { timeStyle: 'medium' }).format(lookedAtMs),
            )}
        </p>
      )}
    </section>
  );
}
