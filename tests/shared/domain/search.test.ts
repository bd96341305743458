import type { Commodity } from '@pasar/shared/domain/commodity.ts'
import type { CommodityId, MarketId, OfferId, StallId } from '@pasar/shared/domain/id.ts'
import type { Offer } from '@pasar/shared/domain/offer.ts'
import { buildIndex, type Good, goodsOf, search } from '@pasar/shared/domain/search.ts'
import { describe, expect, test } from 'vitest'

/** The goods of a market, each with the aliases that its region gives it. */
const GOODS: readonly (readonly [name: string, ...aliases: string[]])[] = [
  ['Bawang merah', 'brambang', 'bawang brambang'],
  ['Bawang putih', 'bawang pote'],
  ['Cabai rawit merah', 'cabe rawit', 'lombok rawit', 'cengis'],
  ['Cabai merah besar', 'cabe besar', 'lombok besar'],
  ['Cabai merah keriting', 'cabe keriting', 'lombok kriting'],
  ['Cabai hijau besar', 'cabe hijau', 'lombok ijo'],
  ['Telur ayam ras', 'telor', 'telor ayam', 'ndog'],
  ['Telur ayam kampung', 'telor kampung'],
  ['Ayam ras potong', 'ayam potong', 'ayam broiler'],
  ['Ayam kampung', 'ayam jawa'],
  ['Tauge', 'toge', 'kecambah', 'cambah'],
  ['Tauge pendek', 'toge pendek'],
  ['Tahu putih'],
  ['Tempe (papan 300 g)'],
  ['Tomat'],
  ['Kentang', 'gantang'],
  ['Wortel'],
  ['Kangkung'],
  ['Bayam'],
  ['Kol/kubis', 'gubis'],
  ['Daun bawang (prei)', 'loncang'],
  ['Daun singkong', 'godong telo'],
  ['Daun jeruk'],
  ['Serai (5 batang)', 'sere', 'sereh'],
  ['Lengkuas (laos)'],
  ['Kluwek'],
  ['Ketumbar'],
  ['Merica butir', 'lada'],
  ['Jahe', 'jae'],
  ['Kunyit', 'kunir'],
  ['Semangka'],
  ['MinyaKita 1 L', 'minyak goreng', 'minyak kita'],
  ['Minyak goreng curah'],
  ['Ikan lele'],
  ['Ikan tongkol'],
  ['Teri asin'],
  ['Kelapa parut (1 butir)', 'krambil', 'klopo'],
  ['Pisang agung Semeru', 'gedang agung'],
  ['Nangka muda (tewel)', 'gori'],
  ['Ubi jalar', 'telo', 'ketela rambat'],
  ['Ati ampela ayam'],
  ['Jagung manis', 'jagung'],
]

const index = buildIndex(
  GOODS.map(([name, ...aliases]): Good<string> => ({ name, aliases, items: [name] })),
)
const found = (text: string) => search(index, text).map((good) => good.name)

describe('search', () => {
  test('finds bawang merah by its local name, first, M16', () => {
    expect(found('brambang')).toEqual(['Bawang merah'])
  })

  test('gives both to a bare "bawang", before its leaves, M16', () => {
    expect(found('bawang')).toEqual(['Bawang merah', 'Bawang putih', 'Daun bawang (prei)'])
  })

  // the name wanted has to be first
  test.each([
    ['berambang', 'Bawang merah'],
    ['brambag', 'Bawang merah'],
    ['Bawang Abang', 'Bawang merah'],
    ['bawangmerah', 'Bawang merah'],
    ['bawang puteh', 'Bawang putih'],
    ['cabe rawit', 'Cabai rawit merah'],
    ['cabe-rawit', 'Cabai rawit merah'],
    ['rawit cabe', 'Cabai rawit merah'],
    ['cengis', 'Cabai rawit merah'],
    ['lombok ijo', 'Cabai hijau besar'],
    ['kriting', 'Cabai merah keriting'],
    ['telor', 'Telur ayam ras'],
    ['tellor kampong', 'Telur ayam kampung'],
    ['ndog', 'Telur ayam ras'],
    ['pitik kampung', 'Ayam kampung'],
    ['toge', 'Tauge'],
    ['kecambah', 'Tauge'],
    ['tahu', 'Tahu putih'],
    ['tau', 'Tahu putih'],
    ['tempé', 'Tempe (papan 300 g)'],
    ['tom', 'Tomat'],
    ['kentnag', 'Kentang'],
    ['wortle', 'Wortel'],
    ['kangk', 'Kangkung'],
    ['kangkng', 'Kangkung'],
    ['bajem', 'Bayam'],
    ['kubis', 'Kol/kubis'],
    ['prei', 'Daun bawang (prei)'],
    ['godong telo', 'Daun singkong'],
    ['daun jerok', 'Daun jeruk'],
    ['sereh', 'Serai (5 batang)'],
    ['laos', 'Lengkuas (laos)'],
    ['keluwak', 'Kluwek'],
    ['tumbar', 'Ketumbar'],
    ['mrico', 'Merica butir'],
    ['djahe', 'Jahe'],
    ['kunir', 'Kunyit'],
    ['semongko', 'Semangka'],
    ['minyak kita', 'MinyaKita 1 L'],
    ['iwak lele', 'Ikan lele'],
    ['klopo', 'Kelapa parut (1 butir)'],
    ['gedang agung', 'Pisang agung Semeru'],
    ['tewel', 'Nangka muda (tewel)'],
    ['oebi', 'Ubi jalar'],
    ['hati ampela', 'Ati ampela ayam'],
    ['djagoeng', 'Jagung manis'],
  ])('finds for %j first %s, M16', (text, name) => {
    expect(found(text)[0]).toBe(name)
  })

  test('leaves out how much is wanted, M16', () => {
    expect(found('1 kg bawang merah')).toEqual(['Bawang merah'])
    expect(found('3 batang kentang')).toEqual(['Kentang'])
    expect(found('butir')).toEqual(['Merica butir', 'Kelapa parut (1 butir)'])
  })

  test('guesses only where nothing is sure, M16', () => {
    expect(found('sere')).toEqual(['Serai (5 batang)'])
    expect(found('bawnag')).toEqual(['Bawang merah', 'Bawang putih', 'Daun bawang (prei)'])
  })

  test('gives what fits most words where none fits all, M16', () => {
    expect(found('cabe rawit merah pedas sekali')).toEqual(['Cabai rawit merah'])
  })

  test('prefers the good that begins with the word, M16', () => {
    const goods = ['Daun pisang', 'Pisang mas'].map((name) => ({ name, aliases: [], items: [] }))
    const names = search(buildIndex(goods), 'pisang').map((good) => good.name)
    expect(names).toEqual(['Pisang mas', 'Daun pisang'])
  })

  test('finds nothing for nothing, and for what nobody sells, M16', () => {
    for (const text of ['', '  ', '!?', '🌶️', 'xqzwvk', 'sepatu']) expect(found(text)).toEqual([])
  })

  test('stands very long texts, M16', () => {
    expect(found(`bawang ${'merah '.repeat(10_000)}`)[0]).toBe('Bawang merah')
  })

  test('puts the good of more stalls first between equals, then keeps their order, M16', () => {
    const goods: Good<number>[] = [
      { name: 'Pisang mas', aliases: [], items: [1] },
      { name: 'Pisang raja', aliases: [], items: [1] },
      { name: 'Pisang agung', aliases: [], items: [1, 2] },
    ]
    const names = search(buildIndex(goods), 'pisang').map((good) => good.name)
    expect(names).toEqual(['Pisang agung', 'Pisang mas', 'Pisang raja'])
  })
})

const anOffer = (fields: Partial<Offer>): Offer => ({
  kind: 'offer',
  id: 'pb-001.00000000' as OfferId,
  marketId: 'pasar-baru' as MarketId,
  stallId: 'pb-001' as StallId,
  commodityId: 'bawang-merah' as CommodityId,
  ownName: null,
  grade: null,
  unit: 'kg',
  priceIdr: 36_000,
  priceNo: 1,
  priceAt: 0,
  nextPrice: null,
  availability: 'available',
  photo: null,
  isWithdrawn: false,
  ...fields,
})
const bawangMerah: Commodity = {
  kind: 'commodity',
  id: 'bawang-merah' as CommodityId,
  name: 'Bawang merah',
  category: 'spice',
  aliases: ['brambang'],
  base: 'g',
  usualUnit: 'kg',
  unitRules: [],
}

describe('offers as goods', () => {
  const commodities = new Map([[bawangMerah.id as string, bawangMerah]])
  const plain = anOffer({})
  const other = anOffer({ id: 'pb-002.00000000' as OfferId })
  const brebes = anOffer({ id: 'pb-003.00000000' as OfferId, ownName: 'Brebes super' })
  const Brebes = anOffer({ id: 'pb-004.00000000' as OfferId, ownName: 'brebes  Super' })
  const jajan = anOffer({
    id: 'pb-005.00000000' as OfferId,
    commodityId: null,
    ownName: 'Klepon Bu Tin',
  })
  const goods = goodsOf([plain, brebes, jajan, other, Brebes], commodities)

  test('stand together by commodity and by the name of the stall, M16', () => {
    expect(goods).toEqual([
      { name: 'Klepon Bu Tin', aliases: [], items: [jajan] },
      { name: 'Bawang merah', aliases: ['brambang'], items: [plain, other] },
      { name: 'Brebes super', aliases: ['Bawang merah', 'brambang'], items: [brebes, Brebes] },
    ])
  })

  test('are found by the commodity and by their own name, M16', () => {
    const own = buildIndex(goods)
    const names = (text: string) => search(own, text).map((good) => good.name)
    expect(names('brambang')).toEqual(['Bawang merah', 'Brebes super'])
    expect(names('brebes')).toEqual(['Brebes super'])
    expect(names('klepon')).toEqual(['Klepon Bu Tin'])
  })

  test('of a commodity that has not arrived are found by their own name, M16', () => {
    const early = goodsOf([brebes, plain], new Map())
    expect(search(buildIndex(early), 'brebes')[0]?.items).toEqual([brebes])
  })
})
