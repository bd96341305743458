import { Household } from './support/household.ts'
import { sendNow, sent } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { Vendor } from './support/vendor.ts'

const TOMAT = { name: 'Tomat', unit: 'kg' }

test('a phone that was here once starts without a server and shows the whole catalogue', async ({
  server,
  openPhone,
}) => {
  const sri = new Household(await openPhone())
  await sri.chooseMarket('Pasar Baru')
  await sri.phone.installed()
  await sri.search('brambang')
  const found = await sri.page.getByRole('heading', { name: /ketemu$/ }).innerText()

  await server.stop()
  await sri.phone.kill()
  await sri.phone.open('/')
  await expect(sri.page.getByRole('heading', { name: 'Pasar Baru' })).toBeVisible()
  await sri.search('brambang')
  expect(await sri.page.getByRole('heading', { name: /ketemu$/ }).innerText()).toBe(found)
  await sri.open('tomat', { good: 'Tomat', stall: 'Bu Tin' })
  await sri.putInBasket()
  // Pages that were never opened with a network work as well.
  for (const path of ['/keranjang', '/pesanan', '/akun', '/masuk', '/beres']) {
    await sri.phone.goTo(path)
    await expect(sri.page.getByRole('heading').first()).toBeVisible()
    await expect(sri.page.getByText('Ada yang salah')).toBeHidden()
  }
})

test('a captive portal’s page in place of a reply is no connection, and loses nothing', async ({
  server,
  openPhone,
  relay,
}) => {
  const tin = new Vendor(await openPhone('/', { url: relay.url }))
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Harga')
  await sent(tin.page)

  relay.fault = 'captivePortal'
  await tin.setPrice(TOMAT, '11.000')
  await expect.poll(() => relay.hits).toBeGreaterThan(0)
  await expect(tin.page.getByText(/^1 belum terkirim/)).toBeVisible()
  await tin.page.reload()
  await tin.unlock()
  await expect(tin.price('Tomat', 'kg')).toHaveValue('11.000')
  await expect(tin.page.getByText('WiFi Gratis')).toBeHidden()

  relay.fault = 'none'
  await sendNow(tin.page)
  await sent(tin.page)
  expect(await tin.priceHistory('Tomat')).toEqual(['Rp11.000', 'Rp10.000'])
})

/** What Chromium answers where its own files are damaged. */
const WONT_OPEN = `
  IDBFactory.prototype.open = function () {
    throw new DOMException('Internal error opening backing store.', 'UnknownError')
  }
`

test('a database that will not open is said on a whole screen, with what to do', async ({
  openPhone,
}) => {
  const phone = await openPhone('/', { initScript: WONT_OPEN })
  await expect(
    phone.page.getByRole('heading', { name: 'Catatan di HP ini tidak bisa dibuka' }),
  ).toBeVisible()
  await expect(phone.page.getByText('Jangan hapus aplikasi')).toBeVisible()
  await expect(phone.page.getByRole('button', { name: 'Coba lagi' })).toBeVisible()
})

test('a full phone says that nothing was saved, keeps what was typed, and saves it later', async ({
  server,
  openPhone,
}) => {
  const tin = new Vendor(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Harga')
  await sent(tin.page)
  await tin.price('Tomat', 'kg').fill('11.000')
  await expect(tin.page.getByRole('button', { name: 'Simpan 1 harga' })).toBeEnabled()
  // Every write fails as it does on a full disk: the transaction is aborted by the browser.
  await tin.page.evaluate(() => {
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function () {
      throw new DOMException('The disk is full.', 'QuotaExceededError')
    }
    Object.assign(window, { makeRoom: () => (IDBObjectStore.prototype.put = put) })
  })
  await tin.page.getByRole('button', { name: 'Simpan 1 harga' }).click()
  await expect(tin.page.getByText(/TIDAK tersimpan|Tempat di HP ini penuh/).first()).toBeVisible()
  await expect(tin.page.getByText('1 harga tersimpan di HP')).toBeHidden()

  await tin.page.reload()
  await tin.unlock()
  await expect(tin.price('Tomat', 'kg')).toHaveValue('11.000')
  await tin.savePrices(1)
  await sent(tin.page)
})
