import type { Message, Stream, World } from './world.ts'

export const newStream = (world: World): Stream => ({
  state: 'in_progress',
  endedBy: undefined,
  startedAt: world.now(),
  length: 0,
  chunkBlocks: 0,
  tasks: new Map(),
  planTitle: '',
})

// Slack ends a stream by itself when it has been open for too long.
export const endOldStream = (world: World, message: Message) => {
  const stream = message.stream
  if (stream?.state !== 'in_progress') return
  if (world.now() - stream.startedAt < world.options.streamLifetimeMs) return
  stream.state = 'completed'
  stream.endedBy = 'age'
}
