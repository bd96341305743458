/** Lapak: a vendor's orders, packing, handing over. */
export const deskTitle = () => 'Pesanan masuk'
export const stallOnItsWay = () =>
  'Catatan lapak ini belum sampai di HP. Cari tempat yang ada sinyal, lalu tunggu sebentar.'
export const noStallOrders = () => 'Belum ada pesanan masuk.'
export const noStallOrdersHint = () => 'Pesanan baru muncul sendiri di sini.'
export const groupNew = () => 'Baru'
export const groupAccepted = () => 'Akan disiapkan'
export const groupPacking = () => 'Sedang disiapkan'
export const groupPacked = () => 'Siap diambil'
export const groupDone = () => 'Selesai'
export const pickupFrom = (day: string, from: string) => `ambil ${day} mulai ${from}`
export const answerBefore = (when: string) => `jawab sebelum ${when}`
export const answerLate = (when: string) => `batas jawab ${when} sudah lewat`
export const accept = (count: number) => `Siap, saya siapkan (${count})`
export const acceptAll = (count: number) => `Siap semua (${count} pesanan)`
export const cannot = () => 'Tidak bisa'
export const pack = () => 'Timbang dan siapkan'
export const goOnPacking = () => 'Lanjut menyiapkan'
export const correctPacking = () => 'Betulkan timbangan'
export const handOver = () => 'Serahkan'
export const openOrder = (name: string) => `Buka pesanan ${name}`
export const unsentMark = () => 'belum terkirim'
export const uncertainMark = () => 'belum pasti'

export const declineTitle = () => 'Kenapa tidak bisa?'
export const declineReasons = () => [
  'Barang habis',
  'Tidak jualan hari itu',
  'Terlalu banyak pesanan',
]
export const declineOther = () => 'Alasan lain'
export const declineYes = () => 'Kirim jawaban'
export const cancelAskedTitle = () => 'Pembeli minta batal'
export const cancelAskedBody = () => 'Barang sudah mulai disiapkan. Boleh batal?'
export const cancelAllow = () => 'Boleh batal'
export const cancelForbid = () => 'Tidak, sudah disiapkan'

export const packTitle = (name: string) => `Siapkan ${name}`
export const packSub = (day: string, from: string) => `ambil ${day} ${from}`
export const orderedAmount = (amount: string) => `pesan ${amount}`
export const scaleLabel = (name: string) => `Angka timbangan untuk ${name}`
export const asOrdered = () => 'Pas seperti pesanan'
export const within = () => 'boleh'
export const underWeight = () => 'kurang dari pesanan, dihitung sebanyak isinya'
export const overWeight = (amount: string) => `kelebihan: dihitung sampai ${amount}`
export const moreThanOrdered = () => 'lebih dari pesanan: kelebihannya gratis'
export const valueLineHint = (amount: string) => `kira-kira ${amount} pada harga sekarang`
export const notWeighed = () => 'tidak ditimbang'
export const tooMuch = () => 'Terlalu besar. Periksa angkanya.'
export const soldOut = () => 'Habis'
export const notSoldOut = () => 'Ternyata ada'
export const markedOut = () => 'habis, dicoret'
export const notYet = () => 'belum'
export const statePrice = (unit: string) => `Harga per ${unit}`
export const priceCapped = (price: string) => `dihitung ${price}, batas pembeli`
export const packedAll = (total: string) => `Selesai, total ${total}`
export const allOutTitle = () => 'Semua dicoret'
export const allOutBody = () => 'Tidak ada barang yang jadi. Pesanan ini dijawab “tidak bisa”.'
export const alreadyPacked = () =>
  'Pesanan ini sudah siap. Simpan lagi untuk membetulkan timbangan.'
export const cannotPack = () => 'Pesanan ini tidak bisa disiapkan lagi.'

export const handOverTitle = (name: string) => `Serahkan ${name}`
export const askCode = () => 'Minta 4 angka kode ambil dari pembeli'
export const codeLabel = () => 'Kode ambil'
export const handOverNow = (total: string) => `Serahkan, terima ${total}`
export const noCode = () => 'Pembeli tidak membawa kode'
export const handedOver = (time: string) => `diserahkan ${time}`
export const codeRight = () => 'kode cocok'
export const codeWrong = () => 'kode tidak cocok'
export const codeUnchecked = () => 'kode dicocokkan setelah terkirim'
export const withoutCode = () => 'tanpa kode'
export const conflictsTitle = () => 'Perlu dilihat lagi'
export const conflictLine = (name: string, fact: string, time: string) => `${name}: ${fact} ${time}`
export const conflictFacts = () => ({ packed: 'ditimbang', handedOver: 'diserahkan' })
export const conflictHint = () =>
  'Dua HP mencatat hal yang berbeda. Catatan ini disimpan, tanya petugas kalau perlu.'
export const stallOf = (block: string) => `Lapak ${block}`
export const chooseStall = () => 'Lapak yang mana?'
export const lowerPrice = () => 'Turunkan harga'
export const raisePrice = () => 'Naikkan harga'
export const priceCapShort = (cap: string) => `paling tinggi ${cap}`
export const cannotHandOver = () => 'Pesanan ini belum siap, atau sudah diserahkan.'
