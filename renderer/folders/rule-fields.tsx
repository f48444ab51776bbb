import { useState } from 'react';
import type { DatasetIs, FolderDraft } from '../../preload/contract';
import { CheckField, LinesField, SelectField, TextField } from '../parts/field';
import { useWords } from '../words';

export type RuleProblemField = 'patterns' | 'template' | 'namePattern';

export interface RuleFieldsProps {
  readonly draft: FolderDraft;
  readonly error: { readonly field: RuleProblemField; readonly text: string } | null;
  readonly onChange: (draft: FolderDraft) => void;
}

const longestPattern = 300;
const asLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, longestPattern))
    .filter((line) => line !== '');

/** Endings of files that belong together, a group a line; a line that is not yet a group is kept by whoever types it. */
function asGroups(lines: readonly string[]): string[][] {
  return lines
    .map((line) =>
      line
        .split(/[\s,;]+/)
        .filter((ending) => ending.length >= 2 && ending.length <= 100)
        .slice(0, 20),
    )
    .filter((endings) => endings.length >= 2);
}

/** A list of patterns as lines; keeps an unfinished line while it is typed. */
function PatternsField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly patterns: readonly string[];
  readonly most: number;
  /** What is kept of lines as they are typed; all of them when left out. */
  readonly read?: (lines: readonly string[]) => readonly string[];
  readonly error?: string | undefined;
  readonly onChange: (patterns: string[]) => void;
}) {
  const { ui } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const read = props.read ?? ((lines: readonly string[]) => lines);
  const isTyped = typed !== null && read(asLines(typed)).join('\n') === props.patterns.join('\n');
  return (
    <LinesField
      label={props.label}
      hint={props.hint ?? ui.rule.patternsHint}
      error={props.error}
      value={isTyped ? typed : props.patterns.join('\n')}
      onChange={(text) => {
        const kept = text.slice(0, props.most * longestPattern);
        setTyped(kept);
        props.onChange(asLines(kept).slice(0, props.most));
      }}
    />
  );
}

/** What a dataset is when its kind is chosen anew. */
const newKinds: Readonly<Record<DatasetIs['kind'], DatasetIs>> = {
  topLevel: { kind: 'topLevel' },
  eachFile: { kind: 'eachFile', together: [] },
  atDepth: { kind: 'atDepth', depth: 2 },
  whole: { kind: 'whole' },
};

/** The parts of a rule that most people never touch. */
export function RuleFields({ draft, error, onChange }: RuleFieldsProps) {
  const { ui } = useWords();
  const change = (changed: Partial<FolderDraft>): void => {
    onChange({ ...draft, ...changed });
  };
  const kinds: readonly { readonly value: DatasetIs['kind']; readonly text: string }[] = [
    { value: 'topLevel', text: ui.rule.datasetTopLevel },
    { value: 'eachFile', text: ui.rule.datasetEachFile },
    { value: 'atDepth', text: ui.rule.datasetAtDepth },
    { value: 'whole', text: ui.rule.datasetWhole },
  ];
  const patternError = error?.field === 'patterns' ? error.text : undefined;
  return (
    <div className="rule-fields">
      <div className="field-pair">
        <SelectField
          label={ui.rule.datasetIs}
          value={draft.datasetIs.kind}
          options={kinds}
          onChange={(kind) => {
            change({ datasetIs: newKinds[kind] });
          }}
        />
        {draft.datasetIs.kind === 'atDepth' && (
          <TextField
            label={ui.rule.depth}
            kind="number"
            min={1}
            max={20}
            hint={ui.rule.depthHint}
            value={String(draft.datasetIs.depth)}
            onChange={(text) => {
              const depth = Math.round(Number(text));
              if (depth >= 1 && depth <= 20) change({ datasetIs: { kind: 'atDepth', depth } });
            }}
          />
        )}
        {draft.datasetIs.kind === 'eachFile' && (
          <PatternsField
            label={ui.rule.together}
            hint={ui.rule.togetherHint}
            patterns={draft.datasetIs.together.map((endings) => endings.join(' '))}
            most={50}
            read={(lines) => asGroups(lines).map((endings) => endings.join(' '))}
            onChange={(lines) => {
              change({ datasetIs: { kind: 'eachFile', together: asGroups(lines) } });
            }}
          />
        )}
      </div>
      <div className="field-pair">
        <PatternsField
          label={ui.rule.include}
          patterns={draft.include}
          most={100}
          error={patternError}
          onChange={(include) => {
            change({ include });
          }}
        />
        <PatternsField
          label={ui.rule.exclude}
          patterns={draft.exclude}
          most={100}
          onChange={(exclude) => {
            change({ exclude });
          }}
        />
      </div>
      <div className="field-pair">
        <PatternsField
          label={ui.rule.sentinels}
          patterns={draft.sentinels}
          most={20}
          onChange={(sentinels) => {
            change({ sentinels });
          }}
        />
        <PatternsField
          label={ui.rule.notWhile}
          patterns={draft.notWhile}
          most={20}
          onChange={(notWhile) => {
            change({ notWhile });
          }}
        />
      </div>
      <PatternsField
        label={ui.rule.sendLast}
        hint={ui.rule.sendLastHint}
        patterns={draft.sendLast}
        most={20}
        onChange={(sendLast) => {
          change({ sendLast });
        }}
      />
      <CheckField
        label={ui.rule.mustBeClosed}
        hint={ui.rule.mustBeClosedHint}
        isOn={draft.mustBeClosed}
        onChange={(mustBeClosed) => {
          change({ mustBeClosed });
        }}
      />
      <TextField
        label={ui.rule.template}
        isMono
        hint={ui.rule.templateHint}
        error={error?.field === 'template' ? error.text : undefined}
        value={draft.destinationTemplate}
        onChange={(text) => {
          change({ destinationTemplate: text.slice(0, 1000) });
        }}
      />
      <TextField
        label={ui.rule.namePattern}
        isMono
        hint={ui.rule.namePatternHint}
        error={error?.field === 'namePattern' ? error.text : undefined}
        value={draft.namePattern ?? ''}
        onChange={(text) => {
          change({ namePattern: text === '' ? null : text.slice(0, 500) });
        }}
      />
    </div>
  );
}
