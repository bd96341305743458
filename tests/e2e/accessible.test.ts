import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { Household } from './support/household.ts'
import { sent } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { Vendor } from './support/vendor.ts'

/** What axe finds wrong on the screen, each with where. */
async function wrongs(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

test('no screen of the path shuts anybody out', async ({ server, openPhone }) => {
  test.setTimeout(240_000)
  const tin = new Vendor(await openPhone('/masuk'))
  const sri = new Household(await openPhone())
  expect(await wrongs(tin.page)).toEqual([])
  expect(await wrongs(sri.page)).toEqual([])
  await tin.redeem(server.code('Bu Tin'))
  await sri.chooseMarket('Pasar Baru')
  expect(await wrongs(sri.page)).toEqual([])
  await sri.open('tomat', { good: 'Tomat', stall: 'Bu Tin' })
  expect(await wrongs(sri.page)).toEqual([])
  await sri.putInBasket()
  await sri.openBasket()
  expect(await wrongs(sri.page)).toEqual([])
  await sri.chooseLastDay()
  await sri.typePerson({ name: 'Bu Sri', phone: '081234567890' })
  const order = await sri.place()
  expect(await wrongs(sri.page)).toEqual([])
  await sent(sri.page)
  await sri.openOrder(order.name)
  expect(await wrongs(sri.page)).toEqual([])

  await expect(tin.order(order.name)).toBeVisible()
  expect(await wrongs(tin.page)).toEqual([])
  await tin.accept(order.name)
  await tin.order(order.name).getByRole('link', { name: 'Timbang dan siapkan' }).click()
  await expect(tin.page.getByRole('heading', { name: /^Siapkan/ })).toBeVisible()
  expect(await wrongs(tin.page)).toEqual([])
  await tin.page.getByRole('link', { name: 'Kembali' }).click()
  await tin.tab('Harga')
  await tin.offer('Tomat').click()
  await expect(tin.page.getByRole('dialog')).toBeVisible()
  expect(await wrongs(tin.page)).toEqual([])
  await tin.page.getByRole('button', { name: 'Tutup' }).click()
  expect(await wrongs(tin.page)).toEqual([])
  await tin.tab('Akun')
  await expect(tin.page.getByRole('heading', { name: 'Akun', exact: true })).toBeVisible()
  expect(await wrongs(tin.page)).toEqual([])
})
