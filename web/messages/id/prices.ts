/** Harga pagi: a stall's own goods and their prices. */
export const pricesTitle = () => 'Harga pagi'
export const changedOf = (changed: number, all: number) => `${changed} diubah dari ${all}`
export const noOffers = () => 'Belum ada dagangan. Tambah yang pertama.'
export const addOffer = () => 'Tambah dagangan'
export const savePrices = (count: number) => `Simpan ${count} harga`
export const nothingChanged = () => 'Belum ada harga diubah'
export const savedPrices = (count: number) => `${count} harga tersimpan di HP`
export const priceOf = (name: string, unit: string) => `Harga ${name} per ${unit}`
export const lower = (name: string) => `Turunkan harga ${name}`
export const raise = (name: string) => `Naikkan harga ${name}`
export const wasPrice = (price: string) => `tadinya ${price}`
export const moreAbout = (name: string) => `Atur ${name}`
export const undoTyped = () => 'Batalkan yang belum disimpan'

export const availability = () => 'Ada barangnya?'
export const availabilityNames = () => ({ available: 'Ada', low: 'Sisa sedikit', out: 'Habis' })
export const availabilityOf = (name: string) => `Ada atau habis: ${name}`
export const nextPriceTitle = (day: string) => `Harga untuk ${day}`
export const nextPriceHint = () => 'Mulai hari itu harga ini yang berlaku, dan mengikat.'
export const nextPriceSet = (day: string, price: string) => `${day}: ${price}`
export const setNextPrice = () => 'Simpan harga itu'
export const clearNextPrice = () => 'Hapus harga itu'
export const ownWords = () => 'Nama menurut lapak'
export const ownWordsHint = () => 'Boleh kosong. Contoh: tomat sayur'
export const grade = () => 'Mutu'
export const gradeHint = () => 'Boleh kosong. Contoh: super, sedang'
export const saveDetails = () => 'Simpan nama dan mutu'
export const withdraw = () => 'Tidak jual ini lagi'
export const withdrawSure = (name: string) => `Berhenti jual ${name}?`
export const withdrawHint = () =>
  'Pesanan yang sudah masuk tetap berlaku. Bisa ditambah lagi nanti.'
export const withdrawYes = () => 'Ya, berhenti jual'
export const withdrawNo = () => 'Tidak jadi'
export const twoPhones = (price: string, time: string) =>
  `Harga ini diubah dari dua HP. Yang berlaku ${price}, ditulis ${time}. Periksa sekali lagi.`
export const twoPhonesOther = (price: string, time: string) =>
  `HP lain menulis ${price} jam ${time}.`
export const priceHistory = () => 'Harga sebelumnya'

export const addTitle = () => 'Tambah dagangan'
export const whatToSell = () => 'Jual apa?'
export const notInList = (words: string) => `Tidak ada di daftar: jual “${words}”`
export const chooseAnother = () => 'Ganti barang'
export const soldBy = () => 'Dijual per'
export const priceLabel = (unit: string) => `Harga per ${unit}`
export const saveOffer = () => 'Mulai jual'
export const savedOffer = (name: string) => `${name} tersimpan di HP`
export const notSent = () => 'belum terkirim'
export const priceLabelPlain = () => 'Harga'
export const detailsTitle = () => 'Nama dan mutu'
