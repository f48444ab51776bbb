import { useState } from 'react';
import { LineField } from '../line-field';
import { CheckField, SelectField } from '../parts/field';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useWindow } from '../window-context';
import { languageNames } from '../wizard/language-choice';
import { useWords } from '../words';
import { useKeep } from './use-keep';

const longestStation = 100;
/** It can stand in destination paths as a folder of its own. */
const isFolderName = (name: string): boolean => !/[/\\]|^(?:\.{1,2}|~)$/.test(name);

export function GeneralPart() {
  const { ui } = useWords();
  const { settings } = useWindow();
  const { keep, problem } = useKeep();
  const renaming = useKeep();
  const [typed, setTyped] = useState<string | null>(null); // null: as it is kept
  const station = typed ?? settings.station;
  const keepStation = async (): Promise<void> => {
    const name = station.trim();
    if (name === '' || !isFolderName(name) || (name !== settings.station && !(await renaming.keep({ station: name }))))
      return;
    setTyped(null);
  };
  return (
    <section className="card settings-part" aria-labelledby="settings-general">
      <h2 id="settings-general">{ui.settings.general}</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void keepStation();
        }}
      >
        <LineField
          label={ui.settings.station}
          hint={ui.settings.stationHint}
          longest={longestStation}
          error={
            station.trim() === '' ? (
              ui.settings.stationEmpty
            ) : typed !== null && !isFolderName(station.trim()) ? (
              ui.settings.stationBad
            ) : renaming.problem !== null && typed !== null ? (
              <ProblemLine problem={renaming.problem} />
            ) : undefined
          }
          value={station}
          onChange={setTyped}
          onBlur={() => void keepStation()}
        />
      </form>
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
