/** One line: how much of an offer, and what if it is out. */
export const lineTitle = () => 'Ambil berapa?'
export const howToBuy = () => 'Cara beli'
export const byValue = () => 'seharga'
export const quickAmounts = () => 'Pilih cepat'
export const less = () => 'Kurangi'
export const more = () => 'Tambah'
export const amountLabel = () => 'Jumlah'
export const typeAmount = () => 'Ketik jumlah'
export const valueLabel = () => 'Seharga berapa rupiah'
export const aboutAmount = (amount: string) => `kira-kira ${amount}`
export const aboutPrice = (price: string) => `kira-kira ${price}`
export const ifOut = () => 'Kalau habis'
export const policyReplace = () => 'Ganti yang mirip'
export const policyAsk = () => 'Tanya saya dulu'
export const policyDrop = () => 'Coret saja'
export const putInBasket = () => 'Masukkan keranjang'
export const changeInBasket = () => 'Simpan perubahan'
export const takeOutOfBasket = () => 'Keluarkan dari keranjang'
export const offerGone = () => 'Barang ini sudah tidak dijual di lapak ini.'
export const offerOut = () => 'Barang ini sedang habis di lapak ini.'
export const offerLow = () => 'Tinggal sedikit. Bisa habis sebelum diambil.'
export const backToShop = () => 'Kembali belanja'
export const priceFrom = (day: string, price: string) => `mulai ${day}: ${price}`
