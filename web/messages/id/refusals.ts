/**
 * Every expected "no" in words: one table from a refusal's `why` to what a person reads. A test
 * holds it complete over all unions of shared code and of the requests.
 */
const REFUSALS: { readonly [why: string]: string } = {
  // any intent
  badArgs: 'Ada isian yang tidak masuk akal. Periksa lagi angkanya.',
  notPermitted: 'Akun ini tidak boleh melakukan itu. Tanya petugas pasar.',
  notFound: 'Yang dimaksud sudah tidak ada.',
  exists: 'Ini sudah pernah tersimpan.',
  unknownMutation: 'Pasar belum mengenal catatan ini. Tunggu versi baru.',
  malformed: 'Catatan ini rusak dan tidak bisa dibaca pasar.',
  badSignature: 'Catatan ini bukan dari HP ini atau sudah berubah.',
  clientUnknown: 'Pasar belum mengenal HP ini. Minta kode kepada petugas.',
  idReused: 'Catatan dengan nomor yang sama sudah ada dengan isi lain.',
  seqReused: 'Urutan catatan di HP ini terpakai dua kali.',
  bug: 'Pasar tidak bisa mengolah catatan ini. Tanya petugas.',

  // orders
  marketClosed: 'Pasar tutup pada hari itu. Pilih hari lain.',
  tooFarAhead: 'Hari itu masih terlalu jauh. Pilih yang lebih dekat.',
  dayPassed: 'Hari itu sudah lewat.',
  modeNotSold: 'Barang ini tidak bisa dibeli seharga rupiah. Pilih jumlahnya.',
  unitNotSold: 'Barang ini tidak dijual dengan ukuran itu.',
  otherMarket: 'Barang ini dari pasar lain.',
  lineTooLarge: 'Jumlahnya terlalu besar untuk satu barang.',
  nothingLeft: 'Semua barangnya habis atau sudah tidak dijual.',
  notLate: 'Pesanan ini tidak terlambat, jadi tidak perlu pindah jadwal.',
  tooLate: 'Sudah terlambat, barangnya sudah diserahkan.',

  // stall orders
  wasCancelled: 'Pembeli sudah membatalkan pesanan ini.',
  wasDeclined: 'Pesanan ini sudah dijawab tidak bisa.',
  alreadyPacked: 'Pesanan ini sudah selesai disiapkan.',
  noSuchLine: 'Barang itu tidak ada di pesanan ini.',
  notAsked: 'Pembeli tidak minta batal.',

  // stalls, accounts
  noSuchStall: 'Lapak itu tidak ada.',
  noSuchMarket: 'Pasar itu tidak ada.',
  nameMissing: 'Tulis namanya dulu.',

  // a line that cannot be had
  withdrawn: 'Sudah tidak dijual.',
  out: 'Habis.',
  stale: 'Harganya sudah lama berubah. Lihat lagi, lalu pesan lagi.',
  suspended: 'Lapak sedang tutup.',
  unknown: 'Tidak dikenal.',
  declined: 'Dicoret lapak.',
  notPacked: 'Ternyata tidak ada.',

  // facts that fit nowhere, kept for a person
  cancelled: 'Pesanannya sudah batal.',
  handedOver: 'Pesanannya sudah diserahkan.',
  packedTwice: 'Sudah ditimbang dari HP lain.',
  lineUnavailable: 'Ada barang yang sudah dicoret.',
  handedOverTwice: 'Sudah diserahkan dari HP lain.',
  placed: 'Pesanannya belum diterima lapak.',
  accepted: 'Pesanannya belum ditimbang.',
  packing: 'Pesanannya belum selesai disiapkan.',

  // what was typed
  empty: 'Belum diisi.',
  comma: 'Tulis rupiah tanpa koma. Contoh: 12.500',
  negative: 'Tidak boleh kurang dari nol.',
  notANumber: 'Ini bukan angka. Contoh: 12.500',
  tooLow: 'Terlalu kecil.',
  tooHigh: 'Terlalu besar. Periksa angkanya.',
  ambiguous: 'Bisa berarti dua hal. Tulis dengan satuannya, contoh 1,05 kg atau 1050 g.',
  tooFine: 'Terlalu kecil untuk ditimbang. Tulis dalam gram bulat.',
  tooLong: 'Terlalu panjang. Persingkat.',
  badCharacters: 'Ada tanda yang tidak bisa dipakai.',
  notAPhone: 'Bukan nomor HP. Contoh: 0812 3456 7890',
  notADay: 'Bukan tanggal.',
  notATime: 'Bukan jam. Contoh: 05.10',
  badLetter: 'Ada huruf yang tidak dipakai dalam kode. Periksa lagi.',
  badLength: 'Kode terdiri dari 8 huruf.',

  pinNotSix: 'PIN harus 6 angka.',
  pinTooEasy: 'PIN ini gampang ditebak. Pilih yang lain.',
  pinDiffers: 'Kedua PIN tidak sama. Coba lagi.',

  // requests
  badRequest: 'Permintaan tidak dimengerti. Coba lagi.',
  signInNeeded: 'Perlu masuk lagi. Minta kode kepada petugas.',
  deviceRevoked: 'HP ini sudah dicabut dari akun.',
  crossSite: 'Buka aplikasi ini dari alamatnya sendiri.',
  tooLarge: 'Terlalu banyak sekali kirim.',
  badContentType: 'Permintaan tidak dimengerti. Coba lagi.',
  codeUnknown: 'Kode tidak dikenal. Periksa lagi hurufnya.',
  codeUsed: 'Kode ini sudah dipakai. Minta kode baru kepada petugas.',
  codeExpired: 'Kode ini sudah lewat waktunya. Minta kode baru kepada petugas.',
  clientTaken: 'HP ini sudah terdaftar untuk akun lain.',
  pinWrong: 'PIN salah.',
  protocolUnknown: 'Aplikasi ini terlalu lama. Ambil versi baru.',
  tooMany: 'Terlalu sering mencoba. Tunggu sebentar.',
  serverFull: 'Tempat simpan di pasar sedang penuh. Yang ditulis tetap aman di HP.',
  offline: 'Belum ada sinyal. Coba lagi nanti.',
  otherAccount: 'HP ini sudah dipakai akun lain. Keluar dulu.',
  unsent: 'Masih ada yang belum terkirim.',

  // the phone's own storage
  newerSchema: 'Aplikasi ini sudah diperbarui di tab lain. Buka ulang.',
  storageFull: 'Tempat di HP penuh. TIDAK tersimpan.',
  wontOpen: 'Catatan di HP ini tidak bisa dibuka.',
  storageLost: 'Penyimpanan aplikasi ini hilang.',
  leaving: 'Aplikasi ini sedang keluar dari akun di tab lain. TIDAK tersimpan.',
  notSaved: 'TIDAK tersimpan. Cari sinyal sebentar, lalu coba sekali lagi.',
}

/** What a person reads for `why`; a reason that this version does not know is said as such. */
export const refusalText = (why: string): string =>
  REFUSALS[why] ?? 'Pasar tidak menerima ini. Tanya petugas pasar.'

/** True where the table has words of its own for `why`. */
export const hasRefusalText = (why: string): boolean => why in REFUSALS
