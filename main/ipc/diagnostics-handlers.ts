/** Answers about the app itself: versions, health, log, and the report that support asks for. */
import { type HealthView, type Reply } from '../../preload/contract';
import { languageOf, texts } from '../../preload/texts';
import { checkHealth } from '../setup/health';
import { type HandlerDeps } from './handlers';
import { presentProblem } from './present';
import { type Handlers } from './register';
import { presentSettings } from './settings-handlers';

type DiagnosticsCalls = Extract<keyof Handlers, `diagnostics.${string}`>;

export function makeDiagnosticsHandlers(deps: HandlerDeps): Pick<Handlers, DiagnosticsCalls> {
  const { ledger, settings, identity, clock, status, desk } = deps;

  const read = async (): Promise<Reply<'diagnostics.read'>> => {
    const counts = ledger.counts();
    return {
      ...desk.versions(),
      secret: await identity.read(),
      ledger: {
        datasets: counts.reduce((sum, count) => sum + count.datasets, 0),
        files: counts.reduce((sum, count) => sum + count.files, 0),
        bytesOnDisk: ledger.sizeOnDisk(),
      },
      requestsLastMinute: desk.requestsLastMinute(),
      log: [...desk.logLines()],
    };
  };
  const check = async (): Promise<HealthView[]> =>
    (await checkHealth(deps)).map(({ check: name, state, error }) => ({
      check: name,
      state,
      problem: error === null ? null : presentProblem(error),
    }));
  /** To take it out of the report, should it ever stand in there. Without one that can be read there is none to take out. */
  const secrets = async (): Promise<readonly string[]> => {
    const { clientId } = settings.read();
    if (clientId === null) return [];
    const given = await identity.credentials().catch(() => null);
    return given === null ? [] : [given.secret, `${clientId}:${given.secret}`];
  };

  return {
    'diagnostics.read': read,
    'diagnostics.check': check,
    'diagnostics.saveReport': async () => {
      const now = settings.read();
      const { log, secret, requestsLastMinute, ledger: statistics, ...versions } = await read();
      const madeAt = new Date(clock.nowMs()).toISOString();
      const { clientId, source, destination, folders, pause } = now;
      const { makeReport } = await import('./report'); // not read at each start
      const report = makeReport(
        {
          madeAt,
          readMe: texts(now.language === 'system' ? languageOf(desk.locale()) : now.language).ui.about.reportReadMe,
          versions,
          settings: {
            ...presentSettings(now),
            lockIsOn: now.lock !== null,
            clientId,
            source,
            destination,
            folders,
            pause,
          },
          health: await check(),
          status: { ...status.read(), secret, requestsLastMinute },
          ledger: { ...statistics, counts: ledger.counts() },
          log,
        },
        await secrets(),
      );
      return { path: await desk.saveAs(`slipway-report-${madeAt.slice(0, 10)}.zip`, report) };
    },
  };
}
