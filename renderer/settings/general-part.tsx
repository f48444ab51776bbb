import { useState } from 'react';
import { CheckField, SelectField, TextField } from '../parts/field';
import { ProblemBox } from '../problem-box';
import { useWindow } from '../window-context';
import { languageNames } from '../wizard/language-choice';
import { useWords } from '../words';
import { useKeep } from './use-keep';

export function GeneralPart() {
  const { ui } = useWords();
  const { settings } = useWindow();
  const { keep, problem } = useKeep();
  const [typed, setTyped] = useState<string | null>(null); // null: as it is kept
  const station = typed ?? settings.station;
  const keepStation = (): void => {
    const name = station.trim();
    if (name !== '' && name !== settings.station) void keep({ station: name });
    if (name !== '') setTyped(null);
  };
  return (
    <section className="card settings-part" aria-labelledby="settings-general">
      <h2 id="settings-general">{ui.settings.general}</h2>
      <TextField
        label={ui.settings.station}
        hint={ui.settings.stationHint}
        error={station.trim() === '' ? ui.settings.stationEmpty : undefined}
        value={station}
        onChange={(text) => {
          setTyped(text.slice(0, 100));
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
      {problem !== null && <ProblemBox problem={problem} />}
    </section>
  );
}
