/** What Rolldown tells of a module: who names it in a plain `import`. */
type Graph = {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null
}

/** Where the first screen begins: what every visit loads, and the shop. */
const FIRST = /web[\\/](hooks\.client\.ts|routes[\\/]\+(layout\.svelte|layout\.ts|page\.svelte))$/
/**
 * Of Kit this one module stands alone: the page hands it the build's name and address before any
 * other of Kit's modules runs, so it must not lie in one file with them.
 */
const PAYLOAD = /@sveltejs[\\/]kit[\\/]src[\\/]runtime[\\/]client[\\/]payload\.js$/
/** Kit itself, which no release of ours changes either, but for the two modules that begin it. */
const KIT =
  /node_modules[\\/](?:.*[\\/])?(@sveltejs[\\/]kit|devalue)[\\/](?!src[\\/]runtime[\\/]client[\\/](client-)?entry\.js)/
/** What no release of ours changes, and what loads the other files. */
const LIBRARY =
  /(node_modules[\\/](?!.*@sveltejs[\\/]kit)(?:.*[\\/])?(svelte|clsx|dexie|valibot)[\\/]|vite[\\/]preload-helper)/
/** The phone's rules and database: they stand apart, so that a new word or colour leaves them alone. */
const CORE = /(web[\\/](store|platform|intents|sync)|shared)[\\/]/
/** Together: a phone that sells or orders comes to need nearly all of them. */
const MUTATION = /shared[\\/]mutations[\\/](?!registry|mutation)/
const OWN =
  /(web[\\/](?!service-worker|platform[\\/]updates)|shared[\\/](lib|sync|domain|mutations[\\/](registry|mutation)))/

/**
 * Which modules share a file: docs/decisions/0012. The libraries and Kit, which no release of ours
 * changes; all that the first screen loads anyway, the rules apart from what is seen; the
 * mutations; what two other files share, parted in the same way.
 */
export const chunkGroups = () => {
  const known = new Map<string, boolean>()
  const nameOfFirst = (id: string): string => (CORE.test(id) ? 'core' : 'first')
  return [
    { name: 'payload', test: PAYLOAD, priority: 5 },
    { name: 'libraries', test: LIBRARY, priority: 4 },
    { name: 'kit', test: KIT, priority: 4 },
    {
      name: (id: string, graph: Graph) => (isFirst(id, { graph, known }) ? nameOfFirst(id) : null),
      test: OWN,
      priority: 3,
    },
    { name: 'mutations', test: MUTATION, priority: 2 },
    { name: 'replica', test: CORE, minShareCount: 2, priority: 1 },
    { name: 'app', test: OWN, minShareCount: 2, priority: 0 },
  ]
}

/** True where a plain `import` leads from the first screen to this module. */
function isFirst(
  id: string,
  { graph, known }: { graph: Graph; known: Map<string, boolean> },
): boolean {
  const before = known.get(id)
  if (before !== undefined) return before
  // Lint refuses circles; on one, it is asked for no second time.
  known.set(id, false)
  const importers = graph.getModuleInfo(id)?.importers ?? []
  const answer = FIRST.test(id) || importers.some((one) => isFirst(one, { graph, known }))
  known.set(id, answer)
  return answer
}
