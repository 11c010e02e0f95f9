import { connect } from 'node:net'
import { createHttp } from '../../../server/platform/http/app.ts'
import { errorText } from '../../../src-shared/domains/registry.ts'
import { type Attack, repelled, succeeded } from '../attack.ts'

const app = 'server/platform/http/app.ts'

export const attacks: readonly Attack[] = [
  {
    name: 'server-huge-body',
    what: 'fills the memory of the server with one long request, without having signed in',
    code: 'BODY_TOO_LARGE',
    defence: [
      {
        file: app,
        find: 'bodyLimit: options.bodyLimit ?? 4 * 1024 * 1024',
        replace: 'bodyLimit: options.bodyLimit ?? 1024 * 1024 * 1024',
      },
    ],
    async run(target) {
      const body = { username: 'x'.repeat(5_000_000), password: '' }
      const answer = await target.ask({ method: 'POST', path: '/v1/identity/sign-in', body })
      return answer.status === 413 ? repelled(answer.body.code) : succeeded(`5 MB were read (${answer.body.code})`)
    },
  },
  {
    name: 'slow-request',
    what: 'keeps connections by sending a request a byte at a time',
    code: '408',
    defence: [{ file: app, find: 'requestTimeout: arrivalMs,', replace: 'requestTimeout: 0,' }],
    async run(target) {
      const http = createHttp({ errorText, log: () => {}, arrivalMs: 400 })
      http.post('/slow', async () => ({}))
      await http.listen({ port: 0, host: '127.0.0.1' })
      target.atEnd(() => http.close())
      const { port } = http.server.address() as { port: number }
      const socket = connect(port, '127.0.0.1')
      target.atEnd(() => socket.destroy())
      socket.write('POST /slow HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n')
      const drip = setInterval(() => socket.write(' '), 100)
      target.atEnd(() => clearInterval(drip))
      return new Promise((resolve) => {
        socket.once('data', (part) => resolve(repelled(/ (\d{3}) /.exec(String(part))?.[1] ?? 'no status')))
        socket.once('error', () => resolve(repelled('reset')))
        setTimeout(() => resolve(succeeded('holds its connection for ten times as long as it may')), 4_000)
      })
    },
  },
  {
    name: 'prototype-pollution',
    what: 'sends `__proto__` inside a command, to change what every object of the server is',
    code: 'INPUT_INVALID',
    defence: [
      {
        file: app,
        find: "app.getDefaultJsonParser('error', 'error')",
        replace: "app.getDefaultJsonParser('ignore', 'ignore')",
      },
    ],
    async run(target) {
      const machine = await target.machine()
      const { key: _, ...envelope } = { ...machine.envelope({ name: 'ward.recordVitals', input: {} }), key: null }
      const command = JSON.stringify(envelope).replace(
        '"input":{}',
        '"input":{"__proto__":{"roles":["administrator"]}}',
      )
      const body = `{"clientId":"${machine.clientId}","epoch":null,"commands":[${command}]}`
      const answer = await machine.ask({ method: 'POST', path: '/v1/ward/sync/push', body })
      return answer.status === 200
        ? succeeded(`it reached the rules: ${answer.body.outcomes[0]?.status}`)
        : repelled(answer.body.code)
    },
  },
  {
    name: 'deep-json',
    what: 'nests a command so deep that whoever walks through it runs out of stack',
    code: 'INPUT_INVALID',
    defence: [{ file: app, find: 'isNestedDeeper(text, MAX_DEPTH)', replace: 'false' }],
    async run(target) {
      const machine = await target.machine()
      const command = JSON.stringify(machine.envelope({ name: 'ward.recordVitals', input: {} }))
      const deep = command.replace('"input":{}', `"input":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)
      const body = `{"clientId":"${machine.clientId}","epoch":null,"commands":[${deep}]}`
      const answer = await machine.ask({ method: 'POST', path: '/v1/ward/sync/push', body })
      return answer.status >= 500
        ? succeeded(`${answer.status} ${answer.body.code}`)
        : repelled(answer.body.outcomes?.[0]?.status ?? answer.body.code)
    },
  },
]
