/** Akun: who am I, codes, PIN, devices; the ways in. */
export const accountTitle = () => 'Akun'
export const notRegistered = () => 'Belum terdaftar di HP ini.'
export const notRegisteredHint = () =>
  'Belanja tidak perlu daftar. Nama dan nomor HP baru ditanya waktu memesan.'
export const roleNames = () => ({
  household: 'Pembeli',
  vendor: 'Pedagang',
  courier: 'Pengantar',
  officer: 'Petugas pasar',
  admin: 'Pengelola',
})
export const haveCode = () => 'Punya kode dari petugas?'
export const enterCode = () => 'Masukkan kode'
export const appearance = () => 'Terang atau gelap'
export const themeNames = () => ({ auto: 'Otomatis', light: 'Terang', dark: 'Gelap' })
export const themeHint = () => 'Otomatis: gelap dari jam 18.00 sampai 05.30.'

export const lockTitle = () => 'Kunci dengan PIN'
export const lockOn = () => 'Aplikasi ini dikunci PIN bila ditutup.'
export const lockOff = () => 'Belum ada PIN. Siapa saja yang memegang HP ini bisa membukanya.'
export const lockNow = () => 'Kunci sekarang'
export const setPin = () => 'Buat PIN'
export const pinTitle = () => 'PIN 6 angka'
export const pinOnce = () => 'PIN baru, 6 angka'
export const pinTwice = () => 'Ulangi PIN'
export const pinNow = () => 'PIN Anda'
export const pinSaved = () => 'PIN tersimpan.'
export const locked = () => 'Terkunci'
export const lockedBody = () => 'Masukkan PIN 6 angka.'
export const unlock = () => 'Buka'
export const wrongPin = (left: number) =>
  left > 0 ? `PIN salah. Sisa ${left} kali coba.` : 'PIN salah.'
export const waitPin = (seconds: number) => `Terlalu sering salah. Tunggu ${seconds} detik.`
export const forgotPin = () => 'Lupa PIN? Petugas pasar bisa memberi kode baru.'

export const devicesTitle = () => 'HP yang memakai akun ini'
export const seeDevices = () => 'Lihat daftar HP'
export const thisDevice = () => 'HP ini'
export const otherDevice = (number: number) => `HP ke-${number}`
export const lastSeen = (when: string) => `terakhir ${when}`
export const revokedDevice = () => 'sudah dicabut'
export const revokeDevice = (name: string) => `Cabut ${name}`
export const revokeHint = () => 'HP itu tidak bisa dipakai lagi untuk akun ini.'
export const newDevice = () => 'Pakai di HP lain'
export const newDeviceHint = () =>
  'Buka aplikasi ini di HP lain, pilih “Masukkan kode”, ketik kode ini, lalu PIN yang sama.'
export const makeCode = () => 'Buat kode'
export const codeUntil = (when: string) => `berlaku sampai ${when}, sekali pakai`

export const leave = () => 'Keluar dari HP ini'
export const leaveBody = () => 'Semua catatan di HP ini dihapus. Akun tetap ada.'
export const leaveYes = () => 'Ya, keluar'
export const leaveNo = () => 'Tidak jadi'
export const leaveUnsent = (count: number) =>
  `Masih ada ${count} yang belum terkirim. Kalau keluar sekarang, itu hilang.`
export const leaveWait = () => 'Tunggu sampai terkirim, atau simpan dulu ke berkas.'
export const leaveDrop = () => 'Keluar dan buang yang belum terkirim'
export const exportFile = () => 'Simpan yang belum terkirim ke berkas'
export const exportedFile = () => 'Berkas tersimpan di HP. Berikan kepada petugas.'

export const enterTitle = () => 'Masukkan kode'
export const codeLabel = () => 'Kode dari petugas'
export const codeHint = () => '8 huruf, contoh ABCD-EFGH'
export const chooseNewPinHint = () =>
  'Kalau kode dari HP Anda sendiri, tulis PIN yang sudah dipakai di sana.'
export const enterNow = () => 'Masuk'
export const entering = () => 'Menghubungi pasar…'
export const alreadyIn = (name: string) =>
  `HP ini sudah dipakai ${name}. Keluar dulu untuk ganti orang.`
export const claimTitle = () => 'Mulai mengelola'
export const claimBody = () => 'Anda orang pertama di pemasangan ini. Isi nama, nomor HP, dan PIN.'
export const claimNow = () => 'Mulai'
export const claimNoToken = () =>
  'Alamat ini tidak lengkap. Buka lagi alamat yang tercetak waktu pertama dijalankan.'

export const officeBody = () => 'Anda pengelola pemasangan ini. Yang sudah ada:'
export const officeMarkets = (count: number) => (count === 0 ? 'Belum ada pasar' : `${count} pasar`)
export const officeCommodities = (count: number) => `${count} barang dalam daftar`
export const officeEmpty = () =>
  'Pasar, lapak, dan pedagang dimasukkan lewat berkas di komputer kantor. Caranya ada di petunjuk pemasangan.'
export const officeLater = () => 'Layar untuk mendaftarkan pedagang belum ada di versi ini.'
export const aboutTitle = () => 'Tentang aplikasi'
export const aboutBody = () => 'Pasar Dekat: mendekatkan pasar kepada masyarakat.'
export const licences = () => 'Izin gambar dan ikon'
export const usedToday = (amount: string) => `Kuota terpakai hari ini: ${amount} MB`
export const digitsTyped = (count: number) => `${count} dari 6 angka`
export const revokeShort = () => 'Cabut'
export const revokeTitle = () => 'Cabut HP ini dari akun?'
export const revokeYes = () => 'Ya, cabut'
export const claimPhoneHint = () => 'Contoh: 0812 3456 7890'
