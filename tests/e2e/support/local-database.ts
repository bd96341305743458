import type { Page } from '@playwright/test'

/** Everything that lies in the page's IndexedDB, as one text to search. */
export const localDatabaseText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const asPromise = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('no reason')))
      })
    const read: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const database = await asPromise(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        read.push(await asPromise(database.transaction(store).objectStore(store).getAll()))
      }
      database.close()
    }
    return JSON.stringify(read)
  })
