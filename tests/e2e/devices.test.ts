import { sent } from './support/sending.ts'
import { expect, test } from './support/test.ts'
import { PIN, Vendor } from './support/vendor.ts'

const TOMAT = { name: 'Tomat', unit: 'kg' }

test('a phone that was cut off says so, sends nothing, and keeps what it had not sent', async ({
  server,
  openPhone,
  relay,
}) => {
  const tin = new Vendor(await openPhone())
  await tin.redeem(server.code('Bu Tin'))
  const code = await tin.codeForAnotherPhone()
  const lost = new Vendor(await openPhone('/', { url: relay.url }))
  await lost.redeem(code)
  await lost.tab('Harga')
  await sent(lost.page)
  relay.fault = 'noConnection'
  await lost.setPrice(TOMAT, '99.000')

  await tin.page.getByRole('button', { name: 'Lihat daftar HP' }).click()
  await tin.page.getByRole('button', { name: /^Cabut HP ke-/ }).click()
  const sheet = tin.page.getByRole('dialog')
  await sheet.getByLabel('PIN Anda').fill(PIN)
  await sheet.getByRole('button', { name: 'Ya, cabut' }).click()
  await expect(tin.page.getByText('sudah dicabut')).toBeVisible()

  relay.fault = 'none'
  await lost.page.reload()
  await lost.unlock()
  await expect(lost.page.getByRole('heading', { name: 'HP ini sudah dicabut' })).toBeVisible()
  const [file] = await Promise.all([
    lost.page.waitForEvent('download'),
    lost.page.getByRole('button', { name: 'Simpan yang belum terkirim ke berkas' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('pasar-dekat-belum-terkirim.json')
  await tin.tab('Harga')
  await expect(tin.price('Tomat', 'kg')).toHaveValue('10.000')
})

test('nobody signs out with unsent work by mistake; without any the phone is empty after it', async ({
  server,
  openPhone,
  relay,
}) => {
  const tin = new Vendor(await openPhone('/', { url: relay.url }))
  await tin.redeem(server.code('Bu Tin'))
  await tin.tab('Harga')
  await sent(tin.page)
  relay.fault = 'noConnection'
  await tin.setPrice(TOMAT, '11.000')
  await tin.tab('Akun')
  const leave = tin.page.getByRole('button', { name: 'Keluar dari HP ini' })
  await leave.click()
  const sheet = tin.page.getByRole('dialog')
  await expect(sheet.getByText('Masih ada 1 yang belum terkirim.')).toBeVisible()
  await expect(sheet.getByRole('button', { name: 'Ya, keluar' })).toBeHidden()
  await sheet.getByRole('button', { name: 'Tidak jadi' }).click()

  relay.fault = 'none'
  await tin.tab('Harga')
  await tin.page.reload()
  await tin.unlock()
  await sent(tin.page)
  await tin.tab('Akun')
  await leave.click()
  await sheet.getByRole('button', { name: 'Ya, keluar' }).click()
  await expect(tin.page.getByText('Belanja di pasar mana?')).toBeVisible()
  await tin.phone.goTo('/akun')
  await expect(tin.page.getByText('Belum terdaftar di HP ini.')).toBeVisible()
})
