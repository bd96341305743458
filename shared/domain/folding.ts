/**
 * How words are brought to one spelling before they are compared. Spelling in the market follows
 * the ear: cabe and cabai, telor and telur, sere and sereh, kriting and keriting. Old (1947) letters
 * live on in names: oe, dj, tj, j for y.
 */

/** Words for the same thing in Javanese, Madurese and Indonesian: [typed, as the catalogue says]. */
const WORDS = new Map(
  Object.entries({
    lombok: 'cabai',
    sabrang: 'cabai',
    abang: 'merah',
    pote: 'putih',
    ijo: 'hijau',
    kuneng: 'kuning',
    gedang: 'pisang',
    godong: 'daun',
    iwak: 'ikan',
    jukok: 'ikan',
    pitik: 'ayam',
    ajem: 'ayam',
    endog: 'telur',
    endok: 'telur',
    ndog: 'telur',
    ndok: 'telur',
    wos: 'beras',
    uyah: 'garam',
    buje: 'garam',
    lengo: 'minyak',
    kemangen: 'kemangi',
    kambil: 'kelapa',
    krambil: 'kelapa',
    klopo: 'kelapa',
    enom: 'muda',
    nom: 'muda',
    tau: 'tahu',
  }),
)

/** Spellings that sound alike, in the order in which they are replaced. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/(.)\1+/g, '$1'],
  [/oe/g, 'u'],
  [/tj|ch/g, 'c'],
  [/dj/g, 'j'],
  [/sj|sy|sh/g, 's'],
  [/kh|q|ck/g, 'k'],
  [/ph|[fv]/g, 'p'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/y/g, 'j'], // the old j stands for y: bajem, bayam
  [/ahu/g, 'a_u'], // tahu keeps its h, else it would sound like to
  [/h/g, ''],
  [/_/g, 'h'],
  [/ai|ei/g, 'e'],
  [/au/g, 'o'],
  [/o/g, 'u'],
  [/uw(?=[aeiou])/g, 'u'],
  [/ij(?=[aeiou])/g, 'i'],
  [/^([bcdgjkmpst])e(?=[lr][aeiou])/, '$1'], // the e nobody speaks: keriting, kelapa, berambang
  [/(.)\1+/g, '$1'],
]

/** Words of a text: lower case, no accents, hyphens and punctuation as spaces, `2` of a doubled word gone. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’ʼ`]/g, '')
    .replace(/([\p{L}])2\b/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** The common word for one of a local language, or the word itself. */
export const commonWord = (word: string): string => WORDS.get(word) ?? word

/** A word as it sounds: equal for spellings that the ear does not tell apart. */
export function soundOf(word: string): string {
  let sound = word
  for (const [spelling, letters] of SOUNDS) sound = sound.replace(spelling, letters)
  return sound
}

/** A sound with Javanese o and a brought together: semongko, semangka; gulo, gula. */
export const broadSoundOf = (sound: string): string => sound.replace(/u/g, 'a')
