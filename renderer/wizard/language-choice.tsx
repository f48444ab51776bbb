import type { SettingsView } from '../../preload/contract';
import { useAction } from '../api/use-action';
import { SelectField } from '../parts/field';
import { useWords } from '../words';

/** A language is called by its own name, so that who speaks it finds it. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const;

export interface LanguageChoiceProps {
  readonly settings: SettingsView;
  readonly onSettings: (settings: SettingsView) => void;
}

export function LanguageChoice({ settings, onSettings }: LanguageChoiceProps) {
  const { ui } = useWords();
  const change = useAction('settings.change');
  return (
    <SelectField
      className="language"
      label={ui.wizard.language}
      value={settings.language}
      options={[
        { value: 'system', text: ui.settings.languageSystem },
        { value: 'en', text: languageNames.en },
        { value: 'de', text: languageNames.de },
      ]}
      onChange={(language) => {
        void change.run({ language }).then((outcome) => {
          if (outcome.ok) onSettings(outcome.value);
        });
      }}
    />
  );
}
