import type { detailsEn } from './details-en';
import type { SameShape } from './shape';

export const detailsDe: SameShape<typeof detailsEn> = {
  notThere: 'sie ist nicht da',
  otherTime: 'sie liegt dort mit einer anderen Zeit',
  otherSize: '{is} {is|Byte|Bytes} statt {wanted}',
  grewSince: '{is} {is|Byte|Bytes}, also nicht, was sie beim Senden hatte',
  noChecksum: 'keine Prüfsumme wird von ihr genannt',
  unproven: 'nichts beweist sie',
  notSeen: 'der Auftrag hat {missed} der Dateien nicht gesehen',
  notListed: 'sie steht nicht in der Liste der kopierten',
  otherChecksum: 'ihre Prüfsumme ist eine andere',
  changesAlways: 'sie ändert sich bei jedem Lesen',
  oneWith: 'sie ist eins mit {other}',
  cannotTell: 'sie lässt sich von {other} nicht unterscheiden, wo so viele Namen liegen',
  cameBackChanged: 'eine Datei kam verändert zurück',
  unsafeAddress: 'ihre Adresse ist nicht sicher',
  carriageReturn: 'ein Wagenrücklauf',
  lineBreak: 'ein Zeilenumbruch',
  nul: 'ein NUL',
  backslash: 'ein Backslash',
  notUtf8: 'Bytes, die kein UTF-8 sind,',
  homeFolder: 'eine Tilde allein, die den Heimatordner meint,',
};
