/** The quiet chip: on every screen, so apart from what only seldom ones say. */
export const chipSaved = () => 'Tersimpan di HP'
export const chipUnsent = (count: number) => `${count} belum terkirim`
export const chipUnsentSince = (count: number, time: string) =>
  `${count} belum terkirim, terakhir ${time}`
export const chipSent = () => 'Semua terkirim'
export const chipUnsettled = (count: number) => `${count} belum beres`
export const chipSignIn = () => 'Perlu masuk lagi'
