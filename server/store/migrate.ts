import { type Database, transact } from './database.ts'
import { first } from './migrations/0001-first.ts'

/** One step of the schema: SQL, or code where SQL does not reach. Never edited once released. */
export type Migration = string | ((db: Database) => void)

/** Forward only: the database's `user_version` counts those that have run. */
export const migrations: readonly Migration[] = [first]

/** The database was written by a newer release, which this one must not touch. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase'
}

/** What brings a database up to date. `onStep` is called inside each step's transaction. */
export type MigrationPlan = {
  readonly steps?: readonly Migration[]
  readonly onStep?: () => void
}

/** Runs what is missing, each step in a transaction of its own; a cut leaves whole steps. */
export function migrate(db: Database, plan: MigrationPlan = {}): void {
  const steps = plan.steps ?? migrations
  const done = schemaVersion(db)
  if (done > steps.length) {
    throw new NewerDatabase(
      `The database has schema ${done}, this release knows ${steps.length}: install the newer release.`,
    )
  }
  for (const [index, step] of steps.entries()) {
    if (index < done) continue
    transact(db, () => {
      if (typeof step === 'string') db.exec(step)
      else step(db)
      plan.onStep?.()
      db.exec(`PRAGMA user_version = ${index + 1}`)
    })
  }
}

/** How many migrations the database has had. */
export function schemaVersion(db: Database): number {
  const row = db.prepare('PRAGMA user_version').get()
  return Number(row?.['user_version'] ?? 0)
}
