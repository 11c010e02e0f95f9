import type { z } from 'zod'
import type { Kind, RowOf, ScopeRule } from './kind.ts'

/**
 * What a service keeps of another's kind, field for field: a kind of its own with tables of its own, so that no service
 * ever reads another's. `scope` says who receives it there; left out: whoever receives the original.
 */
export function mirrorOf<Shape extends z.ZodRawShape>(
  source: Kind<Shape>,
  service: string,
  scope: ScopeRule<RowOf<Kind<Shape>>> = source.scope as ScopeRule<RowOf<Kind<Shape>>>,
): Kind<Shape> {
  const local = source.name.slice(source.name.indexOf('.') + 1)
  return { ...source, name: `${service}.${local}`, service, scope } as Kind<Shape>
}
