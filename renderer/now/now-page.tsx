import type { StatusView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { useRefresh } from '../api/use-refresh';
import { noFilter, requestFor } from '../datasets/filter';
import { Box } from '../parts/box';
import { Button } from '../parts/button';
import { Empty } from '../parts/empty';
import { Icon } from '../parts/icon';
import { MenuButton } from '../parts/menu-button';
import { Progress } from '../parts/progress';
import { useTell } from '../tell';
import { ProblemBox } from '../problem-box';
import { areFoldersPaused, hasNoFolder, headlineOf, waitsForGlobus } from '../headline';
import { areCalm, headlineLooks } from '../states';
import { useWindow } from '../window-context';
import { useNowMs, useWords, type Words } from '../words';
import { DatasetCard, DeliveredLine } from './dataset-card';

const hourMs = 3_600_000;
/** More than these are in Datasets. */
const mostShown = 40;
const mostRecent = 5;

/** What keeps every order back, in the text that fits of three; null when nothing does. */
function keptBack(
  { pause, waitsUntil }: StatusView,
  words: Words,
  nowMs: number,
  [paused, pausedUntil, hours]: readonly [string, string, string],
): string | null {
  if (pause !== null)
    return pause.untilMs === null ? paused : fill(pausedUntil, { time: words.time(pause.untilMs, nowMs) });
  return waitsUntil === null ? null : fill(hours, { time: waitsUntil });
}

function headlineText(status: StatusView, words: Words, nowMs: number): { title: string; text: string } {
  const { ui } = words;
  const time = (ms: number | null): string => (ms === null ? '' : words.time(ms, nowMs));
  if (hasNoFolder(status)) return { title: headlineOf(status, ui), text: ui.headlineText.noFolders };
  if (status.headline === 'idle' && status.counts.delivered === 0)
    return { title: headlineOf(status, ui), text: ui.headlineText.idleNothing };
  if (status.headline === 'waiting' && status.waitsUntil !== null)
    return {
      title: headlineOf(status, ui),
      text: fill(ui.headlineText.waitingUntil, { time: status.waitsUntil }),
    };
  if (waitsForGlobus(status)) return { title: headlineOf(status, ui), text: ui.headlineText.waitingForGlobus };
  const { needsYouPaused, needsYouPausedUntil, needsYouHours } = ui.headlineText;
  const besides = keptBack(status, words, nowMs, [needsYouPaused, needsYouPausedUntil, needsYouHours]);
  if (status.headline === 'needsYou' && besides !== null) return { title: headlineOf(status, ui), text: besides };
  if (status.headline === 'paused' && status.pausedBy !== null && (status.pause === null || status.counts.paused > 0))
    return {
      title: headlineOf(status, ui),
      text:
        status.pause === null
          ? (status.counts.paused > 0 ? ui.headlineText.pausedBy : ui.headlineText.pausedByWaiting)[status.pausedBy]
          : status.pause.untilMs === null
            ? ui.headlineText.pausedBoth
            : fill(ui.headlineText.pausedBothUntil, { time: time(status.pause.untilMs) }),
    };
  if (areFoldersPaused(status)) return { title: headlineOf(status, ui), text: ui.headlineText.pausedFolders };
  const until = status.pause?.untilMs ?? null;
  const text =
    status.headline === 'paused' && until !== null
      ? fill(ui.headlineText.pausedUntil, { time: time(until) })
      : fill(ui.headlineText[status.headline], { time: time(status.offlineSinceMs) });
  return { title: headlineOf(status, ui), text };
}

export function NowPage() {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const { status, settings, putStatus, putSettings, go } = useWindow();
  const tell = useTell();
  const pause = useAction('sending.pause');
  const resume = useAction('sending.resume');
  const sendNow = useAction('sending.now');
  const read = useAction('settings.change');
  const moving = useCall(
    'dataset.list',
    requestFor({ ...noFilter, states: ['sending', 'checking', 'waiting'] }, nowMs, 0, mostShown),
  );
  const recent = useCall('dataset.list', requestFor({ ...noFilter, states: ['delivered'] }, nowMs, 0, mostRecent));
  useRefresh(() => {
    moving.askAgain();
    recent.askAgain();
  });

  const look = headlineLooks[status.headline];
  const { title, text } = headlineText(status, words, nowMs);
  const isPaused = status.pause !== null;
  const startPause = async (forMs: number | null): Promise<void> => {
    const outcome = await pause.run({ forMs });
    if (!outcome.ok) return;
    putStatus(outcome.value);
    tell(
      ({ ui }) => ui.now.paused,
      () => void endPause(),
    );
  };
  const endPause = async (): Promise<void> => {
    const outcome = await resume.run({});
    if (!outcome.ok) return;
    putStatus(outcome.value);
    tell(({ ui }) => ui.now.resumed);
  };
  const lookNow = async (): Promise<void> => {
    const outcome = await sendNow.run({});
    if (!outcome.ok) return;
    putStatus(outcome.value);
    tell((words) => {
      const { sendNowDone, sendNowPaused, sendNowPausedUntil, sendNowHours } = words.ui.now;
      const texts = [sendNowPaused, sendNowPausedUntil, sendNowHours] as const;
      return keptBack(outcome.value, words, nowMs, texts) ?? sendNowDone;
    });
  };
  const readNoTray = async (): Promise<void> => {
    const outcome = await read.run({ noTrayRead: true });
    if (outcome.ok) putSettings(outcome.value);
  };
  const refusal = read.problem ?? pause.problem ?? resume.problem ?? sendNow.problem;
  const rank = { sending: 0, checking: 1, paused: 2, waiting: 3, needsYou: 4, delivered: 5 } as const;
  const rows = moving.outcome?.ok === true ? moving.outcome.value : null;
  const sorted = rows === null ? [] : [...rows.rows].sort((a, b) => rank[a.state] - rank[b.state]);
  const delivered = recent.outcome?.ok === true ? recent.outcome.value.rows : [];
  const tiles = [
    { name: ui.now.countWaiting, count: status.counts.waiting, tone: 'neutral' },
    { name: ui.now.countSending, count: status.counts.sending, tone: 'busy' },
    ...(status.counts.paused === 0 ? [] : [{ name: ui.now.countPaused, count: status.counts.paused, tone: 'warn' }]),
    { name: ui.now.countDelivered, count: status.counts.delivered, tone: 'good' },
    { name: ui.now.countNeedsYou, count: status.counts.needsYou, tone: status.counts.needsYou > 0 ? 'bad' : 'neutral' },
  ];
  const facts = [
    // The headline tells it only where nothing more pressing is to be told.
    ...(status.percent === null || status.headline === 'sending'
      ? []
      : [{ name: ui.now.sent, value: words.percent(status.percent) }]),
    ...(status.bytesPerSecond === null ? [] : [{ name: ui.now.speed, value: words.speed(status.bytesPerSecond) }]),
    ...(status.secondsLeft === null
      ? []
      : [{ name: ui.now.timeLeft, value: words.duration(status.secondsLeft * 1000) }]),
    {
      name: ui.now.lastDelivered,
      value: status.lastDeliveredAtMs === null ? ui.now.never : words.ago(status.lastDeliveredAtMs, nowMs),
    },
  ];

  const namesOfPaused = status.pausedFolders.map(({ name }) => name).join(', ');
  return (
    <div className="page-inner">
      <header className="page-head">
        <h1>{ui.now.title}</h1>
        <div className="page-actions">
          <Button icon="retry" isBusy={sendNow.isBusy} onClick={() => void lookNow()}>
            {ui.now.sendNow}
          </Button>
          {isPaused ? (
            <Button look="primary" icon="sending" isBusy={resume.isBusy} onClick={() => void endPause()}>
              {ui.now.resume}
            </Button>
          ) : (
            <MenuButton
              label={ui.now.pause}
              icon="paused"
              entries={[
                { text: ui.now.pauseHour, run: () => void startPause(hourMs) },
                { text: ui.now.pauseOpen, run: () => void startPause(null) },
              ]}
            />
          )}
        </div>
      </header>
      {refusal !== null && <ProblemBox problem={refusal} />}
      {status.tray === 'absent' && !settings.noTrayRead && (
        <Box
          tone="neutral"
          actions={
            <Button isBusy={read.isBusy} onClick={() => void readNoTray()}>
              {ui.act.dismiss}
            </Button>
          }
        >
          {ui.now.noTray}
        </Box>
      )}
      <section className={`card headline headline-${look.tone}`} aria-labelledby="headline">
        <div className="headline-top">
          <span className={`headline-icon tone-${look.tone}`}>
            <Icon name={look.icon} size={30} />
          </span>
          <div className="headline-words">
            <h2 id="headline" className="headline-title">
              {title}
              {status.headline === 'sending' && status.percent !== null && (
                <span className="nums"> · {words.percent(status.percent)}</span>
              )}
            </h2>
            <p className="muted">{text}</p>
          </div>
        </div>
        {hasNoFolder(status) && (
          <div className="button-row">
            <Button
              look="primary"
              icon="plus"
              onClick={() => {
                go({ place: 'folders', adds: true });
              }}
            >
              {ui.now.addFolder}
            </Button>
          </div>
        )}
        {status.percent !== null && (
          <Progress
            name={ui.now.progress}
            percent={status.percent}
            valueText={fill(ui.now.percent, { percent: words.percent(status.percent) })}
            isBig
          />
        )}
        <dl className="headline-facts">
          {facts.map((fact) => (
            <div key={fact.name}>
              <dt>{fact.name}</dt>
              <dd className="nums">{fact.value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {status.problems.length > 0 && (
        <Box
          tone={areCalm(status.problems) ? 'warn' : 'bad'}
          title={words.plural(ui.nav.problemCount, status.problems.length)}
          actions={
            <Button
              look="primary"
              onClick={() => {
                go({ place: 'problems' });
              }}
            >
              {ui.now.openProblems}
            </Button>
          }
        >
          <ul className="problem-list">
            {status.problems.slice(0, 3).map((problem) => (
              <li key={problem.id} className="path">
                {words.problem(problem, nowMs).what}
              </li>
            ))}
          </ul>
        </Box>
      )}
      {status.pausedFolders.length > 0 && (
        <Box
          tone="warn"
          title={words.plural(ui.now.foldersPaused, status.pausedFolders.length)}
          actions={
            <Button
              onClick={() => {
                const [first, ...others] = status.pausedFolders;
                go({ place: 'folders', ...(first !== undefined && others.length === 0 ? { folderId: first.id } : {}) });
              }}
            >
              {ui.now.openFolders}
            </Button>
          }
        >
          <p className="path">
            {areFoldersPaused(status)
              ? namesOfPaused
              : fill(words.plural(ui.now.foldersPausedText, status.pausedFolders.length), { names: namesOfPaused })}
          </p>
        </Box>
      )}
      <section aria-labelledby="counts">
        <div className="section-head">
          <h2 id="counts">{ui.now.countsTitle}</h2>
        </div>
        <dl className="tiles">
          {tiles.map((tile) => (
            <div key={tile.name} className={`tile tile-${tile.tone}`}>
              <dt>{tile.name}</dt>
              <dd className="nums">{words.number(tile.count)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="moving">
        <div className="section-head">
          <h2 id="moving">{ui.now.movingTitle}</h2>
          {rows !== null && rows.total > rows.rows.length && (
            <Button
              look="quiet"
              onClick={() => {
                go({ place: 'datasets' });
              }}
            >
              {ui.now.movingMore}
            </Button>
          )}
        </div>
        {moving.outcome?.ok === false && <ProblemBox problem={moving.outcome.problem} isAlert={false} />}
        {rows !== null && sorted.length === 0 && (
          <div className="card">
            <Empty
              icon="datasets"
              title={ui.now.movingEmpty}
              text={
                hasNoFolder(status)
                  ? ui.now.noFoldersText
                  : areFoldersPaused(status)
                    ? ui.now.movingEmptyPaused
                    : ui.now.movingEmptyText
              }
              isSmall
            />
          </div>
        )}
        {sorted.length > 0 && (
          <ul className="card cards">
            {sorted.map((dataset) => (
              <DatasetCard key={dataset.id} dataset={dataset} />
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="recent">
        <div className="section-head">
          <h2 id="recent">{ui.now.recentTitle}</h2>
          {status.counts.delivered > 0 && (
            <p className="muted small">
              {fill(ui.now.totals, {
                files: words.plural(ui.common.files, status.counts.files),
                bytes: words.bytes(status.counts.bytes),
              })}
            </p>
          )}
        </div>
        {delivered.length === 0 ? (
          <p className="muted">{ui.now.recentEmpty}</p>
        ) : (
          <ul className="card cards">
            {delivered.map((dataset) => (
              <DeliveredLine key={dataset.id} dataset={dataset} nowMs={nowMs} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
