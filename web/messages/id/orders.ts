/** Pesanan of a household: what became of what was ordered. */
export const ordersTitle = () => 'Pesanan saya'
export const noOrders = () => 'Belum ada pesanan.'
export const orderCalled = (name: string) => `Pesanan ${name}`
export const pickupOn = (day: string, from: string, to: string) => `Ambil ${day}, ${from}–${to}`
export const notSentYet = () => 'Tersimpan di HP, belum terkirim'
export const notCertain = () => 'Belum pasti: menunggu jawaban pasar'
export const code = () => 'Kode ambil'
export const ordered = () => 'Pesan'
export const packed = () => 'Isi'
export const total = () => 'Total'
export const totalPacked = () => 'Yang dibayar'
export const totalSoFar = () => 'Kira-kira dibayar'
export const seeOrder = () => 'Lihat pesanan'
export const seeDetail = (name: string) => `Lihat pesanan ${name}`
export const cancelOrder = () => 'Batalkan pesanan'
export const cancelSure = () => 'Batalkan pesanan ini?'
export const cancelHint = () =>
  'Lapak yang belum mulai menyiapkan langsung batal. Yang sudah menyiapkan akan ditanya dulu.'
export const cancelYes = () => 'Ya, batalkan'
export const cancelNo = () => 'Tidak, tetap pesan'
export const cancelAsked = () => 'Minta batal, menunggu jawaban lapak'
export const cancelRefused = () => 'Tidak bisa batal, barang sudah disiapkan'
export const statusNames = () => ({
  placed: 'menunggu lapak',
  accepted: 'diterima lapak',
  packing: 'sedang disiapkan',
  packed: 'siap diambil',
  handedOver: 'sudah diambil',
  declined: 'lapak tidak bisa',
  cancelled: 'batal',
})
export const orderStates = () => ({
  waiting: 'menunggu lapak',
  accepted: 'sedang disiapkan',
  ready: 'siap diambil',
  done: 'sudah diambil',
  declined: 'lapak tidak bisa',
  cancelled: 'batal',
  late: 'terlambat',
})
export const reasonGiven = (reason: string) => `Alasan: ${reason}`
export const answerBy = (time: string) => `dijawab sebelum ${time}`
export const lineGone = () => 'tidak ada'
export const lineWhys = () => ({
  withdrawn: 'sudah tidak dijual',
  out: 'habis',
  suspended: 'lapak sedang tutup',
  stale: 'harganya sudah lama berubah, lihat lagi lalu pesan lagi',
  unknown: 'tidak dikenal',
  declined: 'dicoret lapak',
  notPacked: 'ternyata tidak ada',
})
export const stillOrdered = () => 'belum ditimbang'
export const chargedOnly = (amount: string) => `dihitung sampai ${amount}`
export const codeMismatch = () =>
  'Kode yang ditulis lapak tidak cocok. Kalau ini bukan Anda, tanya petugas.'

export const lateTitle = () => 'Terlambat untuk jadwal itu'
export const lateBody = () =>
  'Pesanan sampai di pasar sesudah batas pesan, jadi belum dipesankan ke lapak. Jadwal berikutnya?'
export const rebookFor = (day: string) => `Ya, pesan untuk ${day}`
export const dropLate = () => 'Tidak jadi pesan'
export const atMost = () => 'Paling tinggi'
export const cashRounded = (rounding: string) => `Tunai, dibulatkan ${rounding}`
export const upToMax = (max: string) => `paling tinggi ${max}`
export const seenKept = (asked: string, seen: string) =>
  `Lapak minta ${asked}, yang berlaku ${seen} seperti yang Anda lihat`
export const capped = (asked: string, price: string) =>
  `Lapak minta ${asked}, dihitung paling tinggi ${price}`
