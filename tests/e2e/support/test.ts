import { test as base } from '@playwright/test'
import { FaultProxy } from './fault-proxy.ts'
import { Phone, type PhoneOptions } from './phone.ts'
import { ServerProcess } from './server-process.ts'

type Kit = {
  /** false: an installation as `pnpm serve` makes it, empty and without an admin */
  isDemo: boolean
  /** a server of this test alone */
  server: ServerProcess
  /** opens a phone that talks to the server, at a page of the app */
  openPhone: (path?: string, options?: PhoneOptions & { url?: string }) => Promise<Phone>
  /** stands between a phone and the server, for phones opened at its url */
  relay: FaultProxy
}

export const test = base.extend<Kit>({
  isDemo: [true, { option: true }],
  server: async ({ isDemo }, use) => {
    const server = await (isDemo ? ServerProcess.start() : ServerProcess.serve())
    await use(server)
    await server.remove()
  },
  relay: async ({ server }, use) => {
    const relay = await FaultProxy.start(server.port)
    await use(relay)
    await relay.stop()
  },
  openPhone: async ({ server }, use, info) => {
    const phones: Phone[] = []
    await use(async (path = '/', { url = server.url, ...options } = {}) => {
      const phone = new Phone(url, options)
      phones.push(phone)
      if (options.initScript === undefined) await phone.open(path)
      else {
        // Such a page may never get ready: what it shows is what the test is about.
        await phone.launch()
        await phone.page.goto(`${url}${path}`)
      }
      return phone
    })
    const isFailed = info.status !== info.expectedStatus
    for (const [index, phone] of phones.entries()) {
      if (isFailed && phone.isOpen) {
        const body = await phone.page.screenshot()
        await info.attach(`phone ${index + 1}`, { body, contentType: 'image/png' })
      }
      if (isFailed && phone.complaints.length > 0) {
        const body = phone.complaints.join('\n')
        await info.attach(`phone ${index + 1} complained`, { body, contentType: 'text/plain' })
      }
      await phone.remove()
    }
    if (isFailed) await info.attach('server', { body: server.output, contentType: 'text/plain' })
  },
})

export { expect } from '@playwright/test'
