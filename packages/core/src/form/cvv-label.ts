// Recognises labels that ask for a card's security code, so that nobody can ask for one with another type (SF-OTR-04).
// Runs when a form is defined, never in the form page.

/** Unicode normalisation needs quadratic time on marks without end, so labels are cut before it. */
const LABEL_LENGTH = 200;

/** Words that mean nothing else, found anywhere, also inside other words. */
const anywhere = /cvv|cvc|kartenprue?f|cryptogramme|criptograma/;

/** Short names that count only as a word of their own: card identification number, security code, and so on, of the networks. */
const words = /(?:^| )(?:cid|csc|cvn|cav|cvd|cve|ccv)(?:2|ii)?(?: |$)/;

/** "Security code" in other words and languages, after marks were taken off the letters. */
const phrases: readonly RegExp[] = [
  /security (?:code|number|digits?)/,
  /card (?:verification|validation|identification) (?:code|value|number|digits?)/,
  /(?:verification|validation) (?:value|digits?)/,
  /(?:3|4|three|four) (?:digits?|numbers?|digit (?:code|number)) (?:on|at|from) (?:the )?(?:back|front|reverse)/,
  /prue?f(?:nummer|ziffer|code|zahl)|sicherheits(?:code|nummer)|kartencode/,
  /codigos? de (?:seguridad|seguranca)|cod(?:igo)? (?:de )?(?:verificacion|verificacao|validacion|validacao) (?:de |del |da |do )?(?:la )?(?:tarjeta|cartao)/,
  /codi de seguretat/,
  /code de securite|code de verification (?:de )?(?:la )?carte|numero de securite/,
  /codice (?:di )?(?:sicurezza|verifica della carta)/,
  /(?:beveiligings|veiligheids)code/,
  /(?:sakerhets|sikkerheds|sikkerhets)kod/,
  /turvakoodi|turvaluku|turvanumero/,
  /kod (?:bezpieczenstwa|zabezpieczajacy)|bezpecnostni kod|bezpecnostny kod|sigurnosni (?:kod|broj)|varnostna koda/,
  /biztonsagi kod|cod(?:ul)? de securitate|guvenlik kodu|ma bao mat|kode keamanan|kod keselamatan|turvakood|drosibas kods|saugos kodas/,
  /код безопасности|защитныи код|код безпеки|захиснии код|код за сигурност|сигурносни код/,
  /κωδικος ασφαλειας/,
  /رمز (?:الامان|الحمايه|الحماية|امان)|رمز التحقق (?:من |ل)(?:ال)?بطاق|كود (?:الامان|الحماية)|کد امنیتی|كد امنيتي/,
  /קוד (?:ה)?(?:אבטחה|ביטחון|בטחון)/,
  /安全(?:码|碼)|校验码|檢查碼|检查码|セキュリティ ?コード|보안 ?(?:코드|번호)/,
  /सुरक्षा कोड|รหัสความปลอดภัย|รหัสรักษาความปลอดภัย/,
];

/** Cyrillic and Greek letters that look like the ones of CVV and CVC. */
const lookalikes: Readonly<Record<string, string>> = { с: 'c', ѵ: 'v', ν: 'v', υ: 'v', і: 'i', ԁ: 'd' };

/**
 * Tells whether a label reads like CVV, CVC, CID or "security code", also spaced out (C V V), dotted, fullwidth, with
 * look-alike letters, and in the languages that the kit speaks. "Social security number" does not.
 *
 * @param label - as given; the first 200 UTF-16 units count, more than a label may have
 */
export function looksLikeCvv(label: string): boolean {
  const plain = plainWords(label.slice(0, LABEL_LENGTH));
  const latin = joinSingleLetters(plain.replace(/[сѵνυіԁ]/g, (letter) => lookalikes[letter] ?? letter));
  if (anywhere.test(latin) || words.test(latin)) return true;
  const withoutSocial = plain.replace(/social security (?:number|digits?)/g, '');
  return phrases.some((phrase) => phrase.test(withoutSocial));
}

/** Lower-case words with single spaces, without marks, invisible characters and punctuation. */
function plainWords(label: string): string {
  return label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\u0640]/gu, '')
    .normalize('NFD')
    .replace(/(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll('ø', 'o')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** "c v v" becomes "cvv". */
function joinSingleLetters(text: string): string {
  return text.replace(/(?<=(?:^| )\p{L}) (?=\p{L}(?: |$|\d))/gu, '');
}
