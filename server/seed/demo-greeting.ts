import type { AccountId } from '@pasar/shared/domain/id.ts'
import { DEMO_PEOPLE } from './demo-people.ts'

/**
 * What the start prints about the demo people, each with a fresh one-time code: a code is known to
 * nobody else, and one left over from an earlier start dies by its age.
 */
export function demoGreeting(issueCode: (accountId: AccountId) => string): readonly string[] {
  const lines = DEMO_PEOPLE.map(({ id, name, title }) => `  ${issueCode(id)}  ${name} (${title})`)
  return ['Demo people, each with a one-time code:', ...lines]
}
