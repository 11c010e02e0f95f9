import type { FeedPage, FeedQuery, ServiceStore } from '../store/port.ts'

type Ask = Omit<FeedQuery, 'clientIds'>
/** Those who are answered by one look at the feed. */
interface Turn {
  clientIds: Set<string>
  page: Promise<FeedPage>
  begin(): void
}

/**
 * A change pokes everybody who holds its scope, and all ask for the same at once. Who asks while such a page is being
 * read is answered by the next one, together with all others who do: never by one that was begun before he asked, or
 * he would miss what he was poked for.
 */
export function sharedPages(store: Pick<ServiceStore, 'feedPage'>): (clientId: string, ask: Ask) => Promise<FeedPage> {
  /** By what is asked for: the turn that comes next, if anybody waits already. */
  const lines = new Map<string, { next: Turn | null }>()

  return (clientId, ask) => {
    const key = JSON.stringify([ask.cursor, ask.limit, ask.scopes])
    const line = lines.get(key)
    if (line) {
      line.next ??= turnOf(key, ask)
      line.next.clientIds.add(clientId)
      return line.next.page
    }
    lines.set(key, { next: null })
    const turn = turnOf(key, ask)
    turn.clientIds.add(clientId)
    turn.begin()
    return turn.page
  }

  function turnOf(key: string, ask: Ask): Turn {
    const clientIds = new Set<string>()
    let begin: () => void = () => undefined
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const page = begun.then(() => store.feedPage({ ...ask, clientIds: [...clientIds] })).finally(() => endOf(key))
    return { clientIds, page, begin }
  }

  function endOf(key: string): void {
    const next = lines.get(key)?.next
    if (!next) return void lines.delete(key)
    lines.set(key, { next: null })
    next.begin()
  }
}
