import { start } from '../app/start.tsx'
import { fixtureLink } from './fixture-link.ts'
import { FixtureWorld } from './fixture-world.ts'

/** `?signedOut`, `?notEnrolled`, `?offline`, `?empty`, `?administrator`, `?closed`, `?unplaced`, `?wrong`, `?rows=200` choose the state of the world. */
const asked = new URLSearchParams(window.location.search)
const world = new FixtureWorld({
  signedOut: asked.has('signedOut'),
  notEnrolled: asked.has('notEnrolled'),
  offline: asked.has('offline'),
  empty: asked.has('empty'),
  administrator: asked.has('administrator'),
  closed: asked.has('closed'),
  unplaced: asked.has('unplaced'),
  wrong: asked.has('wrong'),
  rows: asked.has('rows') ? Number(asked.get('rows')) : null,
})
start(fixtureLink(world))
