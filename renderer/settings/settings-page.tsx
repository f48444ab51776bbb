import { useState } from 'react';
import type { Request } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { CopyLine } from '../copy';
import { Badge, type Tone } from '../parts/badge';
import { Button } from '../parts/button';
import { CheckField, SelectField, TextField } from '../parts/field';
import type { IconName } from '../parts/icon';
import { useToast } from '../parts/toast';
import { ProblemBox } from '../problem-box';
import { useWindow } from '../window-context';
import { languageNames } from '../wizard/language-choice';
import { useWords } from '../words';
import { ChangeDialog, type Change } from './change-dialog';

export function SettingsPage() {
  const { ui } = useWords();
  const { setup, settings, putSettings } = useWindow();
  const toast = useToast();
  const change = useAction('settings.change');
  const [station, setStation] = useState(settings.station);
  const [dialog, setDialog] = useState<Change | null>(null);
  const keep = async (changed: Request<'settings.change'>, mayUndo = true): Promise<void> => {
    const before = settings;
    const outcome = await change.run(changed);
    if (!outcome.ok) return;
    putSettings(outcome.value);
    setStation(outcome.value.station);
    toast({
      text: ui.common.saved,
      ...(mayUndo ? { undo: { label: ui.common.undo, run: () => void keep(before, false) } } : {}),
    });
  };
  const keepStation = (): void => {
    const name = station.trim();
    if (name !== '' && name !== settings.station) void keep({ station: name });
  };
  const secretLooks: Readonly<Record<typeof setup.secret, { tone: Tone; icon: IconName; text: string }>> = {
    ok: { tone: 'good', icon: 'check', text: ui.settings.secretOk },
    missing: { tone: 'bad', icon: 'hand', text: ui.settings.secretMissing },
    locked: { tone: 'warn', icon: 'key', text: ui.settings.secretLocked },
    unavailable: { tone: 'bad', icon: 'hand', text: ui.settings.secretUnavailable },
  };
  const secret = secretLooks[setup.secret];
  return (
    <div className="page-inner page-narrow">
      <header className="page-head">
        <h1>{ui.settings.title}</h1>
      </header>
      {change.problem !== null && <ProblemBox problem={change.problem} />}
      <section className="card settings-part" aria-labelledby="settings-general">
        <h2 id="settings-general">{ui.settings.general}</h2>
        <TextField
          label={ui.settings.station}
          hint={ui.settings.stationHint}
          error={station.trim() === '' ? ui.settings.stationEmpty : undefined}
          value={station}
          onChange={(text) => {
            setStation(text.slice(0, 100));
          }}
          onBlur={keepStation}
        />
        <div className="field-pair">
          <SelectField
            label={ui.settings.language}
            value={settings.language}
            options={[
              { value: 'system', text: ui.settings.languageSystem },
              { value: 'en', text: languageNames.en },
              { value: 'de', text: languageNames.de },
            ]}
            onChange={(language) => void keep({ language })}
          />
          <SelectField
            label={ui.settings.appearance}
            value={settings.appearance}
            options={[
              { value: 'system', text: ui.settings.appearanceSystem },
              { value: 'light', text: ui.settings.appearanceLight },
              { value: 'dark', text: ui.settings.appearanceDark },
            ]}
            onChange={(appearance) => void keep({ appearance })}
          />
        </div>
        <CheckField
          label={ui.settings.openAtLogin}
          hint={ui.settings.openAtLoginHint}
          isOn={settings.openAtLogin}
          onChange={(openAtLogin) => void keep({ openAtLogin })}
        />
        <CheckField
          label={ui.settings.notifyDeliveries}
          hint={ui.settings.notifyHint}
          isOn={settings.notifyDeliveries}
          onChange={(notifyDeliveries) => void keep({ notifyDeliveries })}
        />
      </section>
      <section className="card settings-part" aria-labelledby="settings-identity">
        <div className="settings-head">
          <h2 id="settings-identity">{ui.settings.identity}</h2>
          <Badge tone={secret.tone} icon={secret.icon}>
            {secret.text}
          </Badge>
        </div>
        <p className="muted">{ui.settings.identityHint}</p>
        {setup.identity !== null && <CopyLine label={ui.wizard.signsInAs} text={setup.identity} />}
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
      <section className="card settings-part" aria-labelledby="settings-collections">
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
