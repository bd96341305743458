import type { Account } from '@pasar/shared/domain/account.ts'
import { officeTitle, tabAccount, tabOrders, tabPrices, tabShop } from '../messages/id/common.ts'

/** Whose screens: what a person's roles come to for the tabs at the bottom. */
export type Whose = { readonly isVendor: boolean; readonly isAdmin: boolean }

const SHOP = { href: '/', label: tabShop(), icon: 'shopping-basket' } as const
const ORDERS = { href: '/pesanan', label: tabOrders(), icon: 'clipboard-list' } as const
const DESK = { href: '/lapak', label: tabOrders(), icon: 'clipboard-list' } as const
const PRICES = { href: '/harga', label: tabPrices(), icon: 'tag' } as const
const OFFICE = { href: '/kantor', label: officeTitle(), icon: 'house' } as const
const ACCOUNT = { href: '/akun', label: tabAccount(), icon: 'user' } as const

/** The tabs of a person. A vendor shops too, but her stall comes first. */
export function tabsOf(whose: Whose) {
  if (whose.isAdmin) return [OFFICE, SHOP, ACCOUNT]
  return whose.isVendor ? [DESK, PRICES, SHOP, ACCOUNT] : [SHOP, ORDERS, ACCOUNT]
}

/** Where a person lands. */
export const landingOf = (whose: Whose): string =>
  whose.isAdmin ? '/kantor' : whose.isVendor ? '/lapak' : '/'

/** The screens that an account's roles give; null is someone who has none. */
export function whoseOf(account: Account | null): Whose {
  const roles = account?.roles ?? []
  return {
    isVendor: roles.some((role) => role.role === 'vendor'),
    isAdmin: roles.some((role) => role.role === 'admin'),
  }
}
