/** Deutsch: was von vielen Datensätzen gesagt wird, die derselbe Grund aufhält. */
import type { groupsEn } from './groups-en';
import type { SameShape } from './shape';

export const groupsDe: SameShape<typeof groupsEn> = {
  'folder.driveAway': {
    what: '{count} Datensätze liegen auf einem Laufwerk, das nicht verbunden ist, oder ein Teil von ihnen.',
    means:
      'Daten darauf können weder geprüft noch gesendet werden, und was an seiner leeren Stelle liegt, gilt nicht dafür.',
    do: 'Verbinden Sie das Laufwerk wieder: Slipway macht von selbst weiter. Die Einzelheiten jedes Datensatzes nennen sein Laufwerk. Kommt eines nicht wieder, entfernen Sie seinen Ordner, oder benennen Sie ihn um, wenn etwas darin liegt. Ist das ein beobachteter Ordner selbst, drücken Sie stattdessen unter Ordner auf „Nicht mehr beobachten“.',
  },
  'dataset.gone': {
    what: '{count} Datensätze liegen nicht mehr in ihren Ordnern.',
    means:
      'Sie wurden entfernt oder umbenannt, oder die Regel ihres Ordners lässt sie jetzt weg, bevor Slipway beweisen konnte, dass alles von ihnen angekommen ist.',
    do: 'Legen Sie sie zurück, und Slipway macht von selbst weiter. Geht das nicht, sehen Sie am Ziel nach: Was dort liegt, kann unvollständig sein.',
  },
  'dataset.goneUnsent': {
    what: '{count} Datensätze liegen nicht mehr in ihren Ordnern und wurden nie gesendet.',
    means:
      'Sie wurden entfernt oder an einen anderen Ort gelegt, oder die Regel ihres Ordners lässt sie jetzt weg, bevor sie fertig waren.',
    do: 'War das Absicht, dann sagen Sie es. Sonst legen Sie sie zurück, und Slipway macht von selbst weiter.',
  },
  'dataset.badName': {
    what: '{count} Datensätze enthalten einen Namen, der nicht gesendet werden kann.',
    means:
      'Globus oder das Ziel nimmt ein Zeichen darin nicht an. Bis sie umbenannt sind, wird nichts von diesen Datensätzen gesendet, damit jeder ganz ankommt; alle anderen gehen weiter.',
    do: 'Benennen Sie sie um; die Liste unten nennt sie. Slipway bemerkt es von selbst und macht weiter.',
  },
  'dataset.tooLong': {
    what: '{count} Datensätze enthalten einen Pfad, der zu lang ist.',
    means: 'Das Ziel könnte ihn nicht speichern.',
    do: 'Kürzen Sie die Namen oder die der Ordner darüber. Slipway bemerkt es von selbst und macht weiter.',
  },
  'dataset.nameClash': {
    what: '{count} Datensätze kämen dorthin, wo andere ihren Platz haben.',
    means: 'Die anderen waren zuerst da. Diese werden nicht gesendet, damit sie nichts überschreiben.',
    do: 'Benennen Sie sie um, oder ändern Sie den Zielpfad ihres Ordners. Slipway bemerkt es von selbst und macht weiter.',
  },
  'dataset.alikeNames': {
    what: '{count} Datensätze enthalten Namen, die am Ziel eine einzige Datei sind.',
    means:
      'Die Platte dort unterscheidet solche Namen nicht (Groß- und Kleinschreibung, Schreibweisen eines Akzents, ein Punkt am Ende), also hält sie von zweien nur eine. Auf diesem Rechner wurde nichts geändert. Die anderen Dateien können angekommen sein, aber diese Datensätze gelten nicht als zugestellt.',
    do: 'Benennen Sie jeweils eine von beiden um. Slipway bemerkt es und macht von selbst weiter.',
  },
  'dataset.occupied': {
    what: 'Am Ziel liegen andere Daten am Platz von {count} Datensätzen.',
    means:
      'Sie gehören nicht zu diesen Läufen: Andere haben sie dort abgelegt, oder frühere Läufe gleicher Namen, deren einzige Kopie sie sein können. Deshalb überschreibt Slipway sie nicht.',
    do: 'Benennen Sie diese Datensätze um, oder räumen Sie die Daten am Ziel beiseite, und drücken Sie dann „Erneut versuchen“.',
  },
  'dataset.tooManyItems': {
    what: '{count} Datensätze haben so viele Dateien, dass sie Globus nicht einzeln genannt werden können.',
    means: 'Ein Auftrag kann {limit} davon nennen. Von diesen Datensätzen wurde nichts gesendet.',
    do: 'Verwenden Sie unter „Ordner“ nur Muster mit * und ?, damit jeder Ordner als Ganzes geht; oder machen Sie jeden Ordner darunter zu einem eigenen Datensatz. Drücken Sie dann „Erneut versuchen“.',
  },
  'dataset.tooManyAmongOthers': {
    what: '{count} Datensätze haben sehr viele Dateien und teilen ihren Ordner am Ziel mit anderen.',
    means:
      'Damit sie dort über nichts gehen, müsste jede Datei Globus genannt werden, und ein Auftrag kann {limit} nennen. Nichts davon wurde gesendet.',
    do: 'Ändern Sie unter „Ordner“ ihren Zielpfad so, dass sie für sich liegen, und drücken Sie dann „Erneut versuchen“.',
  },
  'folder.nameDoesNotFit': {
    what: 'Die Namen von {count} Datensätzen passen nicht zum Namensmuster ihres Ordners.',
    means: 'Slipway weiß nicht, wohin sie gehören, also werden sie nicht gesendet. Die anderen gehen weiter.',
    do: 'Benennen Sie sie um, oder ändern Sie das Namensmuster unter „Ordner“. Slipway bemerkt es von selbst und macht weiter.',
  },
  'folder.badTemplateEmpty': {
    what: 'Für {count} Datensätze wäre ein Teil des Zielpfads leer.',
    means: 'Sie kämen in einen anderen Ordner als die übrigen.',
    do: 'Lassen Sie diesen Teil weg, oder berichtigen Sie das Namensmuster oder die Namen. Slipway bemerkt es von selbst und macht weiter.',
  },
  'task.otherStuck': {
    what: '{count} Datensätze warten auf andere Globus-Aufträge, die dieselben Pfade halten und nicht vorankommen.',
    means:
      'Globus nimmt ihre Aufträge erst an, wenn jene zu Ende sind. Slipway hat jene nicht gestartet oder kennt sie nicht mehr und lässt sie in Ruhe.',
    do: 'Öffnen Sie die Einzelheiten jedes Datensatzes: Dort steht, welcher Auftrag im Weg ist. Beheben Sie in der Globus-Web-App, worauf dieser wartet, oder brechen Sie ihn ab. Drücken Sie dann „Erneut versuchen“.',
  },
  'task.missingSource': {
    what: 'Globus hat Dateien von {count} Datensätzen auf diesem Rechner nicht gefunden.',
    means:
      'Sie wurden beim Senden umbenannt oder gelöscht, oder die Quell-Collection zeigt einen anderen Ordner. Die Aufträge wurden abgebrochen.',
    do: 'Sehen Sie nach, ob die Dateien da sind, und drücken Sie dann „Erneut versuchen“.',
  },
  'task.refused': {
    what: 'Das Schreiben wurde für {count} Datensätze verweigert.',
    means:
      'Die Berechtigung dieser Anwendung wurde entzogen oder reicht nicht. Die Aufträge wurden abgebrochen; nichts ist verloren.',
    do: 'Bitten Sie den Besitzer der Collection um „rw“, und drücken Sie dann „Erneut versuchen“.',
  },
  'task.badPath': {
    what: 'Das Ziel nimmt die Pfade von {count} Datensätzen nicht an.',
    means:
      'Ein Name darin ist dort nicht erlaubt, oder eine Datei steht, wo ein Ordner nötig ist. Die Aufträge wurden abgebrochen.',
    do: 'Benennen Sie sie um, oder räumen Sie dort beiseite, was an ihrer Stelle liegt; drücken Sie dann „Erneut versuchen“.',
  },
  'task.failed': {
    what: 'Die Globus-Aufträge von {count} Datensätzen sind gescheitert.',
    means: 'Nicht alles ist angekommen. Was fehlt, wartet auf diesem Rechner.',
    do: 'Öffnen Sie die Einzelheiten jedes Datensatzes, und lesen Sie unter „Verlauf“, was Globus über seinen Auftrag sagt. Beheben Sie die Ursache, und drücken Sie dann „Erneut versuchen“. Was angekommen ist, wird nicht zweimal gesendet.',
  },
  'task.notProven': {
    what: 'Globus nennt {count} Datensätze fertig, aber einige ihrer Dateien sind nicht bewiesen angekommen.',
    means: 'Slipway nennt sie nicht zugestellt.',
    do: 'Drücken Sie „Erneut versuchen“: Jede Datei wird über ihre Prüfsumme verglichen, und nur, was sich unterscheidet, wird gesendet.',
  },
};
