/** "Belum beres", and the screens that stand in place of a page. */
export const unsettledTitle = () => 'Belum beres'
export const nothingUnsettled = () => 'Semua beres.'
export const sendingTitle = () => 'Terkirim atau belum'
export const allSent = () => 'Semua yang ditulis di HP ini sudah terkirim.'
export const unsentCount = (count: number) =>
  `${count} tersimpan di HP, belum terkirim. Terkirim sendiri begitu ada sinyal.`
export const lastSent = (when: string) => `Terakhir terhubung ${when}.`
export const neverSent = () => 'HP ini belum pernah terhubung ke pasar.'
export const sendNow = () => 'Coba kirim sekarang'
export const notReached = () => 'Belum ada sinyal. Nanti dicoba lagi sendiri.'
export const refusedAt = (when: string) => `tidak diterima ${when}`
export const sendAgain = () => 'Kirim lagi'
export const drop = () => 'Buang catatan ini'
export const mend = () => 'Betulkan'
export const putBack = () => 'Kembalikan ke keranjang'
export const dropSure = () => 'Buang? Catatan ini tidak akan dikirim lagi.'
export const dropYes = () => 'Ya, buang'
export const uncertainTitle = () => 'Belum pasti'
export const uncertainHint = () => 'Ini tetap dikirim. Pasar yang memutuskan.'

export const intentNames = () => ({
  'account.register.v1': 'Pendaftaran nama dan nomor HP',
  'offer.create.v1': 'Dagangan baru',
  'offer.price.v1': 'Harga',
  'offer.priceOn.v1': 'Harga untuk hari nanti',
  'offer.availability.v1': 'Ada atau habis',
  'offer.edit.v1': 'Nama dagangan',
  'offer.withdraw.v1': 'Berhenti jual',
  'order.place.v1': 'Pesanan',
  'order.rebook.v1': 'Pindah jadwal pesanan',
  'order.cancel.v1': 'Batal pesan',
  'stallOrder.accept.v1': 'Siap menyiapkan',
  'stallOrder.decline.v1': 'Jawaban tidak bisa',
  'stallOrder.declineLine.v1': 'Coret barang',
  'stallOrder.start.v1': 'Mulai menyiapkan',
  'stallOrder.pack.v1': 'Timbangan',
  'stallOrder.answerCancel.v1': 'Jawaban minta batal',
  'stallOrder.handOver.v1': 'Serah terima',
})
export const intentOther = () => 'Catatan'
export const intentOf = (intent: string, subject: string) => `${intent}: ${subject}`

export const wontOpenTitle = () => 'Catatan di HP ini tidak bisa dibuka'
export const wontOpenBody = () =>
  'Tutup aplikasi ini di tab atau jendela lain, lalu coba lagi. Kalau tetap begini, matikan HP dan nyalakan lagi. Jangan hapus aplikasi: yang belum terkirim masih ada di sini.'
export const tryAgain = () => 'Coba lagi'
export const fullTitle = () => 'Tempat di HP ini penuh'
export const fullBody = () =>
  'Tidak bisa menyimpan yang baru. Hapus foto atau aplikasi lain, lalu coba lagi. Yang sudah tersimpan tetap aman.'
export const fullLook = () => 'Lihat yang sudah tersimpan'
export const lostTitle = () => 'Catatan di HP ini hilang'
export const lostBody = () =>
  'Penyimpanan aplikasi ini terhapus oleh HP. Yang sudah terkirim aman di pasar.'
export const lostUnsent = (count: number) =>
  count === 0
    ? 'Tidak ada yang belum terkirim, jadi tidak ada yang hilang.'
    : `${count} catatan belum sempat terkirim dan hilang. Periksa lagi yang terakhir Anda tulis.`
export const lostGo = () => 'Saya mengerti, lanjut'
export const revokedTitle = () => 'HP ini sudah dicabut'
export const revokedBody = () =>
  'Akun ini tidak bisa dipakai lagi di HP ini. Yang belum terkirim masih ada: simpan ke berkas dan berikan kepada petugas.'
export const revokedGo = () => 'Buka Akun'
export const signInTitle = () => 'Perlu masuk lagi'
export const signInBody = () =>
  'Pasar tidak mengenali HP ini lagi. Minta kode baru kepada petugas. Yang belum terkirim tetap tersimpan dan dikirim sesudahnya.'
export const updateTitle = () => 'Aplikasi ini terlalu lama'
export const updateBody = () =>
  'Ambil versi baru supaya bisa mengirim lagi. Yang sudah tersimpan tidak hilang.'
export const updateNow = () => 'Ambil versi baru'
export const updateReady = () => 'Ada versi baru.'
export const updateReadyNow = () => 'Pakai sekarang'
export const updateLater = () => 'Nanti'
export const newerTabTitle = () => 'Aplikasi ini sudah diperbarui di tab lain'
export const newerTabBody = () => 'Tutup tab ini atau buka ulang supaya memakai versi yang baru.'
export const reopen = () => 'Buka ulang'
export const unknownFaultTitle = () => 'Ada yang tidak beres di HP ini'
export const keepFile = () => 'Simpan yang belum terkirim ke berkas'
export const dropNo = () => 'Tidak jadi'
export const signInGo = () => 'Masukkan kode baru'
