import type { FolderView } from '../../preload/contract';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { useWords } from '../words';
import { TryPanel } from './try-panel';

/** The test of the wizard, repeated whenever it is wanted. */
export function TryDialog({
  folders,
  onClose,
}: {
  readonly folders: readonly FolderView[];
  readonly onClose: () => void;
}) {
  const { ui } = useWords();
  return (
    <Dialog title={ui.tryOut.title} closeLabel={ui.common.close} onClose={onClose} isWide>
      <p className="dialog-lead muted">{ui.tryOut.lead}</p>
      <TryPanel
        folders={folders}
        beside={() => (
          <Button look="quiet" onClick={onClose}>
            {ui.common.close}
          </Button>
        )}
      />
    </Dialog>
  );
}
