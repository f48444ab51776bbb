import type { FolderDraft } from '../../preload/contract';
import { SelectField, TextField } from '../parts/field';
import { useWords } from '../words';

type CleanUp = NonNullable<FolderDraft['cleanUp']>;
type Way = 'keep' | 'ask' | 'do';

const atFirst: CleanUp = { afterDays: 30, how: 'trash', asks: true };
const mostDays = 3650;

/** Keep local files for good, or take them away some days after their delivery. */
export function CleanUpFields(props: {
  readonly value: FolderDraft['cleanUp'];
  readonly onChange: (value: FolderDraft['cleanUp']) => void;
}) {
  const { value, onChange } = props;
  const { ui } = useWords();
  const way: Way = value === null ? 'keep' : value.asks ? 'ask' : 'do';
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
          onChange(next === 'keep' ? null : { ...(value ?? atFirst), asks: next === 'ask' });
        }}
      />
      {value !== null && (
        <div className="field-pair">
          <TextField
            label={ui.cleanUp.afterDays}
            kind="number"
            min={0}
            max={mostDays}
            value={String(value.afterDays)}
            onChange={(text) => {
              const days = Math.floor(Number(text));
              if (Number.isFinite(days)) onChange({ ...value, afterDays: Math.min(mostDays, Math.max(0, days)) });
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
              onChange({ ...value, how });
            }}
          />
        </div>
      )}
    </div>
  );
}
