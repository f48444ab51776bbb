import type { SettingsView, SetupView } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { Button } from '../parts/button';
import { CheckField } from '../parts/field';
import { Icon } from '../parts/icon';
import { ProblemBox } from '../problem-box';
import { useWords } from '../words';

export interface DoneProps {
  readonly setup: SetupView;
  readonly settings: SettingsView;
  readonly onSettings: (settings: SettingsView) => void;
  readonly onFinish: () => void;
  readonly onAddAnother: () => void;
}

export function Done({ setup, settings, onSettings, onFinish, onAddAnother }: DoneProps) {
  const { ui } = useWords();
  const change = useAction('settings.change');
  const finish = useAction('setup.finish');
  return (
    <div className="form">
      <dl className="card summary">
        <div>
          <dt>
            <Icon name="folders" size={18} /> {ui.wizard.doneFrom}
          </dt>
          {setup.folders.map((folder) => (
            <dd key={folder.id} className="mono path">
              {folder.rule.path}
            </dd>
          ))}
        </div>
        {setup.destination !== null && (
          <div>
            <dt>
              <Icon name="target" size={18} /> {ui.wizard.doneTo}
            </dt>
            <dd className="path">
              {setup.destination.collection.name} <span className="mono">{setup.destination.path}</span>
            </dd>
          </div>
        )}
        {setup.identity !== null && (
          <div>
            <dt>
              <Icon name="key" size={18} /> {ui.wizard.doneAs}
            </dt>
            <dd className="mono path">{setup.identity}</dd>
          </div>
        )}
      </dl>
      <CheckField
        label={ui.wizard.openAtLogin}
        hint={ui.settings.openAtLoginHint}
        isOn={settings.openAtLogin}
        onChange={(openAtLogin) => {
          void change.run({ openAtLogin }).then((outcome) => {
            if (outcome.ok) onSettings(outcome.value);
          });
        }}
      />
      {change.problem !== null && <ProblemBox problem={change.problem} />}
      <div className="form-actions">
        <Button look="quiet" icon="plus" onClick={onAddAnother}>
          {ui.wizard.addAnother}
        </Button>
        <Button
          look="primary"
          onClick={() => {
            void finish.run({}).then(onFinish); // what could not be kept is asked again at the next start
          }}
        >
          {ui.wizard.finish}
        </Button>
      </div>
    </div>
  );
}
