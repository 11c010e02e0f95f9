import { type Attack, repelled, succeeded } from '../attack.ts'

export const attacks: readonly Attack[] = [
  {
    name: 'server-huge-body',
    what: 'fills the memory of the server with one long request, without having signed in',
    code: 'BODY_TOO_LARGE',
    defence: [
      {
        file: 'server/platform/http/app.ts',
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
]
