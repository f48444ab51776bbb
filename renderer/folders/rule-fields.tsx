import { fill } from '../../preload/texts/index';
import type { DatasetIs, FolderDraft, ListKind } from '../../preload/contract';
import { LineField, LinesOfText } from '../line-field';
import { CheckField, SelectField } from '../parts/field';
import { useWords, type Words } from '../words';
import {
  faultOf,
  longestLines,
  longestNamePattern,
  longestNumber,
  longestTemplate,
  textOf,
  type Fault,
  type PatternList,
  type RuleTextName,
  type RuleTexts,
} from './rule-texts';

export type RuleProblemField = PatternList | 'template' | 'namePattern';

export interface RuleFieldsProps {
  readonly draft: FolderDraft;
  readonly texts: RuleTexts;
  /** What main says of a field. */
  readonly error: { readonly field: RuleProblemField; readonly text: string } | null;
  readonly onText: (name: RuleTextName, text: string) => void;
  /** @param forgotten fields whose texts were typed for another kind of rule. */
  readonly onChange: (draft: FolderDraft, forgotten?: readonly RuleTextName[]) => void;
}

export function faultText(fault: Fault, words: Words): string {
  const { rule } = words.ui;
  switch (fault.kind) {
    case 'wholeNumber':
      return fill(rule.wholeNumberBad, { least: words.number(fault.least), most: words.number(fault.most) });
    case 'speed':
      return fill(rule.speedBad, { least: words.number(fault.least), most: words.number(fault.most) });
    case 'longLine':
      return fill(rule.lineLong, { ...fault, count: words.number(fault.count) });
    case 'manyLines':
      return fill(rule.linesMany, { count: words.number(fault.count), limit: words.number(fault.limit) });
    case 'endings':
      return fill(rule.endingsBad, { line: fault.line });
    case 'noTemplate':
      return rule.templateEmpty;
  }
}

/** What a dataset is when its kind is chosen anew. */
const newKinds: Readonly<Record<DatasetIs['kind'], DatasetIs>> = {
  topLevel: { kind: 'topLevel' },
  eachFile: { kind: 'eachFile', together: [] },
  atDepth: { kind: 'atDepth', depth: 2 },
  whole: { kind: 'whole' },
};

/** The parts of a rule that most people never touch. */
export function RuleFields({ draft, texts, error, onText, onChange }: RuleFieldsProps) {
  const words = useWords();
  const { ui } = words;
  /** What every field of text has: its text, what is wrong with it, and where it goes. */
  const typed = (name: RuleTextName) => {
    const fault = faultOf(name, texts, draft);
    return {
      value: texts[name] ?? textOf(name, draft),
      error: fault !== null ? faultText(fault, words) : error?.field === name ? error.text : undefined,
      onChange: (text: string) => {
        onText(name, text);
      },
    };
  };
  const kinds: readonly { readonly value: DatasetIs['kind']; readonly text: string }[] = [
    { value: 'topLevel', text: ui.rule.datasetTopLevel },
    { value: 'eachFile', text: ui.rule.datasetEachFile },
    { value: 'atDepth', text: ui.rule.datasetAtDepth },
    { value: 'whole', text: ui.rule.datasetWhole },
  ];
  const lists: readonly { readonly value: ListKind | 'none'; readonly text: string }[] = [
    { value: 'none', text: ui.rule.listsNone },
    { value: 'mdoc', text: ui.rule.listsMdoc },
    { value: 'outputHash', text: ui.rule.listsOutputHash },
  ];
  return (
    <div className="rule-fields">
      <div className="field-pair">
        <SelectField
          label={ui.rule.datasetIs}
          value={draft.datasetIs.kind}
          options={kinds}
          onChange={(kind) => {
            onChange({ ...draft, datasetIs: newKinds[kind] }, ['depth', 'together']);
          }}
        />
        {draft.datasetIs.kind === 'atDepth' && (
          <LineField
            longest={longestNumber}
            label={ui.rule.depth}
            hint={ui.rule.depthHint}
            inputMode="numeric"
            {...typed('depth')}
          />
        )}
        {draft.datasetIs.kind === 'eachFile' && (
          <LinesOfText
            longest={longestLines}
            label={ui.rule.together}
            hint={ui.rule.togetherHint}
            {...typed('together')}
          />
        )}
      </div>
      <div className="field-pair">
        <LinesOfText longest={longestLines} label={ui.rule.include} hint={ui.rule.patternsHint} {...typed('include')} />
        <LinesOfText longest={longestLines} label={ui.rule.exclude} hint={ui.rule.excludeHint} {...typed('exclude')} />
      </div>
      <div className="field-pair">
        <LinesOfText
          longest={longestLines}
          label={ui.rule.sentinels}
          hint={ui.rule.marksHint}
          {...typed('sentinels')}
        />
        <LinesOfText longest={longestLines} label={ui.rule.notWhile} hint={ui.rule.marksHint} {...typed('notWhile')} />
      </div>
      <LinesOfText longest={longestLines} label={ui.rule.sendLast} hint={ui.rule.sendLastHint} {...typed('sendLast')} />
      <CheckField
        label={ui.rule.mustBeClosed}
        hint={ui.rule.mustBeClosedHint}
        isOn={draft.mustBeClosed}
        onChange={(mustBeClosed) => {
          onChange({ ...draft, mustBeClosed });
        }}
      />
      <SelectField
        label={ui.rule.lists}
        hint={ui.rule.listsHint}
        value={draft.lists ?? 'none'}
        options={lists}
        onChange={(kind) => {
          onChange({ ...draft, lists: kind === 'none' ? null : kind });
        }}
      />
      <div className="field-pair">
        <LineField
          longest={longestNumber}
          label={ui.rule.pauseAbove}
          hint={ui.rule.pauseAboveHint}
          inputMode="decimal"
          {...typed('pauseAbove')}
        />
        <LineField
          longest={longestNumber}
          label={ui.rule.readAtMost}
          hint={ui.rule.readAtMostHint}
          inputMode="decimal"
          {...typed('readAtMost')}
        />
      </div>
      <LineField
        label={ui.rule.template}
        isMono
        hint={ui.rule.templateHint}
        longest={longestTemplate}
        {...typed('template')}
      />
      <LineField
        label={ui.rule.namePattern}
        isMono
        hint={ui.rule.namePatternHint}
        longest={longestNamePattern}
        error={error?.field === 'namePattern' ? error.text : undefined}
        value={draft.namePattern ?? ''}
        onChange={(text) => {
          onChange({ ...draft, namePattern: text === '' ? null : text });
        }}
      />
    </div>
  );
}
