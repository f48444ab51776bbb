import type { Reply } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { Copy } from '../copy';
import { Button } from '../parts/button';
import { useTell } from '../tell';
import { ProblemBox } from '../problem-box';
import { useWords, type Words } from '../words';
import { HealthPart } from './health-part';

interface Line {
  readonly name: string;
  readonly value: string;
}

function linesOf(
  view: Reply<'diagnostics.read'>,
  words: Words,
): { versions: readonly Line[]; health: readonly Line[] } {
  const { about, settings, common } = words.ui;
  const secrets = {
    ok: settings.secretOk,
    missing: settings.secretMissing,
    locked: settings.secretLocked,
    unavailable: settings.secretUnavailable,
  };
  return {
    versions: [
      { name: about.version, value: view.version },
      { name: about.electron, value: view.electron },
      { name: about.chromium, value: view.chromium },
      { name: about.node, value: view.node },
      { name: about.system, value: view.system },
    ],
    health: [
      { name: about.secret, value: secrets[view.secret] },
      {
        name: about.ledger,
        value: fill(about.ledgerText, {
          datasets: words.plural(common.datasets, view.ledger.datasets),
          files: words.plural(common.files, view.ledger.files),
          bytes: words.bytes(view.ledger.bytesOnDisk),
        }),
      },
      { name: about.requests, value: words.number(view.requestsLastMinute) },
      { name: about.dataFolder, value: view.dataFolder },
    ],
  };
}

export function AboutPage() {
  const words = useWords();
  const { ui } = words;
  const tell = useTell();
  const read = useCall('diagnostics.read', {});
  const saveReport = useAction('diagnostics.saveReport');
  const openLink = useAction('link.open');
  const save = async (): Promise<void> => {
    const outcome = await saveReport.run({});
    const path = outcome.ok ? outcome.value.path : null;
    if (path !== null) tell(({ ui }) => fill(ui.about.reportSaved, { path }));
  };
  const view = read.outcome?.ok === true ? read.outcome.value : null;
  const lines = view === null ? null : linesOf(view, words);
  const asText = (of: readonly Line[]): string => of.map((line) => `${line.name}: ${line.value}`).join('\n');
  return (
    <div className="page-inner page-narrow">
      <header className="page-head">
        <h1>{ui.about.title}</h1>
        <div className="page-actions">
          <Button icon="retry" isBusy={read.isAsking} onClick={read.askAgain}>
            {ui.about.refresh}
          </Button>
        </div>
      </header>
      {read.outcome?.ok === false && <ProblemBox problem={read.outcome.problem} />}
      {view !== null && lines !== null && (
        <>
          <section className="card settings-part" aria-labelledby="about-versions">
            <h2 id="about-versions">{ui.about.versions}</h2>
            <Facts lines={lines.versions} />
            <p className="small muted">{ui.about.licence}</p>
          </section>
          <HealthPart facts={<Facts lines={lines.health} />} />
          <section className="card settings-part" aria-labelledby="about-log">
            <div className="settings-head">
              <h2 id="about-log">{ui.about.log}</h2>
              <Copy text={view.log.join('\n')} thing={ui.about.log} label={ui.about.copyLog} />
            </div>
            {view.log.length === 0 ? (
              <p className="muted">{ui.about.logEmpty}</p>
            ) : (
              <pre className="log mono" tabIndex={0} aria-label={ui.about.log} role="group">
                {view.log.join('\n')}
              </pre>
            )}
          </section>
          <section className="card settings-part" aria-labelledby="about-report">
            <h2 id="about-report">{ui.about.saveReport}</h2>
            <p className="muted">{ui.about.saveReportHint}</p>
            {saveReport.problem !== null && <ProblemBox problem={saveReport.problem} />}
            <div className="button-row">
              <Button look="primary" icon="receipt" isBusy={saveReport.isBusy} onClick={() => void save()}>
                {ui.about.saveReport}
              </Button>
              <Copy
                text={[asText(lines.versions), asText(lines.health), view.log.join('\n')].join('\n\n')}
                thing={ui.about.title}
                label={ui.about.copyAll}
              />
              <Button icon="link" onClick={() => void openLink.run({ link: 'webApp' })}>
                {ui.about.webApp}
              </Button>
            </div>
          </section>
        </>
      )}
    </div>
  );
}

function Facts({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <dl className="facts">
      {lines.map((line) => (
        <div key={line.name}>
          <dt>{line.name}</dt>
          <dd className="path">{line.value}</dd>
        </div>
      ))}
    </dl>
  );
}
