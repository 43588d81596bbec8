// Slovak texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Slovak. */
export const texts: BubbleTexts = {
  locale: 'sk',

  fillInForm: 'Vyplniť formulár',
  statusToFill: 'Pripravený na vyplnenie',
  statusInProgress: 'Otvorený, zatiaľ neodoslaný',
  statusOpened: 'Otvorený. Pokračovať sa dá iba v zariadení, v ktorom bol otvorený.',
  statusSubmitted: 'Tento formulár bol odoslaný a z bezpečnostných dôvodov sa nedá znova otvoriť',
  statusExpired: 'Platnosť tohto formulára sa skončila',
  statusFailed: 'Tento formulár sa nepodarilo doručiť',
  statusDeclined: 'Tento formulár ste odmietli',
  statusRevoked: 'Operátor tento formulár zrušil',
  statusOpenedElsewhere: 'Tento formulár bol otvorený v inom zariadení',
  statusLeft: 'Tento formulár ste opustili. Znova sa už nedá otvoriť.',
  openForm: 'Pokračovať vo vypĺňaní',
  offline: 'Ste offline. Formulár bude opäť dostupný, keď sa pripojíte na internet.',
  decline: 'Odmietnuť',
  declineQuestion: 'Chcete tento formulár odmietnuť? Operátor o tom dostane správu.',
  declineConfirm: 'Odmietnuť formulár',
  cancel: 'Zrušiť',
  openTheForm: 'Otvoriť zabezpečený formulár',
  loading: 'Otvára sa zabezpečený formulár…',
  close: 'Zatvoriť',
  couldNotOpen: 'Zabezpečený formulár sa nepodarilo otvoriť.\nPožiadajte o pomoc operátora.',
  connectionFailed: 'Pripojenie zlyhalo. Skontrolujte internetové pripojenie a skúste to znova.',
};
