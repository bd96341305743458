import { preloadCode } from '$app/navigation'
import { app } from './app.svelte.ts'

/** Acts and pages of everybody, and a vendor's: their code must be here before the signal goes. */
const ACTS = ['account.register.v1', 'order.place.v1', 'order.cancel.v1'] as const
const VENDOR_ACTS = ['offer.price.v1', 'stallOrder.accept.v1', 'stallOrder.pack.v1'] as const
const PAGES = ['/barang', '/keranjang', '/pesanan', '/beres', '/akun'] as const
const VENDOR_PAGES = ['/lapak', '/harga', '/kemas', '/serah'] as const

/** Fetches what this person will need next: a page or an act without its code is no use offline. */
export async function fetchAhead(loadAct: (name: string) => Promise<unknown>): Promise<void> {
  const { isVendor } = app.whose
  await import('./checkout.svelte.ts')
  await Promise.all((isVendor ? [...ACTS, ...VENDOR_ACTS] : ACTS).map(loadAct))
  const pages = isVendor ? [...PAGES, ...VENDOR_PAGES] : PAGES
  await Promise.all(pages.map((page) => preloadCode(page)))
}
