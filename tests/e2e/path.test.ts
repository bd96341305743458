import { chipSent } from '@pasar/web/messages/id/chip.ts'
import { Household } from './support/household.ts'
import { localDatabaseText } from './support/local-database.ts'
import { sent, sendNow } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { Vendor } from './support/vendor.ts'

const PHONE = '081234567890'
/** What a phone number could be written as; none of it may reach a stall. */
const PHONE_TRACES = ['81234567890', '812-3456-7890', '812 3456 7890']

test('a stall’s prices and a household’s order, made offline, meet and come to one truth', async ({
  server,
  openPhone,
}) => {
  test.setTimeout(240_000)
  const tin = new Vendor(await openPhone())
  const sri = new Household(await openPhone())
  const vendorReplies: string[] = []

  await test.step('Bu Tin redeems her code and sets a PIN', async () => {
    await tin.redeem(server.code('Bu Tin'))
    await tin.phone.installed()
    await tin.tab('Harga')
    await expect(tin.price('Tomat', 'kg')).toHaveValue('10.000')
    await sent(tin.page)
  })

  await test.step('Bu Sri opens the app without an account and picks Pasar Baru', async () => {
    await sri.chooseMarket('Pasar Baru')
    await sri.phone.installed()
  })

  await server.stop()

  const priced = await test.step('Bu Tin changes 20 prices, an availability, a good', async () => {
    const before = await tin.allPrices()
    expect(before.size).toBeGreaterThanOrEqual(22)
    const raised = [...before].filter(([label]) => !label.includes('Tomat')).slice(0, 20)
    for (const [label, price] of raised) {
      const field = tin.page.getByRole('textbox', { name: label, exact: true })
      await field.fill(String(Number(price.replaceAll('.', '')) + 500))
    }
    await tin.savePrices(20)
    await tin.setAvailability('Terong ungu', 'Habis')
    await tin.addOffer({ words: 'brambang', good: 'Bawang merah', price: '38.000' })
    await expect(tin.price('Bawang merah', 'kg')).toHaveValue('38.000')
    return tin.allPrices()
  })

  await test.step('her browser is killed and opened again: all is there', async () => {
    await tin.phone.kill()
    await tin.phone.open('/harga')
    await tin.unlock()
    await expect(tin.price('Bawang merah', 'kg')).toBeVisible()
    expect(await tin.allPrices()).toEqual(priced)
    await expect(tin.row('Terong ungu')).toContainText('Habis')
    await expect(tin.page.getByText(/^22 belum terkirim/)).toBeVisible()
  })

  const order = await test.step('Bu Sri fills a basket from three stalls and orders', async () => {
    await sri.search('brambang')
    await expect(sri.goods.getByRole('link').first()).toContainText('Bawang merah')

    await sri.open('tomat', { good: 'Tomat', stall: 'Bu Tin' })
    await sri.pick('1 kg')
    await sri.putInBasket()
    await sri.open('kangkung', { good: 'Kangkung', stall: 'Bu Sum' })
    await sri.pick('2 ikat')
    await sri.putInBasket()
    await sri.open('cabe rawit', { good: 'Cabai rawit merah', stall: 'Pak Kasan' })
    await sri.byValue()
    await sri.pick('3.000')
    await sri.putInBasket()

    await sri.openBasket()
    await expect(sri.page.getByText('3 barang, 3 lapak')).toBeVisible()
    await sri.chooseLastDay()
    await expect(sri.sums).toHaveText(/Kira-kira.*Paling tinggi.*Rp18\.000.*Rp20\.500/s)
    await sri.typePerson({ name: 'Bu Sri', phone: PHONE })
    return sri.place()
  })

  await test.step('she sees it saved on the phone, not yet sent', async () => {
    await expect(sri.page.getByText(/^Belum terkirim ke pasar/)).toBeVisible()
    await sri.phone.kill()
    await sri.phone.open('/')
    await sri.openOrder(order.name)
    await expect(sri.page.getByText('Tersimpan di HP, belum terkirim')).toBeVisible()
  })
  const orderedBefore = await sri.readOrder()
  expect(orderedBefore).toEqual(
    expect.arrayContaining([
      order.code,
      '1 kg',
      '2 ikat',
      'seharga Rp3.000',
      'Rp18.000',
      'Rp20.500',
    ]),
  )

  await test.step('the server comes, is killed after a commit, and comes again', async () => {
    await server.start({ failpoint: 'after-commit:1' })
    await sendNow(tin.page)
    await server.died()
    await server.start()
    await sendNow(tin.page)
    await sent(tin.page)
    await sri.phone.goTo('/')
    await sendNow(sri.page)
    await sent(sri.page)
  })

  await test.step('every value reads the same after the sync, on both phones', async () => {
    await tin.tab('Harga')
    await expect(tin.price('Bawang merah', 'kg')).toHaveValue('38.000')
    expect(await tin.allPrices()).toEqual(priced)
    await expect(tin.row('Terong ungu')).toContainText('Habis')
    await sri.openOrder(order.name)
    await expect(sri.page.getByText('Tersimpan di HP, belum terkirim')).toBeHidden()
    const without = (lines: readonly string[]): readonly string[] =>
      lines.filter((line) => !/terkirim/i.test(line))
    expect(without(await sri.readOrder())).toEqual(without(orderedBefore))
  })

  const sum = new Vendor(await openPhone())
  const kasan = new Vendor(await openPhone())
  await test.step('three stalls see their parts and no phone number', async () => {
    for (const vendor of [tin, sum, kasan]) {
      vendor.page.on('response', (reply) => {
        if (!reply.url().endsWith('/api/sync')) return
        void reply.text().then(
          (text) => vendorReplies.push(text),
          () => undefined,
        )
      })
    }
    await sum.redeem(server.code('Bu Sum'))
    await kasan.redeem(server.code('Pak Kasan'))
    await tin.tab('Pesanan')
    const parts = [
      [tin, 'Tomat', '1 kg'],
      [sum, 'Kangkung', '2 ikat'],
      [kasan, 'Cabai rawit merah', 'seharga Rp3.000'],
    ] as const
    for (const [vendor, good, amount] of parts) {
      await expect(vendor.order(order.name)).toContainText(good)
      await expect(vendor.order(order.name)).toContainText(amount)
      const seen = [await vendor.page.content(), await localDatabaseText(vendor.page)]
      for (const trace of [...PHONE_TRACES, 'Bu Sri']) {
        expect([...seen, ...vendorReplies].filter((text) => text.includes(trace))).toEqual([])
      }
    }
    expect(vendorReplies.length).toBeGreaterThan(1)
  })

  await test.step('they accept, weigh and pack', async () => {
    for (const vendor of [tin, sum, kasan]) await vendor.accept(order.name)
    await tin.pack(order.name, ['1050'])
    await expect(tin.page.getByText('boleh', { exact: true })).toBeVisible()
    expect(await tin.finishPacking()).toBe('Rp10.500')
    await sum.pack(order.name, [null])
    expect(await sum.finishPacking()).toBe('Rp5.000')
    await kasan.pack(order.name, ['36'])
    expect(await kasan.finishPacking()).toBe('Rp3.000')
    await expect(tin.order(order.name)).toContainText(/1 kg →\s*1\.050 g/)
    for (const vendor of [tin, sum, kasan]) await sent(vendor.page)
  })

  await test.step('Bu Sri sees ordered and packed side by side, and the right total', async () => {
    await sri.phone.goTo('/')
    await sri.openOrder(order.name)
    await expect(sri.page.getByText('Yang dibayar')).toBeVisible()
    expect(await sri.packedLines()).toEqual([
      { good: 'Tomat', ordered: '1 kg', packed: '1.050 g', cost: 'Rp10.500' },
      { good: 'Kangkung', ordered: '2 ikat', packed: '2 ikat', cost: 'Rp5.000' },
      { good: 'Cabai rawit merah', ordered: 'seharga Rp3.000', packed: '36 g', cost: 'Rp3.000' },
    ])
    expect(await sri.readOrder()).toEqual(expect.arrayContaining(['Rp18.500', order.code]))
  })

  await test.step('one code takes the whole pick-up', async () => {
    await tin.handOver(order.name, order.code)
    await sum.handOver(order.name, order.code)
    await kasan.handOver(order.name, order.code)
    for (const vendor of [tin, sum, kasan]) {
      await sent(vendor.page)
      await expect(vendor.order(order.name)).toContainText('kode cocok')
    }
    await sri.phone.goTo('/')
    await sri.openOrder(order.name)
    await expect(sri.page.getByText('sudah diambil')).toHaveCount(3)
    await expect(sri.page.getByText(chipSent())).toBeVisible()
  })
})
