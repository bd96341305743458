import type { StallType } from '@pasar/shared/domain/stall.ts'

/** A demo stall before it has its place: who, what kind, which goods groups. */
export type DemoVendor = readonly [name: string, type: StallType, goodsGroups: readonly string[]]

/** The stalls of a market in the order in which one walks past them. */
export type DemoHall = {
  readonly marketId: string
  /** the stalls' ids are `<prefix>-001` and so on */
  readonly prefix: string
  readonly blocks: readonly { readonly block: string; readonly vendors: readonly DemoVendor[] }[]
}

const SAYUR = ['sayur']
const BUMBU = ['bumbu & empon-empon']
const SEMBAKO = ['telur & sembako']
const BUAH = ['buah & pisang']

/** Names are made up; types and goods groups are those of Lumajang's markets (lumajang.json). */
export const DEMO_HALLS: readonly DemoHall[] = [
  {
    marketId: 'pasar-baru',
    prefix: 'pb',
    blocks: [
      {
        block: 'A',
        vendors: [
          ['Toko Rejeki Pak Slamet', 'ruko', ['telur & sembako', 'beras']],
          ['Toko Barokah Haji Mansur', 'ruko', ['telur & sembako', 'beras']],
          ['Toko Sumber Pangan', 'ruko', ['beras']],
          ['Bu Endang Sembako', 'kios', SEMBAKO],
          ['Bu Ning Telur', 'kios', SEMBAKO],
          ['Cak Mat Plastik', 'kios', ['plastik']],
          ['Bu Khotimah', 'kios', SEMBAKO],
          ['Pak Tikno Kelapa', 'kios', ['kelapa & selep']],
        ],
      },
      {
        block: 'B',
        vendors: [
          ['Bu Mukinah', 'los', BUMBU],
          ['Pak Kasan', 'los', BUMBU],
          ['Bu Jumaiyah', 'los', BUMBU],
          ['Mbah Painem Empon-empon', 'los', BUMBU],
          ['Bu Sulastri', 'los', BUMBU],
          ['Cak Imron Bawang', 'los', BUMBU],
          ['Bu Ngatini Bumbu Giling', 'kios', ['bumbu giling', 'bumbu & empon-empon']],
          ['Bu Tutik', 'los', BUMBU],
        ],
      },
      {
        block: 'C',
        vendors: [
          ['Bu Tin', 'los', SAYUR],
          ['Bu Sum', 'los', SAYUR],
          ['Mak Yah', 'los', SAYUR],
          ['Pak Giman Sayur', 'los', SAYUR],
          ['Bu Wiwik', 'los', SAYUR],
          ['Bu Siti Aminah', 'los', SAYUR],
          ['Yu Sarmi', 'pelataran', SAYUR],
          ['Yu Paini', 'pelataran', SAYUR],
          ['Pak Bambang Senduro', 'pelataran', SAYUR],
          ['Mbak Lilik', 'los', SAYUR],
          ['Bu Rohmah', 'los', SAYUR],
          ['Cak Di Jamur', 'pkl', SAYUR],
        ],
      },
      {
        block: 'D',
        vendors: [
          ['Pak Man Ikan', 'los', ['ikan segar']],
          ['Bu Marwiyah', 'los', ['ikan segar']],
          ['Bu Holil Pindang', 'los', ['pindang & ikan asin']],
          ['Pak Soleh Ikan Asin', 'kios', ['pindang & ikan asin']],
          ['Bu Kartini Ayam', 'los', ['ayam']],
          ['Pak Udin Ayam Potong', 'los', ['ayam']],
          ['Haji Fauzi Daging', 'los', ['daging']],
          ['Bu Supiyah Daging', 'los', ['daging']],
        ],
      },
      {
        block: 'E',
        vendors: [
          ['Bu Tatik Tempe', 'los', ['tahu-tempe']],
          ['Pak Wagimin Tahu', 'los', ['tahu-tempe']],
          ['Bu Umi Pisang', 'kios', BUAH],
          ['Pak Tohari Buah', 'kios', BUAH],
          ['Yu Tini Pisang Agung', 'pelataran', BUAH],
          ['Bu Asih Jajan', 'pkl', ['jajan pasar']],
          ['Mbak Rini Keripik', 'kios', ['jajan pasar']],
          ['Cak Ri Mlijo', 'mlijo', ['sayur', 'tahu-tempe']],
        ],
      },
    ],
  },
  {
    marketId: 'pasar-tempeh',
    prefix: 'tp',
    blocks: [
      {
        block: 'A',
        vendors: [
          ['Bu Sutini', 'los', SAYUR],
          ['Pak Ponidi', 'los', BUMBU],
          ['Bu Yuli Sembako', 'kios', SEMBAKO],
          ['Pak Misnan Ikan', 'los', ['ikan segar']],
          ['Bu Kasiyati Ayam', 'los', ['ayam']],
          ['Mbok Darmi Tahu Tempe', 'pelataran', ['tahu-tempe']],
          ['Bu Suparmi Buah', 'pkl', BUAH],
        ],
      },
    ],
  },
  {
    marketId: 'pasar-ranuyoso',
    prefix: 'ry',
    blocks: [
      {
        block: 'A',
        vendors: [
          ['Pak Abdul Ranu', 'los', SAYUR],
          ['Bu Maimunah', 'los', BUMBU],
          ['Bu Hafsah Jajan', 'pkl', ['jajan pasar']],
        ],
      },
    ],
  },
  {
    marketId: 'pasar-senduro',
    prefix: 'sd',
    blocks: [
      {
        block: 'A',
        vendors: [
          ['Pak Wayan Pisang', 'kios', BUAH],
          ['Bu Ketut Sayur', 'los', SAYUR],
          ['Kopi Pak Tomo', 'kios', ['jajan pasar']],
        ],
      },
    ],
  },
]
