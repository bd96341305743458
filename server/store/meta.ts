import type { Database } from './database.ts'

/** Named values of an installation: epoch, version, secrets. */
export class Meta {
  readonly #get
  readonly #put

  constructor(db: Database) {
    this.#get = db.prepare('SELECT value FROM meta WHERE name = ?')
    this.#put = db.prepare(
      `INSERT INTO meta (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    )
  }

  text(name: string): string | null {
    const value = this.#get.get(name)?.['value']
    return typeof value === 'string' ? value : null
  }

  number(name: string): number {
    return Number(this.#get.get(name)?.['value'] ?? 0)
  }

  put(name: string, value: string | number): void {
    this.#put.run(name, value)
  }
}
