import type { SetupPart } from '../../preload/contract';
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
export function IdentityTrial({ parts, isBusy }: { readonly parts: readonly SetupPart[]; readonly isBusy: boolean }) {
  const words = useWords();
  const { ui } = words;
  const labels: Readonly<Record<SetupPart['part'], string>> = {
    identity: ui.setupFile.identity,
    source: ui.setupFile.source,
    destination: ui.setupFile.destination,
    folder: ui.setupFile.folders,
  };
  const failed = isBusy ? 0 : parts.filter(({ state }) => state === 'failed').length;
  return (
    <>
      <ul className="card file-rows" aria-label={ui.wizard.identityTrial}>
        {parts.map((part) => (
          <PartRow key={`${part.part} ${part.subject}`} label={labels[part.part]} icon={icons[part.part]} part={part}>
            <p className="path">{part.subject}</p>
          </PartRow>
        ))}
      </ul>
      <p role="status" className={failed > 0 ? 'file-status check-problem' : 'file-status muted'}>
        {isBusy
          ? ui.setupFile.working
          : failed > 0
            ? `${words.plural(ui.setupFile.someFailed, failed)} ${ui.wizard.identityNotReplaced}`
            : ''}
      </p>
    </>
  );
}
