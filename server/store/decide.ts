import {
  type Context,
  type Mutation,
  NEEDS_ROUNDS_MAX,
  type Outcome,
} from '@pasar/shared/mutations/mutation.ts'
import { NamedRows, type RowCache } from './view.ts'

/** Runs a mutation over the rows of the transaction: the same code that ran on the phone. */
export function decide(
  mutation: Mutation,
  run: { args: unknown; ctx: Context; cache: RowCache },
): Outcome<string> {
  const named = new NamedRows(run.cache)
  for (let round = 0; round < NEEDS_ROUNDS_MAX; round++) {
    if (!named.name(mutation.needs(run.args, named.loose))) break
  }
  return mutation.run(named.strict, run.args, run.ctx)
}
