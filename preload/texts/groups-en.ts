/**
 * English: what is said of many datasets that are held for one cause, where the words for one of them would name that one
 * alone. What is not here is said as it is for one.
 */
export const groupsEn = {
  'folder.driveAway': {
    what: '{count} datasets lie on a drive that is not connected, or a part of them does.',
    means: 'Data on it can be neither checked nor sent, and what lies in its empty place is not taken for it.',
    do: 'Connect the drive again: Slipway goes on by itself. The details of each dataset name its drive. If one will not come back, remove its folder, or give it another name if something lies in it. Where that is a watched folder itself, press Stop watching in Folders instead.',
  },
  'dataset.gone': {
    what: '{count} datasets are no longer in their folders.',
    means:
      'They were removed or renamed, or the rule of their folder leaves them out now, before Slipway could prove that all of them had arrived.',
    do: 'Put them back, and Slipway goes on by itself. If that cannot be, look at the destination: what is there may be incomplete.',
  },
  'dataset.goneUnsent': {
    what: '{count} datasets are no longer in their folders, and were never sent.',
    means:
      'They were removed or put elsewhere, or the rule of their folder leaves them out now, before they were finished.',
    do: 'If that was on purpose, say so. Otherwise put them back, and Slipway goes on by itself.',
  },
  'dataset.badName': {
    what: '{count} datasets hold a name that cannot be sent.',
    means:
      'Globus or the destination does not take a character in it. Nothing of these datasets is sent until they are renamed, so that each arrives whole; all others go on.',
    do: 'Rename them; the list below names them. Slipway notices by itself and goes on.',
  },
  'dataset.tooLong': {
    what: '{count} datasets hold a path that is too long.',
    means: 'The destination could not store it.',
    do: 'Shorten the names, or those of the folders above them. Slipway notices by itself and goes on.',
  },
  'dataset.nameClash': {
    what: '{count} datasets would land where others have their place.',
    means: 'The others came first. These are not sent, so that they overwrite nothing.',
    do: 'Rename them, or change the destination path of their folder. Slipway notices by itself and goes on.',
  },
  'dataset.alikeNames': {
    what: '{count} datasets hold names that are one file at the destination.',
    means:
      'The disk there does not tell such names apart (upper and lower case, ways to write an accent, a dot at the end), so it holds only one of two. Nothing was changed on this computer. The other files may have arrived, but these datasets do not count as delivered.',
    do: 'Rename one of each two. Slipway notices by itself and goes on.',
  },
  'dataset.occupied': {
    what: 'At the destination, other data is in the place of {count} datasets.',
    means:
      'It is not of these runs: others put it there, or earlier runs of the same names, of which it may be the only copy. So Slipway does not overwrite it.',
    do: 'Rename these datasets or move the data at the destination away, then press Try again.',
  },
  'dataset.tooManyItems': {
    what: '{count} datasets have so many files that they cannot be named to Globus one by one.',
    means: 'One order can name {limit} of them. Nothing of these datasets was sent.',
    do: 'In Folders, use only patterns with * and ?, so that each folder goes as one; or make each folder below it a dataset of its own. Then press Try again.',
  },
  'dataset.tooManyAmongOthers': {
    what: '{count} datasets have very many files and share their folder at the destination with others.',
    means:
      'So that they go over nothing there, each file would have to be named to Globus, and one order can name {limit}. Nothing of them was sent.',
    do: 'In Folders, change their destination path so that they lie apart, then press Try again.',
  },
  'folder.nameDoesNotFit': {
    what: 'The names of {count} datasets do not fit the name pattern of their folder.',
    means: 'Slipway does not know where they should land, so they are not sent. The others go on.',
    do: 'Rename them, or change the name pattern in Folders. Slipway notices by itself and goes on.',
  },
  'folder.badTemplateEmpty': {
    what: 'For {count} datasets, a part of the destination path would be empty.',
    means: 'They would land in another folder than the others.',
    do: 'Leave that part out, or correct the name pattern or the names. Slipway notices by itself and goes on.',
  },
  'task.otherStuck': {
    what: '{count} datasets wait for other Globus tasks that hold the same paths and do not get on.',
    means:
      'Globus takes their orders only when those tasks have ended. Slipway did not start them, or does not know them any more, and leaves them alone.',
    do: 'Open the details of each dataset: they name the task that is in its way. In the Globus web app, mend what that task waits for, or cancel it. Then press Try again.',
  },
  'task.missingSource': {
    what: 'Globus could not find files of {count} datasets on this computer.',
    means:
      'They were renamed or deleted while being sent, or the source collection shows another folder. The tasks were stopped.',
    do: 'Check that the files are there, then press Try again.',
  },
  'task.refused': {
    what: 'Writing was refused for {count} datasets.',
    means: 'The permission of this application was withdrawn or is too small. The tasks were stopped; nothing is lost.',
    do: 'Ask the owner of the collection for "rw", then press Try again.',
  },
  'task.badPath': {
    what: 'The destination does not take the paths of {count} datasets.',
    means: 'A name in them is not allowed there, or a file stands where a folder is needed. The tasks were stopped.',
    do: 'Rename them, or move away what stands in their places there; then press Try again.',
  },
  'task.failed': {
    what: 'The Globus tasks of {count} datasets failed.',
    means: 'Not everything arrived. What is missing waits on this computer.',
    do: 'Open the details of each dataset and read under History what Globus says about its task. Mend the cause, then press Try again. What arrived is not sent twice.',
  },
  'task.notProven': {
    what: 'Globus says that {count} datasets are done, but some of their files are not proven to have arrived.',
    means: 'Slipway does not call them delivered.',
    do: 'Press Try again: every file is compared by checksum and only what differs is sent.',
  },
} as const;
