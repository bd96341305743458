import type { Commodity } from './commodity.ts'
import { broadSoundOf, commonWord, soundOf, wordsOf } from './folding.ts'
import type { Offer } from './offer.ts'
import { SELL_UNITS } from './quantity.ts'
import { slips } from './slip.ts'

/**
 * One good that can be found: its name, what else it is called, and what stands behind it (its
 * offers). Thousands of offers are about a hundred goods, so search looks at goods.
 */
export type Good<Item> = {
  readonly name: string
  readonly aliases: readonly string[]
  readonly items: readonly Item[]
}

/** Prebuilt once per catalogue; {@link search} only reads it. */
export type SearchIndex<Item> = {
  readonly goods: readonly Good<Item>[]
  readonly names: readonly IndexedName[]
  readonly words: readonly IndexedWord[]
}

type IndexedWord = { readonly plain: string; readonly sound: string; readonly broad: string }
type IndexedName = {
  readonly good: number
  readonly isAlias: boolean
  readonly words: readonly number[]
  /** the whole name without spaces, as it sounds */
  readonly joined: string
}

/** Longest text looked at, in UTF-16 units, and most of its words. */
const QUERY_CHARS_MAX = 60
const QUERY_WORDS_MAX = 6
/** Shortest word in which a slip is forgiven: in shorter ones every other word is a slip away. */
const SLIP_CHARS_MIN = 4
/** Shortest end of a word that finds it: tumbar, ketumbar. */
const ENDING_CHARS_MIN = 5

/** What a word of the query costs against a word of a name, from the surest match down. */
const COST = {
  plain: 0,
  sound: 1,
  prefix: 3,
  soundPrefix: 4,
  broad: 5,
  slip: 6,
  ending: 7,
  slipPrefix: 8,
}
const NO_MATCH = 255
/** One step of {@link COST} outweighs every tie-breaker within a name. */
const COST_WEIGHT = 100
/** Tie-breakers: found by an alias; the name begins otherwise; each further word of the name. */
const ALIAS_COST = 3
const LATER_START_COST = 20
const EXTRA_WORD_COST = 2
const EXTRA_WORDS_MAX = 8

/** Words that say how much, not what: "1 kg cabe" is about cabe. */
const AMOUNT_WORDS = new Set<string>([...SELL_UNITS, 'kilo', 'gram', 'gr', 'rp', 'lt', 'ltr'])

/** Prepares goods for {@link search}; the order of `goods` decides between equals. */
export function buildIndex<Item>(goods: readonly Good<Item>[]): SearchIndex<Item> {
  const words: IndexedWord[] = []
  const numberOf = new Map<string, number>()
  const indexWord = (plain: string): number => {
    const known = numberOf.get(plain)
    if (known !== undefined) return known
    numberOf.set(plain, words.length)
    words.push(indexedWord(plain))
    return words.length - 1
  }
  const names = goods.flatMap(({ name, aliases }, good) =>
    [name, ...aliases].map((text, position): IndexedName => {
      const indexed = wordsOf(text).map(indexWord)
      const joined = indexed.map((word) => words[word]!.sound).join('')
      return { good, isAlias: position > 0, words: indexed, joined }
    }),
  )
  return { goods, names, words }
}

/**
 * Goods that `text` can mean (M16), the likeliest first; [] for a text without letters. Every word of the
 * text has to fit a word of one name: written so, sounding so, as its beginning, one slip away, or
 * as its end; written together or apart is the same. Where no good has them all, those with the
 * most words are given; guesses (slips, ends) only where nothing is sure. Equal goods: the one with more items first, then the order of the index.
 */
export function search<Item>(index: SearchIndex<Item>, text: string): readonly Good<Item>[] {
  const query = queryWords(text)
  if (query.length === 0) return []
  const costs = query.map((word) => costsOf(index.words, word))
  const joined = query.map((word) => word.sound).join('')
  const best = new Map<number, Match>()
  for (const name of index.names) {
    const found = matchOf(name, costs, joined)
    const known = best.get(name.good)
    if (found && (!known || isBetter(found, known))) best.set(name.good, found)
  }
  return likeliest([...best])
    .map(([good, match]) => ({ good: index.goods[good]!, at: good, score: match.score }))
    .sort((a, b) => a.score - b.score || b.good.items.length - a.good.items.length || a.at - b.at)
    .map((found) => found.good)
}

/**
 * Offers as goods (M16): those of one commodity together under its name and aliases, those that a stall
 * calls by its own name under that name as well. Goods in order of their name.
 */
export function goodsOf(
  offers: readonly Offer[],
  commodities: ReadonlyMap<string, Commodity>,
): readonly Good<Offer>[] {
  const foldedOwn = new Map<string, string>()
  const folded = (own: string): string => {
    const known = foldedOwn.get(own) ?? wordsOf(own).join(' ')
    foldedOwn.set(own, known)
    return known
  }
  const groups = new Map<string, { name: string; aliases: readonly string[]; items: Offer[] }>()
  for (const offer of offers) {
    const commodity = offer.commodityId === null ? undefined : commodities.get(offer.commodityId)
    const own = offer.ownName ?? ''
    const key = `${commodity?.id ?? ''}\n${folded(own)}`
    const group = groups.get(key)
    if (group) group.items.push(offer)
    else groups.set(key, { ...namesOf(own, commodity), items: [offer] })
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, group]) => group)
}

const namesOf = (own: string, commodity: Commodity | undefined) =>
  own === ''
    ? { name: commodity?.name ?? '', aliases: commodity?.aliases ?? [] }
    : { name: own, aliases: commodity ? [commodity.name, ...commodity.aliases] : [] }

function queryWords(text: string): readonly IndexedWord[] {
  const words = wordsOf(text.slice(0, QUERY_CHARS_MAX)).slice(0, QUERY_WORDS_MAX)
  const goods = words.filter((word) => !AMOUNT_WORDS.has(word) && !/^\d+$/.test(word))
  return (goods.length > 0 ? goods : words).map(indexedWord)
}

function indexedWord(plain: string): IndexedWord {
  const sound = soundOf(commonWord(plain))
  return { plain, sound, broad: broadSoundOf(sound) }
}

const costsOf = (words: readonly IndexedWord[], query: IndexedWord): Uint8Array =>
  Uint8Array.from(words, (word) => costOf(word, query))

function costOf(word: IndexedWord, query: IndexedWord): number {
  if (word.plain === query.plain) return COST.plain
  if (word.sound === query.sound) return COST.sound
  if (word.plain.startsWith(query.plain)) return COST.prefix
  if (query.sound !== '' && word.sound.startsWith(query.sound)) return COST.soundPrefix
  if (query.plain.length < SLIP_CHARS_MIN) return NO_MATCH
  if (word.broad === query.broad) return COST.broad
  if (slips(query.plain, word.plain) || slips(query.sound, word.sound)) return COST.slip
  const canEnd = query.sound.length >= ENDING_CHARS_MIN && word.sound.endsWith(query.sound)
  if (canEnd) return COST.ending
  const isBegun = word.plain.length > query.plain.length
  return isBegun && slips(query.plain, word.plain.slice(0, query.plain.length))
    ? COST.slipPrefix
    : NO_MATCH
}

type Match = { readonly missing: number; readonly score: number; readonly isGuess: boolean }

function likeliest(found: readonly (readonly [number, Match])[]) {
  const fewest = found.reduce((least, [, match]) => Math.min(least, match.missing), QUERY_WORDS_MAX)
  const full = found.filter(([, match]) => match.missing === fewest)
  const sure = full.filter(([, match]) => !match.isGuess)
  return sure.length > 0 ? sure : full
}

const isBetter = (a: Match, b: Match): boolean =>
  a.missing < b.missing || (a.missing === b.missing && a.score < b.score)

function matchOf(name: IndexedName, costs: readonly Uint8Array[], joined: string): Match | null {
  let cost = 0
  let missing = 0
  let isGuess = false
  for (const ofWord of costs) {
    const lowest = lowestCost(name, ofWord)
    if (lowest === NO_MATCH) missing++
    else cost += lowest
    if (lowest !== NO_MATCH && lowest >= COST.slip) isGuess = true
  }
  const together = togetherCost(name.joined, joined)
  if (together !== null && (missing > 0 || together < cost)) {
    const score = together * COST_WEIGHT + (name.isAlias ? ALIAS_COST : 0)
    return { missing: 0, score, isGuess: together >= COST.slip }
  }
  if (missing === costs.length) return null
  const start = name.words[0]
  const startsSo = start !== undefined && costs[0]![start] !== NO_MATCH
  const extra = Math.min(EXTRA_WORDS_MAX, Math.max(0, name.words.length - costs.length))
  const place = (startsSo ? 0 : LATER_START_COST) + extra * EXTRA_WORD_COST
  const score = cost * COST_WEIGHT + place + (name.isAlias ? ALIAS_COST : 0)
  return { missing, score, isGuess }
}

function lowestCost(name: IndexedName, costs: Uint8Array): number {
  let lowest = NO_MATCH
  for (const word of name.words) lowest = Math.min(lowest, costs[word]!)
  return lowest
}

/** "bawangmerah", "minyak kita": what the whole text costs against the whole name, or null. */
function togetherCost(name: string, text: string): number | null {
  if (text.length < SLIP_CHARS_MIN) return null
  if (name === text) return COST.sound
  if (name.startsWith(text)) return COST.soundPrefix
  return slips(name, text) ? COST.slip : null
}
