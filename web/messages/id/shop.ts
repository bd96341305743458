/** Belanja: choosing a market, finding goods, one line. */
export const chooseMarketTitle = () => 'Belanja di pasar mana?'
export const chooseMarketHint = () => 'Pilih satu pasar. Nanti bisa ganti.'
export const noMarketsYet = () =>
  'Daftar pasar belum sampai di HP ini. Cari tempat yang ada sinyal, lalu tunggu sebentar.'
export const openUntil = (time: string) => `Buka sampai ${time}`
export const openUntilLower = (time: string) => `buka sampai ${time}`
export const opensAt = (when: string) => `Tutup. Buka lagi ${when}`
export const opensAtLower = (when: string) => `tutup, buka ${when}`
export const neverOpens = () => 'Jam buka belum diketahui'
export const inKecamatan = (name: string) => `Kecamatan ${name}`

export const searchLabel = () => 'Cari barang'
export const searchHint = () => 'Cari: brambang, ayam, toge…'
export const foundCount = (count: number) => (count === 0 ? 'Tidak ketemu' : `${count} ketemu`)
export const notFound = (words: string) => `“${words}” tidak ada di pasar ini.`
export const notFoundHint = () => 'Coba nama lain, misalnya “lombok” atau “cabai”.'
export const groupsLabel = () => 'Kelompok barang'
export const allGoods = () => 'Semua barang'
export const groupNames = () => ({
  vegetable: 'Sayur',
  spice: 'Bumbu',
  protein: 'Lauk',
  fruit: 'Buah',
  staple: 'Sembako',
  ukm: 'Jajan',
})
export const goodsList = () => 'Daftar barang'
export const catalogueOnItsWay = () =>
  'Daftar barang pasar ini belum sampai di HP. Cari tempat yang ada sinyal.'
export const catalogueEmpty = () => 'Belum ada yang berjualan di pasar ini.'
export const orderByNote = (time: string, window: string) =>
  `Pesan sebelum ${time}, ambil ${window}`
export const priceThisMorning = (time: string) => `harga pagi ini ${time}`
export const priceToday = (time: string) => `harga hari ini ${time}`
export const priceYesterday = () => 'harga kemarin'
export const priceDaysOld = (days: number) => `harga ${days} hari lalu`
export const priceOld = () => 'harga lama, bisa berubah'
export const lowStock = () => 'sisa sedikit'
export const outOfStock = () => 'habis'
export const inBasket = (amount: string) => `di keranjang: ${amount}`

export const basketBar = (goods: number, stalls: number) => `${goods} barang, ${stalls} lapak`
export const changeMarketShort = () => 'Ganti pasar'
export const groupEmpty = () => 'Belum ada di kelompok ini.'
