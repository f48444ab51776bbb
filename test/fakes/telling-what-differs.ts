import { SweepMemory } from '../../main/adapters/files-disk/sweep-memory';
import { hiddenBy } from '../../main/domain/file-fact';
import { type Files } from '../../main/ports/files';

/** A look at all tells what differs from the one before, as the thread of a disk remembers it. */
export function tellingWhatDiffers(files: Files): void {
  const sweep = files.sweep.bind(files);
  const memory = new SweepMemory();
  files.sweep = async function* (rule, since, drives) {
    const isKnown = memory.begin(since);
    for await (const part of sweep(rule, since, drives)) {
      const looks = part.looks.filter((look) => memory.differs(look) || !isKnown);
      yield { ...part, looks, isWhole: !isKnown, ...memory.end(hiddenBy(part.leftOut)) };
    }
  };
}
