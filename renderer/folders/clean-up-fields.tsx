import type { FolderDraft } from '../../preload/contract';
import { LineField } from '../line-field';
import { SelectField } from '../parts/field';
import { useWords } from '../words';
import { faultText } from './rule-fields';
import { faultOf, longestNumber, textOf, type RuleTextName, type RuleTexts } from './rule-texts';

type CleanUp = NonNullable<FolderDraft['cleanUp']>;
type Way = 'keep' | 'ask' | 'do';

const atFirst: CleanUp = { afterDays: 30, how: 'trash', asks: true };

/** Keep local files for good, or take them away some days after their delivery. */
export function CleanUpFields(props: {
  readonly draft: FolderDraft;
  readonly texts: RuleTexts;
  readonly onText: (name: RuleTextName, text: string) => void;
  readonly onChange: (draft: FolderDraft, forgotten?: readonly RuleTextName[]) => void;
}) {
  const { draft, texts, onText, onChange } = props;
  const words = useWords();
  const { ui } = words;
  const value = draft.cleanUp;
  const way: Way = value === null ? 'keep' : value.asks ? 'ask' : 'do';
  const fault = faultOf('afterDays', texts, draft);
  const ways: readonly { readonly value: Way; readonly text: string }[] = [
    { value: 'keep', text: ui.cleanUp.keep },
    { value: 'ask', text: ui.cleanUp.ask },
    { value: 'do', text: ui.cleanUp.do },
  ];
  return (
    <div className="clean-up-fields">
      <SelectField
        label={ui.cleanUp.way}
        value={way}
        options={ways}
        hint={ui.cleanUp.wayHint}
        onChange={(next) => {
          if (next === 'keep') onChange({ ...draft, cleanUp: null }, ['afterDays']);
          else onChange({ ...draft, cleanUp: { ...(value ?? atFirst), asks: next === 'ask' } });
        }}
      />
      {value !== null && (
        <div className="field-pair">
          <LineField
            longest={longestNumber}
            label={ui.cleanUp.afterDays}
            inputMode="numeric"
            value={texts.afterDays ?? textOf('afterDays', draft)}
            error={fault === null ? undefined : faultText(fault, words)}
            onChange={(text) => {
              onText('afterDays', text);
            }}
          />
          <SelectField
            label={ui.cleanUp.how}
            value={value.how}
            options={[
              { value: 'trash', text: ui.cleanUp.trash },
              { value: 'delete', text: ui.cleanUp.delete },
            ]}
            onChange={(how) => {
              onChange({ ...draft, cleanUp: { ...value, how } });
            }}
          />
        </div>
      )}
    </div>
  );
}
