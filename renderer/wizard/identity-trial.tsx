import { useEffect, useRef } from 'react';
import type { SetupPart } from '../../preload/contract';
import { Box } from '../parts/box';
import type { IconName } from '../parts/icon';
import { PartRow } from '../setup-file/part-row';
import { useWords } from '../words';

const icons: Readonly<Record<SetupPart['part'], IconName>> = {
  identity: 'key',
  source: 'computer',
  destination: 'target',
  folder: 'folders',
};

/** What is set up, as it is tried with another application. */
export function IdentityTrial(props: {
  readonly parts: readonly SetupPart[];
  readonly isBusy: boolean;
  /** It is in use although something was denied to it. */
  readonly isKept: boolean;
}) {
  const { parts, isBusy, isKept } = props;
  const words = useWords();
  const { ui } = words;
  const labels: Readonly<Record<SetupPart['part'], string>> = {
    identity: ui.setupFile.identity,
    source: ui.setupFile.source,
    destination: ui.setupFile.destination,
    folder: ui.setupFile.folders,
  };
  const failed = isBusy ? 0 : parts.filter(({ state }) => state === 'failed').length;
  const isRefused = failed > 0;
  const verdict = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isRefused) return;
    verdict.current?.scrollIntoView({ block: 'start' });
    verdict.current?.focus({ preventScroll: true });
  }, [isRefused]);
  return (
    <>
      {isRefused && (
        <div ref={verdict} tabIndex={-1} className="identity-verdict">
          <Box tone={isKept ? 'warn' : 'bad'} title={words.plural(ui.wizard.identityFailed, failed)} isAlert>
            <p>{isKept ? ui.wizard.identityAsksAgain : ui.wizard.identityNotReplaced}</p>
          </Box>
        </div>
      )}
      <ul className="card file-rows" aria-label={ui.wizard.identityTrial}>
        {parts.map((part) => (
          <PartRow key={`${part.part} ${part.subject}`} label={labels[part.part]} icon={icons[part.part]} part={part}>
            <p className="path">{part.subject}</p>
          </PartRow>
        ))}
      </ul>
      <p role="status" className="file-status muted">
        {isBusy ? ui.setupFile.working : ''}
      </p>
    </>
  );
}
