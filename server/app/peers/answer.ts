import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { validate } from '../../platform/http/validate.ts'
import { type Answered, VERBS, type Verb } from './verbs.ts'

export type Answers = {
  [V in Verb]?: (asked: z.output<(typeof VERBS)[V]['input']>) => Promise<Answered<V>>
}

/** Answers other processes for a service of this one. Who may ask at all, `guard` decides. */
export function answerPeers(app: FastifyInstance, service: string, answers: Answers): void {
  for (const [verb, answer] of Object.entries(answers) as [Verb, (asked: unknown) => Promise<unknown>][])
    app.post(`/internal/${service}/${verb}`, (request) => answer(validate(VERBS[verb].input, request.body)))
}
