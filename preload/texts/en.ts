/** English. Every sentence that a person can read is in this folder; `{blanks}` are filled from the facts. */
export const problemsEn = {
  'globus.unreachable': {
    what: 'Globus cannot be reached.',
    means: 'Nothing is lost: finished data waits on this computer.',
    do: 'If the network is just down, wait until it is back. Slipway goes on by itself. If it lasts, ask whether a proxy or firewall blocks auth.globus.org or transfer.api.globus.org.',
  },
  'globus.nameLookup': {
    what: 'The name of the Globus service cannot be looked up (DNS).',
    means:
      'This computer has no network, or its name server does not answer. Nothing is lost: finished data waits here.',
    do: 'Check the cable or Wi-Fi. If other pages open, ask your network administrator why auth.globus.org and transfer.api.globus.org cannot be looked up.',
  },
  'globus.proxy': {
    what: 'The proxy of this network does not let Slipway through.',
    means:
      'It does not answer, refuses, or wants a name and password ({detail}). Nothing is lost: finished data waits here.',
    do: 'Ask your network administrator to let auth.globus.org and transfer.api.globus.org through without a login, or correct the proxy in the system settings.',
  },
  'globus.tls': {
    what: 'The connection to Globus is not safe, so it is not used (TLS).',
    means:
      'The certificate is not the one of Globus or not valid now: something in the network opens the connection, or the clock is wrong ({detail}).',
    do: 'Check the date and time of this computer. If they are right, ask your network administrator to leave auth.globus.org and transfer.api.globus.org out of inspection.',
  },
  'globus.busy': {
    what: 'Globus asks us to slow down.',
    means: 'Too many requests were made in a short time, perhaps by other computers with the same client id.',
    do: 'Wait a little. Slipway goes on by itself. If it comes back often, give each computer a client id of its own.',
  },
  'globus.broken': {
    what: 'Globus answered with an error of its own ({status}).',
    means: 'The service has a fault or is being maintained. Nothing is lost.',
    do: 'Wait a little. Slipway goes on by itself.',
  },
  'globus.signInRefused': {
    what: 'Globus does not accept this client id and secret.',
    means:
      'The secret was mistyped, was deleted at Globus, or belongs to another client id. With it, nothing can be sent.',
    do: 'Copy both again from the Globus developers page, or make a new secret there.',
  },
  'globus.clientMayNot': {
    what: 'This application may not sign in by itself.',
    means: 'It was registered as another kind of application, which needs a person to log in.',
    do: 'Register a "service account or application credential" at the Globus developers page and use its client id and secret.',
  },
  'globus.scopeUnknown': {
    what: 'Globus does not know one of the rights we asked for.',
    means: 'Usually the collection id is wrong, or the collection is of another kind than expected.',
    do: 'Check the id of the collection (in the setup, or in Settings > Collections).',
  },
  'globus.clockOff': {
    what: 'The clock of this computer is {minutes} {minutes|minute|minutes} off.',
    means: 'Sign-in can fail, and times in the records would be wrong.',
    do: 'Set the clock, and switch on automatic time in the system settings.',
  },
  'globus.policy': {
    what: 'The collection {name} does not admit this application.',
    means:
      'A policy of its owner decides which logins are admitted, whatever their permissions. As long as it does, nothing is sent there.',
    do: 'Ask the owner whether the policy can admit this application, or for a guest collection without a policy.',
  },
  'globus.domainPolicy': {
    what: 'The collection {name} only admits logins of certain domains, and that of Slipway is not among them.',
    means:
      'Slipway signs in as an application, whose name ends in @clients.auth.globus.org. A permission does not change that. As long as the policy stands, nothing is sent there.',
    do: 'Ask the owner to admit the domain clients.auth.globus.org in the policy, or for a guest collection without a domain policy.',
  },
  'globus.highAssurance': {
    what: 'The collection {name} asks for a login that only a person can give.',
    means:
      'It wants a fresh login or a second factor, as collections for protected data do (high assurance). An application has neither, so nothing is sent there.',
    do: 'Ask the owner whether this data belongs there, and for a collection that an application may write to.',
  },
  'globus.consent': {
    what: 'The collection asks for one more consent, and Globus did not accept ours.',
    means: 'It is a mapped collection, which wants more than a permission.',
    do: 'Use a guest collection instead, or ask the owner of the collection.',
  },
  'globus.badAnswer': {
    what: 'Globus answered in a way that Slipway does not understand.',
    means: 'Either the service changed, or something between here and Globus alters its answers ({detail}).',
    do: 'If you are behind a login page for the network, open a browser and log in. Otherwise give these words, or a report (About, once this computer is set up), to whoever looks after this computer.',
  },
  'globus.badRequest': {
    what: 'Globus refused a request of ours: {detail}',
    means: 'This should not happen and is a fault of Slipway.',
    do: 'Give these words, or a report (About, once this computer is set up), to whoever looks after this computer.',
  },
  'collection.unknown': {
    what: 'There is no collection {collection} that this application can see.',
    means: 'The id is wrong, the collection was deleted, or it is private and not shared with this application.',
    do: 'Compare the id with the one in the Globus web app, and if it is right, send its owner the line that is shown in Problems and by the check of this place. Slipway notices by itself when it was granted.',
  },
  'collection.badId': {
    what: 'This is not a collection id.',
    means: 'An id looks like 6c54cade-bde5-45c1-bdea-f4bd71dba2cc, on its own or inside a link of the Globus web app.',
    do: 'Copy the id (UUID) from the Overview page of the collection.',
  },
  'collection.wrongKind': {
    what: '"{name}" is not a collection ({kind}).',
    means: 'It is the server behind the collections, not one of them. Data is read from collections and sent to them.',
    do: 'Choose one of its collections; who looks after the server knows their ids.',
  },
  'collection.bothEnds': {
    what: '"{name}" would be the source and the destination.',
    means: 'Data would be copied to where it lies already, and there would be no second copy of it.',
    do: 'Choose another collection for one of the two.',
  },
  'collection.notPermitted': {
    what: 'This application has no permission on {path} of "{name}".',
    means: 'The owner of the collection has not shared this folder with it, or has taken that back.',
    do: 'Ask the owner for it. The line to send is shown in Problems, and by the check of this place: in the setup, later under Settings > Collections. Slipway notices by itself when it was granted.',
  },
  'collection.readOnly': {
    what: 'This application may read {path} of "{name}", but not write there.',
    means: 'Its permission is "r"; sending needs "rw".',
    do: 'Ask the owner for it. The line to send is shown in Problems, and by the check of this place: in the setup, later under Settings > Collections. Slipway notices by itself when it was granted.',
  },
  'collection.folderMissing': {
    what: 'There is no folder {path} in "{name}".',
    means: 'It was renamed or removed, or the path is mistyped.',
    do: 'Choose another folder, or make this one.',
  },
  'collection.notAFolder': {
    what: '{path} in "{name}" is a file, not a folder.',
    means: 'Data can only be put into a folder.',
    do: 'Choose a folder.',
  },
  'collection.tooManyEntries': {
    what: '{path} in "{name}" holds so much that Globus cannot list it.',
    means: 'Globus lists folders of up to 100 000 files and folders.',
    do: 'Choose another folder, or move a part of what is in this one into folders of its own.',
  },
  'collection.offline': {
    what: '"{name}" is not connected.',
    means: 'Globus Connect Personal does not run on its computer, or has no network. Finished data waits.',
    do: 'Start Globus Connect Personal on that computer. Slipway goes on by itself.',
  },
  'collection.paused': {
    what: '"{name}" is paused by its administrator.',
    means: 'Nothing moves until it is resumed. They say: "{message}".',
    do: 'Wait, or ask the administrator of the collection. Slipway goes on by itself.',
  },
  'collection.full': {
    what: 'There is no space left at "{name}".',
    means: 'Its disk or your quota there is full. What was delivered is safe; the rest waits on this computer.',
    do: 'Make room there or ask its administrator for more, then try again.',
  },
  'collection.badPath': {
    what: 'The path {path} cannot be used.',
    means:
      'A folder in it is named . or .., which would lead elsewhere, or it is longer than the 4096 characters that Globus takes.',
    do: 'Enter the path as the collection shows it, for instance /data/scope/',
  },
  'collection.badPathBackslash': {
    what: 'The path {path} holds a backslash.',
    means: 'Globus parts folders with /, and takes \\ for a letter of a name.',
    do: 'Write / between the folders, for instance /data/scope/',
  },
  'collection.failing': {
    what: '"{name}" cannot be used just now.',
    means: 'The collection answers with an error: {detail}',
    do: 'Wait a little. Slipway goes on by itself. If it lasts, tell the administrator of the collection.',
  },
  'collection.otherPlace': {
    what: 'The folder {localPath} and {path} in "{name}" are not the same place.',
    means:
      'They hold different things: {example} is only in one of them, or not of the same size in both. Slipway would send the wrong data.',
    do: 'Correct the path in the collection or the folder on this computer, so that both are the same.',
  },
  'collection.notUnderRoot': {
    what: 'Globus Connect Personal may not read {localPath}.',
    means: 'The folder is not in its list of accessible folders.',
    do: 'Add the folder in the options of Globus Connect Personal ("Access"), restart it, and check again.',
  },
  'collection.probeLeft': {
    what: 'The test folder {path} could not be taken away again.',
    means: 'Nothing is in it but what Slipway tried. It does no harm and does not stand in the way of sending.',
    do: 'Remove it by hand if you like.',
  },
  'personal.paused': {
    what: 'Globus Connect Personal is paused.',
    means:
      'Somebody paused it on the computer that it runs on, usually this one. Nothing is lost: all goes on where it stopped as soon as the pause is over.',
    do: 'Open the menu of Globus Connect Personal by its icon in the tray or menu bar of that computer, and end the pause. Slipway goes on by itself.',
  },
  'secret.missing': {
    what: 'There is no client secret on this computer.',
    means: 'Slipway cannot sign in to Globus. Finished data waits.',
    do: 'Enter the secret (in the setup, or in Settings > Identity).',
  },
  'secret.locked': {
    what: 'The keychain of this computer is locked.',
    means: 'The client secret lies in it and cannot be read. Nothing was deleted.',
    do: 'Unlock the keychain (log in, or open "Passwords and Keys"). Once set up, Slipway goes on by itself; in the setup, check again.',
  },
  'secret.unavailable': {
    what: 'This computer has no keychain that answers.',
    means: 'The client secret is kept in the keychain of the system only, never in a weaker place.',
    do: 'On Linux install and start gnome-keyring or KWallet, then log in again.',
  },
  'secret.badShape': {
    what: 'This does not look like a client secret.',
    means: 'A secret is one word of about 44 characters, without blanks.',
    do: 'Copy the whole secret from the Globus developers page. It is shown only once: if it is lost, make a new one.',
  },
  'clientId.badShape': {
    what: 'This is not a client id.',
    means: 'A client id looks like 6c54cade-bde5-45c1-bdea-f4bd71dba2cc.',
    do: 'Copy the "Client UUID" from the Globus developers page.',
  },
  'folder.notWhole': {
    what: '{path} is only a part of a path.',
    means: 'Where it leads would depend on how Slipway was started.',
    do: 'Enter the whole path, for instance /data/scope or D:\\scope, or choose the folder.',
  },
  'folder.notThere': {
    what: 'There is no folder {path} on this computer.',
    means: 'The path is mistyped, or its drive is not connected.',
    do: 'Correct the path, or choose the folder.',
  },
  'folder.gone': {
    what: 'The folder {path} is not there.',
    means: 'It was moved, renamed, or its drive is not connected. What was delivered stays on record.',
    do: 'Connect the drive or put the folder back: Slipway goes on by itself. If it is gone for good, press Stop watching in Folders.',
  },
  'folder.ownDriveAway': {
    what: 'The drive of the folder {path} is not connected.',
    means:
      'What is on it waits, and what was delivered stays delivered. Something else lies in its empty place on this computer: Slipway looks there meanwhile and sends what is finished.',
    do: 'Connect the drive: Slipway goes on by itself. Also see whether an instrument writes into the empty place. If the drive will not come back, press Stop watching in Folders.',
  },
  'folder.unreadable': {
    what: '{path} cannot be read ({detail}).',
    means: 'Data in it cannot be checked or sent.',
    do: 'If permission is denied, give the account that runs Slipway the right to read it. Otherwise mend what stands in brackets.',
  },
  'folder.notTrashed': {
    what: 'The trash of this computer does not take {path} ({detail}).',
    means: 'Nothing is lost: what was delivered stays delivered. Its files stay here, and fill the disk.',
    do: 'See whether the trash can be used on this drive (on network and system drives it often cannot) and is not full. Otherwise choose in Folders that files are deleted instead. Slipway tries again by itself, later each time.',
  },
  'folder.notDeleted': {
    what: '{path} cannot be deleted ({detail}).',
    means: 'Nothing is lost: what was delivered stays delivered. Its files stay here, and fill the disk.',
    do: 'See whether another program has it open, whether the drive is read-only, and whether the account that runs Slipway may delete there. Slipway tries again by itself, later each time.',
  },
  'folder.driveAway': {
    what: 'The drive at {path} is not connected.',
    means:
      'Data on it can be neither checked nor sent, and what lies in its empty place is not taken for it. What was delivered stays delivered.',
    do: 'Connect the drive again: Slipway goes on by itself. If it will not come back, remove the folder {path}, or give it another name if something lies in it. Where that is the watched folder itself, press Stop watching in Folders instead.',
  },
  'folder.notAFolder': {
    what: '{path} is not a folder.',
    means: 'Slipway watches folders.',
    do: 'Choose the folder that the instrument writes into.',
  },
  'folder.already': {
    what: '{path} is watched already, or lies inside or around a watched folder ({other}).',
    means: 'The same data would be sent twice.',
    do: 'Choose another folder, or change the rule of that one.',
  },
  'folder.outsideSource': {
    what: '{path} lies outside {root}.',
    means: 'The source collection of this computer only shows {root}, so Globus cannot read this folder.',
    do: 'Choose a folder inside {root}, or change the source (in the setup, or in Settings > Collections).',
  },
  'folder.badPattern': {
    what: 'The pattern {pattern} cannot be used.',
    means: '{detail}',
    do: 'Correct the pattern, for instance *.tmp',
  },
  'folder.badPatternBackslash': {
    what: 'The pattern {pattern} holds a backslash.',
    means: 'It would fit nothing: in patterns, folders are parted by / on every system.',
    do: 'Write / instead, for instance tmp/',
  },
  'folder.badPatternBracket': {
    what: 'In the pattern {pattern}, a bracket has no partner.',
    means: 'It is not clear what is meant.',
    do: 'Write both brackets, as in run[0-9] or *.{tmp,bak}; or a ? in place of the bracket of a name.',
  },
  'folder.badPatternFolder': {
    what: 'The pattern {pattern} speaks of a folder, but in this rule each single file is a dataset.',
    means: 'It would fit nothing, since patterns are held against the name of the file then.',
    do: 'Write a name alone, for instance *.tif. A whole folder can be left out: write its name and a slash under Leave out, for instance tmp/',
  },
  'folder.badPatternNegated': {
    what: 'The pattern {pattern} begins with an exclamation mark.',
    means: 'Slipway knows no exceptions to a pattern.',
    do: 'Write under Send only what is meant to go, and under Leave out what is not. Where a name really begins so, write ? in its place.',
  },
  'folder.badPatternPath': {
    what: 'The pattern {pattern} names no file or folder of a dataset.',
    means:
      'A pattern is held against a name, or against the path inside the dataset. It knows no drive, no path of this computer, and no . or ..',
    do: 'Write the name alone, for instance *.tmp, or tmp/ for a folder with all in it; for a path inside the dataset begin with /, for instance /raw/*.tif',
  },
  'folder.badPatternSeveral': {
    what: '{pattern} looks like several patterns in one line.',
    means: 'As one pattern it would fit nothing.',
    do: 'Write each of them in a line of its own.',
  },
  'folder.badTemplate': {
    what: 'The destination path {template} does not hold {dataset}.',
    means: 'All datasets would land in one place and overwrite each other.',
    do: 'Let it end with {dataset}, for instance {station}/{dataset}',
  },
  'folder.badTemplateBlank': {
    what: 'The destination path {template} holds {blank}, which is not known.',
    means: 'Slipway does not know what to put there.',
    do: 'Use {station}, {folder}, {above}, {dataset}, {yyyy}, {mm}, {dd}, or a named group of the name pattern.',
  },
  'folder.badTemplateEmpty': {
    what: 'For {name}, {blank} in the destination path {template} would be empty.',
    means: 'It would land in another folder than the others.',
    do: 'Leave {blank} out, or correct the name pattern or the name.',
  },
  'folder.badTemplateBrace': {
    what: 'In the destination path {template}, a curly bracket has no partner.',
    means: 'It is not clear what is meant to be filled in.',
    do: 'Write such as {dataset}, with both brackets.',
  },
  'folder.badTemplateDots': {
    what: 'The destination path {template} holds a part that is only ".", ".." or "~".',
    means: 'It could lead out of the destination folder.',
    do: 'Use folder names instead.',
  },
  'folder.badTemplateBackslash': {
    what: 'The destination path {template} holds a backslash.',
    means: 'Globus parts folders with /, and takes \\ for a character like any other in a name.',
    do: 'Write / between the folders, for instance {station}/{dataset}',
  },
  'folder.badTemplateEnd': {
    what: 'The destination path {template} does not end with {dataset}.',
    means: 'Here each file is a dataset: it would lose its name, and files that belong together would be torn apart.',
    do: 'Let {dataset} be the last part, for instance {station}/{above}/{dataset}',
  },
  'folder.badNamePattern': {
    what: 'The name pattern {pattern} cannot be used.',
    means: 'It is not a regular expression: {detail}.',
    do: 'Correct it; for instance ^(?<user>[a-z]+)_ makes {user} of the letters before the first _',
  },
  'folder.slowNamePattern': {
    what: 'The name pattern {pattern} could keep Slipway busy without end.',
    means:
      'It repeats a part that repeats something itself, or that holds a choice. One long name that nearly fits is enough.',
    do: 'Write it without a repeat inside a repeat; for instance ^(?<user>[a-z]+)_ instead of ^(?<user>([a-z]+)+)_',
  },
  'folder.nameDoesNotFit': {
    what: 'The name {name} does not fit the name pattern {pattern}.',
    means: 'Slipway does not know where it should land, so it is not sent. The others go on.',
    do: 'Rename it, or change the name pattern in Folders. Slipway notices by itself and goes on.',
  },
  'folder.unwritable': {
    what: 'Slipway may not write into {path} ({detail}).',
    means: 'Only the test needs that: to send data, Slipway only reads. Nothing was written.',
    do: 'Leave the test out and watch the first real dataset arrive, or give the account that runs Slipway the right to write there.',
  },
  'folder.lookStopped': {
    what: 'The look into {path} was stopped.',
    means: 'What would be sent is not known. Nothing was changed.',
    do: 'Look again, or go on without it: Slipway looks through the folder anyway once it is watched.',
  },
  'folder.saveStopped': {
    what: 'The look into {path} was stopped, so nothing was saved.',
    means: 'Before a folder is saved, Slipway makes sure that no two datasets in it would land in one place.',
    do: 'Nothing that was typed is lost: try it again when there is time.',
  },
  'try.tooLong': {
    what: 'The test data did not arrive within {minutes} {minutes|minute|minutes}.',
    means:
      'Globus took the order, but the collections are busy, paused or not connected ({reason}). The test was stopped.',
    do: 'See whether both collections are connected, then try it again. Real data would wait and go on by itself.',
  },
  'try.stopped': {
    what: 'The test was stopped.',
    means: 'It was not seen to its end, so it proves nothing.',
    do: 'Try it again when there is time.',
  },
  'try.leftHere': {
    what: 'The test folder {path} is still on this computer.',
    means:
      'A test of Slipway was cut short, and the folder could not be taken away: it may not be deleted, or something else is in it. It is never sent.',
    do: 'See what is in it, and delete the folder.',
  },
  'try.leftThere': {
    what: 'The test folder {path} may still be in "{name}".',
    means:
      'A test of Slipway was cut short, and the folder could not be taken away. It does not stand in the way of sending.',
    do: 'Look for it at the destination and delete it there, or ask the owner of the collection to.',
  },
  'folder.badName': {
    what: 'The folder {name} cannot be sent, nor anything in it: its name has {character} at position {position}.',
    means: 'Globus or the destination does not take this character. What lies in other folders goes on.',
    do: 'Rename it. Slipway notices by itself and goes on. Where there are several such folders, Folders lists them among what is left out.',
  },
  'dataset.badName': {
    what: 'The name {name} cannot be sent: {character} at position {position}.',
    means:
      'Globus or the destination does not take this character. Nothing of this dataset is sent until it is renamed, so that it arrives whole; all other datasets go on.',
    do: 'Rename it. Slipway notices by itself and goes on.',
  },
  'dataset.tooLong': {
    what: 'The path {name} is too long ({length} {length|byte|bytes}, at most {limit}).',
    means: 'The destination could not store it.',
    do: 'Shorten the name or the folder names above it. Slipway notices by itself and goes on.',
  },
  'dataset.nameClash': {
    what: '{name} would land where {other} has its place.',
    means: '{other} came first. {name} is not sent, so that it overwrites nothing.',
    do: 'Rename it, or change the destination path of its folder. Slipway notices by itself and goes on.',
  },
  'dataset.alikeNames': {
    what: 'At the destination {name} and {other} are one file. Their names first differ at position {position} (“{character}”).',
    means:
      'The disk there does not tell such names apart (upper and lower case, ways to write an accent, a dot at the end), so it holds only one of the two. Nothing was changed on this computer. The other files may have arrived, but the dataset does not count as delivered.',
    do: 'Rename one of the two. Slipway notices by itself and goes on.',
  },
  'dataset.occupied': {
    what: 'At the destination, {path} already holds other data.',
    means:
      'It is not of this run: others put it there, or an earlier run of the same name, of which it may be the only copy. So Slipway does not overwrite it. The file {file} differs.',
    do: 'Rename this dataset or move the data at the destination away, then press Try again.',
  },
  'dataset.tooManyItems': {
    what: '{name} has {items} {items|file|files}, and each would have to be named to Globus one by one.',
    means: 'One order can name {limit} of them. Nothing of it was sent.',
    do: 'In Folders, use only patterns with * and ?, so that the whole folder goes as one; or make each folder below it a dataset of its own. Then press Try again.',
  },
  'dataset.tooManyAmongOthers': {
    what: '{name} has {items} {items|file|files} and shares its folder at the destination with {other}.',
    means:
      'So that it goes over nothing there, each file would have to be named to Globus, and one order can name {limit}. Nothing of it was sent.',
    do: 'In Folders, change its destination path so that it lies apart, then press Try again.',
  },
  'dataset.gone': {
    what: '{name} is no longer in its folder.',
    means:
      'It was removed or renamed, or the rule of the folder leaves it out now, before Slipway could prove that all of it had arrived.',
    do: 'Put it back, and Slipway goes on by itself. If that cannot be, look at the destination: what is there may be incomplete.',
  },
  'dataset.goneUnsent': {
    what: '{name} is no longer in its folder, and was never sent.',
    means: 'It was removed or put elsewhere, or the rule of the folder leaves it out now, before it was finished.',
    do: 'If that was on purpose, say so. Otherwise put it back, and Slipway goes on by itself.',
  },
  'dataset.unknown': {
    what: 'This dataset is not on record.',
    means: 'The list on the screen was older than the ledger.',
    do: 'Close and open the window.',
  },
  'task.conflict': {
    what: 'Globus already runs a task with the same paths.',
    means: 'Another program or computer sends the same data to the same place.',
    do: 'Nothing, if that is intended: Slipway waits for it and then compares. Otherwise stop the other one.',
  },
  'task.otherStuck': {
    what: 'Another Globus task holds the same paths and does not get on: {detail}',
    means:
      'Globus takes this order only when that task has ended. Slipway did not start it, or does not know it any more, and leaves it alone.',
    do: 'Open the task {task} in the Globus web app: mend what it waits for, or cancel it. Then press Try again.',
  },
  'task.pausedByAdmin': {
    what: 'An administrator has paused the transfer.',
    means:
      'A collection at one of its ends lets nothing move just now. Nothing is lost: what is on its way goes on where it stopped.',
    do: 'Wait, or ask the administrator of the collection. "Open in Globus", in the details of the dataset, shows what they say about it. Slipway goes on by itself.',
  },
  'task.paused': {
    what: 'The transfer is paused at Globus.',
    means:
      'An administrator of a collection paused it, or somebody paused Globus Connect Personal; Globus does not say which. Nothing is lost.',
    do: 'See whether Globus Connect Personal is paused on this computer (the menu of its icon in the tray), and end the pause there. Otherwise ask the administrator of the collection. Slipway goes on by itself.',
  },
  'task.missingSource': {
    what: 'Globus could not find a file on this computer: {path}',
    means:
      'It was renamed or deleted while being sent, or the source collection shows another folder. The task was stopped.',
    do: 'Check that the file is there, then press Try again.',
  },
  'task.refused': {
    what: 'Writing to {path} was refused.',
    means: 'The permission of this application was withdrawn or is too small. The task was stopped; nothing is lost.',
    do: 'Ask the owner of the collection for "rw", then press Try again.',
  },
  'task.noSpace': {
    what: 'The destination is full.',
    means: 'The task was stopped so that it does not block others. What is missing waits on this computer.',
    do: 'Make room at the destination, then press Try again.',
  },
  'task.badPath': {
    what: 'The destination does not take the path {path}.',
    means: 'A name in it is not allowed there, or a file stands where a folder is needed. The task was stopped.',
    do: 'Rename it, or move away what stands in its place there; then press Try again.',
  },
  'task.failed': {
    what: 'The Globus task failed: {detail}',
    means: 'Not everything arrived. What is missing waits on this computer.',
    do: 'Open the details of the dataset and read under History what Globus says about the task. Mend the cause, then press Try again. What arrived is not sent twice.',
  },
  'task.canceled': {
    what: 'The Globus task was canceled by somebody else.',
    means: 'Not everything arrived. Slipway does not start it again without being asked.',
    do: 'Press Try again when it may go on.',
  },
  'task.expired': {
    what: 'The Globus task ran out of time.',
    means: 'Not everything arrived before its deadline.',
    do: 'Press Try again. What arrived is not sent twice.',
  },
  'task.vanished': {
    what: 'Globus no longer knows the task of this dataset.',
    means: 'Its record was removed, so Slipway cannot prove that everything arrived.',
    do: 'Press Try again: every file is compared by checksum and only what differs is sent.',
  },
  'task.notProven': {
    what: 'Globus says that it is done, but {file} is not proven to have arrived: {detail}',
    means: 'Slipway does not call it delivered.',
    do: 'Press Try again: every file is compared by checksum and only what differs is sent.',
  },
  'task.noChecksum': {
    what: 'Globus copied {file} twice, and told no checksum of it either time.',
    means:
      'Slipway cannot prove what lies there and does not call it delivered. It does not send it again by itself, since it might be copied each time.',
    do: 'Ask the owner of the collection whether its storage can make checksums. Then press Try again.',
  },
  'setup.notFinished': {
    what: 'This computer is not set up yet.',
    means: 'Nothing is watched or sent.',
    do: 'Finish the setup.',
  },
  'setupFile.unreadable': {
    what: 'The file {name} could not be read ({detail}).',
    means: 'Nothing was changed.',
    do: 'Check that it is still there and that your account may read it, then open it again.',
  },
  'setupFile.tooLarge': {
    what: '{name} is too large to be a setup file ({bytes}).',
    means: 'A setup file holds a few lines of text. Nothing was changed.',
    do: 'Choose the file that "Export setup…" wrote. Its name ends with .slipway-setup.',
  },
  'setupFile.otherKind': {
    what: '{name} is not a Slipway setup file.',
    means: 'It holds something else, or was cut off while it was copied. Nothing was changed.',
    do: 'Choose the file that "Export setup…" wrote. Its name ends with .slipway-setup.',
  },
  'setupFile.newer': {
    what: '{name} was written by a newer Slipway (version {found} of the format; this one knows {known}).',
    means: 'Something in it would be misunderstood. Nothing was changed.',
    do: 'Install the newer Slipway on this computer, then open the file again.',
  },
  'setupFile.badField': {
    what: 'The setup file {name} cannot be used: "{field}" is missing, wrong or not known.',
    means: 'It was changed by hand or damaged. Nothing was changed on this computer.',
    do: 'Correct "{field}" in the file, or export it again.',
  },
  'setupFile.badStation': {
    what: 'The setup file {name} would name this computer "{station}", and that cannot be the name of a folder.',
    means: 'The name stands in destination paths, and data would land elsewhere. Nothing was changed on this computer.',
    do: 'Correct "station" in the file: a name without / and \\ that is not only ".", ".." or "~". Then open it again.',
  },
  'setupFile.wrongPassphrase': {
    what: 'The passphrase does not open the secret in this file.',
    means: 'It was mistyped, or something in the file was changed after it was exported. Nothing was changed.',
    do: 'Enter the passphrase again, or enter the client secret itself instead.',
  },
  'setupFile.weakPassphrase': {
    what: 'This passphrase is guessed at once.',
    means: 'It is made of blanks, or of the same few characters. Nothing was saved.',
    do: 'Use several words.',
  },
  'setupFile.folderOpen': {
    what: 'The folder {path} is not on this computer.',
    means: 'The setup file was made on another computer. Slipway does not guess.',
    do: 'Choose the folder of this computer that takes its place, or leave it out.',
  },
  'setupFile.noCollectionHere': {
    what: 'This computer has no collection of its own yet.',
    means: 'The setup file leaves it to each computer, and Globus Connect Personal is not set up on this one.',
    do: 'Press "Answer this by hand" and set up Globus Connect Personal there.',
  },
  'setupFile.closed': {
    what: 'No setup file is open.',
    means: 'It was put away, or is in use already. Nothing was changed.',
    do: 'Open the file again.',
  },
  'setupFile.notConfirmed': {
    what: 'This computer is set up and works.',
    means: 'The setup file would replace that. Nothing was changed.',
    do: 'Look at what would change, and say yes to it first.',
  },
  'settings.damaged': {
    what: 'The settings file could not be read. A copy was put aside: {copy}',
    means: 'Slipway started with empty settings. The record of what was delivered is not touched.',
    do: 'Set this computer up again, or put a good settings file back and restart.',
  },
  'settings.unreadable': {
    what: 'The settings cannot be read ({detail}).',
    means: 'Slipway did not start, so that it does not take this computer for a new one. Nothing was changed.',
    do: 'Check that {path} may be read and that its drive is connected, then start Slipway again.',
  },
  'settings.noFolder': {
    what: 'Slipway cannot write into its own folder {path} ({detail}).',
    means:
      'Its settings and its record of what was sent belong there, so Slipway did not start. Nothing was changed or sent.',
    do: 'Check that the disk is connected and not full, and that your account may write there, then start Slipway again.',
  },
  'file.unwritable': {
    what: 'The file could not be saved: {path} ({detail}).',
    means: 'Nothing is there now that was not there before.',
    do: 'Check that the disk is connected and not full, and that your account may write there; or save it in another folder.',
  },
  'settings.unwritable': {
    what: 'The settings could not be saved ({detail}).',
    means: 'The change is not kept.',
    do: 'Check that the disk is not full and that {path} may be written.',
  },
  'settings.badStation': {
    what: '"{name}" cannot be the name of this computer.',
    means: 'It can stand in destination paths as the name of a folder. Nothing was changed.',
    do: 'Choose a name without / and \\ that is not only ".", ".." or "~".',
  },
  'ledger.newer': {
    what: 'The ledger was written by a newer Slipway (version {found}; this one knows {known}).',
    means: 'To read it with an older version could lose records, so nothing is done.',
    do: 'Install the newer Slipway again.',
  },
  'ledger.damaged': {
    what: 'The ledger is damaged. It was put aside: {copy}',
    means:
      'Slipway begins a new one. Datasets that are at the destination already are compared by checksum, not sent again.',
    do: 'Nothing. Keep the copy if you need the old records.',
  },
  'ledger.inUse': {
    what: 'Another Slipway uses this ledger.',
    means: 'Two of them would send everything twice.',
    do: 'Use the one that runs: look for its icon in the tray.',
  },
  'ledger.full': {
    what: 'The disk that holds the ledger is full.',
    means: 'Slipway cannot record what it does, so it does nothing.',
    do: 'Make room on the disk of {path}. Slipway goes on by itself.',
  },
  'ledger.readOnly': {
    what: 'The ledger cannot be written ({detail}).',
    means: 'Slipway cannot record what it does, so it does nothing.',
    do: 'Give the account that runs Slipway the right to write to {path}.',
  },
  'ledger.gone': {
    what: 'The file of the ledger is gone: {path}',
    means:
      'It was deleted, moved or exchanged while Slipway runs. Slipway cannot record what it does, so it does nothing.',
    do: 'Move the very same file back, and Slipway goes on by itself. Or quit Slipway and start it again: it writes the file anew.',
  },
  'lock.closed': {
    what: 'The settings are locked with a PIN.',
    means: 'Nothing was changed.',
    do: 'Give the PIN, or ask whoever looks after this computer.',
  },
  'lock.wrongPin': {
    what: 'This is not the PIN.',
    means: 'Nothing was changed.',
    do: 'Try again. A forgotten PIN is taken away by starting Slipway with --forget-pin.',
  },
  'lock.tooOften': {
    what: 'A wrong PIN was given {count} {count|time|times}.',
    means: 'For the next {wait} no PIN is accepted, not even the right one.',
    do: 'Wait, then try again. A forgotten PIN is taken away by starting Slipway with --forget-pin.',
  },
  'lock.badPin': {
    what: 'This cannot be used as a PIN.',
    means: 'A PIN is made of 4 to 12 digits.',
    do: 'Choose another one.',
  },
  'input.wrong': {
    what: 'The value of "{field}" cannot be used: {detail}',
    means: 'Nothing was changed.',
    do: 'Correct it and try again.',
  },
  'app.bug': {
    what: 'Slipway met an error that it does not know: {detail}',
    means: 'This is a fault of Slipway. Nothing was deleted or sent because of it.',
    do: 'Give these words, or a report (About, once this computer is set up), to whoever looks after this computer.',
  },
} as const;

/** What to do instead, where Slipway ends with it: then nothing goes on by itself, and there is no window. */
export const atEndEn = {
  'ledger.full': 'Make room on the disk of {path}, then start Slipway again.',
  'ledger.readOnly': 'Give the account that runs Slipway the right to write to {path}, then start Slipway again.',
  'app.bug': 'Start Slipway again. If it comes back, give these words to whoever looks after this computer.',
} as const;

/** What to do instead, where the line for the owner stands below it. */
export const besideGrantEn = {
  'collection.unknown':
    'Compare the id with the one in the Globus web app, and if it is right, send its owner the line below. Slipway notices by itself when it was granted.',
  'collection.notPermitted': 'Ask the owner for it with the line below. Slipway notices by itself when it was granted.',
  'collection.readOnly': 'Ask the owner for it with the line below. Slipway notices by itself when it was granted.',
} as const;

/** One line each: why a dataset waits, with the fact that makes it wait. */
export const reasonsEn = {
  firstLook: 'watching whether it still changes: quiet for {quiet} of {needed}',
  grew: 'file {file} grew {ago} ago',
  changed: 'file {file} changed {ago} ago',
  added: 'file {file} was added {ago} ago',
  removed: 'a file went away {ago} ago',
  quietFor: 'quiet for {quiet} of {needed}',
  sentinel: 'waiting for {sentinel}',
  empty: 'no file to send in it yet',
  neverSettles: 'has been changing for {lastingMs}, {file} {ago} ago: it may never settle by itself',
  slots: '{count} other {count|delivery uses|deliveries use} Globus’s {slots} {slots|slot|slots}',
  next: 'is next to be sent',
  alike: 'waits for {other}: the destination may take the two names, or those of folders above them, for one',
  around: 'waits for {other}, which goes to the same folder of the destination first',
  line: 'next in line: {count} before it',
  lineLong: 'in line: more than {count} before it',
  asking: 'Globus is being asked to start',
  queuedAtGlobus: 'is in Globus’s own queue',
  sending: 'is being sent',
  retrying: 'Globus retries after a fault: {fault}',
  personalOffline: 'Globus Connect Personal is offline since {since}',
  proving: 'is being checked at the destination',
  paused: 'sending is paused',
  sendingHours: 'waits until {until}',
  folderPaused: 'this folder is paused',
  offline: 'no network since {since}',
  setup: 'this computer is not set up yet',
  conflict: 'another Globus task holds the same paths: waiting for it to end',
  open: '{file} is still open in another program',
  blocked: 'waiting until {file} is gone: the instrument is still at work',
  noData: '{file} is there but holds no data yet',
  sentinelLate: 'waiting for {sentinel} for {ago}: check whether the instrument was stopped before it wrote it',
  blockedLate: 'waiting for {ago} until {file} is gone: check whether it was left behind',
  noDataLate: '{file} has held no data for {ago}: check whether the acquisition failed',
  openLate: '{file} has been open in another program for {ago}: close it there',
  sentAlready: 'delivered already: nothing new to send',
  listed: 'waiting for {file}, which {list} names: goes without it in {leftMs}',
  listedMany: 'waiting for {count} files that lists name, such as {file} in {list}: goes without them in {leftMs}',
  unlisted: 'waiting until a list of the instrument names {file}: goes all the same in {leftMs}',
  listUnreadable: '{list}, which names the files of it, cannot be read ({detail}): goes all the same in {leftMs}',
  listTooLarge:
    '{list}, which names the files of it, is too long to be read ({bytesOfList}): goes all the same in {leftMs}',
  checkingNext: 'its files will be read next, to be compared with the checksums in its list',
  checking: 'checking its files against {list}: {count} of {of} done, {bytes} of {bytesOfAll}',
  listDiffers: '{file} does not have the checksum that {list} has of it: goes as it is in {leftMs}',
  listDiffersMany:
    '{count} files do not have the checksums that lists have of them, such as {file} in {list}: goes as it is in {leftMs}',
  listedUnread: '{file} cannot be read ({detail}) to be compared with {list}: goes all the same in {leftMs}',
  listedUnreadMany:
    '{count} files cannot be read ({detail}) to be compared with lists, such as {file} in {list}: goes all the same in {leftMs}',
  instrumentBusy: 'the instrument writes {rate} MB/s into this folder: leaving the disk to it',
  cleanedFirst: '{other} of this folder is cleaned up first',
  othersRead: 'other files of this folder are read first',
  comparing: 'its files are read and compared with its receipt',
  presetSign: '{sign} lies in {count} of {of} {of|folder|folders}',
  presetSignOne: '{sign} lies in the one folder here',
  presetSignHere: '{sign} lies in this folder itself, so all of it is one run',
  presetFiles: '{count} of {of} {of|file|files} {count|is|are} {sign}',
  presetFile: 'the one file here is {sign}',
  presetGeneral: 'nothing here tells which instrument it is',
  leftOutSymlink: 'a link: links are not followed',
  leftOutSpecial: 'not a file or folder',
  leftOutBadName: 'its name has {character} at position {position}, so nothing in it can be sent: rename it',
  leftOutBeside: 'lies above the folders that are datasets here, so it is in none of them',
  leftOutTooLong: 'its path is longer than this computer can open',
  leftOutUnreadable: 'cannot be read ({detail})',
  leftOutDriveAway:
    'its drive is not connected: nothing on it counts as gone or changed. If it will not come back, remove the empty folder {detail}',
  eventOther: 'Globus says: {told}',
  staysChanged: 'stays: {file} is not what its receipt says',
  staysNoChecksum: 'stays: the receipt has no checksum for {file}',
  staysUnknownChecksum: 'stays: the checksum of {file} is of a kind that Slipway cannot make',
  staysUnreadable: 'stays: {file} cannot be read or taken away',
  staysChoice: 'stays: the choice for this folder was changed since somebody said yes',
  staysGone: '{file} is not there any more',
  notWatched: 'its folder is not watched any more, so nothing of it is checked or sent',
  leftOutExcluded: 'left out by the rule of this folder',
} as const;

/** The history of a dataset, in plain words. */
export const historyEn = {
  found: 'Found',
  changed: 'Changed again: watching until it is quiet',
  quiet: 'Finished: {files} {files|file is|files are} ready to be sent',
  quietWithout:
    'Finished with {files} {files|file|files}, without {count} {count|that a list names,|that lists name, such as} {file} in {list}: nothing came in hours of quiet',
  quietUnnamed:
    'Finished with {files} {files|file|files}; in hours of quiet no list of the instrument named {count} {count|file:|files, such as} {file}',
  quietUnread:
    'Finished with {files} {files|file|files}; {list} could not be read, so nobody knows whether all that it names is there',
  quietDiffers:
    'Finished with {files} {files|file|files}; {count} {count|does not have the checksum|do not have the checksums} that the instrument wrote down{count|:|, such as} {file} in {list}',
  quietUnchecked:
    'Finished with {files} {files|file|files}; {count} could not be read to be compared with {count|its checksum:|their checksums, such as} {file} in {list}',
  ordered: 'Given to Globus',
  accepted: 'Globus took it',
  succeeded: 'Globus reports that all is copied: checking it',
  matched: 'Delivered and checked',
  differed: 'Changed while being sent: it will be sent again',
  differedNotWatched:
    'Its folder was not watched any more, so it could not be looked at again: what was sent is not called delivered',
  differedTooOld:
    'Globus does not tell any more what its task copied: it goes again, and what is there already is not copied twice',
  differedNoChecksum:
    'Globus told no checksum of what it copied: it goes again, so that what is there is compared by checksum and not copied twice',
  stopped: 'Stopped: needs a person',
  released: 'Let go on: looked at again from the start',
  triedAgain: 'Tried again by itself: looked at again from the start',
  parted: 'Goes again in a smaller group, since its task was stopped',
  firstProven: 'All but the last files is checked: sending those',
  missed: 'It is no longer in its folder; nothing of it was sent',
  gone: 'The local copy is gone; what was sent stays at the destination',
  replaced: 'Another run has come under its name',
  declared: 'Somebody at this computer said that it is finished',
  returned: 'The local copy is back, unchanged',
  recognised: 'Its folder was found as it was sent',
  cleaned: 'Local copy cleaned up: {files} {files|file,|files, each} the same as its receipt says',
  cleanedWithFolders:
    'Local copy cleaned up: {files} {files|file,|files, each} the same as its receipt says, and {folders} {folders|folder that was|folders that were} empty then',
} as const;
