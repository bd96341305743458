import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Household } from './support/household.ts'
import { sendNow, sent } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { Vendor } from './support/vendor.ts'

const TIN_TOMAT = { good: 'Tomat', stall: 'Bu Tin' }

test('an order is cancelled while nobody has begun, and its stall sees it', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  const sri = new Household(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', TIN_TOMAT)
  const order = await sri.orderForLater()
  await expect(tin.order(order.name)).toContainText('1 kg')

  await sri.openOrder(order.name)
  await sri.cancel()
  await expect(sri.page.getByText('batal', { exact: true })).toBeVisible()
  await sent(sri.page)
  await expect(tin.order(order.name)).toContainText('batal')
  await expect(
    tin.order(order.name).getByRole('button', { name: /^Siap, saya siapkan/ }),
  ).toBeHidden()
})

test('a cancel that came too late lies under “belum beres” with its reason, until it is dropped', async ({
  server,
  openPhone,
  relay,
}) => {
  const tin = new Vendor(await openPhone())
  const sri = new Household(await openPhone('/', { url: relay.url }))
  await tin.redeem(server.code('Bu Tin'))
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', TIN_TOMAT)
  const order = await sri.orderForLater()
  await sent(sri.page)
  await sri.phone.installed()
  relay.fault = 'noConnection'
  await sri.openOrder(order.name)
  await sri.cancel()
  await expect(sri.page.getByText('Tersimpan di HP, belum terkirim')).toBeVisible()

  await tin.accept(order.name)
  await tin.pack(order.name, [null])
  await tin.finishPacking()
  await tin.handOver(order.name, order.code)
  await sent(tin.page)

  relay.fault = 'none'
  await sendNow(sri.page)
  await expect(sri.page.getByText('sudah diambil')).toBeVisible()
  await sri.page.getByRole('link', { name: '1 belum beres' }).click()
  const article = sri.page.getByRole('article', { name: /^Batal pesan/ })
  await expect(article).toContainText('Sudah terlambat, barangnya sudah diserahkan.')
  await article.getByRole('button', { name: 'Buang catatan ini' }).click()
  await sri.page.getByRole('button', { name: 'Ya, buang' }).click()
  await expect(sri.page.getByText('Semua beres.')).toBeVisible()
})

test('an order refused because the market closes that day goes back into the basket, for another', async ({
  server,
  openPhone,
  relay,
}) => {
  const tin = new Vendor(await openPhone())
  const sri = new Household(await openPhone('/', { url: relay.url }))
  await tin.redeem(server.code('Bu Tin'))
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', TIN_TOMAT)
  await sri.phone.installed()
  relay.fault = 'noConnection'
  await sri.openBasket()
  await sri.chooseLastDay()
  const day = Number(await sri.page.getByRole('radio', { checked: true }).inputValue())
  await sri.typePerson({ name: 'Bu Sri', phone: '081234567890' })
  const refused = await sri.place()

  const closures = [{ fromDay: day, toDay: day, reason: 'Banjir' }]
  const args = { marketId: 'pasar-baru', closures }
  const list = join(server.dataDir, 'closing.json')
  writeFileSync(list, JSON.stringify([{ id: 'test:closing', name: 'market.edit.v1', args }]))
  await server.stop()
  server.command('seed', list)
  await server.start()

  relay.fault = 'none'
  await sendNow(sri.page)
  await sri.page.getByRole('link', { name: '1 belum beres' }).click()
  const article = sri.page.getByRole('article', { name: /^Pesanan: .*Tomat/ })
  await expect(article).toContainText('Pasar tutup pada hari itu. Pilih hari lain.')
  await expect(article.getByRole('button', { name: 'Kirim lagi' })).toBeHidden()
  await article.getByRole('button', { name: 'Kembalikan ke keranjang' }).click()

  await expect(sri.page.getByRole('link', { name: 'Ubah Tomat, 1 kg' })).toBeVisible()
  await expect(sri.page.getByRole('radio', { checked: true })).not.toHaveValue(String(day))
  await sri.chooseLastDay()
  const order = await sri.place()
  expect(order.name).not.toBe(refused.name)
  await sent(sri.page)
  await expect(tin.order(order.name)).toContainText('1 kg')
})

test('one basket ordered from two tabs is one order; the same basket again is asked about', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  const sri = new Household(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', TIN_TOMAT)
  await sri.openBasket()
  await sri.chooseLastDay()
  await sri.typePerson({ name: 'Bu Sri', phone: '081234567890' })
  const second = new Household(sri.phone.withPage(await sri.phone.tab('/keranjang')))
  await expect(second.page.getByLabel('Nomor HP', { exact: true })).toHaveValue('081234567890')
  for (const tab of [sri, second]) await expect(tab.placeButton).toBeEnabled()
  // Without a wait for the button to be at rest: by then the other tab has emptied the basket.
  await Promise.all([sri, second].map((tab) => tab.placeButton.dispatchEvent('click')))
  // The slower tab is told the same, or finds the basket empty.
  await expect(sri.savedTitle.or(sri.page.getByText('Keranjang masih kosong.'))).toBeVisible()
  await expect(second.savedTitle.or(second.page.getByText('Keranjang masih kosong.'))).toBeVisible()
  const winner = (await sri.savedTitle.isVisible()) ? sri : second
  const order = await winner.readSaved()

  await sri.phone.goTo('/pesanan')
  await expect(sri.page.getByRole('link', { name: /^Lihat pesanan/ })).toHaveCount(1)
  await expect(tin.order(order.name)).toBeVisible()
  await expect(tin.page.getByRole('article')).toHaveCount(1)

  await sri.phone.goTo('/')
  await sri.take('tomat', TIN_TOMAT)
  await sri.openBasket()
  await sri.chooseLastDay()
  await sri.placeButton.click()
  await expect(sri.page.getByRole('heading', { name: 'Pesanan kembar?' })).toBeVisible()
  await sri.page.getByRole('button', { name: 'Tidak jadi' }).click()
  await sri.phone.goTo('/pesanan')
  await expect(sri.page.getByRole('link', { name: /^Lihat pesanan/ })).toHaveCount(1)
})
