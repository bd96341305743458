import type { SellUnit } from '@pasar/shared/domain/quantity.ts'

/** What the stalls of a goods group sell: slugs of lumajang.json. Every slug lies in one at least. */
export const GROUP_GOODS: Readonly<Record<string, readonly string[]>> = {
  sayur: words(`kangkung bayam sawi kacang-panjang buncis wortel kentang kol terong timun labu-siam
    labu-kuning tauge tauge-pendek daun-singkong daun-pepaya kemangi daun-bawang seledri melinjo
    jagung-manis nangka-muda singkong ubi-jalar jamur-tiram tomat cabai-rawit cabai-besar`),
  'bumbu & empon-empon': words(`bawang-merah bawang-putih cabai-keriting cabai-besar cabai-rawit
    cabai-hijau tomat jahe lengkuas kunyit kencur serai daun-jeruk daun-salam daun-pandan
    daun-pisang kemiri ketumbar merica kluwek asam-jawa jeruk-nipis terasi petis kayu-manis
    gula-merah garam`),
  'bumbu giling': words('bumbu-giling terasi petis kluwek'),
  ayam: words('ayam-ras ayam-kampung ceker ati-ampela telur-kampung'),
  daging: words('daging-sapi tetelan'),
  'ikan segar': words('tongkol bandeng kembung lele nila udang cumi'),
  'pindang & ikan asin': words('pindang teri ikan-asin telur-asin'),
  'tahu-tempe': words('tahu tahu-pong tempe tauge tauge-pendek'),
  'telur & sembako': words(`telur-ras telur-kampung telur-asin gula-pasir gula-merah minyak-curah
    minyakita garam tepung-terigu tepung-beras tepung-kanji kecap-manis kacang-tanah kacang-hijau
    soun bihun kerupuk beras-medium beras-premium`),
  beras: words('beras-premium beras-medium beras-ketan beras-jagung jagung-pipil'),
  'buah & pisang': words(`pisang-agung pisang-agung-sisir pisang-mas pisang-kepok pepaya semangka
    alpukat salak jeruk-nipis`),
  'kelapa & selep': words('kelapa daun-pisang'),
  'jajan pasar': words(`lontong kerupuk keripik-pisang sale-pisang rambak-pisang kopi-senduro
    susu-kambing keripik-talas`),
}

/** A good in a stall's own words, where no commodity fits; prices are estimates. */
export type OwnGood = {
  readonly name: string
  readonly unit: SellUnit
  readonly priceIdr: number
}

/** Goods of a group that are no commodity. */
export const GROUP_OWN_GOODS: Readonly<Record<string, readonly OwnGood[]>> = {
  plastik: [
    { name: 'Kantong plastik 1 kg', unit: 'bungkus', priceIdr: 9_000 },
    { name: 'Kantong plastik ½ kg', unit: 'bungkus', priceIdr: 7_000 },
    { name: 'Kertas bungkus nasi', unit: 'bungkus', priceIdr: 22_000 },
    { name: 'Besek bambu', unit: 'biji', priceIdr: 3_500 },
    { name: 'Karet gelang', unit: 'ons', priceIdr: 8_000 },
    { name: 'Tali rafia', unit: 'gulung', priceIdr: 12_000 },
  ],
  'kelapa & selep': [
    { name: 'Kelapa parut', unit: 'butir', priceIdr: 12_000 },
    { name: 'Santan peras', unit: 'liter', priceIdr: 20_000 },
    { name: 'Ongkos selep bumbu', unit: 'kg', priceIdr: 4_000 },
  ],
  'jajan pasar': [
    { name: 'Klepon isi 5', unit: 'bungkus', priceIdr: 3_000 },
    { name: 'Lupis juruh', unit: 'bungkus', priceIdr: 4_000 },
    { name: 'Nagasari', unit: 'biji', priceIdr: 1_500 },
    { name: 'Cenil warna', unit: 'bungkus', priceIdr: 3_000 },
  ],
  'bumbu giling': [
    { name: 'Bumbu rawon giling', unit: 'ons', priceIdr: 6_000 },
    { name: 'Bumbu pecel', unit: 'ons', priceIdr: 7_000 },
  ],
  sayur: [{ name: 'Paket sayur asem', unit: 'bungkus', priceIdr: 5_000 }],
  'ikan segar': [{ name: 'Kepala kakap', unit: 'kg', priceIdr: 28_000 }],
}

/** Grades as they are said at the stall, for goods that come in several. */
export const GRADES: Readonly<Record<string, readonly string[]>> = {
  'bawang-merah': ['super', 'sedang'],
  'bawang-putih': ['kating', 'honan'],
  'cabai-rawit': ['super', 'campur'],
  tomat: ['sayur', 'buah'],
  kentang: ['AB', 'kecil'],
  wortel: ['super', 'lokal'],
  'daging-sapi': ['has', 'paha'],
  'ayam-ras': ['besar', 'kecil'],
  'telur-ras': ['besar', 'kecil'],
  'beras-medium': ['lokal', 'IR 64'],
  'pisang-agung': ['super', 'sedang'],
  kelapa: ['tua', 'muda'],
  tongkol: ['besar', 'kecil'],
  alpukat: ['mentega', 'biasa'],
}

function words(text: string): readonly string[] {
  return text.split(/\s+/)
}
