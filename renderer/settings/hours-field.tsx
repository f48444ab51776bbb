import type { HourSpan } from '../../preload/contract';
import { CheckField, SelectField } from '../parts/field';
import { useWords } from '../words';

type Hour = `${number}`;
const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** Off, or from one hour of the day to another; may run over midnight. */
export function HoursField(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: HourSpan | null;
  /** What it begins with when it is switched on. */
  readonly usual: HourSpan;
  readonly onChange: (value: HourSpan | null) => void;
}) {
  const { ui, locale } = useWords();
  const { value, onChange } = props;
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' });
  const options = hours.map((hour) => ({
    value: `${hour}` as Hour,
    text: clock.format(hour * 3_600_000),
  }));
  return (
    <div className="hours" role="group" aria-label={props.label}>
      <CheckField
        label={props.label}
        hint={props.hint}
        isOn={value !== null}
        onChange={(isOn) => {
          onChange(isOn ? props.usual : null);
        }}
      />
      {value !== null && (
        <div className="hours-pair">
          <SelectField
            label={ui.settings.fromHour}
            value={`${value.fromHour}`}
            options={options}
            onChange={(hour) => {
              onChange({ ...value, fromHour: Number(hour) });
            }}
          />
          <SelectField
            label={ui.settings.toHour}
            value={`${value.toHour}`}
            options={options}
            remark={value.fromHour === value.toHour ? { text: ui.settings.sameHour, isGood: false } : null}
            onChange={(hour) => {
              onChange({ ...value, toHour: Number(hour) });
            }}
          />
        </div>
      )}
    </div>
  );
}
