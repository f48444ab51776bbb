import { useState } from 'react';
import { CopyLine } from '../copy';
import { Badge, type Tone } from '../parts/badge';
import { Button } from '../parts/button';
import type { IconName } from '../parts/icon';
import { ExportDialog } from '../setup-file/export-dialog';
import { TryDialog } from '../try-out/try-dialog';
import { useSought } from '../use-sought';
import { useWindow } from '../window-context';
import { useWords } from '../words';
import { ChangeDialog, type Change } from './change-dialog';
import { GeneralPart } from './general-part';
import { LockPart } from './lock-part';
import { NoticesPart } from './notices-part';
import { SendingPart } from './sending-part';

export function SettingsPage() {
  const { ui } = useWords();
  const { at, setup, openSetupFile } = useWindow();
  const identity = useSought<HTMLElement>(at.part === 'identity' ? at : null);
  const collections = useSought<HTMLElement>(at.part === 'collections' ? at : null);
  const [dialog, setDialog] = useState<Change | null>(null);
  const [isExporting, setIsExporting] = useState(false);
  const [isTrying, setIsTrying] = useState(false);
  const secretLooks: Readonly<Record<typeof setup.secret, { tone: Tone; icon: IconName; text: string }>> = {
    ok: { tone: 'good', icon: 'check', text: ui.settings.secretOk },
    missing: { tone: 'bad', icon: 'hand', text: ui.settings.secretMissing },
    locked: { tone: 'warn', icon: 'key', text: ui.settings.secretLocked },
    unread: { tone: 'neutral', icon: 'waiting', text: ui.settings.secretUnread },
    unavailable: { tone: 'bad', icon: 'hand', text: ui.settings.secretUnavailable },
  };
  const secret = secretLooks[setup.secret];
  return (
    <div className="page-inner page-narrow">
      <header className="page-head">
        <h1>{ui.settings.title}</h1>
      </header>
      <GeneralPart />
      <SendingPart />
      <NoticesPart />
      <section className="card settings-part" aria-labelledby="settings-identity" ref={identity} tabIndex={-1}>
        <div className="settings-head">
          <h2 id="settings-identity">{ui.settings.identity}</h2>
          <Badge tone={secret.tone} icon={secret.icon}>
            {secret.text}
          </Badge>
        </div>
        <p className="muted">{ui.settings.identityHint}</p>
        {setup.identity !== null && (
          <CopyLine label={ui.wizard.signsInAs} copyName={ui.wizard.copyIdentity} text={setup.identity} />
        )}
        <div>
          <Button
            icon="key"
            onClick={() => {
              setDialog('identity');
            }}
          >
            {ui.settings.replaceIdentity}
          </Button>
        </div>
      </section>
      <section className="card settings-part" aria-labelledby="settings-collections" ref={collections} tabIndex={-1}>
        <h2 id="settings-collections">{ui.settings.collections}</h2>
        <Place
          title={ui.settings.source}
          name={setup.source?.collection.name ?? null}
          lines={
            setup.source === null
              ? []
              : [
                  { label: ui.wizard.localFolder, text: setup.source.localPath },
                  { label: ui.wizard.collectionPath, text: setup.source.collectionPath },
                ]
          }
          action={ui.settings.changeSource}
          onChange={() => {
            setDialog('source');
          }}
        />
        <Place
          title={ui.settings.destination}
          name={setup.destination?.collection.name ?? null}
          lines={
            setup.destination === null ? [] : [{ label: ui.wizard.destinationFolder, text: setup.destination.path }]
          }
          action={ui.settings.changeDestination}
          onChange={() => {
            setDialog('destination');
          }}
        />
      </section>
      <LockPart />
      {setup.step === 'done' && (
        <section className="card settings-part" aria-labelledby="settings-try">
          <h2 id="settings-try">{ui.tryOut.title}</h2>
          <p className="muted">{ui.tryOut.inSettings}</p>
          <div className="card-actions">
            <Button
              icon="sending"
              onClick={() => {
                setIsTrying(true);
              }}
            >
              {ui.tryOut.openButton}
            </Button>
          </div>
        </section>
      )}
      {isTrying && (
        <TryDialog
          folders={setup.folders}
          onClose={() => {
            setIsTrying(false);
          }}
        />
      )}
      <section className="card settings-part" aria-labelledby="settings-file">
        <h2 id="settings-file">{ui.setupFile.partTitle}</h2>
        <p className="muted">{setup.step === 'done' ? ui.setupFile.partHint : ui.setupFile.exportUnfinished}</p>
        <div className="card-actions">
          {setup.step === 'done' && (
            <Button
              icon="receipt"
              onClick={() => {
                setIsExporting(true);
              }}
            >
              {ui.setupFile.exportButton}
            </Button>
          )}
          <Button icon="folders" onClick={openSetupFile}>
            {ui.setupFile.openInSettings}
          </Button>
        </div>
      </section>
      {isExporting && (
        <ExportDialog
          onClose={() => {
            setIsExporting(false);
          }}
        />
      )}
      {dialog !== null && (
        <ChangeDialog
          change={dialog}
          onClose={() => {
            setDialog(null);
          }}
        />
      )}
    </div>
  );
}

function Place(props: {
  readonly title: string;
  readonly name: string | null;
  readonly lines: readonly { readonly label: string; readonly text: string }[];
  readonly action: string;
  readonly onChange: () => void;
}) {
  const { ui } = useWords();
  return (
    <div className="settings-place">
      <div className="settings-place-words">
        <h3>{props.title}</h3>
        <p className="path">{props.name ?? <span className="muted">{ui.settings.notSet}</span>}</p>
        {props.lines.map((line) => (
          <p key={line.label} className="small muted path">
            {line.label}: <span className="mono">{line.text}</span>
          </p>
        ))}
      </div>
      <Button fullName={props.action} onClick={props.onChange}>
        {ui.settings.change}
      </Button>
    </div>
  );
}
