/** Keranjang: the basket, the day of pick-up, who orders, and what was saved. */
export const basketTitle = () => 'Keranjang'
export const basketEmpty = () => 'Keranjang masih kosong.'
export const startShopping = () => 'Mulai belanja'
export const countOf = (goods: number, stalls: number) => `${goods} barang, ${stalls} lapak`
export const nowGone = () => 'Sudah tidak dijual. Keluarkan, atau cari gantinya.'
export const nowOut = () => 'Sekarang habis.'
export const nowLow = () => 'Tinggal sedikit.'
export const priceRose = (from: string, to: string) => `Harga naik: tadi ${from}, sekarang ${to}`
export const priceFell = (from: string, to: string) => `Harga turun: tadi ${from}, sekarang ${to}`
export const useNewPrice = () => 'Pakai harga sekarang'
export const editLine = (name: string) => `Ubah ${name}`
export const removeLine = (name: string) => `Keluarkan ${name}`

export const estimated = () => 'Kira-kira'
export const atMost = () => 'Paling tinggi'
export const whyEstimate = () =>
  'Harga pasti ditulis pedagang waktu menimbang. Tidak akan lewat dari yang paling tinggi.'
export const payAtStall = () => 'Bayar tunai waktu mengambil. Tidak ada ongkos tambahan.'

export const pickupDay = () => 'Diambil kapan?'
export const pickupWindow = (from: string, to: string) => `ambil jam ${from}–${to}`
export const orderBefore = (when: string) => `pesan sebelum ${when}`
export const noPickupDay = () => 'Pasar ini belum punya jam buka. Belum bisa pesan.'
export const marketClosedToday = (when: string) => `Pasar sedang tutup. Buka lagi ${when}.`
export const dayGone = () => 'Hari yang tadi dipilih sudah lewat. Pilih hari lain.'

export const whoOrders = () => 'Siapa yang memesan?'
export const yourName = () => 'Nama'
export const yourPhone = () => 'Nomor HP'
export const phoneHint = () => 'Supaya petugas pasar bisa menghubungi. Contoh: 0812 3456 7890'
export const consent = () =>
  'Saya setuju nama dan nomor HP saya disimpan pengelola Pasar Dekat untuk mengurus pesanan ini. Lapak tidak melihat nomor saya.'
export const consentNeeded = () => 'Centang dulu tanda setuju.'
export const orderingAs = (name: string, phone: string) => `Atas nama ${name}, ${phone}`

export const placeOrder = () => 'Pesan'
export const placeOrderFor = (day: string) => `Pesan untuk ${day}`
export const savedTitle = () => 'Pesanan tersimpan di HP'
export const savedNotSent = () =>
  'Belum terkirim ke pasar. Terkirim sendiri begitu ada sinyal. Aplikasi boleh ditutup.'
export const savedSent = () => 'Sudah terkirim ke pasar.'
export const savedLate = () =>
  'Sampai di pasar sesudah batas pesan. Pilih jadwal berikutnya di Pesanan.'
export const savedRefused = () => 'Pesanan ini tidak diterima. Lihat alasannya di “Belum beres”.'
export const orderName = () => 'Nama pesanan'
export const pickupCode = () => 'Kode ambil'
export const codeHint = () => 'Tunjukkan kode ini di setiap lapak. Satu kode untuk semua.'
export const seeOrders = () => 'Lihat pesanan saya'
export const twinTitle = () => 'Pesanan kembar?'
export const twinBody = (minutes: number) =>
  `Pesanan yang sama persis sudah dibuat ${minutes} menit lalu.`
export const twinYes = () => 'Ya, pesan lagi'
export const twinNo = () => 'Tidak jadi'
export const totalSure = () => 'Total'
export const notOrdered = () => 'Tidak ikut dipesan.'
export const upTo = (max: string) => `paling tinggi ${max}`
export const savedRefusedTitle = () => 'Pesanan ini tidak ada'
