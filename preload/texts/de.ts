/** German. The type says which keys there must be; the blanks are checked by a test. */
import type { atEndEn, besideGrantEn, historyEn, problemsEn, reasonsEn } from './en';
import type { SameShape } from './shape';

export const problemsDe: SameShape<typeof problemsEn> = {
  'globus.unreachable': {
    what: 'Globus ist nicht erreichbar.',
    means: 'Nichts geht verloren: Fertige Daten warten auf diesem Rechner.',
    do: 'Ist nur das Netz weg, warten Sie, bis es wieder da ist. Slipway macht von selbst weiter. Dauert es länger, lassen Sie prüfen, ob ein Proxy oder eine Firewall auth.globus.org oder transfer.api.globus.org sperrt.',
  },
  'globus.nameLookup': {
    what: 'Der Name des Globus-Dienstes lässt sich nicht auflösen (DNS).',
    means:
      'Dieser Rechner hat kein Netz, oder sein Nameserver antwortet nicht. Nichts geht verloren: Fertige Daten warten hier.',
    do: 'Prüfen Sie Kabel oder WLAN. Gehen andere Seiten auf, fragen Sie Ihre Netzverwaltung, warum auth.globus.org und transfer.api.globus.org nicht auflösbar sind.',
  },
  'globus.proxy': {
    what: 'Der Proxy dieses Netzes lässt Slipway nicht durch.',
    means:
      'Er antwortet nicht, lehnt ab oder verlangt Name und Passwort ({detail}). Nichts geht verloren: Fertige Daten warten hier.',
    do: 'Bitten Sie Ihre Netzverwaltung, auth.globus.org und transfer.api.globus.org ohne Anmeldung durchzulassen, oder berichtigen Sie den Proxy in den Systemeinstellungen.',
  },
  'globus.tls': {
    what: 'Die Verbindung zu Globus ist nicht sicher und wird deshalb nicht benutzt (TLS).',
    means:
      'Das Zertifikat ist nicht das von Globus oder gilt jetzt nicht: Etwas im Netz öffnet die Verbindung, oder die Uhr geht falsch ({detail}).',
    do: 'Prüfen Sie Datum und Uhrzeit dieses Rechners. Stimmen sie, bitten Sie Ihre Netzverwaltung, auth.globus.org und transfer.api.globus.org von der Untersuchung auszunehmen.',
  },
  'globus.busy': {
    what: 'Globus bittet um weniger Anfragen.',
    means: 'In kurzer Zeit kamen zu viele, vielleicht auch von anderen Rechnern mit derselben Client-ID.',
    do: 'Warten Sie ein wenig. Slipway macht von selbst weiter. Kommt es oft vor, geben Sie jedem Rechner eine eigene Client-ID.',
  },
  'globus.broken': {
    what: 'Globus meldet einen eigenen Fehler ({status}).',
    means: 'Der Dienst ist gestört oder wird gewartet. Nichts geht verloren.',
    do: 'Warten Sie ein wenig. Slipway macht von selbst weiter.',
  },
  'globus.signInRefused': {
    what: 'Globus nimmt diese Client-ID mit diesem Secret nicht an.',
    means:
      'Das Secret ist vertippt, wurde bei Globus gelöscht oder gehört zu einer anderen Client-ID. Damit kann nichts gesendet werden.',
    do: 'Kopieren Sie beides neu von der Entwicklerseite von Globus, oder legen Sie dort ein neues Secret an.',
  },
  'globus.clientMayNot': {
    what: 'Diese Anwendung darf sich nicht selbst anmelden.',
    means: 'Sie wurde als andere Art von Anwendung registriert, bei der sich ein Mensch anmelden muss.',
    do: 'Registrieren Sie auf der Entwicklerseite von Globus ein „service account or application credential“ und nehmen Sie dessen Client-ID und Secret.',
  },
  'globus.scopeUnknown': {
    what: 'Globus kennt eines der verlangten Rechte nicht.',
    means: 'Meist ist die ID der Collection falsch, oder die Collection ist von anderer Art als erwartet.',
    do: 'Prüfen Sie die ID der Collection (in der Einrichtung oder unter Einstellungen > Collections).',
  },
  'globus.clockOff': {
    what: 'Die Uhr dieses Rechners geht {minutes} {minutes|Minute|Minuten} falsch.',
    means: 'Die Anmeldung kann scheitern, und Zeiten in den Aufzeichnungen wären falsch.',
    do: 'Stellen Sie die Uhr, und schalten Sie in den Systemeinstellungen die automatische Zeit ein.',
  },
  'globus.policy': {
    what: 'Die Collection {name} lässt diese Anwendung nicht zu.',
    means:
      'Eine Richtlinie ihres Besitzers bestimmt, welche Anmeldungen zugelassen sind, gleich welche Berechtigung sie haben. Solange sie uns nicht zulässt, wird nichts dorthin gesendet.',
    do: 'Fragen Sie den Besitzer, ob die Richtlinie diese Anwendung zulassen kann, oder bitten Sie um eine Gast-Collection ohne Richtlinie.',
  },
  'globus.domainPolicy': {
    what: 'Die Collection {name} lässt nur Anmeldungen bestimmter Domänen zu, und die von Slipway gehört nicht dazu.',
    means:
      'Slipway meldet sich als Anwendung an, deren Name auf @clients.auth.globus.org endet. Eine Berechtigung ändert daran nichts. Solange die Richtlinie gilt, wird nichts dorthin gesendet.',
    do: 'Bitten Sie den Besitzer, die Domäne clients.auth.globus.org in der Richtlinie zuzulassen, oder um eine Gast-Collection ohne Domänen-Richtlinie.',
  },
  'globus.highAssurance': {
    what: 'Die Collection {name} verlangt eine Anmeldung, die nur ein Mensch geben kann.',
    means:
      'Sie will eine frische Anmeldung oder einen zweiten Faktor, wie Collections für geschützte Daten (high assurance). Eine Anwendung hat beides nicht; darum wird nichts dorthin gesendet.',
    do: 'Fragen Sie den Besitzer, ob diese Daten dorthin gehören, und bitten Sie um eine Collection, in die eine Anwendung schreiben darf.',
  },
  'globus.consent': {
    what: 'Die Collection verlangt eine weitere Zustimmung, und Globus hat unsere nicht angenommen.',
    means: 'Es ist eine Mapped Collection, die mehr als eine Berechtigung verlangt.',
    do: 'Nehmen Sie stattdessen eine Gast-Collection, oder fragen Sie den Besitzer der Collection.',
  },
  'globus.badAnswer': {
    what: 'Globus hat etwas geantwortet, das Slipway nicht versteht.',
    means:
      'Entweder hat sich der Dienst geändert, oder etwas zwischen hier und Globus verändert die Antworten ({detail}).',
    do: 'Verlangt Ihr Netz eine Anmeldeseite, öffnen Sie einen Browser und melden Sie sich an. Sonst geben Sie diesen Text oder einen Bericht (Info, sobald der Rechner eingerichtet ist) der Person, die diesen Rechner betreut.',
  },
  'globus.badRequest': {
    what: 'Globus hat eine Anfrage von uns abgelehnt: {detail}',
    means: 'Das darf nicht vorkommen und ist ein Fehler von Slipway.',
    do: 'Geben Sie diesen Text oder einen Bericht (Info, sobald der Rechner eingerichtet ist) der Person, die diesen Rechner betreut.',
  },
  'collection.unknown': {
    what: 'Diese Anwendung sieht keine Collection {collection}.',
    means:
      'Die ID ist falsch, die Collection wurde gelöscht, oder sie ist privat und nicht für diese Anwendung freigegeben.',
    do: 'Vergleichen Sie die ID mit der in der Globus-Web-App, und senden Sie, wenn sie stimmt, dem Besitzer die Zeile, die unter Probleme und bei der Prüfung dieses Ortes steht. Slipway merkt von selbst, wenn die Freigabe da ist.',
  },
  'collection.badId': {
    what: 'Das ist keine Collection-ID.',
    means: 'Eine ID sieht aus wie 6c54cade-bde5-45c1-bdea-f4bd71dba2cc, allein oder in einem Link der Globus-Web-App.',
    do: 'Kopieren Sie die ID (UUID) von der Seite „Overview“ der Collection.',
  },
  'collection.wrongKind': {
    what: '„{name}“ ist keine Collection ({kind}).',
    means:
      'Es ist der Server hinter den Collections, nicht eine von ihnen. Gelesen und gesendet wird über Collections.',
    do: 'Wählen Sie eine seiner Collections; wer den Server betreut, kennt ihre IDs.',
  },
  'collection.bothEnds': {
    what: '„{name}“ wäre Quelle und Ziel zugleich.',
    means: 'Die Daten würden dorthin kopiert, wo sie schon liegen, und es gäbe keine zweite Kopie davon.',
    do: 'Wählen Sie für eines von beiden eine andere Collection.',
  },
  'collection.notPermitted': {
    what: 'Diese Anwendung hat keine Berechtigung für {path} in „{name}“.',
    means: 'Der Besitzer der Collection hat diesen Ordner nicht für sie freigegeben oder die Freigabe zurückgenommen.',
    do: 'Bitten Sie den Besitzer darum. Die Zeile dafür steht unter Probleme und bei der Prüfung dieses Ortes: in der Einrichtung, später unter Einstellungen > Collections. Slipway merkt von selbst, wenn die Freigabe da ist.',
  },
  'collection.readOnly': {
    what: 'Diese Anwendung darf {path} in „{name}“ lesen, aber dort nichts schreiben.',
    means: 'Sie hat die Berechtigung „r“; zum Senden ist „rw“ nötig.',
    do: 'Bitten Sie den Besitzer darum. Die Zeile dafür steht unter Probleme und bei der Prüfung dieses Ortes: in der Einrichtung, später unter Einstellungen > Collections. Slipway merkt von selbst, wenn die Freigabe da ist.',
  },
  'collection.folderMissing': {
    what: 'In „{name}“ gibt es keinen Ordner {path}.',
    means: 'Er wurde umbenannt oder entfernt, oder der Pfad ist vertippt.',
    do: 'Wählen Sie einen anderen Ordner, oder legen Sie diesen an.',
  },
  'collection.notAFolder': {
    what: '{path} in „{name}“ ist eine Datei, kein Ordner.',
    means: 'Daten können nur in einen Ordner gelegt werden.',
    do: 'Wählen Sie einen Ordner.',
  },
  'collection.tooManyEntries': {
    what: 'In {path} in „{name}“ liegt so viel, dass Globus es nicht auflisten kann.',
    means: 'Globus listet Ordner mit bis zu 100 000 Dateien und Ordnern auf.',
    do: 'Wählen Sie einen anderen Ordner, oder verschieben Sie einen Teil seines Inhalts in eigene Ordner.',
  },
  'collection.offline': {
    what: '„{name}“ ist nicht verbunden.',
    means: 'Globus Connect Personal läuft auf seinem Rechner nicht oder hat kein Netz. Fertige Daten warten.',
    do: 'Starten Sie dort Globus Connect Personal. Slipway macht von selbst weiter.',
  },
  'collection.paused': {
    what: '„{name}“ wurde vom Administrator angehalten.',
    means: 'Bis zur Freigabe bewegt sich nichts. Die Mitteilung dazu: „{message}“.',
    do: 'Warten Sie, oder fragen Sie den Administrator der Collection. Slipway macht von selbst weiter.',
  },
  'collection.full': {
    what: 'In „{name}“ ist kein Platz mehr.',
    means:
      'Die Platte oder Ihr Kontingent dort ist voll. Was zugestellt ist, ist sicher; der Rest wartet auf diesem Rechner.',
    do: 'Schaffen Sie dort Platz oder bitten Sie den Administrator um mehr, und versuchen Sie es dann erneut.',
  },
  'collection.badPath': {
    what: 'Der Pfad {path} lässt sich nicht verwenden.',
    means:
      'Ein Ordner darin heißt . oder .., was woandershin führen würde, oder er ist länger als die 4096 Zeichen, die Globus annimmt.',
    do: 'Geben Sie den Pfad ein, wie ihn die Collection zeigt, zum Beispiel /data/scope/',
  },
  'collection.badPathBackslash': {
    what: 'Der Pfad {path} enthält einen umgekehrten Schrägstrich.',
    means: 'Globus trennt Ordner mit / und hält \\ für einen Buchstaben eines Namens.',
    do: 'Schreiben Sie / zwischen die Ordner, zum Beispiel /data/scope/',
  },
  'collection.failing': {
    what: '„{name}“ ist gerade nicht zu gebrauchen.',
    means: 'Die Collection antwortet mit einem Fehler: {detail}',
    do: 'Warten Sie ein wenig. Slipway macht von selbst weiter. Dauert es an, sagen Sie es dem Administrator der Collection.',
  },
  'collection.otherPlace': {
    what: 'Der Ordner {localPath} und {path} in „{name}“ sind nicht derselbe Ort.',
    means:
      'Ihr Inhalt ist verschieden: {example} gibt es nur in einem, oder nicht in beiden gleich groß. Slipway würde die falschen Daten senden.',
    do: 'Berichtigen Sie den Pfad in der Collection oder den Ordner auf diesem Rechner, sodass beide derselbe sind.',
  },
  'collection.notUnderRoot': {
    what: 'Globus Connect Personal darf {localPath} nicht lesen.',
    means: 'Der Ordner steht nicht in der Liste der zugänglichen Ordner.',
    do: 'Fügen Sie ihn in den Optionen von Globus Connect Personal hinzu („Access“), starten Sie es neu, und prüfen Sie noch einmal.',
  },
  'collection.probeLeft': {
    what: 'Der Testordner {path} ließ sich nicht wieder entfernen.',
    means: 'Darin ist nichts als das, was Slipway ausprobiert hat. Er schadet nicht und steht dem Senden nicht im Weg.',
    do: 'Entfernen Sie ihn von Hand, wenn Sie möchten.',
  },
  'personal.paused': {
    what: 'Globus Connect Personal ist angehalten.',
    means:
      'Jemand hat es auf dem Rechner angehalten, auf dem es läuft, meist diesem. Nichts ist verloren: Alles geht an derselben Stelle weiter, sobald die Pause vorbei ist.',
    do: 'Öffnen Sie dort das Menü von Globus Connect Personal an seinem Symbol in der Taskleiste oder Menüleiste, und heben Sie die Pause auf. Slipway macht von selbst weiter.',
  },
  'secret.missing': {
    what: 'Auf diesem Rechner gibt es kein Client-Secret.',
    means: 'Slipway kann sich nicht bei Globus anmelden. Fertige Daten warten.',
    do: 'Geben Sie das Secret ein (in der Einrichtung oder unter Einstellungen > Identität).',
  },
  'secret.locked': {
    what: 'Der Schlüsselbund dieses Rechners ist gesperrt.',
    means: 'Darin liegt das Client-Secret, das so nicht gelesen werden kann. Nichts wurde gelöscht.',
    do: 'Entsperren Sie den Schlüsselbund (anmelden oder „Passwörter und Verschlüsselung“ öffnen). Ein eingerichteter Rechner macht von selbst weiter; in der Einrichtung prüfen Sie noch einmal.',
  },
  'secret.unavailable': {
    what: 'Auf diesem Rechner antwortet kein Schlüsselbund.',
    means: 'Das Client-Secret liegt nur im Schlüsselbund des Systems, nie an einem schwächeren Ort.',
    do: 'Installieren und starten Sie unter Linux gnome-keyring oder KWallet, und melden Sie sich dann neu an.',
  },
  'secret.badShape': {
    what: 'Das sieht nicht wie ein Client-Secret aus.',
    means: 'Ein Secret ist ein Wort mit etwa 44 Zeichen, ohne Leerzeichen.',
    do: 'Kopieren Sie das ganze Secret von der Entwicklerseite von Globus. Es wird nur einmal gezeigt: Ist es verloren, legen Sie ein neues an.',
  },
  'clientId.badShape': {
    what: 'Das ist keine Client-ID.',
    means: 'Eine Client-ID sieht aus wie 6c54cade-bde5-45c1-bdea-f4bd71dba2cc.',
    do: 'Kopieren Sie die „Client UUID“ von der Entwicklerseite von Globus.',
  },
  'folder.notWhole': {
    what: '{path} ist nur ein Teil eines Pfads.',
    means: 'Wohin er führt, hinge davon ab, wie Slipway gestartet wurde.',
    do: 'Geben Sie den ganzen Pfad ein, zum Beispiel /data/scope oder D:\\scope, oder wählen Sie den Ordner.',
  },
  'folder.notThere': {
    what: 'Auf diesem Rechner gibt es keinen Ordner {path}.',
    means: 'Der Pfad ist vertippt, oder sein Laufwerk ist nicht angeschlossen.',
    do: 'Berichtigen Sie den Pfad, oder wählen Sie den Ordner aus.',
  },
  'folder.gone': {
    what: 'Der Ordner {path} ist nicht da.',
    means:
      'Er wurde verschoben oder umbenannt, oder sein Laufwerk ist nicht verbunden. Was zugestellt wurde, bleibt aufgezeichnet.',
    do: 'Verbinden Sie das Laufwerk oder legen Sie den Ordner zurück: Slipway macht von selbst weiter. Kommt er nicht wieder, drücken Sie unter Ordner auf „Nicht mehr beobachten“.',
  },
  'folder.ownDriveAway': {
    what: 'Das Laufwerk des Ordners {path} ist nicht verbunden.',
    means:
      'Was darauf ist, wartet, und was zugestellt wurde, bleibt zugestellt. An seiner leeren Stelle auf diesem Rechner liegt etwas anderes: Slipway sieht inzwischen dort nach und sendet, was fertig ist.',
    do: 'Verbinden Sie das Laufwerk: Slipway macht von selbst weiter. Sehen Sie auch nach, ob ein Gerät an die leere Stelle schreibt. Kommt das Laufwerk nicht wieder, drücken Sie unter Ordner auf „Nicht mehr beobachten“.',
  },
  'folder.unreadable': {
    what: '{path} ist nicht lesbar ({detail}).',
    means: 'Die Daten darin können weder geprüft noch gesendet werden.',
    do: 'Fehlt die Berechtigung, geben Sie dem Konto, unter dem Slipway läuft, das Recht zu lesen. Sonst beheben Sie, was in Klammern steht.',
  },
  'folder.notTrashed': {
    what: 'Der Papierkorb dieses Rechners nimmt {path} nicht an ({detail}).',
    means:
      'Nichts ist verloren: Was zugestellt wurde, bleibt zugestellt. Seine Dateien bleiben hier und füllen die Platte.',
    do: 'Sehen Sie nach, ob es auf diesem Laufwerk einen Papierkorb gibt (auf Netz- und Systemlaufwerken oft nicht) und ob er voll ist. Sonst wählen Sie unter Ordner, dass Dateien gelöscht werden. Slipway versucht es von selbst wieder, in immer längeren Abständen.',
  },
  'folder.notDeleted': {
    what: '{path} lässt sich nicht löschen ({detail}).',
    means:
      'Nichts ist verloren: Was zugestellt wurde, bleibt zugestellt. Seine Dateien bleiben hier und füllen die Platte.',
    do: 'Sehen Sie nach, ob ein anderes Programm die Datei geöffnet hat, ob das Laufwerk schreibgeschützt ist und ob das Konto, unter dem Slipway läuft, dort löschen darf. Slipway versucht es von selbst wieder, in immer längeren Abständen.',
  },
  'folder.driveAway': {
    what: 'Das Laufwerk unter {path} ist nicht verbunden.',
    means:
      'Daten darauf können weder geprüft noch gesendet werden, und was an seiner leeren Stelle liegt, gilt nicht dafür. Was zugestellt wurde, bleibt zugestellt.',
    do: 'Verbinden Sie das Laufwerk wieder: Slipway macht von selbst weiter. Kommt es nicht wieder, entfernen Sie den Ordner {path}, oder benennen Sie ihn um, wenn etwas darin liegt. Ist das der beobachtete Ordner selbst, drücken Sie stattdessen unter Ordner auf „Nicht mehr beobachten“.',
  },
  'folder.notAFolder': {
    what: '{path} ist kein Ordner.',
    means: 'Slipway beobachtet Ordner.',
    do: 'Wählen Sie den Ordner, in den das Gerät schreibt.',
  },
  'folder.already': {
    what: '{path} wird schon beobachtet oder liegt in einem oder um einen beobachteten Ordner ({other}).',
    means: 'Dieselben Daten würden zweimal gesendet.',
    do: 'Wählen Sie einen anderen Ordner, oder ändern Sie dessen Regel.',
  },
  'folder.outsideSource': {
    what: '{path} liegt außerhalb von {root}.',
    means: 'Die Quell-Collection dieses Rechners zeigt nur {root}; Globus kann diesen Ordner nicht lesen.',
    do: 'Wählen Sie einen Ordner in {root}, oder ändern Sie die Quelle (in der Einrichtung oder unter Einstellungen > Collections).',
  },
  'folder.badPattern': {
    what: 'Das Muster {pattern} ist nicht brauchbar.',
    means: '{detail}',
    do: 'Berichtigen Sie das Muster, zum Beispiel *.tmp',
  },
  'folder.badPatternBackslash': {
    what: 'Das Muster {pattern} enthält einen umgekehrten Schrägstrich.',
    means: 'Es passte auf nichts: In Mustern trennt auf jedem System / die Ordner.',
    do: 'Schreiben Sie stattdessen /, zum Beispiel tmp/',
  },
  'folder.badPatternBracket': {
    what: 'Im Muster {pattern} hat eine Klammer kein Gegenstück.',
    means: 'Es ist nicht klar, was gemeint ist.',
    do: 'Schreiben Sie beide Klammern, wie in run[0-9] oder *.{tmp,bak}; oder ein ? an der Stelle der Klammer eines Namens.',
  },
  'folder.badPatternFolder': {
    what: 'Das Muster {pattern} spricht von einem Ordner, aber nach dieser Regel ist jede einzelne Datei ein Datensatz.',
    means: 'Es passte auf nichts, denn Muster gelten dann dem Namen der Datei.',
    do: 'Schreiben Sie nur einen Namen, zum Beispiel *.tif. Einen ganzen Ordner können Sie auslassen: Schreiben Sie seinen Namen mit Schrägstrich unter Auslassen, zum Beispiel tmp/',
  },
  'folder.badPatternNegated': {
    what: 'Das Muster {pattern} beginnt mit einem Ausrufezeichen.',
    means: 'Slipway kennt keine Ausnahmen von einem Muster.',
    do: 'Schreiben Sie unter Nur senden, was gehen soll, und unter Auslassen, was nicht. Wo ein Name wirklich so beginnt, schreiben Sie ? an dieser Stelle.',
  },
  'folder.badPatternPath': {
    what: 'Das Muster {pattern} nennt keine Datei und keinen Ordner eines Datensatzes.',
    means:
      'Ein Muster gilt einem Namen oder dem Pfad im Datensatz. Es kennt kein Laufwerk, keinen Pfad dieses Rechners und kein . oder ..',
    do: 'Schreiben Sie nur den Namen, zum Beispiel *.tmp, oder tmp/ für einen Ordner mit allem darin; ein Pfad im Datensatz beginnt mit /, zum Beispiel /raw/*.tif',
  },
  'folder.badPatternSeveral': {
    what: '{pattern} sieht nach mehreren Mustern in einer Zeile aus.',
    means: 'Als ein Muster passte es auf nichts.',
    do: 'Schreiben Sie jedes in eine eigene Zeile.',
  },
  'folder.badTemplate': {
    what: 'Der Zielpfad {template} enthält {dataset} nicht.',
    means: 'Alle Datensätze kämen an denselben Ort und würden einander überschreiben.',
    do: 'Lassen Sie ihn mit {dataset} enden, zum Beispiel {station}/{dataset}',
  },
  'folder.badTemplateBlank': {
    what: 'Der Zielpfad {template} enthält {blank}; das ist nicht bekannt.',
    means: 'Slipway weiß nicht, was dort stehen soll.',
    do: 'Nehmen Sie {station}, {folder}, {above}, {dataset}, {yyyy}, {mm}, {dd} oder eine benannte Gruppe des Namensmusters.',
  },
  'folder.badTemplateEmpty': {
    what: 'Für {name} wäre {blank} im Zielpfad {template} leer.',
    means: 'Der Datensatz käme in einen anderen Ordner als die übrigen.',
    do: 'Lassen Sie {blank} weg oder berichtigen Sie das Namensmuster oder den Namen.',
  },
  'folder.badTemplateBrace': {
    what: 'Im Zielpfad {template} fehlt einer geschweiften Klammer ihr Gegenstück.',
    means: 'Es ist nicht klar, was eingesetzt werden soll.',
    do: 'Schreiben Sie zum Beispiel {dataset}, mit beiden Klammern.',
  },
  'folder.badTemplateDots': {
    what: 'Der Zielpfad {template} enthält einen Teil, der nur aus ".", ".." oder "~" besteht.',
    means: 'Er könnte aus dem Zielordner hinausführen.',
    do: 'Nehmen Sie stattdessen Ordnernamen.',
  },
  'folder.badTemplateBackslash': {
    what: 'Der Zielpfad {template} enthält einen umgekehrten Schrägstrich.',
    means: 'Globus trennt Ordner mit / und hält \\ für ein gewöhnliches Zeichen in einem Namen.',
    do: 'Schreiben Sie / zwischen die Ordner, zum Beispiel {station}/{dataset}',
  },
  'folder.badTemplateEnd': {
    what: 'Der Zielpfad {template} endet nicht mit {dataset}.',
    means:
      'Hier ist jede Datei ein Datensatz: Sie verlöre ihren Namen, und zusammengehörige Dateien würden auseinandergerissen.',
    do: 'Machen Sie {dataset} zum letzten Teil, zum Beispiel {station}/{above}/{dataset}',
  },
  'folder.badNamePattern': {
    what: 'Das Namensmuster {pattern} lässt sich nicht verwenden.',
    means: 'Es ist kein regulärer Ausdruck: {detail}.',
    do: 'Berichtigen Sie es; zum Beispiel macht ^(?<user>[a-z]+)_ aus den Buchstaben vor dem ersten _ ein {user}',
  },
  'folder.slowNamePattern': {
    what: 'Das Namensmuster {pattern} könnte Slipway endlos beschäftigen.',
    means:
      'Es wiederholt einen Teil, der selbst etwas wiederholt oder eine Auswahl enthält. Ein langer Name, der beinahe passt, genügt.',
    do: 'Schreiben Sie es ohne Wiederholung in einer Wiederholung; zum Beispiel ^(?<user>[a-z]+)_ statt ^(?<user>([a-z]+)+)_',
  },
  'folder.nameDoesNotFit': {
    what: 'Der Name {name} passt nicht zum Namensmuster {pattern}.',
    means: 'Slipway weiß nicht, wohin damit, und sendet ihn nicht. Die anderen gehen weiter.',
    do: 'Benennen Sie ihn um oder ändern Sie das Namensmuster unter „Ordner“. Slipway bemerkt es von selbst und macht weiter.',
  },
  'folder.unwritable': {
    what: 'Slipway darf in {path} nicht schreiben ({detail}).',
    means: 'Nur die Probe braucht das: Zum Senden liest Slipway nur. Es wurde nichts geschrieben.',
    do: 'Lassen Sie die Probe weg und sehen Sie dem ersten echten Datensatz zu, oder geben Sie dem Konto, unter dem Slipway läuft, dort Schreibrecht.',
  },
  'folder.lookStopped': {
    what: 'Das Nachsehen in {path} wurde abgebrochen.',
    means: 'Was gesendet würde, ist nicht bekannt. Nichts wurde geändert.',
    do: 'Sehen Sie noch einmal nach, oder machen Sie ohne weiter: Slipway sieht den Ordner ohnehin durch, sobald er beobachtet wird.',
  },
  'folder.saveStopped': {
    what: 'Das Nachsehen in {path} wurde abgebrochen, gespeichert wurde nichts.',
    means:
      'Bevor ein Ordner gespeichert wird, stellt Slipway sicher, dass keine zwei Datensätze darin am selben Ort landen würden.',
    do: 'Ihre Eingaben sind nicht verloren: Versuchen Sie es noch einmal, wenn Zeit dafür ist.',
  },
  'try.tooLong': {
    what: 'Die Probedaten sind nach {minutes} {minutes|Minute|Minuten} nicht angekommen.',
    means:
      'Globus hat den Auftrag angenommen, aber die Collections sind beschäftigt, angehalten oder nicht verbunden ({reason}). Die Probe wurde abgebrochen.',
    do: 'Sehen Sie nach, ob beide Collections verbunden sind, und versuchen Sie es noch einmal. Echte Daten würden warten und von selbst weitergehen.',
  },
  'try.stopped': {
    what: 'Die Probe wurde abgebrochen.',
    means: 'Sie wurde nicht zu Ende geführt und beweist deshalb nichts.',
    do: 'Versuchen Sie es noch einmal, wenn Zeit ist.',
  },
  'try.leftHere': {
    what: 'Der Probeordner {path} ist noch auf diesem Rechner.',
    means:
      'Eine Probe von Slipway wurde unterbrochen, und der Ordner ließ sich nicht wegnehmen: Er darf nicht gelöscht werden, oder es liegt noch anderes darin. Gesendet wird er nie.',
    do: 'Sehen Sie nach, was darin liegt, und löschen Sie den Ordner.',
  },
  'try.leftThere': {
    what: 'Der Probeordner {path} ist vielleicht noch in „{name}“.',
    means:
      'Eine Probe von Slipway wurde unterbrochen, und der Ordner ließ sich nicht wegnehmen. Er steht dem Senden nicht im Weg.',
    do: 'Suchen Sie ihn am Ziel und löschen Sie ihn dort, oder bitten Sie den Besitzer der Collection darum.',
  },
  'folder.badName': {
    what: 'Wegen seines Namens kann der Ordner {name} mit allem darin nicht gesendet werden: {character} an Stelle {position}.',
    means: 'Globus oder das Ziel nimmt dieses Zeichen nicht an. Was in anderen Ordnern liegt, geht weiter.',
    do: 'Benennen Sie ihn um. Slipway bemerkt es von selbst und macht weiter. Gibt es mehrere solche Ordner, stehen sie auf der Seite Ordner bei dem, was ausgelassen wird.',
  },
  'dataset.badName': {
    what: 'Der Name {name} kann nicht gesendet werden: {character} an Stelle {position}.',
    means:
      'Globus oder das Ziel nimmt dieses Zeichen nicht an. Bis er umbenannt ist, wird von diesem Datensatz nichts gesendet, damit er ganz ankommt; alle anderen gehen weiter.',
    do: 'Benennen Sie um. Slipway bemerkt es von selbst und macht weiter.',
  },
  'dataset.tooLong': {
    what: 'Der Pfad {name} ist zu lang ({length} {length|Byte|Bytes}, höchstens {limit}).',
    means: 'Das Ziel könnte ihn nicht speichern.',
    do: 'Kürzen Sie den Namen oder die Namen der Ordner darüber. Slipway bemerkt es von selbst und macht weiter.',
  },
  'dataset.nameClash': {
    what: '{name} käme dorthin, wo {other} seinen Platz hat.',
    means: '{other} war zuerst da. {name} wird nicht gesendet und überschreibt so nichts.',
    do: 'Benennen Sie es um, oder ändern Sie den Zielpfad seines Ordners. Slipway bemerkt es von selbst und macht weiter.',
  },
  'dataset.alikeNames': {
    what: 'Am Ziel sind {name} und {other} eine einzige Datei. Ihre Namen unterscheiden sich zuerst an Stelle {position} („{character}“).',
    means:
      'Der Datenträger dort hält solche Namen nicht auseinander (Groß- und Kleinschreibung, Schreibweisen eines Akzents, ein Punkt am Ende) und hat deshalb nur eine der beiden. Auf diesem Rechner wurde nichts geändert. Die anderen Dateien können angekommen sein, aber der Datensatz gilt nicht als zugestellt.',
    do: 'Benennen Sie eine der beiden um. Slipway bemerkt es von selbst und macht weiter.',
  },
  'dataset.occupied': {
    what: 'Am Ziel liegen unter {path} schon andere Daten.',
    means:
      'Sie gehören nicht zu diesem Lauf: Andere haben sie dort abgelegt, oder ein früherer Lauf gleichen Namens, dessen einzige Kopie sie sein können. Deshalb überschreibt Slipway sie nicht. Die Datei {file} ist anders.',
    do: 'Benennen Sie diesen Datensatz um oder räumen Sie die Daten am Ziel beiseite, und drücken Sie dann „Erneut versuchen“.',
  },
  'dataset.tooManyItems': {
    what: '{name} hat {items} {items|Datei|Dateien}, und jede müsste Globus einzeln genannt werden.',
    means: 'Ein Auftrag kann {limit} davon nennen. Nichts davon wurde gesendet.',
    do: 'Verwenden Sie unter „Ordner“ nur Muster mit * und ?, damit der ganze Ordner als Ganzes geht; oder machen Sie jeden Ordner darunter zu einem eigenen Datensatz. Drücken Sie dann „Erneut versuchen“.',
  },
  'dataset.tooManyAmongOthers': {
    what: '{name} hat {items} {items|Datei|Dateien} und teilt seinen Ordner am Ziel mit {other}.',
    means:
      'Damit es dort nichts überschreibt, müsste Globus jede Datei einzeln genannt werden, und ein Auftrag kann {limit} nennen. Nichts davon wurde gesendet.',
    do: 'Ändern Sie unter „Ordner“ den Zielpfad so, dass es für sich liegt, und drücken Sie dann „Erneut versuchen“.',
  },
  'dataset.gone': {
    what: '{name} liegt nicht mehr in seinem Ordner.',
    means:
      'Es wurde entfernt oder umbenannt, oder die Regel des Ordners lässt es jetzt aus, bevor Slipway beweisen konnte, dass alles angekommen ist.',
    do: 'Legen Sie es zurück, dann macht Slipway von selbst weiter. Geht das nicht, sehen Sie am Ziel nach: Was dort liegt, kann unvollständig sein.',
  },
  'dataset.goneUnsent': {
    what: '{name} liegt nicht mehr in seinem Ordner und wurde nie gesendet.',
    means:
      'Es wurde entfernt oder an einen anderen Ort gelegt, oder die Regel des Ordners lässt es jetzt aus, bevor es fertig war.',
    do: 'War das Absicht, dann sagen Sie es. Sonst legen Sie es zurück, und Slipway macht von selbst weiter.',
  },
  'dataset.unknown': {
    what: 'Dieser Datensatz ist nicht verzeichnet.',
    means: 'Die Liste auf dem Bildschirm war älter als das Journal.',
    do: 'Schließen und öffnen Sie das Fenster.',
  },
  'task.conflict': {
    what: 'Bei Globus läuft schon ein Auftrag mit denselben Pfaden.',
    means: 'Ein anderes Programm oder ein anderer Rechner sendet dieselben Daten an denselben Ort.',
    do: 'Nichts, wenn das so gewollt ist: Slipway wartet das Ende ab und vergleicht dann. Sonst halten Sie den anderen an.',
  },
  'task.otherStuck': {
    what: 'Ein anderer Globus-Auftrag hält dieselben Pfade und kommt nicht voran: {detail}',
    means:
      'Globus nimmt diesen Auftrag erst an, wenn jener zu Ende ist. Slipway hat ihn nicht gestartet oder kennt ihn nicht mehr und lässt ihn in Ruhe.',
    do: 'Öffnen Sie den Auftrag {task} in der Globus-Web-App: Beheben Sie, worauf er wartet, oder brechen Sie ihn ab. Dann „Erneut versuchen“.',
  },
  'task.pausedByAdmin': {
    what: 'Ein Administrator hat die Übertragung angehalten.',
    means:
      'Eine Collection an einem ihrer Enden lässt zurzeit nichts durch. Nichts ist verloren: Was unterwegs ist, geht an derselben Stelle weiter.',
    do: 'Warten Sie, oder fragen Sie den Administrator der Collection. „In Globus öffnen“ in den Einzelheiten des Datensatzes zeigt, was er dazu sagt. Slipway macht von selbst weiter.',
  },
  'task.paused': {
    what: 'Die Übertragung ist bei Globus angehalten.',
    means:
      'Ein Administrator einer Collection hat sie angehalten, oder jemand hat Globus Connect Personal angehalten; Globus sagt nicht, was davon. Nichts ist verloren.',
    do: 'Sehen Sie nach, ob Globus Connect Personal auf diesem Rechner angehalten ist (Menü seines Symbols in der Taskleiste), und heben Sie die Pause dort auf. Sonst fragen Sie den Administrator der Collection. Slipway macht von selbst weiter.',
  },
  'task.missingSource': {
    what: 'Globus hat eine Datei auf diesem Rechner nicht gefunden: {path}',
    means:
      'Sie wurde während des Sendens umbenannt oder gelöscht, oder die Quell-Collection zeigt einen anderen Ordner. Der Auftrag wurde abgebrochen.',
    do: 'Prüfen Sie, ob die Datei da ist, und drücken Sie dann „Erneut versuchen“.',
  },
  'task.refused': {
    what: 'Das Schreiben nach {path} wurde verweigert.',
    means:
      'Die Berechtigung dieser Anwendung wurde entzogen oder reicht nicht. Der Auftrag wurde abgebrochen; nichts ist verloren.',
    do: 'Bitten Sie den Besitzer der Collection um „rw“, und drücken Sie dann „Erneut versuchen“.',
  },
  'task.noSpace': {
    what: 'Das Ziel ist voll.',
    means: 'Der Auftrag wurde abgebrochen, damit er andere nicht aufhält. Was fehlt, wartet auf diesem Rechner.',
    do: 'Schaffen Sie am Ziel Platz, und drücken Sie dann „Erneut versuchen“.',
  },
  'task.badPath': {
    what: 'Das Ziel nimmt den Pfad {path} nicht an.',
    means:
      'Ein Name darin ist dort nicht erlaubt, oder eine Datei steht, wo ein Ordner sein muss. Der Auftrag wurde abgebrochen.',
    do: 'Benennen Sie um, oder räumen Sie dort beiseite, was an seiner Stelle liegt; drücken Sie dann „Erneut versuchen“.',
  },
  'task.failed': {
    what: 'Der Globus-Auftrag ist gescheitert: {detail}',
    means: 'Nicht alles ist angekommen. Was fehlt, wartet auf diesem Rechner.',
    do: 'Öffnen Sie die Einzelheiten des Datensatzes und lesen Sie unter „Verlauf“, was Globus zu dem Auftrag meldet. Beheben Sie die Ursache, und drücken Sie dann „Erneut versuchen“. Was angekommen ist, wird nicht zweimal gesendet.',
  },
  'task.canceled': {
    what: 'Jemand anderes hat den Globus-Auftrag abgebrochen.',
    means: 'Nicht alles ist angekommen. Slipway beginnt ihn nicht ungefragt von Neuem.',
    do: 'Drücken Sie „Erneut versuchen“, wenn es weitergehen darf.',
  },
  'task.expired': {
    what: 'Die Zeit des Globus-Auftrags ist abgelaufen.',
    means: 'Bis zu seiner Frist ist nicht alles angekommen.',
    do: 'Drücken Sie „Erneut versuchen“. Was angekommen ist, wird nicht zweimal gesendet.',
  },
  'task.vanished': {
    what: 'Globus kennt den Auftrag dieses Datensatzes nicht mehr.',
    means: 'Sein Eintrag wurde entfernt; Slipway kann nicht beweisen, dass alles angekommen ist.',
    do: 'Drücken Sie „Erneut versuchen“: Jede Datei wird über ihre Prüfsumme verglichen, und nur was abweicht, wird gesendet.',
  },
  'task.notProven': {
    what: 'Globus meldet fertig, aber für {file} ist die Ankunft nicht bewiesen: {detail}',
    means: 'Slipway nennt das nicht zugestellt.',
    do: 'Drücken Sie „Erneut versuchen“: Jede Datei wird über ihre Prüfsumme verglichen, und nur was abweicht, wird gesendet.',
  },
  'task.noChecksum': {
    what: 'Globus hat {file} zweimal kopiert und beide Male keine Prüfsumme genannt.',
    means:
      'Slipway kann nicht beweisen, was dort liegt, und nennt das nicht zugestellt. Von selbst sendet es nicht noch einmal, denn womöglich würde jedes Mal kopiert.',
    do: 'Fragen Sie den Besitzer der Collection, ob ihr Speicher Prüfsummen bilden kann. Drücken Sie dann „Erneut versuchen“.',
  },
  'setup.notFinished': {
    what: 'Dieser Rechner ist noch nicht eingerichtet.',
    means: 'Nichts wird beobachtet oder gesendet.',
    do: 'Schließen Sie die Einrichtung ab.',
  },
  'setupFile.unreadable': {
    what: 'Die Datei {name} konnte nicht gelesen werden ({detail}).',
    means: 'Nichts wurde geändert.',
    do: 'Prüfen Sie, ob sie noch da ist und Ihr Konto sie lesen darf, und öffnen Sie sie noch einmal.',
  },
  'setupFile.tooLarge': {
    what: '{name} ist zu groß für eine Einrichtungsdatei ({bytes}).',
    means: 'Eine Einrichtungsdatei besteht aus wenigen Zeilen Text. Nichts wurde geändert.',
    do: 'Wählen Sie die Datei, die „Einrichtung exportieren…“ geschrieben hat. Ihr Name endet auf .slipway-setup.',
  },
  'setupFile.otherKind': {
    what: '{name} ist keine Einrichtungsdatei von Slipway.',
    means: 'Sie enthält etwas anderes oder wurde beim Kopieren abgeschnitten. Nichts wurde geändert.',
    do: 'Wählen Sie die Datei, die „Einrichtung exportieren…“ geschrieben hat. Ihr Name endet auf .slipway-setup.',
  },
  'setupFile.newer': {
    what: '{name} stammt von einem neueren Slipway (Formatversion {found}; dieses kennt {known}).',
    means: 'Etwas darin würde falsch verstanden. Nichts wurde geändert.',
    do: 'Installieren Sie auf diesem Rechner das neuere Slipway, und öffnen Sie die Datei dann noch einmal.',
  },
  'setupFile.badField': {
    what: 'Die Einrichtungsdatei {name} ist nicht brauchbar: „{field}“ fehlt, ist falsch oder unbekannt.',
    means: 'Sie wurde von Hand geändert oder beschädigt. Auf diesem Rechner wurde nichts geändert.',
    do: 'Berichtigen Sie „{field}“ in der Datei, oder exportieren Sie sie neu.',
  },
  'setupFile.badStation': {
    what: 'Die Einrichtungsdatei {name} würde diesen Rechner „{station}“ nennen, und so kann kein Ordner heißen.',
    means: 'Der Name steht in Zielpfaden, und Daten würden anderswo landen. Auf diesem Rechner wurde nichts geändert.',
    do: 'Berichtigen Sie „station“ in der Datei: ein Name ohne / und \\, der nicht nur „.“, „..“ oder „~“ ist. Öffnen Sie sie dann noch einmal.',
  },
  'setupFile.wrongPassphrase': {
    what: 'Die Passphrase öffnet das Secret in dieser Datei nicht.',
    means: 'Sie ist vertippt, oder in der Datei wurde nach dem Export etwas geändert. Nichts wurde geändert.',
    do: 'Geben Sie die Passphrase noch einmal ein, oder stattdessen das Client-Secret selbst.',
  },
  'setupFile.weakPassphrase': {
    what: 'Diese Passphrase ist sofort erraten.',
    means: 'Sie besteht aus Leerzeichen oder aus immer denselben wenigen Zeichen. Nichts wurde gespeichert.',
    do: 'Nehmen Sie mehrere Wörter.',
  },
  'setupFile.folderOpen': {
    what: 'Den Ordner {path} gibt es auf diesem Rechner nicht.',
    means: 'Die Einrichtungsdatei stammt von einem anderen Rechner. Slipway rät nicht.',
    do: 'Wählen Sie den Ordner dieses Rechners, der an seine Stelle tritt, oder lassen Sie ihn weg.',
  },
  'setupFile.noCollectionHere': {
    what: 'Dieser Rechner hat noch keine eigene Collection.',
    means:
      'Die Einrichtungsdatei überlässt sie jedem Rechner, und Globus Connect Personal ist auf diesem nicht eingerichtet.',
    do: 'Drücken Sie „Von Hand beantworten“, und richten Sie dort Globus Connect Personal ein.',
  },
  'setupFile.closed': {
    what: 'Es ist keine Einrichtungsdatei geöffnet.',
    means: 'Sie wurde geschlossen oder ist schon in Gebrauch. Nichts wurde geändert.',
    do: 'Öffnen Sie die Datei noch einmal.',
  },
  'setupFile.notConfirmed': {
    what: 'Dieser Rechner ist eingerichtet und arbeitet.',
    means: 'Die Einrichtungsdatei würde das ersetzen. Nichts wurde geändert.',
    do: 'Sehen Sie sich an, was sich ändern würde, und stimmen Sie erst zu.',
  },
  'settings.damaged': {
    what: 'Die Datei mit den Einstellungen war nicht lesbar. Eine Kopie liegt hier: {copy}',
    means: 'Slipway ist mit leeren Einstellungen gestartet. Das Journal der Zustellungen ist unberührt.',
    do: 'Richten Sie diesen Rechner neu ein, oder legen Sie eine gute Datei zurück und starten Sie neu.',
  },
  'settings.unreadable': {
    what: 'Die Einstellungen sind nicht lesbar ({detail}).',
    means: 'Slipway ist nicht gestartet, damit es diesen Rechner nicht für einen neuen hält. Nichts wurde geändert.',
    do: 'Prüfen Sie, ob {path} gelesen werden darf und das Laufwerk verbunden ist, und starten Sie Slipway erneut.',
  },
  'settings.noFolder': {
    what: 'Slipway kann nicht in seinen eigenen Ordner {path} schreiben ({detail}).',
    means:
      'Dort liegen seine Einstellungen und seine Aufzeichnungen über das Gesendete, deshalb ist Slipway nicht gestartet. Nichts wurde geändert oder gesendet.',
    do: 'Prüfen Sie, ob das Laufwerk angeschlossen und nicht voll ist und ob Ihr Konto dort schreiben darf, und starten Sie Slipway dann neu.',
  },
  'file.unwritable': {
    what: 'Die Datei ließ sich nicht speichern: {path} ({detail}).',
    means: 'Dort liegt jetzt nichts, was nicht vorher dort lag.',
    do: 'Prüfen Sie, ob das Laufwerk angeschlossen und nicht voll ist und ob Ihr Konto dort schreiben darf; oder speichern Sie in einen anderen Ordner.',
  },
  'settings.unwritable': {
    what: 'Die Einstellungen ließen sich nicht speichern ({detail}).',
    means: 'Die Änderung bleibt nicht erhalten.',
    do: 'Prüfen Sie, ob die Platte voll ist und ob {path} beschrieben werden darf.',
  },
  'settings.badStation': {
    what: '„{name}“ kann nicht der Name dieses Rechners sein.',
    means: 'Er kann in Zielpfaden als Name eines Ordners stehen. Nichts wurde geändert.',
    do: 'Wählen Sie einen Namen ohne / und \\, der nicht nur „.“, „..“ oder „~“ ist.',
  },
  'ledger.newer': {
    what: 'Das Journal stammt von einem neueren Slipway (Fassung {found}; dieses kennt {known}).',
    means: 'Eine ältere Fassung könnte Einträge verlieren, deshalb geschieht nichts.',
    do: 'Installieren Sie wieder das neuere Slipway.',
  },
  'ledger.damaged': {
    what: 'Das Journal ist beschädigt. Es wurde beiseitegelegt: {copy}',
    means:
      'Slipway beginnt ein neues. Datensätze, die schon am Ziel sind, werden über Prüfsummen verglichen, nicht noch einmal gesendet.',
    do: 'Nichts. Behalten Sie die Kopie, wenn Sie die alten Einträge brauchen.',
  },
  'ledger.inUse': {
    what: 'Ein anderes Slipway benutzt dieses Journal.',
    means: 'Zwei davon würden alles zweimal senden.',
    do: 'Nehmen Sie das, welches läuft: Suchen Sie sein Symbol im Infobereich.',
  },
  'ledger.full': {
    what: 'Die Platte mit dem Journal ist voll.',
    means: 'Slipway kann nicht aufzeichnen, was es tut, deshalb tut es nichts.',
    do: 'Schaffen Sie Platz auf dem Laufwerk von {path}. Slipway macht von selbst weiter.',
  },
  'ledger.readOnly': {
    what: 'Das Journal lässt sich nicht beschreiben ({detail}).',
    means: 'Slipway kann nicht aufzeichnen, was es tut, deshalb tut es nichts.',
    do: 'Geben Sie dem Konto, unter dem Slipway läuft, das Recht, nach {path} zu schreiben.',
  },
  'ledger.gone': {
    what: 'Die Datei des Journals ist weg: {path}',
    means:
      'Sie wurde gelöscht, verschoben oder ersetzt, während Slipway läuft. Slipway kann nicht aufzeichnen, was es tut, deshalb tut es nichts.',
    do: 'Schieben Sie genau diese Datei zurück, dann macht Slipway von selbst weiter. Oder beenden Sie Slipway und starten Sie es neu: Es schreibt die Datei neu.',
  },
  'lock.closed': {
    what: 'Die Einstellungen sind mit einer PIN gesperrt.',
    means: 'Nichts wurde geändert.',
    do: 'Geben Sie die PIN ein, oder fragen Sie, wer diesen Rechner betreut.',
  },
  'lock.wrongPin': {
    what: 'Das ist nicht die PIN.',
    means: 'Nichts wurde geändert.',
    do: 'Versuchen Sie es noch einmal. Eine vergessene PIN wird entfernt, indem man Slipway mit --forget-pin startet.',
  },
  'lock.tooOften': {
    what: '{count}-mal wurde eine falsche PIN eingegeben.',
    means: 'Noch {wait} lang wird keine PIN angenommen, auch nicht die richtige.',
    do: 'Warten Sie, und versuchen Sie es dann noch einmal. Eine vergessene PIN wird entfernt, indem man Slipway mit --forget-pin startet.',
  },
  'lock.badPin': {
    what: 'Das kann keine PIN sein.',
    means: 'Eine PIN besteht aus 4 bis 12 Ziffern.',
    do: 'Wählen Sie eine andere.',
  },
  'input.wrong': {
    what: 'Der Wert von „{field}“ ist nicht brauchbar: {detail}',
    means: 'Nichts wurde geändert.',
    do: 'Berichtigen Sie ihn, und versuchen Sie es noch einmal.',
  },
  'app.bug': {
    what: 'Slipway ist auf einen unbekannten Fehler gestoßen: {detail}',
    means: 'Das ist ein Fehler von Slipway. Deswegen wurde nichts gelöscht oder gesendet.',
    do: 'Geben Sie diesen Text oder einen Bericht (Info, sobald der Rechner eingerichtet ist) der Person, die diesen Rechner betreut.',
  },
};

/** Was stattdessen zu tun ist, wo Slipway damit endet: Dann geht nichts von selbst weiter, und kein Fenster ist da. */
export const atEndDe: SameShape<typeof atEndEn> = {
  'ledger.full': 'Schaffen Sie Platz auf dem Laufwerk von {path}, und starten Sie Slipway dann neu.',
  'ledger.readOnly':
    'Geben Sie dem Konto, unter dem Slipway läuft, das Recht, in {path} zu schreiben, und starten Sie Slipway dann neu.',
  'app.bug':
    'Starten Sie Slipway neu. Wenn es wiederkommt, geben Sie diesen Text der Person, die diesen Rechner betreut.',
};

/** Was stattdessen zu tun ist, wo die Zeile für den Besitzer darunter steht. */
export const besideGrantDe: SameShape<typeof besideGrantEn> = {
  'collection.unknown':
    'Vergleichen Sie die ID mit der in der Globus-Web-App, und senden Sie, wenn sie stimmt, dem Besitzer die Zeile darunter. Slipway merkt von selbst, wenn die Freigabe da ist.',
  'collection.notPermitted':
    'Bitten Sie den Besitzer mit der Zeile darunter darum. Slipway merkt von selbst, wenn die Freigabe da ist.',
  'collection.readOnly':
    'Bitten Sie den Besitzer mit der Zeile darunter darum. Slipway merkt von selbst, wenn die Freigabe da ist.',
};

export const reasonsDe: SameShape<typeof reasonsEn> = {
  firstLook: 'wird beobachtet, ob es sich noch ändert: ruhig seit {quiet} von {needed}',
  grew: 'Datei {file} ist vor {ago} gewachsen',
  changed: 'Datei {file} hat sich vor {ago} geändert',
  added: 'Datei {file} ist vor {ago} dazugekommen',
  removed: 'vor {ago} ist eine Datei verschwunden',
  quietFor: 'ruhig seit {quiet} von {needed}',
  sentinel: 'wartet auf {sentinel}',
  empty: 'noch keine Datei zum Senden darin',
  neverSettles: 'ändert sich schon {lastingMs} lang, {file} vor {ago}: kommt vielleicht nie von selbst zur Ruhe',
  slots:
    '{count} andere {count|Zustellung belegt|Zustellungen belegen} {slots|den|die} {slots} {slots|Platz|Plätze} bei Globus',
  next: 'wird als Nächstes gesendet',
  alike: 'wartet auf {other}: Am Ziel gelten die beiden Namen, oder die von Ordnern darüber, vielleicht als einer',
  around: 'wartet auf {other}, das zuerst in denselben Ordner am Ziel geht',
  line: 'in der Reihe: {count} davor',
  lineLong: 'in der Reihe: mehr als {count} davor',
  asking: 'Globus wird um den Start gebeten',
  queuedAtGlobus: 'steht bei Globus selbst in der Warteschlange',
  sending: 'wird gesendet',
  retrying: 'Globus versucht es nach einer Störung erneut: {fault}',
  personalOffline: 'Globus Connect Personal ist seit {since} offline',
  proving: 'wird am Ziel geprüft',
  paused: 'das Senden ist angehalten',
  sendingHours: 'wartet bis {until} Uhr',
  folderPaused: 'dieser Ordner ist angehalten',
  offline: 'kein Netz seit {since}',
  setup: 'dieser Rechner ist noch nicht eingerichtet',
  presetSign: '{sign} liegt in {count} von {of} {of|Ordner|Ordnern}',
  presetSignOne: '{sign} liegt in dem einen Ordner hier',
  presetSignHere: '{sign} liegt in diesem Ordner selbst, also ist alles darin ein Lauf',
  presetFiles: '{count} von {of} {of|Datei|Dateien} {count|ist|sind} {sign}',
  presetFile: 'die eine Datei hier ist {sign}',
  presetGeneral: 'nichts hier verrät, welches Gerät es ist',
  conflict: 'ein anderer Globus-Auftrag hält dieselben Pfade: wartet auf sein Ende',
  open: '{file} ist noch in einem anderen Programm geöffnet',
  blocked: 'wartet, bis {file} verschwunden ist: das Gerät arbeitet noch',
  noData: '{file} ist da, enthält aber noch keine Daten',
  sentinelLate: 'wartet schon {ago} auf {sentinel}: bitte prüfen, ob das Gerät vorher angehalten wurde',
  blockedLate: 'wartet schon {ago}, bis {file} verschwunden ist: bitte prüfen, ob die Datei liegen blieb',
  noDataLate: '{file} ist schon {ago} lang ohne Daten: bitte prüfen, ob die Aufnahme misslungen ist',
  openLate: '{file} ist schon {ago} lang in einem anderen Programm geöffnet: bitte dort schließen',
  listed: 'wartet auf {file}, genannt in {list}: geht in {leftMs} ohne diese Datei',
  listedMany:
    'wartet auf {count} Dateien, die in Listen stehen, etwa {file} in {list}: geht in {leftMs} ohne diese Dateien',
  unlisted: 'wartet, bis eine Liste des Geräts {file} nennt: geht in {leftMs} trotzdem',
  listUnreadable: '{list} mit den Namen der Dateien ist nicht lesbar ({detail}): geht in {leftMs} trotzdem',
  listTooLarge: '{list} mit den Namen der Dateien ist zu lang zum Lesen ({bytesOfList}): geht in {leftMs} trotzdem',
  checkingNext: 'die Dateien werden als Nächstes gelesen und mit den Prüfsummen ihrer Liste verglichen',
  checking: 'vergleicht die Dateien mit {list}: {count} von {of} fertig, {bytes} von {bytesOfAll}',
  listDiffers: '{file} hat nicht die Prüfsumme, die in {list} steht: geht in {leftMs} trotzdem',
  listDiffersMany:
    '{count} Dateien haben nicht die Prüfsummen, die in Listen stehen, etwa {file} in {list}: geht in {leftMs} trotzdem',
  listedUnread: '{file} ist nicht lesbar ({detail}) und nicht mit {list} zu vergleichen: geht in {leftMs} trotzdem',
  listedUnreadMany:
    '{count} Dateien sind nicht lesbar ({detail}) und nicht mit Listen zu vergleichen, etwa {file} in {list}: geht in {leftMs} trotzdem',
  sentAlready: 'schon zugestellt: nichts Neues zu senden',
  instrumentBusy: 'das Gerät schreibt {rate} MB/s in diesen Ordner: die Platte gehört ihm',
  cleanedFirst: 'vorher wird {other} aus diesem Ordner aufgeräumt',
  othersRead: 'vorher werden andere Dateien dieses Ordners gelesen',
  comparing: 'seine Dateien werden gelesen und mit seinem Beleg verglichen',
  leftOutSymlink: 'eine Verknüpfung: Verknüpfungen wird nicht gefolgt',
  leftOutSpecial: 'weder Datei noch Ordner',
  leftOutBadName:
    'wegen seines Namens kann nichts darin gesendet werden ({character} an Stelle {position}): benennen Sie ihn um',
  leftOutBeside: 'liegt über den Ordnern, die hier Datensätze sind, und gehört zu keinem',
  leftOutTooLong: 'der Pfad ist länger, als dieser Rechner öffnen kann',
  leftOutUnreadable: 'nicht lesbar ({detail})',
  leftOutDriveAway:
    'sein Laufwerk ist nicht verbunden: Nichts darauf gilt als fort oder geändert. Kommt es nicht wieder, entfernen Sie den leeren Ordner {detail}',
  eventOther: 'Globus meldet: {told}',
  staysChanged: 'bleibt: {file} ist nicht, was der Beleg sagt',
  staysNoChecksum: 'bleibt: der Beleg hat keine Prüfsumme für {file}',
  staysUnknownChecksum: 'bleibt: die Prüfsumme von {file} ist von einer Art, die Slipway nicht bilden kann',
  staysUnreadable: 'bleibt: {file} kann nicht gelesen oder weggenommen werden',
  staysChoice: 'bleibt: die Wahl für diesen Ordner wurde geändert, seit jemand Ja gesagt hat',
  staysGone: '{file} ist nicht mehr da',
  notWatched: 'sein Ordner wird nicht mehr beobachtet, deshalb wird nichts davon geprüft oder gesendet',
  leftOutExcluded: 'nach der Regel dieses Ordners ausgelassen',
};

export const historyDe: SameShape<typeof historyEn> = {
  found: 'Gefunden',
  changed: 'Wieder geändert: Slipway wartet, bis Ruhe ist',
  quiet: 'Fertig: {files} {files|Datei ist|Dateien sind} bereit zum Senden',
  quietWithout:
    'Fertig mit {files} {files|Datei|Dateien}, ohne {count} {count|weitere, die in einer Liste steht,|weitere, die in Listen stehen, etwa} {file} in {list}: in Stunden der Ruhe kam nichts',
  quietUnnamed:
    'Fertig mit {files} {files|Datei|Dateien}; {count} {count|Datei|Dateien} nannte in Stunden der Ruhe keine Liste des Geräts{count|:|, etwa} {file}',
  quietUnread:
    'Fertig mit {files} {files|Datei|Dateien}; {list} war nicht lesbar, also weiß niemand, ob alles da ist, was darin steht',
  quietDiffers:
    'Fertig mit {files} {files|Datei|Dateien}; {count} {count|hat nicht die Prüfsumme|haben nicht die Prüfsummen}, die das Gerät notiert hat{count|:|, etwa} {file} in {list}',
  quietUnchecked:
    'Fertig mit {files} {files|Datei|Dateien}; {count} {count|war|waren} nicht lesbar, um mit {count|ihrer Prüfsumme|ihren Prüfsummen} verglichen zu werden{count|:|, etwa} {file} in {list}',
  ordered: 'An Globus übergeben',
  accepted: 'Von Globus angenommen',
  succeeded: 'Globus meldet alles kopiert: wird geprüft',
  matched: 'Zugestellt und geprüft',
  differed: 'Während des Sendens geändert: wird noch einmal gesendet',
  differedNotWatched:
    'Sein Ordner wurde nicht mehr beobachtet, deshalb konnte er nicht noch einmal angesehen werden: Was gesendet wurde, gilt nicht als zugestellt',
  differedTooOld:
    'Globus sagt nicht mehr, was sein Auftrag kopiert hat: Der Datensatz geht noch einmal, und was schon da ist, wird nicht zweimal kopiert',
  differedNoChecksum:
    'Globus nannte von dem, was es kopiert hat, keine Prüfsumme: Der Datensatz geht noch einmal, damit über Prüfsummen verglichen wird, was da ist; kopiert wird das nicht noch einmal',
  stopped: 'Angehalten: braucht einen Menschen',
  released: 'Wieder freigegeben: wird von vorn angesehen',
  triedAgain: 'Von selbst noch einmal versucht: wird von vorn angesehen',
  parted: 'Geht noch einmal in einer kleineren Gruppe auf den Weg, weil sein Auftrag abgebrochen wurde',
  firstProven: 'Alles außer den letzten Dateien ist geprüft: diese werden nun gesendet',
  missed: 'Es liegt nicht mehr in seinem Ordner; nichts davon wurde gesendet',
  gone: 'Die lokale Kopie ist weg; was gesendet wurde, bleibt am Ziel',
  replaced: 'Unter seinem Namen liegt jetzt ein anderer Lauf',
  declared: 'Jemand an diesem Rechner hat gesagt, dass er fertig ist',
  returned: 'Die lokale Kopie ist unverändert wieder da',
  recognised: 'Sein Ordner wurde so vorgefunden, wie er gesendet wurde',
  cleaned: 'Lokale Kopie aufgeräumt: {files} {files|Datei, so wie|Dateien, jede so, wie} ihr Beleg sagt',
  cleanedWithFolders:
    'Lokale Kopie aufgeräumt: {files} {files|Datei, so wie|Dateien, jede so, wie} ihr Beleg sagt, und {folders} Ordner, {folders|der dann leer war|die dann leer waren}',
};
