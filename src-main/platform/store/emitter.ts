/** Says something to everybody who listens; a listener that throws does not keep it from the others. */
export interface Emitter<T> {
  on(listener: (value: T) => void): () => void
  emit(value: T): void
}

export function emitter<T>(onError: (error: unknown) => void = () => {}): Emitter<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(value) {
      for (const listener of [...listeners]) {
        try {
          listener(value)
        } catch (error) {
          onError(error)
        }
      }
    },
  }
}
