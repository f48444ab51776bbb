import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { DatasetView, Problem, TaskEventsView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useCall } from '../api/use-call';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { useNowMs, useWords } from '../words';

/** Each look is a request, and a second has five for all that Slipway does. */
const lookEveryMs = 10_000;

interface TaskEventsProps {
  readonly dataset: DatasetView;
  /** Opens the task in the web app; null: there is nothing to open. */
  readonly onSee: (() => void) | null;
}

/** What Globus tells of the dataset's task. It is asked while somebody looks, and again only while more may come. */
export function TaskEvents({ dataset, onSee }: TaskEventsProps) {
  const words = useWords();
  const { detail } = words.ui;
  const nowMs = useNowMs();
  const titleId = useId();
  const { outcome, askAgain } = useCall('dataset.taskEvents', { datasetId: dataset.id });
  useLooks(dataset.state, askAgain);
  // What was told stays in sight when Globus cannot be asked for a while.
  const [last, setLast] = useState<TaskEventsView>(null);
  if (outcome?.ok === true && outcome.value !== last) setLast(outcome.value);
  const events = last?.events ?? [];
  const whyNot = (problem: Problem): string =>
    problem.code === 'task.vanished'
      ? detail.eventsVanished
      : fill(detail.eventsCannot, { why: words.problem(problem, nowMs).what });
  const whatIsTold =
    last === null ? detail.eventsNoTask : events.length === 0 ? detail.eventsNone : detail.eventsNewest;
  return (
    <section className="task-events" aria-labelledby={titleId}>
      <h3 id={titleId}>{detail.eventsTitle}</h3>
      <div className="task-events-head">
        <p className="small muted" role="status">
          {outcome === null ? detail.eventsAsking : outcome.ok ? whatIsTold : whyNot(outcome.problem)}
        </p>
        {onSee !== null && events.length > 0 && (
          <Button look="quiet" icon="link" onClick={onSee}>
            {detail.eventsSee}
          </Button>
        )}
      </div>
      {events.length > 0 && <EventList events={events} />}
    </section>
  );
}

/** Looks again every 10 s while the dataset is being sent, and once more when it comes to another state. */
function useLooks(state: DatasetView['state'], askAgain: () => void): void {
  const look = useEffectEvent(askAgain);
  const lookedIn = useRef(state);
  useEffect(() => {
    if (lookedIn.current !== state) {
      lookedIn.current = state;
      look();
    }
    if (state !== 'sending' && state !== 'paused') return undefined;
    const timer = setInterval(() => {
      look();
    }, lookEveryMs);
    return () => {
      clearInterval(timer);
    };
  }, [state]);
}

function EventList({ events }: { readonly events: NonNullable<TaskEventsView>['events'] }) {
  const words = useWords();
  const nowMs = useNowMs();
  const { detail } = words.ui;
  return (
    <ol className="history">
      {events.map((event, at) => (
        // Counted from the oldest, so that a line whose details are open stays itself when newer ones come.
        <li key={events.length - at} className={event.isError ? 'history-fault' : undefined}>
          <span>
            {event.isError && (
              <span className="history-mark tone-bad">
                <Icon name="problems" size={16} />
                <span className="unseen">{detail.eventsError}: </span>
              </span>
            )}
            {words.say(event.said, nowMs)}
          </span>
          {event.atMs !== null && <span className="small muted nums">{words.dateTime(event.atMs)}</span>}
          {event.detail !== '' && (
            <details className="more">
              <summary>{detail.eventsDetails}</summary>
              <pre className="history-detail mono">{event.detail}</pre>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
