import { expect, it } from 'vitest'
import { errorText } from '../../../src-shared/domains/registry.ts'
import { createHttp } from './app.ts'

it.each([
  ['too long for any route', `/v1/things/${'x'.repeat(500)}`],
  ['no address at all', '/v1/things/%zz'],
])('Given an address that is %s, then it is refused as everything is, and not repeated', async (_name, url) => {
  const app = createHttp({ errorText, log: () => undefined })
  app.get('/v1/things/:id', async () => ({}))
  const answer = await app.inject({ method: 'GET', url })
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({ code: 'INPUT_INVALID', status: 400 })
  expect(answer.body).not.toContain('xxx')
  await app.close()
})
