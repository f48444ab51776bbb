import type { SetupFileView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { Box } from '../parts/box';
import { CheckField } from '../parts/field';
import { useWords } from '../words';

/** What would change on a computer that works, and the yes to it. */
export function ReplaceQuestion(props: {
  readonly changes: SetupFileView['changes'];
  readonly isYes: boolean;
  readonly onChange: (isYes: boolean) => void;
}) {
  const { changes, isYes, onChange } = props;
  const { ui } = useWords();
  const say = ui.setupFile;
  const lines = {
    identity: say.changeIdentity,
    station: say.changeStation,
    source: say.changeSource,
    destination: say.changeDestination,
    choices: say.changeChoices,
    folderAdded: say.changeFolderAdded,
    folderChanged: say.changeFolderChanged,
    folderRemoved: say.changeFolderRemoved,
  };
  if (changes.length === 0)
    return (
      <Box tone="neutral" title={say.replaceTitle}>
        {say.replaceNothing}
      </Box>
    );
  return (
    <Box tone="warn" title={say.replaceTitle}>
      <p>{say.replaceText}</p>
      <ul className="file-changes">
        {changes.map((change) => (
          <li key={`${change.what} ${change.before} ${change.after}`} className="path">
            {fill(lines[change.what], { before: change.before, after: change.after })}
          </li>
        ))}
      </ul>
      <CheckField label={say.replaceYes} hint={say.replaceHint} isOn={isYes} onChange={onChange} />
    </Box>
  );
}
