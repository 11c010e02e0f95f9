import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { forAnyone, type Route, routesOf } from '../auth/access.ts'
import { describe } from './describe.ts'
import { openApiOf } from './openapi.ts'

const route = describe(forAnyone, { summary: 'This document', answer: z.record(z.string(), z.unknown()) })

/** GET /v1/<service>/openapi.json: what the service's routes take and give. */
export function openApiRoute(app: FastifyInstance, service: string, version: string): void {
  let text: string | null = null
  app.get(`/v1/${service}/openapi.json`, route, async (_request, reply) => {
    text ??= JSON.stringify(openApiOf(service, version, ofService(service, routesOf(app))))
    return reply.type('application/json').send(text)
  })
}

export const ofService = (service: string, routes: readonly Route[]): Route[] =>
  routes.filter(({ path }) => path.startsWith(`/v1/${service}/`))

const HEADERS = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" }

/** GET /documents: a page that names the document of every service. */
export function documentsPage(app: FastifyInstance, services: readonly string[]): void {
  const items = services.map((name) => `<li><a href="/v1/${name}/openapi.json">${name}</a></li>`).join('\n')
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>CareCode documents</title>
<style>body{font:16px system-ui;margin:2rem}</style></head><body><h1>OpenAPI documents</h1>
<p>What each service takes and gives. Refusals are problem+json with a code of the catalogue.</p>
<ul>${items}</ul></body></html>
`
  app.get('/documents', forAnyone, async (_request, reply) =>
    reply.headers(HEADERS).type('text/html; charset=utf-8').send(page),
  )
}
