/** Words that every screen shares. Indonesian; one function per message. */
export const closeSheet = () => 'Tutup'
export const whatNow = () => 'Yang bisa dilakukan'
export const back = () => 'Kembali'
export const eraseDigit = () => 'Hapus satu angka'
export const save = () => 'Simpan'
export const saving = () => 'Menyimpan…'
export const no = () => 'Tidak'
export const change = () => 'Ubah'
export const remove = () => 'Buang'
export const next = () => 'Berikutnya'
export const done = () => 'Selesai'
export const opening = () => 'Membuka…'
export const mainMenu = () => 'Menu utama'
export const askOffice = () => 'Tanya petugas'
export const callOffice = (phone: string) => `Telepon petugas ${phone}`
export const chatOffice = () => 'Kirim WhatsApp ke petugas'
export const noOffice = () => 'Nomor petugas pasar ini belum ada. Datang saja ke kantor pasar.'

export const tabShop = () => 'Belanja'
export const tabOrders = () => 'Pesanan'
export const tabPrices = () => 'Harga'
export const tabAccount = () => 'Akun'

export const today = () => 'hari ini'
export const tomorrow = () => 'besok'
export const yesterday = () => 'kemarin'
export const weekdays = () => ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu']
export const months = () => [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
]
export const dayWithPasaran = (weekday: string, pasaran: string) => `${weekday} ${pasaran}`
export const dateOf = (date: number, month: string) => `${date} ${month}`
export const dayThenDate = (day: string, date: string) => `${day}, ${date}`
export const fromTo = (from: string, to: string) => `${from}–${to}`

export const perUnit = (unit: string) => `per ${unit}`
export const worth = (rupiah: string) => `seharga ${rupiah}`
export const about = (amount: string) => `± ${amount}`
export const stallTypes = () => ({
  ruko: 'Ruko',
  kios: 'Kios',
  los: 'Los',
  pelataran: 'Pelataran',
  pkl: 'PKL',
  mlijo: 'Mlijo',
})
export const gradeIn = (name: string, grade: string) => `${name} (${grade})`
export const unknownGood = () => 'Barang tanpa nama'
export const unknownStall = () => 'Lapak'
export const officeTitle = () => 'Kantor'
export const policyShort = () => ({
  replace: 'kalau habis: ganti yang mirip',
  ask: 'kalau habis: tanya dulu',
  drop: 'kalau habis: coret',
})
