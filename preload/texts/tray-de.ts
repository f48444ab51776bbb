/** Deutsch: das Symbol in der Leiste, sein Menü, die Mitteilungen und die Fragen des Programms. */
import { type SameShape } from './shape';
import { type trayEn } from './tray-en';

export const trayDe: SameShape<typeof trayEn> = {
  app: 'Slipway',
  practice: 'Übung: nichts verlässt diesen Rechner',
  state: {
    starting: 'Startet: Zuerst werden die Aufzeichnungen geprüft',
    setup: 'Noch nicht eingerichtet',
    noFolders: 'Kein Ordner wird beobachtet',
    idle: 'Alles zugestellt',
    nothingYet: 'Noch nichts zu senden',
    sending: 'Sendet',
    sendingPercent: 'Sendet, {percent}',
    waiting: 'Wartet',
    waitingForGlobus: 'Wartet auf Globus',
    waitingUntil: 'Wartet bis {time} Uhr',
    paused: 'Angehalten, bis Sie „Fortsetzen“ wählen',
    pausedUntil: 'Angehalten bis {time}',
    pausedBy: {
      personal: 'Globus Connect Personal ist angehalten',
      administrator: 'Vom Administrator angehalten',
      unknown: 'Bei Globus angehalten',
    },
    pausedFolders: 'Alle Ordner sind angehalten',
    offline: 'Offline: Daten warten hier',
    offlineSince: 'Offline seit {time}',
    needsYou: 'Braucht Hilfe',
  },
  tip: {
    sending: { one: '{count} wird gesendet', other: '{count} werden gesendet' },
    waiting: { one: '{count} wartet', other: '{count} warten' },
    needsYou: { one: '{count} braucht Hilfe', other: '{count} brauchen Hilfe' },
    lastDelivered: 'zuletzt zugestellt {time}',
    paused: 'angehalten',
    pausedUntil: 'angehalten bis {time}',
    pausedBy: {
      personal: 'Globus Connect Personal ist angehalten',
      administrator: 'vom Administrator angehalten',
      unknown: 'bei Globus angehalten',
    },
    pausedFolders: { one: '{count} Ordner angehalten', other: '{count} Ordner angehalten' },
    pausedToo: { one: '{count} angehalten', other: '{count} angehalten' },
    onTheWay: { one: '{count} unterwegs', other: '{count} unterwegs' },
    waitsUntil: 'wartet bis {time} Uhr',
    offline: 'offline',
    setup: 'noch nicht eingerichtet',
    noFolders: 'kein Ordner wird beobachtet',
    practice: 'Übung',
  },
  badge: { one: '{count} Problem', other: '{count} Probleme' },
  menu: {
    finishSetup: 'Einrichtung abschließen …',
    addFolder: 'Ordner hinzufügen …',
    more: { one: '{count} weiteres …', other: '{count} weitere …' },
    folder: '{name}: {state}',
    folderIdle: 'alles zugestellt',
    folderNothingYet: 'noch nichts',
    folderPaused: 'angehalten',
    folderScanning: 'wird durchgesehen',
    folderDriveAway: 'Laufwerk nicht verbunden',
    folderMissing: 'nicht vorhanden',
    folderUnreadable: 'nicht lesbar',
    folderBadRule: 'die Regel ist zu berichtigen',
    folderNeedsYou: { one: 'Zeigen, was Sie braucht', other: 'Die {count} zeigen, die Sie brauchen' },
    lastDelivered: 'Zuletzt zugestellt {time}',
    pauseFolder: 'Diesen Ordner anhalten',
    resumeFolder: 'Diesen Ordner fortsetzen',
    folderDatasets: 'Seine Datensätze zeigen',
    folderOnDisk: 'Im Dateimanager zeigen',
    pauseHour: 'Eine Stunde anhalten',
    pauseOpen: 'Anhalten bis zum Fortsetzen',
    resume: 'Fortsetzen',
    sendNow: 'Jetzt senden',
    lookNow: 'Jetzt nachsehen, ab {time} Uhr senden',
    open: 'Slipway öffnen',
    settings: 'Einstellungen …',
    quit: 'Slipway beenden',
  },
  edit: {
    edit: 'Bearbeiten',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    view: 'Ansicht',
    actualSize: 'Normale Größe',
    larger: 'Größer',
    smaller: 'Kleiner',
    closeWindow: 'Fenster schließen',
  },
  help: `Slipway sendet fertige Daten dieses Rechners an Globus und arbeitet im Infobereich weiter.

Aufruf: slipway [DATEI.slipway-setup] [OPTION]

  --setup DATEI   eine Einrichtungsdatei öffnen
  --background    kein Fenster öffnen, wie bei der Anmeldung
  --forget-pin    eine vergessene PIN wegnehmen, auch während Slipway läuft
  --version       sagen, welches Slipway das ist
  --help          dies hier sagen

Ohne alles öffnet es sein Fenster, oder das des Slipway, das schon läuft.`,
  setupNeedsFile:
    'Es wurde keine Einrichtungsdatei genannt, deshalb startet Slipway nicht. Bitte eine nennen: slipway --setup DATEI',
  ask: {
    quit: {
      one: 'Ein Datensatz ist unterwegs. Trotzdem beenden?',
      other: '{count} Datensätze sind unterwegs. Trotzdem beenden?',
    },
    quitDetail:
      'Nichts geht verloren: Was Globus begonnen hat, läuft dort weiter, und Slipway prüft es beim nächsten Start. Bis dahin wird nichts Neues beobachtet oder gesendet.',
    quitYes: 'Beenden',
    quitNo: 'Weiterlaufen lassen',
    quitLocked: 'Beenden ist mit der PIN gesperrt.',
    quitLockedDetail:
      'Öffnen Sie die Einstellungen, drücken Sie auf „Entsperren“ und geben Sie die PIN ein. Dann lässt sich Slipway beenden.',
    quitUnlock: 'Einstellungen öffnen',
  },
  notice: {
    needsYou: { one: 'Slipway braucht Ihre Hilfe', other: 'Slipway braucht Ihre Hilfe: {count} Dinge' },
    others: { one: 'und {count} weiteres', other: 'und {count} weitere' },
    delivered: { one: 'Zugestellt: {name}', other: '{count} Datensätze zugestellt' },
    deliveredBody: { one: '{count} Datei, am Ziel geprüft', other: '{count} Dateien, am Ziel geprüft' },
    deliveredTo: 'Am Ziel geprüft',
  },
};
