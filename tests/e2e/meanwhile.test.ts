import { Household } from './support/household.ts'
import { sendNow, sent } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { Vendor } from './support/vendor.ts'

const TOMAT = { name: 'Tomat', unit: 'kg' }
const TIN_TOMAT = { good: 'Tomat', stall: 'Bu Tin' }

test('a price that changed between browsing and ordering is said plainly on both sides', async ({
  server,
  openPhone,
  relay,
}) => {
  const tin = new Vendor(await openPhone())
  const sri = new Household(await openPhone('/', { url: relay.url }))
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Harga')
  await sri.chooseMarket('Pasar Baru')
  await sri.phone.installed()
  relay.fault = 'noConnection'

  await tin.setPrice(TOMAT, '12.000')
  await sent(tin.page)
  await sri.take('tomat', TIN_TOMAT)
  const order = await sri.orderForLater()
  await sri.phone.goTo('/')
  await sri.openOrder(order.name)
  const before = await sri.readOrder()
  expect(before).toEqual(expect.arrayContaining(['Rp10.000', 'Rp11.500']))

  relay.fault = 'none'
  await sendNow(sri.page)
  await sent(sri.page)
  // What it may cost at most is what she was told; the price that moved is named with both figures.
  await expect(sri.page.getByText('Harga naik: tadi Rp10.000, sekarang Rp12.000')).toBeVisible()
  expect(await sri.readOrder()).toContain('Rp11.500')

  await tin.tab('Pesanan')
  await expect(tin.order(order.name)).toContainText('1 kg')
  await tin.accept(order.name)
  await tin.pack(order.name, [null])
  // Her price is above what the buyer agreed to: it counts up to there, and says so.
  expect(await tin.finishPacking()).toBe('Rp11.500')
})

test('a basket says which price moved and which good is gone before it is ordered', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  const sri = new Household(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Harga')
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', TIN_TOMAT)
  await sri.take('bayam', { good: 'Bayam', stall: 'Bu Tin' })
  await sri.openBasket()
  // For today the price that was seen would bind for half an hour.
  await sri.chooseLastDay()
  await expect(sri.sums).toContainText('Rp12.500')

  await tin.setPrice(TOMAT, '12.000')
  await tin.withdraw('Bayam')
  await sent(tin.page)
  await expect(sri.page.getByText('Harga naik: tadi Rp10.000, sekarang Rp12.000')).toBeVisible()
  await expect(sri.page.getByText('Sudah tidak dijual')).toBeVisible()
  await sri.page.getByRole('button', { name: 'Pakai harga sekarang' }).click()
  await expect(sri.sums).toContainText('Rp12.000')
  await expect(sri.sums).toContainText('Rp14.000')
})

test('a stall drops a line, another says no: the household sees which and why', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  const sum = new Vendor(await openPhone())
  const sri = new Household(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await sum.redeem(server.code('Bu Sum'))
  await sri.chooseMarket('Pasar Baru')
  await sri.take('tomat', TIN_TOMAT)
  await sri.take('bayam', { good: 'Bayam', stall: 'Bu Tin' })
  await sri.take('kangkung', { good: 'Kangkung', stall: 'Bu Sum' })
  const order = await sri.orderForLater()
  await sent(sri.page)

  await tin.accept(order.name)
  await tin.packWithout(order.name, { lines: 2, out: 1 })
  expect(await tin.finishPacking()).toBe('Rp10.000')
  await sum.decline(order.name, 'Tidak jualan hari itu')
  await sent(tin.page)
  await sent(sum.page)

  await sri.openOrder(order.name)
  await expect(sri.page.getByText('Alasan: Tidak jualan hari itu')).toBeVisible()
  await expect(sri.page.getByText('Yang dibayar')).toBeVisible()
  expect(await sri.packedLines()).toMatchObject([
    { good: 'Tomat', packed: '1.000 g', cost: 'Rp10.000' },
    { good: 'Bayam', cost: 'Rp0' },
    { good: 'Kangkung', cost: 'Rp0' },
  ])
  expect(await sri.readOrder()).toContain('Rp10.000')
})

test('two tabs of one phone write side by side and send each thing once', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Harga')
  await tin.phone.installed()
  const second = new Vendor(tin.phone.withPage(await tin.phone.tab('/harga')))
  await second.unlock()
  await server.stop()

  await tin.setPrice(TOMAT, '11.000')
  await second.setPrice({ name: 'Kangkung', unit: 'ikat' }, '3.000')
  for (const tab of [tin, second]) {
    await expect(tab.price('Tomat', 'kg')).toHaveValue('11.000')
    await expect(tab.price('Kangkung', 'ikat')).toHaveValue('3.000')
    await expect(tab.page.getByText(/^2 belum terkirim/)).toBeVisible()
  }
  await server.start()
  await Promise.all([sendNow(tin.page), sendNow(second.page)])
  for (const tab of [tin, second]) {
    await sent(tab.page)
    expect(await tab.priceHistory('Tomat')).toEqual(['Rp11.000', 'Rp10.000'])
    expect(await tab.priceHistory('Kangkung')).toEqual(['Rp3.000', 'Rp2.500'])
  }
})

test('a reply that was lost after the commit doubles nothing', async ({
  server,
  openPhone,
  relay,
}) => {
  const tin = new Vendor(await openPhone('/', { url: relay.url }))
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Harga')
  await sent(tin.page)

  relay.fault = 'dropReply'
  await tin.setPrice(TOMAT, '11.000')
  await expect.poll(() => relay.hits).toBeGreaterThan(0)
  await expect(tin.page.getByText(/^1 belum terkirim/)).toBeVisible()
  relay.fault = 'none'
  await sendNow(tin.page)
  await sent(tin.page)
  await expect(tin.price('Tomat', 'kg')).toHaveValue('11.000')
  expect(await tin.priceHistory('Tomat')).toEqual(['Rp11.000', 'Rp10.000'])
})

test('one good priced on two phones of a vendor offline: the later one holds, both phones say so', async ({
  server,
  openPhone,
  relay,
}) => {
  const first = new Vendor(await openPhone())
  await first.redeem(server.code('Bu Tin'))
  const code = await first.codeForAnotherPhone()
  const second = new Vendor(await openPhone('/', { url: relay.url }))
  await second.redeem(code)
  for (const phone of [first, second]) {
    await phone.tab('Harga')
    await expect(phone.price('Tomat', 'kg')).toHaveValue('10.000')
    await sent(phone.page)
  }
  await server.stop()
  await first.setPrice(TOMAT, '11.000')
  await second.setPrice(TOMAT, '12.000')

  // The second phone finds its signal later: of the two it is the last to arrive.
  relay.fault = 'noConnection'
  await server.start()
  await sendNow(first.page)
  await sent(first.page)
  relay.fault = 'none'
  await sendNow(second.page)
  await sent(second.page)
  for (const phone of [first, second]) {
    await expect(phone.price('Tomat', 'kg')).toHaveValue('12.000')
    await expect(phone.page.getByText('Harga ini diubah dari dua HP')).toBeVisible()
    expect(await phone.priceHistory('Tomat')).toEqual(['Rp12.000', 'Rp11.000', 'Rp10.000'])
  }
})
